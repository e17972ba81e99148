//! Where the words of a text are.

use std::ops::Range;

/// Words: letters and digits, with what an apostrophe adds to a noun as one of its own.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let rest = &text[start..];
        let length = rest.find(|char: char| !char.is_alphanumeric()).unwrap_or(rest.len());
        at = start + length;
        Some(start..at)
    })
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
