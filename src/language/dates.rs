//! The words of dates.

/// The words by which dates are recognised in prose, all in lower case.
#[derive(Clone, Copy, Debug)]
pub struct DateWords {
    /// Month names, each followed by its abbreviations without a full stop; January first.
    pub months: [&'static [&'static str]; 12],
    /// How the day and the month may stand before a year.
    pub orders: &'static [DateOrder],
    /// What stands for a quarter right before a year: "Q3".
    pub quarter_numerals: [&'static [&'static str]; 4],
    /// Words for the quarters of a year, before a word of `quarter`.
    pub quarter_ordinals: [&'static [&'static str]; 4],
    /// Words for a quarter of a year.
    pub quarter: &'static [&'static str],
    /// Words that may stand between a quarter and its year.
    pub quarter_joints: &'static [&'static str],
    /// Words after which a year alone is a date.
    pub within: &'static [&'static str],
}

/// How a day and a month stand before their year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// "30 September 2016"
    DayMonth,
    /// "September 30, 2016"
    MonthDay,
}
