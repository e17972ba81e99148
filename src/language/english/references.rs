//! The words of references in English.

use crate::language::ReferenceWords;

/// English.
pub(super) const ENGLISH: ReferenceWords = ReferenceWords {
    singular: &["recommendation", "rec.", "rec"],
    plural: &["recommendations", "recs.", "recs"],
    signs: &["no.", "nos.", "no", "nos", "number", "numbers", "#", "№"],
    conjunctions: &["and", "or", "and/or", "&"],
    ranges: &["to", "through"],
    quantities: &[
        "%",
        "‰",
        "°",
        "percent",
        "per cent",
        "percentage",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "seconds",
        "minutes",
        "hours",
        "days",
        "weeks",
        "months",
        "quarters",
        "years",
        "times",
    ],
    belonging: &["of", "from", "under"],
    articles: &[
        "a", "an", "and", "both", "final", "first", "for", "interim", "of", "on", "report",
        "review", "second", "the", "third",
    ],
    periods: &["fy", "cy", "q", "h"],
    see: &["see"],
};
