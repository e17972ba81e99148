//! Words of counts: "twenty of the 28 recommendations are complete".

/// The words of a language by which a text says how many recommendations have a status, in lower
/// case. Phrases are of single words with spaces.
#[derive(Clone, Copy, Debug)]
pub struct CountWords {
    /// Numbers in words.
    pub numbers: &'static [(&'static str, u32)],
    /// Words for the whole number, before it: "all 28".
    pub all: &'static [&'static str],
    /// Words between a number and the whole.
    pub of: &'static [&'static str],
    /// Words between those and the whole: "of the 28".
    pub articles: &'static [&'static str],
    /// What reports call what they count, in the plural.
    pub items: &'static [&'static str],
    /// Verbs and adverbs between what is counted and its status.
    pub verbs: &'static [&'static str],
    /// Statuses: done.
    pub done: &'static [&'static str],
    /// Statuses: neither done nor dropped.
    pub open: &'static [&'static str],
    /// Statuses: late.
    pub late: &'static [&'static str],
    /// Statuses: not started.
    pub not_started: &'static [&'static str],
    /// Words that can follow a status without restricting it.
    pub after: &'static [&'static str],
}

impl CountWords {
    /// No words: the start of a new language.
    pub const NONE: Self = Self {
        numbers: &[],
        all: &[],
        of: &[],
        articles: &[],
        items: &[],
        verbs: &[],
        done: &[],
        open: &[],
        late: &[],
        not_started: &[],
        after: &[],
    };
}
