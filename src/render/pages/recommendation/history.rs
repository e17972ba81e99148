//! The history of a recommendation: its editions, newest first.

use crate::render::context::PageContext;
use crate::render::view::{HistoryRunView, HistoryView};
use crate::site::{EditionId, RecommendationId, View};

/// The editions of a page, given oldest first. Several without a change are one run, so that a page
/// can fold them; the page's own edition is in none.
pub(super) fn runs(
    cx: &PageContext<'_>,
    id: RecommendationId,
    editions: Vec<EditionId>,
) -> Vec<HistoryRunView> {
    let shown = editions.into_iter().rev();
    let shown = shown.filter(|edition| cx.site.shows(id, View::Edition(*edition)));
    let mut runs: Vec<(bool, Vec<HistoryView>)> = Vec::new();
    for edition in shown {
        let entry = entry(cx, id, edition);
        let is_quiet = !entry.current && cx.facts.movement(id, edition).is_none();
        match runs.last_mut() {
            Some((true, entries)) if is_quiet => entries.push(entry),
            _ => runs.push((is_quiet, vec![entry])),
        }
    }
    let run = |(is_quiet, entries): (bool, Vec<HistoryView>)| HistoryRunView {
        folded: is_quiet && entries.len() > 1,
        entries,
    };
    runs.into_iter().map(run).collect()
}

fn entry(cx: &PageContext<'_>, id: RecommendationId, edition: EditionId) -> HistoryView {
    let view = View::Edition(edition);
    let carried = cx.site.carried(id, view);
    let (moved, silent) = match cx.view() {
        View::Latest if !cx.on_paper() => cx.moved(id, edition),
        _ => (Vec::new(), false),
    };
    HistoryView {
        edition: cx.edition_link(id.report, edition, Some(id)),
        status: cx.shown_status(id, view),
        as_of: carried.map(|(from, document)| cx.as_of(id.report, from, document)),
        reported: carried.is_some_and(|(from, _)| from == edition),
        current: cx.view() == view,
        moved,
        silent,
    }
}
