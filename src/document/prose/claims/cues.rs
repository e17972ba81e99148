//! Phrases to look for, put together once for all documents.

use foldhash::HashMap;

use super::text::words;
use crate::language::{ClaimWords, Language};

/// What a phrase says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cue {
    Unfinished,
    /// What calls work unfinished where it is work that it is said of.
    Ongoing,
    Target,
    Routine,
}

/// The words by which prose says how far work is: a language's, or those of the settings.
#[derive(Clone, Debug)]
pub struct Cues {
    /// By [`Cue`].
    phrases: [Phrases; 4],
    finished: Box<[Box<str>]>,
    finished_shapes: Shapes,
    /// Words that begin a reference to one recommendation.
    pub(super) label_words: Box<[Box<str>]>,
    pub(super) language: &'static ClaimWords,
    pub(super) months: [&'static [&'static str]; 12],
}

/// Phrases that say the same: by the first word of each the words after it, the most words first.
#[derive(Clone, Debug)]
struct Phrases {
    rests: HashMap<Box<str>, Vec<Rest>>,
    shapes: Shapes,
}

/// The words of a phrase after the first.
type Rest = Box<[Box<str>]>;

/// First bytes and lengths of words to look for: most words of a text are none of them, and this tells so at
/// once.
#[derive(Clone, Debug)]
struct Shapes(Box<[u32; 256]>);

/// Words that are looked for in place of the language's own.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnCues<'a> {
    /// Phrases that call work unfinished.
    pub unfinished: Option<&'a [&'a str]>,
    /// Words that call work finished.
    pub finished: Option<&'a [&'a str]>,
    /// Phrases after which a date is a promised one.
    pub target: Option<&'a [&'a str]>,
    /// Phrases that describe a running practice.
    pub routine: Option<&'a [&'a str]>,
    /// Words that begin a reference to one recommendation.
    pub label: &'a [&'a str],
}

impl Cues {
    /// The words of a language, and in place of some of them those of the settings.
    pub fn new(language: &'static Language, own: OwnCues<'_>) -> Self {
        let claims = &language.claims;
        // Whoever says which phrases call work unfinished says it for all of them.
        let ongoing = if own.unfinished.is_some() { &[] } else { claims.ongoing };
        let phrases = [Cue::Unfinished, Cue::Ongoing, Cue::Target, Cue::Routine].map(|cue| {
            Phrases::new(match cue {
                Cue::Unfinished => own.unfinished.unwrap_or(claims.unfinished),
                Cue::Ongoing => ongoing,
                Cue::Target => own.target.unwrap_or(claims.target),
                Cue::Routine => own.routine.unwrap_or(claims.routine),
            })
        });
        let flat = |list: &[&str]| list.iter().flat_map(|word| split(word)).collect();
        let finished: Box<[Box<str>]> = flat(own.finished.unwrap_or(claims.finished));
        Self {
            phrases,
            finished_shapes: Shapes::of(finished.iter()),
            finished,
            label_words: flat(own.label),
            language: claims,
            months: language.months,
        }
    }

    /// Whether a sentence with this word may say something.
    pub(super) fn concerns(&self, word: &str) -> bool {
        self.is_finished(word) || self.phrases.iter().any(|phrases| phrases.begin(word).is_some())
    }

    /// Whether a word is one of those that call work finished.
    pub(super) fn is_finished(&self, word: &str) -> bool {
        self.finished_shapes.has(word) && self.finished.iter().any(|finished| **finished == *word)
    }

    /// The longest phrase of a kind that begins with the word at `at`, and the word after it.
    pub(super) fn at<'w>(
        &self,
        cue: Cue,
        at: usize,
        word: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<usize> {
        let rests = self.phrases[cue as usize].begin(word(at)?)?;
        rests.iter().find_map(|rest| self.end(rest, at + 1, &word))
    }

    fn end<'w>(
        &self,
        rest: &[Box<str>],
        mut at: usize,
        word: &impl Fn(usize) -> Option<&'w str>,
    ) -> Option<usize> {
        for expected in rest {
            while word(at)? != &**expected {
                if !self.language.fillers.contains(&word(at)?) {
                    return None;
                }
                at += 1;
            }
            at += 1;
        }
        Some(at)
    }
}

impl Phrases {
    fn new(phrases: &[&str]) -> Self {
        let mut rests: HashMap<Box<str>, Vec<Rest>> = HashMap::default();
        for phrase in phrases {
            let mut words = split(phrase).into_iter();
            let Some(first) = words.next() else { continue };
            rests.entry(first).or_default().push(words.collect());
        }
        for rests in rests.values_mut() {
            rests.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
        Self { shapes: Shapes::of(rests.keys()), rests }
    }

    /// What may come after a word that a phrase begins with.
    fn begin(&self, word: &str) -> Option<&[Rest]> {
        if !self.shapes.has(word) {
            return None;
        }
        self.rests.get(word).map(Vec::as_slice)
    }
}

impl Shapes {
    fn of<'w>(words: impl Iterator<Item = &'w Box<str>>) -> Self {
        let mut lengths = Box::new([0; 256]);
        for word in words {
            lengths[usize::from(first(word))] |= length(word);
        }
        Self(lengths)
    }

    fn has(&self, word: &str) -> bool {
        self.0[usize::from(first(word))] & length(word) != 0
    }
}

fn first(word: &str) -> u8 {
    word.as_bytes().first().copied().unwrap_or_default()
}

fn length(word: &str) -> u32 {
    1 << word.len().min(31)
}

/// The words of a phrase, as they are compared.
fn split(phrase: &str) -> Vec<Box<str>> {
    let lower = phrase.to_ascii_lowercase();
    words(&lower).map(|range| lower[range].into()).collect()
}
