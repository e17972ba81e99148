//! A status, and prose that says otherwise.

use super::findings::finding;
use super::narrative_contradicts_deliverable::unfinished;
use super::{Context, Example, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::document::fields::StatusKind;
use crate::document::prose::{Claim, ClaimKind, Subject};
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "notes-contradict-status",
    level: RuleLevel::Warn,
    summary: "prose and status differ on whether a recommendation is complete",
    explanation: "\
EXPLANATION
",
    bad: Example(
        "\
=== content/ssr1/recommendations/rec-04.md
+++
number = 4
title = \"Document the relationships\"
+++
=== content/ssr1/2016-06-30/rec-04.md
+++
number = 4
status = \"planned\"
+++
## Implementation notes

The recommendation is complete.
",
    ),
    good: Example(
        "\
=== content/ssr1/recommendations/rec-04.md
+++
number = 4
title = \"Document the relationships\"
+++
=== content/ssr1/2016-06-30/rec-04.md
+++
number = 4
status = \"complete\"
+++
## Implementation notes

The recommendation is complete: [the policy](https://example.org/policy) was published.
",
    ),
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(recommendation, edition), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return;
        };
        let report = site.report(recommendation.report);
        let Some(status) = &update.status else { return };
        let Some(meaning) = report.status(status).filter(|_| !document.broken) else { return };
        let as_of = update.as_of.as_ref().map_or(report.edition(edition).date, |as_of| as_of.value);
        let contradicts = |claim: &&Claim| {
            claim.subject == Subject::Recommendation
                && match meaning.kind {
                    StatusKind::Done => unfinished(claim.kind, as_of).is_some(),
                    StatusKind::Active | StatusKind::Late => claim.kind == ClaimKind::Finished,
                    StatusKind::Dropped => false,
                }
        };
        let mut claims = document.prose.claims.iter().filter(contradicts);
        let Some(first) = claims.next() else { return };
        let says = match first.kind {
            ClaimKind::Finished => "complete",
            _ => "not complete",
        };
        let mut found = finding(
            Location::new(&document.path, first.span),
            format!(
                "the prose says that the recommendation is {says}, but its status is `{}`",
                status.value
            ),
        )
        .related(Location::new(&document.path, status.span), "the status")
        .help("correct `status`, or the sentence");
        for claim in claims {
            found = found
                .related(Location::new(&document.path, claim.span), format!("{says} here too"));
        }
        findings.push(found);
    });
}
