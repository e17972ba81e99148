//! View of the search page.

use serde::Serialize;

use super::LinkView;

/// `search` on the search page.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// Address of the search index, a script that sets one variable.
    pub index_url: String,
    /// The texts of `search` in the strings file, as JSON by key.
    pub texts: String,
    /// The complete table of every report and review.
    pub tables: Vec<LinkView>,
}
