//! The words and sentences of a block, with their places in the file.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::cues::Cues;
use super::roles::Roles;
use crate::fragment::{Block, Piece, Spanned};

/// A block: lower-case text, words, sentence boundaries.
#[derive(Debug, Default)]
pub(super) struct BlockText {
    lower: String,
    words: Vec<Range<usize>>,
    /// The roles of each word, and of the phrases that it begins.
    marks: Vec<Roles>,
    /// Ranges of words.
    sentences: Vec<Range<usize>>,
    /// For each piece, its bytes in the text and in the source.
    pieces: Vec<(Range<usize>, Range<usize>)>,
}

impl BlockText {
    /// Replaces the block. Struck out text is skipped.
    pub(super) fn set(
        &mut self,
        block: &Block<'_>,
        events: &[Spanned<'_>],
        struck: &[Range<usize>],
        cues: &Cues,
    ) {
        self.lower.clear();
        self.words.clear();
        self.marks.clear();
        self.sentences.clear();
        self.pieces.clear();
        for (piece, event) in block.pieces.iter().zip(&block.events) {
            if is_within(*event, struck) {
                continue;
            }
            let (text, source) = match piece {
                Piece::Text(run) => (run.text, run.source.clone()),
                Piece::Barrier(text) => (*text, events[*event].1.clone()),
            };
            let start = self.lower.len();
            self.lower.push_str(text);
            self.pieces.push((start..self.lower.len(), source));
        }
        self.split(cues);
        self.lower.make_ascii_lowercase();
        let marks = self.words.iter().map(|word| cues.marks(&self.lower[word.clone()]));
        self.marks.extend(marks);
    }

    fn split(&mut self, cues: &Cues) {
        self.words.extend(cues.places(&self.lower));
        let mut first = 0;
        for index in 1..self.words.len() {
            let between = &self.lower[self.words[index - 1].end..self.words[index].start];
            let before = &self.lower[self.words[index - 1].clone()];
            let after = &self.lower[self.words[index].start..];
            if ends_sentence(before, between, after, cues) {
                self.sentences.push(first..index);
                first = index;
            }
        }
        if first < self.words.len() {
            self.sentences.push(first..self.words.len());
        }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word.
    pub(super) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |range| &self.lower[range.clone()])
    }

    /// The roles that a word can have.
    pub(super) fn marks(&self, index: usize) -> Roles {
        self.marks.get(index).copied().unwrap_or_default()
    }

    /// The text between a word and the previous one.
    pub(super) fn gap_before(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.words[before].end);
        self.words.get(index).map_or("", |word| &self.lower[start..word.start])
    }

    /// The text between a word and the next one, or the end.
    pub(super) fn gap_after(&self, index: usize) -> &str {
        let next = self.words.get(index + 1).map_or(self.lower.len(), |word| word.start);
        self.words.get(index).map_or("", |word| &self.lower[word.end..next])
    }

    pub(super) fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The source bytes of some words.
    pub(super) fn source(&self, words: Range<usize>) -> Range<usize> {
        let start = self.words.get(words.start).map_or(0, |word| self.source_of(word.start, false));
        let last = self.words.get(words.end.saturating_sub(1));
        let end = last.map_or(start, |word| self.source_of(word.end, true));
        start..end.max(start)
    }

    /// The word at or around a source byte.
    pub(super) fn word_at(&self, source: usize) -> Option<usize> {
        let piece = self.pieces.iter().find(|(_, range)| range.contains(&source))?;
        let at = piece.0.start + (source - piece.1.start);
        Some(self.words.partition_point(|word| word.end <= at))
    }

    /// Maps a byte of the text to the source; between two pieces, to the end of the first or the
    /// start of the second.
    fn source_of(&self, at: usize, end: bool) -> usize {
        let known = |start: usize| if end { start < at } else { start <= at };
        let index = self.pieces.partition_point(|(text, _)| known(text.start));
        let Some((text, source)) = index.checked_sub(1).and_then(|index| self.pieces.get(index))
        else {
            return 0;
        };
        // A piece spelled differently in the file is mapped as a whole.
        if text.len() == source.len() {
            source.start + (at - text.start)
        } else if end {
            source.end
        } else {
            source.start
        }
    }
}

/// The ranges of struck out events.
pub(super) fn struck(events: &[Spanned<'_>]) -> Vec<Range<usize>> {
    let mut struck: Vec<Range<usize>> = Vec::new();
    let mut starts = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Strikethrough) => starts.push(index),
            Event::End(TagEnd::Strikethrough) => {
                // Of nested ranges, the outer one is enough.
                if let Some(start) = starts.pop().filter(|_| starts.is_empty()) {
                    struck.push(start..index);
                }
            }
            _ => {}
        }
    }
    struck
}

/// Whether an event is in one of these sorted ranges.
pub(super) fn is_within(event: usize, ranges: &[Range<usize>]) -> bool {
    let next = ranges.partition_point(|range| range.end <= event);
    ranges.get(next).is_some_and(|range| range.contains(&event))
}

/// Whether a sentence ends between two words. `after` is the text from the second word, in original
/// case.
fn ends_sentence(before: &str, between: &str, after: &str, cues: &Cues) -> bool {
    if between.contains([';', '。', '！', '？']) {
        return true;
    }
    let Some(mark) = between.find(['.', '!', '?']) else { return false };
    if !between[mark + 1..].contains(char::is_whitespace) {
        return false;
    }
    if between.contains(['!', '?']) {
        return true;
    }
    if mark == 0 && cues.abbreviations.iter().any(|known| known.eq_ignore_ascii_case(before)) {
        return false;
    }
    // "is complete. 3 reports" are two sentences, "29 Jan. 2016" is one.
    let month = before.len() <= cues.longest_month;
    match after.chars().next() {
        Some(first) if first.is_ascii_digit() => !month,
        Some(first) => !first.is_lowercase(),
        None => true,
    }
}
