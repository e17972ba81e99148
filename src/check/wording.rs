//! Lists of recommendations, and dates, in messages.

use std::fmt;
use std::ops::RangeInclusive;

use crate::date::{DateParts, PartialDate};
use crate::item::Called;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The same with its preposition: "in June 2016", "on 30 June 2016".
pub(super) fn on(day: impl Into<PartialDate>) -> String {
    let day = day.into();
    let preposition = if matches!(day.parts(), DateParts::Day { .. }) { "on" } else { "in" };
    format!("{preposition} {}", date(day))
}

/// A date as people read it: "2016", "the third quarter of 2016", "June 2016", "30 June 2016".
pub fn date(date: impl Into<PartialDate>) -> String {
    let month = |month: u8| MONTHS[usize::from(month).saturating_sub(1) % 12];
    match date.into().parts() {
        DateParts::Year { year } => year.to_string(),
        DateParts::Quarter { year, quarter } => {
            let quarter =
                ["first", "second", "third", "fourth"][usize::from(quarter.max(1) - 1) % 4];
            format!("the {quarter} quarter of {year}")
        }
        DateParts::Month { year, month: number } => format!("{} {year}", month(number)),
        DateParts::Day { year, month: number, day } => format!("{day} {} {year}", month(number)),
    }
}

/// Maximum number of items named.
const MOST: usize = 20;

/// Recommendations by their numbers: "recommendation 17", "recommendations 4, 7 and 9 to 12".
#[derive(Clone, Debug)]
pub(super) struct Recommendations<'c> {
    called: Called<'c>,
    /// The named numbers and ranges.
    items: Vec<String>,
    /// Number of recommendations not named.
    more: usize,
    plural: bool,
}

impl<'c> Recommendations<'c> {
    /// Single numbers.
    pub(super) fn each<'a>(
        called: Called<'c>,
        numbers: impl ExactSizeIterator<Item = &'a str>,
    ) -> Self {
        let count = numbers.len();
        let named = if count > MOST + 1 { MOST } else { count };
        let items = numbers.take(named).map(str::to_owned).collect();
        Self { called, items, more: count - named, plural: count > 1 }
    }

    /// Ranges; those of three or more are named by their ends. `label` formats a number.
    pub(super) fn ranges<'a>(
        called: Called<'c>,
        ranges: &[RangeInclusive<u32>],
        label: impl Fn(u32) -> std::borrow::Cow<'a, str>,
    ) -> Self {
        let length = |range: &RangeInclusive<u32>| (range.end() - range.start()) as usize + 1;
        let mut items = Vec::new();
        let mut named = 0;
        for range in ranges.iter().take(MOST) {
            let (first, last) = (label(*range.start()), label(*range.end()));
            match length(range) {
                1 => items.push(first.into_owned()),
                2 => items.extend([first.into_owned(), last.into_owned()]),
                _ => items.push(format!("{first} to {last}")),
            }
            named += length(range);
        }
        let count: usize = ranges.iter().map(length).sum();
        Self { called, items, more: count - named, plural: count > 1 }
    }

    /// Whether the verb is plural.
    pub(super) fn is_plural(&self) -> bool {
        self.plural
    }
}

impl fmt::Display for Recommendations<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Called { one, other } = self.called;
        write!(f, "{} ", if self.plural { other } else { one })?;
        let more = (self.more > 0).then(|| format!("{} more", self.more));
        let items: Vec<&str> = self.items.iter().chain(&more).map(String::as_str).collect();
        match items.as_slice() {
            [] => Ok(()),
            [only] => f.write_str(only),
            [first @ .., last] => write!(f, "{} and {last}", first.join(", ")),
        }
    }
}

/// Merges sorted numbers into ranges.
pub(super) fn in_ranges(numbers: impl IntoIterator<Item = u32>) -> Vec<RangeInclusive<u32>> {
    let mut ranges: Vec<RangeInclusive<u32>> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some(range) if range.end().checked_add(1) == Some(number) => {
                *range = *range.start()..=number;
            }
            _ => ranges.push(number..=number),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        #[track_caller]
        fn case(written: &str, expected: &str) {
            assert_eq!(PartialDate::parse(written).map(date).as_deref(), Some(expected));
        }
        case("2016", "2016");
        case("2016-Q3", "the third quarter of 2016");
        case("2015-12", "December 2015");
        case("2016-06-30", "30 June 2016");
    }

    #[test]
    fn ranges() {
        #[track_caller]
        fn case(numbers: &[u32], expected: &str) {
            let ranges = in_ranges(numbers.iter().copied());
            let text = Recommendations::ranges(Called::default(), &ranges, |number| {
                number.to_string().into()
            });
            assert_eq!(text.to_string(), expected);
        }
        case(&[17], "recommendation 17");
        case(&[4, 7], "recommendations 4 and 7");
        case(&[4, 5], "recommendations 4 and 5");
        case(&[9, 10, 11, 12], "recommendations 9 to 12");
        case(&[4, 7, 9, 10, 11, 12], "recommendations 4, 7 and 9 to 12");
        let odd: Vec<u32> = (0..22).map(|half| half * 2 + 1).collect();
        case(
            &odd,
            "recommendations 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39 \
             and 2 more",
        );
    }

    #[test]
    fn numbers_one_by_one() {
        #[track_caller]
        fn case(numbers: &[&str], expected: &str) {
            let text = Recommendations::each(Called::default(), numbers.iter().copied());
            assert_eq!(text.to_string(), expected);
        }
        case(&["4a"], "recommendation 4a");
        case(&["25", "26", "27", "28"], "recommendations 25, 26, 27 and 28");
        case(
            &["1"; 23],
            "recommendations 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 and 3 more",
        );
    }
}
