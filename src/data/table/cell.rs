//! One cell, so that no spreadsheet takes a text for a formula.

use std::borrow::Cow;

use super::super::model::{Day, PartialDay};
use crate::data::xml::without_controls;

/// What stands in a cell.
#[derive(Clone, Debug)]
pub(super) enum Cell<'t> {
    /// Nothing is known.
    Nothing,
    /// Words of the content.
    Text(Cow<'t, str>),
    /// A number, which is no formula whatever its sign.
    Number(i64),
}

impl<'t> Cell<'t> {
    /// A cell as it is written, before quotes are put around it where CSV needs them.
    ///
    /// A text that begins as formulas do gets an apostrophe before it, as people write it in
    /// spreadsheets; so does one that would then look the same. Taking one apostrophe away from
    /// before such a beginning gives back every text.
    pub(super) fn spelled(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => {
                let text = without_controls(text);
                if looks_like_a_formula(&text) { Cow::Owned(format!("'{text}")) } else { text }
            }
        }
    }

    /// Several words in one cell.
    pub(super) fn list(words: &[impl AsRef<str>]) -> Cell<'t> {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        words.join("; ").into()
    }

    /// `yes` or `no`.
    pub(super) fn yes_or_no(yes: bool) -> Cell<'t> {
        Cow::Borrowed(if yes { "yes" } else { "no" }).into()
    }
}

/// Whether a spreadsheet may take what begins so for a formula. Some read on past quotes and white
/// space, so that these hide nothing. The wide forms are what East Asian keyboards write.
fn looks_like_a_formula(text: &str) -> bool {
    let quote = |char: char| matches!(char, '\'' | '"');
    let begins = text.trim_start_matches(|char: char| quote(char) || char.is_whitespace());
    text.trim_start_matches(quote).starts_with(['\t', '\r', '\n'])
        || begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

impl<'t> From<Cow<'t, str>> for Cell<'t> {
    fn from(text: Cow<'t, str>) -> Self {
        Self::Text(text)
    }
}

impl<'t> From<&'t str> for Cell<'t> {
    fn from(text: &'t str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Self {
        day.0.to_string().into()
    }
}

impl From<PartialDay> for Cell<'_> {
    fn from(day: PartialDay) -> Self {
        day.0.to_string().into()
    }
}

impl<'t, T: Into<Cell<'t>>> From<Option<T>> for Cell<'t> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(Cell::from(text).spelled(), expected);
        }
        case("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        case("+1", "'+1");
        case("-550", "'-550");
        case("@SUM(A1)", "'@SUM(A1)");
        case("\t=1", "'\t=1");
        case("\r=1", "'\r=1");
        case("\n=1", "'\n=1");
        case("＝1", "'＝1");
        case("'=1", "''=1");
        case("'tis", "'tis");
        case(" =1", "' =1");
        case("\u{a0}\u{3000}+1", "'\u{a0}\u{3000}+1");
        case("\"=1", "'\"=1");
        case("\"' \t@a", "'\"' \t@a");
        case("\"\tx", "'\"\tx");
        case(" a=1", " a=1");
        case("\"quoted\"", "\"quoted\"");
        case("1=1", "1=1");
        case("a\u{0}b\u{7}", "a\u{fffd}b\u{fffd}");
        case("", "");
        assert_eq!(Cell::from(-550_i64).spelled(), "-550");
        assert_eq!(Cell::list(&["=a", "b"]).spelled(), "'=a; b");
    }
}
