//! The words of references.

/// The words of references to recommendations, in lower case. White space in a word matches any
/// white space.
#[derive(Clone, Copy, Debug)]
pub struct ReferenceWords {
    /// Label words for one number: "recommendation". Includes the full stop of an abbreviation;
    /// list both forms if both are used.
    pub singular: &'static [&'static str],
    /// Label words for several numbers. Words in both lists are plural.
    pub plural: &'static [&'static str],
    /// Number signs: "no.", "#".
    pub signs: &'static [&'static str],
    /// Conjunctions of a list, besides commas and `/`: "and", "&".
    pub conjunctions: &'static [&'static str],
    /// Words between the ends of a range, besides dashes: "to".
    pub ranges: &'static [&'static str],
    /// Words that make a number before them a quantity: "million", "%".
    pub quantities: &'static [&'static str],
    /// Prepositions between a number and its owner: "of", "from".
    pub belonging: &'static [&'static str],
    /// Words within an owner's name: "the", "final". "This" is not one: "this report" is the report
    /// itself.
    pub articles: &'static [&'static str],
    /// Prefixes of periods, which are not names: "FY2016".
    pub periods: &'static [&'static str],
    /// Words that begin a pointing paragraph.
    pub see: &'static [&'static str],
}
