//! Matches sentences to deliverables.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::Deliverable;
use super::cues::Cues;
use crate::language::{ClaimWords, Role};
use crate::words::words;

/// Minimum weighted share of a row's words to match. Words of several rows weigh less.
const ENOUGH: f32 = 0.6;
/// Rows with scores closer than this are ambiguous.
const TIE: f32 = 0.08;
/// Minimum score of a row to be preferred to the only open one.
const HINT: f32 = 0.3;
/// Minimum score of the only row that shares a word with a clause.
const LEAST: f32 = 0.2;
/// A word of more rows than this names none.
const COMMON: usize = 64;

/// The deliverables of an update, prepared for matching.
#[derive(Debug)]
pub(super) struct Rows {
    all: Vec<Row>,
    /// The rows that have a stem, by place in `all`.
    index: HashMap<String, Vec<usize>>,
    /// Places in `all` by the rows' own indices.
    places: HashMap<u16, usize>,
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
        let mut before: Option<String> = None;
        for word in words {
            if after_phase {
                bag.phases.extend(numeral(word));
            }
            after_phase = language.phase.contains(&word);
            if is_number(word) && !cues.is_stop(word) {
                // "item 7" is another one than "item 9".
                if let Some(before) = before.take() {
                    bag.words.remove(&before);
                    bag.words.insert(numbered(&before, word));
                }
            } else if cues.is_stop(word) || cues.is_number(word) {
                before = None;
            } else {
                let stem = stem(word, language);
                before = Some(stem.clone());
                bag.words.insert(stem);
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

    /// Adds the words of another text.
    pub(super) fn add(&mut self, other: &Self) {
        self.words.extend(other.words.iter().cloned());
        self.phases.extend(other.phases.iter().cloned());
    }
}

impl Rows {
    pub(super) fn new(deliverables: &[Deliverable<'_>], cues: &Cues) -> Self {
        let mut rows: Vec<Row> = deliverables.iter().map(|it| Row::new(it, cues)).collect();
        let mut index: HashMap<String, Vec<usize>> = HashMap::default();
        for (place, row) in rows.iter().enumerate() {
            for word in row.words.keys() {
                index.entry(word.clone()).or_default().push(place);
            }
        }
        for row in &mut rows {
            for (word, weight) in &mut row.words {
                #[expect(clippy::cast_precision_loss, reason = "a count of rows is small")]
                let count = index.get(word).map_or(1.0, |rows| rows.len() as f32);
                *weight = 1.0 / count;
            }
            row.total = row.words.values().sum();
        }
        // A word of very many rows tells none of them apart.
        index.retain(|_, rows| rows.len() <= COMMON);
        let places = rows.iter().enumerate().map(|(place, row)| (row.index, place)).collect();
        Self { all: rows, index, places }
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

    /// Whether a text numbers one of a row's words otherwise: "item 9" of "the press (item 7)".
    pub(super) fn is_numbered_otherwise(&self, row: u16, bag: &Bag) -> bool {
        let Some(row) = self.row(row) else { return false };
        bag.words.iter().any(|word| {
            let Some((stem, _)) = word.rsplit_once(' ') else { return false };
            let same = |own: &String| own.rsplit_once(' ').is_some_and(|(own, _)| own == stem);
            !row.words.contains_key(word) && row.words.keys().any(same)
        })
    }

    /// The only row, if there is no other.
    pub(super) fn only(&self) -> Option<u16> {
        let [row] = self.all.as_slice() else { return None };
        Some(row.index)
    }

    fn row(&self, index: u16) -> Option<&Row> {
        self.places.get(&index).map(|place| &self.all[*place])
    }

    /// The share of each row's weight that a text has, for rows with a word of it.
    fn shares(&self, bag: &Bag) -> Vec<(f32, u16)> {
        let mut found: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
        for word in &bag.words {
            for place in self.index.get(word).into_iter().flatten() {
                let weight = self.all[*place].words.get(word).copied().unwrap_or_default();
                let (count, sum) = found.entry(*place).or_default();
                *count += 1;
                *sum += weight;
            }
        }
        let shares = found.into_iter().filter_map(|(place, (count, sum))| {
            let row = &self.all[place];
            // One word in common is no more than a hint.
            let hint = count < row.words.len().min(2);
            let share = sum / row.total;
            let share = if hint { share.min(ENOUGH / 2.0) } else { share };
            row.is_of_phase(bag).then_some((share, row.index))
        });
        let mut shares: Vec<(f32, u16)> = shares.collect();
        shares.sort_by(|a, b| b.0.total_cmp(&a.0));
        shares
    }

    /// The only row that a text is about.
    pub(super) fn find(&self, bag: &Bag) -> Option<u16> {
        let (share, row) = self.best(bag)?;
        (share >= ENOUGH).then_some(row)
    }

    /// The row that has most in common with a text, and how much, if no other comes close.
    pub(super) fn best(&self, bag: &Bag) -> Option<(f32, u16)> {
        let shares = self.shares(bag);
        let (best, row) = *shares.first()?;
        let second = shares.get(1).map_or(0.0, |(share, _)| *share);
        (best >= LEAST && best - second > TIE).then_some((best, row))
    }

    /// The most similar row, if any.
    pub(super) fn leaning(&self, bag: &Bag) -> Option<u16> {
        self.shares(bag).first().filter(|(share, _)| *share >= HINT).map(|best| best.1)
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
        let bag = Bag::new(cues.words(&text), cues);
        let phase = deliverable.phase.and_then(|phase| {
            let last = words(phase).last()?;
            numeral(&phase[last].to_ascii_lowercase())
        });
        Self {
            index: deliverable.index,
            name: name.map(|word| stem(word, language)).collect(),
            words: bag.words.into_iter().map(|word| (word, 1.0)).collect(),
            total: 0.0,
            phase,
            recurring: is_recurring(&text, cues),
        }
    }

    fn is_of_phase(&self, bag: &Bag) -> bool {
        let Some(phase) = &self.phase else { return true };
        bag.phases.is_empty() || bag.phases.contains(phase)
    }
}

/// "7", "b"
fn is_number(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit())
        || word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn numbered(stem: &str, number: &str) -> String {
    [stem, " ", number].concat()
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
    let words: Vec<&str> = cues.words(text).collect();
    (0..words.len()).any(|at| {
        cues.language.recurring.contains(&words[at])
            || cues.at(words[at..].iter().copied()).roles.has(Role::Routine)
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
