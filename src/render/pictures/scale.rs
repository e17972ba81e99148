//! Time scales: days as percentages of a width that is not known.

use std::iter;

use chrono::{Datelike as _, Months, NaiveDate};

use crate::date::PartialDate;
use crate::render::pictures::lettering;
use crate::render::view::TickView;

/// Width of a narrow screen's track, and of a wide one's, in pixels.
const NARROW: f64 = 280.0;
const WIDE: f64 = 420.0;
/// Type size of labels, and the least space between two.
const TYPE: u32 = 16;
const GAP: f64 = 12.0;
/// Distance between a line and its label.
const INDENT: f64 = 4.0;
/// Maximum distance of a date from the as-of date.
const YEARS: u32 = 10;
/// With more quarters, only labelled lines are drawn.
const MOST_QUARTERS: usize = 12;
/// Months of a quarter, a half-year and a year.
const QUARTER: u32 = 3;
const HALF: u32 = 6;
const YEAR: u32 = 12;

/// Whether a day is close enough to be drawn.
pub(in crate::render) fn is_near(day: NaiveDate, as_of: NaiveDate) -> bool {
    as_of.years_since(day).is_none_or(|years| years < YEARS)
        && day.years_since(as_of).is_none_or(|years| years < YEARS)
}

/// A percentage as an attribute has it, without the sign.
pub(in crate::render) fn percent(at: f64) -> String {
    let text = format!("{at:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Maps days to percentages.
pub(in crate::render) struct Scale {
    pub(in crate::render) from: NaiveDate,
    pub(in crate::render) to: NaiveDate,
}

impl Scale {
    /// From the start of the first month to the end of the last.
    pub(in crate::render) fn over(days: &[NaiveDate]) -> Option<Self> {
        let (first, last) = (days.iter().min()?, days.iter().max()?);
        let from = first.with_day(1)?;
        let to = last.with_day(1)?.checked_add_months(Months::new(1))?;
        Some(Self { from, to })
    }

    /// Where a day is, from 0 to 100.
    pub(in crate::render) fn at(&self, day: NaiveDate) -> f64 {
        let of = (self.to - self.from).num_days().max(1);
        let at = (day - self.from).num_days().clamp(0, of);
        // Twenty years have fewer days than a float has exact integers.
        #[expect(clippy::cast_precision_loss)]
        let (at, of) = (at as f64, of as f64);
        at * 100.0 / of
    }

    /// Lines at quarters, each labelled, or every second, or only years, as space allows. A narrow
    /// screen shows fewer labels. If no label fits, the start is labelled with its month.
    pub(in crate::render) fn ticks(&self, name: impl Fn(PartialDate) -> String) -> Vec<TickView> {
        let months =
            iter::successors(Some(self.from), |day| day.checked_add_months(Months::new(1)));
        let months = months.take_while(|day| *day <= self.to);
        let quarters: Vec<NaiveDate> = months.filter(|day| begins(*day, QUARTER)).collect();
        let label = |day: NaiveDate| {
            let date = if begins(day, YEAR) {
                day.year().to_string()
            } else {
                format!("{}-{:02}", day.year(), day.month())
            };
            PartialDate::parse(&date).map_or(date, &name)
        };
        let labelled = |step: u32| -> Vec<Label> {
            let days = quarters.iter().filter(|day| begins(**day, step));
            days.map(|day| Label::new(self.at(*day), label(*day))).collect()
        };
        let mut labels = [QUARTER, HALF, YEAR]
            .into_iter()
            .map(labelled)
            .find(|labels| kept(labels, WIDE).iter().all(|is_kept| *is_kept))
            .unwrap_or_else(|| labelled(YEAR));
        if labels.is_empty() {
            let month = format!("{}-{:02}", self.from.year(), self.from.month());
            labels.push(Label::new(0.0, PartialDate::parse(&month).map_or(month, &name)));
        }
        let (wide, narrow) = (kept(&labels, WIDE), kept(&labels, NARROW));
        let mut ticks: Vec<(f64, TickView)> = labels
            .into_iter()
            .zip(wide.into_iter().zip(narrow))
            .map(|(label, (wide, narrow))| {
                let text = if wide { label.text } else { String::new() };
                (
                    label.at,
                    TickView { at: percent(label.at), label: text, narrow, ends: label.ends },
                )
            })
            .collect();
        if quarters.len() <= MOST_QUARTERS {
            for day in &quarters {
                let at = self.at(*day);
                if ticks.iter().all(|(known, _)| percent(*known) != percent(at)) {
                    let label = String::new();
                    let line = TickView { at: percent(at), label, narrow: false, ends: false };
                    ticks.push((at, line));
                }
            }
            ticks.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        }
        ticks.into_iter().map(|(_, tick)| tick).collect()
    }
}

/// A label of the axis.
struct Label {
    at: f64,
    text: String,
    /// Whether it ends at its line, not to leave the picture.
    ends: bool,
}

impl Label {
    fn new(at: f64, text: String) -> Self {
        let ends = at * NARROW / 100.0 + INDENT + width(&text) > NARROW;
        Self { at, text, ends }
    }

    /// Where it begins and ends in a picture of a width.
    fn span(&self, of: f64) -> (f64, f64) {
        let (at, width) = (self.at * of / 100.0, width(&self.text));
        if self.ends {
            (at - INDENT - width, at - INDENT)
        } else {
            (at + INDENT, at + INDENT + width)
        }
    }
}

/// Which labels have room in a picture of a width, from the first one.
fn kept(labels: &[Label], of: f64) -> Vec<bool> {
    let mut free = 0.0;
    let has_room = |label: &Label| {
        let (start, end) = label.span(of);
        let has_room = start >= free && end <= of;
        if has_room {
            free = end + GAP;
        }
        has_room
    };
    labels.iter().map(has_room).collect()
}

fn width(text: &str) -> f64 {
    f64::from(lettering::width(text, TYPE))
}

/// Whether a period of so many months begins on this day.
fn begins(day: NaiveDate, months: u32) -> bool {
    day.month0().is_multiple_of(months)
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
        let scale = Scale::over(&days).unwrap();
        let places = [scale.from, days[0], days[2], days[1], scale.to].map(|day| scale.at(day));
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!([percent(places[0]), percent(places[4])], ["0", "100"]);
        // To scale: a year is twice as long as its half.
        let scale = Scale::over(&[day("2015-01-01"), day("2015-12-31")]).unwrap();
        assert_eq!(percent(scale.at(day("2015-07-02"))), "49.86");
        assert_eq!(percent(12.5), "12.5");
    }

    #[test]
    fn words_of_the_axis_have_room() {
        #[track_caller]
        fn case(until: &str, name: fn(PartialDate) -> String, expected: &[&str], narrow: &[&str]) {
            let scale = Scale::over(&[day("2015-06-30"), day(until)]).unwrap();
            let ticks = scale.ticks(name);
            let labels = |is: fn(&&TickView) -> bool| -> Vec<&str> {
                ticks.iter().filter(is).map(|tick| tick.label.as_str()).collect()
            };
            assert_eq!(labels(|tick| !tick.label.is_empty()), expected, "{until}");
            assert_eq!(labels(|tick| tick.narrow), narrow, "{until}");
        }
        let short: fn(PartialDate) -> String = |date| date.to_string();
        let long: fn(PartialDate) -> String = |date| format!("the month {date}");
        case("2015-06-30", long, &["the month 2015-07"], &["the month 2015-07"]);
        case("2016-03-31", short, &["2015-07", "2016"], &["2015-07", "2016"]);
        case("2016-09-30", long, &["the month 2016"], &["the month 2016"]);
        case("2018-09-30", short, &["2016", "2017", "2018"], &["2016", "2017", "2018"]);
        let squares: fn(PartialDate) -> String = |date| format!("第三四半期の{date}");
        case(
            "2017-12-31",
            squares,
            &["第三四半期の2016", "第三四半期の2018"],
            &["第三四半期の2016"],
        );
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
