//! Words that rules about rows look for.

/// The words of a language that tell apart kinds of work and sentences about it, in lower case.
/// Phrases are words with single spaces.
#[derive(Clone, Copy, Debug)]
pub struct StyleWords {
    /// Words for what is done again and again.
    pub duties: &'static [&'static str],
    /// Finite verbs of a sentence about the state of work, as against the name of a piece of work.
    pub verbs: &'static [&'static str],
}

impl StyleWords {
    /// No words: the start of a new language.
    pub const NONE: Self = Self { duties: &[], verbs: &[] };
}
