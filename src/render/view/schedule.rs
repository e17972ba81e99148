//! Dates as a picture.

use serde::Serialize;

/// Deliverables and milestones along time, laid out for a picture: coordinates are in user units of an SVG.
/// Dates more than ten years from the as-of date are left out.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleView {
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Where the rows begin; the words of the axis stand above.
    pub top: u32,
    /// Where the rows end.
    pub bottom: u32,
    /// Quarters, or where there are many, half-years or years. Which have a label goes by the room for it.
    pub ticks: Vec<TickView>,
    /// The editions known in the view.
    pub editions: Vec<TickView>,
    /// The day as of which it is judged what is late.
    pub as_of: Option<TickView>,
    /// One row for each deliverable or milestone.
    pub rows: Vec<ScheduleRowView>,
}

/// A day on the axis.
#[derive(Clone, Debug, Serialize)]
pub struct TickView {
    /// Where it is.
    pub x: u32,
    /// What it is called; of a tick, empty where there is no room for it.
    pub label: String,
}

/// A deliverable, or a milestone.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleRowView {
    /// What stands at the beginning of the row.
    pub label: String,
    /// Where its base line is.
    pub y: u32,
    /// Where its marks stand.
    pub middle: u32,
    /// The date first promised, and of a milestone its date.
    pub first: Option<u32>,
    /// The date promised now, where that is another one.
    pub revised: Option<u32>,
    /// When it was completed.
    pub completed: Option<u32>,
    /// From the first promise to the as-of date, of what is overdue.
    pub late: Option<SpanView>,
    /// Whether it is a milestone.
    pub milestone: bool,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SpanView {
    /// Where it begins.
    pub from: u32,
    /// How long it is.
    pub length: u32,
}
