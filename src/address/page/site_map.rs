//! The site map for people and archives.

use super::{Kind, Names};
use crate::path::Route;
use crate::site::Site;
use crate::theme::Theme;

pub(super) struct SiteMap;

impl Kind for SiteMap {
    fn name(&self, _: &Site) -> &'static str {
        "site-map"
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some("site-map.html")
    }

    fn route(&self, _: &Site, _: &Theme) -> Route {
        Route::new("contents.html")
    }

    fn title(&self, names: &Names<'_>) -> String {
        names.text("site-map-title", &[])
    }

    fn description(&self, names: &Names<'_>) -> Option<String> {
        let site = names.site.config.title.as_str();
        Some(names.text("descriptions.site-map", &[("site", site)]))
    }

    fn is_told_to_crawlers(&self) -> bool {
        true
    }

    fn is_in_footer(&self) -> bool {
        true
    }
}
