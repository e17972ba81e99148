//! Sanitises SVG pictures.
//!
//! SVG is active content: opened by itself it can run scripts, load from other hosts, and expand a
//! few lines to billions of shapes. The output is rebuilt from an allow-list of drawing elements,
//! so that nothing depends on how browsers recover from errors; all removals are reported.
//!
//! It knows no site and no file: bytes in, bytes out.

use thiserror::Error;

mod clean;
mod cost;
mod names;
mod styles;

pub use clean::clean;

/// A sanitised picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The picture in UTF-8.
    pub bytes: Vec<u8>,
    /// Removals, in order of the file.
    pub removed: Vec<Removed>,
}

/// A removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its name in the file: `<script>`, `onload="…"`, `@import`.
    pub what: String,
    /// Its line, or its element's, from 1.
    pub line: usize,
}

/// Why a picture is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unusable {
    /// Not well-formed.
    #[error("it is not well-formed XML: {0}")]
    Xml(String),
    /// Not SVG.
    #[error("its root element is not `<svg>`")]
    Foreign,
    /// Draws too many repeated shapes.
    #[error("it would draw {0} shapes; the limit for repeated elements is {MOST_REPEATED}")]
    TooMuch(u64),
    /// Expands too much.
    #[error("it would be larger than 32 MiB")]
    TooLarge,
    /// Nested too deeply; browsers would fail.
    #[error("its elements are nested more than {MOST_NESTED} levels deep")]
    TooDeep,
}

/// Limit of shapes repeated by `<use>`, patterns, markers and masks. A map with a symbol at each
/// place has thousands; ten lines of nested `<use>` have ten billion.
pub const MOST_REPEATED: u64 = 100_000;

/// Maximum size in bytes: twice that of the largest file read.
pub const MOST_BYTES: usize = 32 << 20;

/// Maximum nesting. Drawing programs write a dozen levels; browsers support several hundred.
pub const MOST_NESTED: usize = 200;
