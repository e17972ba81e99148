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
}

/// The order of a day and a month before their year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// "30 September 2016"
    DayMonth,
    /// "September 30, 2016"
    MonthDay,
}
