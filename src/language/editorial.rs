//! Words that rules about language look for.

/// The words of a language that rules about language look for, in lower case.
#[derive(Clone, Copy, Debug)]
pub struct EditorialWords {
    /// Abbreviations that every reader knows.
    pub familiar: &'static [&'static str],
    /// Words between a name and its abbreviation without brackets: "the name or N".
    pub or: &'static [&'static str],
    /// Small words and particles: two of them may be written as one word with another meaning.
    pub particles: &'static [&'static str],
    /// Beginnings of words that with a hyphen make another word: "re-sign".
    pub apart: &'static [&'static str],
    /// Verbs in a form that says that something can be read: "published".
    pub announced: &'static [&'static str],
    /// Adjectives that say the same of a document: "available".
    pub obtainable: &'static [&'static str],
    /// Phrases that say where a document is: "can be found".
    pub findable: &'static [&'static str],
    /// Words that deny such a phrase: "no".
    pub denials: &'static [&'static str],
    /// Words for what can be read: "report".
    pub documents: &'static [&'static str],
    /// Forms of "to be" before what is announced.
    pub being: &'static [&'static str],
    /// Words in a sentence that announces nothing for now: "will", "not", "once".
    pub not_now: &'static [&'static str],
    /// Words that make the rest of a sentence a purpose: "ensure".
    pub purposes: &'static [&'static str],
    /// Words before a participle that make it an attribute: "the published plan".
    pub articles: &'static [&'static str],
    /// Phrases in place of a number or a frequency.
    pub vague: &'static [&'static str],
    /// Words for a phase, before its numeral.
    pub phase: &'static [&'static str],
    /// Words that begin a remark to colleagues in brackets, before a colon.
    pub remarks: &'static [&'static str],
    /// Phrases that begin a remark to colleagues wherever they are.
    pub asides: &'static [&'static str],
    /// Verbs after a colleague's name: "Ann: should be in the other part".
    pub advice: &'static [&'static str],
}

impl EditorialWords {
    /// No words: the start of a new language.
    pub const NONE: Self = Self {
        familiar: &[],
        or: &[],
        particles: &[],
        apart: &[],
        announced: &[],
        obtainable: &[],
        findable: &[],
        denials: &[],
        documents: &[],
        being: &[],
        not_now: &[],
        purposes: &[],
        articles: &[],
        vague: &[],
        phase: &[],
        remarks: &[],
        asides: &[],
        advice: &[],
    };
}
