//! What a report's page is given to show its whole course at once.

use serde::Serialize;

use super::{EditionLinkView, EditionTotalsView, Shared, StatusView};

/// Progress over editions as a stacked chart, laid out for a picture: coordinates are in user units of
/// an SVG, and columns of all editions are of one height.
#[derive(Clone, Debug, Serialize)]
pub struct ProgressView {
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Where the columns stand.
    pub base: u32,
    /// The columns, oldest edition first.
    pub columns: Vec<ColumnView>,
    /// The same as figures.
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
    /// Where its date stands; `null` where there is no room for it.
    pub date: Option<WordsView>,
    /// What it is made of, from below; statuses that nothing has are left out.
    pub parts: Vec<ColumnPartView>,
}

/// Words on a line of a picture.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct WordsView {
    /// Where they are.
    pub x: u32,
    /// Which part of them is there, as in an SVG's `text-anchor`: `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// The recommendations of one status in a column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnPartView {
    /// The status; `null` for what is not reported yet.
    pub status: Option<Shared<StatusView>>,
    /// How many recommendations have it.
    pub count: usize,
    /// The upper edge.
    pub y: u32,
    /// How high it is.
    pub height: u32,
    /// Where the base line of its number is; `null` where there is no room for it.
    pub number_y: Option<u32>,
}

/// All recommendations in the last editions.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixView {
    /// The editions, oldest first: at most twelve.
    pub editions: Vec<EditionLinkView>,
    /// How many editions are older.
    pub earlier: usize,
    /// The recommendations, in order.
    pub rows: Vec<MatrixRowView>,
}

/// One recommendation in all editions.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixRowView {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
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
    /// The status; `null` where nothing had been reported.
    pub status: Option<Shared<StatusView>>,
    /// Whether the edition itself says something, rather than carrying forward.
    pub reported: bool,
}
