//! Views of a recommendation's state in words.

use serde::Serialize;

use super::{DateView, Html, Shared};

/// A recommendation's state in words, for the beginning of its page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StateView {
    /// `late` if it is late, otherwise the kind of its status, or `none`.
    pub kind: &'static str,
    /// The day that the status is as of: the as-of date of its update, or else the date of the view's
    /// edition; `null` before the first.
    pub day: Option<Shared<DateView>>,
    /// The sentences after the status: where it comes from, what is late, what is done, who is
    /// responsible.
    pub sentences: Vec<SentenceView>,
    /// Sentences on the recommendations that cover it, contain it or supersede it, and the other way
    /// round.
    pub relations: Vec<SentenceView>,
    /// What the view's edition changed; `null` if it was never reported on.
    pub change: Option<LastChangeView>,
}

/// A sentence with links and emphasis.
#[derive(Clone, Debug, Serialize)]
pub struct SentenceView {
    /// What it says: a key of the table `state` in the strings file.
    pub kind: &'static str,
    /// The sentence as text.
    pub text: String,
    /// The sentence.
    pub html: Html,
}

/// What the last edition in a view changed.
#[derive(Clone, Debug, Serialize)]
pub struct LastChangeView {
    /// What the sentences are about, or that nothing changed.
    pub lead: String,
    /// The changes in short; empty if there were none.
    pub sentences: Vec<String>,
    /// How many more sentences there would be.
    pub more: usize,
    /// The changes page of the edition; `null` without a change.
    pub url: Option<String>,
}
