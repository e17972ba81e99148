//! Word diff of two versions of a text.
//!
//! Equal blocks are kept; a reworded block is paired with its old version and compared word by
//! word. A block that kept too little is rewritten: the old one is deleted, the new one inserted.
//! Reflowed paragraphs do not differ, because white space in blocks is collapsed. No text takes more
//! than linear time: how many edits are searched for is limited.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

use crate::fragment::likeness::Words;
use crate::words;

mod script;

use script::Changed;

/// Minimum similarity of a reworded block (Sørensen–Dice coefficient of words). Less similar blocks
/// count as deleted and inserted.
pub const ALIKE: f64 = 0.4;

/// Longer runs of changed blocks are paired in order, not by similarity.
const MOST_PAIRS: usize = 4_096;

/// Blocks with more words are replaced as a whole.
const MOST_WORDS: usize = 20_000;

/// A block that needs more edits is rewritten.
const MOST_EDITS: usize = 1_000;

/// A block with fewer words at their places, in tenths of the words of both versions, is rewritten:
/// the same words in another order make no readable diff.
const KEPT_TENTHS: usize = 3;

/// Texts whose blocks need more edits are paired in order.
const MOST_BLOCK_EDITS: usize = 2_000;

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
    let (start, end) = shared_ends(old, new);
    let same = |blocks: &[String], changes: &mut Vec<BlockChange>| {
        changes.extend(blocks.iter().cloned().map(BlockChange::Same));
    };
    same(&old[..start], &mut changes);
    let (from, to) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let all = [Changed { old: 0..from.len(), new: 0..to.len() }];
    let changed = script::find(&hashes(from), &hashes(to), MOST_BLOCK_EDITS).changed;
    let mut at = 0;
    for Changed { old: deleted, new: inserted } in changed.as_deref().unwrap_or(&all) {
        same(&from[at..deleted.start], &mut changes);
        replaced(&from[deleted.clone()], &to[inserted.clone()], &mut changes);
        at = deleted.end;
    }
    same(&from[at..], &mut changes);
    same(&old[old.len() - end..], &mut changes);
    changes
}

/// Compares two versions of a block; `None` if it is rewritten.
fn compare_words(old: &str, new: &str) -> Option<Vec<Piece>> {
    let (old_units, new_units) = (units(old), units(new));
    let all = old_units.len() + new_units.len();
    if old_units.len().max(new_units.len()) > MOST_WORDS {
        return None;
    }
    let most = (all * (10 - KEPT_TENTHS) / 10).min(MOST_EDITS);
    let changed = script::find(&hashes(&old_units), &hashes(&new_units), most).changed?;
    let mut pieces = Vec::new();
    let mut push = |kind, words: &[&str]| {
        if !words.is_empty() {
            pieces.push(Piece { kind, text: words.concat() });
        }
    };
    let mut at = 0;
    for Changed { old: deleted, new: inserted } in changed {
        push(PieceKind::Same, &old_units[at..deleted.start]);
        push(PieceKind::Deleted, &old_units[deleted.clone()]);
        push(PieceKind::Inserted, &new_units[inserted]);
        at = deleted.end;
    }
    push(PieceKind::Same, &old_units[at..]);
    Some(join_fragments(pieces))
}

/// How many elements at the beginning and at the end are equal.
fn shared_ends<T: PartialEq>(old: &[T], new: &[T]) -> (usize, usize) {
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
    (start, rest.take_while(|(old, new)| old == new).count())
}

/// Texts by hash: comparing them costs most. Of 64 bits, no two different ones are equal by chance.
fn hashes(texts: &[impl AsRef<str>]) -> Vec<u64> {
    let hasher = FixedState::default();
    texts.iter().map(|text| hasher.hash_one(text.as_ref())).collect()
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
        let reworded = match (&old[old_index], &new[new_index]) {
            (old, new) if old == new => Some(BlockChange::Same(old.clone())),
            (old, new) => compare_words(old, new).map(BlockChange::Reworded),
        };
        let Some(reworded) = reworded else { continue };
        changes.extend(old[old_at..old_index].iter().cloned().map(BlockChange::Deleted));
        changes.extend(new[new_at..new_index].iter().cloned().map(BlockChange::Inserted));
        changes.push(reworded);
        (old_at, new_at) = (old_index + 1, new_index + 1);
    }
    changes.extend(old[old_at..].iter().cloned().map(BlockChange::Deleted));
    changes.extend(new[new_at..].iter().cloned().map(BlockChange::Inserted));
}

/// Pairs similar blocks in order, maximising total similarity.
fn pairs(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
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
        .flat_map(|old| new.iter().map(move |new| (old, new)))
        .map(|(old, new)| if old.may_be_like(new, ALIKE) { old.likeness(new) } else { 0.0 })
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
        // The same words, but hardly one at its place.
        case(
            "the board asks staff to write the plan",
            "plan the write to staff asks board the",
            &[
                "- the board asks staff to write the plan",
                "+ plan the write to staff asks board the",
            ],
        );
        // Changed blocks between equal ones, and at the ends.
        case(
            "a first thing|same|the second thing|same",
            "a last thing|same|the second idea|same",
            &["~ a [-first -][+last +]thing", "  same", "~ the second [-thing-][+idea+]", "  same"],
        );
        case("計画は五月に", "計画は六月に", &["~ 計画は[-五-][+六+]月に"]);
    }

    /// A text whose blocks all changed is compared block by block, without a search over all of them.
    #[test]
    fn many_changed_blocks() {
        let block = |count: usize, word: &str| format!("step {count} of the plan is {word}");
        let text = |word| (0..3_000).map(|count| block(count, word)).collect::<Vec<_>>();
        let (old, mut new) = (text("open"), text("done"));
        new[1_500] = block(1_500, "open");
        let changes = compare(&old, &new);
        assert_eq!(changes.len(), 3_000);
        assert_eq!(changes[1_500], BlockChange::Same(block(1_500, "open")));
        let reworded = |change: &&BlockChange| matches!(change, BlockChange::Reworded(_));
        assert_eq!(changes.iter().filter(reworded).count(), 2_999);
    }

    #[test]
    fn a_block_with_too_many_edits_is_rewritten() {
        let text = |every: usize| {
            let word =
                |at: usize| if at % every == 1 { format!("new{at} ") } else { format!("old{at} ") };
            (0..6_000).map(word).collect::<String>().trim_end().to_owned()
        };
        let changes = |every| compare(&[text(6_001)], &[text(every)]);
        assert!(matches!(&changes(20)[..], [BlockChange::Reworded(_)]));
        assert!(matches!(&changes(3)[..], [BlockChange::Deleted(_), BlockChange::Inserted(_)]));
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
