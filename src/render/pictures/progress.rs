//! Chart of progress over editions.

use std::ops::Range;

use crate::render::pictures::lettering;
use crate::render::view::{
    ColumnPartView, ColumnView, EarlierView, EditionTotalsView, ProgressView, Shared, StatusView,
    TotalsView, WordsView,
};

/// Width of the chart, in user units.
const WIDTH: u32 = 640;
/// Height of a column.
const COLUMN_HEIGHT: u32 = 220;
/// Space above the columns.
const TOP: u32 = 8;
/// Space below them, for dates.
const BOTTOM: u32 = 30;
/// Maximum width of a column.
const WIDEST: u32 = 96;
/// Type size of dates. Narrow screens show only the first and last, larger.
const TYPE: u32 = 14;
const NARROW_TYPE: u32 = 20;
/// Type size of numbers on narrow screens.
const NUMBER_TYPE: u32 = 16;
/// Space between dates.
const DATE_GAP: u32 = 10;
/// Height needed for a number.
const NUMBER_HEIGHT: u32 = 16;

/// The editions listed on the page, oldest first; `None` without an edition or counts.
pub(in crate::render) fn view(
    editions: &[EditionTotalsView],
    earlier: Option<EarlierView>,
) -> Option<ProgressView> {
    let count = u32::try_from(editions.len()).ok().filter(|count| *count > 0)?;
    if editions.iter().all(|edition| edition.totals.recommendations == 0) {
        return None;
    }
    let places = columns(count, |place| editions[place].edition.date.text.clone());
    let dated = dated(&places);
    let columns =
        editions.iter().zip(&places).zip(dated).map(|((edition, place), dated)| ColumnView {
            edition: edition.edition.clone(),
            x: place.x,
            width: place.width,
            middle: place.middle,
            date: dated.then(|| place.words()),
            parts: parts(&edition.totals, place.width),
        });
    Some(ProgressView {
        width: WIDTH,
        height: TOP + COLUMN_HEIGHT + BOTTOM,
        base: TOP + COLUMN_HEIGHT,
        columns: columns.collect(),
        editions: editions.to_vec(),
        earlier,
    })
}

/// A column's position and date.
struct Column {
    x: u32,
    width: u32,
    middle: u32,
    date: String,
}

impl Column {
    /// Centred below the column, or aligned with the edge of the chart.
    fn words(&self) -> WordsView {
        let half = lettering::width(&self.date, NARROW_TYPE) / 2;
        let (x, anchor) = if self.middle < half {
            (self.x, "start")
        } else if self.middle + half > WIDTH {
            (self.x + self.width, "end")
        } else {
            (self.middle, "middle")
        };
        WordsView { x, anchor }
    }

    /// The horizontal extent of the date in this type size.
    fn reach(&self, type_size: u32) -> (u32, u32) {
        let width = lettering::width(&self.date, type_size);
        let WordsView { x, anchor } = self.words();
        let from = match anchor {
            "start" => x,
            "middle" => x.saturating_sub(width / 2),
            _ => x.saturating_sub(width),
        };
        (from, from + width)
    }
}

/// Lays out columns side by side.
fn columns(count: u32, date: impl Fn(usize) -> String) -> Vec<Column> {
    let step = (WIDTH / count).max(1);
    let width = (step * 3 / 4).clamp(1, WIDEST);
    let column = |(place, index): (u32, usize)| {
        let middle = step * place + step / 2;
        Column { x: middle - width / 2, width, middle, date: date(index) }
    };
    (0..count).zip(0..).map(column).collect()
}

/// The columns with dates: the first, if it fits beside the last on a narrow screen; of the others
/// every nth, counted from the last.
fn dated(columns: &[Column]) -> Vec<bool> {
    let apart = |pair: [&Column; 2], type_size| {
        let [(_, end), (start, _)] = pair.map(|column| column.reach(type_size));
        end + DATE_GAP <= start
    };
    let count = columns.len();
    let has_room = |every: &usize| {
        let dated: Vec<&Column> = columns.iter().rev().step_by(*every).collect();
        dated.windows(2).all(|pair| apart([pair[1], pair[0]], TYPE))
    };
    let every = (1..count).find(has_room).unwrap_or(count);
    let mut dated: Vec<bool> =
        (0..count).rev().map(|from_last| from_last.is_multiple_of(every)).collect();
    if let ([first, between @ .., last], [first_dated, others @ ..]) = (columns, &mut *dated) {
        *first_dated = apart([first, last], NARROW_TYPE);
        for (column, dated) in between.iter().zip(others) {
            *dated &= !*first_dated || apart([first, column], TYPE);
        }
    }
    dated
}

/// The parts of a column of this width, from the bottom: statuses in order of the vocabulary, then
/// not yet reported.
fn parts(totals: &TotalsView, width: u32) -> Vec<ColumnPartView> {
    let counts = totals.statuses.iter().map(|entry| (Some(&entry.status), entry.count));
    let counts = counts.chain([(None, totals.not_reported)]).filter(|(_, count)| *count > 0);
    let mut below = 0;
    let mut parts = Vec::new();
    for (status, count) in counts {
        let lower = height(below, totals.recommendations);
        below += count;
        let upper = height(below, totals.recommendations);
        parts.push(part(status, count, lower..upper, width));
    }
    parts
}

/// Height of a count. Rounds edges rather than heights, to avoid gaps.
fn height(count: usize, of: usize) -> u32 {
    let height = count * COLUMN_HEIGHT as usize / of.max(1);
    u32::try_from(height).unwrap_or(COLUMN_HEIGHT)
}

fn part(
    status: Option<&Shared<StatusView>>,
    count: usize,
    place: Range<u32>,
    width: u32,
) -> ColumnPartView {
    let y = TOP + COLUMN_HEIGHT - place.end;
    let height = place.end - place.start;
    let fits =
        height >= NUMBER_HEIGHT && lettering::width(&count.to_string(), NUMBER_TYPE) <= width;
    ColumnPartView {
        status: status.cloned(),
        count,
        y,
        height,
        number_y: fits.then_some(y + height / 2 + 5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_room() {
        for count in 1..=80 {
            let dates = ["30 June 2015", "30 September 2015", "2016"];
            let columns = columns(count, |index| dates[index % dates.len()].to_owned());
            let dated = dated(&columns);
            let shown = || columns.iter().zip(&dated).filter(|(_, dated)| **dated);
            let mut free = 0;
            for (column, _) in shown() {
                let (from, to) = column.reach(TYPE);
                assert!(free <= from && to <= WIDTH, "{count}: {from} to {to} after {free}");
                free = to + 1;
            }
            assert_eq!(dated.last(), Some(&true), "{count}");
            assert!(count > 4 || shown().count() == columns.len(), "{count}: {dated:?}");
            assert!(count < 9 || shown().count() > 2, "{count}: {dated:?}");
        }
    }

    #[test]
    fn the_first_date_has_room_beside_the_last() {
        let long = |count| dated(&columns(count, |_| "30 September of the year 2015".to_owned()));
        assert_eq!(long(2), [false, true]);
        let short = |count| dated(&columns(count, |_| "2015-09-30".to_owned()));
        assert_eq!(short(2), [true, true]);
        assert_eq!(short(26).iter().filter(|dated| **dated).count(), 5);
        assert!(short(26)[0]);
    }
}
