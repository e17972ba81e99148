//! Done deliverables without a date of completion.

use super::findings::finding;
use super::latest::Latest;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::fields::Completion;
use crate::facts::Standing;
use crate::site::View;

pub(super) const RULE: Rule = Rule {
    name: "completed-without-date",
    level: RuleLevel::Allow,
    summary: "deliverables are done, but nothing says when",
    explanation: "\
A tick without a date cannot be checked: nobody can tell whether the work was on time, or find the
minutes of that month.

Checks the updates that the latest view shows. A deliverable that is done needs a date in
`completed`; `true`, or a status of kind `done`, says that it is done but not when. Deliverables
that only point elsewhere are exempt. One finding per update. Off by default.

Write the date, as exactly as it is known: `completed = \"2015\"` is better than `true`.
",
    run,
};

/// Maximum number of other places shown.
const MOST: usize = 20;

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_latest(findings, |Latest { of, document, update, .. }, findings| {
        let rows = context.facts.rows_of(of, View::Latest);
        let undated = rows.iter().filter(|row| row.standing == Standing::Done && !row.left_out);
        let undated: Vec<Location> = undated
            .filter_map(|row| update.deliverables.get(row.id.place()))
            .filter(
                |row| !matches!(&row.completed, Some(it) if matches!(it.value, Completion::On(_))),
            )
            .map(|row| Location::new(&document.path, row.text.span))
            .collect();
        let Some((first, others)) = undated.split_first() else { return };
        let message = match others.len() {
            0 => "a deliverable is done, but nothing says since when".to_owned(),
            count => format!("{} deliverables are done, but nothing says since when", count + 1),
        };
        let found = finding(first.clone(), message)
            .help("write the date, as exactly as it is known: `completed = \"2016-05\"`");
        let others = others.iter().take(MOST);
        findings
            .push(others.fold(found, |found, place| found.related(place.clone(), "nor this one")));
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(rows: &[&str], expected: Option<&str>) {
        let rows: Vec<String> = rows
            .iter()
            .map(|row| format!("[[deliverables]]\ntext = \"Open lock\"\n{row}\n"))
            .collect();
        let found = of_updates(&RULE, &[&format!("status = \"planned\"\n{}", rows.concat())]);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case(&["completed = \"2016\"", "due = \"2017\"", "dropped = \"R\""], None);
        let one = Some("a deliverable is done, but nothing says since when");
        case(&["completed = true"], one);
        case(&["status = \"complete\""], one);
        let two = Some("2 deliverables are done, but nothing says since when");
        case(&["status = \"complete\"", "completed = \"2016\"", "completed = true"], two);
    }
}
