//! Detects sentence terminators.

/// Whether a text ends with a terminator of a sentence or clause, and closing marks.
pub(in crate::render) fn is_ended(text: &str) -> bool {
    text.trim_end_matches(|char| char::is_whitespace(char) || is_invisible(char) || closes(char))
        .ends_with(ends)
}

/// Unicode's `Sentence_Terminal` for modern scripts
/// (<https://www.unicode.org/Public/UCD/latest/ucd/PropList.txt>), with ellipses, colons and
/// semicolons.
fn ends(char: char) -> bool {
    matches!(
        char,
        '.' | '!' | '?' | ':' | ';' | '…' | '‥' | '⋯' | '‼' | '‽' | '⁇' | '⁈' | '⁉'
            // Greek, Armenian, Arabic, Syriac, Hebrew
            | '\u{37e}' | '\u{387}' | '\u{589}' | '\u{61b}' | '\u{61d}'..='\u{61f}' | '\u{6d4}'
            | '\u{700}'..='\u{702}' | '\u{5c3}'
            // Devanagari and its neighbours, Myanmar, Ethiopic, Khmer, Mongolian, Tibetan
            | '\u{964}' | '\u{965}' | '\u{104a}' | '\u{104b}' | '\u{1362}' | '\u{1364}'..='\u{1368}'
            | '\u{17d4}' | '\u{17d5}' | '\u{1803}' | '\u{1809}' | '\u{f0d}' | '\u{f0e}'
            // Chinese, Japanese and Korean, in full and in half width
            | '。' | '！' | '？' | '：' | '；' | '．' | '｡' | '﹒' | '﹔'..='﹗'
    )
}

/// Closing marks after a terminator: brackets and quotation marks, in any language's use.
fn closes(char: char) -> bool {
    matches!(
        char,
        ')' | ']' | '}' | '>' | '"' | '\'' | '`' | '«' | '»' | '‹' | '›' | '‘'
            ..='‟'
                | '❜'
                | '❞'
                | '〉'
                | '》'
                | '」'
                | '』'
                | '】'
                | '〕'
                | '〗'
                | '〙'
                | '〛'
                | '〞'
                | '〟'
                | '＂'
                | '＇'
                | '）'
                | '］'
                | '｝'
                | '｠'
                | '｣'
    )
}

/// Invisible characters: joiners, direction marks, variation selectors.
fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
            | '\u{61c}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ad}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_once() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(is_ended(text), expected, "{text}");
        }
        case("One.", true);
        case("One...", true);
        case("One?", true);
        case("One!", true);
        case("One…", true);
        case("As follows:", true);
        case("一。", true);
        case("一？", true);
        case("一！」", true);
        case("هل تم؟", true);
        case("ہو گیا۔", true);
        case("हो गया।", true);
        case("Έγινε\u{37e}", true);
        case("He said “yes.”", true);
        case("He said \"yes.\"", true);
        case("Er sagte: „Ja.“", true);
        case("« Oui. »", true);
        case("(All of it.)", true);
        case("(“All of it!”)", true);
        case("One. \t\n", true);
        case("One.\u{a0}\u{200f}", true);
        case("Really ⁉\u{fe0f}", true);
        case("One", false);
        case("Version 1.2", false);
        case("See the plan (plan.html)", false);
        case("moved to “Complete”", false);
        case("an item [2]", false);
        case("一", false);
        case("", false);
        case("”)", false);
    }
}
