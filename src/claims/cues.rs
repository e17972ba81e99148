//! The words and phrases of a language by their roles, prepared once for all documents.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::roles::{Form, Roles};
use crate::language::{ClaimWords, DateWords, Inflection, Language, Role};
use crate::words::{without_ending, words};

/// The claim words of a language, or those of the settings.
#[derive(Clone, Debug)]
pub struct Cues {
    /// What a word is if it stands alone, and the longer phrases that it begins.
    entries: HashMap<Box<str>, Entry>,
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
    /// Whether unfinished work is known only by the phrases of the settings.
    pub(super) own_unfinished: bool,
    /// Whether promises are known only by the phrases of the settings.
    pub(super) own_target: bool,
}

/// What a word can be.
#[derive(Clone, Debug, Default)]
struct Entry {
    roles: Roles,
    form: Form,
    /// Longer phrases, longest first.
    longer: Vec<Phrase>,
}

#[derive(Clone, Debug)]
struct Phrase {
    /// The words after the first.
    rest: Box<[Box<str>]>,
    roles: Roles,
    form: Form,
}

/// What stands at a word: a word, or a phrase of several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub(super) words: usize,
    pub(super) roles: Roles,
    pub(super) form: Form,
}

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
        let mut lexicon = Lexicon::default();
        for (role, phrases) in claims.roles {
            if *role != Role::Routine || own.routine.is_none() {
                lexicon.add(phrases, (*role).into(), Form::default());
            }
        }
        lexicon.add_verbs(claims);
        lexicon.add(own.finished.unwrap_or(claims.finished), Roles::FINISHED, Form::default());
        let replaced = [
            (own.unfinished, Role::Unfinished),
            (own.target, Role::Target),
            (own.routine, Role::Routine),
        ];
        for (phrases, role) in replaced {
            let roles = Roles::from(role) | Roles::OWN;
            lexicon.add(phrases.unwrap_or_default(), roles, Form::default());
        }
        let flat =
            |list: &[&str]| -> Vec<Box<str>> { list.iter().flat_map(|word| split(word)).collect() };
        let (entries, lengths) = lexicon.finish();
        let abbreviated = language.dates.months.iter().flat_map(|names| names.iter().skip(1));
        Self {
            entries,
            lengths,
            stop: claims.stop.iter().copied().collect(),
            label_words: flat(own.label).into(),
            language: claims,
            dates: &language.dates,
            abbreviations: language.abbreviations,
            possessives: language.possessives,
            longest_month: abbreviated.map(|word| word.len()).max().unwrap_or_default(),
            own_unfinished: own.unfinished.is_some(),
            own_target: own.target.is_some(),
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

    /// Whether a word is a number.
    pub(super) fn is_number(&self, word: &str) -> bool {
        self.entry(word).is_some_and(|entry| entry.roles.has(Role::Number))
    }

    /// Whether a word is a part of a date.
    pub(super) fn is_date(&self, word: &str) -> bool {
        word.starts_with(|char: char| char.is_ascii_digit())
            || self.dates.months.iter().any(|names| names.contains(&word))
    }

    /// The roles of a word and of the phrases that it begins.
    pub(super) fn marks(&self, word: &str) -> Roles {
        let Some(entry) = self.entry(word) else { return Roles::default() };
        entry.longer.iter().fold(entry.roles, |roles, phrase| roles | phrase.roles)
    }

    fn entry(&self, word: &str) -> Option<&Entry> {
        if self.lengths[usize::from(first(word))] & length(word) == 0 {
            return None;
        }
        self.entries.get(word)
    }

    /// Whether a word is the present participle of a verb.
    pub(super) fn is_progressive(&self, word: &str) -> bool {
        self.ending(word).is(Form::PROGRESSIVE)
    }

    /// The longest phrase that words begin with, or else the first word.
    pub(super) fn at<'w>(&self, mut words: impl Iterator<Item = &'w str> + Clone) -> Match {
        let word = words.next().unwrap_or_default();
        let entry = self.entry(word);
        let longer = entry.into_iter().flat_map(|entry| &entry.longer);
        let longest = longer.filter_map(|phrase| {
            let words = self.taken(&phrase.rest, words.clone())?;
            Some(Match { words, roles: phrase.roles, form: phrase.form })
        });
        let Some(found) = longest.max_by_key(|found| found.words) else {
            let (roles, form) = entry.map(|entry| (entry.roles, entry.form)).unwrap_or_default();
            return Match {
                words: 1,
                roles: self.with_endings(word, roles),
                form: form | self.ending(word),
            };
        };
        found
    }

    /// How many words a phrase takes; fillers may stand within it.
    fn taken<'w>(
        &self,
        rest: &[Box<str>],
        mut words: impl Iterator<Item = &'w str>,
    ) -> Option<usize> {
        let mut taken = 1;
        for expected in rest {
            loop {
                let word = words.next()?;
                taken += 1;
                if word == &**expected {
                    break;
                }
                if !self.language.fillers.contains(&word) {
                    return None;
                }
            }
        }
        Some(taken)
    }

    /// Adverbs are known by their endings as well.
    fn with_endings(&self, word: &str, roles: Roles) -> Roles {
        let adverb = self.language.adverb_endings.iter().any(|end| word.ends_with(end));
        if roles != Roles::default() {
            roles
        } else if adverb {
            Role::Filler.into()
        } else if word.starts_with(|char: char| char.is_ascii_digit()) {
            Role::Number.into()
        } else {
            roles
        }
    }

    fn ending(&self, word: &str) -> Form {
        const LEAST: usize = 5;
        let ends =
            |endings: &[&str]| word.len() >= LEAST && endings.iter().any(|end| word.ends_with(end));
        if ends(self.language.participle_endings) {
            Form::PAST
        } else if ends(self.language.progressive_endings) {
            Form::PROGRESSIVE
        } else {
            Form::default()
        }
    }
}

/// The entries while they are gathered.
#[derive(Debug, Default)]
struct Lexicon(HashMap<Box<str>, Entry>);

impl Lexicon {
    fn add(&mut self, phrases: &[&str], roles: Roles, form: Form) {
        for phrase in phrases {
            self.add_words(split(phrase), roles, form);
        }
    }

    fn add_words(&mut self, words: Vec<Box<str>>, roles: Roles, form: Form) {
        let mut words = words.into_iter();
        let Some(first) = words.next() else { return };
        let rest: Box<[Box<str>]> = words.collect();
        let entry = self.0.entry(first).or_default();
        if rest.is_empty() {
            entry.roles |= roles;
            entry.form |= form;
        } else if let Some(known) = entry.longer.iter_mut().find(|known| known.rest == rest) {
            known.roles |= roles;
            known.form |= form;
        } else {
            entry.longer.push(Phrase { rest, roles, form });
        }
    }

    fn add_verbs(&mut self, language: &ClaimWords) {
        for (role, verbs) in language.verbs {
            for verb in *verbs {
                let (head, rest) =
                    verb.split_once(' ').map_or((*verb, ""), |(head, rest)| (head, rest));
                for (form, word) in forms(head, language) {
                    let phrase = [&word, " ", rest].concat();
                    self.add_words(split(&phrase), (*role).into(), form);
                }
            }
        }
    }

    fn finish(self) -> (HashMap<Box<str>, Entry>, Box<[u32; 256]>) {
        let mut lengths = Box::new([0; 256]);
        for word in self.0.keys() {
            lengths[usize::from(first(word))] |= length(word);
        }
        (self.0, lengths)
    }
}

/// The forms of a verb.
fn forms(verb: &str, language: &ClaimWords) -> Vec<(Form, String)> {
    let known = language.irregular.iter().find(|known| known[0] == verb);
    if let Some([base, present, past, participle, progressive]) = known {
        return vec![
            (Form::BASE, (*base).to_owned()),
            (Form::PRESENT, (*present).to_owned()),
            (Form::PAST, (*past).to_owned()),
            (Form::PARTICIPLE, (*participle).to_owned()),
            (Form::PROGRESSIVE, (*progressive).to_owned()),
        ];
    }
    let mut found = vec![(Form::BASE, verb.to_owned())];
    let regular = language.inflections.iter().find(|regular| verb.ends_with(regular.ending));
    if let Some(Inflection { cut, present, past, progressive, .. }) = regular {
        let stem = &verb[..verb.len().saturating_sub(*cut)];
        found.push((Form::PRESENT, [stem, present].concat()));
        found.push((Form::PAST | Form::PARTICIPLE, [stem, past].concat()));
        found.push((Form::PROGRESSIVE, [stem, progressive].concat()));
    }
    found
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
