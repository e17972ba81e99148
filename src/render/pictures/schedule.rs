//! Chart of dates: promises, slips, overdue deliverables.

use std::iter;

use chrono::{Datelike as _, Months, NaiveDate};

use crate::address::editions_known;
use crate::date::PartialDate;
use crate::document::content::{Deliverable, Update};
use crate::document::fields::Completion;
use crate::facts::Promise;
use crate::render::context::PageContext;
use crate::render::pictures::lettering;
use crate::render::view::{ScheduleRowView, ScheduleView, SpanView, TickView};
use crate::site::{DeliverableId, DocumentId, RecommendationId, ReportId};

/// Width of the chart.
const WIDTH: u32 = 960;
/// Distance between rows.
const ROW: u32 = 26;
/// Space above the rows, for axis labels.
const TOP: u32 = 44;
/// Space below the rows.
const BOTTOM: u32 = 10;
/// Space on the right for the last label.
const RIGHT: u32 = 60;
/// Width of row labels.
const LABELS: u32 = 220;
/// Their type size, and the gap to the marks.
const LABEL_TYPE: u32 = 13;
const MARK: u32 = 10;
/// Type size of axis labels.
const TICK_TYPE: u32 = 12;
/// Gap between a tick and its label, and after it.
const TICK_GAP: u32 = 10;
/// Maximum distance of a date from the as-of date.
const YEARS: u32 = 10;
/// With more quarters, only labelled ticks are marked, even if there is no room for the label.
const MOST_QUARTERS: usize = 10;
/// Months of a quarter, a half-year and a year.
const QUARTER: u32 = 3;
const HALF: u32 = 6;
const YEAR: u32 = 12;

/// The dates of a deliverable or milestone.
pub(in crate::render) struct Row {
    pub(in crate::render) label: String,
    pub(in crate::render) first: Option<PartialDate>,
    pub(in crate::render) current: Option<PartialDate>,
    pub(in crate::render) completed: Option<PartialDate>,
    pub(in crate::render) overdue: bool,
    pub(in crate::render) milestone: bool,
}

impl Row {
    fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        [self.first, self.current, self.completed].into_iter().flatten().map(PartialDate::last_day)
    }
}

/// The dated milestones of an update, and its deliverables in the page's view.
pub(in crate::render) fn of_update(
    cx: &PageContext<'_>,
    id: RecommendationId,
    document: DocumentId,
    update: &Update,
) -> Option<ScheduleView> {
    let milestones = update.milestones.iter().filter_map(|milestone| {
        let date = milestone.date.as_ref()?.value;
        Some(Row {
            label: milestone.label.to_string(),
            first: Some(date),
            current: None,
            completed: None,
            overdue: false,
            milestone: true,
        })
    });
    let counted = cx.facts.rows_of(id, cx.view());
    let deliverables = update.deliverables.iter().zip(0..).map(|(deliverable, row)| {
        let row = DeliverableId { document, row };
        let promise = cx.facts.promise(row);
        let number = (row.row + 1).to_string();
        Row {
            label: cx.text("schedule-deliverable", &[("number", &number)]),
            first: promise.as_ref().map(|promise| promise.first),
            current: promise.as_ref().map(Promise::current),
            completed: completion(deliverable),
            overdue: counted.iter().any(|counted| counted.id == row && counted.days_overdue > 0),
            milestone: false,
        }
    });
    let rows: Vec<Row> = milestones.chain(deliverables).collect();
    lay_out(cx, id.report, LABELS, &rows)
}

/// Completion date of a deliverable, if known.
pub(in crate::render) fn completion(deliverable: &Deliverable) -> Option<PartialDate> {
    match deliverable.completed.as_ref()?.value {
        Completion::On(date) => Some(date),
        Completion::Open | Completion::Done => None,
    }
}

/// The rows with dates; `None` without any. `labels` is the width of row labels.
pub(in crate::render) fn lay_out(
    cx: &PageContext<'_>,
    report: ReportId,
    labels: u32,
    rows: &[Row],
) -> Option<ScheduleView> {
    let known = cx.site.report(report);
    let as_of = known.edition(known.edition_as_of(cx.view())?).date;
    let near = |day: &NaiveDate| is_near(*day, as_of);
    let rows: Vec<&Row> = rows.iter().filter(|row| row.dates().any(|day| near(&day))).collect();
    let editions: Vec<NaiveDate> = editions_known(cx.site, report, cx.view())
        .into_iter()
        .map(|edition| known.edition(edition).date)
        .filter(near)
        .collect();
    if rows.is_empty() {
        return None;
    }
    let days = rows.iter().flat_map(|row| row.dates()).filter(near);
    let days: Vec<NaiveDate> = days.chain(editions.iter().copied()).chain([as_of]).collect();
    let scale = Scale::over(&days, labels)?;
    let tick = |day: NaiveDate| TickView { x: scale.x(day), label: cx.date(day).text };
    let height = ROW * u32::try_from(rows.len()).unwrap_or(u32::MAX / ROW / 2);
    Some(ScheduleView {
        width: WIDTH,
        height: TOP + height + BOTTOM,
        top: TOP,
        bottom: TOP + height,
        ticks: scale.ticks(|date| cx.strings().date(date)),
        editions: editions.into_iter().map(tick).collect(),
        as_of: Some(tick(as_of)),
        rows: rows.into_iter().zip(0..).map(|(row, place)| scale.row(row, place, as_of)).collect(),
    })
}

fn is_near(day: NaiveDate, as_of: NaiveDate) -> bool {
    as_of.years_since(day).is_none_or(|years| years < YEARS)
        && day.years_since(as_of).is_none_or(|years| years < YEARS)
}

/// Maps days to x coordinates.
struct Scale {
    from: NaiveDate,
    to: NaiveDate,
    left: u32,
}

impl Scale {
    /// From the start of the first month to the end of the last.
    fn over(days: &[NaiveDate], left: u32) -> Option<Self> {
        let (first, last) = (days.iter().min()?, days.iter().max()?);
        let from = first.with_day(1)?;
        let to = last.with_day(1)?.checked_add_months(Months::new(1))?;
        Some(Self { from, to, left })
    }

    fn x(&self, day: NaiveDate) -> u32 {
        let of = (self.to - self.from).num_days().max(1);
        let at = (day - self.from).num_days().clamp(0, of);
        let room = i64::from(WIDTH - RIGHT - self.left);
        self.left + u32::try_from(at * room / of).unwrap_or(0)
    }

    fn row(&self, row: &Row, place: u32, as_of: NaiveDate) -> ScheduleRowView {
        let at = |date: Option<PartialDate>| {
            let day = date.map(PartialDate::last_day).filter(|day| is_near(*day, as_of))?;
            Some(self.x(day))
        };
        let middle = TOP + place * ROW + ROW / 2;
        let first = at(row.first);
        ScheduleRowView {
            label: lettering::shortened(&row.label, self.left - MARK, LABEL_TYPE),
            y: middle + 5,
            middle,
            first,
            revised: at(row.current).filter(|revised| Some(*revised) != first),
            completed: at(row.completed),
            late: first
                .filter(|_| row.overdue)
                .map(|from| SpanView { from, length: self.x(as_of).saturating_sub(from) }),
            milestone: row.milestone,
        }
    }

    /// Ticks at quarters: each labelled, or every second, or only years, as space allows. With many
    /// quarters, only labelled ones. If no label fits, the start is labelled with its month.
    fn ticks(&self, name: impl Fn(PartialDate) -> String) -> Vec<TickView> {
        let months =
            iter::successors(Some(self.from), |day| day.checked_add_months(Months::new(1)));
        let months = months.take_while(|day| *day <= self.to);
        let quarters: Vec<NaiveDate> = months.filter(|day| begins(*day, QUARTER)).collect();
        let called = |date: String| PartialDate::parse(&date).map_or(date, &name);
        let named = |step| {
            let days = quarters.iter().filter(move |day| begins(**day, step));
            let tick = |day: &NaiveDate| {
                let date = if step == YEAR {
                    day.year().to_string()
                } else {
                    format!("{}-Q{}", day.year(), day.month0() / QUARTER + 1)
                };
                TickView { x: self.x(*day), label: called(date) }
            };
            (step, days.map(tick).collect::<Vec<_>>())
        };
        let has_room = |(_, ticks): &(u32, Vec<TickView>)| {
            ticks.windows(2).all(|pair| pair[0].x + width(&pair[0].label) <= pair[1].x)
        };
        let mut steps = [QUARTER, HALF].into_iter().map(named).filter(has_room);
        let (step, mut ticks) = steps.next().unwrap_or_else(|| named(YEAR));
        let mut free = 0;
        for tick in &mut ticks {
            let end = tick.x + width(&tick.label);
            if tick.x >= free && end <= WIDTH {
                free = end;
            } else {
                tick.label.clear();
            }
        }
        if quarters.len() <= MOST_QUARTERS {
            let others = quarters.iter().filter(|day| !begins(**day, step));
            ticks.extend(others.map(|day| TickView { x: self.x(*day), label: String::new() }));
            ticks.sort_by_key(|tick| tick.x);
        }
        if ticks.iter().all(|tick| tick.label.is_empty()) {
            let month = format!("{}-{:02}", self.from.year(), self.from.month());
            ticks.insert(0, TickView { x: self.left, label: called(month) });
        }
        ticks
    }
}

/// Whether a period of so many months begins on this day.
fn begins(day: NaiveDate, months: u32) -> bool {
    day.month0().is_multiple_of(months)
}

/// Width of an axis label with its gaps.
fn width(words: &str) -> u32 {
    lettering::width(words, TICK_TYPE) + TICK_GAP
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_stand_in_order_and_inside() {
        let days = ["2015-06-30", "2016-06-30", "2015-11-30"].map(day);
        let scale = Scale::over(&days, 100).unwrap();
        let places = [scale.from, days[0], days[2], days[1], scale.to].map(|day| scale.x(day));
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!((places[0], places[4]), (100, WIDTH - RIGHT));
    }

    #[test]
    fn words_of_the_axis_have_room() {
        #[track_caller]
        fn case(until: &str, name: fn(PartialDate) -> String, expected: &[&str]) {
            let scale = Scale::over(&[day("2015-06-30"), day(until)], 220).unwrap();
            let ticks = scale.ticks(name);
            let mut free = 0;
            for tick in ticks.iter().filter(|tick| !tick.label.is_empty()) {
                assert!(tick.x >= free, "{until}: {ticks:?}");
                free = tick.x + width(&tick.label);
            }
            assert!(free <= WIDTH, "{until}: {ticks:?}");
            let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
            assert_eq!(labels, expected, "{until}");
        }
        let short: fn(PartialDate) -> String = |date| date.to_string();
        let long: fn(PartialDate) -> String = |date| format!("the quarter {date}");
        case("2015-06-30", long, &["the quarter 2015-06", ""]);
        case("2015-07-31", long, &["the quarter 2015-Q3"]);
        let every_second =
            ["the quarter 2015-Q3", "", "the quarter 2016-Q1", "", "the quarter 2016-Q3", ""];
        case("2016-09-30", long, &every_second);
        case("2016-03-31", short, &["2015-Q3", "2015-Q4", "2016-Q1", ""]);
        let longer: fn(PartialDate) -> String = |date| format!("what was then {date}");
        let years = ["", "", "what was then 2016", "", "", "", "what was then 2017", "", "", ""];
        case("2017-09-30", longer, &years);
        case("2018-09-30", long, &["the quarter 2016", "the quarter 2017", "the quarter 2018"]);
        let squares: fn(PartialDate) -> String = |date| format!("第三四半期の{date}");
        let every_second =
            ["第三四半期の2015-Q3", "", "第三四半期の2016-Q1", "", "第三四半期の2016-Q3", "", ""];
        case("2016-12-31", squares, &every_second);
    }

    #[test]
    fn dates_far_away_are_left_out() {
        #[track_caller]
        fn case(date: &str, expected: bool) {
            assert_eq!(is_near(day(date), day("2016-06-30")), expected, "{date}");
        }
        case("2016-06-30", true);
        case("2007-01-01", true);
        case("2025-12-31", true);
        case("2106-03-31", false);
        case("1999-12-31", false);
    }
}
