//! The words by which prose says how far work is, and for when it is promised.

/// The words of one language by which claims of prose are recognised, all in lower case. Phrases
/// are matched word by word; punctuation in them counts as a space.
#[derive(Clone, Copy, Debug)]
pub struct ClaimWords {
    /// Phrases that call work unfinished.
    pub unfinished: &'static [&'static str],
    /// Phrases that, said of one of `efforts`, call it unfinished.
    pub ongoing: &'static [&'static str],
    /// Words that call work finished, where they are a sentence or follow one of `finishing`.
    pub finished: &'static [&'static str],
    /// Phrases after which a date is one that is promised.
    pub target: &'static [&'static str],
    /// Phrases that describe a running practice, which is never finished and not unfinished either.
    pub routine: &'static [&'static str],
    /// Words that make a deliverable's text that of a running practice; `routine` do so as well.
    pub recurring: &'static [&'static str],
    /// Words that may stand between those of a phrase.
    pub fillers: &'static [&'static str],
    /// Words that make sure that an unfinished phrase is not about a running practice.
    pub emphatic: &'static [&'static str],
    /// Phrases that turn an unfinished phrase right after them into its opposite.
    pub ended: &'static [&'static str],
    /// Phrases that put what is right after them into the past.
    pub past: &'static [&'static str],
    /// Phrases that lead from a subject to one of `finished`.
    pub finishing: &'static [&'static str],
    /// Phrases that, with a word of `delivery` after them, tell of something that happened.
    pub happened: &'static [&'static str],
    /// Endings of such words, as far as a language has regular ones.
    pub participle_endings: &'static [&'static str],
    /// Words that, right before one of `happened`, say that it did not happen.
    pub denying: &'static [&'static str],
    /// Words that tell of delivery.
    pub delivery: &'static [&'static str],
    /// Words for what a promised date is about, where nothing else says which deliverable is meant.
    pub completion: &'static [&'static str],
    /// Words for what has a date of its own beside that of any deliverable.
    pub occasions: &'static [&'static str],
    /// Words that an occasion is not meant before: "next year".
    pub periods: &'static [&'static str],
    /// Words for what comes before the whole of a deliverable.
    pub steps: &'static [&'static str],
    /// Words that link a subject to what is said about it.
    pub links: &'static [&'static str],
    /// Words that begin another clause, where a verb stands before them.
    pub conjunctions: &'static [&'static str],
    /// Words that stand for what was named before.
    pub pronouns: &'static [&'static str],
    /// Words with which something is finished in part only.
    pub qualifying: &'static [&'static str],
    /// Verbs by which somebody says in what state the recommendation is.
    pub consider: &'static [&'static str],
    /// Words after which nothing is said to be the case.
    pub conditional: &'static [&'static str],
    /// Words that put what follows into the future.
    pub future: &'static [&'static str],
    /// Phrases that may stand between a word of `until` and a date.
    pub about: &'static [&'static str],
    /// Words that, right before a date and after one of `future`, make it a promised one. Those of
    /// `dating` do so after `future` and a word of `completion` or `delivery`.
    pub until: &'static [&'static str],
    /// Words that point at the recommendation itself, before a label word.
    pub this: &'static [&'static str],
    /// Words that may stand before the recommendation where all of it is meant.
    pub whole: &'static [&'static str],
    /// Words of `parts` that mean the whole after one of these.
    pub all: &'static [&'static str],
    /// Words for what a recommendation consists of.
    pub parts: &'static [&'static str],
    /// Words that tell of which thing it is said, rather than what is said.
    pub relatives: &'static [&'static str],
    /// Those of them that tell of which one of several.
    pub identifying: &'static [&'static str],
    /// Words between what is promised and the recommendation that it is promised of.
    pub concerning: &'static [&'static str],
    /// Words that may go on after something is called finished, without taking a part of it back.
    pub continuing: &'static [&'static str],
    /// The same, with a date behind them.
    pub dating: &'static [&'static str],
    /// Words after which a deliverable's text no longer names it, but describes it.
    pub describing: &'static [&'static str],
    /// Words that set a date when they follow one of `happened`.
    pub setting: &'static [&'static str],
    /// Words for the work on a recommendation, which stand for it in the notes.
    pub work: &'static [&'static str],
    /// Words that name a phase, before its numeral.
    pub phase: &'static [&'static str],
    /// Words that say nothing about what a deliverable is.
    pub stop: &'static [&'static str],
    /// Words for what goes on until something is there.
    pub efforts: &'static [&'static str],
    /// Words behind one of `efforts` that lead to the verb for what they are made.
    pub purpose: &'static [&'static str],
    /// Words that, right before one of `dating` or `until`, say that a thing is owed.
    pub due: &'static [&'static str],
    /// Words that begin a clause which is said of nothing.
    pub nothing: &'static [&'static str],
    /// Words after which a promise is only what a delivery is compared with.
    pub measuring: &'static [&'static str],
    /// Words for what is done to a thing that there is; after "to be", they speak of an occasion.
    pub renewing: &'static [&'static str],
    /// Endings that are exchanged so that the forms of a word are one, longest first.
    pub endings: &'static [(&'static str, &'static str)],
    /// Whether a letter is doubled before an ending: "plan", "planned".
    pub doubling: bool,
}

impl ClaimWords {
    /// No words, so that no claim is found: where to begin with a language.
    pub const NONE: Self = Self {
        unfinished: &[],
        ongoing: &[],
        finished: &[],
        target: &[],
        routine: &[],
        recurring: &[],
        fillers: &[],
        emphatic: &[],
        ended: &[],
        past: &[],
        finishing: &[],
        happened: &[],
        participle_endings: &[],
        denying: &[],
        delivery: &[],
        completion: &[],
        occasions: &[],
        periods: &[],
        steps: &[],
        links: &[],
        conjunctions: &[],
        pronouns: &[],
        qualifying: &[],
        consider: &[],
        conditional: &[],
        future: &[],
        about: &[],
        until: &[],
        this: &[],
        whole: &[],
        all: &[],
        parts: &[],
        relatives: &[],
        identifying: &[],
        concerning: &[],
        continuing: &[],
        dating: &[],
        describing: &[],
        setting: &[],
        work: &[],
        phase: &[],
        stop: &[],
        efforts: &[],
        purpose: &[],
        due: &[],
        nothing: &[],
        measuring: &[],
        renewing: &[],
        endings: &[],
        doubling: false,
    };
}
