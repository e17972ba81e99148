//! What an address answered.

use crate::schema::keywords;

keywords! {
    /// What became of a request.
    pub enum Outcome {
        /// It leads to something.
        Works = "works",
        /// It leads to something, and names another address for good.
        Moved = "moved",
        /// The server says that there is nothing.
        Gone = "gone",
        /// There is no usable answer, perhaps only today.
        Failed = "failed",
        /// The server does not answer programs.
        Refused = "refused",
        /// It is an address of a private network, which is not asked.
        Private = "private",
    }
}

/// What an address answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What became of the request.
    pub outcome: Outcome,
    /// The status of the last response.
    pub status: Option<u16>,
    /// The address that permanent redirects name instead.
    pub leads_to: Option<String>,
    /// The media type of the last response, without parameters.
    pub media_type: Option<String>,
    /// Why there is no usable answer: a phrase.
    pub why: Option<String>,
}

impl Answer {
    /// An answer that is nothing more.
    pub fn new(outcome: Outcome) -> Self {
        Self { outcome, status: None, leads_to: None, media_type: None, why: None }
    }

    pub(super) fn failed(why: impl Into<String>) -> Self {
        Self { why: Some(why.into()), ..Self::new(Outcome::Failed) }
    }
}
