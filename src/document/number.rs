//! A recommendation's number: a label in natural order, not an integer.
//!
//! Knows only spelling. Which numbers exist is up to the site.

use std::cmp::Ordering;
use std::fmt;

use thiserror::Error;

mod order;
mod range;

pub use range::{LONGEST_RANGE, range};

/// Maximum length of a number, in characters.
pub const MAX_LENGTH: usize = 32;

/// The label of a recommendation: `25`, `4.1`, `8.32b`, `018/24`, `4a(iv)`.
///
/// Leading zeros are significant: `018` and `18` differ.
///
/// Natural order: digit runs compare by value, whatever their length; roman numerals in brackets
/// (up to xxxix) too, after `(h)` and before `(j)`; everything else compares by character, ignoring
/// ASCII case. So `4` < `4.1` < `4.10` < `4a` < `4b` < `18`. Ties are broken by exact spelling, so
/// that only equal numbers compare equal.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

/// Why a text is not a number.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NumberError {
    /// Blank.
    #[error("a number must not be empty")]
    Empty,
    /// More than [`MAX_LENGTH`] characters.
    #[error("a number has at most {MAX_LENGTH} characters")]
    TooLong,
    /// No digit: "Recommendation A" could not be distinguished from other words in prose.
    #[error("a number needs a digit")]
    NoDigit,
    /// An invalid character.
    #[error("a number must not contain `{}`", .0.escape_debug())]
    Character(char),
    /// Punctuation at an end, which prose would confuse with its own.
    #[error("a number must not begin or end with `{0}`")]
    Edge(char),
    /// An integer below 1.
    #[error("an integer must be at least 1")]
    NotPositive,
}

impl Number {
    /// Parses a number; trims white space. Letters and digits of any script and `.`, `/`, `-`, `(`,
    /// `)`, `_` are allowed, with at least one digit. It begins with a letter or digit and ends
    /// with one or with `)`, since the full stop of "Recommendation 4." belongs to the sentence.
    pub fn new(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
            return Err(NumberError::Empty);
        };
        if let Some(wrong) = text.chars().find(|c| !is_label_char(*c)) {
            return Err(NumberError::Character(wrong));
        }
        if text.chars().nth(MAX_LENGTH).is_some() {
            return Err(NumberError::TooLong);
        }
        if !text.chars().any(is_digit) {
            return Err(NumberError::NoDigit);
        }
        if !is_word(first) {
            return Err(NumberError::Edge(first));
        }
        if !is_word(last) && last != ')' {
            return Err(NumberError::Edge(last));
        }
        Ok(Self(text.into()))
    }

    /// A number from an integer, 1 or more.
    pub fn from_integer(value: i64) -> Result<Self, NumberError> {
        if value < 1 {
            return Err(NumberError::NotPositive);
        }
        Ok(Self(value.to_string().into()))
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The normalised number for matching spellings, see [`key`].
    pub fn key(&self) -> String {
        key(&self.0)
    }

    /// The number as a portable file name and URL path without escapes. `018/24` becomes `018-24`,
    /// `4a(iv)` becomes `4a-iv`. Different numbers can have the same stem, also ignoring case; the
    /// caller must check.
    ///
    /// A label has a digit, so its stem is never another page's name such as `index` or `print`.
    pub fn file_stem(&self) -> String {
        let mut stem = String::with_capacity(self.0.len());
        let mut replaced = false;
        for c in self.0.chars() {
            let kept = c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            if kept {
                stem.push(c);
            } else if !c.is_ascii() {
                stem.extend(format!("u{:x}", u32::from(c)).chars());
            } else if !replaced {
                stem.push('-');
            }
            replaced = !kept && c.is_ascii();
        }
        let stem = stem.trim_matches(['-', '.']);
        if is_device(stem) { format!("rec-{stem}") } else { stem.to_owned() }
    }
}

/// Normalises spellings of one number: ASCII case, digit script and kind of hyphen are ignored.
/// "12D" in prose means recommendation `12d`.
pub fn key(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{2010}' | '\u{2011}' => '-',
            _ => digit(c).map_or(c.to_ascii_lowercase(), |value| char::from(b'0' + value)),
        })
        .collect()
}

/// The [key] without leading zeros: `018/24` and `18/24` differ, but one is likely meant by the
/// other.
pub fn without_zeros(text: &str) -> String {
    let key = key(text);
    let mut short = String::with_capacity(key.len());
    let mut inside = false;
    for (at, c) in key.char_indices() {
        let goes_on = key[at + 1..].starts_with(|next: char| next.is_ascii_digit());
        if c == '0' && !inside && goes_on {
            continue;
        }
        inside = c.is_ascii_digit();
        short.push(c);
    }
    short
}

/// Whether a character can be part of a number.
pub(super) fn is_label_char(c: char) -> bool {
    is_word(c) || matches!(c, '.' | '/' | '-' | '(' | ')' | '_')
}

/// Whether a character is a letter or decimal digit. Superscripts are neither: in prose they are
/// footnote marks.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphabetic() || is_digit(c)
}

pub(super) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The value of a decimal digit of any script in the Basic Multilingual Plane.
fn digit(c: char) -> Option<u8> {
    /// The zeros of Unicode category Nd; each is followed by nine more digits.
    const ZEROS: [u32; 37] = [
        0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66,
        0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946,
        0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0,
        0xa9f0, 0xaa50, 0xabf0, 0xff10,
    ];
    if c.is_ascii() {
        return c.is_ascii_digit().then(|| c as u8 - b'0');
    }
    let code = u32::from(c);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    u8::try_from(code - zero).ok().filter(|value| *value < 10)
}

/// Whether Windows takes a file name for a device, regardless of its extension:
/// <https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file>.
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    match name.as_bytes() {
        [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9'] => true,
        _ => matches!(name.as_str(), "con" | "prn" | "aux" | "nul"),
    }
}

/// Lower-case roman numerals below ten; empty for zero.
const ROMAN_ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];

/// The value of a lower-case roman numeral below 40, as in list items. Larger ones would claim
/// `(c)`, `(d)`, `(l)` and `(m)` of lettered lists.
fn roman(text: &str) -> Option<u8> {
    let tens = text.bytes().take_while(|b| *b == b'x').count().min(3);
    let ones = ROMAN_ONES.iter().position(|spelled| *spelled == &text[tens..])?;
    u8::try_from(tens * 10 + ones).ok().filter(|value| *value > 0)
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        order::natural(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests;
