//! Texts that stand for one that is still to be written.

use std::ops::Range;

use crate::fragment::{Block, Piece};
use crate::language::Language;
use crate::words;

/// A block that is a placeholder, or has filler text in it: what is written there, and its bytes.
pub(super) fn find(block: &Block<'_>, language: &Language) -> Option<(String, Range<usize>)> {
    let runs: Vec<_> = block
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(run) => Some(run),
            Piece::Barrier(_) => None,
        })
        .collect();
    let (first, last) = (runs.first()?, runs.last()?);
    let text: String = runs.iter().map(|run| run.text).collect();
    let shown = text.trim();
    let is_alone = block.pieces.len() == runs.len();
    let words: Vec<String> = words::words(shown).map(|word| shown[word].to_lowercase()).collect();
    if words.is_empty() {
        let is_stub = is_alone && matches!(shown, "…" | "...");
        return is_stub.then(|| (shown.to_owned(), first.source.start..last.source.end));
    }
    let words = words.join(" ");
    let is_whole = is_alone && language.placeholders.contains(&words.as_str());
    let padded = format!(" {words} ");
    let filler = || language.fillers.iter().find(|filler| padded.contains(&format!(" {filler} ")));
    match filler() {
        _ if is_whole => Some((shown.to_owned(), first.source.start..last.source.end)),
        Some(filler) => Some(((*filler).to_owned(), first.source.start..last.source.end)),
        None => None,
    }
}
