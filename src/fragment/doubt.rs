//! Problems of a text to report to its author.

use std::ops::Range;

/// A problem and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The problem.
    pub kind: DoubtKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// Kinds of problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoubtKind {
    /// Unknown element; shown as text.
    Unknown(Box<str>),
    /// A removed tag, element with its content, or attribute.
    Removed(Box<str>),
    /// A start tag without an end tag in its container, or an end tag without a start tag.
    Unpaired(Box<str>),
    /// An id that pages use themselves.
    ReservedId(Box<str>),
    /// A heading whose explicit id is used by pages, and which therefore has another.
    ReservedHeading {
        /// The explicit id.
        given: Box<str>,
        /// The actual id.
        own: Box<str>,
    },
    /// Cells of a row without a column.
    LostCells {
        /// Their number.
        cells: usize,
        /// The number of columns.
        columns: usize,
    },
    /// A footnote mark without a note, by its label.
    UndefinedNote(Box<str>),
    /// A note with a duplicate label.
    NoteTwice(Box<str>),
    /// A link that is none because of spaces in its address.
    SpacedLink(Box<str>),
    /// A heading without text, by its explicit id.
    EmptyHeading(Box<str>),
    /// An invisible character.
    Invisible {
        /// Its code point.
        code: u32,
        /// The escape that it is written with; empty if literal.
        escape: Box<str>,
    },
}
