//! Deliverables that are done in their row and not done in the prose.

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
    summary: "a deliverable is done, and the prose says that work on it goes on",
    explanation: "\
A row with a tick that the text calls unfinished is the contradiction readers notice first: the
table says that a report exists, and the paragraph below says that it is being written.

A row is done by its `status` or by `completed`, or where it has neither, by the update's `status`.
The text is the body of the update: the narrative and the notes. A sentence calls work unfinished by
a phrase such as \"under way\", \"in progress\", \"being developed\", \"is exploring\", \"has yet to\", \"not
yet\", \"remains to be\", \"TBD\", \"has not provided\", \"continues to develop\"; by \"continues\" or \"is
ongoing\", where it is said of work or efforts; or by a promise for later than the update's `as_of`:
a date after \"target\", \"expected\", \"estimated\", \"scheduled\", \"slated\", \"due in\", \"postponed to\" and
the like, or after \"by\" where \"will\" stands before it, or after \"in\", \"on\" and the like behind \"will
be published\". What was unfinished once does not count (\"was under way\", \"no longer in progress\",
\"expected in July, was published in May\", \"published ahead of the target\"; but \"has not yet been
published\" is no end), nor does what is said of nothing (\"no part of it is outstanding\") or struck
out, nor the date of a later update (\"will be updated by December\"), nor a running practice: a
sentence with \"SOP\", \"every year\", \"periodically\", \"as needed\" and the like, or a row that is one,
unless it says \"not\" or \"yet\".

A sentence is about the row most of whose words it has. Small words and endings do not count,
and a word counts the less, the more rows have it; six tenths are enough. Where the sentence has
too few, its paragraph or list item decides, then the item around that, then the paragraph that
introduces the list; the sentence itself must then begin with \"it\" or \"this\", speak of completing
or publishing, or have one of the words that name the row. A row of another phase than the one
the text names (\"Phase II\") is not meant, two rows that fit equally well are both not meant, and
a row that only points elsewhere never is.

The phrases are settings; a list replaces the language's own:

    [markdown]
    unfinished-words = [\"under way\", \"not yet\"]
    target-words = [\"expected\", \"scheduled\"]
    routine-words = [\"every year\"]

Take the tick away and say when the row is due, or bring the text up to date. Where the text
means something else than the row, say so in `[[allow]]`.
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
            let row = DeliverableId { document: id, row: usize::from(index) };
            if facts.standing(row) != Some(Standing::Done) {
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
            .help("give the row the `status` that the prose describes, and no `completed`; or bring the prose up to date");
            for (claim, why) in claims {
                found = found.related(Location::new(&document.path, claim.span), why);
            }
            findings.push(found);
        }
    });
}

/// Why a claim means that work goes on.
pub(super) fn unfinished(claim: ClaimKind, as_of: Option<NaiveDate>) -> Option<String> {
    match claim {
        ClaimKind::Unfinished => Some("not finished, this says".to_owned()),
        ClaimKind::Target { date, met: false, .. } => {
            let as_of = as_of.filter(|as_of| date.first_day() > *as_of)?;
            Some(format!("promised for later than {as_of}"))
        }
        ClaimKind::Target { .. } | ClaimKind::Finished => None,
    }
}

#[cfg(test)]
mod tests;
