//! Quarters and partial dates.

use std::fmt;

/// A quarter, counted from the first edition's, 2015-Q2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quarter(pub(super) i32);

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    pub(super) year: i32,
    pub(super) month: u32,
    pub(super) day: u32,
}

/// A partial date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartialDate {
    Year(i32),
    Quarter(Quarter),
    Month(i32, u32),
    Day(Date),
}

impl Quarter {
    pub(super) fn year(self) -> i32 {
        2015 + (self.0 + 1).div_euclid(4)
    }

    /// The quarter of the year, from 1 to 4.
    pub(super) fn of_year(self) -> u32 {
        (self.0 + 1).rem_euclid(4).unsigned_abs() + 1
    }

    /// The month, from 1 to 12, by its index in the quarter, from 0 to 2.
    pub(super) fn month(self, index: u32) -> u32 {
        (self.of_year() - 1) * 3 + 1 + index
    }

    pub(super) fn last_day(self) -> Date {
        last_day_of_month(self.year(), self.month(2))
    }

    pub(super) fn after(self, quarters: u32) -> Self {
        Self(self.0.saturating_add_unsigned(quarters))
    }

    pub(super) fn before(self, quarters: u32) -> Self {
        Self(self.0.saturating_sub_unsigned(quarters))
    }
}

impl PartialDate {
    /// The quarter of its last day.
    pub(super) fn last_quarter(self) -> Quarter {
        match self {
            Self::Year(year) => quarter_of(year, 12),
            Self::Quarter(quarter) => quarter,
            Self::Month(year, month) => quarter_of(year, month),
            Self::Day(day) => quarter_of(day.year, day.month),
        }
    }

    /// Its last day, which decides about a due date.
    pub(super) fn last_day(self) -> Date {
        match self {
            Self::Year(_) | Self::Quarter(_) => self.last_quarter().last_day(),
            Self::Month(year, month) => last_day_of_month(year, month),
            Self::Day(day) => day,
        }
    }
}

fn quarter_of(year: i32, month: u32) -> Quarter {
    Quarter((year - 2015) * 4 - 1).after((month - 1) / 3)
}

fn last_day_of_month(year: i32, month: u32) -> Date {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let day = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Date { year, month, day }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(formatter, "{year:04}"),
            Self::Quarter(quarter) => {
                write!(formatter, "{:04}-Q{}", quarter.year(), quarter.of_year())
            }
            Self::Month(year, month) => write!(formatter, "{year:04}-{month:02}"),
            Self::Day(day) => day.fmt(formatter),
        }
    }
}
