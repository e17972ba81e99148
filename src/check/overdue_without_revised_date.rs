//! Overdue deliverables without a revised date in the future.

use super::findings::finding;
use super::overdue::{each, place};
use super::wording::date;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;

pub(super) const RULE: Rule = Rule {
    name: "overdue-without-revised-date",
    level: RuleLevel::Warn,
    summary: "an overdue deliverable has no `revised_due`, or one that has passed too",
    explanation: "\
A missed date cannot be undone. Readers also need the new date.

Checks the deliverables that `overdue` reports. Each needs a `revised_due` that has not ended
before the date of the report's last edition. A date in the text does not count: lists and open
data use the row. If the text promises a date that differs from the row's, see
`date-differs-from-narrative`.

Add `revised_due` and `slip_reason`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    each(context, findings, |site, overdue| {
        let current = overdue.promise.current();
        if !current.is_before(overdue.day) {
            return None;
        }
        let row = overdue.row.id;
        let (named, current) = (context.named(row), date(current));
        let revised = site.deliverable(row)?.revised_due.as_ref();
        let (location, message, adds) = match revised {
            Some(revised) => (
                crate::diagnostic::Location::new(&site.document(row.document).path, revised.span),
                format!("{named} is overdue, and its revised date, {current}, has passed too"),
                format!("the revised date, {current}, has passed too"),
            ),
            None => (
                place(site, row),
                format!("{named} was promised for {current} and has no revised date"),
                "no revised date is given".to_owned(),
            ),
        };
        Some(
            finding(location, message)
                .help("add `revised_due = \"…\"` with the new date, and `slip_reason = \"…\"`")
                .adding(context.row(row), adds),
        )
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(deliverable: &str, expected: Option<&str>) {
        let update = format!(
            "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\n{deliverable}\n+++\n"
        );
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (path, &update),
            ],
        );
        let finding = expected.map(|expected| format!("warning {path} {expected}"));
        assert_eq!(found, finding.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("", None);
        case("due = \"2016-09\"", None);
        case("due = \"2015-12\"\nrevised_due = \"2016-09\"", None);
        case("due = \"2015-12\"\nrevised_due = \"2016-06\"", None);
        case("due = \"2015-12\"\ncompleted = true", None);
        case(
            "due = \"2015-12\"",
            Some("\"\\\"2015-12\\\"\": “D” was promised for December 2015 and has no revised date"),
        );
        case(
            "due = \"2015-12\"\nrevised_due = \"2016-03\"",
            Some(
                "\"\\\"2016-03\\\"\": “D” is overdue, and its revised date, March 2016, has passed too",
            ),
        );
    }
}
