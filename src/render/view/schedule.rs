//! Views of the chart of dates.

use serde::Serialize;

/// Chart of deliverables and milestones over time; coordinates are SVG user units. Dates more than
/// ten years from the as-of date are left out.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleView {
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Top of the rows, below the axis labels.
    pub top: u32,
    /// Bottom of the rows.
    pub bottom: u32,
    /// Quarters, half-years or years, depending on the range; labelled where there is room.
    pub ticks: Vec<TickView>,
    /// The editions known in the view.
    pub editions: Vec<TickView>,
    /// The as-of date.
    pub as_of: Option<TickView>,
    /// One row for each deliverable or milestone.
    pub rows: Vec<ScheduleRowView>,
}

/// A day on the axis.
#[derive(Clone, Debug, Serialize)]
pub struct TickView {
    /// Its x coordinate.
    pub x: u32,
    /// Its label; empty for a tick without room.
    pub label: String,
}

/// A deliverable, or a milestone.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleRowView {
    /// Label of the row.
    pub label: String,
    /// Y coordinate of its baseline.
    pub y: u32,
    /// Y coordinate of its marks.
    pub middle: u32,
    /// X of the first promised date, or a milestone's date.
    pub first: Option<u32>,
    /// The revised date, if any.
    pub revised: Option<u32>,
    /// X of the completion date.
    pub completed: Option<u32>,
    /// From the first promise to the as-of date, if overdue.
    pub late: Option<SpanView>,
    /// Whether it is a milestone.
    pub milestone: bool,
}

/// A time span.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SpanView {
    /// Its start.
    pub from: u32,
    /// Its length.
    pub length: u32,
}
