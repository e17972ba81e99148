//! Words of conditions: "will be closed once the council has agreed".

/// The words of a language by which a text makes the closing of a recommendation depend on something,
/// in lower case.
#[derive(Clone, Copy, Debug)]
pub struct ConditionWords {
    /// Phrases that begin a condition.
    pub conditions: &'static [&'static str],
    /// Words for closing.
    pub closing: &'static [&'static str],
    /// Words that put closing ahead.
    pub ahead: &'static [&'static str],
    /// Words that mean the recommendation itself.
    pub itself: &'static [&'static str],
}

impl ConditionWords {
    /// No words: the start of a new language.
    pub const NONE: Self = Self { conditions: &[], closing: &[], ahead: &[], itself: &[] };
}
