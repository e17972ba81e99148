//! Slips of the hand in a line of TOML: what the line was meant to be.
//!
//! A parser says where it could not go on; an author needs the cause. So the broken line is read
//! leniently, written again as it was probably meant, and that is suggested only if it parses.

use std::ops::Range;

use toml::de::DeTable;

use super::dates::to_type;
use super::{Precision, quoting};
use crate::written::meant;

mod lines;

use lines::{Line, continued};
use quoting::{Cause, Requoted, requoted};

/// Longer lines are not repeated in a message.
const LONGEST: usize = 100;

/// Longer lines are not examined: no hand wrote them.
const EXAMINED: usize = 16 * 1024;

/// Keys whose values are dates.
pub(super) const DATE_KEYS: [&str; 11] = [
    "as_of",
    "at",
    "completed",
    "date",
    "deadline",
    "due",
    "expected",
    "frozen",
    "from",
    "revised_due",
    "to",
];

/// The cause of a syntax error.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) message: String,
    /// The bytes to point at.
    pub(super) span: Range<usize>,
    pub(super) help: String,
    /// Everything that is explained: other errors in it have the same cause.
    pub(super) explained: Range<usize>,
}

/// The cause of an error at an offset, if it is a known one.
pub(super) fn find(text: &str, at: usize) -> Option<Slip> {
    let unclosed = unclosed_text(text, at);
    let line = Line::at(text, at);
    if unclosed.is_some() || line.text.len() > EXAMINED || parses(line.text) {
        return unclosed;
    }
    whole_line(&line).or_else(|| two_lines(text, &line)).or_else(|| backslash(text, &line, at))
}

/// What is wrong within one line.
fn whole_line(line: &Line<'_>) -> Option<Slip> {
    let Line { text, start, .. } = *line;
    let slip = |at: Range<usize>, message: &str, corrected: &str, otherwise: &str| Slip {
        message: message.to_owned(),
        span: start + at.start..start + at.end,
        help: match corrected.trim() {
            short if short.len() <= LONGEST => format!("write `{short}`"),
            _ => otherwise.to_owned(),
        },
        explained: line.range(),
    };
    if let Some(Requoted { text: corrected, cause, at }) = requoted(text)
        && parses(&corrected)
    {
        return Some(slip(at, cause.message(), &corrected, cause.help()));
    }
    if let Some((key, value)) = line.key_and_value() {
        return unquoted(line, key, value);
    }
    let separated = line.separated()?;
    let corrected = format!("{} = {}", separated.key, value_of(separated.key, separated.value));
    parses(&corrected).then(|| {
        let message = if separated.colon {
            "a key and its value are separated by `=`, not by `:`"
        } else {
            "`=` is missing between the key and its value"
        };
        slip(separated.at, message, &corrected, "write `=` there")
    })
}

/// A value without quotes, or in another language's spelling.
fn unquoted(line: &Line<'_>, key: &str, value: Range<usize>) -> Option<Slip> {
    let written = &line.text[value.clone()];
    let bare = written.trim_end_matches([',', ';']).trim_end();
    let name = key.trim();
    let span = line.start + value.start..line.start + value.end;
    let slip = |message: String, help: String| {
        Some(Slip { message, span: span.clone(), help, explained: line.range() })
    };
    if bare.is_empty() {
        let help = format!("write the value, such as `{name} = \"…\"`, or remove the line");
        return slip(format!("`{name}` has no value"), help);
    }
    if bare != written && parses(&format!("{name} = {bare}")) {
        let ends = format!("the line ends with `{}`", &written[bare.len()..]);
        return slip(ends, format!("write `{name} = {bare}`"));
    }
    if bare.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    if DATE_KEYS.contains(&name)
        && let Some(meant) = meant(bare)
    {
        let precision = if name == "as_of" { Precision::Day } else { Precision::Any };
        let message = format!("a date such as `{bare}` cannot stand without quotes");
        return slip(message, to_type(meant, precision));
    }
    let value = value_of(name, bare);
    let corrected = format!("{name} = {value}");
    if !parses(&corrected) {
        return None;
    }
    if DATE_KEYS.contains(&name) && !matches!(&*value, "true" | "false") {
        let help =
            "write a date, such as `\"2016\"`, `\"2016-Q3\"`, `\"2016-09\"` or `\"2016-09-30\"`";
        return slip(format!("`{bare}` is not a date"), help.to_owned());
    }
    let message = match &*value {
        "true" | "false" => format!("`{bare}` is not a value"),
        _ if bare.bytes().all(|byte| byte.is_ascii_digit()) => {
            "a number cannot begin with `0`".to_owned()
        }
        _ => "a text needs quotes".to_owned(),
    };
    let help = if corrected.len() <= LONGEST {
        format!("write `{corrected}`")
    } else {
        "put `\"` before and after it".to_owned()
    };
    slip(message, help)
}

/// A value as it is typed in TOML.
fn value_of(key: &str, written: &str) -> String {
    let digits = written.trim_start_matches('0');
    match written {
        "True" | "TRUE" | "yes" | "Yes" | "YES" => "true".to_owned(),
        "False" | "FALSE" | "no" | "No" | "NO" => "false".to_owned(),
        _ if parses(&format!("x = {written}")) => written.to_owned(),
        _ if key == "number" && !digits.is_empty() && parses(&format!("x = {digits}")) => {
            digits.to_owned()
        }
        _ => quoting::quoted(written),
    }
}

/// A text in single quotation marks that goes on in the next line.
fn two_lines(text: &str, line: &Line<'_>) -> Option<Slip> {
    let (_, value) = line.key_and_value()?;
    let written = &line.text[value.clone()];
    let quote = written.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let three = quote.to_string().repeat(3);
    if written.starts_with(&three) {
        return None;
    }
    let start = line.start + value.start;
    if let Some(end) = continued(text, line, quote) {
        return Some(Slip {
            message: "a text over several lines needs three quotation marks".to_owned(),
            span: start..line.start + value.end,
            help: format!("write `{three}` before and after it"),
            explained: line.start..end,
        });
    }
    let corrected = format!("{}{quote}", line.text.trim_end());
    parses(&corrected).then(|| Slip {
        message: format!("the text has no `{quote}` at its end"),
        span: start..line.start + value.end,
        help: if corrected.len() <= LONGEST {
            format!("write `{}`", corrected.trim())
        } else {
            format!("write `{quote}` at its end")
        },
        explained: line.range(),
    })
}

/// A text in three quotation marks that never ends.
fn unclosed_text(text: &str, at: usize) -> Option<Slip> {
    if !text.get(at..)?.trim().is_empty() {
        return None;
    }
    let open = ["\"\"\"", "'''"].into_iter().filter_map(|three| Some((text.rfind(three)?, three)));
    let (start, three) = open.max()?;
    (text.matches(three).count() % 2 == 1).then(|| Slip {
        message: format!("the text that begins with `{three}` does not end"),
        span: start..start + 3,
        help: format!("write `{three}` at its end"),
        explained: start..text.len(),
    })
}

/// A backslash in a text over several lines.
fn backslash(text: &str, line: &Line<'_>, at: usize) -> Option<Slip> {
    let from = line.start.max(text.floor_char_boundary(at.saturating_sub(8)));
    let found = from + text.get(from..at.min(text.len()))?.rfind('\\')?;
    Some(Slip {
        message: Cause::Backslash.message().to_owned(),
        span: found..found + 1,
        help: Cause::Backslash.help().to_owned(),
        explained: line.range(),
    })
}

/// Whether a line is TOML: by itself, as the beginning of a list, or as a part of one.
fn parses(line: &str) -> bool {
    let is_toml = |text: &str| DeTable::parse(text).is_ok();
    is_toml(line) || is_toml(&format!("{line}\n]")) || is_toml(&format!("x = [\n{line}\n]"))
}

#[cfg(test)]
mod tests;
