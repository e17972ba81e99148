//! How alike two texts are.

use std::collections::HashMap;

/// The words of a text, each with how often it stands there. Case and punctuation do not count;
/// where there are no words, the text is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    counts: HashMap<Box<str>, usize>,
    all: usize,
}

impl Words {
    /// Counts the words of a text.
    pub fn of(text: &str) -> Self {
        let mut words = Self { counts: HashMap::new(), all: 0 };
        for run in text.split(|char: char| !char.is_alphanumeric()).filter(|run| !run.is_empty()) {
            let mut start = 0;
            for (at, char) in run.char_indices() {
                if stands_alone(char) {
                    words.add(&run[start..at]);
                    start = at + char.len_utf8();
                    words.add(&run[at..start]);
                }
            }
            words.add(&run[start..]);
        }
        if words.all == 0 {
            words.add(text);
        }
        words
    }

    fn add(&mut self, word: &str) {
        if !word.is_empty() {
            *self.counts.entry(word.to_lowercase().into()).or_default() += 1;
            self.all += 1;
        }
    }

    /// Twice the number of words that both have, each counted as often as both have it, by all
    /// words of both: 1 for the same words, 0 for none in common.
    #[expect(clippy::cast_precision_loss, reason = "texts have fewer than 2^52 words")]
    pub fn likeness(&self, other: &Self) -> f64 {
        let shared: usize = self
            .counts
            .iter()
            .map(|(word, count)| other.counts.get(word).map_or(0, |other| (*other).min(*count)))
            .sum();
        2.0 * shared as f64 / (self.all + other.all).max(1) as f64
    }
}

/// Whether a character is a word of its own: those of scripts that are written without spaces.
pub fn stands_alone(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
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
        case("—", "—", 1.0);
        case("—", "…", 0.0);
        case("", "", 0.0);
    }
}
