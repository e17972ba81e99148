//! The same page in other editions, and how a page is cited.

use super::context::PageContext;
use super::{Page, ReportId, View, report_title, series};
use crate::document::fields::ReportKind;
use crate::render::page::editions_known;
use crate::render::view::{CiteView, EditionChoiceView, SwitcherView};
use crate::site::EditionId;

impl PageContext<'_> {
    /// The editions in which the page can be read: all of them from the latest view, and from that of an
    /// edition those it knows of and the latest view. `None` where there is nothing to choose.
    pub(super) fn switcher(&self) -> Option<SwitcherView> {
        let (report, view) = self.of_editions()?;
        let choice = |view: View| EditionChoiceView {
            title: match view {
                View::Latest => self.text("switcher-latest", &[]),
                View::Edition(edition) => self.edition_named(report, edition),
            },
            url: self.links.page(&self.in_view(report, view)),
            current: view == self.view(),
        };
        let known = editions_known(self.site, report, view);
        // There is no page of what changed since the last edition.
        let latest = (!matches!(self.page, Page::Changes(..))).then_some(View::Latest);
        let views = known.into_iter().rev().map(View::Edition);
        let choices: Vec<EditionChoiceView> = latest.into_iter().chain(views).map(choice).collect();
        let current = choices.iter().find(|choice| choice.current)?.title.clone();
        (choices.len() > 1).then_some(SwitcherView { current, choices })
    }

    /// How the page is cited: by the address that will always say the same.
    pub(super) fn cite(&self) -> Option<CiteView> {
        let (report, view) = self.of_editions()?;
        let edition = match view {
            View::Edition(edition) => edition,
            View::Latest => self.site.report(report).last_edition()?,
        };
        let page = self.in_view(report, View::Edition(edition));
        let url = self.absolute(&page);
        let date = self.date(self.site.report(report).edition(edition).date).text;
        let report_title = report_title(self.site, report);
        let title = match self.page {
            Page::Recommendation(id, _) => {
                let number = self.site.recommendation(*id).number.as_str();
                let name = match series(self.site, report) {
                    Some(series) => self.text(
                        "recommendation-of-series",
                        &[("series", &series), ("number", number)],
                    ),
                    None => self.numbered(*id),
                };
                self.text("cite-part", &[("part", &name), ("title", &report_title)])
            }
            Page::Changes(..) => {
                let name = self.text("changes-title", &[]);
                self.text("cite-part", &[("part", &name), ("title", &report_title)])
            }
            _ => report_title,
        };
        let authors: Vec<&str> =
            self.config().authors.iter().map(crate::schema::Text::as_str).collect();
        let separator = self.text("list-separator", &[]);
        let authors = authors.join(&separator);
        let arguments = [("title", &*title), ("date", &*date), ("authors", &*authors)];
        let key = if authors.is_empty() { "cite-text" } else { "cite-text-by" };
        Some(CiteView { text: self.text(key, &arguments), url })
    }

    /// The report and the view of a page that every edition has.
    fn of_editions(&self) -> Option<(ReportId, View)> {
        let (report, view) = match *self.page {
            Page::Report(report, view) => (report, view),
            Page::Recommendation(id, view) => (id.report, view),
            Page::Changes(report, edition) => (report, View::Edition(edition)),
            _ => return None,
        };
        (self.site.report(report).kind == ReportKind::Implementation).then_some((report, view))
    }

    /// The same page in another view.
    fn in_view(&self, report: ReportId, view: View) -> Page {
        match (self.page, view) {
            (Page::Recommendation(id, _), view) => Page::Recommendation(*id, view),
            (Page::Changes(..), View::Edition(edition)) => Page::Changes(report, edition),
            (_, view) => Page::Report(report, view),
        }
    }

    fn edition_named(&self, report: ReportId, edition: EditionId) -> String {
        let date = self.date(self.site.report(report).edition(edition).date).text;
        let title = self.edition_title(report, edition);
        if title == date {
            return date;
        }
        self.text("edition-and-date", &[("title", &title), ("date", &date)])
    }
}
