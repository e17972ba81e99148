//! Matches sentences to deliverables.

use std::collections::{BTreeMap, BTreeSet};

use super::Deliverable;
use super::cues::{Cue, Cues};
use crate::language::ClaimWords;
use crate::words::words;

/// Minimum weighted share of a row's words to match. Words of several rows weigh less.
const ENOUGH: f32 = 0.6;
/// Rows with scores closer than this are ambiguous.
const TIE: f32 = 0.08;
/// Minimum score of a row to be preferred to the only open one.
const HINT: f32 = 0.3;

/// The deliverables of an update, prepared for matching.
#[derive(Debug)]
pub(super) struct Rows {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    index: u16,
    /// Stemmed words and their weights.
    words: BTreeMap<String, f32>,
    total: f32,
    /// The words that name it; the others describe it.
    name: BTreeSet<String>,
    phase: Option<String>,
    /// Whether it is standing practice.
    recurring: bool,
}

/// A text to match with rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    words: BTreeSet<String>,
    phases: BTreeSet<String>,
}

impl Bag {
    /// Some words, in lower case.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>, cues: &Cues) -> Self {
        let language = cues.language;
        let mut bag = Self::default();
        let mut after_phase = false;
        for word in words {
            if after_phase {
                bag.phases.extend(numeral(word));
            }
            after_phase = language.phase.contains(&word);
            if !cues.is_stop(word) {
                bag.words.insert(stem(word, language));
            }
        }
        bag
    }

    /// Inherits the phase of another text if it names none.
    pub(super) fn inherit_phase(&mut self, from: &Self) {
        if self.phases.is_empty() {
            self.phases.clone_from(&from.phases);
        }
    }
}

impl Rows {
    pub(super) fn new(deliverables: &[Deliverable<'_>], cues: &Cues) -> Self {
        let mut rows: Vec<Row> = deliverables.iter().map(|it| Row::new(it, cues)).collect();
        let mut counts: BTreeMap<String, f32> = BTreeMap::new();
        for word in rows.iter().flat_map(|row| row.words.keys()) {
            *counts.entry(word.clone()).or_default() += 1.0;
        }
        for row in &mut rows {
            for (word, weight) in &mut row.words {
                *weight = 1.0 / counts.get(word).copied().unwrap_or(1.0);
            }
            row.total = row.words.values().sum();
        }
        Self { rows }
    }

    pub(super) fn is_recurring(&self, row: u16) -> bool {
        self.row(row).is_some_and(|row| row.recurring)
    }

    /// Whether a text has a word that names a row.
    pub(super) fn names(&self, row: u16, bag: &Bag) -> bool {
        self.row(row).is_some_and(|row| row.name.iter().any(|word| bag.words.contains(word)))
    }

    /// Whether a row has a word.
    pub(super) fn has(&self, row: u16, word: &str, language: &ClaimWords) -> bool {
        self.row(row).is_some_and(|row| row.words.contains_key(&stem(word, language)))
    }

    fn row(&self, index: u16) -> Option<&Row> {
        self.rows.iter().find(|row| row.index == index)
    }

    /// The only row that a text is about.
    pub(super) fn find(&self, bag: &Bag) -> Option<u16> {
        let mut scores: Vec<(f32, u16)> =
            self.rows.iter().map(|row| (row.share(bag), row.index)).collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, row) = *scores.first()?;
        let second = scores.get(1).map_or(0.0, |(share, _)| *share);
        (best >= ENOUGH && best - second > TIE).then_some(row)
    }

    /// The most similar row, if any.
    pub(super) fn leaning(&self, bag: &Bag) -> Option<u16> {
        let shares = self.rows.iter().map(|row| (row.share(bag), row.index));
        shares
            .filter(|(share, _)| *share >= HINT)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|best| best.1)
    }
}

impl Row {
    fn new(deliverable: &Deliverable<'_>, cues: &Cues) -> Self {
        let language = cues.language;
        let text = without_addresses(deliverable.text);
        let describes = |word: &&str| language.describing.contains(word);
        let significant: Vec<&str> = cues
            .words(&text)
            .filter(|word| describes(word) || !cues.is_stop(word))
            .skip_while(describes)
            .collect();
        let name = significant.iter().take_while(|word| !describes(word));
        let rest = significant.iter().filter(|word| !describes(word));
        let phase = deliverable.phase.and_then(|phase| {
            let last = words(phase).last()?;
            numeral(&phase[last].to_ascii_lowercase())
        });
        Self {
            index: deliverable.index,
            name: name.map(|word| stem(word, language)).collect(),
            words: rest.map(|word| (stem(word, language), 1.0)).collect(),
            total: 0.0,
            phase,
            recurring: is_recurring(&text, cues),
        }
    }

    fn share(&self, bag: &Bag) -> f32 {
        let elsewhere = self
            .phase
            .as_ref()
            .is_some_and(|phase| !bag.phases.is_empty() && !bag.phases.contains(phase));
        let found: Vec<f32> = self
            .words
            .iter()
            .filter(|(word, _)| bag.words.contains(*word))
            .map(|(_, weight)| *weight)
            .collect();
        if elsewhere || found.len() < self.words.len().min(2) || self.words.is_empty() {
            return 0.0;
        }
        found.iter().sum::<f32>() / self.total
    }
}

/// The stem of a word.
fn stem(word: &str, language: &ClaimWords) -> String {
    const LEAST: usize = 3;
    let ending = language.endings.iter().find_map(|(ending, instead)| {
        let stem = word.strip_suffix(ending)?;
        (stem.len() + instead.len() >= LEAST).then(|| [stem, instead].concat())
    });
    let mut stem = ending.unwrap_or_else(|| word.to_owned());
    let bytes = stem.as_bytes();
    if let [.., a, b] = bytes
        && language.doubling
        && a == b
        && stem.len() > LEAST
        && b.is_ascii_lowercase()
    {
        stem.pop();
    }
    stem
}

/// "ii" and "2" are the same phase.
fn numeral(word: &str) -> Option<String> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    if let Some(index) = ROMAN.iter().position(|roman| *roman == word) {
        return Some((index + 1).to_string());
    }
    (!word.is_empty() && word.len() <= 2).then(|| word.to_owned())
}

fn is_recurring(text: &str, cues: &Cues) -> bool {
    let words: Vec<_> = cues.words(text).map(|word| (word, cues.marks(word))).collect();
    (0..words.len()).any(|at| {
        cues.language.recurring.contains(&words[at].0)
            || cues.at(Cue::Routine, words[at..].iter().copied()).is_some()
    })
}

/// A deliverable's text in lower case, without link addresses.
fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        out.push_str(&rest[..at]);
        rest = &rest[at + 2..];
        rest = rest.find(')').map_or("", |end| &rest[end + 1..]);
        out.push(' ');
    }
    out.push_str(rest);
    out.make_ascii_lowercase();
    out
}
