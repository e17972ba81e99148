//! A list of a whole report as of its last edition.

use super::{Kind, List, Names, Page, file};
use crate::address::report_title;
use crate::data::File;
use crate::data::table::Table;
use crate::path::Route;
use crate::site::{DocumentId, Report, ReportId, Site, View};
use crate::theme::Theme;

pub(super) struct OfReport(pub(super) ReportId, pub(super) List);

impl Kind for OfReport {
    fn name(&self, _: &Site) -> &'static str {
        self.1.name()
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some(match self.1 {
            List::Overdue => "overdue.html",
            List::Owners => "owners.html",
            List::References => "references.html",
            List::Data => "data.html",
        })
    }

    fn route(&self, site: &Site, _: &Theme) -> Route {
        file(site, self.0, View::Latest, self.1.name(), ".html")
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        Some(site.report(self.0).document)
    }

    fn report(&self) -> Option<(ReportId, View)> {
        Some((self.0, View::Latest))
    }

    fn title(&self, names: &Names<'_>) -> String {
        let title = names.text(&format!("lists.{}", self.1.name()), &[]);
        let has_it = |report: &&Report| List::of(names.site, report.kind).any(|it| it == self.1);
        if names.site.reports.iter().filter(has_it).count() < 2 {
            return title;
        }
        names.text("list-of-report", &[("list", &title), ("report", &names.short(self.0))])
    }

    fn above(&self, _: &Site) -> Vec<Page> {
        vec![Page::Front, Page::Report(self.0, View::Latest)]
    }

    fn description(&self, names: &Names<'_>) -> Option<String> {
        let title = report_title(names.site, self.0);
        Some(names.text(&format!("descriptions.{}", self.1.name()), &[("title", &title)]))
    }

    fn data(&self, _: &Site) -> Vec<File> {
        match self.1 {
            List::Overdue => vec![
                File::Report(self.0),
                File::Table(self.0, Table::Deliverables),
                File::Table(self.0, Table::Slips),
            ],
            List::Owners => vec![
                File::Report(self.0),
                File::Table(self.0, Table::Parties),
                File::Table(self.0, Table::Deliverables),
            ],
            // The page of the data lists every file.
            List::References | List::Data => vec![File::Report(self.0)],
        }
    }

    fn is_told_to_crawlers(&self) -> bool {
        true
    }
}
