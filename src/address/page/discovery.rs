//! Files for programs: data, feeds, sitemaps and `robots.txt`.

use super::{Kind, ReadAt, file};
use crate::data;
use crate::media::{self, Shown};
use crate::path::Route;
use crate::site::{DocumentId, ReportId, Site, View};
use crate::theme::Theme;

pub(super) struct Data(pub(super) data::File);

pub(super) struct Feed(pub(super) Option<ReportId>);

pub(super) struct Sitemap(pub(super) Option<usize>);

pub(super) struct Robots;

impl Kind for Data {
    fn route(&self, site: &Site, _: &Theme) -> Route {
        self.0.route(site)
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        match self.0 {
            data::File::Edition(report, edition) => site.report(report).edition(edition).document,
            file => file.report().map(|report| site.report(report).document),
        }
    }

    fn report(&self) -> Option<(ReportId, View)> {
        Some(match self.0 {
            data::File::Edition(report, edition) => (report, View::Edition(edition)),
            file => (file.report()?, View::Latest),
        })
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read_at(&self) -> ReadAt {
        ReadAt::AnyAddress
    }
}

impl Kind for Feed {
    fn route(&self, site: &Site, _: &Theme) -> Route {
        match self.0 {
            Some(report) => file(site, report, View::Latest, "feed", ".xml"),
            None => Route::new("feed.xml"),
        }
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        self.0.map(|report| site.report(report).document)
    }

    fn report(&self) -> Option<(ReportId, View)> {
        Some((self.0?, View::Latest))
    }

    fn media(&self, _: &Route) -> (&'static str, Shown) {
        (media::FEED, Shown::InPlace)
    }

    fn read_at(&self) -> ReadAt {
        ReadAt::AnyAddress
    }
}

impl Kind for Sitemap {
    fn route(&self, _: &Site, _: &Theme) -> Route {
        match self.0 {
            Some(part) => Route::new(format!("sitemap-{part}.xml")),
            None => Route::new("sitemap.xml"),
        }
    }

    fn is_streamed(&self) -> bool {
        true
    }
}

impl Kind for Robots {
    fn route(&self, _: &Site, _: &Theme) -> Route {
        Route::new("robots.txt")
    }
}
