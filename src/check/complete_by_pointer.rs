//! Recommendations that are complete because another one is.

use super::findings::finding;
use super::latest::Latest;
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::fields::StatusKind;
use crate::site::{DeliverableId, Strength, View};

pub(super) const RULE: Rule = Rule {
    name: "complete-by-pointer",
    level: RuleLevel::Allow,
    summary: "a recommendation is complete, and all that it lists are pointers to others",
    explanation: "\
\"Complete: see Recommendation 2\" is a claim without work of its own. Readers follow the pointer and
find a text about something else.

Checks the updates that the latest view shows: those with a status of kind `done` of their own and
with deliverables all of which only point elsewhere, such as \"See Recommendation 25\". Off by
default, since the other recommendation may well answer both.

Say what was done for this one. If it is reported under the other one, write `covered_by` instead of
a status.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_latest(findings, |Latest { of, id, document, update }, findings| {
        let Some(stated) = &update.status else { return };
        let report = site.report(of.report);
        let is_done = report.status(stated).is_some_and(|status| status.kind == StatusKind::Done);
        let mut rows = (0..).take(update.deliverables.len());
        let all_point = rows.all(|row| facts.points_elsewhere(DeliverableId { document: id, row }));
        if !is_done || update.deliverables.is_empty() || !all_point {
            return;
        }
        let references = site.refers_to(of, View::Latest).into_iter();
        let pointed = references.filter(|it| it.strength >= Strength::See && it.target != of);
        let numbers: Vec<&str> =
            pointed.map(|it| site.recommendation(it.target).number.as_str()).collect();
        if numbers.is_empty() {
            return;
        }
        let to = Recommendations::each(site.called(of.report), numbers.into_iter());
        let message =
            format!("the status is `{}`, but all deliverables only point to {to}", stated.value);
        findings.push(
            finding(Location::new(&document.path, stated.span), message)
                .help("say what was done, or write `covered_by` instead of a status"),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(status: &str, rows: &[&str], expected: bool) {
        let rows: Vec<String> =
            rows.iter().map(|row| format!("[[deliverables]]\ntext = \"{row}\"\n")).collect();
        let first = format!("status = \"{status}\"\n{}", rows.concat());
        let found = of_updates(&RULE, &[&first, "status = \"planned\""]);
        let message =
            "the status is `complete`, but all deliverables only point to recommendation 2";
        assert_eq!(found, if expected { vec![message] } else { Vec::new() }, "{first}");
    }

    #[test]
    fn cases() {
        case("complete", &["See Recommendation 2"], true);
        case("complete", &["See Recommendation 2", "Open the lock"], false);
        case("planned", &["See Recommendation 2"], false);
        case("complete", &[], false);
    }
}
