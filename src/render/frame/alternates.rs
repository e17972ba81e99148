//! Alternates of a page: data files and feeds.

use crate::address::{Canonical, Page};
use crate::data::File;
use crate::media;
use crate::render::context::PageContext;
use crate::render::view::AlternateView;
use crate::site::ReportId;

impl PageContext<'_> {
    /// The data of this page, and the feeds about it.
    pub(in crate::render) fn alternates(&self) -> Vec<AlternateView> {
        // A page with another canonical address, or none, has no alternates.
        if self.page.kind(|kind| kind.canonical() != Canonical::Here) {
            return Vec::new();
        }
        let mut alternates: Vec<AlternateView> =
            self.data_files().into_iter().map(|file| self.data_alternate(file)).collect();
        let own = self.links.report;
        let feeds = self.rendering.list.feeds.iter();
        let feeds = feeds.filter(|of| of.is_none() || **of == own);
        alternates.extend(feeds.map(|of| self.feed_alternate(*of)));
        alternates
    }

    /// The data files with this page's content.
    pub(in crate::render) fn data_files(&self) -> Vec<File> {
        if !self.config().data {
            return Vec::new();
        }
        self.page.kind(|kind| kind.data(self.site))
    }

    fn data_alternate(&self, file: File) -> AlternateView {
        let name = file.report().map_or_else(String::new, |report| self.names.short(report));
        let key = match file {
            File::Report(_) => "report",
            File::Edition(..) => "edition",
            File::Table(_, table) => table.name(),
            File::Schema(_) => "schema",
        };
        let names = self.names.of(file.report());
        AlternateView {
            media_type: file.media_type(),
            title: names.text(&format!("alternates.{key}"), &[("name", &name)]),
            url: self.links.page(&Page::Data(file)),
        }
    }

    fn feed_alternate(&self, of: Option<ReportId>) -> AlternateView {
        let name = match of {
            Some(report) => self.names.short(report),
            None => self.config().title.to_string(),
        };
        AlternateView {
            media_type: media::FEED,
            title: self.text("alternates.feed", &[("name", &name)]),
            url: self.links.page(&Page::Feed(of)),
        }
    }
}
