//! Texts that stand for one that is still to be written.

use std::borrow::Cow;
use std::ops::Range;

use crate::fragment::{Block, Piece};
use crate::language::{Language, MOST_PLACEHOLDER_WORDS};
use crate::words;

/// A block that is a placeholder, or has filler text in it: what is written there, and its bytes.
pub(super) fn find(block: &Block<'_>, language: &Language) -> Option<(String, Range<usize>)> {
    let mut runs = block.pieces.iter().filter_map(|piece| match piece {
        Piece::Text(run) => Some(run),
        Piece::Barrier(_) => None,
    });
    let first = runs.next()?;
    let rest: Vec<_> = runs.collect();
    let text = match &rest[..] {
        [] => Cow::Borrowed(first.text),
        rest => Cow::Owned([first].iter().chain(rest).map(|run| run.text).collect()),
    };
    let source = || first.source.start..rest.last().unwrap_or(&first).source.end;
    let shown = text.trim();
    let is_alone = block.pieces.len() == rest.len() + 1;
    let beginning: Vec<Range<usize>> =
        words::words(shown).take(MOST_PLACEHOLDER_WORDS + 1).collect();
    if beginning.is_empty() {
        let is_stub = is_alone && matches!(shown, "…" | "...");
        return is_stub.then(|| (shown.to_owned(), source()));
    }
    let is_whole = |placeholder: &&&str| {
        let words = placeholder.split(' ');
        begin_with(&beginning, shown, words.clone()) && words.count() == beginning.len()
    };
    let is_short = beginning.len() <= MOST_PLACEHOLDER_WORDS;
    if is_alone && is_short && language.placeholders.iter().find(is_whole).is_some() {
        return Some((shown.to_owned(), source()));
    }
    if !language.fillers.iter().any(|filler| may_have(shown, filler)) {
        return None;
    }
    let words: Vec<Range<usize>> = words::words(shown).collect();
    let is_in = |filler: &&&str| {
        (0..words.len()).any(|at| begin_with(&words[at..], shown, filler.split(' ')))
    };
    language.fillers.iter().find(is_in).map(|filler| ((*filler).to_owned(), source()))
}

/// Whether the words of a text begin with these, which are in lower case.
fn begin_with<'p>(
    words: &[Range<usize>],
    text: &str,
    expected: impl Iterator<Item = &'p str>,
) -> bool {
    let mut words = words.iter();
    let is = |word: &str, expected: &str| {
        if word.is_ascii() {
            word.eq_ignore_ascii_case(expected)
        } else {
            word.to_lowercase() == expected
        }
    };
    { expected }.all(|expected| words.next().is_some_and(|word| is(&text[word.clone()], expected)))
}

/// Whether a text may have a word as the first one of a phrase, found without dividing the text into
/// words. A text with other characters may, since their lower case can be ASCII.
fn may_have(text: &str, phrase: &str) -> bool {
    let first = phrase.split(' ').next().unwrap_or_default().as_bytes();
    let bytes = text.as_bytes();
    let is_here = |at: usize| {
        bytes[at..].get(..first.len()).is_some_and(|here| here.eq_ignore_ascii_case(first))
    };
    let Some(initial) = first.first() else { return true };
    let (lower, upper) = (initial.to_ascii_lowercase(), initial.to_ascii_uppercase());
    let is_initial = |byte: u8| byte == lower || byte == upper;
    !text.is_ascii() || (0..bytes.len()).any(|at| is_initial(bytes[at]) && is_here(at))
}
