//! Statuses that contradict the prose.

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
\"The recommendation is complete\" under the status \"in process\": one of them was not updated.
Totals use the status.

Checks sentences about the recommendation as a whole: \"the\", \"this\" or \"our\" with a label word
(`label-words` in `book.toml`), or a label word with the update's own number. In the notes, also
sentences about the implementation, the work, or all of the deliverables, actions or parts, and
bare ones such as \"Complete.\" or \"In progress.\" Sentences about one phase or part and struck out
text are skipped.

If the status is of kind `active` or `late`, the text must not call it complete: a form of \"to be\"
with \"complete\", \"completed\", \"finished\", \"implemented\", \"closed\", \"done\" or \"fulfilled\".
Qualified claims are fine (\"not\", \"nearly\", \"partly\", \"except\", \"once\", \"will\" and the like). If
it is of kind `done`, the text must not call it unfinished (\"in progress\", \"under way\", \"not yet\",
\"partially implemented\" and the like), or promise it for later than `as_of`: a date after a word
such as \"expected\" or \"scheduled\", or after \"will be completed by\" or \"in\".

The words are settings; a list replaces that of the language:

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
                    StatusKind::NotStarted | StatusKind::Active | StatusKind::Late => {
                        claim.kind == ClaimKind::Finished
                    }
                    StatusKind::Dropped => false,
                }
        };
        let claims: Vec<&Claim> = document.prose.claims.iter().filter(contradicts).collect();
        if !claims.is_empty() {
            let said = context.said(document, claims[0].span);
            let found = report_on(document, status, &claims, (report.called().one, &said));
            findings.push(found.about(context.status(id)));
        }
    });
}

/// A finding at the first contradicting claim.
fn report_on(
    document: &Document,
    status: &Located<Text>,
    claims: &[&Claim],
    (item, said): (&str, &str),
) -> Diagnostic {
    let says = match claims[0].kind {
        ClaimKind::Finished => "called complete",
        _ => "called unfinished",
    };
    let place = |span| Location::new(&document.path, span);
    let message = format!(
        "the status of the {item} is `{}`, but the text says {said}: which is right?",
        status.value
    );
    let mut found = finding(place(claims[0].span), message)
        .related(place(status.span), "the status")
        .help("correct `status` or the sentence");
    for claim in &claims[1..] {
        found = found.related(place(claim.span), format!("{says} here too"));
    }
    found
}

#[cfg(test)]
mod tests;
