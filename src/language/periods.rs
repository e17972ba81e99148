//! Words for the day or period that a text describes.

/// The words of a language by which a text says which day or period it describes, in lower case.
#[derive(Clone, Copy, Debug)]
pub struct PeriodWords {
    /// Phrases right before the day that a text describes.
    pub as_of: &'static [&'static str],
    /// Phrases right before the end of the period that a text describes.
    pub ending: &'static [&'static str],
    /// Words that may be among those of a date: "the 30th of June".
    pub articles: &'static [&'static str],
    /// Words of a sentence that make the day one of a plan: "as of 1 May, fees will rise".
    pub plans: &'static [&'static str],
}

impl PeriodWords {
    /// No words: the start of a new language.
    pub const NONE: Self = Self { as_of: &[], ending: &[], articles: &[], plans: &[] };
}
