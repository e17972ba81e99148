//! Which names of a list are all but the same.
//!
//! Names are put into baskets by what two similar ones have in common, and compared within them.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use crate::language::{Language, NameWords};
use crate::words::{without_ending, words};

/// Minimum length of a word with a letter too many, too few, or in the wrong place.
const MOVED: usize = 5;
/// Minimum length of a word with a wrong letter: "Health" and "Wealth" differ.
const REPLACED: usize = 7;
/// Minimum length of a word with two wrong letters.
const TWICE: usize = 10;
/// Minimum number of initials.
const INITIALS: usize = 3;
/// Maximum length of an abbreviation in capitals.
const CAPITALS: usize = 5;
/// Maximum number of words of names with two misspelled words.
const MOST_WORDS: usize = 12;

/// The pairs of similar names, by index, in order.
pub(super) fn pairs(names: &[&str], language: &Language) -> BTreeSet<(usize, usize)> {
    let read: Vec<Name> = names.iter().map(|name| Name::new(name, language)).collect();
    let mut baskets: BTreeMap<Common<'_>, Vec<usize>> = BTreeMap::new();
    for (place, name) in read.iter().enumerate() {
        for common in name.common() {
            baskets.entry(common).or_default().push(place);
        }
    }
    let mut found = BTreeSet::new();
    for basket in baskets.into_values() {
        for (at, one) in basket.iter().enumerate() {
            for other in &basket[at + 1..] {
                if one != other && read[*one].is_like(&read[*other]) {
                    found.insert((*one.min(other), *one.max(other)));
                }
            }
        }
    }
    found
}

/// A name as it is compared.
struct Name {
    words: Vec<Word>,
    /// The words without spaces.
    joined: String,
    /// Every number in it.
    numbers: Vec<String>,
    /// The initials of its words, with and without those that begin with a small letter.
    initials: [String; 2],
    /// The whole name, if it is an abbreviation in capitals.
    capitals: Option<String>,
}

/// A word of a name.
#[derive(PartialEq, Eq)]
struct Word {
    text: String,
    /// Whether it has to be the same: it is short, or has digits or other signs.
    is_code: bool,
}

/// What two similar names have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Common<'n> {
    Joined(&'n str),
    Initials(&'n str),
    /// All words but some, of which the first letters.
    Words(Vec<Result<&'n str, Option<char>>>),
}

impl Name {
    fn new(written: &str, language: &Language) -> Self {
        let written: String = written.nfkc().collect();
        let written = without_own_initials(&written);
        let all: Vec<&str> = words(written).map(|word| &written[word]).collect();
        let is_loud = !written.chars().any(char::is_lowercase);
        let mut read: Vec<Word> = all
            .iter()
            .filter(|word| !language.names.optional.contains(&&*word.to_lowercase()))
            .map(|word| Word::new(word, is_loud && all.len() > 1, language))
            .collect();
        if read.is_empty() {
            read = all.iter().map(|word| Word::new(word, false, language)).collect();
        }
        let joined: String = match &read[..] {
            [] => written.to_lowercase(),
            read => read.iter().map(|word| word.text.as_str()).collect(),
        };
        let numbers = read.iter().flat_map(|word| numbers(&word.text)).map(str::to_owned).collect();
        let initials = initials(&all);
        let capitals = match &all[..] {
            [only] if is_capitals(only) => Some((*only).to_owned()),
            _ => None,
        };
        Self { words: read, joined, numbers, initials, capitals }
    }

    fn common(&self) -> Vec<Common<'_>> {
        let mut common = vec![Common::Joined(&self.joined)];
        common.extend(self.capitals.iter().map(|capitals| Common::Initials(capitals)));
        let [all, large] = &self.initials;
        common.push(Common::Initials(all));
        if large != all {
            common.push(Common::Initials(large));
        }
        let places: Vec<usize> =
            (0..self.words.len()).filter(|place| !self.words[*place].is_code).collect();
        for (at, one) in places.iter().enumerate() {
            common.push(self.without(&[*one]));
            if self.words.len() <= MOST_WORDS {
                let others = places[at + 1..].iter();
                common.extend(others.map(|other| self.without(&[*one, *other])));
            }
        }
        common
    }

    fn without(&self, places: &[usize]) -> Common<'_> {
        let word = |(place, word): (usize, &'_ Word)| -> Result<&str, Option<char>> {
            let text: &str = &self.words[place].text;
            if places.contains(&place) { Err(word.text.chars().next()) } else { Ok(text) }
        };
        Common::Words(self.words.iter().enumerate().map(word).collect())
    }

    fn is_like(&self, other: &Self) -> bool {
        let is_short_for = |one: &Self, other: &Self| {
            one.capitals.as_ref().is_some_and(|capitals| other.initials.contains(capitals))
        };
        self.joined == other.joined && self.numbers == other.numbers
            || is_short_for(self, other)
            || is_short_for(other, self)
            || self.is_misspelled(other)
    }

    /// Whether one or two words are misspelled, and all others are the same.
    fn is_misspelled(&self, other: &Self) -> bool {
        let pairs = self.words.iter().zip(&other.words);
        let differing: Vec<_> = pairs.filter(|(one, other)| one.text != other.text).collect();
        self.words.len() == other.words.len()
            && (1..=2).contains(&differing.len())
            && differing.iter().all(|(one, other)| one.is_like(other))
    }
}

impl Word {
    fn new(word: &str, may_be_capitals: bool, language: &Language) -> Self {
        let NameWords { abbreviated, plurals, singulars, .. } = language.names;
        let written = without_ending(word, language.possessives);
        let lower: String = written.to_lowercase().chars().filter(|char| *char != '.').collect();
        let whole = abbreviated.iter().find(|(short, _)| *short == lower);
        let is_plural = |ending: &str| {
            lower.ends_with(ending)
                && lower.chars().count() > ending.chars().count() + 2
                && !singulars.iter().any(|ending| lower.ends_with(ending))
        };
        let singular = plurals.iter().find(|(ending, _)| is_plural(ending));
        let text = match (whole, singular) {
            (Some((_, whole)), _) => (*whole).to_owned(),
            (None, Some((ending, singular))) => {
                format!("{}{singular}", lower.strip_suffix(ending).unwrap_or(&lower))
            }
            (None, None) => lower,
        };
        let is_code = text.chars().count() + 1 < MOVED
            || !text.chars().all(char::is_alphabetic)
            || text.chars().all(|char| matches!(char, 'i' | 'v' | 'x'))
            || !may_be_capitals && is_capitals(written);
        Self { text, is_code }
    }

    fn is_like(&self, other: &Self) -> bool {
        if self.is_code || other.is_code {
            return false;
        }
        let [one, other]: [Vec<char>; 2] = [self, other].map(|word| word.text.chars().collect());
        let length = one.len().max(other.len());
        let distance = strsim::generic_damerau_levenshtein(&one, &other);
        let is_moved = || {
            let sorted = |word: &[char]| {
                let mut letters = word.to_vec();
                letters.sort_unstable();
                letters
            };
            one.len() != other.len() || sorted(&one) == sorted(&other)
        };
        one.first() == other.first()
            && match distance {
                0 => true,
                1 => length >= if is_moved() { MOVED } else { REPLACED },
                // "Regulator" and "Regulation" are two words.
                2 => length >= TWICE && one.last() == other.last(),
                _ => false,
            }
    }
}

/// A name without its initials in brackets at the end: "Federal Aviation Administration (FAA)".
fn without_own_initials(name: &str) -> &str {
    let own = || {
        let (before, short) = name.trim_end().strip_suffix(')')?.rsplit_once('(')?;
        let all: Vec<&str> = words(before).map(|word| &before[word]).collect();
        initials(&all).contains(&short.trim().to_owned()).then(|| before.trim_end())
    };
    own().unwrap_or(name)
}

/// The initials of words, with and without those that begin with a small letter.
fn initials(words: &[&str]) -> [String; 2] {
    let of = |words: &mut dyn Iterator<Item = &&str>| -> String {
        words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
    };
    let is_large = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    [of(&mut words.iter()), of(&mut words.iter().filter(is_large))]
}

/// Whether a word is an abbreviation of initials.
fn is_capitals(word: &str) -> bool {
    (INITIALS..=CAPITALS).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// The numbers in a word.
fn numbers(word: &str) -> impl Iterator<Item = &str> {
    word.split(|char: char| !char.is_numeric()).filter(|number| !number.is_empty())
}
