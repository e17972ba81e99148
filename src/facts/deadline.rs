//! What was promised for when, how often that was moved, and what is late.

use chrono::NaiveDate;

use crate::date::PartialDate;
use crate::document::content::{Deliverable, Update};
use crate::document::fields::StatusKind;
use crate::site::{DeliverableId, Report, View};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise<'f> {
    /// The date first promised.
    pub first: PartialDate,
    /// Every move of the date, oldest first.
    pub moves: &'f [Move],
}

/// A date that was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The deliverable in the update that moved it, which may say why.
    pub deliverable: DeliverableId,
    /// The date promised before.
    pub from: PartialDate,
    /// The date promised then.
    pub to: PartialDate,
}

/// A deliverable whose first promised date has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue<'f> {
    /// Which.
    pub deliverable: DeliverableId,
    /// The dates promised for it.
    pub promise: Promise<'f>,
    /// The day as of which it is.
    pub day: NaiveDate,
    /// For how many days it has been late then.
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

    /// What a status means for the deliverable that has it.
    pub(super) fn of_kind(kind: Option<StatusKind>) -> Self {
        match kind {
            Some(StatusKind::Done) => Self::Done,
            Some(StatusKind::Dropped) => Self::Dropped,
            Some(StatusKind::Active | StatusKind::Late) | None => Self::Open,
        }
    }

    /// Where a deliverable stands: its own status or completion says so, else the update's status.
    pub(super) fn of(deliverable: &Deliverable, update: &Update, report: &Report) -> Self {
        let says_nothing = deliverable.status.is_none() && deliverable.completed.is_none();
        let status = if says_nothing {
            update.status.as_ref().and_then(|status| report.status(status))
        } else {
            report.deliverable_status(deliverable)
        };
        Self::of_kind(status.map(|status| status.kind))
    }
}

impl Move {
    /// By how many days the date was put off; less than nothing where it was brought forward.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to)
    }
}

impl Promise<'_> {
    /// The date that is promised now.
    pub fn current(&self) -> PartialDate {
        self.moves.last().map_or(self.first, |moved| moved.to)
    }

    /// By how many days the date has been put off in all.
    pub fn total_days(&self) -> i64 {
        days_between(self.first, self.current())
    }

    /// How often it has been put off.
    pub fn slips(&self) -> usize {
        self.moves.iter().filter(|moved| moved.days() > 0).count()
    }

    /// For how many days the first date has been over; 0 where it is not.
    pub(super) fn days_over(&self, day: NaiveDate) -> i64 {
        (day - self.first.last_day()).num_days().max(0)
    }
}

pub(super) fn days_between(from: PartialDate, to: PartialDate) -> i64 {
    (to.last_day() - from.last_day()).num_days()
}

/// The day as of which a view of a report is judged: its edition's date; of the latest view, that
/// of the last edition. Never the day of the build.
pub(super) fn day(report: &Report, view: View) -> Option<NaiveDate> {
    report.edition(report.edition_as_of(view)?).day()
}
