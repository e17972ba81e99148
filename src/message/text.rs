//! Text from files and names, made safe to show.

use std::borrow::Cow;

use crate::path::SourcePath;

/// The character to show in place of one that a terminal would obey, or that would make the line
/// read differently from what it is. One for one, so that columns stay what they are.
pub(super) fn printable(character: char) -> char {
    match character {
        '\t' | '\n' => character,
        '\0'..='\u{1f}' => picture(character),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        character if reorders(character) => char::REPLACEMENT_CHARACTER,
        character => character,
    }
}

/// A text of some lines, safe to show.
pub(super) fn lines(text: &str) -> String {
    text.chars().map(printable).collect()
}

/// A text on one line, safe to show.
pub(super) fn line(text: &str) -> String {
    let flat = |character| if matches!(character, '\t' | '\n') { ' ' } else { character };
    text.chars().map(|character| printable(flat(character))).collect()
}

/// A path on one line, safe to show. The project's root has no name of its own and is `.`.
pub(super) fn path(path: &SourcePath) -> String {
    let visible = |character| match character {
        '\t' | '\n' => picture(character),
        character => printable(character),
    };
    spelling(path).chars().map(visible).collect()
}

/// A path as it is, for machines.
pub(super) fn spelling(path: &SourcePath) -> &str {
    if path.as_str().is_empty() { "." } else { path.as_str() }
}

/// JSON with the characters escaped that JSON leaves alone and a terminal does not. They can only
/// be inside strings, so that the value is the same.
pub(super) fn escape_json(json: &str) -> Cow<'_, str> {
    let unsafe_to_show = |character: char| printable(character) != character;
    if !json.contains(unsafe_to_show) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if unsafe_to_show(character) {
            escaped.extend(["\\u", &format!("{:04x}", u32::from(character))]);
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// The picture Unicode has of a control character below the space.
fn picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Bidirectional embeddings, overrides and isolates, and the separators that some terminals break
/// lines at.
fn reorders(character: char) -> bool {
    matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_has_nothing_to_obey() {
        #[track_caller]
        fn case(text: &str, shown: &str) {
            assert_eq!(lines(text), shown);
        }
        case("é 漢 ‏א", "é 漢 ‏א");
        case("\u{1b}[31mred", "␛[31mred");
        case("\u{9b}2J", "\u{fffd}2J");
        case("a\rb\u{7f}\u{8}\0", "a␍b␡␈␀");
        case("a\u{202e}b\u{2066}c\u{2028}d", "a\u{fffd}b\u{fffd}c\u{fffd}d");
        case("two\nlines", "two\nlines");
    }

    #[test]
    fn labels_and_paths_stay_on_their_line() {
        assert_eq!(line("a\nb\tc"), "a b c");
        assert_eq!(path(&SourcePath::new("a\nb/c\td")), "a␊b/c␉d");
        assert_eq!(path(&SourcePath::new("")), ".");
    }

    #[test]
    fn escaped_json_has_the_same_value() {
        let text = "\u{9b}2J \u{7f} \u{202e} é";
        let json = serde_json::to_string(text).unwrap();
        let escaped = escape_json(&json);
        assert_eq!(escaped, r#""\u009b2J \u007f \u202e é""#);
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }
}
