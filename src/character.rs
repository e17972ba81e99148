//! Control characters and invisible characters, literal or escaped.
//!
//! Pure; knows TOML strings and their escapes. Markdown escapes are in [`crate::document`].

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Location, Span};
use crate::path::SourcePath;

/// A character of a text, literal or escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its code point, possibly invalid.
    pub code: u32,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// Whether HTML forbids it as a control character: all but white space.
pub fn is_control(code: u32) -> bool {
    let is_space = [0x9, 0xa, 0xc, 0xd].contains(&code);
    !is_space && char::from_u32(code).is_some_and(char::is_control)
}

/// Whether it is invisible and never needed in text: byte order mark, object replacement character,
/// interlinear annotation marks, noncharacters. Soft hyphens, joiners, direction marks and break
/// opportunities are needed.
pub fn is_invisible(code: u32) -> bool {
    matches!(code, 0xfeff | 0xfff9..=0xfffc) || is_none(code)
}

/// Whether it is a noncharacter.
fn is_none(code: u32) -> bool {
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code) || char::from_u32(code).is_none()
}

/// Whether a character is visible: neither white space nor Unicode's `Default_Ignorable_Code_Point`
/// (those in use).
pub fn is_shown(char: char) -> bool {
    let code = u32::from(char);
    let is_ignorable = matches!(
        code,
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f
            | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0x2800 | 0x3164
            | 0xfe00..=0xfe0f | 0xffa0 | 0xe0000..=0xe0fff
    );
    !is_ignorable && !char.is_whitespace() && !is_control(code) && !is_invisible(code)
}

/// Description as a noun phrase.
pub fn name(code: u32) -> &'static str {
    match code {
        0xfeff => "a byte order mark",
        0xfff9..=0xfffb => "an interlinear annotation character",
        0xfffc => "an object replacement character",
        _ => "a noncharacter",
    }
}

/// Literal invisible characters in a file, except a leading byte order mark.
pub fn invisible(text: &str) -> Vec<Written> {
    // In UTF-8 all of them begin with this byte or a greater one.
    if !any(text.as_bytes(), |byte| byte >= 0xef) {
        return Vec::new();
    }
    let characters = text.char_indices().skip_while(|found| *found == (0, '\u{feff}'));
    characters
        .filter(|(_, char)| is_invisible(u32::from(*char)))
        .map(|(at, char)| Written { code: char.into(), range: at..at + char.len_utf8() })
        .collect()
}

/// Bytes that are tested together, so that the test is vectorised.
const CHUNK: usize = 64;

/// Whether any byte passes a test.
fn any(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    let in_chunk = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | test(*byte));
    bytes.chunks(CHUNK).any(in_chunk)
}

/// The first literal control character.
pub fn first_control(text: &str) -> Option<Written> {
    // In UTF-8, those from U+0080 begin with this byte, as do some valid ones.
    let suspicious = |byte: u8| {
        byte == 0xc2
            || byte == 0x7f
            || (byte < 0x20)
                && (byte != b'\t')
                && (byte != b'\n')
                && (byte != 0xc)
                && (byte != b'\r')
    };
    // Suspicious chunks are examined closely.
    let mut chunks = text.as_bytes().chunks(CHUNK);
    let first = chunks.position(|chunk| any(chunk, suspicious))?;
    let from = text.floor_char_boundary(first * CHUNK);
    let (at, char) = text[from..].char_indices().find(|(_, char)| is_control(u32::from(*char)))?;
    Some(Written { code: u32::from(char), range: from + at..from + at + char.len_utf8() })
}

/// Escaped characters and literal control characters in TOML strings.
pub fn in_toml(text: &str) -> Vec<Written> {
    let mut found = Vec::new();
    if !text.contains('\\') && first_control(text).is_none() {
        return found;
    }
    let mut at = 0;
    while let Some(start) = text[at..].find(['"', '\'', '#']).map(|next| at + next) {
        let rest = &text[start..];
        at = match rest.as_bytes()[0] {
            b'#' => start + rest.find('\n').unwrap_or(rest.len()),
            quote => string(text, start, char::from(quote), &mut found),
        };
    }
    found
}

/// Scans a string from its opening quote; returns its end.
fn string(text: &str, start: usize, quote: char, found: &mut Vec<Written>) -> usize {
    let three = text[start..].chars().take(3).filter(|char| *char == quote).count() == 3;
    let length = if three { 3 } else { 1 };
    let mut at = start + length;
    while let Some(char) = text[at..].chars().next() {
        let quotes = text[at..].chars().take_while(|char| *char == quote).count();
        if quotes >= length {
            // Of five closing quotes, two belong to the string.
            return at + if three { quotes.min(5) } else { 1 };
        }
        let (code, size) = match char {
            '\n' if !three => return at,
            '\\' if quote == '"' => match escape(&text[at + 1..]) {
                Some((code, size)) => (Some(code), 1 + size),
                // An escaped character never ends the string.
                None => (None, 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8)),
            },
            char => (Some(char.into()).filter(|code| is_control(*code)), char.len_utf8()),
        };
        found.extend(code.map(|code| Written { code, range: at..at + size }));
        at += size;
    }
    at
}

/// The code point and length of an escape, after its backslash.
fn escape(text: &str) -> Option<(u32, usize)> {
    let digits = match text.chars().next()? {
        'b' => return Some((0x8, 1)),
        'e' => return Some((0x1b, 1)),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let written = text.get(1..=digits)?;
    let is_number = written.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(written, 16).ok().filter(|_| is_number)?;
    // TOML allows only scalar values.
    char::from_u32(code)?;
    Some((code, 1 + digits))
}

/// Reports control characters in the strings of a TOML text at `offset` in its file, replacing
/// other errors at the same bytes.
pub fn report_controls(
    text: &str,
    path: &SourcePath,
    offset: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let controls = in_toml(text).into_iter().filter(|written| is_control(written.code));
    let controls: Vec<(Span, u32, &str)> = controls
        .map(|Written { code, range }| {
            let written = &text[range.clone()];
            (Span::from(range).shifted(offset), code, written)
        })
        .collect();
    let touches = |at: Span| {
        let after = controls.partition_point(|(span, ..)| span.end < at.start);
        controls.get(after).is_some_and(|(span, ..)| span.start <= at.end)
    };
    diagnostics.retain(|other| {
        matches!(other.name, "control-character" | "missing-key" | "unknown-key")
            || !other.location.span.is_some_and(touches)
    });
    let told = controls
        .iter()
        .map(|(span, code, written)| control(Location::new(path, *span), *code, written));
    diagnostics.extend(told);
}

/// The diagnostic of a control character as written.
pub fn control(location: Location, code: u32, written: &str) -> Diagnostic {
    let as_it_is = written.chars().next().is_some_and(|char| u32::from(char) == code);
    let message = if as_it_is {
        format!("the file holds the control character U+{code:04X}")
    } else {
        format!("`{written}` is the control character U+{code:04X}")
    };
    Diagnostic::error("control-character", location, message)
        .help("delete it: a page cannot show it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_as_they_are() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            let found = first_control(text);
            assert_eq!(found.map(|Written { range, .. }| &text[range]), expected, "{text:?}");
        }
        case("a\tb\nc\u{c}d\r\n\u{a0}é", None);
        case("é\u{b}", Some("\u{b}"));
        case(&format!("{}\u{85}x", "é".repeat(100)), Some("\u{85}"));
        case("\u{7f}", Some("\u{7f}"));
    }

    #[test]
    fn invisible_characters() {
        #[track_caller]
        fn case(text: &str, expected: &[usize]) {
            let found: Vec<usize> = invisible(text).iter().map(|it| it.range.start).collect();
            assert_eq!(found, expected, "{text:?}");
        }
        case("\u{feff}a", &[]);
        case("\u{feff}\u{feff}a\u{feff}", &[3, 7]);
        case("a\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}", &[1, 4, 7, 10]);
        case("a\u{fffc}\u{fff9}", &[1, 4]);
        // Soft hyphen, joiners, zero-width spaces and breaks, direction marks, replacement
        // character.
        case(
            "\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{2060}\u{2067}\u{61c}\u{fe0f}\u{fffd}（𐍈",
            &[],
        );
    }

    #[test]
    fn escapes_in_strings_of_toml() {
        #[track_caller]
        fn case(text: &str, expected: &[(u32, &str)]) {
            let found = in_toml(text);
            let found: Vec<_> =
                found.iter().map(|found| (found.code, &text[found.range.clone()])).collect();
            assert_eq!(found, expected, "{text}");
        }
        case(r#"a = "\u0007""#, &[(7, r"\u0007")]);
        case(
            r#"a = "é\x1f\U00000000\b\e""#,
            &[(0x1f, r"\x1f"), (0, r"\U00000000"), (8, r"\b"), (0x1b, r"\e")],
        );
        case(r#"a = "\t\n\f\r\"\\" # "\u0007""#, &[]);
        case(r"a = '\u0007'", &[]);
        case(r#"a = "\\u0007""#, &[]);
        case(
            "a = \"\"\"\n\\\"\"\"\\u0001\"\"\"\"\" # \\u0002\nb = \"\\u0003\"",
            &[(1, r"\u0001"), (3, r"\u0003")],
        );
        case("a = '''\n'' \\u0001''' # '\nb = [\"\", \"\\u0003\"]", &[(3, r"\u0003")]);
        case("\"\\u0001\" = 1", &[(1, r"\u0001")]);
        case("a = '\u{85}' # \u{85}", &[(0x85, "\u{85}")]);
        // Invalid TOML still terminates.
        case("a = \"\\u00", &[]);
        case("a = \"\\", &[]);
        case("a = \"b\nc = \"\\u0001\"", &[(1, r"\u0001")]);
        case("a = '''\\u0001", &[]);
    }
}
