//! Progress over editions.

use crate::render::context::PageContext;
use crate::render::view::{EarlierView, EditionTotalsView, ProgressView, SinceView};
use crate::site::ReportId;

/// The editions listed on the page, oldest first; `None` without an edition.
pub(super) fn view(
    cx: &PageContext<'_>,
    mut editions: Vec<EditionTotalsView>,
    earlier: Option<EarlierView>,
) -> Option<ProgressView> {
    if editions.is_empty() {
        return None;
    }
    editions.reverse();
    Some(ProgressView { title: title(cx, &editions), editions, earlier })
}

/// What the course of an edition's count shows. The editions are newest first.
fn title(cx: &PageContext<'_>, editions: &[EditionTotalsView]) -> String {
    let done: Vec<usize> = editions.iter().map(|edition| edition.totals.done).collect();
    let ([last, .., first], [.., oldest]) = (&*done, editions) else {
        return cx.text("progress-heading", &[]);
    };
    // The first edition with the last one's count.
    let unmoved = done.iter().take_while(|count| *count == last).count();
    if let Some(edition) = editions.get(unmoved - 1).filter(|_| unmoved > 1) {
        return cx.text("progress-unmoved", &[("date", &edition.edition.date.text)]);
    }
    let moved = if last > first { "progress-more" } else { "progress-fewer" };
    let count = last.abs_diff(*first).to_string();
    cx.text(moved, &[("n", &count), ("date", &oldest.edition.date.text)])
}

/// What became of recommendations since the previous edition; `None` without one.
pub(in crate::render::pages) fn since(cx: &PageContext<'_>, report: ReportId) -> Option<SinceView> {
    let before = cx.site.report(report).edition_as_of(cx.view())?.before()?;
    let turned = cx.facts.turned(report, before, cx.view());
    let date = cx.edition_date(report, before).text.clone();
    let sentence = |key: &str, count: usize| {
        let key = if count == 0 { format!("{key}-none") } else { key.to_owned() };
        cx.text(&key, &[("n", &count.to_string()), ("date", &date)])
    };
    Some(SinceView {
        done: sentence("since-done", turned.done),
        undone: (turned.undone > 0).then(|| sentence("since-undone", turned.undone)),
        late: sentence("since-late", turned.late),
    })
}
