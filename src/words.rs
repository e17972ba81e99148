//! Word segmentation for comparing, counting and finding words.
//!
//! A word is a segment between default word boundaries (UAX #29) with a letter or digit, as in the
//! crate `unicode-segmentation`: "Board's", "3.5" and "e.g" are one word, "well-known" is two, each
//! Chinese character is one. Must not know languages: endings and stop words are their data.
//!
//! Segmented elsewhere, since they are not words: names and labels with hyphens, dots and brackets
//! (`document::clause`, `document::prose::pointer`); collapsed white space (`fragment::wording`,
//! whose digests in locks must not depend on a Unicode version); heading ids (`fragment::slug`).

use std::ops::Range;

use unicode_segmentation::{UnicodeSegmentation as _, UnicodeWordIndices};

/// The words of a text as byte ranges, in order.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, stretch: None }
}

/// A word without the first matching ending, ignoring ASCII case.
pub fn without_ending<'t>(word: &'t str, endings: &[impl AsRef<str>]) -> &'t str {
    let Some(last) = word.as_bytes().last() else { return word };
    let stem = |ending: &str| {
        // Nearly all words already differ here.
        if ending.as_bytes().last().is_some_and(|end| !end.eq_ignore_ascii_case(last)) {
            return None;
        }
        let (stem, end) = word.split_at_checked(word.len().checked_sub(ending.len())?)?;
        end.eq_ignore_ascii_case(ending).then_some(stem)
    };
    endings.iter().find_map(|ending| stem(ending.as_ref())).unwrap_or(word)
}

/// See [`words`].
///
/// Fast path: the few ASCII rules are implemented here. A stretch with other characters goes to the
/// crate, up to white space, across which no boundary depends on earlier text.
#[derive(Debug)]
pub struct Words<'t> {
    text: &'t str,
    /// Offset of the unread text.
    at: usize,
    /// A stretch with non-ASCII characters, and its offset.
    stretch: Option<(usize, UnicodeWordIndices<'t>)>,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            if let Some((start, words)) = &mut self.stretch {
                if let Some((at, word)) = words.next() {
                    let at = *start + at;
                    return Some(at..at + word.len());
                }
                self.stretch = None;
            }
            let bytes = self.text.as_bytes();
            let is_found = |byte: &u8| KINDS[usize::from(*byte)] != Kind::Other;
            let start = self.at + bytes[self.at..].iter().position(is_found)?;
            let end = ascii_end(bytes, start);
            let is_ascii = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
            if start == end || !is_ascii(end) || !is_ascii(end + 1) {
                self.begin_stretch(start, end);
                continue;
            }
            self.at = end;
            let has_letter =
                bytes[start] != b'_' || bytes[start..end].iter().any(u8::is_ascii_alphanumeric);
            if has_letter {
                return Some(start..end);
            }
        }
    }
}

impl Words<'_> {
    /// Passes the surroundings of a non-ASCII character at or after an offset to the crate.
    fn begin_stretch(&mut self, mut start: usize, from: usize) {
        let bytes = self.text.as_bytes();
        // A combining mark belongs to the character before, even to white space.
        start = start.saturating_sub(1).max(self.at);
        while start > self.at && bytes[start - 1] == b' ' {
            start -= 1;
        }
        // White space is not split, nor separated from a combining mark.
        let goes_on = |byte: &u8| *byte == b' ' || !byte.is_ascii();
        let is_end = |at: &usize| {
            matches!(bytes[*at], b' ' | b'\n') && !bytes.get(at + 1).is_some_and(goes_on)
        };
        self.at = (from + 1..bytes.len()).find(is_end).unwrap_or(bytes.len());
        self.stretch = Some((start, self.text[start..self.at].unicode_word_indices()));
    }
}

/// The end of an ASCII run without boundaries.
fn ascii_end(bytes: &[u8], start: usize) -> usize {
    if !is_core(bytes[start]) {
        return start;
    }
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        let goes_on = is_core(*byte)
            || bytes.get(at + 1).is_some_and(|next| joins(bytes[at - 1], *byte, *next));
        if !goes_on {
            break;
        }
        at += 1;
    }
    at
}

/// What a byte can be part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Letters, digits and the underscore: no boundary between them.
    Core,
    NotAscii,
    Other,
}

/// A table, since every byte of every text is looked up.
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = u8::MIN;
    loop {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            kinds[byte as usize] = Kind::Core;
        } else if !byte.is_ascii() {
            kinds[byte as usize] = Kind::NotAscii;
        }
        if byte == u8::MAX {
            break kinds;
        }
        byte += 1;
    }
};

fn is_core(byte: u8) -> bool {
    KINDS[usize::from(byte)] == Kind::Core
}

/// Whether a character between two others is not a boundary: "Board's", "e.g", "3.5", "1,000".
fn joins(before: u8, byte: u8, after: u8) -> bool {
    match byte {
        b'.' | b'\'' if before.is_ascii_digit() => after.is_ascii_digit(),
        b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
        b'.' | b'\'' | b':' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn words_of_any_script() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            assert_eq!(found(text), expected);
        }
        case("", &[]);
        case(" … _ ", &[]);
        case("It is 10% done.", &["It", "is", "10", "done"]);
        case(
            "the Board's and the board’s plan",
            &["the", "Board's", "and", "the", "board’s", "plan"],
        );
        case("e.g. 3.5 of 1,000; T.B.D.", &["e.g", "3.5", "of", "1,000", "T.B.D"]);
        case("déjà-vu: Überprüfung", &["déjà", "vu", "Überprüfung"]);
        case("完了 2016年、 готово", &["完", "了", "2016", "年", "готово"]);
        case("हिन्दी भाषा", &["हिन्दी", "भाषा"]);
        case("a \u{301}b", &["a", "b"]);
        case("\u{2003}  \u{93e}", &["\u{2003}  \u{93e}"]);
    }

    #[test]
    fn endings() {
        #[track_caller]
        fn case(word: &str, expected: &str) {
            assert_eq!(without_ending(word, &["'s", "’s"]), expected);
        }
        case("ICANN's", "ICANN");
        case("ICANN’S", "ICANN");
        case("'s", "");
        case("s", "s");
        case("é", "é");
        case("plans", "plans");
    }

    /// Letters, digits and separators, ASCII or not, and other characters.
    fn text() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            8 => "[a-c0-1 ._',;:\n-]",
            2 => prop::sample::select(vec!["é", "’", "年", "カ", "の", "א", "\"", "\u{301}", "\u{93e}", "\u{200d}", "\u{2003}", "\u{a0}", "\r", "…"])
                .prop_map(str::to_owned),
            1 => "\\PC",
        ];
        prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn words_are_those_of_the_crate(text in text()) {
            let expected: Vec<&str> = text.unicode_words().collect();
            prop_assert_eq!(found(&text), expected);
        }
    }
}
