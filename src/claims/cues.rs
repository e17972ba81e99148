//! Phrases to look for, prepared once for all documents.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use crate::language::{ClaimWords, DateWords, Language};
use crate::words::{without_ending, words};

/// The meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Unfinished,
    /// Means unfinished if said of work.
    Ongoing,
    Target,
    Routine,
}

/// Bit set of a word: the kinds of phrases it can begin, whether it means finished, and whether it
/// is a filler.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    const FINISHED: Self = Self(1 << 7);
    const FILLER: Self = Self(1 << 6);

    fn of(cue: Cue) -> Self {
        Self(1 << cue as u8)
    }

    /// Whether a sentence with this word can make a claim.
    pub(super) fn any(self) -> bool {
        self.0 & !Self::FILLER.0 != 0
    }

    /// Whether it means finished.
    pub(super) fn finished(self) -> bool {
        self.0 & Self::FINISHED.0 != 0
    }

    /// Whether it may stand within a phrase.
    fn is_filler(self) -> bool {
        self.0 & Self::FILLER.0 != 0
    }

    /// Whether it can begin a phrase of a kind.
    pub(super) fn begins(self, cue: Cue) -> bool {
        self.0 & Self::of(cue).0 != 0
    }
}

/// The claim words of a language, or those of the settings.
#[derive(Clone, Debug)]
pub struct Cues {
    /// The rests of phrases by their first words, longest first.
    phrases: HashMap<Box<str>, Vec<(Cue, Rest)>>,
    marks: HashMap<Box<str>, Marks>,
    /// For the first byte of a word, the lengths of such words as a bit set: a fast negative test.
    lengths: Box<[u32; 256]>,
    /// Words that say nothing about what a text is about.
    stop: HashSet<&'static str>,
    /// Label words for one recommendation.
    pub(super) label_words: Box<[Box<str>]>,
    pub(super) language: &'static ClaimWords,
    pub(super) dates: &'static DateWords,
    pub(super) abbreviations: &'static [&'static str],
    possessives: &'static [&'static str],
    /// Length of the longest month abbreviation.
    pub(super) longest_month: usize,
}

/// The words of a phrase after the first.
type Rest = Box<[Box<str>]>;

/// Words from the settings, replacing the language's.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnCues<'a> {
    /// Phrases that mean unfinished.
    pub unfinished: Option<&'a [&'a str]>,
    /// Words that mean finished.
    pub finished: Option<&'a [&'a str]>,
    /// Phrases before a promised date.
    pub target: Option<&'a [&'a str]>,
    /// Phrases for standing practice.
    pub routine: Option<&'a [&'a str]>,
    /// Label words for one recommendation.
    pub label: &'a [&'a str],
}

impl Cues {
    /// The words of a language, some of them replaced by the settings.
    pub fn new(language: &'static Language, own: OwnCues<'_>) -> Self {
        let claims = &language.claims;
        // `unfinished` in the settings replaces both lists.
        let ongoing = if own.unfinished.is_some() { &[] } else { claims.ongoing };
        let lists = [
            (Cue::Unfinished, own.unfinished.unwrap_or(claims.unfinished)),
            (Cue::Ongoing, ongoing),
            (Cue::Target, own.target.unwrap_or(claims.target)),
            (Cue::Routine, own.routine.unwrap_or(claims.routine)),
        ];
        let mut phrases: HashMap<Box<str>, Vec<(Cue, Rest)>> = HashMap::default();
        let mut marks: HashMap<Box<str>, Marks> = HashMap::default();
        let mut mark =
            |word: Box<str>, as_what: Marks| marks.entry(word).or_default().0 |= as_what.0;
        for (cue, phrase) in lists.iter().flat_map(|(cue, list)| list.iter().map(|it| (*cue, it))) {
            let mut words = split(phrase).into_iter();
            let Some(first) = words.next() else { continue };
            mark(first.clone(), Marks::of(cue));
            phrases.entry(first).or_default().push((cue, words.collect()));
        }
        for phrases in phrases.values_mut() {
            phrases.sort_by_key(|(_, rest)| std::cmp::Reverse(rest.len()));
        }
        let flat = |list: &[&str]| list.iter().flat_map(|word| split(word)).collect();
        let finished: Vec<Box<str>> = flat(own.finished.unwrap_or(claims.finished));
        for word in finished {
            mark(word, Marks::FINISHED);
        }
        for word in claims.fillers {
            mark((*word).into(), Marks::FILLER);
        }
        let mut lengths = Box::new([0; 256]);
        for word in marks.keys() {
            lengths[usize::from(first(word))] |= length(word);
        }
        let abbreviated = language.dates.months.iter().flat_map(|names| names.iter().skip(1));
        Self {
            phrases,
            marks,
            lengths,
            stop: claims.stop.iter().copied().collect(),
            label_words: flat(own.label).into(),
            language: claims,
            dates: &language.dates,
            abbreviations: language.abbreviations,
            possessives: language.possessives,
            longest_month: abbreviated.map(|word| word.len()).max().unwrap_or_default(),
        }
    }

    /// The words of a text, without possessive endings.
    pub(super) fn words<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.places(text).map(|range| &text[range])
    }

    /// Their byte ranges.
    pub(super) fn places(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        words(text).map(|range| {
            let word = without_ending(&text[range.clone()], self.possessives);
            range.start..range.start + word.len()
        })
    }

    /// Whether a word says nothing about what a text is about.
    pub(super) fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// The marks of a word.
    pub(super) fn marks(&self, word: &str) -> Marks {
        if self.lengths[usize::from(first(word))] & length(word) == 0 {
            return Marks::default();
        }
        self.marks.get(word).copied().unwrap_or_default()
    }

    /// The end of the longest phrase of a kind that words begin with: how many of them it takes.
    pub(super) fn at<'w>(
        &self,
        cue: Cue,
        mut words: impl Iterator<Item = (&'w str, Marks)> + Clone,
    ) -> Option<usize> {
        let (first, _) = words.next()?;
        let phrases = self.phrases.get(first)?;
        phrases.iter().filter(|(known, _)| *known == cue).find_map(|(_, phrase)| {
            let mut words = words.clone();
            let mut taken = 1;
            for expected in phrase {
                loop {
                    let (word, marks) = words.next()?;
                    taken += 1;
                    if word == &**expected {
                        break;
                    }
                    if !marks.is_filler() {
                        return None;
                    }
                }
            }
            Some(taken)
        })
    }
}

fn first(word: &str) -> u8 {
    word.as_bytes().first().copied().unwrap_or_default()
}

fn length(word: &str) -> u32 {
    1 << word.len().min(31)
}

/// The words of a phrase, normalised.
fn split(phrase: &str) -> Vec<Box<str>> {
    let lower = phrase.to_ascii_lowercase();
    words(&lower).map(|range| lower[range].into()).collect()
}
