//! The words of a passage in lower case.

use std::ops::Range;

use crate::language::Language;
use crate::words::{without_ending, words};

/// The words of a text, with their places in it.
pub(in crate::check) struct Tokens<'t> {
    text: &'t str,
    words: Vec<(Range<usize>, String)>,
}

impl<'t> Tokens<'t> {
    pub(in crate::check) fn new(text: &'t str) -> Self {
        let words = words(text).map(|word| (word.clone(), text[word].to_lowercase())).collect();
        Self { text, words }
    }

    pub(in crate::check) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word in lower case; empty beyond the text.
    pub(in crate::check) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |(_, word)| word)
    }

    /// Whether a word is one of these.
    pub(in crate::check) fn is(&self, index: usize, words: &[&str]) -> bool {
        words.contains(&self.word(index))
    }

    /// A word as written, without a possessive ending.
    pub(in crate::check) fn written(&self, index: usize, language: &Language) -> &'t str {
        without_ending(&self.text[self.place(index)], language.possessives)
    }

    /// The bytes of a word.
    pub(in crate::check) fn place(&self, index: usize) -> Range<usize> {
        self.words.get(index).map_or(self.text.len()..self.text.len(), |(place, _)| place.clone())
    }

    /// The text between a word and the next one.
    pub(in crate::check) fn gap_after(&self, index: usize) -> &'t str {
        &self.text[self.place(index).end..self.place(index + 1).start]
    }

    /// The words of a part of the text.
    pub(in crate::check) fn within(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.words.partition_point(|(word, _)| word.start < range.start);
        let end = self.words.partition_point(|(word, _)| word.start < range.end);
        start..end
    }

    /// The first of these phrases that begins at a word, as a range of words. Only white space is
    /// between its words.
    pub(in crate::check) fn phrase(&self, at: usize, phrases: &[&str]) -> Option<Range<usize>> {
        phrases.iter().find_map(|phrase| {
            let mut end = at;
            for expected in phrase.split(' ') {
                let is_apart = end > at && !self.gap_after(end - 1).trim().is_empty();
                if is_apart || self.word(end) != expected {
                    return None;
                }
                end += 1;
            }
            Some(at..end)
        })
    }

    /// The bytes of a range of words.
    pub(in crate::check) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        self.place(words.start).start..self.place(words.end.saturating_sub(1)).end
    }
}
