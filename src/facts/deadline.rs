//! Promised dates, slips, and overdue deliverables.

use chrono::NaiveDate;

use crate::date::PartialDate;
use crate::document::content::Deliverable;
use crate::document::fields::StatusKind;
use crate::site::{DeliverableId, Report, View};

/// Standing of a deliverable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is done.
    Done,
    /// In progress or not begun.
    Open,
    /// Abandoned.
    Dropped,
}

/// The promised dates of a deliverable, up to an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise<'f> {
    /// The first promised date.
    pub first: PartialDate,
    /// Every move of the date, oldest first.
    pub moves: &'f [Move],
    /// Whether the update still gives a date.
    pub given: bool,
}

/// A change of a promised date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The deliverable in the update that moved the date, with its reason if any.
    pub deliverable: DeliverableId,
    /// The previous date.
    pub from: PartialDate,
    /// The new date.
    pub to: PartialDate,
}

impl Standing {
    /// Its keyword for programs and templates.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Open => "open",
            Self::Dropped => "dropped",
        }
    }

    /// The standing implied by a status.
    pub(super) fn of_kind(kind: Option<StatusKind>) -> Self {
        match kind {
            Some(StatusKind::Done) => Self::Done,
            Some(StatusKind::Dropped) => Self::Dropped,
            Some(StatusKind::NotStarted | StatusKind::Active | StatusKind::Late) | None => {
                Self::Open
            }
        }
    }

    /// The standing that a deliverable states itself; `None` if it follows its recommendation.
    pub(super) fn stated(deliverable: &Deliverable, report: &Report) -> Option<Self> {
        if deliverable.dropped.is_some() {
            return Some(Self::Dropped);
        }
        let says_nothing = deliverable.status.is_none() && deliverable.completed.is_none();
        let status = report.deliverable_status(deliverable);
        (!says_nothing).then(|| Self::of_kind(status.map(|status| status.kind)))
    }
}

impl Move {
    /// Days by which the date was postponed; negative if brought forward.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to)
    }
}

impl Promise<'_> {
    /// The date last promised.
    pub fn current(&self) -> PartialDate {
        self.moves.last().map_or(self.first, |moved| moved.to)
    }

    /// Days slipped in total.
    pub fn total_days(&self) -> i64 {
        days_between(self.first, self.current())
    }

    /// Number of slips.
    pub fn slips(&self) -> usize {
        self.moves.iter().filter(|moved| moved.days() > 0).count()
    }

    /// Whether the date has been revised, and the revised date has passed too.
    pub(super) fn is_broken_again(&self, day: NaiveDate) -> bool {
        self.given && !self.moves.is_empty() && self.current().last_day() < day
    }

    /// Days since the end of the first promised date, or 0.
    pub(super) fn days_over(&self, day: NaiveDate) -> i64 {
        (day - self.first.last_day()).num_days().max(0)
    }
}

pub(super) fn days_between(from: PartialDate, to: PartialDate) -> i64 {
    (to.last_day() - from.last_day()).num_days()
}

/// The reference day of a view: the edition's date; for the latest view, that of the last edition.
/// Never the day of the build.
pub(super) fn day(report: &Report, view: View) -> Option<NaiveDate> {
    report.edition(report.edition_as_of(view)?).day()
}
