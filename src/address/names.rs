//! Titles of pages and of their subjects, in the site's language.

use super::shortened::shortened;
use super::{Page, Wordings};
use crate::date::PartialDate;
use crate::document::Content;
use crate::facts::Facts;
use crate::item::Item;
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, Site, View};
use crate::theme::Strings;

/// A site, its facts and the strings of its theme.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its facts.
    pub facts: &'a Facts,
    /// The theme in the words of each report.
    pub wordings: &'a Wordings,
    /// The theme's strings, in the words of a report or of the whole site.
    pub strings: &'a Strings,
}

/// The title of a report.
pub fn report_title(site: &Site, report: ReportId) -> String {
    match &site.document(site.report(report).document).content {
        Content::Report(report) => report.title.to_string(),
        _ => String::new(),
    }
}

/// The short name of a report.
pub fn series(site: &Site, report: ReportId) -> Option<String> {
    match &site.document(site.report(report).document).content {
        Content::Report(report) => report.series.as_ref().map(ToString::to_string),
        _ => None,
    }
}

/// The title of an ordinary page.
pub fn page_title(site: &Site, document: DocumentId) -> String {
    match &site.document(document).content {
        Content::Page(page) => page.title.to_string(),
        _ => String::new(),
    }
}

impl<'a> Names<'a> {
    /// The names in the words of a report, or of the whole site.
    #[must_use]
    pub fn of(&self, report: Option<ReportId>) -> Names<'a> {
        Names { strings: self.wordings.of(report).strings(), ..*self }
    }

    /// What a report calls its recommendations.
    pub fn item(&self, report: ReportId) -> &'a Item {
        &self.wordings.of(Some(report)).item
    }

    /// A string of the theme; the key itself if missing, to be noticed.
    pub fn text(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.strings.text_or_key(key, arguments)
    }

    /// A date in the site's language.
    pub fn date(&self, date: impl Into<PartialDate>) -> String {
        self.strings.date(date.into())
    }

    /// The title of a page in a list, where a long one is shortened.
    pub fn page_in_list(&self, page: &Page) -> String {
        match page {
            Page::Recommendation(id, view) => {
                self.in_view(self.numbered_short(*id, *view), id.report, *view)
            }
            _ => self.page(page),
        }
    }

    /// The title of a page.
    pub fn page(&self, page: &Page) -> String {
        let names = self.of_page(page);
        page.kind(|kind| kind.title(&names))
    }

    /// A one-sentence description: the author's, if any.
    pub fn description(&self, page: &Page) -> Option<String> {
        let document = page.document(self.site).map(|document| self.site.document(document));
        let own = document.and_then(|document| match &document.content {
            Content::Page(page) => page.description.as_ref(),
            Content::Report(report) => report.description.as_ref(),
            Content::Edition(edition) => edition.summary.as_ref(),
            _ => None,
        });
        own.map(ToString::to_string).or_else(|| {
            let names = self.of_page(page);
            page.kind(|kind| kind.description(&names))
        })
    }

    fn of_page(&self, page: &Page) -> Names<'a> {
        self.of(page.report().map(|(report, _)| report))
    }

    /// A report's series, or else its title.
    pub fn short(&self, report: ReportId) -> String {
        series(self.site, report).unwrap_or_else(|| report_title(self.site, report))
    }

    /// An edition's title, or else its date.
    pub fn edition(&self, report: ReportId, edition: EditionId) -> String {
        let edition = self.site.report(report).edition(edition);
        let document = edition.document.map(|document| self.site.document(document));
        match document.map(|document| &document.content) {
            Some(Content::Edition(front_matter)) if *front_matter.title != *edition.id => {
                front_matter.title.to_string()
            }
            _ => self.date(edition.date),
        }
    }

    /// The date of an edition.
    pub fn edition_date(&self, report: ReportId, edition: EditionId) -> String {
        self.date(self.site.report(report).edition(edition).date)
    }

    /// A page title with that of the edition, if any.
    pub fn in_view(&self, title: String, report: ReportId, view: View) -> String {
        match view {
            View::Latest => title,
            View::Edition(edition) => {
                let edition = self.edition(report, edition);
                self.text("title-in-edition", &[("title", &title), ("edition", &edition)])
            }
        }
    }

    /// "Recommendation 25".
    pub fn numbered(&self, id: RecommendationId, view: View) -> String {
        let number = self.site.number(id, view).as_str();
        self.of(Some(id.report)).text("recommendation", &[("number", number)])
    }

    /// "SSR1 Recommendation 25".
    pub fn numbered_in_series(&self, id: RecommendationId, view: View) -> String {
        let number = self.site.number(id, view).as_str();
        match series(self.site, id.report) {
            Some(series) => {
                let arguments = [("series", &*series), ("number", number)];
                self.of(Some(id.report)).text("recommendation-of-series", &arguments)
            }
            None => self.numbered(id, view),
        }
    }

    /// "Recommendation 25: Mechanisms for identifying risks".
    pub fn numbered_title(&self, id: RecommendationId, view: View) -> String {
        self.titled(id, view, &self.recommendation(id, view))
    }

    /// "Recommendation 25: Identifying risks", with its short title.
    pub fn numbered_short(&self, id: RecommendationId, view: View) -> String {
        self.titled(id, view, &self.short_title(id, view))
    }

    fn titled(&self, id: RecommendationId, view: View, title: &str) -> String {
        let number = self.site.number(id, view).as_str();
        let arguments = [("number", number), ("title", title)];
        self.of(Some(id.report)).text("recommendation-titled", &arguments)
    }

    /// "Mechanisms for identifying risks"; empty for an entry of a review.
    pub fn recommendation(&self, id: RecommendationId, view: View) -> String {
        self.site.title(id, view).map_or_else(String::new, ToString::to_string)
    }

    /// "Identifying risks": the short title, or else the title, shortened if it is long. For tables,
    /// navigation and charts.
    pub fn short_title(&self, id: RecommendationId, view: View) -> String {
        let title = self.site.short_title(id, view).map_or_else(String::new, ToString::to_string);
        match shortened(&title) {
            Some(beginning) => self.text("shortened", &[("beginning", beginning)]),
            None => title,
        }
    }
}
