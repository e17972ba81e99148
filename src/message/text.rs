//! Escapes text from files and names, so that neither terminals nor CI runners interpret it.
//!
//! What runners interpret:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions> and the
//! runner's `ActionCommand`,
//! <https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands>,
//! <https://www.jetbrains.com/help/teamcity/service-messages.html>.

use std::borrow::Cow;

use crate::path::SourcePath;

/// A multi-line text, safe to print at any position.
pub fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    // Runners skip leading white space.
    let mut begins_line = true;
    for (at, character) in text.char_indices() {
        let is_command = begins_line && text[at..].starts_with("::");
        shown.push(if is_command { char::REPLACEMENT_CHARACTER } else { first(&text[at..]) });
        begins_line = character == '\n' || (begins_line && character.is_whitespace());
    }
    shown
}

/// A single-line text, safe to print. Line breaks in it are shown as symbols.
pub fn harmless_line(text: &str) -> String {
    harmless(&text.replace('\n', "␊").replace('\t', " "))
}

/// The escaped characters of a text not at the beginning of a line.
pub(super) fn characters(text: &str) -> impl Iterator<Item = char> {
    text.char_indices().map(|(at, _)| first(&text[at..]))
}

/// A path on one line, safe to print. The project's root is `.`.
pub(super) fn path(path: &SourcePath) -> String {
    let visible = |character| match character {
        '\t' | '\n' => picture(character),
        character => character,
    };
    characters(spelling(path)).map(visible).collect()
}

/// The unescaped path, for programs.
pub(super) fn spelling(path: &SourcePath) -> &str {
    if path.as_str().is_empty() { "." } else { path.as_str() }
}

/// Escapes characters that are valid in JSON but not safe in terminals and runners. They occur only
/// inside strings, so that the value is unchanged.
pub(super) fn escape_json(json: &str) -> Cow<'_, str> {
    let shown = || json.chars().zip(characters(json));
    if shown().all(|(character, shown)| character == shown) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for (character, shown) in shown() {
        if character == shown {
            escaped.push(character);
        } else {
            escaped.extend(["\\u", &format!("{:04x}", u32::from(character))]);
        }
    }
    Cow::Owned(escaped)
}

/// The replacement of a text's first character: one for one, so that columns are unchanged.
fn first(text: &str) -> char {
    match text.chars().next() {
        Some(_) if begins_command(text) => char::REPLACEMENT_CHARACTER,
        Some(character) => printable(character),
        None => char::REPLACEMENT_CHARACTER,
    }
}

/// Whether a text begins with what runners look for anywhere on a line: `##[`, `##vso[` and the
/// like.
fn begins_command(text: &str) -> bool {
    text.strip_prefix("##").is_some_and(|rest| {
        rest.trim_start_matches(|character: char| character.is_ascii_alphanumeric())
            .starts_with('[')
    })
}

/// Replaces characters that terminals interpret, or that change the visual order.
fn printable(character: char) -> char {
    match character {
        '\t' | '\n' => character,
        '\0'..='\u{1f}' => picture(character),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        character if reorders(character) => char::REPLACEMENT_CHARACTER,
        character => character,
    }
}

/// Unicode's control picture.
fn picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Bidirectional controls, and separators that some terminals treat as line breaks.
fn reorders(character: char) -> bool {
    matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::is_obeyed;
    use super::*;

    #[track_caller]
    fn case(text: &str, shown: &str) {
        assert_eq!(harmless(text), shown);
        assert!(!is_obeyed(&harmless(text)), "{text:?}");
        assert!(!is_obeyed(&harmless_line(text)), "{text:?}");
    }

    #[test]
    fn a_terminal_has_nothing_to_obey() {
        case("é 漢 ‏א", "é 漢 ‏א");
        case("\u{1b}[31mred", "␛[31mred");
        case("\u{9b}2J", "\u{fffd}2J");
        case("a\rb\u{7f}\u{8}\0", "a␍b␡␈␀");
        case("a\u{202e}b\u{2066}c\u{2028}d", "a\u{fffd}b\u{fffd}c\u{fffd}d");
        case("two\nlines", "two\nlines");
    }

    #[test]
    fn a_runner_has_nothing_to_obey() {
        case("::stop-commands::x", "\u{fffd}:stop-commands::x");
        case("a\n::error::b\n \t::set-env::c", "a\n\u{fffd}:error::b\n \t\u{fffd}:set-env::c");
        case("\u{a0}\u{3000}::debug::", "\u{a0}\u{3000}\u{fffd}:debug::");
        case("\r::debug::", "␍\u{fffd}:debug::");
        case("\n\n:::", "\n\n\u{fffd}::");
        case("a ##[add-mask]b", "a \u{fffd}#[add-mask]b");
        case("####[group]", "##\u{fffd}#[group]");
        case("##vso[task.setvariable]", "\u{fffd}#vso[task.setvariable]");
        case("##teamcity[a]##[b]", "\u{fffd}#teamcity[a]\u{fffd}#[b]");
    }

    #[test]
    fn normal_texts_stay_as_they_are() {
        for text in [
            "",
            "error: `a::b` is no name",
            "  a:: b\n: :\n:a\n- ::x",
            "## Heading\n###\n# [a](b) #[c] ## [d] ##é[",
            "a\tb",
        ] {
            case(text, text);
        }
    }

    #[test]
    fn one_line_is_one_line() {
        assert_eq!(harmless_line("a\nb\tc\n::d"), "a␊b c␊::d");
        assert_eq!(harmless_line("::a"), "\u{fffd}:a");
        assert_eq!(path(&SourcePath::new("a\nb/c\td/##[e]")), "a␊b/c␉d/\u{fffd}#[e]");
        assert_eq!(path(&SourcePath::new("")), ".");
    }

    #[test]
    fn escaped_json_has_the_same_value() {
        let text = "\u{9b}2J \u{7f} \u{202e} é ##[a]##b[c]";
        let json = serde_json::to_string(text).unwrap();
        let escaped = escape_json(&json);
        let expected = r#""\u009b2J \u007f \u202e é \u0023#[a]\u0023#b[c]""#;
        assert_eq!(escaped, expected);
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }

    proptest! {
        #[test]
        fn nothing_is_obeyed_and_columns_stay(text in "(\\PC|[ \t\r\n:#a\\[\u{0}\u{85}\u{a0}\u{2028}]){0,60}") {
            let shown = harmless(&text);
            prop_assert!(!is_obeyed(&shown), "{shown:?}");
            prop_assert_eq!(shown.chars().count(), text.chars().count());
            prop_assert_eq!(harmless(&shown), shown);
        }
    }
}
