//! Errors of a TOML parser, told by their causes.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::slip::{self, Slip};
use super::tables::Headers;
use super::{Decoder, lower_first, quoting};
use crate::diagnostic::Diagnostic;

/// The parts of a text that have syntax errors, so that nothing else is reported there.
#[derive(Debug, Default)]
pub(super) struct Broken {
    /// Bytes of whole lines, in order, without overlaps; and the end of the first line of each.
    lines: Vec<(Range<usize>, usize)>,
}

impl Broken {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether an offset is in a broken part.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.part(at).is_some()
    }

    /// Whether a key at an offset is none: in a later line of a broken part, or with characters that
    /// broke it.
    pub(super) fn spoils(&self, at: usize, text: &str) -> bool {
        let is_plain = |at| text[at..].split('=').next().is_some_and(str::is_ascii);
        self.part(at).is_some_and(|(_, first)| at >= *first || !is_plain(at))
    }

    /// Takes typographic quotation marks off the values of broken lines: the parser read them as
    /// parts of the texts.
    pub(super) fn mend(&self, table: &mut DeTable<'_>) {
        if !self.is_empty() {
            table.iter_mut().for_each(|(_, value)| self.mend_value(value));
        }
    }

    fn mend_value(&self, value: &mut Spanned<DeValue<'_>>) {
        let start = value.span().start;
        match value.get_mut() {
            DeValue::String(text) if self.holds(start) => {
                let bare = quoting::bare(text);
                if bare.len() < text.len() {
                    *text = bare.to_owned().into();
                }
            }
            DeValue::Array(items) => items.iter_mut().for_each(|item| self.mend_value(item)),
            DeValue::Table(inner) => {
                inner.iter_mut().for_each(|(_, value)| self.mend_value(value));
            }
            _ => {}
        }
    }

    fn part(&self, at: usize) -> Option<&(Range<usize>, usize)> {
        let after = self.lines.partition_point(|(part, _)| part.start <= at);
        self.lines[..after].last().filter(|(part, _)| at < part.end)
    }
}

/// Reports errors, the first of every line.
pub(super) fn report(mut errors: Vec<Error>, decoder: &mut Decoder<'_>) -> Broken {
    let text = decoder.text;
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut broken = Broken::default();
    let mut headers = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let last = broken.lines.last().map_or(0, |(part, _)| part.end);
        if !broken.is_empty() && span.start < last {
            continue;
        }
        let line = line_of(text, span.start);
        let slip = if error.message().starts_with("duplicate key") {
            let headers = headers.get_or_insert_with(|| Headers::of(text));
            let written = &text[line.clone()];
            let (message, help) = headers.repeated(written, &text[span.clone()], span.start);
            let explained = if written.starts_with('[') {
                // Its keys may be there twice as well.
                line.start..next_header(text, line.end)
            } else {
                line.clone()
            };
            Some(Slip { message, help, span: span.clone(), explained })
        } else {
            slip::find(text, span.start)
        };
        let (diagnostic, explained) = if let Some(Slip { message, span, help, explained }) = slip {
            let location = decoder.location(span);
            let diagnostic = Diagnostic::error("toml-syntax", location, message).help(help);
            (diagnostic, line.start.min(explained.start)..line.end.max(explained.end))
        } else {
            let message = error.message().lines().next().unwrap_or("not valid TOML");
            let location = decoder.location(span);
            let diagnostic = Diagnostic::error("toml-syntax", location, lower_first(message))
                .help("see the TOML syntax: `key = \"text\"`, `key = 1`, `[[table]]`");
            (diagnostic, line)
        };
        decoder.report(diagnostic);
        let first = line_of(text, explained.start).end;
        broken.lines.push((explained, first));
    }
    broken
}

/// Where the next table begins.
fn next_header(text: &str, from: usize) -> usize {
    text[from..].find("\n[").map_or(text.len(), |newline| from + newline + 1)
}

/// The line at an offset, with its end.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n');
    start..end.map_or(text.len(), |end| at + end + 1)
}
