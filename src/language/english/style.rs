//! Words in English that tell apart kinds of work and sentences about it.

use crate::language::StyleWords;

/// English.
pub(super) const ENGLISH: StyleWords = StyleWords {
    duties: &[
        "annually",
        "continually",
        "continuously",
        "maintain",
        "monthly",
        "ongoing",
        "on going",
        "periodic",
        "periodically",
        "quarterly",
        "regularly",
        "yearly",
        "every year",
        "each year",
    ],
    verbs: &[
        "am",
        "are",
        "can",
        "cannot",
        "continue",
        "continues",
        "had",
        "has",
        "have",
        "is",
        "remain",
        "remains",
        "was",
        "were",
        "will",
    ],
};
