//! Progress over editions, laid out for a picture.

use crate::render::view::{
    ColumnPartView, ColumnView, EditionTotalsView, ProgressView, Shared, StatusView, TotalsView,
};

/// Width of the picture, in its own units.
const WIDTH: u32 = 640;
/// Height of a column of all recommendations.
const COLUMN_HEIGHT: u32 = 220;
/// Room above the columns.
const TOP: u32 = 8;
/// Room below them, for the date.
const BOTTOM: u32 = 30;
/// The widest that a column gets.
const WIDEST: u32 = 96;
/// Room that a date needs.
const DATE_WIDTH: u32 = 110;
/// Room that a number needs.
const NUMBER_HEIGHT: u32 = 16;

/// The editions known in the view of the page, oldest first; `None` where there is none, or nothing to count.
pub(super) fn view(editions: &[EditionTotalsView]) -> Option<ProgressView> {
    let count = u32::try_from(editions.len()).ok().filter(|count| *count > 0)?;
    if editions.iter().all(|edition| edition.totals.recommendations == 0) {
        return None;
    }
    let step = (WIDTH / count).max(1);
    let width = (step * 3 / 4).clamp(1, WIDEST);
    // Of many dates only every second, third and so on has room. The last one always has it.
    let every = DATE_WIDTH.div_ceil(step);
    let columns = editions.iter().zip(0..).map(|(edition, place)| {
        let middle = step * place + step / 2;
        ColumnView {
            edition: edition.edition.clone(),
            x: middle - width / 2,
            width,
            middle,
            dated: (count - 1 - place).is_multiple_of(every),
            parts: parts(&edition.totals),
        }
    });
    Some(ProgressView {
        width: WIDTH,
        height: TOP + COLUMN_HEIGHT + BOTTOM,
        base: TOP + COLUMN_HEIGHT,
        columns: columns.collect(),
        editions: editions.to_vec(),
    })
}

/// Statuses from below, in the order of the vocabulary, and above them what is not reported yet.
fn parts(totals: &TotalsView) -> Vec<ColumnPartView> {
    let counts = totals.statuses.iter().map(|entry| (Some(&entry.status), entry.count));
    let counts = counts.chain([(None, totals.not_reported)]).filter(|(_, count)| *count > 0);
    let mut below = 0;
    let mut parts = Vec::new();
    for (status, count) in counts {
        let lower = height(below, totals.recommendations);
        below += count;
        parts.push(part(status, count, lower, height(below, totals.recommendations)));
    }
    parts
}

/// How high so many of all are. Edges are rounded, not heights, so that parts have no gaps.
fn height(count: usize, of: usize) -> u32 {
    let height = count * COLUMN_HEIGHT as usize / of.max(1);
    u32::try_from(height).unwrap_or(COLUMN_HEIGHT)
}

fn part(
    status: Option<&Shared<StatusView>>,
    count: usize,
    lower: u32,
    upper: u32,
) -> ColumnPartView {
    let base = TOP + COLUMN_HEIGHT;
    let height = upper - lower;
    ColumnPartView {
        status: status.cloned(),
        count,
        y: base - upper,
        height,
        number_y: (height >= NUMBER_HEIGHT).then(|| base - upper + height / 2 + 5),
    }
}
