//! A status, and prose that says otherwise.

use super::findings::finding;
use super::narrative_contradicts_deliverable::unfinished;
use super::{Context, Findings, Rule};
use crate::claims::{Claim, ClaimKind, Subject};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::fields::StatusKind;
use crate::document::{Content, Document};
use crate::schema::{Located, Text};
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "notes-contradict-status",
    level: RuleLevel::Warn,
    summary: "prose and status differ on whether a recommendation is complete",
    explanation: "\
\"The recommendation is complete\" under a status that says \"in process\": one of the two was
forgotten when the other was changed, and totals go by the status.

Looked at are sentences of the body that speak of the recommendation as a whole: \"the\", \"this\" or
\"our\" with a label word (`label-words` in `book.toml`), or the label word with the update's own
number; in the notes also the implementation, the work, or all of the deliverables, actions or
parts, and sentences that are hardly more than \"Complete.\" or \"In progress.\" What is said of one
phase or one part, or is struck out, is not looked at.

Where the kind of the status is `active` or `late`, the text must not say that it is complete:
\"complete\", \"completed\", \"finished\", \"implemented\", \"closed\", \"done\" or \"fulfilled\" after a form of
\"to be\". \"Not\", \"nearly\", \"partly\", \"except\", \"once\", \"will\" and their like take that back. Where it
is `done`, the text must not say that it is unfinished (\"in progress\", \"under way\", \"not yet\",
\"partially implemented\" and the like), nor promise it for later than `as_of`: a date after a word
such as \"expected\" or \"scheduled\", or after \"will be completed by\" or \"in\".

The words are settings; a list replaces the language's own:

    [markdown]
    finished-words = [\"complete\", \"closed\"]
    unfinished-words = [\"in progress\", \"under way\"]
    target-words = [\"expected\", \"scheduled\"]

Correct the status or the sentence.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(recommendation, _), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return;
        };
        let report = site.report(recommendation.report);
        let Some(status) = &update.status else { return };
        let Some(meaning) = report.status(status).filter(|_| !document.broken) else { return };
        let as_of = site.as_of(id);
        let contradicts = |claim: &&Claim| {
            claim.subject == Subject::Recommendation
                && match meaning.kind {
                    StatusKind::Done => unfinished(claim.kind, as_of).is_some(),
                    StatusKind::Active | StatusKind::Late => claim.kind == ClaimKind::Finished,
                    StatusKind::Dropped => false,
                }
        };
        let claims: Vec<&Claim> = document.prose.claims.iter().filter(contradicts).collect();
        if !claims.is_empty() {
            findings.push(report_on(document, status, &claims));
        }
    });
}

/// A finding at the first of some claims that contradict the status.
fn report_on(document: &Document, status: &Located<Text>, claims: &[&Claim]) -> Diagnostic {
    let says = match claims[0].kind {
        ClaimKind::Finished => "complete",
        _ => "not complete",
    };
    let place = |span| Location::new(&document.path, span);
    let message = format!(
        "the prose says that the recommendation is {says}, but its status is `{}`",
        status.value
    );
    let mut found = finding(place(claims[0].span), message)
        .related(place(status.span), "the status")
        .help("correct `status`, or the sentence");
    for claim in &claims[1..] {
        found = found.related(place(claim.span), format!("{says} here too"));
    }
    found
}

#[cfg(test)]
mod tests;
