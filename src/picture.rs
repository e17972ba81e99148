//! Pictures that are drawn by XML (SVG), made harmless before anybody gets them.
//!
//! Such a picture is a document: opened by itself it runs scripts, loads from other hosts, and a few lines of it can
//! draw a thousand million shapes. What is written here is put together anew from what is known to draw, so that
//! nothing depends on how a browser reads what is not well formed; all that was left out is told.
//!
//! It knows no site and no file: bytes come in, bytes go out.

use thiserror::Error;

mod clean;
mod cost;
mod names;
mod styles;

pub use clean::clean;

/// A picture that can be passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The picture, in UTF-8.
    pub bytes: Vec<u8>,
    /// What was left out, in the order of the file.
    pub removed: Vec<Removed>,
}

/// Something that was left out of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// As it is called in the file: `<script>`, `onload="…"`, `@import`.
    pub what: String,
    /// The line it stands on, or that of the element whose it is, from 1.
    pub line: usize,
}

/// Why a picture cannot be passed on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unusable {
    /// Not well-formed.
    #[error("it is not well-formed XML: {0}")]
    Xml(String),
    /// Not SVG.
    #[error("its root element is not `<svg>`")]
    Foreign,
    /// It draws the same things over and over.
    #[error("it would draw {0} shapes: parts that repeat others may add up to {MOST_REPEATED}")]
    TooMuch(u64),
    /// What it stands for is much more than its file holds.
    #[error("it would be larger than 32 MiB")]
    TooLarge,
    /// Browsers end where elements are nested too deeply.
    #[error("its elements are nested more than {MOST_NESTED} deep")]
    TooDeep,
}

/// How many shapes a picture may draw beyond those that are written in it: by `<use>`, patterns, markers, masks. A map
/// with a symbol on each of its places has some thousands; ten lines of nested `<use>` have ten thousand million.
pub const MOST_REPEATED: u64 = 100_000;

/// The most bytes that a picture may have: twice those of the largest file that is read.
pub const MOST_BYTES: usize = 32 << 20;

/// How deeply elements may be nested. Drawing programs write a dozen levels; browsers take several hundred.
pub const MOST_NESTED: usize = 200;
