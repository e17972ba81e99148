//! The text of a block as words and sentences, each with its place in the file.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::cues::{Cues, Marks};
use crate::fragment::{Block, Piece, Spanned};

/// One block: its text in lower case, its words, and where its sentences begin and end.
#[derive(Debug, Default)]
pub(super) struct BlockText {
    lower: String,
    words: Vec<Range<usize>>,
    /// What each word is.
    marks: Vec<Marks>,
    /// Ranges of words.
    sentences: Vec<Range<usize>>,
    /// For each piece, its bytes in the text and in the source.
    pieces: Vec<(Range<usize>, Range<usize>)>,
}

impl BlockText {
    /// Takes in a block, in place of the one before. What is struck out is not said any more.
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

    /// What a word is.
    pub(super) fn marks(&self, index: usize) -> Marks {
        self.marks.get(index).copied().unwrap_or_default()
    }

    /// What stands between a word and the one before.
    pub(super) fn gap_before(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.words[before].end);
        self.words.get(index).map_or("", |word| &self.lower[start..word.start])
    }

    pub(super) fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The bytes of the source that some words stand in.
    pub(super) fn source(&self, words: Range<usize>) -> Range<usize> {
        let start = self.words.get(words.start).map_or(0, |word| self.source_of(word.start, false));
        let last = self.words.get(words.end.saturating_sub(1));
        let end = last.map_or(start, |word| self.source_of(word.end, true));
        start..end.max(start)
    }

    /// The word that begins or goes on at a byte of the source.
    pub(super) fn word_at(&self, source: usize) -> Option<usize> {
        let piece = self.pieces.iter().find(|(_, range)| range.contains(&source))?;
        let at = piece.0.start + (source - piece.1.start);
        Some(self.words.partition_point(|word| word.end <= at))
    }

    /// The byte of the source that a byte of the text comes from; of one between two pieces, the end
    /// of the former or the start of the latter.
    fn source_of(&self, at: usize, end: bool) -> usize {
        let known = |start: usize| if end { start < at } else { start <= at };
        let index = self.pieces.partition_point(|(text, _)| known(text.start));
        let Some((text, source)) = index.checked_sub(1).and_then(|index| self.pieces.get(index))
        else {
            return 0;
        };
        // Of a piece that is spelled otherwise in the file, all is meant.
        if text.len() == source.len() {
            source.start + (at - text.start)
        } else if end {
            source.end
        } else {
            source.start
        }
    }
}

/// The ranges of events that are struck out.
pub(super) fn struck(events: &[Spanned<'_>]) -> Vec<Range<usize>> {
    let mut struck: Vec<Range<usize>> = Vec::new();
    let mut starts = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Strikethrough) => starts.push(index),
            Event::End(TagEnd::Strikethrough) => {
                // Of one inside another, the outer one will do.
                if let Some(start) = starts.pop().filter(|_| starts.is_empty()) {
                    struck.push(start..index);
                }
            }
            _ => {}
        }
    }
    struck
}

/// Whether an event is in one of some ranges, which are in order.
pub(super) fn is_within(event: usize, ranges: &[Range<usize>]) -> bool {
    let next = ranges.partition_point(|range| range.end <= event);
    ranges.get(next).is_some_and(|range| range.contains(&event))
}

/// Whether a sentence ends between two words. `after` is the text from the second one on, in its
/// own case.
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
    // "is complete. 3 reports" are two, "29 Jan. 2016" is one.
    let month = before.len() <= cues.longest_month;
    match after.chars().next() {
        Some(first) if first.is_ascii_digit() => !month,
        Some(first) => !first.is_lowercase(),
        None => true,
    }
}
