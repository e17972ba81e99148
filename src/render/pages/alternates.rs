//! Other forms of a page, for programs and for those who want to be told.

use super::Page;
use super::context::PageContext;
use crate::address::Canonical;
use crate::data::File;
use crate::media;
use crate::render::view::AlternateView;
use crate::site::ReportId;

impl PageContext<'_> {
    /// The data of this page, and the feeds that it is in.
    pub(super) fn alternates(&self) -> Vec<AlternateView> {
        // What is found at another address, or at none, has no other forms.
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

    /// The files of data with what this page shows.
    pub(super) fn data_files(&self) -> Vec<File> {
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
        AlternateView {
            media_type: file.media_type(),
            title: self.text(&format!("alternates.{key}"), &[("name", &name)]),
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
