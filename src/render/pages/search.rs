//! The search page.

use crate::address::{Page, report_title};
use crate::document::fields::ReportKind;
use crate::render::context::PageContext;
use crate::render::view::{LinkView, SearchView};
use crate::site::View;

pub(super) fn view(cx: &PageContext<'_>) -> SearchView {
    SearchView {
        index_url: cx.links.page(&Page::SearchIndex),
        texts: cx.strings().table("search"),
        tables: cx
            .site
            .reports
            .iter()
            .map(|report| {
                let page = Page::Report(report.place, View::Latest);
                LinkView {
                    title: report_title(cx.site, report.place),
                    url: match report.kind {
                        ReportKind::Implementation => cx.links.anchored(&page, "recommendations"),
                        ReportKind::Review => cx.links.page(&page),
                    },
                }
            })
            .collect(),
    }
}
