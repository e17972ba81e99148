//! Plans in prose that speak of a time gone by.

use super::findings::finding;
use super::latest::Latest;
use super::promise_passed::newest;
use super::{Context, Findings, Rule};
use crate::claims::ClaimKind;
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::facts::{Row, Standing};
use crate::site::View;

pub(super) const RULE: Rule = Rule {
    name: "stale-plan",
    level: RuleLevel::Allow,
    summary: "the text announces something for a date that has passed",
    explanation: "\
\"A guide is expected in 2015\" in a report of 2016 leaves readers to guess whether there is a guide,
even if the recommendation is complete.

Checks the promises of the updates that the latest view shows: their dates must not have ended
before the edition's date, unless the text goes on to report the delivery. How promises are read is
described under `date-differs-from-narrative`. The newest promise for an open deliverable is not
among them: `promise-passed` reports that. Off by default, since a text can tell how plans changed.

Say what became of the plan, in the past tense.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let facts = context.facts;
    context.each_latest(findings, |Latest { of, document, .. }, findings| {
        let claims = &document.prose.claims;
        let Some(day) = facts.day(of.report, View::Latest).filter(|_| !claims.is_empty()) else {
            return;
        };
        let rows = facts.rows_of(of, View::Latest);
        let is_open = |row: &&Row| row.standing == Standing::Open && !row.left_out;
        let open: Vec<&Row> = rows.iter().filter(is_open).collect();
        let current: Vec<_> =
            newest(claims, &open).into_iter().map(|(_, (_, claim))| claim.span).collect();
        for claim in claims {
            let ClaimKind::Target { date, met: false, .. } = claim.kind else { continue };
            if !date.is_before(day) || current.contains(&claim.span) {
                continue;
            }
            let message =
                format!("the text announces something for {date}, which has passed as of {day}");
            findings.push(
                finding(Location::new(&document.path, claim.span), message)
                    .help("say what became of it, in the past tense"),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(keys: &str, month: &str, expected: Option<&str>) {
        let update = format!(
            "status = \"planned\"\n[[deliverables]]\ntext = \"Handbook for divers\"\n{keys}|The handbook for divers is expected in {month}."
        );
        let expected = expected.map(|date| {
            format!("the text announces something for {date}, which has passed as of 2016-06-30")
        });
        assert_eq!(
            of_updates(&RULE, &[&update]),
            expected.into_iter().collect::<Vec<_>>(),
            "{keys}"
        );
    }

    #[test]
    fn cases() {
        case("completed = true", "March 2016", Some("2016-03"));
        case("completed = true", "June 2016", None);
        // That is `promise-passed`.
        case("", "March 2016", None);
    }
}
