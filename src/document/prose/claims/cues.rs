//! Phrases to look for, put together once for all documents.

use std::collections::HashMap;

use super::text::words;
use crate::language::{ClaimWords, Language};

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Phrases by their first words, longest first.
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    /// By the first byte of a word, a bit for each length that a word to look for has: most words
    /// are none, and this tells so at once.
    lengths: Box<[u32; 256]>,
    pub(super) finished: Box<[Box<str>]>,
    /// Words that begin a reference to one recommendation.
    pub(super) label_words: Box<[Box<str>]>,
    pub(super) language: &'static ClaimWords,
    pub(super) months: [&'static [&'static str]; 12],
}

#[derive(Clone, Debug)]
struct Phrase {
    cue: Cue,
    rest: Box<[Box<str>]>,
}

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
        let mut phrases: HashMap<Box<str>, Vec<Phrase>> = HashMap::new();
        // Whoever says which phrases call work unfinished says it for all of them.
        let ongoing = if own.unfinished.is_some() { &[] } else { claims.ongoing };
        let lists = [
            (Cue::Unfinished, own.unfinished.unwrap_or(claims.unfinished)),
            (Cue::Ongoing, ongoing),
            (Cue::Target, own.target.unwrap_or(claims.target)),
            (Cue::Routine, own.routine.unwrap_or(claims.routine)),
        ];
        for (cue, list) in lists {
            for phrase in list {
                let mut words = split(phrase).into_iter();
                let Some(first) = words.next() else { continue };
                phrases.entry(first).or_default().push(Phrase { cue, rest: words.collect() });
            }
        }
        for phrases in phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        let flat = |list: &[&str]| list.iter().flat_map(|word| split(word)).collect();
        let finished: Box<[Box<str>]> = flat(own.finished.unwrap_or(claims.finished));
        let mut lengths = Box::new([0; 256]);
        for word in phrases.keys().chain(&finished) {
            lengths[usize::from(first(word))] |= length(word);
        }
        Self {
            phrases,
            lengths,
            finished,
            label_words: flat(own.label),
            language: claims,
            months: language.months,
        }
    }

    /// Whether a sentence with this word may say something.
    pub(super) fn concerns(&self, word: &str) -> bool {
        self.may_concern(word) && (self.phrases.contains_key(word) || self.is_finished(word))
    }

    /// Whether a word is one of those that call work finished.
    pub(super) fn is_finished(&self, word: &str) -> bool {
        self.finished.iter().any(|finished| **finished == *word)
    }

    /// The longest phrase of a kind that begins with the word at `at`, and the word after it.
    pub(super) fn at<'w>(
        &self,
        cue: Cue,
        at: usize,
        word: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<usize> {
        let first = word(at).filter(|word| self.may_concern(word))?;
        let phrases = self.phrases.get(first)?;
        phrases
            .iter()
            .filter(|phrase| phrase.cue == cue)
            .find_map(|phrase| self.end(&phrase.rest, at + 1, &word))
    }

    fn may_concern(&self, word: &str) -> bool {
        self.lengths[usize::from(first(word))] & length(word) != 0
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
