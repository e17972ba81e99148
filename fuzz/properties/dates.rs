//! Partial dates, one a line.

use chrono::NaiveDate;
use ssr_site::date::{DateParts, PartialDate};

/// Number of dates compared with each other.
const MOST: usize = 4;

/// Dates round-trip, end after they begin, and are totally ordered.
pub fn check(data: &[u8]) {
    let text = super::text(data);
    let mut dates = Vec::new();
    for line in text.lines() {
        if is_a_day(line) {
            assert!(PartialDate::parse(line).is_some(), "{line:?} is a day");
        }
        let Some(date) = PartialDate::parse(line) else { continue };
        one(line, date);
        if dates.len() < MOST {
            dates.push(date);
        }
    }
    super::totally_ordered(&dates);
    for (a, b) in dates.iter().flat_map(|a| dates.iter().map(move |b| (*a, *b))) {
        assert_eq!(a.agrees_with(b), b.agrees_with(a), "{a} and {b}");
        assert!(a > b || a.last_day() <= b.last_day(), "{a} is not after {b}");
        let apart = a.last_day() < b.first_day() || b.last_day() < a.first_day();
        assert!(!(apart && a.agrees_with(b)), "{a} and {b} share no day");
    }
}

/// Whether a text is a calendar day.
fn is_a_day(text: &str) -> bool {
    let day = text.parse::<NaiveDate>().ok();
    text.starts_with(|first: char| first != '0')
        && day.is_some_and(|day| day.to_string() == text && text.len() == 10)
}

fn one(line: &str, date: PartialDate) {
    assert_eq!(date.to_string(), line);
    let (first, last) = (date.first_day(), date.last_day());
    let days = (last - first).num_days() + 1;
    let (year, expected) = match date.parts() {
        DateParts::Year { year } => (year, 365..=366),
        DateParts::Quarter { year, .. } => (year, 90..=92),
        DateParts::Month { year, .. } => (year, 28..=31),
        DateParts::Day { year, .. } => (year, 1..=1),
    };
    assert!(expected.contains(&days), "{line}: {days} days");
    assert_eq!(year, date.year());
    for day in [first, last] {
        assert!(day.to_string().starts_with(&line[..4]), "{line}: {day}");
        assert!(!date.is_before(day), "{line} has not ended before {day}");
        assert!(PartialDate::from(day).agrees_with(date), "{line} holds {day}");
    }
    assert!(last.succ_opt().is_none_or(|next| date.is_before(next)), "{line} has an end");
}
