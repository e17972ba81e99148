//! The first stage: finds label words followed by possible numbers.

use std::borrow::Cow;
use std::ops::Range;

use super::grammar::{Head, is_space};
use super::read::{skip_dash, skip_spaces, token_end};
use super::{Clause, Grammar, Piece, Run, Segment, narrow};
use crate::diagnostic::Span;
use crate::document::number::{is_digit, is_word};

/// Number of pieces searched for the next visible text: the start of a link is invisible.
const AHEAD: usize = 4;

/// Appends the clauses of a block to `out`, in order. Does not allocate for text without label
/// words.
pub fn scan(pieces: &[Piece], grammar: &Grammar, out: &mut Vec<Clause>) {
    let mut before = "";
    let mut at = 0;
    for stretch in pieces.split(|piece| matches!(piece, Piece::Barrier(_))) {
        let runs = Runs { pieces: stretch, first: at };
        at += stretch.len();
        if runs.may_hold_label(grammar) {
            // The text after may be a link: "Recommendation 2 of [SAC045](…)".
            let after = pieces[at..].iter().map(text_of);
            let after = after.take(AHEAD).find(|text| !text.chars().all(is_space));
            runs.scan(grammar, before, after.unwrap_or_default(), out);
        }
        // Tags of raw HTML are invisible; the text before them still counts.
        let barrier = pieces.get(at).map(text_of);
        let shown = [barrier, stretch.last().map(text_of)].into_iter().flatten();
        before = shown.into_iter().find(|text| !text.chars().all(is_space)).unwrap_or(before);
        at += 1;
    }
}

fn text_of<'a>(piece: &Piece<'a>) -> &'a str {
    match piece {
        Piece::Text(run) => run.text,
        Piece::Barrier(text) => text,
    }
}

/// The text between two barriers.
struct Runs<'p, 'a> {
    pieces: &'p [Piece<'a>],
    /// The index of the first piece.
    first: usize,
}

impl<'a> Runs<'_, 'a> {
    fn iter(&self) -> impl Iterator<Item = &Run<'a>> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(run) => Some(run),
            Piece::Barrier(_) => None,
        })
    }

    /// Tests each run alone; a word that continues in the next run always matches.
    fn may_hold_label(&self, grammar: &Grammar) -> bool {
        let mut inside = false;
        self.iter().any(|run| {
            let goes_on = inside && run.text.starts_with(is_word);
            if !run.text.is_empty() {
                inside = run.text.ends_with(is_word);
            }
            goes_on || grammar.next_label(run.text, 0).is_some()
        })
    }

    fn scan(&self, grammar: &Grammar, before: &str, after: &str, out: &mut Vec<Clause>) {
        let joined = Joined::new(self);
        let text = &*joined.text;
        let mut last = 0..0;
        let mut from = 0;
        while let Some(at) = grammar.next_label(text, from) {
            from = at + 1;
            let Some(head) = grammar.head_at(text, at) else { continue };
            let Some(numbers) = numbers(text, head.end, grammar) else { continue };
            let series = series(text, at, before, &last);
            let label = &text[at..head.end];
            let series = series.filter(|word| names_series(word, label));
            // A full stop can be part of a number, but also ends the sentence.
            let goes_on = !text[..numbers.end].ends_with('.');
            let owner = || owner(&text[numbers.end..], after, grammar, label);
            let series = series.or_else(|| goes_on.then(owner).flatten());
            let series = series.map(|word| grammar.name(word));
            let tail = with_words(text, numbers.end, grammar.quantities.most_words());
            out.push(joined.clause(at, head, tail, series, self));
            last = numbers;
        }
    }
}

/// The text of the runs, joined.
struct Joined<'a> {
    text: Cow<'a, str>,
    /// The offset of each run.
    starts: Vec<usize>,
}

impl<'a> Joined<'a> {
    fn new(runs: &Runs<'_, 'a>) -> Self {
        if let [Piece::Text(run)] = runs.pieces {
            return Self { text: Cow::Borrowed(run.text), starts: vec![0] };
        }
        let mut text = String::new();
        let mut starts = Vec::with_capacity(runs.pieces.len());
        for run in runs.iter() {
            starts.push(text.len());
            text.push_str(run.text);
        }
        Self { text: Cow::Owned(text), starts }
    }

    fn clause(
        &self,
        at: usize,
        head: Head,
        end: usize,
        series: Option<&str>,
        runs: &Runs,
    ) -> Clause {
        let first = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let after = self.starts.partition_point(|start| *start < end);
        let segments = (first..after).filter_map(|index| {
            let Piece::Text(run) = &runs.pieces[index] else { return None };
            if run.text.is_empty() {
                return None;
            }
            let start = self.starts[index];
            let part = start.max(at)..(start + run.text.len()).min(end);
            let exact = run.source.len() == run.text.len();
            let source = if exact {
                let from = run.source.start;
                from + (part.start - start)..from + (part.end - start)
            } else {
                run.source.clone()
            };
            Some(Segment {
                at: narrow(part.start - at),
                piece: narrow(runs.first + index),
                byte: narrow(part.start - start),
                container: run.container,
                source: Span::from(source),
                exact,
            })
        });
        Clause {
            series: series.map(Into::into),
            plural: head.plural,
            label: head.label,
            text: self.text[at..end].into(),
            head: narrow(head.end - at),
            segments: segments.collect(),
        }
    }
}

/// The possible numbers after a label word, if they begin with one.
fn numbers(text: &str, from: usize, grammar: &Grammar) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut at = from;
    loop {
        at = skip_joints(text, at, grammar);
        let end = token_end(text, at, grammar);
        if !text[at..end].contains(is_digit) {
            return found;
        }
        found = Some(found.map_or(at, |found| found.start)..end);
        at = end;
    }
}

fn skip_joints(text: &str, mut at: usize, grammar: &Grammar) -> usize {
    loop {
        let from = at;
        at = skip_spaces(text, at);
        at = skip_dash(text, at).unwrap_or(at);
        if text[at..].starts_with([',', '/']) {
            at += 1;
        }
        for phrases in [&grammar.signs, &grammar.conjunctions, &grammar.ranges] {
            at = phrases.end_at(text, at).unwrap_or(at);
        }
        if at == from {
            return at;
        }
    }
}

/// Extends the text up to `end` by some words, which tell whether a number is a quantity.
fn with_words(text: &str, end: usize, words: usize) -> usize {
    /// Enough for the longest words; the rest is mostly unused.
    const MOST: usize = 64;
    let limit = text.floor_char_boundary(end + MOST);
    let mut at = end;
    for _ in 0..=words {
        at = skip_spaces(&text[..limit], at);
        at += text[at..limit].find(is_space).unwrap_or(limit - at);
    }
    at
}

/// The word before a label word, or else of `before`. A number of the previous clause is none: only
/// a line break may separate clauses.
fn series<'a>(text: &'a str, at: usize, before: &'a str, last: &Range<usize>) -> Option<&'a str> {
    let here = &text[..at];
    if here.chars().all(is_space) {
        return last_word(before).filter(|word| !word.starts_with(is_digit));
    }
    // "SSR2-Recommendation 4" is of SSR2; "(Recommendation 4" and "…—Recommendation 4" of none.
    let word = if here.ends_with(is_space) {
        last_word(here)?
    } else {
        last_word(here.strip_suffix(['-', '\u{2010}', '\u{2011}', '/'])?)?
    };
    let start = here.rfind(word)?;
    let is_number = start == last.start || word.starts_with(is_digit);
    (!(last.contains(&start) && is_number)).then_some(word)
}

/// The last word of a text including inner punctuation ("CCT-RT", "ICANN's"), without quotes and
/// brackets. None if other punctuation ends the text, as in "… by ICANN."
fn last_word(text: &str) -> Option<&str> {
    /// Bounds the work on texts without spaces.
    const LONGEST: usize = 128;
    let text = text.trim_end_matches(is_space);
    let text = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST))..];
    let (text, bracket) = match text.strip_suffix([')', ']']) {
        Some(inside) => (inside, true),
        None => (text.trim_end_matches(['"', '\'', '”', '’', '»']), false),
    };
    let inside = |c: char| is_word(c) || "-./_'’&+\u{2010}\u{2011}".contains(c);
    let start = text.trim_end_matches(inside).len();
    // "(as adopted by ICANN)" is an aside, "(SSR2)" is a name.
    if bracket && !text[..start].ends_with(['(', '[']) {
        return None;
    }
    let word = text[start..].trim_start_matches(|c| !is_word(c));
    word.ends_with(is_word).then_some(word)
}

/// The series named after the numbers: "Recommendation 1 of the ATRT2 Final Report". The last of
/// several names counts: "of ICANN's SSR1 review". `after` is the visible text that follows.
fn owner<'a>(text: &'a str, after: &'a str, grammar: &Grammar, label: &str) -> Option<&'a str> {
    /// The longest names of reviews have so many words.
    const WORDS: usize = 12;
    let from = grammar.belonging.end_at(text, skip_spaces(text, 0))?;
    let ends = |word: &str| word.ends_with(['.', ';', ':', '!', '?']);
    let words = |text: &'a str| text.split(is_space).filter(|word| !word.is_empty());
    let mut found = None;
    // The text that follows continues the phrase.
    for word in words(&text[from..]).chain(words(after)).take(WORDS) {
        let name = word.trim_matches(|char| !is_word(char));
        let is_lower = name.starts_with(char::is_lowercase);
        if names_series(name, label) && !name.starts_with(is_digit) && !grammar.is_period(name) {
            found = Some(name);
        } else if is_lower && grammar.articles.end_at(name, 0) != Some(name.len()) {
            break;
        }
        if ends(word) {
            break;
        }
    }
    found
}

/// Whether the word before a label word names a series: by a digit, or two capitals unless the text
/// is in capitals.
fn names_series(word: &str, label: &str) -> bool {
    let letters = || label.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().count() > 1 && letters().all(char::is_uppercase);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    word.contains(is_digit) || (capitals >= 2 && !shouted)
}
