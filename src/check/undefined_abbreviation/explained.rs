//! Where a text explains an abbreviation.

use std::collections::HashSet;

use super::letters;
use crate::check::passages::Tokens;
use crate::language::Language;
use crate::words::{without_ending, words};

/// Maximum length of what is in brackets, in bytes.
const BRACKETS: usize = 160;
/// Maximum number of words read for the initials of an abbreviation.
const REACH: usize = 24;
/// Characters that can stand between an abbreviation and its words.
const JOINTS: [char; 8] = [',', ':', '–', '—', '-', '=', '"', '“'];

/// Adds the abbreviations that a text explains.
pub(super) fn in_text(text: &str, language: &Language, known: &mut HashSet<String>) {
    for (open, _) in text.match_indices('(') {
        let after = &text[open + 1..];
        let limit = after.floor_char_boundary(after.len().min(BRACKETS));
        let Some(end) = after[..limit].find(')') else { continue };
        in_brackets(&text[..open], &after[..end], language, known);
    }
    in_apposition(text, language, known);
}

/// "the words (ABC)" and "ABC (the words)".
fn in_brackets(before: &str, inside: &str, language: &Language, known: &mut HashSet<String>) {
    let before = before.trim_end();
    let is_alone = words(inside).nth(1).is_none();
    for word in words(inside) {
        let Some(short) = short(&inside[word], language) else { continue };
        let long = last_words(before, most_words(&short));
        // "Hepatitis C (HCV)" is meant to explain, too.
        if fits(&short, long) || is_alone && has_initial(&short, long) {
            known.insert(short);
        }
    }
    let tail = &before[before.ceil_char_boundary(before.len().saturating_sub(BRACKETS))..];
    if let Some(last) = words(tail).last()
        && let Some(short) = short(&tail[last], language)
        && begins_with(&short, inside)
    {
        known.insert(short);
    }
}

/// "ABC: the words", "the words, or ABC".
fn in_apposition(text: &str, language: &Language, known: &mut HashSet<String>) {
    let tokens = Tokens::new(text);
    let is_joint = |gap: &str| gap.contains(JOINTS) && !gap.contains(['.', ';', '(', ')']);
    for at in 0..tokens.len() {
        let Some(short) = short(&text[tokens.place(at)], language) else { continue };
        let after = is_joint(tokens.gap_after(at)) && spells(&tokens, at + 1, &short, language);
        let mut start = at;
        while start > 0 && tokens.is(start - 1, language.editorial.or) {
            start -= 1;
        }
        let is_joined = start < at || start > 0 && is_joint(tokens.gap_after(start - 1));
        if after || is_joined && is_spelled(&tokens, start, &short, language) {
            known.insert(short);
        }
    }
}

/// The abbreviation that is a whole text, if the next text begins with its words.
pub(super) fn by_next(text: &str, next: &str, language: &Language) -> Option<String> {
    let text = text.trim().trim_end_matches(':');
    let short = short(text, language)?;
    let tokens = Tokens::new(next);
    (spells(&tokens, 0, &short, language) || begins_with(&short, next)).then_some(short)
}

/// Adds what `<abbr title="…">` explains.
pub(super) fn in_tags(source: &str, language: &Language, known: &mut HashSet<String>) {
    const TAG: &str = "<abbr ";
    for (at, _) in source.match_indices(TAG) {
        let Some((head, rest)) = source[at + TAG.len()..].split_once('>') else { return };
        let text = rest.split('<').next().unwrap_or_default();
        if head.contains("title") {
            known.extend(short(text.trim(), language));
        }
    }
}

/// The letters of an abbreviation, which can have small ones where it is explained: "MoU".
fn short(written: &str, language: &Language) -> Option<String> {
    let written = without_ending(written, language.possessives);
    let capitals = written.chars().filter(|char| char.is_uppercase()).count();
    if capitals < 2 || written.chars().any(char::is_whitespace) {
        return None;
    }
    let singular = written.strip_suffix('s').unwrap_or(written);
    letters(&singular.to_uppercase(), language)
}

/// A name can have some words more than its abbreviation has letters.
fn most_words(short: &str) -> usize {
    let letters = short.chars().count();
    (letters + 5).min(2 * letters)
}

/// The last words of a text.
fn last_words(text: &str, count: usize) -> &str {
    const WORD: usize = 24;
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub((count + 1) * WORD))..];
    let found: Vec<_> = words(tail).collect();
    let first = found.len().checked_sub(count).and_then(|first| found.get(first));
    first.map_or(tail, |word| &tail[word.start..])
}

/// Whether a text ends in words with these letters in order, the first one as the initial of a
/// word (the algorithm of Schwartz and Hearst, 2003).
fn fits(short: &str, long: &str) -> bool {
    let short: Vec<char> = short.to_lowercase().chars().collect();
    let long: Vec<char> = long.to_lowercase().chars().collect();
    let mut at = long.len();
    for (index, letter) in short.iter().enumerate().rev() {
        let found = (0..at).rev().find(|place| {
            let is_initial = || *place == 0 || !long[*place - 1].is_alphanumeric();
            long[*place] == *letter && (index > 0 || is_initial())
        });
        match found {
            Some(place) => at = place,
            None => return false,
        }
    }
    true
}

/// Whether a word begins with the first letter.
fn has_initial(short: &str, long: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|char| char.to_lowercase().to_string());
    words(long).any(|word| first(&long[word]) == first(short))
}

/// Whether a text begins with a word of the first letter, and has the others after it.
fn begins_with(short: &str, long: &str) -> bool {
    let count = words(long).take(2).count();
    let end = words(long).take(most_words(short)).last().map_or(0, |word| word.end);
    count > 1 && fits(short, &long[..end])
}

/// Whether the words from one on have these letters as initials. Small words count or not.
fn spells(tokens: &Tokens<'_>, from: usize, short: &str, language: &Language) -> bool {
    has_initials(tokens, from..tokens.len(), short.to_lowercase().chars(), language)
}

/// Whether the words before one have these letters as initials.
fn is_spelled(tokens: &Tokens<'_>, to: usize, short: &str, language: &Language) -> bool {
    has_initials(tokens, (0..to).rev(), short.to_lowercase().chars().rev(), language)
}

fn has_initials(
    tokens: &Tokens<'_>,
    words: impl Iterator<Item = usize>,
    mut letters: impl Iterator<Item = char>,
    language: &Language,
) -> bool {
    let mut next = letters.next();
    for at in words.take(REACH) {
        let Some(letter) = next else { return true };
        if tokens.word(at).starts_with(letter) {
            next = letters.next();
        } else if !tokens.is(at, language.editorial.particles) {
            return false;
        }
    }
    next.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let mut known = HashSet::new();
        in_text(text, &ENGLISH, &mut known);
        let mut known: Vec<String> = known.into_iter().collect();
        known.sort_unstable();
        assert_eq!(known, expected, "{text}");
    }

    #[test]
    fn in_brackets_of_a_text() {
        case("the Harbour Master's Office (HMO) and", &["HMO"]);
        case("three harbour master offices (HMOs)", &["HMO"]);
        case("the HMO (Harbour Master's Office)", &["HMO"]);
        case("a Memorandum of Understanding (“MoU”)", &["MOU"]);
        case("the Extensible Markup Language (EXML)", &["EXML"]);
        case("Quality of Water in Ports (the QWP, 2016)", &["QWP"]);
        case("Hepatitis C (HCV) in the Harbour Master's Office's (HMO's)", &["HCV", "HMO"]);
        case("Hepatitis C (see HCV)", &[]);
        case("the port (HMO) of Riga (see RFD)", &[]);
        case("the HMO (see above) and an unclosed (HMO", &[]);
        case("the HMO (Harbour)", &[]);
    }

    #[test]
    fn in_apposition_to_words() {
        case("HMO: harbour master's office", &["HMO"]);
        case("HMO – the harbour master's office", &["HMO"]);
        case("the port of Riga authority, or PORA, says", &["PORA"]);
        case("the port authority, PA, says", &["PA"]);
        case("the port authority or PA", &["PA"]);
        case("The port authority. PA says", &[]);
        case("the port authority PA", &[]);
    }

    #[test]
    fn by_the_next_text() {
        let next = |text, next| by_next(text, next, &ENGLISH);
        assert_eq!(next("HMO", "Harbour master's office"), Some("HMO".to_owned()));
        assert_eq!(next("HMO", "Port office"), None);
        assert_eq!(next("The HMO", "Harbour master's office"), None);
    }

    #[test]
    fn by_tags() {
        let mut known = HashSet::new();
        in_tags(
            "<abbr title=\"Harbour\">HMO</abbr> <abbr id=x>RFD</abbr> <abbr ",
            &ENGLISH,
            &mut known,
        );
        assert_eq!(known.into_iter().collect::<Vec<_>>(), ["HMO"]);
    }
}
