//! Word diff of two versions of a text.
//!
//! Equal blocks are kept; a reworded block is paired with its old version and compared word by
//! word. Reflowed paragraphs do not differ, because white space in blocks is collapsed.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::fragment::likeness::Words;
use crate::words;

/// Minimum similarity of a reworded block (Sørensen–Dice coefficient of words). Less similar blocks
/// count as deleted and inserted.
pub const ALIKE: f64 = 0.4;

/// Longer runs of changed blocks are paired in order, not by similarity.
const MOST_PAIRS: usize = 4_096;

/// Blocks with more words are replaced as a whole.
const MOST_WORDS: usize = 20_000;

/// The change of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockChange {
    /// Unchanged.
    Same(String),
    /// Inserted.
    Inserted(String),
    /// Deleted.
    Deleted(String),
    /// Some words changed.
    Reworded(Vec<Piece>),
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its change.
    pub kind: PieceKind,
    /// The words, each with the white space after it.
    pub text: String,
}

/// The change of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Unchanged.
    Same,
    /// Inserted.
    Inserted,
    /// Deleted.
    Deleted,
}

/// Compares two texts block by block.
pub fn compare(old: &[String], new: &[String]) -> Vec<BlockChange> {
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                let same = &old[old_index..old_index + len];
                changes.extend(same.iter().cloned().map(BlockChange::Same));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                let deleted = &old[old_index..old_index + old_len];
                changes.extend(deleted.iter().cloned().map(BlockChange::Deleted));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                let inserted = &new[new_index..new_index + new_len];
                changes.extend(inserted.iter().cloned().map(BlockChange::Inserted));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let old = &old[old_index..old_index + old_len];
                let new = &new[new_index..new_index + new_len];
                replaced(old, new, &mut changes);
            }
        }
    }
    changes
}

/// Compares two single-block texts, such as those of deliverables.
pub fn compare_words(old: &str, new: &str) -> Vec<Piece> {
    let (old_words, new_words) = (units(old), units(new));
    if old_words.len().max(new_words.len()) > MOST_WORDS {
        return vec![
            Piece { kind: PieceKind::Deleted, text: old.to_owned() },
            Piece { kind: PieceKind::Inserted, text: new.to_owned() },
        ];
    }
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_words, &new_words) {
        let (deleted, inserted) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            push(&mut pieces, PieceKind::Same, &old_words[deleted]);
        } else {
            push(&mut pieces, PieceKind::Deleted, &old_words[deleted]);
            push(&mut pieces, PieceKind::Inserted, &new_words[inserted]);
        }
    }
    join_fragments(pieces)
}

fn push(pieces: &mut Vec<Piece>, kind: PieceKind, words: &[&str]) {
    if !words.is_empty() {
        pieces.push(Piece { kind, text: words.concat() });
    }
}

/// Merges a single short word between two changes into them: a kept "of" within a rewritten phrase
/// is hard to read.
fn join_fragments(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let mut deleted = String::new();
    let mut inserted = String::new();
    let flush = |joined: &mut Vec<Piece>, deleted: &mut String, inserted: &mut String| {
        for (kind, text) in [(PieceKind::Deleted, deleted), (PieceKind::Inserted, inserted)] {
            if !text.is_empty() {
                joined.push(Piece { kind, text: std::mem::take(text) });
            }
        }
    };
    let last = pieces.len().saturating_sub(1);
    for (index, piece) in pieces.into_iter().enumerate() {
        match piece.kind {
            PieceKind::Deleted => deleted.push_str(&piece.text),
            PieceKind::Inserted => inserted.push_str(&piece.text),
            PieceKind::Same => {
                let between = index != last && !deleted.is_empty() && !inserted.is_empty();
                if between && is_fragment(&piece.text) {
                    deleted.push_str(&piece.text);
                    inserted.push_str(&piece.text);
                } else {
                    flush(&mut joined, &mut deleted, &mut inserted);
                    joined.push(piece);
                }
            }
        }
    }
    flush(&mut joined, &mut deleted, &mut inserted);
    joined
}

fn is_fragment(text: &str) -> bool {
    const SHORT: usize = 3;
    let mut words = text.split_whitespace();
    words.next().is_none_or(|word| word.chars().count() <= SHORT) && words.next().is_none()
}

/// Pairs the blocks of a changed range.
fn replaced(old: &[String], new: &[String], changes: &mut Vec<BlockChange>) {
    let (mut old_at, mut new_at) = (0, 0);
    for (old_index, new_index) in pairs(old, new) {
        changes.extend(old[old_at..old_index].iter().cloned().map(BlockChange::Deleted));
        changes.extend(new[new_at..new_index].iter().cloned().map(BlockChange::Inserted));
        changes.push(BlockChange::Reworded(compare_words(&old[old_index], &new[new_index])));
        (old_at, new_at) = (old_index + 1, new_index + 1);
    }
    changes.extend(old[old_at..].iter().cloned().map(BlockChange::Deleted));
    changes.extend(new[new_at..].iter().cloned().map(BlockChange::Inserted));
}

/// Pairs similar blocks in order, maximising total similarity.
fn pairs(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let old: Vec<Words> = old.iter().map(|block| Words::of(block)).collect();
    let new: Vec<Words> = new.iter().map(|block| Words::of(block)).collect();
    if old.len() * new.len() > MOST_PAIRS {
        let both = 0..old.len().min(new.len());
        let alike = |index: &usize| old[*index].likeness(&new[*index]) >= ALIKE;
        return both.filter(alike).map(|index| (index, index)).collect();
    }
    let width = new.len() + 1;
    let likeness: Vec<f64> = old
        .iter()
        .flat_map(|old| new.iter().map(|new| old.likeness(new)))
        .map(|likeness| if likeness >= ALIKE { likeness } else { 0.0 })
        .collect();
    let at = |row: usize, column: usize| row * width + column;
    // Best total for the remaining blocks of both, from each position.
    let mut best = vec![0.0_f64; (old.len() + 1) * width];
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            let together = likeness[row * new.len() + column] + best[at(row + 1, column + 1)];
            best[at(row, column)] =
                together.max(best[at(row + 1, column)]).max(best[at(row, column + 1)]);
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < old.len() && column < new.len() {
        let here = best[at(row, column)];
        let alike = likeness[row * new.len() + column];
        if alike > 0.0 && here <= alike + best[at(row + 1, column + 1)] {
            pairs.push((row, column));
            row += 1;
            column += 1;
        } else if here <= best[at(row + 1, column)] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

/// Units of comparison: runs between white space, each with the white space after it. In scripts
/// without spaces, single words with the punctuation after them. A word and its full stop are thus
/// one change.
fn units(text: &str) -> Vec<&str> {
    let mut ends: Vec<usize> = Vec::new();
    let mut spaced = false;
    for (at, char) in text.char_indices() {
        let is_space = char.is_whitespace();
        if spaced && !is_space {
            ends.push(at);
        }
        spaced = is_space;
    }
    // ASCII words are always separated.
    if !text.is_ascii() {
        let mut before = 0;
        for word in words::words(text) {
            if word.start == before && word.start > 0 {
                ends.push(word.start);
            }
            before = word.end;
        }
        ends.sort_unstable();
    }
    ends.push(text.len());
    let mut start = 0;
    let units = ends.into_iter().map(|end| &text[std::mem::replace(&mut start, end)..end]);
    units.filter(|unit| !unit.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `[-old-]` was deleted, `[+new+]` inserted; one block per line, with `-` or `+` before it.
    fn shown(changes: &[BlockChange]) -> String {
        let lines: Vec<String> = changes
            .iter()
            .map(|change| match change {
                BlockChange::Same(text) => format!("  {text}"),
                BlockChange::Deleted(text) => format!("- {text}"),
                BlockChange::Inserted(text) => format!("+ {text}"),
                BlockChange::Reworded(pieces) => format!("~ {}", pieces_shown(pieces)),
            })
            .collect();
        lines.join("\n")
    }

    fn pieces_shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece.kind {
                PieceKind::Same => piece.text.clone(),
                PieceKind::Deleted => format!("[-{}-]", piece.text),
                PieceKind::Inserted => format!("[+{}+]", piece.text),
            })
            .collect()
    }

    fn blocks(text: &str) -> Vec<String> {
        text.split('|').filter(|block| !block.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn texts() {
        #[track_caller]
        fn case(old: &str, new: &str, expected: &[&str]) {
            assert_eq!(shown(&compare(&blocks(old), &blocks(new))), expected.join("\n"));
        }
        case("", "", &[]);
        case("a b", "a b", &["  a b"]);
        case("", "a", &["+ a"]);
        case("a", "", &["- a"]);
        case(
            "The plan is due in May.",
            "The plan is due in June.",
            &["~ The plan is due in [-May.-][+June.+]"],
        );
        case("one|two two|three", "one|three", &["  one", "- two two", "  three"]);
        case("one|three", "one|two two|three", &["  one", "+ two two", "  three"]);
        case(
            "all of it is new",
            "nothing like what was",
            &["- all of it is new", "+ nothing like what was"],
        );
        // The reworded block is found among new ones.
        case(
            "the report is being written",
            "an entirely different thing|the report is written",
            &["+ an entirely different thing", "~ the report is [-being -]written"],
        );
        // A short word between two changes is merged.
        case(
            "we hope for an early start to the work this year",
            "we hope for a late beginning to the work this year",
            &["~ we hope for [-an early start -][+a late beginning +]to the work this year"],
        );
        case(
            "we will write to the board this coming spring now",
            "we will speak to the chair this coming spring now",
            &["~ we will [-write -][+speak +]to the [-board -][+chair +]this coming spring now"],
        );
        case("計画は五月に", "計画は六月に", &["~ 計画は[-五-][+六+]月に"]);
    }

    fn text() -> impl Strategy<Value = Vec<String>> {
        let word = prop::sample::select(vec!["a", "plan", "the", "map", "of", "計画", "x,", "é"]);
        let block = prop::collection::vec(word, 1..9).prop_map(|words| words.join(" "));
        prop::collection::vec(block, 0..8)
    }

    /// The text of one side of a diff.
    fn side(changes: &[BlockChange], new: bool) -> Vec<String> {
        let keeps = |kind| match kind {
            PieceKind::Same => true,
            PieceKind::Inserted => new,
            PieceKind::Deleted => !new,
        };
        changes
            .iter()
            .filter_map(|change| match change {
                BlockChange::Same(text) => Some(text.clone()),
                BlockChange::Inserted(text) => new.then(|| text.clone()),
                BlockChange::Deleted(text) => (!new).then(|| text.clone()),
                BlockChange::Reworded(pieces) => Some(
                    pieces
                        .iter()
                        .filter(|piece| keeps(piece.kind))
                        .map(|piece| piece.text.as_str())
                        .collect(),
                ),
            })
            .collect()
    }

    proptest! {
        #[test]
        fn applied_to_the_old_text_it_gives_the_new(old in text(), new in text()) {
            let changes = compare(&old, &new);
            prop_assert_eq!(side(&changes, false), old);
            prop_assert_eq!(side(&changes, true), new);
        }

        #[test]
        fn a_text_does_not_differ_from_itself(text in text()) {
            let same = |change: &BlockChange| matches!(change, BlockChange::Same(_));
            prop_assert!(compare(&text, &text).iter().all(same));
        }

        #[test]
        fn units_are_the_text(text in "\\PC{0,40}") {
            prop_assert_eq!(units(&text).concat(), text);
        }
    }
}
