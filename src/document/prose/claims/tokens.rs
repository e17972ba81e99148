//! Where the words of a text are.

use std::ops::Range;

/// Words: letters and digits, with what an apostrophe adds to a noun as one of its own.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + prefix(&text[at..], false);
        at = start + prefix(&text[start..], true);
        (start < at).then_some(start..at)
    })
}

/// How many bytes at the beginning of a text are of words, or of what stands between them.
fn prefix(text: &str, of_words: bool) -> usize {
    let bytes = text.as_bytes();
    let is = |byte: &u8| byte.is_ascii() && byte.is_ascii_alphanumeric() == of_words;
    let ascii = bytes.iter().position(|byte| !is(byte)).unwrap_or(bytes.len());
    // Only what is not ASCII has to be looked up.
    let rest = text[ascii..].find(|char: char| char.is_alphanumeric() != of_words);
    rest.map_or(text.len(), |rest| ascii + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_script() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
            assert_eq!(found, expected);
        }
        case("", &[]);
        case(" … ", &[]);
        case("It is 10% done.", &["It", "is", "10", "done"]);
        case("the Board's plan", &["the", "Board", "s", "plan"]);
        case("déjà-vu: Überprüfung", &["déjà", "vu", "Überprüfung"]);
        case("完了 2016年、 готово", &["完了", "2016年", "готово"]);
    }
}
