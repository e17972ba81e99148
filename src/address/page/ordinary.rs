//! An ordinary page.

use super::{Kind, Names, Page, below_content};
use crate::address::page_title;
use crate::path::Route;
use crate::site::{DocumentId, Site, View};
use crate::theme::Theme;

pub(super) struct Ordinary(pub(super) DocumentId);

impl Kind for Ordinary {
    fn name(&self, _: &Site) -> &'static str {
        "page"
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some("page.html")
    }

    fn route(&self, site: &Site, _: &Theme) -> Route {
        let path = &site.document(self.0).path;
        let below = below_content(site, path);
        let (directory, name) = below.split_at(below.len() - path.name().len());
        Route::new(match name.strip_suffix(".md").unwrap_or(name) {
            "_index" => format!("{directory}index.html"),
            stem => format!("{directory}{stem}.html"),
        })
    }

    fn document(&self, _: &Site) -> Option<DocumentId> {
        Some(self.0)
    }

    fn title(&self, names: &Names<'_>) -> String {
        page_title(names.site, self.0)
    }

    /// A page in a report's directory is below the report.
    fn above(&self, site: &Site) -> Vec<Page> {
        let below = site.document(self.0).path.below(&site.config.content).unwrap_or_default();
        let of = below
            .split_once('/')
            .and_then(|(directory, _)| site.reports.iter().find(|report| &*report.id == directory));
        let of = of.map(|report| Page::Report(report.place, View::Latest));
        [Page::Front].into_iter().chain(of).collect()
    }

    fn is_told_to_crawlers(&self) -> bool {
        true
    }
}
