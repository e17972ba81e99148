//! The front page, ordinary pages and redirects.

use crate::address::{Page, page_title, report_title, series};
use crate::document::fields::ReportKind;
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::prose::Scope;
use crate::render::view::{
    ContentView, FrontView, LinkView, Made, RedirectView, ReportCardView, ReviewCardView,
};
use crate::site::{DocumentId, View};

pub(super) fn view(cx: &PageContext<'_>) -> Result<FrontView, Failure> {
    let site = cx.site;
    let title = match site.front {
        Some(document) => page_title(site, document),
        None => cx.config().title.to_string(),
    };
    let body = match site.front {
        Some(document) => cx.body(document, Scope::PAGE)?,
        None => Made::default(),
    };
    let of_kind = |kind| site.reports.iter().filter(move |report| report.kind == kind);
    let url = |report| cx.links.page(&Page::Report(report, View::Latest));
    Ok(FrontView {
        title,
        body,
        reports: of_kind(ReportKind::Implementation)
            .map(|report| ReportCardView {
                title: report_title(site, report.place),
                series: series(site, report.place),
                url: url(report.place),
                last_edition: report
                    .last_edition()
                    .map(|edition| cx.edition_link(report.place, edition, None)),
                item: cx.item(report.place),
                totals: cx.totals_in(report.place, View::Latest),
            })
            .collect(),
        reviews: of_kind(ReportKind::Review)
            .map(|review| ReviewCardView {
                title: report_title(site, review.place),
                series: series(site, review.place),
                url: url(review.place),
                of: review.of.map(|of| LinkView { title: report_title(site, of), url: url(of) }),
                item: cx.item(review.place),
                entries: review.recommendations.len(),
                recommendations: review.of.map_or(0, |of| site.report(of).recommendations.len()),
            })
            .collect(),
    })
}

pub(super) fn content(cx: &PageContext<'_>, document: DocumentId) -> Result<ContentView, Failure> {
    let (body, sections) = cx.page_body(document)?;
    Ok(ContentView { title: page_title(cx.site, document), body, sections })
}

pub(super) fn redirect(cx: &PageContext<'_>, target: &Page) -> RedirectView {
    let target = LinkView { title: cx.names.page(target), url: cx.links.page(target) };
    RedirectView { target, archived: false }
}

/// The same, for a page at the target's own address in an archive that does not hold the target.
pub(super) fn stand_in(cx: &PageContext<'_>, target: &Page) -> RedirectView {
    let target = LinkView { title: cx.names.page(target), url: cx.absolute(target) };
    RedirectView { target, archived: true }
}
