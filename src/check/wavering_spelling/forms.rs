//! The spellings of words that can be spelled in several ways.
//!
//! A site is read twice: first which keys of words it has, as hashes, then the words with a key
//! that also has another spelling. So most words are never kept.

use std::hash::BuildHasher as _;
use std::ops::Range;
use std::sync::{PoisonError, RwLock};

use foldhash::quality::FixedState;
use foldhash::{HashSet, HashSetExt as _};

use crate::language::Language;
use crate::words::without_ending;

/// Shorter words are not compared with two words.
const LEAST_SOLID: usize = 5;
/// Shorter words in small letters may be others: "WaSH" and "wash".
const LEAST_SMALL: usize = 5;

/// What two spellings of one word share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The singular in small letters, without hyphen and space.
    Word(String),
    /// The singular in small letters.
    Capitals(String),
    /// The letters before a number.
    Number(String),
}

/// How a word is spelled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Solid,
    Hyphen,
    Open,
    Cased(String),
}

/// A word that has other spellings in the site.
pub(super) struct Occurrence {
    pub(super) key: Key,
    pub(super) form: Form,
    pub(super) written: String,
    /// The word that follows, where it matters.
    pub(super) follower: Option<String>,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
}

/// The keys of a site's words.
#[derive(Default)]
pub(super) struct Seen(RwLock<Keys>);

struct Keys {
    solid: HashSet<u64>,
    hyphen: HashSet<u64>,
    open: HashSet<u64>,
    capitals: HashSet<u64>,
    numbers: HashSet<u64>,
}

impl Default for Keys {
    fn default() -> Self {
        let [solid, hyphen, open, capitals, numbers] = [(); 5].map(|()| HashSet::new());
        Self { solid, hyphen, open, capitals, numbers }
    }
}

impl Seen {
    /// Adds the words of a document.
    pub(super) fn add<'t>(&self, texts: impl Iterator<Item = &'t str>, language: &Language) {
        let mut own = Keys::default();
        for text in texts {
            own.add(&units(text, language), language);
        }
        // No panic leaves a set inconsistent.
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.solid.extend(own.solid);
        all.hyphen.extend(own.hyphen);
        all.open.extend(own.open);
        all.capitals.extend(own.capitals);
        all.numbers.extend(own.numbers);
    }

    /// The words of a text that the site also spells otherwise.
    pub(super) fn wavering(&self, text: &str, language: &Language) -> Vec<Occurrence> {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let units = units(text, language);
        let mut found = Vec::new();
        for at in 0..units.len() {
            found.extend(keys.word(&units, at, language));
            found.extend(keys.open(&units, at, language));
            found.extend(keys.cased(&units[at], language));
            found.extend(keys.numbered(&units, at));
        }
        found
    }
}

impl Keys {
    fn add(&mut self, units: &[Unit<'_>], language: &Language) {
        for (at, unit) in units.iter().enumerate() {
            match unit.parts() {
                Some((_, _)) => _ = self.hyphen.insert(hash(&key(&unit.lower, language))),
                None if unit.is_letters() => {
                    if unit.lower.chars().count() >= LEAST_SOLID {
                        self.solid.insert(hash(&key(&unit.lower, language)));
                    }
                    if is_mixed(unit.singular(language)) {
                        self.capitals.insert(hash(&unit.singular(language).to_lowercase()));
                    }
                }
                None => {
                    if let Some((letters, digits)) = numbered(unit.text) {
                        self.numbers.insert(hash(&(letters, digits.len())));
                    }
                }
            }
            if let Some(pair) = pair(units, at, language) {
                self.open.insert(hash(&key(&pair, language)));
            }
        }
    }

    /// A word with or without a hyphen.
    fn word(&self, units: &[Unit<'_>], at: usize, language: &Language) -> Option<Occurrence> {
        let unit = &units[at];
        let parts = unit.parts();
        let is_apart = parts.is_some_and(|(first, _)| language.editorial.apart.contains(&first));
        if is_apart || parts.is_none() && !unit.is_letters() {
            return None;
        }
        let key = key(&unit.lower, language);
        let hash = hash(&key);
        let other = if parts.is_some() { &self.solid } else { &self.hyphen };
        if !other.contains(&hash) && !self.open.contains(&hash) {
            return None;
        }
        let follower = parts.and_then(|_| follower(units, at, language));
        let form = if parts.is_some() { Form::Hyphen } else { Form::Solid };
        let range = unit.range.clone();
        Some(Occurrence { key: Key::Word(key), form, written: unit.shown(), follower, range })
    }

    /// Two words that are also written as one.
    fn open(&self, units: &[Unit<'_>], at: usize, language: &Language) -> Option<Occurrence> {
        let key = key(&pair(units, at, language)?, language);
        let hash = hash(&key);
        if !self.solid.contains(&hash) && !self.hyphen.contains(&hash) {
            return None;
        }
        let [one, two] = [&units[at], &units[at + 1]];
        Some(Occurrence {
            key: Key::Word(key),
            form: Form::Open,
            written: format!("{} {}", one.shown(), two.shown()),
            follower: follower(units, at + 1, language),
            range: one.range.start..two.range.end,
        })
    }

    /// A word with capitals within, in any capitals.
    fn cased(&self, unit: &Unit<'_>, language: &Language) -> Option<Occurrence> {
        let singular = unit.singular(language);
        let small = singular.to_lowercase();
        if !unit.is_letters() || !self.capitals.contains(&hash(&small)) {
            return None;
        }
        let is_capital = singular.chars().skip(1).any(char::is_uppercase);
        if !is_capital && small.chars().count() < LEAST_SMALL {
            return None;
        }
        // A capital at the beginning can be that of a sentence.
        let written = if is_capital { singular.to_owned() } else { small.clone() };
        let (form, range) = (Form::Cased(written.clone()), unit.range.clone());
        Some(Occurrence { key: Key::Capitals(small), form, written, follower: None, range })
    }

    /// Letters and a number.
    fn numbered(&self, units: &[Unit<'_>], at: usize) -> Option<Occurrence> {
        let unit = &units[at];
        let (letters, digits, form, end) = if let Some((letters, digits)) = numbered(unit.text) {
            (letters, digits, Form::Solid, unit.range.end)
        } else if let Some((letters, digits)) = unit.text.split_once('-') {
            (letters, digits, Form::Hyphen, unit.range.end)
        } else {
            let next = units.get(at + 1).filter(|_| !unit.is_last)?;
            (unit.text, next.text, Form::Open, next.range.end)
        };
        let is_number = is_letters(letters) && is_digits(digits);
        if !is_number || !self.numbers.contains(&hash(&(letters, digits.len()))) {
            return None;
        }
        let joint = match form {
            Form::Hyphen => "-",
            Form::Open => " ",
            _ => "",
        };
        Some(Occurrence {
            key: Key::Number(letters.to_owned()),
            form,
            written: format!("{letters}{joint}{digits}"),
            follower: None,
            range: unit.range.start..end,
        })
    }
}

/// What is between white space, without punctuation around it.
struct Unit<'t> {
    text: &'t str,
    lower: String,
    range: Range<usize>,
    /// Whether punctuation or the end follows.
    is_last: bool,
}

impl Unit<'_> {
    fn is_letters(&self) -> bool {
        self.text.chars().all(char::is_alphabetic)
    }

    /// As written, but for a capital that can be that of a sentence.
    fn shown(&self) -> String {
        let is_capital = self.text.chars().skip(1).any(char::is_uppercase);
        if is_capital { self.text.to_owned() } else { self.lower.clone() }
    }

    /// The two parts around a hyphen.
    fn parts(&self) -> Option<(&str, &str)> {
        let (first, second) = self.lower.split_once('-')?;
        let is_word = |part: &str| !part.is_empty() && part.chars().all(char::is_alphabetic);
        (is_word(first) && is_word(second)).then_some((first, second))
    }

    /// "MoU" of "MoUs".
    fn singular(&self, language: &Language) -> &str {
        let stem = self.text.strip_suffix('s').unwrap_or(self.text);
        let is_plural = stem.ends_with(char::is_uppercase)
            && language.names.plurals.iter().any(|(ending, _)| *ending == "s");
        if is_plural { stem } else { self.text }
    }
}

fn units<'t>(text: &'t str, language: &Language) -> Vec<Unit<'t>> {
    let mut units: Vec<Unit<'t>> = Vec::new();
    for chunk in text.split_whitespace() {
        let offset = chunk.as_ptr() as usize - text.as_ptr() as usize;
        let begun = chunk.trim_start_matches(|char: char| !char.is_alphanumeric());
        if begun.len() < chunk.len()
            && let Some(before) = units.last_mut()
        {
            before.is_last = true;
        }
        let bare = begun.trim_end_matches(|char: char| !char.is_alphanumeric());
        let owned = without_ending(bare, language.possessives);
        if owned.is_empty() {
            continue;
        }
        let start = offset + chunk.len() - begun.len();
        units.push(Unit {
            text: owned,
            lower: owned.to_lowercase(),
            range: start..start + owned.len(),
            is_last: owned.len() < begun.len(),
        });
    }
    if let Some(last) = units.last_mut() {
        last.is_last = true;
    }
    units
}

/// Two neighbouring words that could be one.
fn pair(units: &[Unit<'_>], at: usize, language: &Language) -> Option<String> {
    let [one, two] = units.get(at..at + 2)? else { return None };
    let is_word = |unit: &Unit<'_>| {
        unit.is_letters()
            && unit.lower.chars().nth(1).is_some()
            && !language.editorial.particles.contains(&&*unit.lower)
    };
    (!one.is_last && is_word(one) && is_word(two)).then(|| format!("{}{}", one.lower, two.lower))
}

/// The last letter of a unit and the word after it; a full stop for none after a plural, which
/// ends a phrase. So that "four-year plans" is not compared with "four years".
fn follower(units: &[Unit<'_>], at: usize, language: &Language) -> Option<String> {
    let unit = &units[at];
    if unit.is_last {
        return (singular(&unit.lower, language) != unit.lower).then(|| ".".to_owned());
    }
    let next = units.get(at + 1).filter(|next| next.is_letters())?;
    (!language.editorial.particles.contains(&&*next.lower)).then(|| {
        let last = unit.lower.chars().next_back().unwrap_or_default();
        format!("{last} {}", next.lower)
    })
}

fn key(lower: &str, language: &Language) -> String {
    singular(&lower.replace('-', ""), language)
}

fn singular(lower: &str, language: &Language) -> String {
    const LEAST: usize = 4;
    let names = &language.names;
    if lower.len() <= LEAST || names.singulars.iter().any(|ending| lower.ends_with(ending)) {
        return lower.to_owned();
    }
    let plural = names
        .plurals
        .iter()
        .find_map(|(ending, instead)| Some(format!("{}{instead}", lower.strip_suffix(ending)?)));
    plural.unwrap_or_else(|| lower.to_owned())
}

/// Whether a word has a capital within, and a small letter.
fn is_mixed(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// "FY" and "15" of "FY15".
fn numbered(text: &str) -> Option<(&str, &str)> {
    let (letters, digits) = text.split_at(text.find(|char: char| char.is_ascii_digit())?);
    (is_letters(letters) && is_digits(digits)).then_some((letters, digits))
}

fn is_letters(text: &str) -> bool {
    (2..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_digits(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn hash(key: &(impl std::hash::Hash + ?Sized)) -> u64 {
    FixedState::default().hash_one(key)
}
