//! Promises in prose that no deliverable lists.

use super::findings::finding;
use super::latest::Latest;
use super::{Context, Findings, Rule};
use crate::claims::{ClaimKind, Subject};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::facts::Standing;
use crate::site::View;

pub(super) const RULE: Rule = Rule {
    name: "work-without-row",
    level: RuleLevel::Allow,
    summary: "the text promises something that no deliverable lists",
    explanation: "\
Work that only the prose knows has no owner, no date in the tables, and is never overdue.

Checks the promises of the updates that the latest view shows: one that names a date ahead must be
about a deliverable or about the recommendation as a whole. If only one deliverable is open, any
promise is taken to be about that. How promises are read, and how they find their deliverable, is
described under `date-differs-from-narrative`. Off by default: the words of a row and of the text
can differ.

Add a deliverable for it, or name the one that is meant in the words of its row.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_latest(findings, |Latest { of, id, document, .. }, findings| {
        let Some(day) = site.as_of(id).filter(|_| !document.prose.claims.is_empty()) else {
            return;
        };
        let rows = facts.rows_of(of, View::Latest);
        let open = rows.iter().filter(|row| row.standing == Standing::Open && !row.left_out);
        if open.count() == 1 {
            return;
        }
        for claim in &document.prose.claims {
            let ClaimKind::Target { date, met: false, .. } = claim.kind else { continue };
            let is_unlisted = claim.subject == Subject::Unclear { leaning: None };
            if !is_unlisted || date.first_day() <= day {
                continue;
            }
            let message =
                format!("the text promises something for {date} that no deliverable lists");
            findings.push(
                finding(Location::new(&document.path, claim.span), message)
                    .help("add a deliverable for it, or name the one that is meant"),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(rows: &[&str], expected: bool) {
        let rows: Vec<String> =
            rows.iter().map(|row| format!("[[deliverables]]\ntext = \"{row}\"\n")).collect();
        let update = format!(
            "status = \"planned\"\n{}|A song for pilots is expected to be published in August 2016.",
            rows.concat()
        );
        let message = "the text promises something for 2016-08 that no deliverable lists";
        let found = of_updates(&RULE, &[&update]);
        assert_eq!(found, if expected { vec![message] } else { Vec::new() }, "{rows:?}");
    }

    #[test]
    fn cases() {
        case(&[], true);
        case(&["Handbook for divers", "Training of crews"], true);
        case(&["Handbook for divers", "Song for pilots"], false);
        case(&["Handbook for divers"], false);
    }
}
