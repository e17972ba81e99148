//! Partial dates.

use std::fmt::{self, Write as _};

use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Value, json};
use toml::de::DeValue;
use toml_edit::{Date, Datetime};

use crate::schema::{Decode, Decoder, Definitions, Node};

/// A year, a quarter, a month or a day: `2016`, `2016-Q3`, `2016-09`, `2016-09-30`.
///
/// Ordered by last day, so that the later of two deadlines is greater; among those with the same
/// last day, the longer is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: u16,
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Year,
    Quarter(u8),
    Month(u8),
    Day(u8, u8),
}

/// The parts of a partial date, for formatting with the language's strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateParts {
    /// A year.
    Year {
        /// Year.
        year: u16,
    },
    /// A quarter.
    Quarter {
        /// Year.
        year: u16,
        /// Quarter, 1 to 4.
        quarter: u8,
    },
    /// A month.
    Month {
        /// Year.
        year: u16,
        /// Month, 1 to 12.
        month: u8,
    },
    /// A day.
    Day {
        /// Year.
        year: u16,
        /// Month, 1 to 12.
        month: u8,
        /// Day of the month.
        day: u8,
    },
}

impl PartialDate {
    /// Parses one of the four forms. Years have four digits, from 1000.
    pub fn parse(text: &str) -> Option<Self> {
        let year = text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
        let year: u16 = year.parse().ok().filter(|year| *year >= 1000)?;
        let rest = &text[4..];
        if rest.is_empty() {
            return Some(Self { year, part: Part::Year });
        }
        let rest = rest.strip_prefix('-')?;
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = two_digits(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
            return Some(Self { year, part: Part::Quarter(quarter) });
        }
        let month = two_digits(rest.get(..2)?, 2).filter(|month| (1..=12).contains(month))?;
        let part = match rest.get(2..)? {
            "" => Part::Month(month),
            day => {
                let day = two_digits(day.strip_prefix('-')?, 2)?;
                NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
                Part::Day(month, day)
            }
        };
        Some(Self { year, part })
    }

    /// The last day: 31 December for a year.
    pub fn last_day(self) -> NaiveDate {
        let year = i32::from(self.year);
        let (next_year, next_month) = match self.part {
            Part::Day(month, day) => {
                return NaiveDate::from_ymd_opt(year, month.into(), day.into()).unwrap_or_default();
            }
            Part::Year | Part::Quarter(4) | Part::Month(12) => (year + 1, 1),
            Part::Quarter(quarter) => (year, u32::from(quarter) * 3 + 1),
            Part::Month(month) => (year, u32::from(month) + 1),
        };
        let first_after = NaiveDate::from_ymd_opt(next_year, next_month, 1).unwrap_or_default();
        first_after.checked_sub_days(Days::new(1)).unwrap_or_default()
    }

    /// The first day: 1 January for a year.
    pub fn first_day(self) -> NaiveDate {
        let (month, day) = match self.part {
            Part::Year => (1, 1),
            Part::Quarter(quarter) => (quarter * 3 - 2, 1),
            Part::Month(month) => (month, 1),
            Part::Day(month, day) => (month, day),
        };
        NaiveDate::from_ymd_opt(self.year.into(), month.into(), day.into()).unwrap_or_default()
    }

    /// Whether two dates can be the same: one contains the other.
    pub fn agrees_with(self, other: Self) -> bool {
        let holds = |outer: Self, inner: Self| {
            outer.first_day() <= inner.first_day() && inner.last_day() <= outer.last_day()
        };
        holds(self, other) || holds(other, self)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Whether the date ended before `day`.
    pub fn is_before(self, day: NaiveDate) -> bool {
        self.last_day() < day
    }

    /// The parts, for formatting.
    pub fn parts(self) -> DateParts {
        let year = self.year;
        match self.part {
            Part::Year => DateParts::Year { year },
            Part::Quarter(quarter) => DateParts::Quarter { year, quarter },
            Part::Month(month) => DateParts::Month { year, month },
            Part::Day(month, day) => DateParts::Day { year, month, day },
        }
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        let small = |number: u32| u8::try_from(number).unwrap_or_default();
        Self {
            year: u16::try_from(date.year()).unwrap_or_default(),
            part: Part::Day(small(date.month()), small(date.day())),
        }
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |date: &Self| (date.last_day(), date.first_day());
        key(self).cmp(&key(other))
    }
}

/// The written form, which is also valid in HTML's `datetime` attribute, except quarters.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let two_digits = |f: &mut fmt::Formatter<'_>, number: u16| {
            f.write_char(digit(number / 10))?;
            f.write_char(digit(number))
        };
        let part = |f: &mut fmt::Formatter<'_>, number: u8| {
            f.write_char('-')?;
            two_digits(f, number.into())
        };
        two_digits(f, self.year / 100)?;
        two_digits(f, self.year)?;
        match self.part {
            Part::Year => Ok(()),
            Part::Quarter(quarter) => {
                f.write_str("-Q")?;
                f.write_char(digit(quarter.into()))
            }
            Part::Month(month) => part(f, month),
            Part::Day(month, day) => {
                part(f, month)?;
                part(f, day)
            }
        }
    }
}

/// The last digit. Years have four digits.
fn digit(number: u16) -> char {
    char::from(b"0123456789"[usize::from(number % 10)])
}

impl Decode for PartialDate {
    fn expected() -> String {
        "a date such as `\"2016\"`, `\"2016-Q3\"`, `\"2016-09\"` or `\"2016-09-30\"`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let date = match node.get_ref() {
            DeValue::String(text) => Self::parse(text.trim()),
            DeValue::Datetime(datetime) => Self::parse(&datetime.to_string()),
            DeValue::Integer(year) => Self::parse(year.as_str()),
            _ => None,
        };
        if date.is_none() {
            decoder.wrong_date(node, &Self::expected(), crate::schema::Precision::Any);
        }
        date
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({
            "type": ["string", "integer"],
            "pattern": "^[1-9][0-9]{3}(-Q[1-4]|-[01][0-9](-[0-3][0-9])?)?$",
        })
    }
}

fn two_digits(text: &str, length: usize) -> Option<u8> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// A day as a TOML date.
pub(crate) fn toml_date(day: NaiveDate) -> Datetime {
    // Out of range for TOML otherwise.
    let date = Date {
        year: u16::try_from(day.year()).unwrap_or_default(),
        month: u8::try_from(day.month()).unwrap_or_default(),
        day: u8::try_from(day.day()).unwrap_or_default(),
    };
    Datetime { date: Some(date), time: None, offset: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        #[track_caller]
        fn case(text: &str, last_day: Option<&str>) {
            let date = PartialDate::parse(text);
            assert_eq!(date.map(|date| date.last_day().to_string()).as_deref(), last_day);
            if let Some(date) = date {
                assert_eq!(date.to_string(), text);
            }
        }
        case("2016", Some("2016-12-31"));
        case("2016-Q3", Some("2016-09-30"));
        case("2016-Q4", Some("2016-12-31"));
        case("2016-02", Some("2016-02-29"));
        case("2015-12", Some("2015-12-31"));
        case("2016-09-30", Some("2016-09-30"));
        case("2106", Some("2106-12-31"));
        case("2015-02-29", None);
        case("2016-Q5", None);
        case("2016-13", None);
        case("2016-9", None);
        case("2016-09-3", None);
        case("16", None);
        case("0999", None);
        case("2016é", None);
        case("2016-é", None);
        case("Sept 2016", None);
    }

    #[test]
    fn a_deadline_ends_with_its_last_day() {
        #[track_caller]
        fn case(date: &str, day: &str, ended: bool) {
            let day = day.parse().expect("a day");
            assert_eq!(PartialDate::parse(date).map(|date| date.is_before(day)), Some(ended));
        }
        case("2015-12", "2015-12-31", false);
        case("2015-12", "2016-01-01", true);
        case("2016-Q3", "2016-09-30", false);
        case("2016-Q3", "2016-10-01", true);
    }

    #[test]
    fn of_dates_that_end_together_the_longer_is_first() {
        let sorted = ["2016", "2016-Q4", "2016-12", "2016-12-31", "2017-01"];
        let dates: Vec<_> = sorted.iter().filter_map(|date| PartialDate::parse(date)).collect();
        assert!(dates.is_sorted_by(|before, after| before < after), "{dates:?}");
    }
}
