//! CSS escaping.

use std::fmt::Write as _;

/// A quoted CSS string. Its content cannot end the string or the style sheet.
pub fn string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(string, "\\{:x} ", u32::from(char));
            }
            char if char.is_control() => string.push(' '),
            char => string.push(char),
        }
    }
    string.push('"');
    string
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_of_css_stays_one() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(string(text), expected);
        }
        case("Plan", "\"Plan\"");
        case("\"quoted\" \\", "\"\\22 quoted\\22  \\5c \"");
        case("</style>", "\"\\3c /style\\3e \"");
        case("two\nlines", "\"two lines\"");
    }
}
