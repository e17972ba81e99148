//! What the page on which the site is searched is given.

use serde::Serialize;

use super::LinkView;

/// `search` on the page on which the site is searched.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The address of what it is searched by, a script that sets one variable.
    pub index_url: String,
    /// The texts of `search` in the strings file, as JSON by their keys, for the script.
    pub texts: String,
    /// The complete table of every report and review.
    pub tables: Vec<LinkView>,
}
