//! The words of references in one language.

use super::Clause;
use crate::document::number::{is_digit, is_word};
use crate::item::Item;
use crate::language::{Language, ReferenceWords};
use crate::words;

/// The words of a language, or of the settings instead, in any case. See [`Language`] and
/// [`ReferenceWords`](crate::language::ReferenceWords) for each list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are described where a language has them")]
pub struct Words {
    pub singular: Vec<String>,
    pub plural: Vec<String>,
    pub signs: Vec<String>,
    pub conjunctions: Vec<String>,
    pub ranges: Vec<String>,
    pub quantities: Vec<String>,
    pub belonging: Vec<String>,
    pub articles: Vec<String>,
    pub possessives: Vec<String>,
    pub periods: Vec<String>,
}

impl From<&Language> for Words {
    fn from(language: &Language) -> Self {
        let ReferenceWords {
            singular,
            plural,
            signs,
            conjunctions,
            ranges,
            quantities,
            belonging,
            articles,
            periods,
            see: _,
        } = language.references;
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            singular: list(singular),
            plural: list(plural),
            signs: list(signs),
            conjunctions: list(conjunctions),
            ranges: list(ranges),
            quantities: list(quantities),
            belonging: list(belonging),
            articles: list(articles),
            possessives: list(language.possessives),
            periods: list(periods),
        }
    }
}

/// Whose label words they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vocabulary(pub u16);

impl Vocabulary {
    /// The label words of the language, or of the settings.
    pub const DEFAULT: Self = Self(0);
}

/// The words, prepared for search.
#[derive(Clone, Debug)]
pub struct Grammar {
    labels: Vec<Label>,
    initials: Initials,
    pub(super) signs: Phrases,
    pub(super) conjunctions: Phrases,
    pub(super) ranges: Phrases,
    pub(super) quantities: Phrases,
    pub(super) belonging: Phrases,
    pub(super) articles: Phrases,
    possessives: Vec<String>,
    periods: Vec<String>,
}

#[derive(Clone, Debug)]
struct Label {
    text: Box<str>,
    plural: bool,
    of: Vec<Vocabulary>,
}

/// A label word found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) end: usize,
    pub(super) plural: bool,
    /// Index of the label.
    pub(super) label: u16,
}

impl Grammar {
    /// A grammar from its words.
    pub fn new(words: &Words) -> Self {
        Self::with_items(words, &[])
    }

    /// A grammar with more label words: what reports call their recommendations. Each has the
    /// [`Vocabulary`] after that of the one before it.
    pub fn with_items(words: &Words, items: &[Item]) -> Self {
        let mut labels: Vec<Label> = Vec::new();
        let mut add = |list: &[String], plural, of| {
            for text in Phrases::new(list).texts {
                match labels.iter_mut().find(|label| label.text == text) {
                    // Words in both lists are plural.
                    Some(known) if known.of.contains(&of) => {}
                    Some(known) => known.of.push(of),
                    None => labels.push(Label { text, plural, of: vec![of] }),
                }
            }
        };
        add(&words.plural, true, Vocabulary::DEFAULT);
        add(&words.singular, false, Vocabulary::DEFAULT);
        for (item, place) in items.iter().zip(1..) {
            let (singular, plural) = item.words();
            add(&plural, true, Vocabulary(place));
            add(&singular, false, Vocabulary(place));
        }
        labels.sort_by_key(|label| std::cmp::Reverse(label.text.len()));
        let initials = Initials::of(labels.iter().map(|label| &*label.text));
        Self {
            labels,
            initials,
            signs: Phrases::new(&words.signs),
            conjunctions: Phrases::new(&words.conjunctions),
            ranges: Phrases::new(&words.ranges),
            quantities: Phrases::new(&words.quantities),
            belonging: Phrases::new(&words.belonging),
            articles: Phrases::new(&words.articles),
            possessives: words.possessives.clone(),
            periods: words.periods.clone(),
        }
    }

    /// The grammar of a language.
    pub fn of(language: &Language) -> Self {
        Self::new(&Words::from(language))
    }

    /// Whether the label word of a clause is one of a vocabulary.
    pub fn is_of(&self, clause: &Clause, vocabulary: Vocabulary) -> bool {
        let label = self.labels.get(usize::from(clause.label));
        label.is_some_and(|label| label.of.contains(&vocabulary))
    }

    /// A name without possessive ending.
    pub(super) fn name<'t>(&self, word: &'t str) -> &'t str {
        words::without_ending(word, &self.possessives)
    }

    /// Whether a word is a year or part of one: "FY2016", "Q3".
    pub(super) fn is_period(&self, word: &str) -> bool {
        let letters = word.trim_end_matches(is_digit);
        letters.len() < word.len()
            && self.periods.iter().any(|period| letters.eq_ignore_ascii_case(period))
    }

    /// The next label word, whatever follows it.
    pub(super) fn next_label(&self, text: &str, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at += text.as_bytes()[at..].iter().position(|byte| self.initials.has(*byte))?;
            if begins_word(text, at) && self.label_at(text, at).is_some() {
                return Some(at);
            }
            at += 1;
        }
    }

    /// The index of a label at a position, and its end.
    fn label_at(&self, text: &str, at: usize) -> Option<(u16, usize)> {
        let text = text.get(at..)?;
        let ends = self.labels.iter().map(|label| whole_prefix(text, &label.text));
        (0..).zip(ends).find_map(|(index, end)| Some((index, at + end?)))
    }

    /// The label word at a position, if a number can follow.
    pub(super) fn head_at(&self, text: &str, at: usize) -> Option<Head> {
        if !begins_word(text, at) || !self.initials.has(*text.as_bytes().get(at)?) {
            return None;
        }
        let (index, end) = self.label_at(text, at)?;
        let label = &self.labels[usize::from(index)];
        let goes_on = label.text.ends_with('.')
            || text[end..].starts_with(is_space)
            || self.signs.end_at(text, end).is_some();
        goes_on.then_some(Head { end, plural: label.plural, label: index })
    }
}

/// The possible first bytes of some lower-case words, in either case.
#[derive(Clone, Debug)]
struct Initials([bool; 256]);

impl Initials {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut initials = [false; 256];
        for first in words.filter_map(|word| word.chars().next()) {
            for spelled in first.to_uppercase().chain([first]) {
                initials[usize::from(spelled.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
            }
        }
        Self(initials)
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }
}

/// Lower-case words and phrases, longest first.
#[derive(Clone, Debug)]
pub(super) struct Phrases {
    texts: Vec<Box<str>>,
    initials: Initials,
    most_words: usize,
}

impl Phrases {
    fn new(phrases: &[String]) -> Self {
        let spelled = phrases.iter().map(|phrase| {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            words.join(" ").to_lowercase().into_boxed_str()
        });
        let mut texts: Vec<Box<str>> = spelled.filter(|phrase| !phrase.is_empty()).collect();
        texts.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let words = texts.iter().map(|phrase| phrase.split_whitespace().count());
        Self {
            most_words: words.max().unwrap_or(0),
            initials: Initials::of(texts.iter().map(|text| &**text)),
            texts,
        }
    }

    /// The end of the longest phrase at a position, matched as a whole.
    pub(super) fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        let text = text.get(at..)?;
        let first = text.as_bytes().first()?;
        // Some letters have capitals in other alphabets: the kelvin sign is a k.
        if first.is_ascii() && !self.initials.has(*first) {
            return None;
        }
        self.texts.iter().find_map(|phrase| whole_prefix(text, phrase)).map(|length| at + length)
    }

    /// Maximum number of words of a phrase.
    pub(super) fn most_words(&self) -> usize {
        self.most_words
    }
}

/// The length of a phrase at the start of a text, ignoring case, unless the word continues.
fn whole_prefix(text: &str, phrase: &str) -> Option<usize> {
    // Most phrases already differ in a letter with one spelling per case.
    for (found, wanted) in text.bytes().zip(phrase.bytes()) {
        if found.to_ascii_lowercase() != wanted {
            if [found, wanted].iter().all(|byte| byte.is_ascii() && !byte.is_ascii_whitespace()) {
                return None;
            }
            break;
        }
    }
    let mut rest = text.chars();
    let mut wanted = phrase.chars().peekable();
    let mut last = None;
    while let Some(c) = wanted.next() {
        last = Some(c);
        let found = rest.next()?;
        if c.is_whitespace() {
            if !is_space(found) {
                return None;
            }
            rest = rest.as_str().trim_start_matches(is_space).chars();
        } else if found != c {
            for (i, lower) in found.to_lowercase().enumerate() {
                let next = if i == 0 { Some(c) } else { wanted.next() };
                if next != Some(lower) {
                    return None;
                }
            }
        }
    }
    let goes_on = last.is_some_and(is_word) && rest.as_str().starts_with(is_inside_word);
    (!goes_on).then(|| text.len() - rest.as_str().len())
}

fn begins_word(text: &str, at: usize) -> bool {
    if let Some(before) = at.checked_sub(1).and_then(|before| text.as_bytes().get(before))
        && before.is_ascii_alphabetic()
    {
        return false;
    }
    text.get(..at).is_some_and(|before| !before.ends_with(is_inside_word))
}

fn is_inside_word(c: char) -> bool {
    is_word(c) || c == '_'
}

/// White space, including zero-width.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_stands_as_a_whole_in_any_case_and_over_any_white_space() {
        #[track_caller]
        fn case(text: &str, phrase: &str, expected: Option<usize>) {
            assert_eq!(whole_prefix(text, phrase), expected, "{phrase:?} in {text:?}");
            let phrases = Phrases::new(&[phrase.to_owned()]);
            assert_eq!(phrases.end_at(text, 0), expected, "{phrase:?} in {text:?}");
        }
        case("per cent of", "per cent", Some(8));
        case("PER  Cent", "per cent", Some(9));
        case("per \n\t cent", "per cent", Some(11));
        case("per\u{a0}\u{200b} cent", "per cent", Some(13));
        case("percent", "per cent", None);
        case("per  cents", "per cent", None);
        case("per", "per cent", None);
        case("per c", "per cent", None);
        case("rec. 4", "rec.", Some(4));
        case("records", "rec", None);
        case("rec_4", "rec", None);
        case("", "rec", None);
        // The kelvin sign, and a capital with a dot in lower case.
        case("\u{212a}ap. 4", "kap.", Some(6));
        case("İlke 4", "i\u{307}lke", Some(5));
        case("ilke 4", "i\u{307}lke", None);
        case("№ 4", "№", Some(3));
        case("% of", "%", Some(1));
    }
}
