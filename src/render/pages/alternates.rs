//! Other forms of a page, for programs and for those who want to be told.

use super::context::PageContext;
use super::{List, Page, View, report_title, series};
use crate::data::File;
use crate::data::table::Table;
use crate::render::view::AlternateView;
use crate::site::{ReportId, Site};

/// The media type of a feed.
const ATOM: &str = "application/atom+xml";

impl PageContext<'_> {
    /// The data of this page, and the feeds that it is in.
    pub(super) fn alternates(&self) -> Vec<AlternateView> {
        if matches!(self.page, Page::NotFound | Page::Redirect(..)) {
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
        match self.page {
            Page::Front => {
                self.site.reports.iter().map(|report| File::Report(report.place)).collect()
            }
            Page::Report(id, View::Latest) => {
                let tables = Table::of(self.site.report(*id).kind).iter();
                let tables = tables.map(|table| File::Table(*id, *table));
                [File::Report(*id)].into_iter().chain(tables).collect()
            }
            Page::Report(id, View::Edition(edition)) => vec![File::Edition(*id, *edition)],
            Page::Changes(id, edition) => {
                vec![File::Edition(*id, *edition), File::Table(*id, Table::Changes)]
            }
            Page::List(id, List::Overdue | List::Owners) => {
                vec![File::Report(*id), File::Table(*id, Table::Deliverables)]
            }
            Page::List(id, List::References) => vec![File::Report(*id)],
            Page::Recommendation(id, View::Latest) => vec![File::Report(id.report)],
            Page::Recommendation(id, View::Edition(edition)) => {
                vec![File::Edition(id.report, *edition)]
            }
            _ => Vec::new(),
        }
    }

    fn data_alternate(&self, file: File) -> AlternateView {
        let name = file.report().map_or_else(String::new, |report| short_name(self.site, report));
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
            Some(report) => short_name(self.site, report),
            None => self.config().title.to_string(),
        };
        AlternateView {
            media_type: ATOM,
            title: self.text("alternates.feed", &[("name", &name)]),
            url: self.links.page(&Page::Feed(of)),
        }
    }
}

/// What a report is called in a line.
fn short_name(site: &Site, report: ReportId) -> String {
    series(site, report).unwrap_or_else(|| report_title(site, report))
}
