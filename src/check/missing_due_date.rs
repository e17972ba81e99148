//! Open deliverables without a due date.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::facts::{Facts, Standing};
use crate::site::{DeliverableId, Owner};

pub(super) const RULE: Rule = Rule {
    name: "missing-due-date",
    level: RuleLevel::Warn,
    summary: "an open deliverable has no due date",
    explanation: "\
A deliverable without a date is never overdue: it is missing from the list of overdue deliverables
however long it takes.

Every open deliverable needs `due`, the first promised date: a year, quarter, month or day.
`revised_due` is no substitute. Exempt are deliverables that are done or dropped, by their
`status`, `completed` or `dropped`, or else by their recommendation's status; those with
`due_text`, which says when in words; and those that only point elsewhere, such as \"See
Recommendation 25\".

Add `due`, or `due_text` if no date was promised.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(..), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return;
        };
        if document.broken {
            return;
        }
        for (deliverable, row) in update.deliverables.iter().zip(site.deliverables_of(id)) {
            if deliverable.due.is_none()
                && deliverable.due_text.is_none()
                && is_open(facts, row)
                && !facts.points_elsewhere(row)
            {
                findings.push(
                    finding(
                        Location::new(&document.path, deliverable.text.span),
                        format!("{} is open and has no due date", context.quoted(deliverable)),
                    )
                    .help(
                        "add `due = \"…\"`, the first promised date, such as `2016-09` or `2016-Q3`; \
                         or `due_text` with what was promised instead",
                    ),
                );
            }
        }
    });
}

/// Whether a deliverable of an update is open in its edition.
pub(super) fn is_open(facts: &Facts, row: DeliverableId) -> bool {
    facts.standing(row, facts.site().view_of(row.document)) == Some(Standing::Open)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(status: &str, deliverable: &str, expected: bool) {
        let index = "+++\nkind = \"implementation\"\ntitle = \"T\"\nstatuses = [\n\
            { id = \"open\", label = \"Open\", kind = \"active\" },\n\
            { id = \"late\", label = \"Late\", kind = \"late\" },\n\
            { id = \"done\", label = \"Done\", kind = \"done\" },\n\
            { id = \"dropped\", label = \"Dropped\", kind = \"dropped\" },\n]\n+++\n";
        let update = format!(
            "+++\nnumber = 4\nstatus = \"{status}\"\n[[deliverables]]\ntext = \"D\"\n{deliverable}\n+++\n"
        );
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/_index.md", index),
                ("content/ssr1/recommendations/rec-04.md", statement),
                (path, &update),
            ],
        );
        let finding = format!("warning {path} {:?}: “D” is open and has no due date", "\"D\"");
        assert_eq!(found, expected.then_some(finding).into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("open", "", true);
        case("late", "", true);
        case("open", "due = \"2016\"", false);
        case("open", "revised_due = \"2016\"", true);
        case("open", "status = \"done\"", false);
        case("open", "status = \"dropped\"", false);
        case("open", "completed = true", false);
        case("open", "completed = \"2016-05\"", false);
        case("open", "completed = false", true);
        // Rows without a status have the update's.
        case("done", "", false);
        case("dropped", "", false);
        case("done", "status = \"late\"", true);
        case("done", "completed = false", true);
        // The unreadable date is the only error.
        case("open", "due = \"soon\"", false);
    }

    #[test]
    fn a_row_that_points_elsewhere_is_exempt() {
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (
                    "content/ssr1/2016-06-30/rec-04.md",
                    "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"See Rec. 4\"\n+++\n",
                ),
            ],
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
