//! Natural order of labels.

use std::cmp::Ordering;

use super::{digit, is_digit, roman};

/// Compares two labels part by part. Labels that differ only in leading zeros or ASCII case are
/// equal here.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    Parts::new(a).cmp(Parts::new(b))
}

/// A part of a label. Splitting a label depends only on that label, and parts are totally ordered;
/// so labels are, too.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part<'a> {
    /// The lower-case character; `0` for a digit run, `i` for a roman numeral.
    class: char,
    roman: u8,
    digits: Digits<'a>,
}

/// A digit run without leading zeros.
#[derive(Default, PartialEq, Eq)]
struct Digits<'a>(&'a str);

impl Digits<'_> {
    fn values(&self) -> impl Iterator<Item = u8> {
        self.0.chars().filter_map(digit)
    }
}

impl Ord for Digits<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = self.values().count().cmp(&other.values().count());
        length.then_with(|| self.values().cmp(other.values()))
    }
}

impl PartialOrd for Digits<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

struct Parts<'a> {
    rest: &'a str,
    bracketed: bool,
}

impl<'a> Parts<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text, bracketed: false }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let first = self.rest.chars().next()?;
        let bracketed = std::mem::replace(&mut self.bracketed, first == '(');
        if is_digit(first) {
            let length = self.rest.find(|c| !is_digit(c)).unwrap_or(self.rest.len());
            let run = self.take(length).trim_start_matches(|c| digit(c) == Some(0));
            return Some(Part { class: '0', roman: 0, digits: Digits(run) });
        }
        if bracketed
            && let Some(length) = self.rest.find(')')
            && let Some(value) = roman(&self.rest[..length].to_ascii_lowercase())
        {
            self.take(length);
            return Some(Part { class: 'i', roman: value, digits: Digits::default() });
        }
        self.take(first.len_utf8());
        Some(Part { class: first.to_ascii_lowercase(), roman: 0, digits: Digits::default() })
    }
}
