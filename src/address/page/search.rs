//! The search page and the search index.

use super::{Kind, Names};
use crate::path::Route;
use crate::site::Site;
use crate::theme::Theme;

pub(super) struct Search;

pub(super) struct SearchIndex;

impl Kind for Search {
    fn name(&self, _: &Site) -> &'static str {
        "search"
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some("search.html")
    }

    fn route(&self, _: &Site, _: &Theme) -> Route {
        Route::new("search.html")
    }

    fn title(&self, names: &Names<'_>) -> String {
        names.text("search.title", &[])
    }

    fn description(&self, names: &Names<'_>) -> Option<String> {
        let site = names.site.config.title.as_str();
        Some(names.text("descriptions.search", &[("site", site)]))
    }
}

impl Kind for SearchIndex {
    /// Without a hash: its content changes with the site, and hosts revalidate it.
    fn route(&self, _: &Site, _: &Theme) -> Route {
        Route::new("search-index.js")
    }

    fn is_streamed(&self) -> bool {
        true
    }
}
