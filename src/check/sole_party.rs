//! Reports in which one party is responsible for everything.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::site::{Report, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "sole-party",
    level: RuleLevel::Warn,
    summary: "one party is responsible for every deliverable of a report",
    explanation: "\
\"Crew\" was responsible for all sixty deliverables of a report on a ferry line, for those of the
owners and of the harbour too. Whom to ask about any of them, readers could not learn.

Checks the deliverables of each report as of its last edition, without those that only point
elsewhere. If there are at least 10, and each names one and the same party, the report has one
finding.

Name the office or person within it that does each, and declare them in `[[parties]]`, with
`part_of` for the party that they belong to. If there really is only one, add `[[allow]]` to the
report's file.
",
    run,
};

/// A report with fewer deliverables can be one party's work.
const LEAST: usize = 10;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        let rollup = facts.rollup(report.place, View::Latest);
        let [party] = rollup.parties.as_slice() else { continue };
        let (Some(name), count) = (&party.name, rollup.rows.len()) else { continue };
        if count < LEAST {
            continue;
        }
        let message = format!(
            "`{name}` is responsible for each of the {count} deliverables: readers cannot tell who does what"
        );
        let help = format!(
            "name who does each within it, and declare it and them in `[[parties]]`, with `part_of = {name:?}`"
        );
        let found = finding(place(site, report, name), message).help(help);
        let first = rollup.rows.first().map(|row| row.id);
        let first = first.and_then(|id| {
            let written = site.deliverable(id)?.responsible.first()?;
            Some(Location::new(&site.document(id.document).path, written.span))
        });
        findings.push(match first {
            Some(first) => found.related(first, "first named here"),
            None => found,
        });
    }
}

/// Where the report declares the party, or else where its file begins.
fn place(site: &Site, report: &Report, name: &str) -> Location {
    let document = site.document(report.document);
    let declared = match &document.content {
        Content::Report(index) => {
            report.parties.find(name).and_then(|party| index.parties.get(party))
        }
        _ => None,
    };
    match declared {
        Some(party) => Location::new(&document.path, party.name.span),
        None => document.front_matter(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::{diagnostics, findings};

    fn files(rows: usize, last: &str, index: &str) -> [(&'static str, String); 3] {
        let row = |responsible: &str, number: usize| {
            format!("[[deliverables]]\ntext = \"Row {number}\"\nresponsible = [{responsible}]\n")
        };
        let mut all: String = (1..rows).map(|number| row("\"Crew\"", number)).collect();
        all.push_str(&row(last, rows));
        let report = format!("+++\nkind = \"implementation\"\ntitle = \"R\"\n{index}\n+++\n");
        [
            ("content/r/_index.md", report),
            (
                "content/r/recommendations/rec-4.md",
                "+++\nnumber = 4\ntitle = \"T\"\n+++\n".to_owned(),
            ),
            (
                "content/r/2021-06-30/rec-4.md",
                format!("+++\nnumber = 4\nstatus = \"planned\"\n{all}+++\n"),
            ),
        ]
    }

    #[track_caller]
    fn case(rows: usize, last: &str, index: &str, expected: Option<&str>) {
        let files = files(rows, last, index);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
        let expected = expected.map(|place| {
            format!(
                "warning content/r/_index.md {place:?}: `Crew` is responsible for each of the {rows} deliverables: readers cannot tell who does what"
            )
        });
        assert_eq!(findings(&RULE, &files), expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case(10, "\"Crew\"", "", Some("+++"));
        case(10, "\"crew\"", "", Some("+++"));
        case(9, "\"Crew\"", "", None);
        case(10, "\"Owners\"", "", None);
        case(10, "\"Crew\", \"Owners\"", "", None);
        case(10, "", "", None);
        let declared = "[[parties]]\nname = \"Crew\"\naliases = [\"Sailors\"]";
        case(10, "\"Sailors\"", declared, Some("\"Crew\""));
    }

    #[test]
    fn where_it_is_first_named() {
        let files = files(12, "\"Crew\"", "");
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
        let found = diagnostics(&RULE, &files);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].related.len(), 1);
        assert!(
            found[0].help.as_deref().is_some_and(|help| help.ends_with("`part_of = \"Crew\"`"))
        );
    }
}
