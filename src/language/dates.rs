//! The words of dates.

/// The words of dates in prose, in lower case.
#[derive(Clone, Copy, Debug)]
pub struct DateWords {
    /// Month names, each followed by its abbreviations without a full stop; January first.
    pub months: [&'static [&'static str]; 12],
    /// Orders of day and month before a year.
    pub orders: &'static [DateOrder],
    /// Numerals of quarters before a year: "Q3".
    pub quarter_numerals: [&'static [&'static str]; 4],
    /// Ordinals of quarters, before a word of `quarter`.
    pub quarter_ordinals: [&'static [&'static str]; 4],
    /// Words for quarter.
    pub quarter: &'static [&'static str],
    /// Words between a quarter and its year.
    pub quarter_joints: &'static [&'static str],
    /// Words before a year alone that is a date.
    pub within: &'static [&'static str],
    /// Words before a month without a year that is a date.
    pub month_within: &'static [&'static str],
    /// Parts of a year, before it or alone.
    pub parts: &'static [DatePart],
    /// Words for a year of account, before its number; some are written as one with it.
    pub fiscal: &'static [&'static str],
    /// The same for calendar years.
    pub calendar: &'static [&'static str],
    /// Endings of the number of a day.
    pub ordinals: &'static [&'static str],
    /// Dates counted from that of the text.
    pub relative: &'static [(Relative, &'static [&'static str])],
    /// Words before a number and a unit that together are a period from the date of the text.
    pub within_period: &'static [&'static str],
    /// Numbers in words, from one.
    pub numbers: &'static [&'static [&'static str]],
    /// Days, weeks, months and years, one and many.
    pub units: [&'static [&'static str]; 4],
}

/// The order of a day and a month before their year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// "30 September 2016", "30/9/2016"
    DayMonth,
    /// "September 30, 2016", "9/30/2016"
    MonthDay,
}

/// A part of a year that is no calendar quarter: "late 2020".
#[derive(Clone, Copy, Debug)]
pub struct DatePart {
    /// The words.
    pub words: &'static [&'static str],
    /// What it is shown as, after the year, in lower case: "-q4".
    pub shown: &'static str,
    /// The first and last month that it can mean.
    pub months: (u8, u8),
    /// Whether it can stand without a year.
    pub alone: bool,
}

/// A date counted from that of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// What remains of the year.
    ThisYear,
    /// The year after.
    NextYear,
    /// The quarter after.
    NextQuarter,
    /// The month after.
    NextMonth,
    /// What remains of the month.
    ThisMonth,
}
