//! Done deliverables that the prose calls unfinished.

use chrono::NaiveDate;

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::claims::{Claim, ClaimKind, Subject};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::facts::Standing;
use crate::site::{DeliverableId, Owner};

pub(super) const RULE: Rule = Rule {
    name: "narrative-contradicts-deliverable",
    level: RuleLevel::Warn,
    summary: "a deliverable is done, but the prose calls it unfinished",
    explanation: "\
Readers notice this contradiction first: the table says that a report exists, and the paragraph
below says that it is being written.

A row is done by its `status` or by `completed`, or else by the update's `status`. It is compared
with the body of the update, narrative and notes. A sentence says unfinished with

- a phrase such as \"under way\", \"in progress\", \"being developed\", \"is exploring\", \"has yet to\",
  \"not yet\", \"remains to be\", \"TBD\", \"has not provided\", \"continues to develop\";
- \"continues\" or \"is ongoing\", if said of work or efforts;
- a promise later than the update's `as_of`: a date after \"target\", \"expected\", \"estimated\",
  \"scheduled\", \"slated\", \"due in\", \"postponed to\" and the like, \"by\" after \"will\", or \"in\", \"on\"
  and the like after \"will be published\".

These do not count:

- the past: \"was under way\", \"no longer in progress\", \"expected in July, was published in May\",
  \"published ahead of the target\" (but \"has not yet been published\" does count);
- negated subjects (\"no part of it is outstanding\") and struck out text;
- the date of a later update (\"will be updated by December\");
- standing practice: a sentence with \"SOP\", \"every year\", \"periodically\", \"as needed\" and the
  like, or a row that is one, unless it says \"not\" or \"yet\".

A sentence belongs to the row that shares most words with it. At least six tenths of the row's
words must match; stop words and endings are ignored, and words shared by several rows weigh less.
If too few match, the paragraph or list item decides, then the surrounding item, then the
paragraph that introduces the list; the sentence must then begin with \"it\" or \"this\", speak of
completing or publishing, or contain a word that names the row. A phase in the text (\"Phase II\")
must be the row's own, two rows that match equally are both skipped, and rows that only point
elsewhere never match.

The phrases are settings; a list replaces that of the language:

    [markdown]
    unfinished-words = [\"under way\", \"not yet\"]
    target-words = [\"expected\", \"scheduled\"]
    routine-words = [\"every year\"]

Reopen the row and give it a date, or update the text. If the text is about something else, say so
in `[[allow]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(..), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return;
        };
        if document.broken || document.prose.claims.is_empty() {
            return;
        }
        let as_of = site.as_of(id);
        for (index, deliverable) in (0..).zip(&update.deliverables) {
            let row = DeliverableId { document: id, row: u32::from(index) };
            if facts.standing(row, site.view_of(id)) != Some(Standing::Done) {
                continue;
            }
            let claims: Vec<(&Claim, String)> = document
                .prose
                .claims
                .iter()
                .filter(|claim| claim.subject == Subject::Deliverable(index))
                .filter_map(|claim| Some((claim, unfinished(claim.kind, as_of)?)))
                .collect();
            if claims.is_empty() {
                continue;
            }
            let mut found = finding(
                Location::new(&document.path, deliverable.text.span),
                "this deliverable is done, but the prose calls it unfinished",
            )
            .help("remove `completed` and set the `status` that the prose describes, or update the prose");
            for (claim, why) in claims {
                found = found.related(Location::new(&document.path, claim.span), why);
            }
            findings.push(found);
        }
    });
}

/// Why a claim means unfinished.
pub(super) fn unfinished(claim: ClaimKind, as_of: Option<NaiveDate>) -> Option<String> {
    match claim {
        ClaimKind::Unfinished => Some("called unfinished here".to_owned()),
        ClaimKind::Target { date, window, met: false, .. } => {
            let is_ahead = |as_of: &NaiveDate| window.first > *as_of || date.first_day() > *as_of;
            let as_of = as_of.filter(is_ahead)?;
            Some(format!("promised for after {as_of}"))
        }
        ClaimKind::Percentage(done) => {
            (done < 100).then(|| format!("{done} % done, says the prose"))
        }
        ClaimKind::Target { .. } | ClaimKind::Finished => None,
    }
}

#[cfg(test)]
mod tests;
