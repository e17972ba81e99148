//! Overdue deliverables without a reason.

use super::findings::finding;
use super::overdue::{days, each, place};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;

pub(super) const RULE: Rule = Rule {
    name: "late-without-reason",
    level: RuleLevel::Allow,
    summary: "a deliverable is overdue, and nothing says why",
    explanation: "\
\"In progress\" beside a date that passed a year ago is the line that readers ask about first.

Checks overdue deliverables (see the rule `overdue`): each needs a `slip_reason`, even where no
revised date is known yet. Off by default, since the text can have the reason; pages show
`slip_reason` beside the date.

Add `slip_reason = \"…\"`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    each(context, findings, |site, overdue| {
        let row = site.deliverable(overdue.row.id)?;
        let is_silent = row.slip_reason.is_none();
        is_silent.then(|| {
            let message =
                format!("{} overdue, and no reason is given", days(overdue.row.days_overdue));
            finding(place(site, overdue.row.id), message)
                .help("add `slip_reason = \"…\"`")
                .about(context.row(overdue.row.id))
        })
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(keys: &str, expected: Option<&str>) {
        let row = format!("status = \"planned\"\n[[deliverables]]\ntext = \"Open lock\"\n{keys}");
        assert_eq!(of_updates(&RULE, &[&row]), expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("due = \"2016-06-29\"", Some("1 day overdue, and no reason is given"));
        case("due = \"2016-06-20\"", Some("10 days overdue, and no reason is given"));
        case("due = \"2016-06-30\"", None);
        case("due = \"2016-05\"\nrevised_due = \"2017\"\nslip_reason = \"Ice\"", None);
        case("due = \"2016-05\"\ncompleted = true", None);
    }
}
