//! Quotation marks and backslashes of a broken line, put right.

use std::ops::Range;

/// Opening typographic quotation marks with those that can close them. Straight ones close any.
const PAIRS: [(char, &str); 14] = [
    ('“', "”“"),
    ('”', "”"),
    ('„', "“”„"),
    ('‟', "”"),
    ('«', "»"),
    ('»', "«»"),
    ('‹', "›"),
    ('›', "‹›"),
    ('‘', "’‘"),
    ('’', "’‘"),
    ('‚', "‘’"),
    ('`', "`´'"),
    ('´', "´"),
    ('＂', "＂"),
];

/// Letters after a backslash that TOML knows.
const ESCAPES: &str = "btnfre\"\\";

/// What was wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// Typographic quotation marks around a text.
    Typographic,
    /// A backslash that begins no escape.
    Backslash,
    /// A quotation mark inside a text.
    Inner,
    /// Another space than that of the space bar.
    Space,
}

impl Cause {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Typographic => "typographic quotation marks cannot enclose a text",
            Self::Backslash => "a backslash in a text between `\"` begins an escape",
            Self::Inner => "a quotation mark inside a text ends it",
            Self::Space => "there is a no-break space outside of a text",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Typographic => "type `\"` instead",
            Self::Backslash => {
                "write `/` in a path, `\\\\` for a backslash, or put the text in `'`"
            }
            Self::Inner => "write `\\\"` inside the text, or put the text in `'''`",
            Self::Space => "type a space instead",
        }
    }
}

/// A line written again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Requoted {
    pub(super) text: String,
    pub(super) cause: Cause,
    /// The bytes of what was wrong first.
    pub(super) at: Range<usize>,
}

/// The line with straight quotation marks around its texts and escapes in them. `None` if it has
/// texts over several lines, or nothing was wrong with its quotation marks.
pub(super) fn requoted(line: &str) -> Option<Requoted> {
    if line.contains("\"\"\"") || line.contains("'''") {
        return None;
    }
    let mut reader = Reader { line, written: String::with_capacity(line.len()), found: None };
    let mut at = 0;
    while let Some(char) = line[at..].chars().next() {
        let end = at + char.len_utf8();
        at = match char {
            '#' => {
                reader.written.push_str(&line[at..]);
                line.len()
            }
            '"' | '\'' => reader.text(at, char, "")?,
            '\u{a0}' | '\u{202f}' | '\u{3000}' => {
                reader.note(Cause::Space, at..end);
                reader.written.push(' ');
                end
            }
            _ => {
                if let Some((_, closers)) = PAIRS.iter().find(|(open, _)| *open == char) {
                    reader.text(at, char, closers)?
                } else {
                    reader.written.push(char);
                    end
                }
            }
        };
    }
    let (cause, at) = reader.found?;
    Some(Requoted { text: reader.written, cause, at })
}

/// A text without typographic quotation marks around it.
pub(super) fn bare(text: &str) -> &str {
    let is_mark = |char: char| PAIRS.iter().any(|(open, _)| *open == char) || char == '”';
    if text.starts_with(is_mark) { text.trim_matches(is_mark) } else { text }
}

struct Reader<'l> {
    line: &'l str,
    written: String,
    found: Option<(Cause, Range<usize>)>,
}

impl Reader<'_> {
    /// Notes a cause; the gravest one is told, at its first place.
    fn note(&mut self, cause: Cause, at: Range<usize>) {
        if self.found.as_ref().is_none_or(|(before, _)| cause < *before) {
            self.found = Some((cause, at));
        }
    }

    /// Reads a text that begins at an offset, and returns its end.
    fn text(&mut self, start: usize, open: char, closers: &str) -> Option<usize> {
        let begin = start + open.len_utf8();
        let (end, close) = self.end(begin, open, closers)?;
        let inner = &self.line[begin..end];
        let after = end + close.len_utf8();
        let straight = matches!(open, '"' | '\'');
        if !straight {
            self.note(Cause::Typographic, start..begin);
        } else if close != open {
            self.note(Cause::Typographic, end..after);
        }
        let inside = inner_quote(inner, open).filter(|_| straight);
        let wrong = wrong_escape(inner).filter(|_| open == '"');
        if let Some(at) = wrong {
            self.note(Cause::Backslash, begin + at..begin + at + 1);
        }
        if let Some(at) = inside {
            self.note(Cause::Inner, begin + at..begin + at + 1);
        }
        let is_key = self.written.trim().is_empty() && self.line[after..].trim().starts_with('=')
            || self.written.trim_matches(['[', ' ']).is_empty()
                && self.line[after..].starts_with(']');
        if !straight
            && is_key
            && inner.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
        {
            self.written.push_str(inner);
        } else if straight && close == open && inside.is_none() && wrong.is_none() {
            self.written.push_str(&self.line[start..after]);
        } else {
            self.written.push_str(&quoted(inner));
        }
        Some(after)
    }

    /// Where a text ends: at a closing mark before what can follow a text.
    fn end(&self, begin: usize, open: char, closers: &str) -> Option<(usize, char)> {
        let closes = |char: char| match open {
            // Opened with a straight mark, closed by the editor.
            '"' => matches!(char, '"' | '”' | '“'),
            '\'' => matches!(char, '\'' | '’' | '‘'),
            _ => closers.contains(char) || char == '"',
        };
        let mut escaped = false;
        for (at, char) in self.line[begin..].char_indices() {
            let at = begin + at;
            if closes(char) {
                let follows = self.line[at + char.len_utf8()..].trim_start();
                let ends = follows.is_empty() || follows.starts_with([',', ']', '}', '#', '=']);
                // A path can end with a backslash.
                if ends && (follows.is_empty() || !escaped) {
                    return Some((at, char));
                }
            }
            escaped = char == '\\' && !escaped && open == '"';
        }
        None
    }
}

/// A quotation mark of the enclosing kind inside a text.
fn inner_quote(inner: &str, open: char) -> Option<usize> {
    let mut escaped = false;
    let found = inner.char_indices().find(|(_, char)| {
        let is = *char == open && !escaped;
        escaped = *char == '\\' && !escaped && open == '"';
        is
    });
    found.map(|(at, _)| at)
}

/// A backslash that begins no escape.
fn wrong_escape(inner: &str) -> Option<usize> {
    let mut chars = inner.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        if char != '\\' {
            continue;
        }
        match chars.next() {
            Some((_, next)) if ESCAPES.contains(next) => {}
            Some((after, 'u')) if is_hexadecimal(inner, after + 1, 4) => {}
            Some((after, 'U')) if is_hexadecimal(inner, after + 1, 8) => {}
            _ => return Some(at),
        }
    }
    None
}

fn is_hexadecimal(text: &str, from: usize, count: usize) -> bool {
    let digits = text.get(from..from + count);
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A text as a TOML string on one line. Escapes that it has for quotation marks are read.
pub(crate) fn quoted(text: &str) -> String {
    let text = text.replace("\\\"", "\"");
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
