//! The shortest edit script of two sequences, within a limit on the edits.

use std::ops::Range;

/// A stretch that differs: what was deleted, and what was inserted in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// The result of [`find`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Search {
    /// What differs, in order; `None` if that takes more insertions and deletions than allowed.
    pub(super) changed: Option<Vec<Changed>>,
    /// Elements and diagonals looked at.
    pub(super) steps: usize,
}

/// Finds what differs: the greedy algorithm of Myers, "An O(ND) Difference Algorithm and Its
/// Variations" (1986). It looks at each element at most once for each edit, and gives up beyond
/// `most` edits. Of equally short scripts, it finds the one whose edits come last. The sequences
/// have fewer than 2^32 elements.
pub(super) fn find<T: PartialEq>(old: &[T], new: &[T], most: usize) -> Search {
    let mut trace = Trace::default();
    let mut steps = 0;
    for edits in 0..=most.min(old.len() + new.len()) {
        for diagonal in 0..=edits {
            let mut at = trace.reached(edits, diagonal);
            let mut new_at = at + edits - 2 * diagonal;
            steps += 1;
            while at < old.len() && new_at < new.len() && old[at] == new[new_at] {
                at += 1;
                new_at += 1;
                steps += 1;
            }
            if at >= old.len() && new_at >= new.len() {
                return Search { changed: Some(trace.changed(edits, diagonal)), steps };
            }
            trace.ends.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
    Search { changed: None, steps }
}

/// How far each number of edits leads. After `n` edits, diagonal `d` of `0..=n` has `d` deletions
/// and `n - d` insertions.
#[derive(Default)]
struct Trace {
    /// The offsets in the old sequence, for one number of edits after the other.
    ends: Vec<u32>,
}

impl Trace {
    fn end(&self, edits: usize, diagonal: usize) -> usize {
        self.ends[edits * (edits + 1) / 2 + diagonal] as usize
    }

    /// Whether the last edit is an insertion.
    fn inserts(&self, edits: usize, diagonal: usize) -> bool {
        diagonal == 0
            || diagonal < edits && self.end(edits - 1, diagonal - 1) < self.end(edits - 1, diagonal)
    }

    /// The offset in the old sequence right after the last edit.
    fn reached(&self, edits: usize, diagonal: usize) -> usize {
        match edits.checked_sub(1) {
            None => 0,
            Some(before) if self.inserts(edits, diagonal) => self.end(before, diagonal),
            Some(before) => self.end(before, diagonal - 1) + 1,
        }
    }

    fn changed(&self, edits: usize, mut diagonal: usize) -> Vec<Changed> {
        let mut changed: Vec<Changed> = Vec::new();
        for edits in (1..=edits).rev() {
            let inserts = self.inserts(edits, diagonal);
            diagonal -= usize::from(!inserts);
            let at = self.end(edits - 1, diagonal);
            let new_at = at + edits - 1 - 2 * diagonal;
            let (old_end, new_end) = (at + usize::from(!inserts), new_at + usize::from(inserts));
            match changed.last_mut() {
                Some(after) if after.old.start == old_end && after.new.start == new_end => {
                    (after.old.start, after.new.start) = (at, new_at);
                }
                _ => changed.push(Changed { old: at..old_end, new: new_at..new_end }),
            }
        }
        changed.reverse();
        changed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edits(changed: &[Changed]) -> usize {
        changed.iter().map(|changed| changed.old.len() + changed.new.len()).sum()
    }

    #[test]
    fn scripts() {
        /// `[-old-+new+]` is a change.
        fn shown(old: &[u8], new: &[u8], changed: &[Changed]) -> String {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let mut shown = String::new();
            let mut at = 0;
            for Changed { old: deleted, new: inserted } in changed {
                shown.push_str(&text(&old[at..deleted.start]));
                let (gone, come) = (&old[deleted.clone()], &new[inserted.clone()]);
                shown.extend(["[-", &text(gone), "+", &text(come), "]"]);
                at = deleted.end;
            }
            shown + &text(&old[at..])
        }
        #[track_caller]
        fn case(old: &str, new: &str, expected: &str) {
            let (old, new) = (old.as_bytes(), new.as_bytes());
            let changed = find(old, new, 20).changed.unwrap_or_default();
            assert_eq!(shown(old, new, &changed), expected);
            let fewest = edits(&changed);
            assert_eq!(find(old, new, fewest).changed, Some(changed));
            if let Some(fewer) = fewest.checked_sub(1) {
                assert_eq!(find(old, new, fewer).changed, None);
            }
        }
        case("", "", "");
        case("ab", "ab", "ab");
        case("ab", "", "[-ab+]");
        case("", "ab", "[-+ab]");
        case("abc", "ac", "a[-b+]c");
        case("abc", "adc", "a[-b+d]c");
        case("abcd", "cdab", "[-ab+]cd[-+ab]");
        case("aaa", "bb", "[-aaa+bb]");
        case("ab", "abab", "ab[-+ab]");
        case("abab", "ab", "ab[-ab+]");
    }

    /// The work for sequences without a common element depends on the limit, not on their length.
    #[test]
    fn nothing_in_common_is_given_up() {
        let old: Vec<u32> = (0..100_000).collect();
        let new: Vec<u32> = (100_000..200_000).collect();
        let found = find(&old, &new, 100);
        assert_eq!(found, Search { changed: None, steps: 101 * 102 / 2 });
        assert_eq!(find(&old[..1_000], &new[..1_000], 100), found);
    }

    fn sequence() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(0_u8..4, 0..14)
    }

    proptest! {
        #[test]
        fn a_script_is_the_shortest_and_leads_to_the_new(old in sequence(), new in sequence()) {
            let mut longest = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
            for (row, old) in old.iter().enumerate() {
                for (column, new) in new.iter().enumerate() {
                    longest[row + 1][column + 1] = if old == new {
                        longest[row][column] + 1
                    } else {
                        longest[row][column + 1].max(longest[row + 1][column])
                    };
                }
            }
            let changed = find(&old, &new, 100).changed.unwrap_or_default();
            prop_assert_eq!(edits(&changed), old.len() + new.len() - 2 * longest[old.len()][new.len()]);
            let mut made: Vec<u8> = Vec::new();
            let mut at = 0;
            for Changed { old: deleted, new: inserted } in changed {
                made.extend(&old[at..deleted.start]);
                made.extend(&new[inserted]);
                at = deleted.end;
            }
            made.extend(&old[at..]);
            prop_assert_eq!(made, new);
        }
    }
}
