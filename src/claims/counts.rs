//! Counts in prose: "20 of the 28 recommendations are complete".
//!
//! Input: the blocks or the plain text of a document, and a language's words. Output: numbers, each
//! with the words that say what it counts. Must not know reports: rules decide whether those words
//! are a status, and whether the number is right.

use std::ops::Range;

use crate::diagnostic::Span;
use crate::fragment::{Block, Piece};
use crate::language::CountWords;
use crate::words::words;

/// Maximum number of words kept after a number.
const MOST_WORDS: usize = 16;

/// A number of things, as a text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number.
    pub number: u32,
    /// Of how many, if the text says so.
    pub total: Option<u32>,
    /// What follows within the sentence, up to the next number or stop, in lower case: "recommendations
    /// are complete".
    pub rest: Box<str>,
    /// The number in the file.
    pub span: Span,
}

impl Count {
    /// The count of a text that begins at an offset of the file.
    pub fn shifted(self, start: u32) -> Self {
        Self { span: self.span.shifted(start as usize), ..self }
    }
}

/// The counts of a block: a number and the whole, or a number and what is counted.
pub fn find(block: &Block<'_>, language: &CountWords) -> Vec<Count> {
    if !block.pieces.iter().any(|piece| may_count(shown(piece), language)) {
        return Vec::new();
    }
    let mut text = String::new();
    // For each run, where it begins in the text and in the file.
    let mut runs: Vec<(usize, Range<usize>)> = Vec::new();
    for piece in &block.pieces {
        if let Piece::Text(run) = piece {
            runs.push((text.len(), run.source.clone()));
        }
        text.push_str(shown(piece));
    }
    let source = |at: usize| {
        let (start, source) =
            &runs[runs.partition_point(|(start, _)| *start <= at).checked_sub(1)?];
        Some((source.start + (at - start)).min(source.end))
    };
    let mut found = Vec::new();
    for (place, number, total, rest) in read(&text, language) {
        let (Some(start), Some(end)) = (source(place.start), source(place.end)) else { continue };
        found.push(Count { number, total, rest, span: Span::from(start..end.max(start)) });
    }
    found
}

/// The counts of a plain text, such as a summary; `span` is its place in the file.
pub fn find_in(text: &str, span: Span, language: &CountWords) -> Vec<Count> {
    let count = |(_, number, total, rest)| Count { number, total, rest, span };
    read(text, language).into_iter().map(count).collect()
}

fn shown<'a>(piece: &'a Piece<'_>) -> &'a str {
    match piece {
        Piece::Text(run) => run.text,
        Piece::Barrier(text) => text,
    }
}

/// Whether a text can have a count, found without dividing it into words: it says "of" or names what
/// is counted. Capitals are not looked for: a number comes first.
fn may_count(text: &str, language: &CountWords) -> bool {
    let is_after_number = |at: usize| {
        let word = text[..at].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        number_of(word, language).is_some()
    };
    let named = |word: &&str| text.contains(*word);
    language.of.iter().any(|of| text.match_indices(of).any(|(at, _)| is_after_number(at)))
        || language.items.iter().any(|item| named(item))
}

/// A number in digits or in one word.
fn number_of(word: &str, language: &CountWords) -> Option<u32> {
    const MOST_DIGITS: usize = 5;
    let word = word.trim_start_matches(|char: char| !char.is_alphanumeric());
    if word.starts_with(|char: char| char.is_ascii_digit()) {
        return (word.len() <= MOST_DIGITS).then(|| word.parse().ok()).flatten();
    }
    let last = word.rsplit('-').next().unwrap_or_default();
    let is = |known: &str| known.eq_ignore_ascii_case(last);
    language.numbers.iter().find(|(known, _)| is(known)).map(|(_, number)| *number)
}

type Read = (Range<usize>, u32, Option<u32>, Box<str>);

/// A word in lower case, with its place and whether a stop precedes it.
struct Word {
    text: String,
    place: Range<usize>,
    begins: bool,
}

fn read(text: &str, language: &CountWords) -> Vec<Read> {
    let mut end = 0;
    let words: Vec<Word> = words(text)
        .map(|place| {
            let gap = &text[end..place.start];
            end = place.end;
            let begins = gap.contains(['.', '!', '?', ';', ',', ':', '(', ')', '。']);
            Word { text: text[place.clone()].to_lowercase(), place, begins }
        })
        .collect();
    let reader = Reader { words: &words, language };
    let mut found = Vec::new();
    // The whole that the sentence began with: "Of the 28 recommendations, 20 are complete".
    let mut whole: Option<u32> = None;
    let mut at = 0;
    while at < words.len() {
        if words[at].begins && text[..words[at].place.start].trim_end().ends_with(['.', '!', '?']) {
            whole = None;
        }
        if let Some((total, next)) = reader.whole(at) {
            whole = Some(total);
            at = next;
        } else if let Some((number, total, next)) = reader.count(at, whole) {
            let rest = reader.rest(next);
            let place = words[at].place.start..words[next - 1].place.end;
            found.push((place, number, total, rest));
            at = next;
        } else {
            at += 1;
        }
    }
    found
}

struct Reader<'a> {
    words: &'a [Word],
    language: &'a CountWords,
}

impl Reader<'_> {
    fn is(&self, at: usize, list: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| list.contains(&&*word.text))
    }

    /// The end of a phrase of a list that begins at a word.
    fn phrase(&self, at: usize, list: &[&str]) -> Option<usize> {
        list.iter().find_map(|phrase| {
            let mut next = at;
            let is = phrase.split(' ').all(|word| {
                next += 1;
                self.words.get(next - 1).is_some_and(|known| known.text == word)
            });
            is.then_some(next)
        })
    }

    /// A number at a word, and the word after it.
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        let word = &self.words.get(at)?.text;
        let number = number_of(word, self.language)?;
        // "twenty-eight"
        if number >= 20
            && number % 10 == 0
            && !word.starts_with(|char: char| char.is_ascii_digit())
            && let Some(next) = self.words.get(at + 1).filter(|next| !next.begins)
            && let Some(unit) =
                number_of(&next.text, self.language).filter(|unit| (1..10).contains(unit))
        {
            return Some((number + unit, at + 2));
        }
        Some((number, at + 1))
    }

    /// "of the 28": the whole, at the beginning of a sentence.
    fn whole(&self, at: usize) -> Option<(u32, usize)> {
        if at > 0 && !self.words[at].begins {
            return None;
        }
        let mut next = self.phrase(at, self.language.of)?;
        while self.is(next, self.language.articles) {
            next += 1;
        }
        self.number(next)
    }

    /// A number that counts something: its value, the whole, and the word after both.
    fn count(&self, at: usize, whole: Option<u32>) -> Option<(u32, Option<u32>, usize)> {
        let language = self.language;
        if self.is(at, language.all) {
            let next = if self.is(at + 1, language.articles) { at + 2 } else { at + 1 };
            let (number, next) = self.number(next)?;
            return Some((number, Some(number), next));
        }
        let (number, next) = self.number(at)?;
        let item = next + usize::from(self.is(next, language.items));
        if let Some(mut after) = self.phrase(item, language.of) {
            while self.is(after, language.articles) {
                after += 1;
            }
            if let Some((total, after)) = self.number(after) {
                return Some((number, Some(total), after));
            }
            return None;
        }
        if let Some(whole) = whole {
            return Some((number, Some(whole), next));
        }
        // Another word may name the series or the status: "20 SSR1 recommendations".
        let named = self.is(next, language.items) || self.is(next + 1, language.items);
        named.then_some((number, None, next))
    }

    /// The words from one on, up to a stop or the next number.
    fn rest(&self, at: usize) -> Box<str> {
        let words = self.words.get(at..).unwrap_or_default().iter().take(MOST_WORDS);
        let words = words
            .enumerate()
            .take_while(|(index, word)| {
                (*index == 0 || !word.begins) && number_of(&word.text, self.language).is_none()
            })
            .map(|(_, word)| &*word.text);
        words.collect::<Vec<_>>().join(" ").into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    #[test]
    fn counts() {
        #[track_caller]
        fn case(text: &str, expected: &[(u32, Option<u32>, &str)]) {
            let found = read(text, &ENGLISH.counts);
            let found: Vec<(u32, Option<u32>, &str)> =
                found.iter().map(|(_, number, total, rest)| (*number, *total, &**rest)).collect();
            assert_eq!(found, expected, "{text}");
        }
        case("20 of 28 are complete.", &[(20, Some(28), "are complete")]);
        case(
            "Twenty of the twenty-eight recommendations are complete, and 5 are late.",
            &[(20, Some(28), "recommendations are complete")],
        );
        case(
            "Of the 28 recommendations, 20 are complete and 8 are in progress. Then 3 came.",
            &[(20, Some(28), "are complete and"), (8, Some(28), "are in progress")],
        );
        case(
            "All 28 recommendations are complete",
            &[(28, Some(28), "recommendations are complete")],
        );
        case("Eight recommendations are open.", &[(8, None, "recommendations are open")]);
        case("12 SSR1 recommendations are open.", &[(12, None, "ssr1 recommendations are open")]);
        case("20 out of 28 are done", &[(20, Some(28), "are done")]);
        case("None of the 28 is done", &[(0, Some(28), "is done")]);
        case("5 actions of 12 are done", &[(5, Some(12), "are done")]);
        case("seven of them, 30 June 2016, 12 of the boats", &[]);
        case("on page 20", &[]);
    }

    #[test]
    fn a_text_without_a_count_is_told_fast() {
        let may = |text| may_count(text, &ENGLISH.counts);
        assert!(may("twenty of 28") && may("20 of 28") && may("eight recommendations"));
        assert!(!may("most of the boats sail on 30 June"));
    }
}
