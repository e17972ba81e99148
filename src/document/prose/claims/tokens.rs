//! Where the words of a text are.

use std::ops::Range;

/// Words: letters and digits, with what an apostrophe adds to a noun as one of its own.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let rest = &text[start..];
        let length = rest.find(|char: char| !char.is_alphanumeric()).unwrap_or(rest.len());
        at = start + length;
        Some(start..at)
    })
}
