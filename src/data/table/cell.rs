//! Table cells that no spreadsheet mistakes for formulas.

use std::borrow::Cow;

use super::super::model::{Day, PartialDay};
use crate::data::xml::without_controls;

/// The content of a cell.
#[derive(Clone, Debug)]
pub(super) enum Cell<'t> {
    /// Empty: unknown.
    Nothing,
    /// Text.
    Text(Cow<'t, str>),
    /// A number, never a formula, whatever its sign.
    Number(i64),
}

impl<'t> Cell<'t> {
    /// The cell as written, before CSV quoting.
    pub(super) fn spelled(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => guarded(without_controls(text)),
        }
    }

    /// Several texts in one cell.
    pub(super) fn list(words: &[impl AsRef<str>]) -> Cell<'t> {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        words.join("; ").into()
    }

    /// `yes` or `no`.
    pub(super) fn yes_or_no(yes: bool) -> Cell<'t> {
        Cow::Borrowed(if yes { "yes" } else { "no" }).into()
    }
}

/// Characters that end a cell in some reader, quoted or not. Spreadsheets use the list separator of
/// their locale, `;` in most of Europe: then our cells do not begin with a quote, so quotes have no
/// effect and line breaks end rows. Some imports end rows at any line break, and then read bare
/// commas.
const ENDS: [char; 6] = [',', ';', '|', '\t', '\r', '\n'];

/// Prefixes an apostrophe, as usual in spreadsheets, to each part that would be a formula as a
/// cell, and to each that would then look prefixed. Removing one apostrophe from such parts
/// restores every text: parts have the same boundaries.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    if !begins_like_white_space(&text) && !parts(&text).any(looks_like_a_formula) {
        return text;
    }
    let mut guarded = String::with_capacity(text.len() + 8);
    for (index, part) in parts(&text).enumerate() {
        if looks_like_a_formula(part) || index == 0 && begins_like_white_space(part) {
            guarded.push('\'');
        }
        guarded.push_str(part);
    }
    Cow::Owned(guarded)
}

/// The parts that can become cells, each with its separator.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(ENDS)
}

/// Whether a spreadsheet can take a part for a formula. Some skip quotes and white space first.
/// Fullwidth forms come from East Asian keyboards.
fn looks_like_a_formula(part: &str) -> bool {
    let is_passed =
        |char: char| matches!(char, '\'' | '"') || char.is_whitespace() && !ENDS.contains(&char);
    let begins = part.trim_start_matches(is_passed);
    begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Whether a cell begins with characters that some spreadsheets skip before a formula.
fn begins_like_white_space(text: &str) -> bool {
    text.trim_start_matches(['\'', '"']).starts_with(['\t', '\r', '\n'])
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
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use csv::{ReaderBuilder, Terminator, WriterBuilder};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(Cell::from(text).spelled(), expected);
            assert_eq!(read(expected), text);
        }
        case("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        case("+1", "'+1");
        case("-550", "'-550");
        case("@SUM(A1)", "'@SUM(A1)");
        case("\t=1", "'\t'=1");
        case("\r=1", "'\r'=1");
        case("\n=1", "'\n'=1");
        case("\tx", "'\tx");
        case("＝1", "'＝1");
        case("'=1", "''=1");
        case("'tis", "'tis");
        case(" =1", "' =1");
        case("\u{a0}\u{3000}+1", "'\u{a0}\u{3000}+1");
        case("\"=1", "'\"=1");
        case("\"' \t@a", "\"' \t'@a");
        case("\"\tx", "'\"\tx");
        case(" a=1", " a=1");
        case("\"quoted\"", "\"quoted\"");
        case("1=1", "1=1");
        case("", "");
        assert_eq!(Cell::from("a\u{0}b\u{7}").spelled(), "a\u{fffd}b\u{fffd}");
        assert_eq!(Cell::from(-550_i64).spelled(), "-550");
        assert_eq!(Cell::list(&["=a", "b", "+c"]).spelled(), "'=a; b;' +c");
    }

    #[test]
    fn no_part_of_a_text_is_a_formula() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(Cell::from(text).spelled(), expected);
            assert_eq!(read(expected), text);
        }
        case("x;=cmd|' /C calc'!A0;y", "x;'=cmd|' /C calc'!A0;y");
        case("A statement.\n\n=HYPERLINK(\"a\")", "A statement.\n\n'=HYPERLINK(\"a\")");
        case("a\r\n@b", "a\r\n'@b");
        case("a\t+1", "a\t'+1");
        case("a|-1", "a|'-1");
        case("a,=1", "a,'=1");
        case("a; ＠b", "a;' ＠b");
        case("a;\"=1\"", "a;'\"=1\"");
        case("a;'=1", "a;''=1");
        case("a;\"\" '=1", "a;'\"\" '=1");
        case("20%; -5 points", "20%;' -5 points");
        case("One:\n\n- two", "One:\n\n'- two");
        for plain in
            ["a; b - c", "a, b = c", "no-one; e-mail, a@b", "a;", ";;\n\n", "a;'b'", "a: =1"]
        {
            case(plain, plain);
        }
    }

    /// Restores a text by the documented rule.
    fn read(spelled: &str) -> String {
        let mut text = String::new();
        for (index, part) in spelled.split_inclusive([',', ';', '|', '\t', '\r', '\n']).enumerate()
        {
            let past_quotes = part.trim_start_matches(['\'', '"']);
            let is_passed = |char: char| {
                "'\"".contains(char) || char.is_whitespace() && !"\t\r\n".contains(char)
            };
            let is_guarded = part.trim_start_matches(is_passed).starts_with(FORMULAS)
                || index == 0 && past_quotes.starts_with(['\t', '\r', '\n']);
            text.push_str(if is_guarded { part.strip_prefix('\'').unwrap() } else { part });
        }
        text
    }

    const FORMULAS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

    fn written(rows: &[Vec<String>]) -> String {
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(Vec::new());
        for row in rows {
            writer
                .write_record(row.iter().map(|text| Cell::from(&**text).spelled().into_owned()))
                .unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    /// The cells in a reader with a given separator.
    fn cells(csv: &str, separator: u8, heeds_quotes: bool) -> Vec<String> {
        let mut reader = ReaderBuilder::new();
        reader.has_headers(false).flexible(true).delimiter(separator).quoting(heeds_quotes);
        let rows = reader.from_reader(csv.as_bytes()).into_records();
        rows.flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    fn texts() -> impl Strategy<Value = Vec<Vec<String>>> {
        let piece = prop::sample::select(vec![
            "=",
            "+",
            "-",
            "@",
            "＝",
            "－",
            ",",
            ";",
            "|",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "\"",
            "'",
            " ",
            "\u{a0}",
            "a",
            "1",
            "é",
            ": ",
            "=cmd|' /C calc'!A0",
        ]);
        let text = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
        prop::collection::vec(prop::collection::vec(text, 2..5), 1..4)
    }

    proptest! {
        #[test]
        fn whatever_separates_cells_none_is_a_formula(rows in texts()) {
            let csv = written(&rows);
            for separator in *b",;|\t" {
                let mut found = cells(&csv, separator, true);
                found.extend(cells(&csv, separator, false));
                // Rows that end at every line break, quoted or not.
                found.extend(csv.lines().flat_map(|line| cells(line, separator, true)));
                for cell in found {
                    let bare = cell.trim_start_matches(|char: char| char == '"' || char.is_whitespace());
                    prop_assert!(!bare.starts_with(FORMULAS), "{cell:?} by {:?} of {csv:?}", char::from(separator));
                }
            }
        }

        #[test]
        fn every_text_is_read_back(rows in texts()) {
            let csv = written(&rows);
            let found: Vec<String> = cells(&csv, b',', true).iter().map(|cell| read(cell)).collect();
            prop_assert_eq!(found, rows.concat());
        }
    }
}
