//! Similarity of two texts.

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use crate::words;

/// The multiset of a text's words, as sorted stable hashes. Case and punctuation are ignored; a
/// text without words counts as one word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words(Vec<u64>);

impl Words {
    /// Splits a text into words.
    pub fn of(text: &str) -> Self {
        /// Bytes of a word and what follows it, in most texts.
        const USUAL: usize = 6;
        let mut words = Vec::with_capacity(text.len() / USUAL);
        words.extend(words::words(text).map(|word| hash(&text[word])));
        if words.is_empty() && !text.is_empty() {
            words.push(hash(text));
        }
        words.sort_unstable();
        Self(words)
    }

    /// Number of words.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Sørensen–Dice coefficient of two word multisets: 1 identical, 0 disjoint.
    #[expect(clippy::cast_precision_loss, reason = "texts have fewer than 2^52 words")]
    pub fn likeness(&self, other: &Self) -> f64 {
        let (mut shared, mut at, mut other_at) = (0_usize, 0, 0);
        while let (Some(word), Some(other)) = (self.0.get(at), other.0.get(other_at)) {
            shared += usize::from(word == other);
            at += usize::from(word <= other);
            other_at += usize::from(word >= other);
        }
        2.0 * shared as f64 / (self.0.len() + other.0.len()).max(1) as f64
    }

    /// Whether two texts can be so similar, going by their numbers of words.
    #[expect(clippy::cast_precision_loss, reason = "texts have fewer than 2^52 words")]
    pub fn may_be_like(&self, other: &Self, least: f64) -> bool {
        let (one, other) = (self.0.len(), other.0.len());
        2.0 * one.min(other) as f64 >= least * (one + other) as f64
    }
}

/// Hash of a lower-case word.
fn hash(word: &str) -> u64 {
    /// Longer words are rare.
    const SHORT: usize = 32;
    let mut hasher = FixedState::default().build_hasher();
    let mut short = [0; SHORT];
    match short.get_mut(..word.len()) {
        Some(lower) if word.is_ascii() => {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            hasher.write(lower);
        }
        _ => {
            // Greek has two lower-case sigmas. Characters are lowered one by one, since what
            // follows a sigma decides otherwise.
            let lower = word.chars().flat_map(char::to_lowercase);
            let lower: String = lower.map(|char| if char == 'ς' { 'σ' } else { char }).collect();
            hasher.write(lower.as_bytes());
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
        case("K", "k", 1.0);
        case(&"Ab".repeat(40), &"aB".repeat(40), 1.0);
        case("—", "—", 1.0);
        case("—", "…", 0.0);
        case("", "", 0.0);
    }
}
