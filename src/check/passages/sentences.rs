//! The sentences of a passage.

use std::ops::Range;

use crate::language::Language;
use crate::words::words;

/// The sentences of a text, without white space around them. A full stop after an abbreviation, an
/// initial or a short month ends none, nor does one before a small letter.
pub(in crate::check) fn sentences(text: &str, language: &Language) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, char)| is_mark(*char)) {
        let after = &text[at + mark.len_utf8()..];
        let closed = after.trim_start_matches(['"', '\'', ')', ']', '”', '’', '»']);
        let rest = closed.trim_start();
        let is_gap = rest.len() < closed.len() || closed.is_empty() || is_wide(mark);
        let goes_on = rest.starts_with(char::is_lowercase);
        if !is_gap || goes_on || mark == '.' && is_within(&text[start..at], language) {
            continue;
        }
        push(text, start..text.len() - closed.len(), &mut sentences);
        start = text.len() - rest.len();
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let Some(sentence) = text.get(range.clone()) else { return };
    let trimmed = sentence.trim_start();
    let start = range.end - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        sentences.push(start..end);
    }
}

fn is_mark(char: char) -> bool {
    matches!(char, '.' | '!' | '?') || is_wide(char)
}

/// Marks after which no space is needed.
fn is_wide(char: char) -> bool {
    matches!(char, '。' | '！' | '？')
}

/// Whether a full stop after this text can be within a sentence.
fn is_within(before: &str, language: &Language) -> bool {
    let tail = &before[before.ceil_char_boundary(before.len().saturating_sub(24))..];
    let Some(last) = words(tail).last().filter(|word| word.end == tail.len()) else { return false };
    let last = &tail[last];
    let lower = last.to_lowercase();
    let is_short_month =
        || language.dates.months.iter().flat_map(|names| &names[1..]).any(|name| *name == lower);
    let is_initial = || last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    is_initial() || language.abbreviations.contains(&&*lower) || is_short_month()
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use crate::language::ENGLISH;

    #[test]
    fn cases() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let found: Vec<&str> =
                sentences(text, &ENGLISH).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected);
        }
        case("", &[]);
        case(
            " One bridge. Two boats!  And a port? ",
            &["One bridge.", "Two boats!", "And a port?"],
        );
        case("On 29 Jan. 2016 it rained. Then", &["On 29 Jan. 2016 it rained.", "Then"]);
        case("J. Smith, e.g. Harbours, v1.2 of it.", &["J. Smith, e.g. Harbours, v1.2 of it."]);
        case("He said \"go.\" They went", &["He said \"go.\"", "They went"]);
        case("It is 3.5 km. and wet", &["It is 3.5 km. and wet"]);
        case("完了。次", &["完了。", "次"]);
        case(".", &["."]);
    }
}
