//! The words of claims: progress of work and promised dates.

/// The words of a language for recognising claims, in lower case. Phrases are matched word by word;
/// punctuation counts as a space.
#[derive(Clone, Copy, Debug)]
pub struct ClaimWords {
    /// Phrases that mean unfinished.
    pub unfinished: &'static [&'static str],
    /// Phrases that mean unfinished if said of `efforts`.
    pub ongoing: &'static [&'static str],
    /// Words that mean finished, as a sentence or after `finishing`.
    pub finished: &'static [&'static str],
    /// Phrases before a promised date.
    pub target: &'static [&'static str],
    /// Phrases for standing practice, neither finished nor unfinished.
    pub routine: &'static [&'static str],
    /// Words, besides `routine`, that make a deliverable standing practice.
    pub recurring: &'static [&'static str],
    /// Fillers: allowed within phrases.
    pub fillers: &'static [&'static str],
    /// Words that exclude standing practice.
    pub emphatic: &'static [&'static str],
    /// Phrases that negate an unfinished phrase right after them.
    pub ended: &'static [&'static str],
    /// Phrases that put the next words into the past.
    pub past: &'static [&'static str],
    /// Phrases between a subject and a word of `finished`.
    pub finishing: &'static [&'static str],
    /// Phrases that, before a word of `delivery`, report a past event.
    pub happened: &'static [&'static str],
    /// Regular endings of such words, if any.
    pub participle_endings: &'static [&'static str],
    /// Words that negate `happened` right after them.
    pub denying: &'static [&'static str],
    /// Words for delivery.
    pub delivery: &'static [&'static str],
    /// Words for the subject of a promised date if no deliverable is named.
    pub completion: &'static [&'static str],
    /// Words for events with dates of their own.
    pub occasions: &'static [&'static str],
    /// Words that are not events after an adjective: "next year".
    pub periods: &'static [&'static str],
    /// Words for intermediate steps of a deliverable.
    pub steps: &'static [&'static str],
    /// Words between subject and predicate.
    pub links: &'static [&'static str],
    /// Words that begin another clause after a verb.
    pub conjunctions: &'static [&'static str],
    /// Pronouns.
    pub pronouns: &'static [&'static str],
    /// Words that restrict "finished" to a part.
    pub qualifying: &'static [&'static str],
    /// Verbs for judging the recommendation's state.
    pub consider: &'static [&'static str],
    /// Conditional words: nothing after them is asserted.
    pub conditional: &'static [&'static str],
    /// Future auxiliaries.
    pub future: &'static [&'static str],
    /// Phrases between a word of `until` and a date.
    pub about: &'static [&'static str],
    /// Words that make a date right after them a promise, after `future`. Those of `dating` do
    /// after `future` and a word of `completion` or `delivery`.
    pub until: &'static [&'static str],
    /// Determiners of the recommendation itself, before a label word.
    pub this: &'static [&'static str],
    /// Words before the recommendation that keep it whole.
    pub whole: &'static [&'static str],
    /// Words that make `parts` mean the whole.
    pub all: &'static [&'static str],
    /// Words for parts of a recommendation.
    pub parts: &'static [&'static str],
    /// Relative pronouns: what follows identifies the subject and asserts nothing.
    pub relatives: &'static [&'static str],
    /// Those that identify one of several.
    pub identifying: &'static [&'static str],
    /// Words between a promised result and its recommendation.
    pub concerning: &'static [&'static str],
    /// Words that can follow "finished" without restricting it.
    pub continuing: &'static [&'static str],
    /// The same, before a date.
    pub dating: &'static [&'static str],
    /// Words after which a deliverable's text describes it rather than names it.
    pub describing: &'static [&'static str],
    /// Words that set a date after `happened`.
    pub setting: &'static [&'static str],
    /// Words for the work on a recommendation, which stand for it in the notes.
    pub work: &'static [&'static str],
    /// Words for a phase, before its numeral.
    pub phase: &'static [&'static str],
    /// Stop words for matching deliverables.
    pub stop: &'static [&'static str],
    /// Words for ongoing work.
    pub efforts: &'static [&'static str],
    /// Words after `efforts` that introduce a verb of purpose.
    pub purpose: &'static [&'static str],
    /// Words that mean owed, right before `dating` or `until`.
    pub due: &'static [&'static str],
    /// Words that begin a clause with a negated subject.
    pub nothing: &'static [&'static str],
    /// Words of comparison with a promise.
    pub measuring: &'static [&'static str],
    /// Verbs for changing something that exists; after "to be", they announce an event.
    pub renewing: &'static [&'static str],
    /// Words for hundredths, after a number.
    pub percent: &'static [&'static str],
    /// Interchangeable endings for stemming, longest first.
    pub endings: &'static [(&'static str, &'static str)],
    /// Whether consonants are doubled before endings: "plan", "planned".
    pub doubling: bool,
}

impl ClaimWords {
    /// No words and so no claims: the start of a new language.
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
        percent: &[],
        endings: &[],
        doubling: false,
    };
}
