//! The words of claims: progress of work and promised dates.

/// What a word or phrase does in a sentence. A word can have several roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// Present forms of "to be".
    Be,
    /// Past forms of "to be".
    Was,
    /// Its infinitive.
    ToBe,
    /// Its past participle.
    Been,
    /// Its present participle.
    Being,
    /// Present auxiliary of the perfect tenses.
    Have,
    /// Past auxiliary of the perfect tenses.
    Had,
    /// Present auxiliary of negated verbs.
    Do,
    /// Past auxiliary of negated verbs.
    Did,
    /// Auxiliary of the future.
    Will,
    /// Other modal verbs.
    Modal,
    /// Negates a verb.
    Not,
    /// Negates a noun, or stands for one.
    No,
    /// Cancels a state: "no longer".
    Ended,
    /// "Yet", "so far".
    Yet,
    /// "Still".
    Still,
    /// Adverbs that change nothing.
    Filler,
    /// Before an infinitive.
    To,
    /// Joins clauses.
    And,
    /// Joins contrasting clauses.
    But,
    /// Relative pronouns.
    Which,
    /// Begins either a relative clause or what is said or known.
    That,
    /// Begins a condition that is awaited.
    Once,
    /// Begins a clause of time, reason, purpose or concession, which claims nothing.
    When,
    /// Begins a condition.
    If,
    /// Stands for the subject.
    Pronoun,
    /// Nouns for whatever was recommended.
    Own,
    /// Nouns for work on something.
    Effort,
    /// Predicates of unfinished work.
    Open,
    /// Predicates of unfinished work after "remain" or "still" only.
    Vacant,
    /// Predicates of finished work.
    Done,
    /// Verbs with objects that together mean finished: "took effect".
    Came,
    /// Phrases that mean unfinished wherever they stand.
    Unfinished,
    /// Nouns and adjectives before a promised date.
    Target,
    /// Standing practice.
    Routine,
    /// Of somebody else.
    Other,
    /// Restricts "finished" to a part.
    Partly,
    /// Before a date by which something is done.
    Until,
    /// Before any date.
    At,
    /// More time.
    Extension,
    /// Verbs for carrying out work.
    Work,
    /// Verbs of beginning.
    Start,
    /// Verbs of continuing.
    Continue,
    /// Verbs of hindering.
    Delay,
    /// Verbs of putting off, whose past still holds.
    PutOff,
    /// Verbs of waiting or depending.
    Wait,
    /// Verbs of needing.
    Need,
    /// Verbs of remaining in a state.
    Remain,
    /// Verbs of intending and expecting.
    Intend,
    /// Verbs for the use and effects of what exists.
    Neutral,
    /// Verbs of fixing a date.
    Set,
    /// Verbs for asking or giving.
    Grant,
    /// Verbs of keeping a promise.
    Keep,
    /// Verbs of saying and knowing.
    Say,
    /// Verbs of changing a date.
    Move,
    /// Nouns whose absence is good: "objections".
    Trouble,
    /// Nouns for intermediate steps.
    Step,
    /// Numbers in words.
    Number,
    /// Verbs and nouns for failing to do something.
    Fail,
    /// Nouns for carrying something out.
    Event,
    /// Auxiliary of what is expected.
    Should,
    /// Verbs that define a word.
    Define,
    /// Auxiliary of the future as seen from the past.
    Would,
    /// Before a unit of time that recurs.
    Every,
    /// Begins a clause for each time that something is done.
    Each,
    /// Verbs of promising, before another verb.
    Pledge,
    /// Verbs of existing.
    Exist,
    /// Between a number and that of which it is a part.
    Of,
    /// Begins a question: an indirect one, or one that is open.
    Whether,
}

/// How regular verbs with an ending are inflected.
#[derive(Clone, Copy, Debug)]
pub struct Inflection {
    /// The ending of the verb.
    pub ending: &'static str,
    /// Bytes to cut off before the others.
    pub cut: usize,
    /// Ending of another present form.
    pub present: &'static str,
    /// Ending of past and past participle.
    pub past: &'static str,
    /// Ending of the present participle.
    pub progressive: &'static str,
}

/// An irregular verb: verb, another present form, past, past participle, present participle.
pub type Irregular = [&'static str; 5];

/// The words of a language for recognising claims, in lower case. Phrases are matched word by word;
/// punctuation counts as a space.
#[derive(Clone, Copy, Debug)]
pub struct ClaimWords {
    /// Words and phrases by role.
    pub roles: &'static [(Role, &'static [&'static str])],
    /// Verbs by role; a phrase is inflected at its first word.
    pub verbs: &'static [(Role, &'static [&'static str])],
    /// Irregular verbs.
    pub irregular: &'static [Irregular],
    /// Regular ones, longest ending first.
    pub inflections: &'static [Inflection],
    /// Endings of present participles.
    pub progressive_endings: &'static [&'static str],
    /// Endings of adverbs.
    pub adverb_endings: &'static [&'static str],
    /// Words that mean finished, as a sentence or after `finishing`.
    pub finished: &'static [&'static str],
    /// Words, besides `routine`, that make a deliverable standing practice.
    pub recurring: &'static [&'static str],
    /// Fillers: allowed within phrases.
    pub fillers: &'static [&'static str],
    /// Phrases between a subject and a word of `finished`.
    pub finishing: &'static [&'static str],
    /// Regular endings of such words, if any.
    pub participle_endings: &'static [&'static str],
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
    /// Determiners of the recommendation itself, before a label word.
    pub this: &'static [&'static str],
    /// Words before the recommendation that keep it whole.
    pub whole: &'static [&'static str],
    /// Words that make `parts` mean the whole.
    pub all: &'static [&'static str],
    /// Words for parts of a recommendation.
    pub parts: &'static [&'static str],
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
    /// Words for the work on a recommendation, which stand for it in the notes.
    pub work: &'static [&'static str],
    /// Words for a phase, before its numeral.
    pub phase: &'static [&'static str],
    /// Stop words for matching deliverables.
    pub stop: &'static [&'static str],
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
        roles: &[],
        verbs: &[],
        irregular: &[],
        inflections: &[],
        progressive_endings: &[],
        adverb_endings: &[],
        finished: &[],
        recurring: &[],
        fillers: &[],
        finishing: &[],
        participle_endings: &[],
        completion: &[],
        occasions: &[],
        periods: &[],
        steps: &[],
        links: &[],
        pronouns: &[],
        qualifying: &[],
        consider: &[],
        conditional: &[],
        future: &[],
        this: &[],
        whole: &[],
        all: &[],
        parts: &[],
        identifying: &[],
        concerning: &[],
        continuing: &[],
        dating: &[],
        describing: &[],
        work: &[],
        phase: &[],
        stop: &[],
        renewing: &[],
        percent: &[],
        endings: &[],
        doubling: false,
    };
}
