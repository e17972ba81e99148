//! Dates in forms that people write and files cannot contain, so that a message can give the form to
//! type.

use std::fmt;

use chrono::{Datelike as _, Days, Months, NaiveDate};

/// A date in the form that files contain: `2016`, `2016-Q3`, `2016-09`, `2016-09-30`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    text: String,
    last: NaiveDate,
    is_day: bool,
}

/// What a written date means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// One date.
    One(Known),
    /// Day and month cannot be told apart: the date with the day first, and with the month first.
    Either(Known, Known),
}

impl Known {
    fn parse(text: &str) -> Option<Self> {
        let known = |last, is_day| Some(Self { text: text.to_owned(), last, is_day });
        let year: i32 = text.get(..4)?.parse().ok().filter(|year| *year >= 1000)?;
        // The last day of some months that begin a year.
        let end = |months: u32| {
            let begin = NaiveDate::from_ymd_opt(year, 1, 1)?;
            begin.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))
        };
        let Some(rest) = text.get(4..)?.strip_prefix('-') else {
            return known(end(12).filter(|_| text.len() == 4)?, false);
        };
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter =
                quarter.parse::<u32>().ok().filter(|quarter| (1..=4).contains(quarter))?;
            return known(end(quarter * 3)?, false);
        }
        if rest.len() == 2 {
            let month = rest.parse::<u32>().ok().filter(|month| (1..=12).contains(month))?;
            return known(end(month)?, false);
        }
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        known(day.filter(|day| day.year() == year && text.len() == 10)?, true)
    }

    /// Its last day.
    pub fn last_day(&self) -> NaiveDate {
        self.last
    }

    /// Whether it is a day.
    pub fn is_day(&self) -> bool {
        self.is_day
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Names of the months; three letters suffice.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words for the quarters, in front of "quarter".
const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];

/// Longer texts are no dates.
const LONGEST: usize = 40;

/// A piece of a written date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// What only connects the others.
    Connecting,
    /// A number of four digits.
    Year(u16),
    /// A number of one or two digits.
    Small(u16),
    Month(u16),
    /// "Q" or "quarter".
    Quarter,
    /// "First", before a quarter.
    Ordinal(u16),
}

/// What a text means, if it is a date in another form.
pub fn meant(text: &str) -> Option<Meant> {
    use Piece::{Month, Ordinal, Quarter, Small, Year};
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    // A day with a time.
    if let Some((day, time)) = text.split_at_checked(10)
        && time.starts_with(['T', 't', ' '])
        && time[1..].starts_with(|char: char| char.is_ascii_digit())
    {
        return Known::parse(day).map(Meant::One);
    }
    let date = match *pieces(text)?.as_slice() {
        [Year(year)] => year.to_string(),
        [Year(year), Quarter, Small(quarter)]
        | [Quarter, Small(quarter), Year(year)]
        | [Small(quarter) | Ordinal(quarter), Quarter, Year(year)]
        | [Year(year), Ordinal(quarter), Quarter] => format!("{year}-Q{quarter}"),
        [Year(year), Small(month) | Month(month)] | [Small(month) | Month(month), Year(year)] => {
            format!("{year}-{month:02}")
        }
        [Year(year), Small(day), Small(month)] if day > 12 => day_of(year, month, day),
        [Year(year), Small(month) | Month(month), Small(day)]
        | [Small(day), Month(month), Year(year)]
        | [Month(month), Small(day), Year(year)] => day_of(year, month, day),
        [Small(first), Small(second), Year(year)] => {
            return either(year, first, second, text.contains('.'));
        }
        _ => return None,
    };
    Known::parse(&date).map(Meant::One)
}

fn day_of(year: u16, month: u16, day: u16) -> String {
    format!("{year}-{month:02}-{day:02}")
}

/// Two numbers and a year. With points, the day is always first.
fn either(year: u16, first: u16, second: u16, points: bool) -> Option<Meant> {
    let day_first = Known::parse(&day_of(year, second, first));
    let month_first = Known::parse(&day_of(year, first, second)).filter(|_| !points);
    Some(match (day_first, month_first) {
        (Some(day), Some(month)) if day != month => Meant::Either(day, month),
        (Some(date), _) | (None, Some(date)) => Meant::One(date),
        (None, None) => return None,
    })
}

/// The pieces of a text; `None` if there is anything else in it, or too much.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = |of: fn(char) -> bool| rest.find(|char| !of(char)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = end(|char| char.is_ascii_digit());
            let number = rest[..length].parse().ok();
            match length {
                1 | 2 => pieces.push(Piece::Small(number?)),
                4 => pieces.push(Piece::Year(number?)),
                8 if text.len() == 8 => {
                    let (year, rest) = text.split_at(4);
                    let (month, day) = rest.split_at(2);
                    pieces.push(Piece::Year(year.parse().ok()?));
                    pieces.push(Piece::Small(month.parse().ok()?));
                    pieces.push(Piece::Small(day.parse().ok()?));
                }
                _ => return None,
            }
            length
        } else if first.is_alphabetic() {
            let length = end(char::is_alphabetic);
            pieces.extend(Some(word(&rest[..length])?).filter(|it| *it != Piece::Connecting));
            length
        } else if " /.-,\u{a0}\u{202f}\u{2010}\u{2011}\u{2013}".contains(first) {
            first.len_utf8()
        } else {
            return None;
        };
        rest = &rest[length..];
    }
    Some(pieces)
}

/// The piece of a word, if it is one of a date.
fn word(word: &str) -> Option<Piece> {
    let word = word.to_lowercase();
    let place = |names: &[&str]| names.iter().position(|name| *name == word);
    let month = || MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word));
    let number = |place: usize| u16::try_from(place + 1).unwrap_or_default();
    match &*word {
        "of" | "the" | "st" | "nd" | "rd" | "th" => return Some(Piece::Connecting),
        "q" | "quarter" => return Some(Piece::Quarter),
        _ => {}
    }
    if let Some(ordinal) = place(&ORDINALS) {
        return Some(Piece::Ordinal(number(ordinal)));
    }
    month().map(|month| Piece::Month(number(month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let found = match meant(text) {
                Some(Meant::One(date)) => date.to_string(),
                Some(Meant::Either(day, month)) => format!("{day} or {month}"),
                None => "no date".to_owned(),
            };
            assert_eq!(found, expected, "{text}");
        }
        case("30/06/2024", "2024-06-30");
        case("06/30/2024", "2024-06-30");
        case("30.6.2024", "2024-06-30");
        case("30. 6. 2024", "2024-06-30");
        case("30-06-2024", "2024-06-30");
        case("30 June 2024", "2024-06-30");
        case("30th of June, 2024", "2024-06-30");
        case("June 30, 2024", "2024-06-30");
        case("jun 30 2024", "2024-06-30");
        case("30-Jun-2024", "2024-06-30");
        case("2024 June 30", "2024-06-30");
        case("September 2024", "2024-09");
        case("Sept. 2024", "2024-09");
        case("Sep 2024", "2024-09");
        case("SEPTEMBER\u{a0}2024", "2024-09");
        case("2024 May", "2024-05");
        case("09/2024", "2024-09");
        case("9.2024", "2024-09");
        case("Q3 2024", "2024-Q3");
        case("Q3/2024", "2024-Q3");
        case("2024 Q3", "2024-Q3");
        case("2024Q3", "2024-Q3");
        case("2024-q3", "2024-Q3");
        case("3Q 2024", "2024-Q3");
        case("third quarter of 2024", "2024-Q3");
        case("2024-9", "2024-09");
        case("2024-9-3", "2024-09-03");
        case("2024/09/30", "2024-09-30");
        case("2024.09.30", "2024-09-30");
        case("2024.09", "2024-09");
        case("2024\u{2013}09\u{2013}30", "2024-09-30");
        case("20240930", "2024-09-30");
        case("2024-30-09", "2024-09-30");
        case("2024-09-30T10:00:00Z", "2024-09-30");
        case("2024-09-30 10:00", "2024-09-30");
        case(" 2024 ", "2024");
        // Day or month first.
        case("05/06/2024", "2024-06-05 or 2024-05-06");
        case("5-6-2024", "2024-06-05 or 2024-05-06");
        case("06/06/2024", "2024-06-06");
        case("5.6.2024", "2024-06-05");
        // No date, or not one alone.
        case("13/13/2024", "no date");
        case("31/02/2024", "no date");
        case("2024-13", "no date");
        case("Q5 2024", "no date");
        case("30/06/24", "no date");
        case("June", "no date");
        case("ma 2024", "no date");
        case("2024-25", "no date");
        case("summer 2024", "no date");
        case("June 2024; ongoing thereafter", "no date");
        case("June 2024 to July 2024", "no date");
        case("été 2024", "no date");
        case("", "no date");
        case(&"1 ".repeat(100), "no date");
    }
}
