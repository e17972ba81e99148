//! Timelines without dates.

use super::findings::finding;
use super::latest::Latest;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;

pub(super) const RULE: Rule = Rule {
    name: "undated-timeline",
    level: RuleLevel::Allow,
    summary: "no milestone of a timeline has a date",
    explanation: "\
A timeline of points without dates shows an order at most, and of one point not even that.

Checks the updates that the latest view shows: one of their milestones needs a `date`. Off by
default, since pages draw such timelines without a scale and say so.

Add `date`, as exactly as it is known, or leave the timeline out.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_latest(findings, |Latest { document, update, .. }, findings| {
        let milestones = &update.milestones;
        let Some(first) = milestones.first() else { return };
        if milestones.iter().any(|milestone| milestone.date.is_some()) {
            return;
        }
        let message = match milestones.len() {
            1 => "the only milestone has no date".to_owned(),
            count => format!("none of the {count} milestones has a date"),
        };
        findings.push(
            finding(Location::new(&document.path, first.label.span), message)
                .help("add `date`, as exactly as it is known"),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(milestones: &str, expected: Option<&str>) {
        let found =
            of_updates(&RULE, &[&format!("status = \"planned\"\nmilestones = [{milestones}]")]);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("", None);
        case("{ label = \"A\" }", Some("the only milestone has no date"));
        let two = "{ label = \"A\" }, { label = \"B\" }";
        case(two, Some("none of the 2 milestones has a date"));
        case("{ label = \"A\" }, { label = \"B\", date = \"2016\" }", None);
    }
}
