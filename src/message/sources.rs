//! Reads files again for lines, columns and quoted lines.

use std::ops::Range;

use super::text;
use crate::diagnostic::{Location, Position, Span};
use crate::path::SourcePath;
use crate::world::{Encoding, World};

/// Maximum length of a quoted line, in bytes. A paragraph on one line is shorter; longer lines are
/// generated, and an excerpt would not help.
pub(super) const MAX_QUOTED_LINE: usize = 16 * 1024;

/// The region of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// The first character.
    pub(super) start: Position,
    /// Exclusive.
    pub(super) end: Position,
}

/// The first line of a span, and the part of the span on it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// The line's number, from 1.
    pub(super) line: usize,
    /// The line with its line end, escaped character by character.
    pub(super) text: String,
    /// The span in bytes of `text`, on character boundaries.
    pub(super) span: Range<usize>,
}

/// Cached files, at most two: that of the current diagnostics, and the last one that they refer to.
pub(super) struct Sources<'w> {
    world: &'w dyn World,
    current: Option<(SourcePath, Option<Source>)>,
    other: Option<(SourcePath, Option<Source>)>,
}

impl<'w> Sources<'w> {
    pub(super) fn new(world: &'w dyn World) -> Self {
        Self { world, current: None, other: None }
    }

    /// Caches this file until the next call.
    pub(super) fn turn_to(&mut self, path: &SourcePath) {
        if !holds(self.current.as_ref(), path) {
            let held = self.other.take_if(|(held, _)| held == path);
            self.current = held.or_else(|| Some(self.load(path)));
        }
    }

    /// The region of a location; `None` for a whole or unreadable file.
    pub(super) fn region(&mut self, location: &Location) -> Option<Region> {
        let span = location.span?;
        Some(self.source(&location.path)?.region(span))
    }

    /// The line to quote; `None` without a region, for files in an unknown encoding, and for lines
    /// longer than [`MAX_QUOTED_LINE`].
    pub(super) fn quote(&mut self, location: &Location) -> Option<Quote> {
        let span = location.span?;
        self.source(&location.path)?.quote(span)
    }

    fn source(&mut self, path: &SourcePath) -> Option<&mut Source> {
        let slot = if holds(self.current.as_ref(), path) {
            &mut self.current
        } else {
            if !holds(self.other.as_ref(), path) {
                self.other = Some(self.load(path));
            }
            &mut self.other
        };
        slot.as_mut().and_then(|(_, source)| source.as_mut())
    }

    fn load(&self, path: &SourcePath) -> (SourcePath, Option<Source>) {
        (path.clone(), self.world.read(path).ok().map(Source::new))
    }
}

fn holds(slot: Option<&(SourcePath, Option<Source>)>, path: &SourcePath) -> bool {
    slot.is_some_and(|(held, _)| held == path)
}

/// A file with an index of its lines.
struct Source {
    /// The text, or the bytes if not UTF-8.
    text: Result<String, Vec<u8>>,
    /// Line offsets; the first is 0.
    line_starts: Vec<usize>,
    /// Offset and column of the last span's start. Spans are in order, so that a long line with
    /// many of them is scanned once.
    last: (usize, usize),
}

impl Source {
    fn new(bytes: Vec<u8>) -> Self {
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let line_starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let text = String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes);
        Self { text, line_starts, last: (0, 1) }
    }

    fn region(&mut self, span: Span) -> Region {
        let text = match &self.text {
            Ok(text) => text.as_bytes(),
            Err(bytes) => {
                let start = Position::of(bytes, span.start);
                return Region { start, end: Position::of(bytes, span.end).max(start) };
            }
        };
        let Range { start, end } = clamped(span, text.len());
        let line = self.line_at(start);
        let line_start = self.line_starts[line];
        let from =
            if (line_start..=start).contains(&self.last.0) { self.last } else { (line_start, 1) };
        let column = from.1 + characters(&text[from.0..start]);
        let end_line = self.line_at(end);
        let end_column = if end_line == line {
            column + characters(&text[start..end])
        } else {
            1 + characters(&text[self.line_starts[end_line]..end])
        };
        self.last = (start, column);
        Region {
            start: Position { line: line + 1, column },
            end: Position { line: end_line + 1, column: end_column },
        }
    }

    fn quote(&self, span: Span) -> Option<Quote> {
        let text = match &self.text {
            Ok(text) => text,
            Err(bytes) => return self.quote_bytes(bytes, span),
        };
        let Range { start, end } = clamped(span, text.len());
        let line = self.line_at(start);
        let line_start = self.line_starts[line];
        let line_end = self.line_starts.get(line + 1).copied().unwrap_or(text.len());
        let whole = &text[line_start..line_end];
        if whole.len() > MAX_QUOTED_LINE {
            return None;
        }
        let content =
            whole.strip_suffix("\r\n").or_else(|| whole.strip_suffix('\n')).unwrap_or(whole);
        // Round up, as `Position` does for an offset within a character.
        let start = whole.ceil_char_boundary(start - line_start);
        let end = whole.ceil_char_boundary(end.min(line_end) - line_start).min(content.len());
        Some(shown_line(line + 1, content, &whole[content.len()..], start..end))
    }

    /// A line of a file that is not UTF-8, in its likely encoding.
    fn quote_bytes(&self, bytes: &[u8], span: Span) -> Option<Quote> {
        let encoding = Encoding::of(bytes);
        if matches!(encoding, Encoding::Utf16 | Encoding::Unknown) {
            return None;
        }
        let Range { start, end } = clamped(span, bytes.len());
        let line = self.line_at(start);
        let from = self.line_starts[line];
        let whole = &bytes[from..self.line_starts.get(line + 1).copied().unwrap_or(bytes.len())];
        if whole.len() > MAX_QUOTED_LINE {
            return None;
        }
        let content =
            whole.strip_suffix(b"\r\n").or_else(|| whole.strip_suffix(b"\n")).unwrap_or(whole);
        let line_end = str::from_utf8(&whole[content.len()..]).unwrap_or_default();
        // Each part by itself, as `Position` counts characters.
        let in_line_end = (start - from).saturating_sub(content.len());
        let from = (start - from).min(content.len());
        let to = (end.saturating_sub(self.line_starts[line])).clamp(from, content.len());
        let mut text = String::with_capacity(content.len());
        read(&content[..from], encoding, &mut text);
        let begin = text.len() + in_line_end;
        read(&content[from..to], encoding, &mut text);
        let marked = begin..text.len().max(begin);
        read(&content[to..], encoding, &mut text);
        Some(shown_line(line + 1, &text, line_end, marked))
    }

    /// The index of the line that contains a byte.
    fn line_at(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset) - 1
    }
}

/// Reads bytes in an encoding, where they are not UTF-8.
fn read(bytes: &[u8], encoding: Encoding, text: &mut String) {
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        match chunk.invalid() {
            [] => {}
            [byte] => text.push(encoding.character(*byte)),
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

/// A line escaped character by character; `marked` are bytes of its content.
fn shown_line(line: usize, content: &str, line_end: &str, marked: Range<usize>) -> Quote {
    let Range { start, end } = marked;
    let mut shown = String::with_capacity(content.len() + line_end.len());
    // Possibly within a CRLF.
    let (mut from, mut to) = (start.saturating_sub(content.len()), 0);
    for ((at, _), character) in content.char_indices().zip(text::characters(content)) {
        shown.push(character);
        if at < start {
            from += character.len_utf8();
        }
        if at < end {
            to += character.len_utf8();
        }
    }
    shown.push_str(line_end);
    Quote { line, text: shown, span: from..to.max(from) }
}

/// A span clamped to the file; empty if reversed.
fn clamped(span: Span, length: usize) -> Range<usize> {
    let start = (span.start as usize).min(length);
    start..(span.end as usize).clamp(start, length)
}

/// Number of characters that begin in some bytes of valid UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !(0x80..0xc0).contains(*byte)).count()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::world::{Listing, MemoryWorld, ReadError};

    #[test]
    fn the_line_around_a_span() {
        #[track_caller]
        fn case(file: &str, span: Range<usize>, line: usize, text: &str, marked: Range<usize>) {
            let quote = Source::new(file.into()).quote(span.into());
            assert_eq!(quote, Some(Quote { line, text: text.to_owned(), span: marked }));
        }
        case("one\ntwo\n", 4..7, 2, "two\n", 0..3);
        case("one\ntwo", 5..6, 2, "two", 1..2);
        // Cut at the line end.
        case("one\ntwo\n", 1..6, 1, "one\n", 1..3);
        case("one\r\ntwo\r\n", 1..9, 1, "one\r\n", 1..3);
        // At the end of a line and of the file, and past both.
        case("one\r\ntwo", 3..5, 1, "one\r\n", 3..3);
        case("one\r\ntwo", 4..5, 1, "one\r\n", 4..4);
        case("one\n", 4..4, 2, "", 0..0);
        case("one", 90..99, 1, "one", 3..3);
        case("", 0..1, 1, "", 0..0);
        // A reversed span, one within a character.
        case("one", Range { start: 2, end: 1 }, 1, "one", 2..2);
        case("é—x", 1..3, 1, "é—x", 2..5);
        // Replacement characters can be longer.
        case("\u{1b}\u{9b}x", 3..4, 1, "␛\u{fffd}x", 6..7);
    }

    #[test]
    fn lines_in_other_encodings() {
        let quote = |bytes: &[u8], span: Range<usize>| {
            Source::new(bytes.to_vec()).quote(span.into()).map(|quote| (quote.text, quote.span))
        };
        assert_eq!(quote(b"a\ncaf\xe9 x\r\n", 5..6), Some(("café x\r\n".to_owned(), 3..5)));
        assert_eq!(quote(b"caf\x8e x", 3..4), Some(("café x".to_owned(), 3..5)));
    }

    #[test]
    fn no_line_to_quote() {
        assert_eq!(Source::new(b"a\xff\0".to_vec()).quote((0..1).into()), None);
        let long = "x".repeat(MAX_QUOTED_LINE + 1);
        assert_eq!(Source::new(long.into()).quote((0..1).into()), None);
    }

    #[test]
    fn a_file_is_read_once_for_diagnostics_that_follow_each_other() {
        struct Counting(MemoryWorld, Mutex<Vec<String>>);
        impl World for Counting {
            fn walk(&self, directory: &SourcePath) -> Listing {
                self.0.walk(directory)
            }
            fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
                self.1.lock().unwrap().push(path.to_string());
                self.0.read(path)
            }
            fn today(&self) -> NaiveDate {
                self.0.today()
            }
        }
        let world =
            Counting(MemoryWorld::new([("a", "a"), ("b", "b"), ("c", "c")]), Mutex::default());
        let mut sources = Sources::new(&world);
        for (file, others) in [("a", "bbc"), ("a", "cgc"), ("c", "a"), ("g", "g")] {
            sources.turn_to(&SourcePath::new(file));
            for path in
                std::iter::once(file).chain(others.split("").filter(|path| !path.is_empty()))
            {
                let location = Location::new(&SourcePath::new(path), 0..1);
                assert_eq!(sources.region(&location).is_some(), path != "g");
            }
        }
        // `g` is unreadable, and is not tried again.
        assert_eq!(world.1.into_inner().unwrap().join(" "), "a b c g c a g");
    }

    proptest! {
        #[test]
        fn positions_are_those_of_position(
            text in "(\\PC|[\r\n\t\u{0}é漢]){0,40}",
            broken in any::<bool>(),
            spans in prop::collection::vec((0u32..150, 0u32..150), 1..6),
        ) {
            let mut bytes = text.into_bytes();
            if broken {
                bytes.insert(bytes.len() / 2, 0xff);
            }
            let mut source = Source::new(bytes.clone());
            for (start, length) in spans {
                let span = Span { start, end: start + length };
                let expected = Region {
                    start: Position::of(&bytes, span.start),
                    end: Position::of(&bytes, span.end),
                };
                prop_assert_eq!(source.region(span), expected);
                source.quote(span);
            }
        }
    }
}
