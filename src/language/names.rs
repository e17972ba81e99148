//! The words of names of parties and groups.

/// Words and endings in which two names of one party or group often differ, in lower case.
#[derive(Clone, Copy, Debug)]
pub struct NameWords {
    /// Words that a name may have or not: "the", "and".
    pub optional: &'static [&'static str],
    /// Abbreviated words, without their full stop, and what they stand for.
    pub abbreviated: &'static [(&'static str, &'static str)],
    /// Endings of plurals, longest first, and those of their singulars.
    pub plurals: &'static [(&'static str, &'static str)],
    /// Endings of words that are no plurals, although they end like one.
    pub singulars: &'static [&'static str],
}
