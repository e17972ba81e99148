//! Deliverables whose dates differ from the prose.

use super::findings::finding;
use super::missing_due_date::is_open;
use super::wording::date as in_words;
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
the body of the update promises:

- after a word such as \"target\", \"deadline\", \"expected\", \"scheduled\", \"due\", \"hope to\", or where
  a date is chosen: \"has been set for\", \"moved to\", \"an extension until\";
- \"by\" after \"will\", \"is to\", \"should\" or \"said that it would\"; \"in\", \"on\" and the like if the
  verb is one of work (\"will be published in May\"); also in front: \"By May, each school will
  have one\".

A date is a day, month, quarter, year or part of a year. \"Early 2020\" can mean January to April,
\"mid-2020\" April to September, \"late 2020\" and \"the end of 2020\" September to December; spring
is March to June, summer June to September, autumn September to December. \"FY21\" is the year of
account that ends in 2021: `fiscal_year_start` of the report says in which month it begins. \"By
November\", \"next quarter\", \"later this year\", \"this summer\" and \"within six months\" count from
the update's `as_of`, or from the date in the name of its edition; without either, they are not
read. Of 5/6/2020, `date-order` in `book.toml` says which is the month; without it, only
31/12/2020 is read. \"By the next edition\" is not.

Past events, starts, dates of meetings, reviews or later updates (\"will be updated by\"),
conditions, quotations, other people's plans, dates that recur, and struck out text do not
count. Dates agree if they have a day in common.

A promise belongs to a row as in `narrative-contradicts-deliverable`. If no row is named and
only one row with a date is open, the promise belongs to that one.

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
            if let Some((found, adds)) =
                differs(context, document, deliverable, &differing, plausible)
            {
                let row = DeliverableId { document: id, row: u32::from(index) };
                findings.push(found.adding(context.row(row), adds));
            }
        }
    });
}

/// A finding at the row's date, with the other dates as related places; and what it adds to a
/// finding that names the row.
fn differs(
    context: &Context<'_>,
    document: &Document,
    deliverable: &Deliverable,
    differing: &[(PartialDate, &Claim)],
    plausible: (u16, u16),
) -> Option<(Diagnostic, String)> {
    let meant = latest(differing, |date| (plausible.0..=plausible.1).contains(&date.year()));
    let date = meant.or_else(|| latest(differing, |_| true))?;
    let Deliverable { due, revised_due, .. } = deliverable;
    let (key, own) = match (due, revised_due) {
        (_, Some(revised)) => ("revised_due", Some(revised)),
        (due, None) => ("due", due.as_ref()),
    };
    let place = due.as_ref().or(own).map_or(deliverable.text.span, |due| due.span);
    // As it is written in the file, so that it can be found there.
    let own = own.map_or_else(String::new, |own: &Located<PartialDate>| own.value.to_string());
    let mut found = finding(
        Location::new(&document.path, place),
        format!(
            "`{key}` of {} is `{own}`; the text says {}",
            context.quoted(deliverable),
            in_words(date)
        ),
    )
    .help(match (revised_due, meant) {
        (_, None) => "correct the date in the prose".to_owned(),
        (Some(_), Some(_)) => format!("write `revised_due = \"{date}\"`, or correct the prose"),
        (None, Some(_)) => format!(
            "add `revised_due = \"{date}\"` and a `slip_reason`, or correct the one that is wrong"
        ),
    });
    for (date, claim) in differing {
        found = found.related(
            Location::new(&document.path, claim.span),
            format!("{} here", in_words(*date)),
        );
    }
    Some((found, format!("the text says {}", in_words(date))))
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
