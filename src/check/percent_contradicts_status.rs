//! Percentages below 100 of what is done.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::claims::{ClaimKind, Subject};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::fields::StatusKind;
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "percent-contradicts-status",
    level: RuleLevel::Warn,
    summary: "the text gives less than 100 % for a recommendation that is done",
    explanation: "\
\"80 % complete\" under the status \"complete\": one of them was not updated, and totals use the status.

Checks the percentages of work that the body of an update gives for the recommendation as a whole
(\"the recommendation is 80 % complete\"), where its own status is of kind `done`: less than 100 % is
a finding. What a sentence about the recommendation is, is described under
`notes-contradict-status`. A percentage of one deliverable is reported by
`narrative-contradicts-deliverable`.

Correct the status, or the percentage.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, _) = site.owner(id) else { return };
        let Some(update) = site.update(id).filter(|_| !document.broken) else { return };
        let Some(stated) = &update.status else { return };
        let status = site.report(of.report).status(stated);
        if status.is_none_or(|status| status.kind != StatusKind::Done) {
            return;
        }
        for claim in &document.prose.claims {
            let ClaimKind::Percentage(percent @ ..100) = claim.kind else { continue };
            if claim.subject != Subject::Recommendation {
                continue;
            }
            let message = format!(
                "the status is `{}`; the text says {percent} %: which is right?",
                stated.value
            );
            findings.push(
                finding(Location::new(&document.path, claim.span), message)
                    .related(Location::new(&document.path, stated.span), "the status")
                    .help("correct the status, or the percentage")
                    .about(context.status(id)),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(status: &str, percent: u8, expected: Option<&str>) {
        let update = format!("status = \"{status}\"|This recommendation is {percent} % complete.");
        assert_eq!(of_updates(&RULE, &[&update]), expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        let message = "the status is `complete`; the text says 80 %: which is right?";
        case("complete", 80, Some(message));
        case("complete", 100, None);
        case("planned", 80, None);
    }
}
