//! The matrix of recommendations and recent editions.

use crate::address::{Listed, Page};
use crate::render::context::PageContext;
use crate::render::view::{CellView, MatrixRowView, MatrixView};
use crate::site::{EditionId, RecommendationId, ReportId, View};

/// The last editions in the page's view; `None` without any.
pub(super) fn view(cx: &PageContext<'_>, report: ReportId) -> Option<MatrixView> {
    let Listed { editions, earlier } = Listed::last(cx.site, report, cx.view());
    if editions.is_empty() {
        return None;
    }
    let row = |id: RecommendationId| MatrixRowView {
        number: cx.site.number(id, cx.view()).to_string(),
        title: cx.names.short_title(id, cx.view()),
        level: cx.site.level(id, cx.view()),
        url: cx.links.page(&Page::Recommendation(id, cx.view())),
        cells: editions.iter().map(|edition| cell(cx, id, *edition)).collect(),
    };
    Some(MatrixView {
        editions: editions.iter().map(|edition| cx.edition_link(report, *edition, None)).collect(),
        earlier,
        rows: cx.site.report(report).listed(cx.view()).iter().copied().map(row).collect(),
    })
}

fn cell(cx: &PageContext<'_>, id: RecommendationId, edition: EditionId) -> CellView {
    let view = View::Edition(edition);
    let carried = cx.site.carried(id, view);
    CellView {
        url: cx.links.page(&Page::Recommendation(id, view)),
        status: cx.status_of(id, view),
        reported: carried.is_some_and(|(from, _)| from == edition),
    }
}
