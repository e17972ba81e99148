//! Done deliverables without a completion date.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::fields::Completion;
use crate::facts::{Row, Standing};
use crate::site::{DeliverableId, Owner, Site, View};

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
Recommendation 25\". Those of one update are one finding.

Off by default: a standing practice has no day on which it was done, and no program can tell.

Give `completed` the date: a day, month, quarter or year.
",
    run,
};

/// Maximum number of other places shown.
const MOST: usize = 20;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |document, content, findings| {
        let Owner::Update(id, _) = site.owner(document) else { return };
        let carried = site.carried(id, View::Latest).map(|(_, carried)| carried);
        if content.broken || carried != Some(document) {
            return;
        }
        facts.rollup(id.report, View::Latest);
        let rows = facts.rows_of(id, View::Latest);
        let is_done = |row: &&Row| row.standing == Standing::Done && !row.left_out;
        let done = rows.iter().filter(is_done).count();
        let undated: Vec<Location> = rows
            .iter()
            .filter(is_done)
            .filter(|row| !has_date(site, row.id))
            .filter_map(|row| {
                Some(Location::new(&content.path, site.deliverable(row.id)?.text.span))
            })
            .collect();
        let Some((first, others)) = undated.split_first() else { return };
        let message = match (undated.len(), done) {
            (1, 1) => "this done deliverable has no completion date".to_owned(),
            (undated, done) if undated == done => {
                format!("none of the {done} done deliverables has a completion date")
            }
            (1, done) => format!("1 of {done} done deliverables has no completion date"),
            (undated, done) => {
                format!("{undated} of {done} done deliverables have no completion date")
            }
        };
        let found = finding(first.clone(), message)
            .help("add `completed = \"…\"` with the date on which it was done, such as `2016-09`");
        findings.push(
            others.iter().take(MOST).fold(found, |found, other| {
                found.related(other.clone(), "no completion date either")
            }),
        );
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
        let rows: String = rows
            .iter()
            .zip('A'..)
            .map(|(keys, name)| format!("[[deliverables]]\ntext = \"{name}\"\n{keys}\n"))
            .collect();
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
