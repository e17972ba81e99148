//! A report as of a view.

use crate::address::{Listed, Page, page_title, report_title, series};
use crate::document::Content;
use crate::document::fields::Counted;
use crate::facts::Totals;
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::prose::Scope;
use crate::render::view::{
    CountView, EditionTotalsView, EditionView, LinkView, Made, ReportView, TotalsView,
};
use crate::site::{EditionId, ReportId, View};

mod course;
mod progress;
mod table;

use course::Courses;
pub(in crate::render::pages) use progress::since;
use table::{MOST_GROUPS, Table};

pub(super) fn view(cx: &PageContext<'_>, id: ReportId) -> Result<ReportView, Failure> {
    let site = cx.site;
    let report = site.report(id);
    let latest = cx.view() == View::Latest;
    let Listed { editions, earlier } = Listed::of(site, id, cx.view());
    let course: Vec<EditionTotalsView> =
        editions.into_iter().map(|edition| cx.edition_totals(id, edition)).collect();
    let rollup = cx.facts.rollup(id, cx.view());
    let courses = Courses::new(cx, id);
    let table = Table::new(cx, id);
    Ok(ReportView {
        title: report_title(site, id),
        series: series(site, id),
        url: cx.links.page(&Page::Report(id, View::Latest)),
        body: if latest { cx.body(report.document, Scope::PAGE)? } else { Made::default() },
        edition: match cx.view() {
            View::Edition(edition) => Some(cx.edition(id, edition)?),
            View::Latest => None,
        },
        last_edition: report
            .last_edition()
            .filter(|_| latest)
            .map(|edition| cx.edition_link(id, edition, None)),
        listed: site.shown(id, cx.view()).count(),
        totals: cx.totals(id, &rollup.totals),
        progress: progress::view(cx, course, cx.earlier(id, earlier)),
        since: progress::since(cx, id),
        movement: cx.movement(id),
        late: cx.late(id),
        print_url: cx.config().print.then(|| cx.links.page(&Page::Print(id, cx.view()))),
        courses: courses.view(cx, id),
        groups_listed: rollup.groups.len().min(MOST_GROUPS),
        groups: table.groups(cx, &courses, &rollup.groups),
        parties: table.parties(),
        priorities: table.priorities(),
        tags: table::tags(cx, id),
        has_expected: site.shown(id, cx.view()).any(|id| site.expected(id, cx.view()).is_some()),
        legend: cx.legend(id),
        reviews: site
            .reviews_of(id)
            .filter(|_| latest)
            .map(|review| LinkView {
                title: report_title(site, review.place),
                url: cx.links.page(&Page::Report(review.place, View::Latest)),
            })
            .collect(),
        pages: if latest { pages(cx, id) } else { Vec::new() },
    })
}

/// The ordinary pages in the report's directory.
fn pages(cx: &PageContext<'_>, id: ReportId) -> Vec<LinkView> {
    let directory = cx.config().content.join(&cx.site.report(id).id);
    cx.site
        .pages
        .iter()
        .filter(|page| cx.site.document(**page).path.below(&directory).is_some())
        .map(|page| LinkView {
            title: page_title(cx.site, *page),
            url: cx.links.page(&Page::Ordinary(*page)),
        })
        .collect()
}

impl PageContext<'_> {
    pub(super) fn totals(&self, report: ReportId, totals: &Totals) -> TotalsView {
        let count = |place: usize| totals.statuses.get(place).copied().unwrap_or_default();
        let unstated =
            self.facts.may_be_unstated(report, self.view_of(report)).then(|| CountView {
                status: self.rendering.statuses.not_stated(self.on_paper()),
                count: totals.not_stated,
            });
        TotalsView {
            recommendations: totals.recommendations,
            counted: self.counted(report).map(Counted::word),
            statuses: self
                .site
                .vocabulary(report, self.view_of(report))
                .filter_map(|(place, status)| {
                    Some(CountView { status: self.status(status)?, count: count(place) })
                })
                .chain(unstated)
                .collect(),
            not_reported: totals.not_reported,
            done: totals.done,
            done_percent: totals.done_percent(),
            late: totals.late,
            late_stated: totals.late - totals.late_by_date,
            late_by_date: totals.late_by_date,
            with_overdue: totals.with_overdue,
        }
    }

    /// What the totals of a report count; `None` if it has no parts.
    pub(super) fn counted(&self, report: ReportId) -> Option<Counted> {
        let has_parts = self.site.has_parts(report, self.view_of(report));
        has_parts.then(|| self.site.counted(report))
    }

    /// Counts of a whole report by status as of a view.
    pub(super) fn totals_in(&self, report: ReportId, view: View) -> TotalsView {
        self.totals(report, &self.facts.rollup(report, view).totals)
    }

    pub(super) fn edition_totals(&self, report: ReportId, edition: EditionId) -> EditionTotalsView {
        EditionTotalsView {
            edition: self.edition_link(report, edition, None),
            summary: self.edition_summary(report, edition),
            reported: self.reported(report, edition),
            totals: self.totals_in(report, View::Edition(edition)),
        }
    }

    pub(in crate::render) fn edition_summary(
        &self,
        report: ReportId,
        edition: EditionId,
    ) -> Option<String> {
        let document = self.site.report(report).edition(edition).document?;
        match &self.site.document(document).content {
            Content::Edition(edition) => edition.summary.as_ref().map(ToString::to_string),
            _ => None,
        }
    }

    /// Number of an edition's own updates.
    fn reported(&self, report: ReportId, edition: EditionId) -> usize {
        let of_edition = |updates: &[(EditionId, _)]| {
            updates.binary_search_by_key(&edition, |(edition, _)| *edition).is_ok()
        };
        let shown = self.site.shown(report, View::Edition(edition));
        shown.filter(|id| of_edition(&self.site.recommendation(*id).updates)).count()
    }

    /// The edition of this page.
    pub(super) fn edition(&self, report: ReportId, id: EditionId) -> Result<EditionView, Failure> {
        let known = self.site.report(report);
        let edition = known.edition(id);
        Ok(EditionView {
            id: edition.id.to_string(),
            title: self.names.edition(report, id),
            date: self.date(edition.date),
            summary: self.edition_summary(report, id),
            body: match edition.document {
                Some(document) => self.body(document, Scope::PAGE)?,
                None => Made::default(),
            },
            corrections: self.edition_corrections(report, id)?,
            reported: self.reported(report, id),
            previous: id.before().map(|previous| self.edition_link(report, previous, None)),
            later_exists: known.last_edition() != Some(id),
            next_url: known
                .after(id)
                .map(|next| self.links.page(&Page::Report(report, View::Edition(next)))),
            latest_url: self.links.page(&Page::Report(report, View::Latest)),
        })
    }
}
