//! Views of a report's dashboard: progress over editions, and each recommendation's course.

use serde::Serialize;

use super::{DateView, EarlierView, EditionTotalsView, Shared, StatusView};

/// Progress over editions.
#[derive(Clone, Debug, Serialize)]
pub struct ProgressView {
    /// What it shows, in a sentence.
    pub title: String,
    /// The editions, newest first.
    pub editions: Vec<EditionTotalsView>,
    /// On an edition's page: the editions before those.
    pub earlier: Option<EarlierView>,
}

/// What became of recommendations since the previous edition, in sentences.
#[derive(Clone, Debug, Serialize)]
pub struct SinceView {
    /// How many are newly done.
    pub done: String,
    /// How many are done no longer; `null` if none.
    pub undone: Option<String>,
    /// How many are newly late.
    pub late: String,
}

/// The editions that the courses show.
#[derive(Clone, Debug, Serialize)]
pub struct CoursesView {
    /// Number of editions.
    pub editions: usize,
    /// Number of earlier editions that are not shown.
    pub earlier: usize,
    /// Date of the first edition.
    pub from: Shared<DateView>,
    /// Date of the last edition.
    pub to: Shared<DateView>,
}

/// The course of one recommendation over editions.
#[derive(Clone, Debug, Serialize)]
pub struct CourseView {
    /// Its statuses, oldest first.
    pub runs: Vec<RunView>,
    /// The places of the editions with an update of its own or, never having had one, of a part.
    pub reported: Vec<usize>,
    /// The same in words.
    pub text: String,
}

/// Consecutive editions with one status.
#[derive(Clone, Debug, Serialize)]
pub struct RunView {
    /// The status; `null` for not yet reported.
    pub status: Option<Shared<StatusView>>,
    /// The place of its first edition, from 0.
    pub start: usize,
    /// Number of editions.
    pub editions: usize,
}
