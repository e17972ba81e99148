//! Done deliverables that the prose calls unfinished.

use chrono::NaiveDate;

use super::findings::finding;
use super::wording::date as in_words;
use super::{Context, Findings, Rule};
use crate::claims::{Claim, ClaimKind, Subject};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::{Content, Document};
use crate::facts::Standing;
use crate::site::{DeliverableId, Owner};

pub(super) const RULE: Rule = Rule {
    name: "narrative-contradicts-deliverable",
    level: RuleLevel::Warn,
    summary: "a deliverable is done, but the prose calls it unfinished",
    explanation: "\
Readers notice this contradiction first: the table says that a report exists, and the paragraph
below says that it is being written.

A row is done by its `status` or by `completed`, or else by the update's `status`. It is
compared with the body of the update, narrative and notes. Each sentence is read clause by
clause: its verbs, their tense, and whether they are negated. It calls a row unfinished with

- work that goes on: \"is being drafted\", \"staff is testing\", \"continues to develop\", \"under way\";
- what is denied: \"has not yet been published\", \"none of them is open\", \"does not exist\";
- delay and waiting: \"has stalled\", \"was postponed\", \"depends on a permit\", \"asked for more time\";
- what remains: \"needs to finish\", \"still to be done\", \"two posts remain open\";
- a part: \"65 % complete\", \"three of the five halls have been fitted\";
- the future: \"will appoint\", \"is to be printed\", \"once the desk is in place, callers can …\";
- a promise later than the update's `as_of`; see `date-differs-from-narrative`.

These do not count:

- the past: \"was under way\", \"no longer in progress\", \"expected in July, was published in May\";
- what is nobody's: \"nothing is outstanding\", \"no objections were received\"; struck out text;
- conditions, reasons, definitions, quotations: \"if it fails, …\", \"pending means that …\";
- other people's work: \"a neighbouring town plans …\", \"an institute of their own\";
- use, review and later editions of what is finished: \"will be reviewed\", \"will continue to list\";
- standing practice: \"every year\", \"each October\", \"as they come in\", or a row that is one, unless
  it is denied.

A clause belongs to the row that shares most words with it, else to that of its sentence. Stop
words and endings are ignored, and words shared by several rows weigh less. A clause without a
subject of its own (\"it\", \"this recommendation\", \"the deadline\", \"work continues\") belongs to
the row named before it, in the words before a colon, or in the list item around it. After a
text reports a row as finished, only a clause that names most of the row calls it unfinished
again. A phase (\"Phase II\") or a number (\"item 9\") must be the row's own, two rows that match
equally are both skipped, and rows that only point elsewhere never match.

Not understood: irony, sums of figures, verbs without an auxiliary in the present (\"the agency
drafts it\"), and pronouns for people.

Phrases of your own replace all of this for unfinished work, and the phrases for promises and
practice:

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
        let (Owner::Update(..), Content::Update(update)) = (site.owner(id), &document.content)
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
            let says = contradiction(context, document, &claims);
            let message = format!(
                "{} is marked complete, but the text {says}: which is right?",
                context.quoted(deliverable)
            );
            let mut found = finding(Location::new(&document.path, deliverable.text.span), message)
                .help("correct the text, or the row: remove `completed` and set its `status`")
                .leading(context.row(row));
            for (claim, why) in claims {
                found = found.related(Location::new(&document.path, claim.span), why);
            }
            findings.push(found);
        }
    });
}

/// What the text says: the first words that call the work unfinished, or else the first date.
fn contradiction(
    context: &Context<'_>,
    document: &Document,
    claims: &[(&Claim, String)],
) -> String {
    let date = |claim: &Claim| match claim.kind {
        ClaimKind::Target { date, .. } => Some(date),
        _ => None,
    };
    let unfinished = claims.iter().find(|(claim, _)| date(claim).is_none());
    match (unfinished, claims.first().and_then(|(claim, _)| date(claim))) {
        (None, Some(date)) => format!("promises it for {}", in_words(date)),
        (Some((claim, _)), _) => format!("says {}", context.said(document, claim.span)),
        (None, None) => "calls it unfinished".to_owned(),
    }
}

/// Why a claim means unfinished.
pub(super) fn unfinished(claim: ClaimKind, as_of: Option<NaiveDate>) -> Option<String> {
    match claim {
        ClaimKind::Unfinished => Some("called unfinished here".to_owned()),
        ClaimKind::Target { date, window, met: false, .. } => {
            let is_ahead = |as_of: &NaiveDate| window.first > *as_of || date.first_day() > *as_of;
            let as_of = as_of.filter(is_ahead)?;
            Some(format!("promised for {}, after {}", in_words(date), in_words(as_of)))
        }
        ClaimKind::Percentage(done) => {
            (done < 100).then(|| format!("{done} % done, says the prose"))
        }
        ClaimKind::Target { .. } | ClaimKind::Finished => None,
    }
}

#[cfg(test)]
mod tests;
