//! The matrix of recommendations and recent editions.

use std::cmp::Reverse;

use crate::address::{Listed, Page};
use crate::render::context::PageContext;
use crate::render::view::{CellView, MatrixRowView, MatrixView};
use crate::site::{EditionId, RecommendationId, ReportId, View};

/// Maximum number of rows: a cell is a link with a name, and a page of thousands loads slowly.
const MOST: usize = 300;

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
    let shown = chosen(cx, report, &editions);
    Some(MatrixView {
        editions: editions.iter().map(|edition| cx.edition_link(report, *edition, None)).collect(),
        earlier,
        of: cx.site.report(report).recommendations.len(),
        rows: shown.into_iter().map(row).collect(),
    })
}

/// The recommendations in the matrix, in order: of many, those whose status moved most often.
fn chosen(cx: &PageContext<'_>, report: ReportId, editions: &[EditionId]) -> Vec<RecommendationId> {
    let mut ids: Vec<RecommendationId> = cx.site.report(report).listed(cx.view()).to_vec();
    if ids.len() <= MOST {
        return ids;
    }
    let status = |id, edition| {
        let state = cx.facts.state(id, View::Edition(edition));
        state.status().map(|shown| &shown.status.id)
    };
    let moves = |id: &RecommendationId| {
        let pairs = editions.windows(2);
        Reverse(pairs.filter(|pair| status(*id, pair[0]) != status(*id, pair[1])).count())
    };
    ids.sort_by_cached_key(moves);
    ids.truncate(MOST);
    let known = cx.site.report(report);
    ids.sort_by_cached_key(|id| known.place_of(*id, cx.view()));
    ids
}

fn cell(cx: &PageContext<'_>, id: RecommendationId, edition: EditionId) -> CellView {
    let view = View::Edition(edition);
    CellView {
        url: cx.links.page(&Page::Recommendation(id, view)),
        status: cx.status_of(id, view).filter(|_| cx.site.shows(id, view)),
        reported: cx.site.shows(id, view) && cx.site.is_updated_in(id, edition),
    }
}
