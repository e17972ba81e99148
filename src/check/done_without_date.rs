//! Done deliverables without a completion date.

use super::undated::{self, Counted, Words};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::fields::Completion;
use crate::facts::Standing;
use crate::site::{DeliverableId, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "done-without-date",
    level: RuleLevel::Allow,
    summary: "a done deliverable does not say when it was done",
    explanation: "\
A tick in place of a date erases both: readers learn neither when the work was promised nor when it
was finished, so nobody can say whether it was in time.

Checks the deliverables of the last update on each recommendation. One that is done, by its
`status`, `completed = true` or its recommendation's status, needs a date in `completed`, in this
update or in an earlier one. Exempt are those that only point elsewhere, such as \"See
Recommendation 25\". Those of one update are one finding; if a report of several updates has no
completion date at all, it has one finding.

Off by default: a standing practice has no day on which it was done, and no program can tell.

Give `completed` the date: a day, month, quarter or year.
",
    run,
};

const WORDS: Words<'_> = Words {
    one: "done deliverable",
    several: "done deliverables",
    date: "completion date",
    help: "add `completed = \"…\"` with the date on which it was done, such as `2016-09`",
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    undated::report(context, &WORDS, findings, |id, document| {
        facts.rollup(id.report, View::Latest);
        let mut counted = Counted::default();
        for row in facts.rows_of(id, View::Latest).iter() {
            let Some(deliverable) = site.deliverable(row.id) else { continue };
            if row.standing != Standing::Done || row.left_out {
                continue;
            }
            counted.all += 1;
            if !has_date(site, row.id) {
                let path = &site.document(document).path;
                counted.undated.push(Location::new(path, deliverable.text.span));
            }
        }
        counted
    });
}

/// Whether a deliverable, or what it was in an earlier update, has a completion date.
fn has_date(site: &Site, id: DeliverableId) -> bool {
    let mut versions = std::iter::successors(Some(id), |id| site.previous_deliverable(*id));
    versions.any(|id| {
        let completed = site.deliverable(id).and_then(|row| row.completed.as_ref());
        completed.is_some_and(|completed| matches!(completed.value, Completion::On(_)))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(status: &str, rows: &[&str], expected: Option<&str>) {
        let row = |(keys, name)| format!("[[deliverables]]\ntext = \"{name}\"\n{keys}\n");
        let rows = rows.iter().zip('A'..).map(row).collect::<Vec<_>>().concat();
        let path = "content/r/2021-06-30/rec-4.md";
        let update = format!("+++\nnumber = 4\nstatus = \"{status}\"\n{rows}+++\n");
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        let files = [("content/r/recommendations/rec-4.md", statement), (path, &update)];
        let expected = expected.map(|expected| format!("warning {path} {expected}"));
        assert_eq!(findings(&RULE, &files), expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("planned", &["", "due = \"2021-09\""], None);
        case("planned", &["completed = \"2021-05\""], None);
        case(
            "planned",
            &["completed = true"],
            Some("\"\\\"A\\\"\": this done deliverable has no completion date"),
        );
        case(
            "planned",
            &["", "status = \"complete\""],
            Some("\"\\\"B\\\"\": this done deliverable has no completion date"),
        );
        case(
            "complete",
            &["", ""],
            Some("\"\\\"A\\\"\": none of the 2 done deliverables has a completion date"),
        );
        case(
            "complete",
            &["completed = \"2021-05\"", ""],
            Some("\"\\\"B\\\"\": 1 of 2 done deliverables has no completion date"),
        );
        case("planned", &["dropped = \"No longer needed.\""], None);
    }

    #[test]
    fn a_report_without_any_is_one_finding() {
        #[track_caller]
        fn case(second: &str, expected: &[&str]) {
            let update = |number: u8, keys: &str| {
                format!(
                    "+++\nnumber = {number}\nstatus = \"complete\"\n[[deliverables]]\ntext = \"A\"\n{keys}\n+++\n"
                )
            };
            let found = findings(
                &RULE,
                &[
                    ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                    ("content/r/recommendations/rec-5.md", "+++\nnumber = 5\ntitle = \"T\"\n+++\n"),
                    ("content/r/2021-06-30/rec-4.md", &update(4, "")),
                    ("content/r/2021-06-30/rec-5.md", &update(5, second)),
                ],
            );
            assert_eq!(found, expected);
        }
        case(
            "",
            &[
                "warning content/r/_index.md \"+++\": none of the 2 done deliverables of this report has a completion date",
            ],
        );
        case(
            "completed = \"2021-05\"",
            &[
                "warning content/r/2021-06-30/rec-4.md \"\\\"A\\\"\": this done deliverable has no completion date",
            ],
        );
    }

    #[test]
    fn an_earlier_update_may_have_the_date() {
        #[track_caller]
        fn case(old: &str, expected: usize) {
            let row = |keys: &str| {
                format!(
                    "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"A\"\n{keys}\n+++\n"
                )
            };
            let found = findings(
                &RULE,
                &[
                    ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                    ("content/r/2021-03-31/rec-4.md", &row(old)),
                    ("content/r/2021-06-30/rec-4.md", &row("completed = true")),
                ],
            );
            assert_eq!(found.len(), expected, "{found:?}");
        }
        case("completed = \"2021-02\"", 0);
        case("completed = true", 1);
    }
}
