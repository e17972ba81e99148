//! Paragraphs by their words, so that a copy is recognised elsewhere.

use std::hash::{BuildHasher as _, Hasher as _};
use std::ops::Range;

use crate::fragment::{Block, Piece};

/// Shorter paragraphs can be alike by chance.
const LEAST_WORDS: usize = 20;

/// A hash of the words of a paragraph, list item or cell, and its bytes; `None` for a short one.
pub(super) fn find(block: &Block<'_>) -> Option<(u64, Range<usize>)> {
    let mut hasher = foldhash::quality::FixedState::default().build_hasher();
    let (mut count, mut within) = (0, false);
    let mut range: Option<Range<usize>> = None;
    for piece in &block.pieces {
        let text = match piece {
            Piece::Text(run) => {
                let start = range.map_or(run.source.start, |range| range.start);
                range = Some(start..run.source.end);
                run.text
            }
            Piece::Barrier(text) => text,
        };
        for word in text.split_inclusive(char::is_whitespace) {
            let trimmed = word.trim_end();
            if !trimmed.is_empty() {
                // A word can be in several pieces, as in "*re*place".
                count += usize::from(!within);
                within = true;
                hasher.write(trimmed.as_bytes());
            }
            if trimmed.len() < word.len() && within {
                hasher.write_u8(b' ');
                within = false;
            }
        }
    }
    range.filter(|_| count >= LEAST_WORDS).map(|range| (hasher.finish(), range))
}
