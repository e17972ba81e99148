//! Views of a report's dashboard: progress and matrix.

use serde::Serialize;

use super::{EditionLinkView, EditionTotalsView, Shared, StatusView};

/// Progress over editions as a stacked column chart of equal heights; coordinates are SVG user
/// units.
#[derive(Clone, Debug, Serialize)]
pub struct ProgressView {
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Y coordinate of the base.
    pub base: u32,
    /// The columns, oldest edition first.
    pub columns: Vec<ColumnView>,
    /// The same data.
    pub editions: Vec<EditionTotalsView>,
    /// On an edition's page: the editions before those.
    pub earlier: Option<super::EarlierView>,
}

/// One edition in the chart of progress.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// The edition.
    pub edition: EditionLinkView,
    /// Its left edge.
    pub x: u32,
    /// Its width.
    pub width: u32,
    /// Its middle.
    pub middle: u32,
    /// Position of its date, if there is room.
    pub date: Option<WordsView>,
    /// Its parts from the bottom; empty ones are left out.
    pub parts: Vec<ColumnPartView>,
}

/// A text in a chart.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct WordsView {
    /// Its x coordinate.
    pub x: u32,
    /// Its SVG `text-anchor`: `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// The recommendations of one status in a column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnPartView {
    /// The status; `null` for not yet reported.
    pub status: Option<Shared<StatusView>>,
    /// Number of recommendations.
    pub count: usize,
    /// The upper edge.
    pub y: u32,
    /// Its height.
    pub height: u32,
    /// Y coordinate of its number's baseline; `null` without room.
    pub number_y: Option<u32>,
}

/// Recommendations by edition.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixView {
    /// The editions, oldest first: at most twelve.
    pub editions: Vec<EditionLinkView>,
    /// Number of older editions.
    pub earlier: usize,
    /// Number of recommendations.
    pub of: usize,
    /// The recommendations, in order: of more than 300, those whose status moved most often.
    pub rows: Vec<MatrixRowView>,
}

/// One recommendation in all editions.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixRowView {
    /// Its number.
    pub number: String,
    /// Its short title, or else its title.
    pub title: String,
    /// Number of recommendations that it is part of, directly or not.
    pub level: u32,
    /// Its address.
    pub url: String,
    /// One for each edition, in the same order.
    pub cells: Vec<CellView>,
}

/// One recommendation in one edition.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// The recommendation's page in the edition.
    pub url: String,
    /// The status; `null` if not yet reported.
    pub status: Option<Shared<StatusView>>,
    /// Whether it has an update of its own, not carried forward, or, never having had one, of a part.
    pub reported: bool,
}
