//! A report or a review, as of a view.

use super::{Kind, Names, Page, file};
use crate::address::report_title;
use crate::data::File;
use crate::data::table::Table;
use crate::document::fields::{Counted, ReportKind};
use crate::path::Route;
use crate::site::{DocumentId, ReportId, Site, View};
use crate::theme::Theme;

pub(super) struct Report(pub(super) ReportId, pub(super) View);

impl Report {
    /// Its name, and its template.
    fn kind(&self, site: &Site) -> (&'static str, &'static str) {
        match (site.report(self.0).kind, self.1) {
            (ReportKind::Review, _) => ("review", "review.html"),
            (_, View::Latest) => ("report", "report.html"),
            (_, View::Edition(_)) => ("edition", "edition.html"),
        }
    }
}

impl Kind for Report {
    fn name(&self, site: &Site) -> &'static str {
        self.kind(site).0
    }

    fn template(&self, site: &Site) -> Option<&'static str> {
        Some(self.kind(site).1)
    }

    fn route(&self, site: &Site, _: &Theme) -> Route {
        file(site, self.0, self.1, "index", ".html")
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        document(site, self.0, self.1)
    }

    fn report(&self) -> Option<(ReportId, View)> {
        Some((self.0, self.1))
    }

    fn title(&self, names: &Names<'_>) -> String {
        names.in_view(report_title(names.site, self.0), self.0, self.1)
    }

    fn above(&self, _: &Site) -> Vec<Page> {
        match self.1 {
            View::Latest => vec![Page::Front],
            View::Edition(_) => vec![Page::Front, Page::Report(self.0, View::Latest)],
        }
    }

    /// Its progress; nothing without an edition.
    fn description(&self, names: &Names<'_>) -> Option<String> {
        let Self(id, view) = *self;
        let report = names.site.report(id);
        let title = report_title(names.site, id);
        if report.kind == ReportKind::Review {
            let count = report.recommendations.len().to_string();
            let key = match report.of {
                Some(_) => "descriptions.review",
                None => "descriptions.review-of-none",
            };
            let of = report.of.map(|of| report_title(names.site, of)).unwrap_or_default();
            return Some(names.text(key, &[("title", &title), ("n", &count), ("of", &of)]));
        }
        let date = names.edition_date(id, report.edition_as_of(view)?);
        let totals = &names.facts.rollup(id, view).totals;
        let arguments = [
            ("title", title.as_str()),
            ("done", &totals.done.to_string()),
            ("n", &totals.recommendations.to_string()),
            ("date", &date),
        ];
        let counts_parts =
            names.site.has_parts(id, view) && names.site.counted(id) == Counted::Parts;
        let key = if counts_parts { "descriptions.report-parts" } else { "descriptions.report" };
        Some(names.text(key, &arguments))
    }

    fn data(&self, site: &Site) -> Vec<File> {
        match self.1 {
            View::Latest => {
                let tables = Table::of(site.report(self.0).kind).iter();
                let tables = tables.map(|table| File::Table(self.0, *table));
                [File::Report(self.0)].into_iter().chain(tables).collect()
            }
            View::Edition(edition) => vec![File::Edition(self.0, edition)],
        }
    }

    fn is_told_to_crawlers(&self) -> bool {
        true
    }
}

/// The document with the text of a report or edition.
pub(super) fn document(site: &Site, report: ReportId, view: View) -> Option<DocumentId> {
    let report = site.report(report);
    match view {
        View::Latest => Some(report.document),
        View::Edition(edition) => report.edition(edition).document,
    }
}
