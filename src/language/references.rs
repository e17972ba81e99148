//! The words that references are made of.

/// The words by which references to recommendations are recognised, all in lower case. Where a word has white space,
/// any white space is meant.
#[derive(Clone, Copy, Debug)]
pub struct ReferenceWords {
    /// Label words for one number: "recommendation". An abbreviation's full stop is part of it; list it without one
    /// too where both are written.
    pub singular: &'static [&'static str],
    /// Label words for several numbers. What is in both lists counts as plural.
    pub plural: &'static [&'static str],
    /// What may stand before a number and says no more than that it is one: "no.", "#".
    pub signs: &'static [&'static str],
    /// What joins the items of a list, besides commas and `/`: "and", "&".
    pub conjunctions: &'static [&'static str],
    /// What joins the ends of a range, besides dashes: "to".
    pub ranges: &'static [&'static str],
    /// What makes the number before it a quantity: "million", "%".
    pub quantities: &'static [&'static str],
    /// What says after a number whose it is: "of", "from".
    pub belonging: &'static [&'static str],
    /// Words that may stand in the name of who it is: "the", "final". "This" is not one of them: this report is the
    /// report's own.
    pub articles: &'static [&'static str],
    /// What, before a number, makes a period of it, and so no name: "FY2016".
    pub periods: &'static [&'static str],
    /// Words that begin a paragraph which only points elsewhere.
    pub see: &'static [&'static str],
}
