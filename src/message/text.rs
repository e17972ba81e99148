//! Text from files and names, made safe to show: nothing in it is obeyed by whoever reads it, be it a
//! terminal or a runner of continuous integration.
//!
//! What a runner takes for a command:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions> and the runner's
//! `ActionCommand`, <https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands>,
//! <https://www.jetbrains.com/help/teamcity/service-messages.html>.

use std::borrow::Cow;

use crate::path::SourcePath;

/// A text of some lines, safe to show wherever it begins.
pub fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    // Runners pass over white space at the beginning of a line.
    let mut begins_line = true;
    for (at, character) in text.char_indices() {
        let is_command = begins_line && text[at..].starts_with("::");
        shown.push(if is_command { char::REPLACEMENT_CHARACTER } else { first(&text[at..]) });
        begins_line = character == '\n' || (begins_line && character.is_whitespace());
    }
    shown
}

/// A text on one line, safe to show. A line break in it is content's, and is seen.
pub fn harmless_line(text: &str) -> String {
    harmless(&text.replace('\n', "␊").replace('\t', " "))
}

/// The characters to show for those of a text that is not at the beginning of a line.
pub(super) fn characters(text: &str) -> impl Iterator<Item = char> {
    text.char_indices().map(|(at, _)| first(&text[at..]))
}

/// A path on one line, safe to show. The project's root has no name of its own and is `.`.
pub(super) fn path(path: &SourcePath) -> String {
    let visible = |character| match character {
        '\t' | '\n' => picture(character),
        character => character,
    };
    characters(spelling(path)).map(visible).collect()
}

/// A path as it is, for machines.
pub(super) fn spelling(path: &SourcePath) -> &str {
    if path.as_str().is_empty() { "." } else { path.as_str() }
}

/// JSON with the characters escaped that JSON leaves alone, and terminals and runners do not. They can
/// only be inside strings, so that the value is the same.
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

/// The character to show in place of the first of a text: one for one, so that columns stay what they
/// are.
fn first(text: &str) -> char {
    match text.chars().next() {
        Some(_) if begins_command(text) => char::REPLACEMENT_CHARACTER,
        Some(character) => printable(character),
        None => char::REPLACEMENT_CHARACTER,
    }
}

/// Whether a text begins with what runners look for anywhere on a line: `##[`, `##vso[` and the like.
fn begins_command(text: &str) -> bool {
    text.strip_prefix("##").is_some_and(|rest| {
        rest.trim_start_matches(|character: char| character.is_ascii_alphanumeric())
            .starts_with('[')
    })
}

/// The character to show in place of one that a terminal would obey, or that would make the line
/// read differently from what it is.
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
