//! The edition switcher and the citation of a page.

use crate::address::{Listed, Page, report_title};
use crate::document::fields::ReportKind;
use crate::render::context::PageContext;
use crate::render::view::{CiteView, EarlierView, EditionChoiceView, SwitcherView};
use crate::site::{EditionId, ReportId, View};

impl PageContext<'_> {
    /// The editions of the page: all in the latest view; in an edition's, those it knows and the
    /// latest view. `None` without a choice.
    pub(in crate::render) fn switcher(&self) -> Option<SwitcherView> {
        let (report, view) = self.of_editions()?;
        let choice = |view: View| EditionChoiceView {
            title: match view {
                View::Latest => self.text("switcher-latest", &[]),
                View::Edition(edition) => self.edition_named(report, edition),
            },
            url: self.links.page(&self.in_view(report, view)),
            current: view == self.view(),
        };
        let Listed { editions: known, earlier } = Listed::of(self.site, report, view);
        // There are no changes since the last edition.
        let latest = (!matches!(self.page, Page::Changes(..))).then_some(View::Latest);
        let views = known.into_iter().rev().map(View::Edition).filter(|view| self.is_in(*view));
        let choices: Vec<EditionChoiceView> = latest.into_iter().chain(views).map(choice).collect();
        let current = choices.iter().find(|choice| choice.current)?.title.clone();
        let earlier = self.earlier(report, earlier);
        (choices.len() > 1).then_some(SwitcherView { current, choices, earlier })
    }

    /// The link to all editions, if this page does not list them.
    pub(in crate::render) fn earlier(&self, report: ReportId, count: usize) -> Option<EarlierView> {
        let (page, part) = match self.page {
            Page::Recommendation(id, _) => (Page::Recommendation(*id, View::Latest), "history"),
            _ => (Page::Report(report, View::Latest), "history"),
        };
        (count > 0).then(|| EarlierView { count, url: self.links.anchored(&page, part) })
    }

    /// The citation, with the page's permanent address.
    pub(in crate::render) fn cite(&self) -> Option<CiteView> {
        let (report, view) = self.of_editions()?;
        let edition = self.site.report(report).edition_as_of(view)?;
        if !self.is_in(View::Edition(edition)) {
            return None;
        }
        let url = match self.site.doi(report, edition) {
            Some(doi) => doi.url(),
            None => self.absolute(&self.in_view(report, View::Edition(edition))),
        };
        let date = self.edition_date(report, edition).text.clone();
        let report_title = report_title(self.site, report);
        let part = match self.page {
            Page::Recommendation(id, _) => Some(self.names.numbered_in_series(*id, view)),
            Page::Changes(..) => Some(self.text("changes-title", &[])),
            _ => None,
        };
        let title = match part {
            Some(part) => self.text("cite-part", &[("part", &part), ("title", &report_title)]),
            None => report_title,
        };
        let authors: Vec<&str> =
            self.config().authors.iter().map(crate::schema::Text::as_str).collect();
        let separator = self.text("list-separator", &[]);
        let authors = authors.join(&separator);
        let arguments = [("title", &*title), ("date", &*date), ("authors", &*authors)];
        let key = if authors.is_empty() { "cite-text" } else { "cite-text-by" };
        Some(CiteView { text: self.text(key, &arguments), url })
    }

    /// The absolute address by which to cite the page (RFC 8574): that of the edition's DOI, or else
    /// of the page in the edition.
    pub(in crate::render) fn cite_as(&self) -> Option<String> {
        let (report, view) = self.of_editions()?;
        let edition = self.site.report(report).edition_as_of(view)?;
        if !self.is_in(View::Edition(edition)) {
            return None;
        }
        if let Some(doi) = self.site.doi(report, edition) {
            return Some(doi.url());
        }
        let page = self.in_view(report, View::Edition(edition));
        self.links.canonical(&page.route(self.site, self.rendering.theme))
    }

    /// The same for a print document: only that of an edition is cited by itself.
    pub(in crate::render) fn cite_printed_as(&self) -> Option<String> {
        let (report, view) = self.page.report()?;
        let View::Edition(edition) = view else { return None };
        if let Some(doi) = self.site.doi(report, edition) {
            return Some(doi.url());
        }
        let page = Page::Print(report, view);
        self.links.canonical(&page.route(self.site, self.rendering.theme))
    }

    /// The report and view of a page that exists in every edition.
    fn of_editions(&self) -> Option<(ReportId, View)> {
        let (report, view) = match *self.page {
            Page::Report(report, view) => (report, view),
            Page::Recommendation(id, view) => (id.report, view),
            Page::Changes(report, edition) => (report, View::Edition(edition)),
            _ => return None,
        };
        (self.site.report(report).kind == ReportKind::Implementation).then_some((report, view))
    }

    /// Whether the page exists in a view: one about a recommendation may not.
    fn is_in(&self, view: View) -> bool {
        match self.page {
            Page::Recommendation(id, _) => self.site.shows(*id, view),
            _ => true,
        }
    }

    /// The same page in another view.
    fn in_view(&self, report: ReportId, view: View) -> Page {
        match (self.page, view) {
            (Page::Recommendation(id, _), view) => Page::Recommendation(*id, view),
            (Page::Changes(..), View::Edition(edition)) => Page::Changes(report, edition),
            (_, view) => Page::Report(report, view),
        }
    }

    /// An edition's title and date, or the date alone without a title.
    pub(in crate::render) fn edition_named(&self, report: ReportId, edition: EditionId) -> String {
        let title = self.names.edition(report, edition);
        let date = self.edition_date(report, edition);
        if title == date.text {
            return date.text.clone();
        }
        self.text("edition-and-date", &[("title", &title), ("date", &date.text)])
    }
}
