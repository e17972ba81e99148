//! Words that rules about wording look for.

/// The words of a language that make a text vague or hard to check, in lower case. Phrases are words
/// with single spaces.
#[derive(Clone, Copy, Debug)]
pub struct StyleWords {
    /// Words for what is done again and again.
    pub duties: &'static [&'static str],
    /// Words in place of a number.
    pub vague: &'static [&'static str],
    /// Participles that say that something can be found somewhere.
    pub announced: &'static [&'static str],
    /// Verbs right before those.
    pub announcing: &'static [&'static str],
    /// Abbreviations that need no explanation.
    pub known_abbreviations: &'static [&'static str],
    /// Pairs of words that are one word in another sense: "may be".
    pub apart: &'static [&'static str],
    /// Words within names that have no capital, and articles before them.
    pub small: &'static [&'static str],
    /// Words for a phase, before its number.
    pub phase: &'static [&'static str],
    /// Finite verbs of a sentence about the state of work, as against the name of a piece of work.
    pub verbs: &'static [&'static str],
}

impl StyleWords {
    /// No words: the start of a new language.
    pub const NONE: Self = Self {
        duties: &[],
        vague: &[],
        announced: &[],
        announcing: &[],
        known_abbreviations: &[],
        apart: &[],
        small: &[],
        phase: &[],
        verbs: &[],
    };
}
