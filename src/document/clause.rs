//! References in prose: "Recommendation 25", "Recommendations 4, 5 and 14", "Recs. 25 – 28".
//!
//! They are found in two stages. [`scan`] looks at one block of one file and keeps the places
//! where a label word has something like a number after it. Whether `018/24` is one label or two,
//! and whether "and 5" goes on with a list, depends on the labels that the report has, so
//! [`Clause::read`] comes later and is told. Neither knows what Markdown or a report is.

use std::ops::Range;

use crate::diagnostic::Span;
use crate::fragment::{Piece, Run};

mod grammar;
mod read;
mod scan;

pub use grammar::{Grammar, Words};
pub use scan::scan;

/// A label word and what follows it, as far as that could be a list of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    series: Option<Box<str>>,
    plural: bool,
    /// The label word, and at `head..` what follows it.
    text: Box<str>,
    head: u32,
    segments: Box<[Segment]>,
}

/// Where a part of a clause's text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    /// Where in the clause's text the part begins.
    at: u32,
    piece: u32,
    /// Where in the piece's text the part begins.
    byte: u32,
    container: u32,
    /// The part's bytes in the file if `exact`, else the whole piece's.
    source: Span,
    exact: bool,
}

/// One number of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The number as written; [`key`](super::number::key) makes it comparable to a label.
    pub number: Box<str>,
    /// How it is mentioned.
    pub kind: MentionKind,
    /// Whether it is a label.
    pub known: bool,
    /// Its bytes in the file, for [`MentionKind::Single`] from the label word on.
    pub source: Span,
    /// The words to put a link on: those of `source`, the number alone where these would begin in
    /// one inline container and end in another, or none where the number itself does so.
    pub link: Option<Extent>,
}

/// How a number is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// The only number of its clause.
    Single,
    /// One of several.
    ListItem,
    /// The first end of a range. The mention after it is the other end;
    /// [`range`](super::number::range) says what is between.
    RangeStart,
    /// The last end of a range.
    RangeEnd,
}

/// Some words of a block, which may span several pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The first byte.
    pub start: Place,
    /// One past the last byte, in the piece that holds the last byte.
    pub end: Place,
}

/// A byte of a piece's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The piece's index in what was given to [`scan`].
    pub piece: u32,
    /// The byte in its text.
    pub byte: u32,
}

impl Clause {
    /// The word right before the label word if it has two capitals or a digit, as written but for the
    /// ending of a possessive: `SSR1`, `WHOIS`, `CCT-RT`. It names the series that the numbers are of.
    /// Where the label word is all capitals, as in "SEE RECOMMENDATION 25", it takes a digit.
    pub fn series(&self) -> Option<&str> {
        self.series.as_deref()
    }

    /// Whether the numbers are of the series that has one of these names, or of none in
    /// particular. ASCII case does not count.
    pub fn is_of<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> bool {
        let Some(series) = self.series() else { return true };
        names.into_iter().any(|name| name.eq_ignore_ascii_case(series))
    }

    /// Where the label word begins.
    pub fn start(&self) -> Place {
        let first = self.segments.first();
        first.map_or(Place { piece: 0, byte: 0 }, |first| Place {
            piece: first.piece,
            byte: first.byte,
        })
    }

    /// Whether the label word is a plural one.
    pub fn is_plural(&self) -> bool {
        self.plural
    }

    /// The label word and what follows it, as shown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The numbers mentioned, in order and apart from each other. `is_label` is asked with
    /// [keys](super::number::key) whether there is such a label.
    pub fn read(&self, grammar: &Grammar, is_label: impl Fn(&str) -> bool) -> Vec<Mention> {
        let numbers = read::numbers(self, grammar, &is_label);
        numbers.into_iter().map(|number| self.mention(number)).collect()
    }

    fn mention(&self, number: read::Number) -> Mention {
        let alone = number.range;
        let words = match number.kind {
            MentionKind::Single => 0..alone.end,
            _ => alone.clone(),
        };
        Mention {
            number: self.text[alone.clone()].into(),
            kind: number.kind,
            known: number.known,
            source: self.source(&words),
            link: self.extent(&words).or_else(|| self.extent(&alone)),
        }
    }

    /// The segments of the first and of the last byte of a part of the text.
    fn ends(&self, range: &Range<usize>) -> (&Segment, &Segment) {
        let of = |byte: usize| {
            let next = self.segments.partition_point(|segment| segment.at as usize <= byte);
            &self.segments[next.saturating_sub(1)]
        };
        (of(range.start), of(range.end.saturating_sub(1)))
    }

    fn source(&self, range: &Range<usize>) -> Span {
        let (first, last) = self.ends(range);
        let offset = |segment: &Segment, byte: usize| {
            segment.source.start as usize + (byte - segment.at as usize)
        };
        let start =
            if first.exact { offset(first, range.start) } else { first.source.start as usize };
        let end = if last.exact { offset(last, range.end) } else { last.source.end as usize };
        Span::from(start..end)
    }

    fn extent(&self, range: &Range<usize>) -> Option<Extent> {
        let (first, last) = self.ends(range);
        let place = |segment: &Segment, byte: usize| Place {
            piece: segment.piece,
            byte: segment.byte + narrow(byte - segment.at as usize),
        };
        (first.container == last.container)
            .then(|| Extent { start: place(first, range.start), end: place(last, range.end) })
    }
}

/// Files are at most 16 MiB, so that what is counted in one always fits; more saturates.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
