//! A minimal language: shows that a language is only data.

use super::{
    ClaimWords, ConditionWords, CountWords, DateOrder, DateWords, EditorialWords, Language,
    NameWords, PeriodWords, ReferenceWords, Role, StyleWords,
};

/// A language with a private-use tag.
pub(crate) const INVENTED: Language = Language {
    tag: "qaa",
    status_headings: &["stato"],
    notes_headings: &["rimarkoj"],
    edition_titles: ["unua de", "dua de", "tria de", "kvara de"],
    vague_link_texts: &["tie"],
    placeholders: &["farota"],
    fillers: &["farota"],
    abbreviations: &["ekz"],
    possessives: &["’a"],
    dates: DateWords {
        months: [
            &["januaro"],
            &["februaro"],
            &["marto", "mrt"],
            &["aprilo"],
            &["majo"],
            &["junio"],
            &["julio"],
            &["aŭgusto"],
            &["septembro"],
            &["oktobro"],
            &["novembro"],
            &["decembro"],
        ],
        orders: &[DateOrder::DayMonth],
        quarter_numerals: [&["k1"], &["k2"], &["k3"], &["k4"]],
        quarter_ordinals: [&["unua"], &["dua"], &["tria"], &["kvara"]],
        quarter: &["kvarono"],
        quarter_joints: &["de"],
        within: &["en"],
        month_within: &["en"],
        parts: &[],
        fiscal: &[],
        calendar: &[],
        ordinals: &[],
        relative: &[],
        within_period: &[],
        numbers: &[],
        units: [&[]; 4],
    },
    names: NameWords {
        optional: &["la", "kaj"],
        abbreviated: &[("min", "ministerio")],
        plurals: &[("oj", "o")],
        singulars: &[],
    },
    periods: PeriodWords { as_of: &["je"], plans: &["estos"], ..PeriodWords::NONE },
    conditions: ConditionWords {
        conditions: &["se"],
        closing: &["finita"],
        ..ConditionWords::NONE
    },
    style: StyleWords { duties: &["ĉiujare"], ..StyleWords::NONE },
    counts: CountWords {
        numbers: &[("tri", 3)],
        of: &["el"],
        verbs: &["estas"],
        done: &["finita"],
        ..CountWords::NONE
    },
    references: ReferenceWords {
        singular: &["rekomendo"],
        plural: &["rekomendoj"],
        signs: &["n-ro"],
        conjunctions: &["kaj"],
        ranges: &["ĝis"],
        quantities: &["milionoj"],
        belonging: &["de"],
        articles: &["la"],
        periods: &["j"],
        see: &["vidu"],
    },
    claims: ClaimWords {
        roles: &[(Role::Be, &["estas"]), (Role::Open, &["farata"]), (Role::Target, &["atendata"])],
        finished: &["finita"],
        finishing: &["estas"],
        links: &["estas"],
        this: &["la"],
        whole: &["la"],
        completion: &["preta"],
        endings: &[("ojn", "o"), ("on", "o"), ("oj", "o")],
        ..ClaimWords::NONE
    },
    editorial: EditorialWords { vague: &["multaj"], ..EditorialWords::NONE },
};
