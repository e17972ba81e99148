//! TOML literals.

use std::fmt::Write as _;

use crate::document::number::Number;

/// A quoted string.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Escapes a basic string: <https://toml.io/en/v1.0.0#string>.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '"' | '\\' => escaped.extend(['\\', char]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            char if char.is_control() => {
                let _ = write!(escaped, "\\u{:04X}", u32::from(char));
            }
            char => escaped.push(char),
        }
    }
    escaped
}

/// A number: an integer if equivalent, otherwise a string.
pub(super) fn number(number: &Number) -> String {
    let written = number.as_str();
    match written.parse::<i64>() {
        Ok(integer) if integer.to_string() == written => integer.to_string(),
        _ => quoted(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(quoted(text), expected);
        }
        case("Éa", "\"Éa\"");
        case("a \"b\" \\ c", r#""a \"b\" \\ c""#);
        case("a\nb\t\u{7f}", r#""a\nb\t\u007F""#);
    }

    #[test]
    fn numbers() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(number(&Number::new(text).expect("a number")), expected);
        }
        case("25", "25");
        case("4.1", "\"4.1\"");
        case("018", "\"018\"");
        case("99999999999999999999", "\"99999999999999999999\"");
    }
}
