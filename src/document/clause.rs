//! References in prose: "Recommendation 25", "Recommendations 4, 5 and 14", "Recs. 25 – 28".
//!
//! Two stages: [`scan`] finds label words followed by possible numbers in one block of one file.
//! Whether `018/24` is one label or two, and whether "and 5" continues a list, depends on the
//! report's labels, so [`Clause::read`] comes later and gets them. Neither knows Markdown or
//! reports.

use std::ops::Range;

use crate::diagnostic::Span;
use crate::fragment::{Piece, Run};

mod grammar;
mod read;
mod scan;

pub use grammar::{Grammar, Vocabulary, Words};
pub use scan::scan;

/// A label word and the text after it that can be a list of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    series: Option<Box<str>>,
    plural: bool,
    /// Index of the label word in the grammar.
    label: u16,
    /// The label word, and from `head..` the text after it.
    text: Box<str>,
    head: u32,
    segments: Box<[Segment]>,
}

/// Source of a part of a clause's text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    /// Offset of the part in the clause's text.
    at: u32,
    piece: u32,
    /// Offset of the part in the piece's text.
    byte: u32,
    container: u32,
    /// Bytes of the part in the file if `exact`, else of the whole piece.
    source: Span,
    exact: bool,
}

/// One number of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The number as written; compare its [`key`](super::number::key) with labels.
    pub number: Box<str>,
    /// How it is mentioned.
    pub kind: MentionKind,
    /// Whether it is a label.
    pub known: bool,
    /// Its bytes in the file, for [`MentionKind::Single`] including the label word.
    pub source: Span,
    /// The text to link: that of `source`; the number alone if `source` crosses inline containers;
    /// none if the number itself does.
    pub link: Option<Extent>,
}

/// How a number is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// The only number of its clause.
    Single,
    /// One of several.
    ListItem,
    /// The first end of a range. The next mention is the other end; [`range`](super::number::range)
    /// gives the numbers between.
    RangeStart,
    /// The last end of a range.
    RangeEnd,
}

/// A text range of a block, possibly over several pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The first byte.
    pub start: Place,
    /// One past the last byte, in the last byte's piece.
    pub end: Place,
}

/// A position in a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The piece's index in the input of [`scan`].
    pub piece: u32,
    /// The offset in its text.
    pub byte: u32,
}

impl Clause {
    /// The word before the label word, without possessive ending, if it has two capitals or a
    /// digit: `SSR1`, `WHOIS`, `CCT-RT`. It names the series. Before a label word in capitals ("SEE
    /// RECOMMENDATION 25"), it must have a digit.
    pub fn series(&self) -> Option<&str> {
        self.series.as_deref()
    }

    /// Whether the numbers are of the series with one of these names, or of none. Ignores ASCII
    /// case.
    pub fn is_of<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> bool {
        let Some(series) = self.series() else { return true };
        names.into_iter().any(|name| name.eq_ignore_ascii_case(series))
    }

    /// The position of the label word.
    pub fn start(&self) -> Place {
        let first = self.segments.first();
        first.map_or(Place { piece: 0, byte: 0 }, |first| Place {
            piece: first.piece,
            byte: first.byte,
        })
    }

    /// Whether the label word is plural.
    pub fn is_plural(&self) -> bool {
        self.plural
    }

    /// The text as shown, from the label word.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The numbers mentioned, in order, without overlaps. `is_label` tells whether a label with
    /// this [key](super::number::key) exists.
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

    /// The segments of the first and last byte of a text range.
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

/// Files are at most 16 MiB, so counts always fit; larger ones saturate.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
