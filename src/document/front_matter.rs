//! Splits a file into front matter and body.

use std::ops::Range;

use super::Role;
use crate::diagnostic::{Diagnostic, Location};
use crate::path::SourcePath;
use crate::world::unmarked;

mod begin;
mod yaml;

use begin::Instead;

/// The delimiter line.
const FENCE: &str = "+++";

/// Byte ranges of a file's parts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// The opening line.
    pub(crate) head: Range<usize>,
    /// The TOML.
    pub(crate) toml: Range<usize>,
    /// Offset of the body.
    pub(crate) body: usize,
}

/// Why a file has no front matter.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum FrontMatterError {
    /// No front matter; the bytes of the first line.
    Missing(Range<usize>),
    /// Unterminated; the bytes of the opening line.
    Unclosed(Range<usize>),
}

/// Splits a file. Skips a byte order mark; accepts CRLF.
pub(crate) fn split(text: &str) -> Result<Split, FrontMatterError> {
    let (_, start) = unmarked(text);
    let mut lines = Lines { text, at: start };
    let Some(head) = lines.next() else { return Err(FrontMatterError::Missing(0..0)) };
    if text[head.clone()].trim_end() != FENCE {
        return Err(FrontMatterError::Missing(head));
    }
    let toml_start = lines.at;
    while let Some(line) = lines.next() {
        if text[line.clone()].trim_end() == FENCE {
            return Ok(Split { head, toml: toml_start..line.start, body: lines.at });
        }
    }
    Err(FrontMatterError::Unclosed(head))
}

/// The lines of a text, without line ends.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let start = self.at;
        let end = rest.find('\n').map_or(self.text.len(), |newline| start + newline);
        self.at = (end + 1).min(self.text.len());
        Some(start..end)
    }
}

impl FrontMatterError {
    pub(super) fn diagnostic(self, path: &SourcePath, text: &str, role: Role) -> Diagnostic {
        match self {
            Self::Missing(line) => {
                let Instead { message, help, sample } = begin::instead(text, &line, path, role);
                let location = Location::new(path, line);
                let diagnostic = Diagnostic::error("missing-front-matter", location, message);
                diagnostic.help(help).sample(sample.lines())
            }
            Self::Unclosed(line) => Diagnostic::error(
                "unclosed-front-matter",
                Location::new(path, line),
                "the front matter is not closed",
            )
            .label("opened here")
            .help("end it with a line `+++`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        #[track_caller]
        fn case(text: &str, toml: &str, body: &str) {
            let split = split(text).expect("has front matter");
            assert_eq!((&text[split.toml], &text[split.body..]), (toml, body));
        }
        case("+++\na = 1\n+++\nbody\n", "a = 1\n", "body\n");
        case("+++\r\na = 1\r\n+++\r\nbody", "a = 1\r\n", "body");
        case("\u{feff}+++\n+++", "", "");
        case("+++ \n+++\n+++\n", "", "+++\n");
    }

    #[test]
    fn what_is_no_front_matter() {
        #[track_caller]
        fn case(text: &str, expected: FrontMatterError) {
            assert_eq!(split(text), Err(expected));
        }
        case("", FrontMatterError::Missing(0..0));
        case("text\n", FrontMatterError::Missing(0..4));
        case("---\na: 1\n---\n", FrontMatterError::Missing(0..3));
        case("+++", FrontMatterError::Unclosed(0..3));
        case("+++\na = 1\n", FrontMatterError::Unclosed(0..3));
    }
}
