//! One line of a text, and what follows it.

use std::ops::Range;

/// A text in quotes is looked for in this many lines.
const FOLLOWING: usize = 40;

/// A line without its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    /// The offset of the next line.
    next: usize,
}

/// A key and a value without `=`.
pub(super) struct Separated<'t> {
    pub(super) key: &'t str,
    pub(super) value: &'t str,
    /// What is between them.
    pub(super) at: Range<usize>,
    /// Whether that is a colon.
    pub(super) colon: bool,
}

impl<'t> Line<'t> {
    /// The line at an offset. A line end belongs to the line before it.
    pub(super) fn at(text: &'t str, at: usize) -> Self {
        let at = text.floor_char_boundary(at);
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        Self::from(text, start)
    }

    fn from(text: &'t str, start: usize) -> Self {
        let next = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
        let whole = &text[start..next];
        let whole = whole.strip_suffix('\n').unwrap_or(whole);
        Self { text: whole.strip_suffix('\r').unwrap_or(whole), start, next }
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.next
    }

    /// The key, and the bytes of the value without a comment.
    pub(super) fn key_and_value(&self) -> Option<(&'t str, Range<usize>)> {
        let (key, value) = self.text.split_once('=')?;
        if !is_key(key.trim()) {
            return None;
        }
        let comment = value.find(" #").unwrap_or(value.len());
        let value = &value[..comment];
        let start = key.len() + 1 + (value.len() - value.trim_start().len());
        Some((key, start..start + value.trim().len()))
    }

    /// A key and a value that something else than `=` separates.
    pub(super) fn separated(&self) -> Option<Separated<'t>> {
        let text = self.text.trim_end();
        let end = text.find([' ', '\t', ':'])?;
        let (key, rest) = text.split_at(end);
        let value = rest.trim_start_matches([' ', '\t', ':']);
        if !is_key(key) || value.is_empty() {
            return None;
        }
        let between = &rest[..rest.len() - value.len()];
        let colon = between.contains(':');
        // Words without a colon are rather a text.
        let is_value = colon || value.starts_with(['"', '\'', '[']);
        let at = end..text.len() - value.len();
        is_value.then_some(Separated { key, value, at, colon })
    }
}

fn is_key(text: &str) -> bool {
    let plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.');
    !text.is_empty() && text.chars().all(plain)
}

/// The end of the line in which a text that begins in `line` ends, if that is near, and before the
/// next key or table.
pub(super) fn continued(text: &str, line: &Line<'_>, quote: char) -> Option<usize> {
    let mut at = line.next;
    for _ in 0..FOLLOWING {
        if at >= text.len() {
            return None;
        }
        let line = Line::from(text, at);
        let written = line.text.trim();
        if line.key_and_value().is_some() || written.starts_with('[') && written.ends_with(']') {
            return None;
        }
        let last = written.trim_end_matches([',', ' ']);
        if last.ends_with(quote) {
            return Some(line.next);
        }
        at = line.next;
    }
    None
}
