//! Views of the chart of dates.

use serde::Serialize;

use super::{DateView, LinkView, Shared};

/// Dates of deliverables and milestones on one time scale. Those more than ten years from the as-of
/// date are not drawn.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleView {
    /// Lines at quarters, half-years or years, depending on the range.
    pub ticks: Shared<Vec<TickView>>,
    /// The editions known in the view.
    pub editions: Vec<DayView>,
    /// The as-of date.
    pub as_of: DayView,
    /// One row for each deliverable or milestone with a date.
    pub rows: Vec<ScheduleRowView>,
    /// Number of rows that there would be if all were drawn.
    pub total: usize,
    /// The marks in use: `milestone`, `first`, `revised`, `completed`, `overdue`.
    pub marks: Vec<&'static str>,
    /// Number of dates that are not drawn.
    pub outside: usize,
}

/// A line of the scale.
#[derive(Clone, Debug, Serialize)]
pub struct TickView {
    /// Its place, in percent of the width.
    pub at: String,
    /// Its label; empty for a line without room.
    pub label: String,
    /// Whether a narrow screen has room for the label too.
    pub narrow: bool,
    /// Whether the label ends at the line, instead of beginning there.
    pub ends: bool,
}

/// A day on the scale.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// Its place, in percent of the width.
    pub at: String,
    /// The date.
    pub date: Shared<DateView>,
}

/// A deliverable, or a milestone.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleRowView {
    /// Its name, and the address of its row; that of a milestone is empty.
    pub link: LinkView,
    /// `late` if it is overdue, otherwise the kind of its status, or `none`.
    pub kind: &'static str,
    /// Its dates in words.
    pub dates: String,
    /// The days overdue in words, if it is.
    pub days_overdue: Option<String>,
    /// Place of the first promised date, or a milestone's date.
    pub first: Option<String>,
    /// Place of the revised date, if any.
    pub revised: Option<String>,
    /// Place of the completion date.
    pub completed: Option<String>,
    /// From the first promise to the as-of date, if overdue.
    pub late: Option<SpanView>,
    /// Between the first promise and the revised date.
    pub slip: Option<SpanView>,
    /// Whether it is a milestone.
    pub milestone: bool,
}

/// A time span, in percent of the width.
#[derive(Clone, Debug, Serialize)]
pub struct SpanView {
    /// Its start.
    pub from: String,
    /// Its length.
    pub length: String,
}
