//! Views of responses and of the expected completion.

use serde::Serialize;

use super::{DateView, Html, Made, RecommendationLinkView, Shared};

/// When a recommendation is expected to be complete: a date, words, or both.
#[derive(Clone, Debug, Serialize)]
pub struct ExpectedView {
    /// The date.
    pub date: Option<Shared<DateView>>,
    /// What is no date.
    pub text: Option<String>,
    /// The last day of the date, for sorting.
    pub last_day: Option<String>,
    /// Days since, on the date of the edition; `null` if that has not passed, or if the
    /// recommendation is done, dropped or rejected.
    pub days_past: Option<i64>,
    /// The date of the edition, if `days_past` is not `null`.
    pub day: Option<Shared<DateView>>,
}

/// An addressee's response.
#[derive(Clone, Debug, Serialize)]
pub struct ResponseView {
    /// Who is asked to respond.
    pub addressee: String,
    /// `given`, `awaited` or `overdue`.
    pub standing: &'static str,
    /// `accepted`, `accepted in principle`, `pending` or `rejected`, if stated.
    pub decision: Option<&'static str>,
    /// The decision in other words.
    pub decision_text: Option<String>,
    /// Date of the response.
    pub date: Option<Shared<DateView>>,
    /// Date by which a response is due.
    pub deadline: Option<Shared<DateView>>,
    /// Days since the deadline that passed without a response, on the date of the edition.
    pub days_overdue: Option<i64>,
    /// Link to the response.
    pub url: Option<String>,
    /// The note.
    pub html: Option<Made<Html>>,
}

/// A response whose deadline passed without one.
#[derive(Clone, Debug, Serialize)]
pub struct LateResponseView {
    /// The recommendation.
    pub recommendation: RecommendationLinkView,
    /// Who is asked to respond.
    pub addressee: String,
    /// Date by which the response was due.
    pub deadline: Shared<DateView>,
    /// Days since, on the date of the edition.
    pub days_overdue: i64,
}
