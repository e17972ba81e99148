//! The changes page of an edition.

use super::{Kind, Names, Page, file, report};
use crate::address::report_title;
use crate::data::File;
use crate::data::table::Table;
use crate::path::Route;
use crate::site::{DocumentId, EditionId, ReportId, Site, View};
use crate::theme::Theme;

pub(super) struct Changes(pub(super) ReportId, pub(super) EditionId);

impl Kind for Changes {
    fn name(&self, _: &Site) -> &'static str {
        "changes"
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some("changes.html")
    }

    fn route(&self, site: &Site, _: &Theme) -> Route {
        file(site, self.0, View::Edition(self.1), "changes", ".html")
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        report::document(site, self.0, View::Edition(self.1))
    }

    fn report(&self) -> Option<(ReportId, View)> {
        Some((self.0, View::Edition(self.1)))
    }

    fn title(&self, names: &Names<'_>) -> String {
        names.in_view(names.text("changes-title", &[]), self.0, View::Edition(self.1))
    }

    fn above(&self, _: &Site) -> Vec<Page> {
        let report = |view| Page::Report(self.0, view);
        vec![Page::Front, report(View::Latest), report(View::Edition(self.1))]
    }

    fn description(&self, names: &Names<'_>) -> Option<String> {
        let title = report_title(names.site, self.0);
        let date = names.edition_date(self.0, self.1);
        Some(names.text("descriptions.changes", &[("title", &title), ("date", &date)]))
    }

    fn data(&self, _: &Site) -> Vec<File> {
        vec![
            File::Edition(self.0, self.1),
            File::Table(self.0, Table::Changes),
            File::Table(self.0, Table::Slips),
        ]
    }

    fn is_told_to_crawlers(&self) -> bool {
        true
    }
}
