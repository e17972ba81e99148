//! Reports in which one party is responsible for everything.

use std::collections::BTreeSet;

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::site::View;

pub(super) const RULE: Rule = Rule {
    name: "one-party-only",
    level: RuleLevel::Allow,
    summary: "the same party is responsible for every deliverable of a report",
    explanation: "\
\"Staff\" on every line answers no question: readers cannot tell whom to ask, and the list by party
has one entry.

Checks every report with at least ten deliverables as of its last edition. Names that are spelled
differently or are aliases of one party count as one. Off by default.

Name the department or the body that acts, and declare the larger one with `part_of` in
`[[parties]]`.
",
    run,
};

/// With fewer, one party can well do everything.
const LEAST: usize = 10;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        let rows = &facts.rollup(report.place, View::Latest).rows;
        let parties = rows.iter().flat_map(|row| site.responsible(row.id));
        let parties: BTreeSet<&str> = parties.take(rows.len() * 4).collect();
        let mut names = parties.iter();
        let (Some(party), None) = (names.next(), names.next()) else { continue };
        if rows.len() < LEAST {
            continue;
        }
        let message = format!("all {} deliverables are of one party, `{party}`", rows.len());
        findings.push(
            finding(site.document(report.document).front_matter(), message)
                .help("name who in it acts, and declare it with `part_of` in `[[parties]]`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(parties: &[&str], expected: bool) {
        let rows: Vec<String> = parties
            .iter()
            .enumerate()
            .map(|(index, party)| {
                format!("[[deliverables]]\ntext = \"Row {index}\"\nresponsible = [\"{party}\"]\n")
            })
            .collect();
        let found = of_updates(&RULE, &[&format!("status = \"planned\"\n{}", rows.concat())]);
        let message = "all 10 deliverables are of one party, `Staff`".to_owned();
        assert_eq!(found, if expected { vec![message] } else { Vec::new() });
    }

    #[test]
    fn cases() {
        case(&["Staff"; 10], true);
        case(&["Staff"; 9], false);
        let mut parties = ["Staff"; 10];
        parties[4] = "Board";
        case(&parties, false);
    }
}
