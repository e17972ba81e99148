//! English.

use super::{ConditionWords, Language, NameWords, PeriodWords};

mod claims;
mod counts;
mod dates;
mod editorial;
mod references;
mod roles;
mod style;
mod verbs;

/// English.
pub const ENGLISH: Language = Language {
    tag: "en",
    status_headings: &["project status", "status"],
    notes_headings: &["implementation notes", "notes"],
    edition_titles: [
        "First quarter of",
        "Second quarter of",
        "Third quarter of",
        "Fourth quarter of",
    ],
    vague_link_texts: &[
        "here",
        "click here",
        "this",
        "link",
        "this link",
        "more",
        "read more",
        "this page",
        "page",
    ],
    placeholders: &[
        "todo",
        "to do",
        "tbd",
        "tba",
        "tbc",
        "to be added",
        "to be completed",
        "to be written",
        "to follow",
        "update pending",
        "pending update",
        "placeholder",
        "text here",
    ],
    fillers: &["todo", "lorem ipsum"],
    abbreviations: &["rec", "recs", "no", "nos", "e.g", "i.e", "cf", "vs", "dept", "approx", "art"],
    possessives: &["'s", "’s"],
    dates: dates::ENGLISH,
    names: NameWords {
        optional: &["the", "and"],
        abbreviated: &[
            ("admin", "administration"),
            ("assn", "association"),
            ("assoc", "association"),
            ("comm", "committee"),
            ("dept", "department"),
            ("depts", "department"),
            ("gov", "government"),
            ("govt", "government"),
            ("inst", "institute"),
            ("intl", "international"),
            ("mgmt", "management"),
            ("min", "ministry"),
            ("natl", "national"),
            ("univ", "university"),
        ],
        plurals: &[("ies", "y"), ("s", "")],
        singulars: &["ss", "us", "is"],
    },
    periods: PeriodWords {
        as_of: &["as of", "as at"],
        ending: &[
            "quarter ending",
            "quarter ended",
            "quarter to",
            "period ending",
            "period ended",
            "period to",
        ],
        articles: &["the", "of", "end"],
        plans: &[
            "will",
            "shall",
            "would",
            "should",
            "must",
            "effective",
            "from",
            "planned",
            "expected",
        ],
        parts: &["1h", "2h", "h1", "h2", "q1", "q2", "q3", "q4", "1q", "2q", "3q", "4q"],
        ranges: &["between", "from", "through", "to", "until"],
        joints: &["for", "of"],
    },
    conditions: ConditionWords {
        conditions: &[
            "once",
            "when",
            "until",
            "unless",
            "upon",
            "after",
            "if",
            "subject to",
            "pending",
            "provided",
            "contingent on",
            "conditional on",
            "depending on",
            "following",
        ],
        closing: &[
            "close",
            "closed",
            "closure",
            "complete",
            "completed",
            "completion",
            "finished",
            "implemented",
        ],
        ahead: &["will", "shall", "can", "cannot", "may", "could", "would", "to"],
        itself: &["it", "this", "recommendation", "recommendations", "closure"],
    },
    counts: counts::ENGLISH,
    style: style::ENGLISH,
    references: references::ENGLISH,
    claims: claims::ENGLISH,
    editorial: editorial::ENGLISH,
};
