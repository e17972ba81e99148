//! The dates of a block and their words: days, months, quarters, parts of years, and dates counted from that of the text.

use std::ops::Range;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::dates;
use super::text::BlockText;
use super::{Calendar, Window};
use crate::date::{DateParts, PartialDate};
use crate::fragment::Block;
use crate::language::{DateOrder, DateWords, Relative};

/// A date in a text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) date: PartialDate,
    /// The days that it can mean.
    pub(super) window: Window,
    pub(super) words: Range<usize>,
    /// Whether the year is only inferred.
    pub(super) inferred: bool,
    /// Whether it is a number that need not be a year.
    pub(super) bare: bool,
    /// Whether it is after the day of the text.
    pub(super) ahead: bool,
}

impl Found {
    /// Whether it is a year, which can qualify a noun.
    pub(super) fn is_year(&self) -> bool {
        matches!(self.date.parts(), DateParts::Year { .. })
    }

    fn plain(date: PartialDate, words: Range<usize>) -> Self {
        let window = Window { first: date.first_day(), last: date.last_day() };
        Self { date, window, words, inferred: false, bare: false, ahead: false }
    }
}

/// Finds the dates of a block, in order.
pub(super) fn find(
    block: &Block<'_>,
    text: &BlockText,
    language: &DateWords,
    calendar: Calendar,
) -> Vec<Found> {
    let mut found = Vec::new();
    dates::find(&block.pieces, language, |date, year| {
        if let Some(year) = text.word_at(year.start) {
            let words = extent(text, year, language);
            found.push(with_ordinal_day(text, date, words, language));
        }
    });
    // `found` is in order, and so is the search for more.
    let mut known = 0;
    let mut more = Vec::new();
    let mut at = 0;
    while at < text.len() {
        while found.get(known).is_some_and(|date: &Found| date.words.end <= at) {
            known += 1;
        }
        let covered = found.get(known).is_some_and(|date| date.words.contains(&at));
        let finder = Finder { text, language, calendar };
        match (!covered).then(|| finder.at(at)).flatten() {
            Some(date) => {
                at = date.words.end.max(at + 1);
                more.push(date);
            }
            None => at += 1,
        }
    }
    found.append(&mut more);
    found.sort_by_key(|date| date.words.start);
    for date in &mut found {
        date.ahead = calendar.as_of.is_some_and(|as_of| date.window.last > as_of);
    }
    found
}

/// The words of a date, given its year.
fn extent(text: &BlockText, year: usize, language: &DateWords) -> Range<usize> {
    let is_part = |word: &str| word.len() <= 2 && word.parse::<u8>().is_ok();
    let mut words = year..year + 1;
    while text.gap_before(words.end) == "-" && is_part(text.word(words.end)) {
        words.end += 1;
    }
    // An ISO date has its other parts after the year.
    while words.start > 0 && words.end == year + 1 && words.len() < 3 {
        let before = text.word(words.start - 1);
        if !is_part(before) && month(before, language).is_none() {
            break;
        }
        words.start -= 1;
    }
    words
}

/// "31st of March 2021": the day before a month.
fn with_ordinal_day(
    text: &BlockText,
    date: PartialDate,
    words: Range<usize>,
    language: &DateWords,
) -> Found {
    let mut before = words.start;
    while before > 0 && language.quarter_joints.contains(&text.word(before - 1)) {
        before -= 1;
    }
    let day = before.checked_sub(1).and_then(|at| ordinal(text.word(at), language));
    let written = date.to_string();
    match day.and_then(|day| PartialDate::parse(&format!("{written}-{day:02}"))) {
        Some(date) => Found::plain(date, before - 1..words.end),
        None => Found::plain(date, words),
    }
}

fn ordinal(word: &str, language: &DateWords) -> Option<u8> {
    let digits = language.ordinals.iter().find_map(|ending| word.strip_suffix(ending))?;
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn month(word: &str, language: &DateWords) -> Option<u32> {
    let month = language.months.iter().position(|names| names.contains(&word))?;
    u32::try_from(month + 1).ok()
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

struct Finder<'f> {
    text: &'f BlockText,
    language: &'f DateWords,
    calendar: Calendar,
}

impl Finder<'_> {
    fn word(&self, at: usize) -> &str {
        self.text.word(at)
    }

    /// A date that begins, or whose year is, at a word.
    fn at(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let first = word.as_bytes().first()?;
        if first.is_ascii_digit() {
            return self.numeric(at).or_else(|| self.year(at));
        }
        self.fiscal(at)
            .or_else(|| self.month_alone(at))
            .or_else(|| self.season_alone(at))
            .or_else(|| self.period(at))
            .or_else(|| self.relative(at))
    }

    /// The number of words of a phrase at a word.
    fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut taken = 0;
        phrase
            .split(' ')
            .all(|word| {
                taken += 1;
                self.word(at + taken - 1) == word
            })
            .then_some(taken)
    }

    /// The longest of some phrases that ends before a word.
    fn phrase_before(&self, end: usize, phrases: &[&str]) -> Option<usize> {
        let starts = phrases.iter().filter_map(|phrase| {
            let start = end.checked_sub(phrase.split(' ').count())?;
            self.phrase(start, phrase).map(|_| start)
        });
        starts.min()
    }

    /// "31/12/2020", "31.12.2020"
    fn numeric(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let dotted: Vec<&str> = word.split('.').collect();
        let (parts, order, end) = if let [day, month, year] = dotted.as_slice() {
            ([*day, *month, *year], Some(DateOrder::DayMonth), at + 1)
        } else {
            let slash = |at| self.text.gap_before(at) == "/";
            if !(slash(at + 1) && slash(at + 2)) {
                return None;
            }
            ([word, self.word(at + 1), self.word(at + 2)], self.calendar.order, at + 3)
        };
        let [first, second, year] = parts;
        if !is_year(year) {
            return None;
        }
        let (first, second): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
        let day_first = match order {
            _ if first > 12 => true,
            _ if second > 12 => false,
            Some(order) => order == DateOrder::DayMonth,
            // Which is the month is not known.
            None if first != second => return None,
            None => true,
        };
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        let date = PartialDate::parse(&format!("{year}-{month:02}-{day:02}"))?;
        Some(Found::plain(date, at..end))
    }

    /// A quarter, a part of a year, or a year in the position of a date.
    fn year(&self, at: usize) -> Option<Found> {
        let digits = self.word(at);
        if !is_year(digits) || self.text.gap_before(at + 1).starts_with(['%', '°']) {
            return None;
        }
        let before = at.checked_sub(1);
        if let Some(found) = self.ordinal_before(at).or_else(|| self.quarter(at, at, digits)) {
            return Some(found);
        }
        if let Some(found) = self.part(at, at + 1, digits.parse().ok()?, 1) {
            return Some(found);
        }
        let date = PartialDate::parse(digits)?;
        let mut found = Found::plain(date, at..at + 1);
        let placed = before.is_some_and(|before| {
            self.language.within.contains(&self.word(before)) && self.text.gap_before(at) == " "
        });
        found.bare = !placed;
        Some(found)
    }

    /// "March 31st, 2021"
    fn ordinal_before(&self, at: usize) -> Option<Found> {
        let day = ordinal(self.word(at.checked_sub(1)?), self.language)?;
        let month = month(self.word(at.checked_sub(2)?), self.language)?;
        let date = PartialDate::parse(&format!("{}-{month:02}-{day:02}", self.word(at)))?;
        Some(Found::plain(date, at - 2..at + 1))
    }

    /// A quarter before a year, whose words begin at `from`.
    fn quarter(&self, from: usize, at: usize, year: &str) -> Option<Found> {
        let (start, quarter) = self.quarter_before(from)?;
        let date = PartialDate::parse(&format!("{year}-Q{quarter}"))?;
        Some(Found::plain(date, start..at + 1))
    }

    fn quarter_before(&self, from: usize) -> Option<(usize, usize)> {
        const MOST: usize = 5;
        let language = self.language;
        let is = |at: usize, words: &[&str]| words.contains(&self.word(at));
        let mut start = from.checked_sub(1)?;
        let joint = |at| is(at, language.quarter) || is(at, language.quarter_joints);
        while start > 0 && joint(start) && from - start < MOST {
            start -= 1;
        }
        let of = |quarters: [&[&str]; 4]| quarters.iter().position(|words| is(start, words));
        let named = || (start..from).any(|at| is(at, language.quarter));
        let quarter = of(language.quarter_numerals)
            .or_else(|| of(language.quarter_ordinals).filter(|_| named()))?;
        Some((start, quarter + 1))
    }

    /// A part of a year that starts in a month, before its words.
    fn part(&self, from: usize, end: usize, year: i32, first_month: u32) -> Option<Found> {
        let mut from = from;
        // "the end of calendar year 2020"
        while from > 0 && self.language.quarter_joints[2..].contains(&self.word(from - 1)) {
            from -= 1;
        }
        let parts = self.language.parts.iter();
        let (start, part) = parts
            .filter_map(|part| Some((self.phrase_before(from, part.words)?, part)))
            .min_by_key(|(start, _)| *start)?;
        if first_month != 1 {
            return None;
        }
        let date = PartialDate::parse(&format!("{year}{}", part.shown.to_ascii_uppercase()))?;
        let (first, last) = part.months;
        let window =
            Window { first: day(year, first.into(), 1)?, last: month_end(year, last.into())? };
        Some(Found { window, ..Found::plain(date, start..end) })
    }

    /// "FY21", "FY 2021", "fiscal year 2020/21", "4Q FY2021"
    fn fiscal(&self, at: usize) -> Option<Found> {
        let of = |words: &[&str]| words.iter().find_map(|words| self.fiscal_year(at, words));
        let calendar = of(self.language.calendar).map(|found| (found, 1));
        let start = u32::from(self.calendar.fiscal_year_start);
        let ((end, year), start_month) =
            calendar.or_else(|| of(self.language.fiscal).map(|found| (found, start)))?;
        // A year of account is named after the year in which it ends.
        let first_year = if start_month == 1 { year } else { year - 1 };
        let first = day(first_year, start_month, 1)?;
        if let Some((start, quarter)) = self.quarter_before(at) {
            let first =
                first.checked_add_months(Months::new(3 * (u32::try_from(quarter).ok()? - 1)))?;
            return quarter_from(first, start..end);
        }
        if let Some(found) = self.part(at, end, year, start_month) {
            return Some(found);
        }
        let last = first.checked_add_months(Months::new(12))?.pred_opt()?;
        let date = if start_month == 1 {
            PartialDate::parse(&year.to_string())?
        } else {
            PartialDate::parse(&format!("{}-{:02}", last.year(), last.month()))?
        };
        Some(Found { window: Window { first, last }, ..Found::plain(date, at..end) })
    }

    /// The end of the words of a fiscal year, and the year.
    fn fiscal_year(&self, at: usize, words: &str) -> Option<(usize, i32)> {
        let one = (!words.contains(' ')).then(|| self.word(at).strip_prefix(words)).flatten();
        if let Some(year) = one.filter(|rest| !rest.is_empty()).and_then(short_year) {
            let period = matches!(self.text.gap_before(at + 1), "-" | "–" | "—");
            return (!period).then_some((at + 1, year));
        }
        let end = at + self.phrase(at, words)?;
        let year = short_year(self.word(end))?;
        // "FY2016—2020" is a period.
        if matches!(self.text.gap_before(end + 1), "-" | "–" | "—")
            && short_year(self.word(end + 1)).is_some_and(|last| last > year + 1)
        {
            return None;
        }
        // "2020/21" and "2020-2021" end in the second.
        let joined = matches!(self.text.gap_before(end + 1), "/" | "-" | "–");
        match short_year(self.word(end + 1)).filter(|_| joined) {
            Some(second) if second == year + 1 => Some((end + 2, second)),
            _ => Some((end + 1, year)),
        }
    }

    /// A month whose year is that of the text or the next.
    fn month_alone(&self, at: usize) -> Option<Found> {
        let month = month(self.word(at), self.language)?;
        if is_year(self.word(at + 1)) || is_year(self.word(at + 2)) {
            return None;
        }
        let as_of = self.calendar.as_of?;
        let before = at.checked_sub(1);
        let number = |at: usize| {
            let word = self.word(at);
            ordinal(word, self.language)
                .or_else(|| word.parse().ok().filter(|day| (1..=31).contains(day)))
        };
        let day_before = before.and_then(|before| number(before).map(|day| (before, day)));
        let of = || {
            let of = before.filter(|of| self.language.quarter_joints.contains(&self.word(*of)))?;
            let at = of.checked_sub(1)?;
            Some((at, ordinal(self.word(at), self.language)?))
        };
        let day_after = || {
            let after = at + 1;
            let followed = is_year(self.word(after + 1));
            (self.text.gap_before(after) == " " && !followed).then(|| number(after)).flatten()
        };
        let placed =
            before.is_some_and(|before| self.language.month_within.contains(&self.word(before)));
        let (words, day) = match day_before.or_else(of) {
            Some((start, day)) => (start..at + 1, Some(day)),
            None => match day_after() {
                Some(day) => (at..at + 2, Some(day)),
                None if placed => (at..at + 1, None),
                None => return None,
            },
        };
        let year = as_of.year() + i32::from(month < as_of.month());
        let written = match day {
            Some(day) => format!("{year}-{month:02}-{day:02}"),
            None => format!("{year}-{month:02}"),
        };
        Some(Found { inferred: true, ..Found::plain(PartialDate::parse(&written)?, words) })
    }

    /// "this summer", "in the autumn": the next one that is not over.
    fn season_alone(&self, at: usize) -> Option<Found> {
        let part =
            self.language.parts.iter().find(|part| part.alone && part.words[0] == self.word(at))?;
        let as_of = self.calendar.as_of?;
        // An article may stand between.
        let placed = |before: usize| self.language.month_within.contains(&self.word(before));
        let placed = at.checked_sub(1).is_some_and(placed) || at.checked_sub(2).is_some_and(placed);
        let followed = is_year(self.word(at + 1)) || is_year(self.word(at + 2));
        if !placed || followed {
            return None;
        }
        let over = month_end(as_of.year(), part.months.1.into())? < as_of;
        let year = as_of.year() + i32::from(over);
        let date = PartialDate::parse(&format!("{year}{}", part.shown.to_ascii_uppercase()))?;
        let first = day(year, part.months.0.into(), 1)?;
        let window = Window { first, last: month_end(year, part.months.1.into())? };
        Some(Found { window, inferred: true, ..Found::plain(date, at..at + 1) })
    }

    /// "within six months", from the date of the text.
    fn period(&self, at: usize) -> Option<Found> {
        let as_of = self.calendar.as_of?;
        let language = self.language;
        let words =
            language.within_period.iter().filter_map(|phrase| self.phrase(at, phrase)).max()?;
        let number = self.word(at + words);
        let number = number.parse::<u32>().ok().or_else(|| {
            let place = language.numbers.iter().position(|known| known.contains(&number))?;
            u32::try_from(place + 1).ok()
        })?;
        let unit = self.word(at + words + 1);
        let unit = language.units.iter().position(|names| names.contains(&unit))?;
        let last = match unit {
            0 => as_of.checked_add_days(Days::new(number.into()))?,
            1 => as_of.checked_add_days(Days::new(u64::from(number) * 7))?,
            2 => as_of.checked_add_months(Months::new(number))?,
            _ => as_of.checked_add_months(Months::new(number.checked_mul(12)?))?,
        };
        let date = PartialDate::parse(&format!("{}-{:02}", last.year(), last.month()))?;
        let window = Window { first: as_of.succ_opt()?, last: date.last_day() };
        Some(Found { window, inferred: true, ..Found::plain(date, at..at + words + 2) })
    }

    /// "later this year", "next month"
    fn relative(&self, at: usize) -> Option<Found> {
        let as_of = self.calendar.as_of?;
        let relative = self.language.relative.iter();
        let (words, which) = relative
            .filter_map(|(which, phrases)| {
                let longest = phrases.iter().filter_map(|phrase| self.phrase(at, phrase)).max()?;
                Some((longest, *which))
            })
            .max_by_key(|(words, _)| *words)?;
        let words = at..at + words;
        let year = as_of.year();
        let month = |date: NaiveDate| format!("{}-{:02}", date.year(), date.month());
        let written = match which {
            Relative::ThisYear => year.to_string(),
            Relative::NextYear => (year + 1).to_string(),
            Relative::NextMonth => month(as_of.with_day(1)?.checked_add_months(Months::new(1))?),
            Relative::ThisMonth => month(as_of),
            Relative::NextQuarter => {
                let quarter = as_of.month0() / 3 + 1;
                if quarter == 4 {
                    format!("{}-Q1", year + 1)
                } else {
                    format!("{year}-Q{}", quarter + 1)
                }
            }
        };
        let mut found = Found::plain(PartialDate::parse(&written)?, words);
        found.inferred = true;
        if matches!(which, Relative::ThisYear | Relative::ThisMonth) && as_of < found.window.last {
            found.window.first = as_of.succ_opt()?;
        }
        Some(found)
    }
}

/// "2021" or "21".
fn short_year(word: &str) -> Option<i32> {
    match word.len() {
        2 => word.parse::<u8>().ok().map(|year| 2000 + i32::from(year)),
        4 if is_year(word) => word.parse().ok(),
        _ => None,
    }
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    day(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The three months from a day; shown as a quarter where they are one, else by the last month.
fn quarter_from(first: NaiveDate, words: Range<usize>) -> Option<Found> {
    let last = first.checked_add_months(Months::new(3))?.pred_opt()?;
    let written = if first.month0().is_multiple_of(3) {
        format!("{}-Q{}", first.year(), first.month0() / 3 + 1)
    } else {
        format!("{}-{:02}", last.year(), last.month())
    };
    let found = Found::plain(PartialDate::parse(&written)?, words);
    Some(Found { window: Window { first, last }, ..found })
}
