//! What a page is about in a sentence, for search engines and for those who share its address.

use super::context::PageContext;
use super::{List, Page, ReportId, View, report_title, series};
use crate::document::Content;
use crate::document::fields::ReportKind;
use crate::site::{EditionId, RecommendationId};

impl PageContext<'_> {
    /// The author's own words where there are any, else what the page holds; `None` for ordinary
    /// pages without, and for what is no page of content.
    pub(super) fn description(&self) -> Option<String> {
        self.written_description().or_else(|| match *self.page {
            Page::Report(report, view) => self.report_described(report, view),
            Page::Recommendation(id, view) => Some(self.recommendation_described(id, view)),
            Page::Changes(report, edition) => Some(self.changes_described(report, edition)),
            Page::List(report, list) => Some(self.list_described(report, list)),
            Page::Search => {
                let site = self.config().title.as_str();
                Some(self.text("descriptions.search", &[("site", site)]))
            }
            _ => None,
        })
    }

    fn written_description(&self) -> Option<String> {
        let own = self.page.document(self.site).and_then(|document| {
            match &self.site.document(document).content {
                Content::Page(page) => page.description.as_ref(),
                Content::Report(report) => report.description.as_ref(),
                Content::Edition(edition) => edition.summary.as_ref(),
                _ => None,
            }
        });
        let own = match self.page {
            Page::Front => own.or(self.config().description.as_ref()),
            _ => own,
        };
        own.map(ToString::to_string)
    }

    /// How far a report is; of one without any edition there is nothing to say.
    fn report_described(&self, report: ReportId, view: View) -> Option<String> {
        let known = self.site.report(report);
        let title = report_title(self.site, report);
        if known.kind == ReportKind::Review {
            let count = known.recommendations.len().to_string();
            let key = match known.of {
                Some(_) => "descriptions.review",
                None => "descriptions.review-of-none",
            };
            let of = known.of.map(|of| report_title(self.site, of)).unwrap_or_default();
            return Some(self.text(key, &[("title", &title), ("n", &count), ("of", &of)]));
        }
        let edition = known.edition_as_of(view)?;
        let totals = &self.facts.rollup(report, view).totals;
        let date = self.edition_date(report, edition).text;
        let arguments = [
            ("title", title.as_str()),
            ("done", &totals.done.to_string()),
            ("n", &totals.recommendations.to_string()),
            ("date", &date),
        ];
        Some(self.text("descriptions.report", &arguments))
    }

    fn recommendation_described(&self, id: RecommendationId, view: View) -> String {
        let title = match series(self.site, id.report) {
            Some(series) => format!("{series} {}", self.numbered_title(id)),
            None => self.numbered_title(id),
        };
        let Some(shown) = self.facts.status(id, view) else {
            return self.text("descriptions.not-reported", &[("title", &title)]);
        };
        // An inherited status is as old as the update that it comes from.
        let source = shown.inherited_from.unwrap_or(id);
        let day = self.site.carried(source, view).and_then(|(_, update)| self.site.as_of(update));
        let date = day.map(|day| self.date(day).text).unwrap_or_default();
        let status = shown.status.label.as_str();
        let arguments = [("title", title.as_str()), ("status", status), ("date", &date)];
        self.text("descriptions.recommendation", &arguments)
    }

    fn changes_described(&self, report: ReportId, edition: EditionId) -> String {
        let title = report_title(self.site, report);
        let date = self.edition_date(report, edition).text;
        self.text("descriptions.changes", &[("title", &title), ("date", &date)])
    }

    fn list_described(&self, report: ReportId, list: List) -> String {
        let key = format!("descriptions.{}", list.name());
        self.text(&key, &[("title", &report_title(self.site, report))])
    }
}
