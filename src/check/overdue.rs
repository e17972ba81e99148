//! Overdue deliverables.

use chrono::NaiveDate;

use super::findings::finding;
use super::wording::date;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::facts::{Promise, Row};
use crate::schema::Located;
use crate::site::{DeliverableId, Owner, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "overdue",
    level: RuleLevel::Warn,
    summary: "a deliverable is not done, and its first promised date has passed",
    explanation: "\
Missed dates are what readers look for first. They judge by the date first promised, not by a
later one.

Checks every report as of its last edition. A deliverable is overdue if it is not done and its
first promised date ended before the date of that edition. A partial date ends with its last day:
`2015-12` is overdue from 1 January 2016, `2016-Q3` from 1 October. Today's date does not matter.

The first promised date is the first `due` that the deliverable had. Deliverables are tracked
across editions by `id`, or by text if at least half of the words are the same; a later `due` or
`due_text` does not replace the first. A deliverable is done or dropped by its `status`,
`completed` or `dropped`, or else by the status of its recommendation, own or inherited. One that
only points elsewhere is never overdue, nor is one of a recommendation that is done, dropped or
rejected. An open one that a later update leaves out stays overdue.

If it was done, set `completed`. If it is late, keep the warning, and add `revised_due` and
`slip_reason` for readers. If it is no longer pursued, say why with `dropped`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    each(context, findings, |site, overdue| {
        let (first, day) = (date(overdue.promise.first), date(overdue.day));
        let late = days(overdue.row.days_overdue);
        let named = context.named(overdue.row.id);
        let message = format!("{named} was promised for {first} and is open on {day}: {late} late");
        let help = if overdue.row.left_out {
            "later updates leave it out: list it again, with `completed` or `dropped`"
        } else {
            "once it is done, add `completed = \"…\"` with the date"
        };
        let mut finding = finding(place(site, overdue.row.id), message)
            .help(help)
            .leading(context.row(overdue.row.id));
        let origin = origin(site, overdue.row.id);
        if origin != overdue.row.id {
            finding = finding.related(place(site, origin), "first promised here");
        }
        Some(finding)
    });
}

/// An overdue deliverable.
pub(super) struct Overdue<'f> {
    pub(super) row: Row,
    pub(super) promise: Promise<'f>,
    /// The day as of which it is overdue.
    pub(super) day: NaiveDate,
}

/// Visits every overdue deliverable, as of each report's last edition.
pub(super) fn each(
    context: &Context<'_>,
    findings: &mut Findings,
    find: impl Fn(&Site, &Overdue<'_>) -> Option<Diagnostic> + Sync,
) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |document, _, findings| {
        let Owner::Update(id, _) = site.owner(document) else { return };
        let Some(day) = facts.day(id.report, View::Latest) else { return };
        // Of all recommendations at once, for all of these documents.
        facts.rollup(id.report, View::Latest);
        for row in facts.rows_of(id, View::Latest).iter() {
            if row.id.document != document || row.days_overdue == 0 {
                continue;
            }
            let Some(promise) = facts.promise(row.id) else { continue };
            if let Some(finding) = find(site, &Overdue { row: *row, promise, day }) {
                findings.push(finding);
            }
        }
    });
}

/// The place of a deliverable's date, or else of its text.
pub(super) fn place(site: &Site, id: DeliverableId) -> Location {
    let path = &site.document(id.document).path;
    let deliverable = site.deliverable(id);
    let date = deliverable.and_then(|row| row.due.as_ref().or(row.revised_due.as_ref()));
    let span = date.map(|Located { span, .. }| *span);
    match span.or_else(|| deliverable.map(|row| row.text.span)) {
        Some(span) => Location::new(path, span),
        None => Location::file(path),
    }
}

/// The deliverable's version that first had a date.
fn origin(site: &Site, id: DeliverableId) -> DeliverableId {
    let dated = |id: DeliverableId| {
        site.deliverable(id).is_some_and(|row| row.due.is_some() || row.revised_due.is_some())
    };
    let line = std::iter::successors(Some(id), |id| site.previous_deliverable(*id));
    line.filter(|id| dated(*id)).last().unwrap_or(id)
}

/// "1 day", "2 days".
pub(super) fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
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
        let finding = expected.map(|expected| {
            let (words, rest) = expected.split_once(": ").expect("words and date");
            format!("warning {path} {words:?}: “D” was promised for {rest} late")
        });
        assert_eq!(found, finding.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("", None);
        case("due = \"2016-06\"", None);
        case("due = \"2016-Q3\"", None);
        case("due = \"2016-06-30\"", None);
        case(
            "due = \"2016-06-29\"",
            Some("\"2016-06-29\": 29 June 2016 and is open on 30 June 2016: 1 day"),
        );
        case("due = \"2015\"", Some("\"2015\": 2015 and is open on 30 June 2016: 182 days"));
        case(
            "due = \"2015-12\"\nrevised_due = \"2016-09\"",
            Some("\"2015-12\": December 2015 and is open on 30 June 2016: 182 days"),
        );
        case("due = \"2015-12\"\ncompleted = \"2016-05\"", None);
        case("due = \"2015-12\"\nstatus = \"complete\"", None);
        case(
            "due = \"2015-12\"\nstatus = \"behind-replan\"",
            Some("\"2015-12\": December 2015 and is open on 30 June 2016: 182 days"),
        );
    }

    #[test]
    fn as_of_the_last_edition_and_by_the_first_promise() {
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        let update = |due: &str| {
            format!(
                "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\ndue = \"{due}\"\n+++\n"
            )
        };
        let (first, second) = (update("2015-09"), update("2017"));
        let edition = "+++\ntitle = \"E\"\n+++\n";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", statement),
                ("content/ssr1/2015-06-30/rec-04.md", &first),
                ("content/ssr1/2015-12-31/_index.md", edition),
            ],
        );
        assert_eq!(
            found,
            [
                "warning content/ssr1/2015-06-30/rec-04.md \"\\\"2015-09\\\"\": “D” was promised for September 2015 and is open on 31 December 2015: 92 days late"
            ]
        );
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", statement),
                ("content/ssr1/2015-06-30/rec-04.md", &first),
                ("content/ssr1/2016-06-30/rec-04.md", &second),
            ],
        );
        assert_eq!(
            found,
            [
                "warning content/ssr1/2016-06-30/rec-04.md \"\\\"2017\\\"\": “D” was promised for September 2015 and is open on 30 June 2016: 274 days late"
            ]
        );
    }
}
