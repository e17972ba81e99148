//! Dates in prose: "March 2106", "29 Jan. 2016", "June 15, 2014", "2016-09-30".

use std::ops::Range;

use crate::date::PartialDate;
use crate::fragment::Piece;
use crate::language::{DateOrder, DateWords};
use crate::words::words;

/// The dates of a block with at least a month, each with the bytes of its year. A year alone is
/// ignored: most four-digit numbers are not years.
pub fn find(
    pieces: &[Piece<'_>],
    language: &DateWords,
    mut found: impl FnMut(PartialDate, Range<usize>),
) {
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Text(run) = piece else { continue };
        for year in years(run.text) {
            let source = run.source.start + year.start..run.source.start + year.end;
            let digits = &run.text[year.clone()];
            let iso = iso_tail(&run.text[year.end..]);
            let date = match iso {
                Some(tail) => PartialDate::parse(&format!("{digits}{tail}")),
                None => written(&before(pieces, index, year.start), digits, language),
            };
            if let Some(date) = date {
                found(date, source);
            }
        }
    }
}

/// Numbers of exactly four digits.
fn years(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut years = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|start| start + at)
    {
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + length;
        let alone = !text[..start].ends_with(|char: char| char.is_alphanumeric() || char == '-')
            && !text[at..].starts_with(char::is_alphabetic);
        if length == 4 && alone && bytes[start] != b'0' {
            years.push(start..at);
        }
    }
    years
}

/// `-09` or `-09-30` after a year.
fn iso_tail(after: &str) -> Option<&str> {
    let digits = |range: Range<usize>| {
        after.get(range).is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let dash = |at: usize| after.as_bytes().get(at) == Some(&b'-');
    let ends = |at: usize| !after.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    if dash(0) && digits(1..3) && dash(3) && digits(4..6) && ends(6) {
        after.get(..6)
    } else if dash(0) && digits(1..3) && ends(3) && !dash(3) {
        after.get(..3)
    } else {
        None
    }
}

/// A little text before a byte of a piece, across pieces.
fn before(pieces: &[Piece<'_>], index: usize, end: usize) -> String {
    const ENOUGH: usize = 24;
    const MOST: usize = 2 * ENOUGH;
    let mut text = String::new();
    for (at, piece) in pieces[..=index].iter().enumerate().rev() {
        let Piece::Text(run) = piece else { break };
        let run = if at == index { &run.text[..end] } else { run.text };
        text.insert_str(0, &run[run.ceil_char_boundary(run.len().saturating_sub(MOST))..]);
        if text.len() >= ENOUGH {
            break;
        }
    }
    text
}

/// A month name, and possibly a day, before a year.
fn written(before: &str, year: &str, language: &DateWords) -> Option<PartialDate> {
    let mut words: Vec<Range<usize>> = words(before).collect();
    let mut end = before.len();
    // The next word to the left, with the gap after it.
    let mut next = || {
        let word = words.pop()?;
        let gap = &before[word.end..end];
        end = word.start;
        Some((&before[word], gap))
    };
    let month = |(word, gap): (&str, &str)| month(word, language).filter(|_| is_gap(gap, true));
    let day = |(word, gap): (&str, &str)| {
        let day = word.parse::<u8>().ok().filter(|day| (1..=31).contains(day));
        day.filter(|_| is_gap(gap, false))
    };
    let last = next()?;
    let may_stand = |order| language.orders.contains(&order);
    let (month, day) = match month(last) {
        Some(month) if may_stand(DateOrder::DayMonth) => (month, next().and_then(day)),
        Some(month) => (month, None),
        None if may_stand(DateOrder::MonthDay) => (month(next()?)?, Some(day(last)?)),
        None => return None,
    };
    let to_the_month = format!("{year}-{month:02}");
    day.and_then(|day| PartialDate::parse(&format!("{to_the_month}-{day:02}")))
        .or_else(|| PartialDate::parse(&to_the_month))
}

/// Whether this gap can separate two parts of a date. A full stop must follow a month's
/// abbreviation.
fn is_gap(gap: &str, after_month: bool) -> bool {
    gap.chars().all(|char| char.is_whitespace() || char == ',' || char == '.' && after_month)
}

fn month(word: &str, language: &DateWords) -> Option<usize> {
    let word = word.to_lowercase();
    language.months.iter().position(|names| names.contains(&word.as_str())).map(|month| month + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fragment::Run;
    use crate::language::ENGLISH;

    #[test]
    fn dates() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let pieces = [Piece::Text(Run { text, source: 0..text.len(), container: 0 })];
            let mut dates = Vec::new();
            find(&pieces, &ENGLISH.dates, |date, range| {
                assert_eq!(text[range].parse::<u16>().ok(), Some(date.year()));
                dates.push(date.to_string());
            });
            assert_eq!(dates, expected);
        }
        case("estimated March 2106.", &["2106-03"]);
        case("29 Jan. 2016 - release", &["2016-01-29"]);
        case("from January 1 through June 15, 2014", &["2014-06-15"]);
        case("10 August 2015, then Sept 2016", &["2015-08-10", "2016-09"]);
        case("on 2016-09-30 or 2016-09", &["2016-09-30", "2016-09"]);
        case("31 February 2016", &["2016-02"]);
        case("the 2013 RAA, FY2016—2020, 2015", &[]);
        case("number 12016 or 2016x", &[]);
        case("may be 2016", &[]);
        case("of (March 2016) on page 12. March 2017", &["2016-03", "2017-03"]);
        case("version 3.5 March 2016, 3 (March) 2017", &["2016-03"]);
    }
}
