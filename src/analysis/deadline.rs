//! What was promised for when, how often that was moved, and what is late.
//!
//! A deliverable is followed back through the editions, so that its first promise is known also
//! where a later update wrote another `due` in its place.

use chrono::NaiveDate;

use super::status::pointed_status;
use crate::date::PartialDate;
use crate::document::content::{Deliverable, Update};
use crate::document::fields::StatusKind;
use crate::document::prose::Part;
use crate::schema::Text;
use crate::site::{DeliverableId, EditionId, Owner, RecommendationId, Report, Site, View};

/// Where a deliverable stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is done.
    Done,
    /// Work on it goes on, or has not begun.
    Open,
    /// Nothing more will be done about it.
    Dropped,
}

/// The dates promised for a deliverable, up to one update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise<'a> {
    /// The date first promised.
    pub first: PartialDate,
    /// The date that is promised now.
    pub current: PartialDate,
    /// Every move of the date, oldest first.
    pub moves: Vec<Move<'a>>,
}

/// A date that was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move<'a> {
    /// The update that moved it.
    pub deliverable: DeliverableId,
    /// The date promised before.
    pub from: PartialDate,
    /// The date promised then.
    pub to: PartialDate,
    /// Why, in the author's words.
    pub reason: Option<&'a Text>,
}

/// A deliverable whose first promised date has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue<'a> {
    /// Which.
    pub deliverable: DeliverableId,
    /// The dates promised for it.
    pub promise: Promise<'a>,
    /// For how many days it has been late.
    pub days: i64,
}

impl Standing {
    /// The word for it that programs and templates go by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Open => "open",
            Self::Dropped => "dropped",
        }
    }
}

impl Move<'_> {
    /// By how many days the date was put off; less than nothing where it was brought forward.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to)
    }
}

impl Promise<'_> {
    /// By how many days the date has been put off in all.
    pub fn total_days(&self) -> i64 {
        days_between(self.first, self.current)
    }

    /// How often it has been put off.
    pub fn slips(&self) -> usize {
        self.moves.iter().filter(|moved| moved.days() > 0).count()
    }
}

fn days_between(from: PartialDate, to: PartialDate) -> i64 {
    (to.last_day() - from.last_day()).num_days()
}

/// Where a deliverable stands: its own status or completion says so, else the update's status.
pub fn standing(deliverable: &Deliverable, update: &Update, report: &Report) -> Standing {
    let says_nothing = deliverable.status.is_none() && deliverable.completed.is_none();
    let status = if says_nothing {
        update.status.as_ref().and_then(|status| report.status(status))
    } else {
        report.deliverable_status(deliverable)
    };
    standing_of_kind(status.map(|status| status.kind))
}

fn standing_of_kind(kind: Option<StatusKind>) -> Standing {
    match kind {
        Some(StatusKind::Done) => Standing::Done,
        Some(StatusKind::Dropped) => Standing::Dropped,
        Some(StatusKind::Active | StatusKind::Late) | None => Standing::Open,
    }
}

/// Whether a deliverable does nothing but point elsewhere: "See Recommendation 25".
pub fn points_elsewhere(site: &Site, id: DeliverableId) -> bool {
    site.document(id.document).prose.pointers.contains(&Part::deliverable(id.row))
}

/// The dates promised for a deliverable, as of its update; `None` where none ever was.
pub fn promise(site: &Site, id: DeliverableId) -> Option<Promise<'_>> {
    let mut line = vec![id];
    while let Some(before) = line.last().and_then(|last| site.previous_deliverable(*last)) {
        line.push(before);
    }
    let mut promise: Option<Promise<'_>> = None;
    for at in line.into_iter().rev() {
        let Some(deliverable) = site.deliverable(at) else { continue };
        let dates = [&deliverable.due, &deliverable.revised_due];
        let dates = dates.map(|date| date.as_ref().map(|date| date.value));
        match &mut promise {
            None => promise = first_promise(at, dates, deliverable),
            Some(promise) => {
                let now = dates[1].or(dates[0]);
                if let Some(to) = now.filter(|to| days_between(promise.current, *to) != 0) {
                    promise.moves.push(moved(at, promise.current, to, deliverable));
                    promise.current = to;
                }
            }
        }
    }
    promise
}

fn first_promise(
    at: DeliverableId,
    [due, revised]: [Option<PartialDate>; 2],
    deliverable: &Deliverable,
) -> Option<Promise<'_>> {
    let first = due.or(revised)?;
    let current = revised.unwrap_or(first);
    let slipped = days_between(first, current) != 0;
    let moves = slipped.then(|| moved(at, first, current, deliverable)).into_iter().collect();
    Some(Promise { first, current, moves })
}

fn moved(
    at: DeliverableId,
    from: PartialDate,
    to: PartialDate,
    deliverable: &Deliverable,
) -> Move<'_> {
    Move { deliverable: at, from, to, reason: deliverable.slip_reason.as_ref() }
}

/// The day as of which a view of a report is judged: its edition's date; of the latest view, that
/// of the last edition. Never the day of the build.
pub fn day(report: &Report, view: View) -> Option<NaiveDate> {
    Some(report.edition(report.edition_as_of(view)?).date)
}

/// The deliverables of a recommendation as of a view, in the author's order.
pub fn deliverables(
    site: &Site,
    id: RecommendationId,
    view: View,
) -> impl Iterator<Item = (DeliverableId, &Deliverable)> {
    let carried = site.carried(id, view).map(|(_, document)| document);
    carried.into_iter().flat_map(move |document| {
        let rows = site.update(document).map_or(&[][..], |update| &update.deliverables);
        rows.iter().zip(0..).map(move |(row, place)| (DeliverableId { document, row: place }, row))
    })
}

/// Where the deliverable of an update stands.
pub fn standing_of(site: &Site, id: DeliverableId) -> Option<Standing> {
    let (Owner::Update(of, _), Some(update)) = (site.owner(id.document), site.update(id.document))
    else {
        return None;
    };
    Some(standing(update.deliverables.get(id.row)?, update, site.report(of.report)))
}

/// Where a deliverable stands as a reader of a view sees it: one that says nothing itself and only
/// points elsewhere stands where that does.
pub fn shown_standing(site: &Site, id: DeliverableId, view: View) -> Option<Standing> {
    let deliverable = site.deliverable(id)?;
    let says_nothing = deliverable.status.is_none() && deliverable.completed.is_none();
    match pointed_status(site, id, view).filter(|_| says_nothing) {
        Some(shown) => Some(standing_of_kind(Some(shown.status.kind))),
        None => standing_of(site, id),
    }
}

/// What of a recommendation is overdue as of a view: every open deliverable whose first promised
/// date ended before the view's day. A revised date changes nothing about that.
pub fn overdue(site: &Site, id: RecommendationId, view: View) -> Vec<Overdue<'_>> {
    let Some(day) = day(site.report(id.report), view) else { return Vec::new() };
    deliverables(site, id, view)
        .filter(|(row, _)| standing_of(site, *row) == Some(Standing::Open))
        .filter(|(row, _)| !points_elsewhere(site, *row))
        .filter_map(|(deliverable, _)| {
            let promise = promise(site, deliverable)?;
            let days = (day - promise.first.last_day()).num_days();
            (days > 0).then_some(Overdue { deliverable, promise, days })
        })
        .collect()
}

/// The edition whose update a deliverable is of.
pub fn edition_of(site: &Site, id: DeliverableId) -> Option<EditionId> {
    match site.owner(id.document) {
        Owner::Update(_, edition) => Some(edition),
        _ => None,
    }
}
