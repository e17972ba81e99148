//! Similarity of two texts.

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use crate::words;

/// The multiset of a text's words, as sorted stable hashes. Case and punctuation are ignored; a
/// text without words counts as one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<u64>);

impl Words {
    /// Splits a text into words.
    pub fn of(text: &str) -> Self {
        let mut words: Vec<u64> = words::words(text).map(|word| hash(&text[word])).collect();
        if words.is_empty() && !text.is_empty() {
            words.push(hash(text));
        }
        words.sort_unstable();
        Self(words)
    }

    /// Sørensen–Dice coefficient of two word multisets: 1 identical, 0 disjoint.
    #[expect(clippy::cast_precision_loss, reason = "texts have fewer than 2^52 words")]
    pub fn likeness(&self, other: &Self) -> f64 {
        let (mut shared, mut rest) = (0_usize, &other.0[..]);
        for word in &self.0 {
            let before = rest.iter().take_while(|other| *other < word).count();
            rest = &rest[before..];
            if rest.first() == Some(word) {
                shared += 1;
                rest = &rest[1..];
            }
        }
        2.0 * shared as f64 / (self.0.len() + other.0.len()).max(1) as f64
    }
}

/// Hash of a lower-case word.
fn hash(word: &str) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    for char in word.chars() {
        if char.is_ascii() {
            hasher.write_u32(char.to_ascii_lowercase().into());
            continue;
        }
        for char in char.to_lowercase() {
            // Greek has two lower-case sigmas.
            hasher.write_u32(if char == 'ς' { 'σ' } else { char }.into());
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likenesses() {
        #[track_caller]
        fn case(one: &str, other: &str, expected: f64) {
            let likeness = Words::of(one).likeness(&Words::of(other));
            assert!((likeness - expected).abs() < 0.001, "{likeness}");
        }
        case("Post the plan", "post  the *plan*.", 1.0);
        case("a b", "c d", 0.0);
        case("a b c d", "a b", 2.0 * 2.0 / 6.0);
        case("a a b", "a b b", 2.0 * 2.0 / 6.0);
        case("計画を公表", "計画を実施", 0.6);
        case("ΟΔΟΣ", "οδος", 1.0);
        case("—", "—", 1.0);
        case("—", "…", 0.0);
        case("", "", 0.0);
    }
}
