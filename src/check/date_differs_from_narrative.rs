//! Deliverables whose dates differ from the prose.

use super::findings::finding;
use super::missing_due_date::is_open;
use super::{Context, Findings, Rule};
use crate::claims::{Claim, ClaimKind, Subject, Window};
use crate::config::RuleLevel;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::content::{Deliverable, Update};
use crate::document::{Content, Document};
use crate::facts::Facts;
use crate::schema::Located;
use crate::site::{DeliverableId, DocumentId, Owner};

pub(super) const RULE: Rule = Rule {
    name: "date-differs-from-narrative",
    level: RuleLevel::Warn,
    summary: "the prose gives another date for a deliverable than its row",
    explanation: "\
If the table says February and the text says August, readers cannot tell which date holds. The
delay is also missing from the list of overdue deliverables, which uses the dates of the rows.

Checks deliverables with `due` or `revised_due` that are neither done nor dropped, by their
`status` or `completed`, or else by the update's `status`. They are compared with the dates that
the body of the update promises: a day, month, quarter or year that follows, in the same sentence,

- a word such as \"target\", \"expected\", \"estimated\", \"scheduled\", \"slated\", \"due in\", \"postponed
  to\" or \"moved to\";
- \"by\" after \"will\";
- \"in\", \"on\" and the like after \"will be published\".

Past events, dates of meetings, reviews or later updates (\"will be updated by\"), and struck out
text do not count. Dates agree if one contains the other: `2016-Q3`, \"the end of September 2016\"
and \"30 September 2016\" do.

A promise belongs to the row that shares most words with its sentence. If the sentence itself
speaks of completing or publishing, or says when something named in the row is due, its paragraph
or list item can decide, then the surrounding item or the paragraph that introduces the list. At
least six tenths of the row's words must match; stop words and endings are ignored, and words
shared by several rows weigh less. A phase in the text (\"Phase II\") must be the row's own. If no
row is named and only one row with a date is open, the promise belongs to that one. Rows that only
point elsewhere never match.

A promise later than the row's last date is a finding. The suggestion is the latest promised date
in a plausible year (`plausible-years` in `book.toml`). An earlier promise is a finding only if
the text names the row and does not also give the row's own date: drafts come before reports.

The words are settings; a list replaces that of the language:

    [markdown]
    target-words = [\"expected\", \"scheduled\"]

If the date was moved, keep `due` and add `revised_due` and `slip_reason`. Otherwise correct the
wrong date.
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
        let only_open = only_open(facts, id, update);
        for (index, deliverable) in (0..).zip(&update.deliverables) {
            if !is_open(facts, DeliverableId { document: id, row: u32::from(index) }) {
                continue;
            }
            let Some(last) = deliverable.revised_due.as_ref().or(deliverable.due.as_ref()) else {
                continue;
            };
            let promises = promises(&document.prose.claims, index, only_open);
            let differing = differing(&promises, deliverable, last.value);
            let plausible = site.config.plausible_years;
            if let Some(found) = differs(document, deliverable, &differing, plausible) {
                findings.push(found);
            }
        }
    });
}

/// A finding at the row's date, with the other dates as related places.
fn differs(
    document: &Document,
    deliverable: &Deliverable,
    differing: &[(PartialDate, &Claim)],
    plausible: (u16, u16),
) -> Option<Diagnostic> {
    let meant = latest(differing, |date| (plausible.0..=plausible.1).contains(&date.year()));
    let date = meant.or_else(|| latest(differing, |_| true))?;
    let Deliverable { due, revised_due, .. } = deliverable;
    let (key, own) = match (due, revised_due) {
        (_, Some(revised)) => ("revised_due", Some(revised)),
        (due, None) => ("due", due.as_ref()),
    };
    let place = due.as_ref().or(own).map_or(deliverable.text.span, |due| due.span);
    let own = own.map_or_else(String::new, |own: &Located<PartialDate>| own.value.to_string());
    let mut found = finding(
        Location::new(&document.path, place),
        format!("`{key}` is {own}, but the prose promises {date}"),
    )
    .help(match (revised_due, meant) {
        (_, None) => "correct the date in the prose".to_owned(),
        (Some(_), Some(_)) => format!("write `revised_due = \"{date}\"`, or correct the prose"),
        (None, Some(_)) => format!(
            "add `revised_due = \"{date}\"` and a `slip_reason`, or correct the one that is wrong"
        ),
    });
    for (date, claim) in differing {
        found = found.related(Location::new(&document.path, claim.span), format!("{date} here"));
    }
    Some(found)
}

/// The latest date, which need not be the last in the text.
fn latest(
    dates: &[(PartialDate, &Claim)],
    counts: impl Fn(PartialDate) -> bool,
) -> Option<PartialDate> {
    let dates = dates.iter().map(|(date, _)| *date).filter(|date| counts(*date));
    dates.max_by_key(|date| (date.last_day(), date.first_day()))
}

/// The only open deliverable with a date.
fn only_open(facts: &Facts, document: DocumentId, update: &Update) -> Option<u16> {
    let mut open = (0..).zip(&update.deliverables).filter(|(row, deliverable)| {
        (deliverable.due.is_some() || deliverable.revised_due.is_some())
            && is_open(facts, DeliverableId { document, row: u32::from(*row) })
    });
    let (first, _) = open.next()?;
    open.next().is_none().then_some(first)
}

/// A date promised in prose for a deliverable.
struct Promise<'c> {
    date: PartialDate,
    /// The days that it can mean.
    window: Window,
    claim: &'c Claim,
    /// Whether its words identify the deliverable as a whole.
    named: bool,
}

fn promises(claims: &[Claim], row: u16, only_open: Option<u16>) -> Vec<Promise<'_>> {
    claims
        .iter()
        .filter_map(|claim| {
            let ClaimKind::Target { date, window, sure, .. } = claim.kind else { return None };
            let named = match claim.subject {
                Subject::Deliverable(named) if named == row => sure,
                Subject::Unclear { leaning }
                    if only_open == Some(row) && leaning.is_none_or(|leaning| leaning == row) =>
                {
                    false
                }
                _ => return None,
            };
            Some(Promise { date, window, claim, named })
        })
        .collect()
}

/// The promises that contradict a deliverable. An earlier date is an intermediate step if the row's
/// own date is named too, or if the words do not say what it is for.
fn differing<'c>(
    promises: &[Promise<'c>],
    deliverable: &Deliverable,
    last: PartialDate,
) -> Vec<(PartialDate, &'c Claim)> {
    let own = |promise: &Promise<'_>| {
        [&deliverable.due, &deliverable.revised_due]
            .into_iter()
            .flatten()
            .any(|own| promise.window.agrees_with(own.value))
    };
    let agreed = promises.iter().any(own);
    promises
        .iter()
        .filter(|promise| !own(promise))
        .filter(|promise| promise.window.last > last.last_day() || promise.named && !agreed)
        .map(|promise| (promise.date, promise.claim))
        .collect()
}

#[cfg(test)]
mod tests;
