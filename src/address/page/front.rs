//! The front page.

use super::{Kind, Names, Page};
use crate::address::page_title;
use crate::data::File;
use crate::path::Route;
use crate::site::{DocumentId, Site};
use crate::theme::Theme;

pub(super) struct Front;

impl Kind for Front {
    fn name(&self, _: &Site) -> &'static str {
        "front"
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some("front.html")
    }

    fn route(&self, _: &Site, _: &Theme) -> Route {
        Route::new("index.html")
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        site.front
    }

    fn title(&self, names: &Names<'_>) -> String {
        let site = names.site;
        site.front.map_or_else(|| site.config.title.to_string(), |front| page_title(site, front))
    }

    fn above(&self, _: &Site) -> Vec<Page> {
        Vec::new()
    }

    fn description(&self, names: &Names<'_>) -> Option<String> {
        names.site.config.description.as_ref().map(ToString::to_string)
    }

    fn data(&self, site: &Site) -> Vec<File> {
        site.reports.iter().map(|report| File::Report(report.place)).collect()
    }

    fn is_told_to_crawlers(&self) -> bool {
        true
    }
}
