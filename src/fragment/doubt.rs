//! What the author of a text should know about it.

use std::ops::Range;

/// Something about a text that its author should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What it is.
    pub kind: DoubtKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// What there is to know about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoubtKind {
    /// No element has this name; it is shown as it is written.
    Unknown(Box<str>),
    /// A tag, an element with all in it, or an attribute that is left out.
    Removed(Box<str>),
    /// A start tag whose element ends with its container, or an end tag of what is not open.
    Unpaired(Box<str>),
    /// An id that the page gives to a part of itself.
    ReservedId(Box<str>),
    /// The id that an author gave a heading, which the page gives to a part of itself, and the heading's own.
    ReservedHeading {
        /// The one given.
        given: Box<str>,
        /// The one it has.
        own: Box<str>,
    },
    /// Cells of a row beyond the columns of its table.
    LostCells {
        /// How many they are.
        cells: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// The mark of a note that is not there, by its label.
    UndefinedNote(Box<str>),
    /// A note whose label another one has.
    NoteTwice(Box<str>),
    /// A heading that has no words, by the id that its author gave it.
    EmptyHeading(Box<str>),
    /// A character that nothing shows.
    Invisible {
        /// Its number.
        code: u32,
        /// The escape it is written with; empty where it stands there as it is.
        escape: Box<str>,
    },
}
