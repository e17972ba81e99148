//! The site map: every page for people, once, with recommendations in the latest view.

use serde::Serialize;

use crate::address::{List, Page, report_title};
use crate::document::fields::ReportKind;
use crate::render::context::PageContext;
use crate::render::view::{EditionLinkView, ItemView, LinkView};
use crate::site::{EditionId, Report, View};

/// All pages that people read. Recommendations are in the latest view.
#[derive(Serialize)]
pub(super) struct SiteMapView {
    /// Reports and reviews.
    reports: Vec<MappedReportView>,
    /// Pages that belong to none of them.
    pages: Vec<LinkView>,
}

/// A report or a review on the map.
#[derive(Serialize)]
struct MappedReportView {
    /// Its title.
    title: String,
    /// Its address.
    url: String,
    /// Its lists, the print page, and ordinary pages in its directory.
    pages: Vec<LinkView>,
    /// What it calls its recommendations.
    item: ItemView,
    /// Its recommendations, or the entries of a review.
    recommendations: Vec<LinkView>,
    /// Its editions, newest first.
    editions: Vec<MappedEditionView>,
}

/// An edition on the map.
#[derive(Serialize)]
struct MappedEditionView {
    /// The edition.
    edition: EditionLinkView,
    /// Its changes and its print page.
    pages: Vec<LinkView>,
}

pub(super) fn view(cx: &PageContext<'_>) -> SiteMapView {
    let search = cx.config().search.then_some(Page::Search);
    let own = ordinary(cx, None).chain(search);
    SiteMapView {
        reports: cx.site.reports.iter().map(|report| mapped(cx, report)).collect(),
        pages: own.map(|page| link(cx, &page)).collect(),
    }
}

fn mapped(cx: &PageContext<'_>, report: &Report) -> MappedReportView {
    let place = report.place;
    let latest = Page::Report(place, View::Latest);
    let is_tracked = report.kind == ReportKind::Implementation;
    let lists = List::of(cx.site, report.kind).map(|list| link(cx, &Page::List(place, list)));
    let own = ordinary(cx, Some(&latest)).map(|page| link(cx, &page));
    let recommendation = |id| match report.kind {
        ReportKind::Implementation => link(cx, &Page::Recommendation(id, View::Latest)),
        ReportKind::Review => cx.entry_link(id, View::Latest),
    };
    let edition = |edition: EditionId| {
        let changes = is_tracked.then(|| link(cx, &Page::Changes(place, edition)));
        let print = printed(cx, report, View::Edition(edition));
        MappedEditionView {
            edition: cx.edition_link(place, edition, None),
            pages: changes.into_iter().chain(print).collect(),
        }
    };
    MappedReportView {
        title: report_title(cx.site, place),
        url: cx.links.page(&latest),
        pages: lists.chain(printed(cx, report, View::Latest)).chain(own).collect(),
        item: cx.item(place),
        recommendations: report.listed(View::Latest).iter().copied().map(recommendation).collect(),
        editions: report.edition_ids().rev().map(edition).collect(),
    }
}

/// The ordinary pages below a report, or outside reports.
fn ordinary(cx: &PageContext<'_>, report: Option<&Page>) -> impl Iterator<Item = Page> {
    cx.site.pages.iter().map(|document| Page::Ordinary(*document)).filter(move |page| {
        let above = page.kind(|kind| kind.above(cx.site));
        above.last().filter(|above| **above != Page::Front) == report
    })
}

/// The print page of a report as of a view, if any.
fn printed(cx: &PageContext<'_>, report: &Report, view: View) -> Option<LinkView> {
    let is_printed = cx.config().print && report.kind == ReportKind::Implementation;
    is_printed.then(|| LinkView {
        title: cx.text("to-print", &[]),
        url: cx.links.page(&Page::Print(report.place, view)),
    })
}

fn link(cx: &PageContext<'_>, page: &Page) -> LinkView {
    LinkView { title: cx.names.page_in_list(page), url: cx.links.page(page) }
}
