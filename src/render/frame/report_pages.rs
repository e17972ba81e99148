//! The way between the pages of a report.

use crate::address::{List, Page};
use crate::document::fields::ReportKind;
use crate::render::context::PageContext;
use crate::render::view::{ReportPageView, ReportPagesView};
use crate::site::{ReportId, Site, View};

/// The lists of a report that have anything to list.
pub(in crate::render) fn filled(site: &Site, report: ReportId) -> Vec<List> {
    let known = site.report(report);
    let is_filled = |list: &List| match list {
        List::Overdue | List::Owners => known.last_edition().is_some(),
        List::References => refers(site, report),
        List::Data => true,
    };
    List::of(site, known.kind).filter(is_filled).collect()
}

/// Whether a recommendation refers to another one.
fn refers(site: &Site, report: ReportId) -> bool {
    site.shown(report, View::Latest).any(|id| {
        let references = site.refers_to(id, View::Latest);
        references.iter().any(|to| to.target.report == report && to.target != id)
    })
}

impl PageContext<'_> {
    /// The pages of this page's report; `None` outside reports, or without a choice.
    pub(in crate::render) fn report_pages(&self) -> Option<ReportPagesView> {
        let (report, view) = self.page.report().or_else(|| self.report_above())?;
        let mut own = vec![self.report_page("overview", &Page::Report(report, view))];
        let changes = self.changes_in(report, view);
        own.extend(changes.map(|page| self.report_page("changes", &page)));
        let lists = self.lists_of(report).iter();
        let lists: Vec<ReportPageView> =
            lists.map(|list| self.report_page(list.name(), &Page::List(report, *list))).collect();
        let latest = match view {
            View::Latest => {
                own.extend(lists);
                Vec::new()
            }
            View::Edition(_) => lists,
        };
        let report = self.names.short(report);
        (own.len() + latest.len() > 1).then_some(ReportPagesView { report, own, latest })
    }

    /// The lists of a report that have anything to list.
    pub(in crate::render) fn lists_of(&self, report: ReportId) -> &[List] {
        &self.rendering.lists[report.0 as usize]
    }

    /// The changes of a view's edition; for the latest view, of the last one.
    pub(in crate::render) fn changes_in(&self, report: ReportId, view: View) -> Option<Page> {
        let known = self.site.report(report);
        let edition = known.edition_as_of(view)?;
        (known.kind == ReportKind::Implementation).then_some(Page::Changes(report, edition))
    }

    fn report_page(&self, key: &str, page: &Page) -> ReportPageView {
        ReportPageView {
            title: self.text(&format!("report-pages.{key}"), &[]),
            url: self.links.page(page),
            current: page == self.page,
        }
    }

    /// The report that an ordinary page is about.
    fn report_above(&self) -> Option<(ReportId, View)> {
        match (self.page, self.page.kind(|kind| kind.above(self.site)).last()) {
            (Page::Ordinary(_), Some(Page::Report(report, view))) => Some((*report, *view)),
            _ => None,
        }
    }
}
