//! The second stage: reads the numbers of a clause, given the existing labels.

use std::ops::Range;

use super::grammar::is_space;
use super::{Clause, Grammar, MentionKind};
use crate::document::number::{self, MAX_LENGTH, is_digit, is_label_char, is_word};

/// A number in a clause's text.
pub(super) struct Number {
    pub(super) range: Range<usize>,
    pub(super) kind: MentionKind,
    pub(super) known: bool,
}

/// The numbers of a clause, in order.
pub(super) fn numbers(
    clause: &Clause,
    grammar: &Grammar,
    is_label: &dyn Fn(&str) -> bool,
) -> Vec<Number> {
    let reader = Reader { text: &clause.text, plural: clause.plural, grammar, is_label };
    let mut numbers = reader.list(clause.head as usize);
    if let [only] = numbers.as_mut_slice() {
        only.kind = MentionKind::Single;
    }
    numbers
}

struct Reader<'a> {
    text: &'a str,
    plural: bool,
    grammar: &'a Grammar,
    is_label: &'a dyn Fn(&str) -> bool,
}

/// What is at the position of a number.
enum Item {
    Number {
        range: Range<usize>,
        known: bool,
    },
    /// "3.5 million", "12 months".
    Quantity,
    Nothing,
}

/// What follows a number.
enum Span {
    /// Nothing: the list can continue.
    One,
    /// A range up to this number.
    Range(Range<usize>, bool),
    /// The number counts, but ends the list.
    Last,
    /// A quantity or a date: the number does not count.
    Quantity,
}

struct Dash {
    end: usize,
    spaced: bool,
    /// A hyphen, as in dates and codes.
    hyphen: bool,
}

impl Reader<'_> {
    fn list(&self, head: usize) -> Vec<Number> {
        let mut numbers = Vec::new();
        let mut at = self.skip_sign(head);
        while let Item::Number { range, known } = self.item(at) {
            // After a singular label word, only an existing label continues a list.
            if !numbers.is_empty() && !self.plural && !known {
                break;
            }
            let mut push = |range, kind, known| numbers.push(Number { range, kind, known });
            let end = match self.span(&range, known) {
                Span::Quantity => break,
                Span::Last => {
                    push(range, MentionKind::ListItem, known);
                    break;
                }
                Span::One => {
                    let end = range.end;
                    push(range, MentionKind::ListItem, known);
                    end
                }
                Span::Range(last, last_known) => {
                    let end = last.end;
                    push(range, MentionKind::RangeStart, known);
                    push(last, MentionKind::RangeEnd, last_known);
                    end
                }
            };
            let Some(next) = self.joint(end) else { break };
            at = self.skip_sign(next);
        }
        numbers
    }

    /// The number at a position.
    fn item(&self, at: usize) -> Item {
        let Some((end, known)) = self.label(at).or_else(|| self.shape(at)) else {
            return Item::Nothing;
        };
        if self.is_thousands(at..end) {
            return Item::Quantity;
        }
        let after = skip_spaces(self.text, end);
        if self.grammar.quantities.end_at(self.text, after).is_some() {
            return Item::Quantity;
        }
        Item::Number { range: at..end, known }
    }

    /// The longest label at a position.
    fn label(&self, at: usize) -> Option<(usize, bool)> {
        if !self.text[at..].starts_with(is_word) {
            return None;
        }
        let mut end = token_end(self.text, at, self.grammar);
        if let Some((longest, _)) = self.text[at..end].char_indices().nth(MAX_LENGTH) {
            end = at + longest;
        }
        while end > at {
            let candidate = &self.text[at..end];
            if candidate.ends_with(|c| is_word(c) || c == ')')
                && candidate.contains(is_digit)
                && self.is_boundary(end)
                && (self.is_label)(&number::key(candidate))
            {
                return Some((end, true));
            }
            end = self.text.floor_char_boundary(end - 1);
        }
        None
    }

    /// A number that is not a label: digits, then components such as `.1`, `b` and `(iv)`.
    fn shape(&self, at: usize) -> Option<(usize, bool)> {
        let rest = &self.text[at..];
        let digits = |text: &str| text.find(|c| !is_digit(c)).unwrap_or(text.len());
        let letter = |text: &str| {
            let first = text.chars().next().filter(|c| c.is_alphabetic())?;
            let length = first.len_utf8();
            (!text[length..].starts_with(is_word)).then_some(length)
        };
        let mut end = digits(rest);
        if end == 0 {
            return None;
        }
        end += letter(&rest[end..]).unwrap_or(0);
        while let Some(component) = rest[end..].strip_prefix('.').filter(|text| digits(text) > 0) {
            end += 1 + digits(component);
            end += letter(&rest[end..]).unwrap_or(0);
        }
        while let Some(length) = bracketed(&rest[end..]) {
            end += length;
        }
        let fits = rest[..end].chars().nth(MAX_LENGTH).is_none();
        (fits && self.is_boundary(at + end)).then_some((at + end, false))
    }

    /// Whether a number can end here: before sentence punctuation, but not within a longer word
    /// such as "25th", "25-page", "4.1", "4:30".
    fn is_boundary(&self, at: usize) -> bool {
        let mut rest = self.text[at..].chars();
        let (first, second) = (rest.next(), rest.next());
        match (first, second) {
            (Some('_' | '@'), _) => false,
            (Some('.'), Some(next)) => !is_word(next),
            (Some(':'), Some(next)) => !is_digit(next),
            (Some('-' | '\u{2010}' | '\u{2011}'), Some(next)) if is_word(next) => {
                let word = self.text[at..].split(|c| !is_word(c)).nth(1);
                word.is_some_and(|word| word.contains(is_digit))
            }
            (first, _) => !first.is_some_and(is_word),
        }
    }

    /// Whether a number is grouped, as in "1,000", and not the start of a list.
    fn is_thousands(&self, range: Range<usize>) -> bool {
        let (number, rest) = (&self.text[range.clone()], &self.text[range.end..]);
        let Some(group) = rest.strip_prefix(',') else { return false };
        let digits = group.find(|c| !is_digit(c)).unwrap_or(group.len());
        let (group, after) = group.split_at(digits);
        number.len() <= 3
            && number.chars().all(is_digit)
            && group.chars().count() == 3
            && !after.starts_with(is_word)
            && !(self.is_label)(&number::key(group))
    }

    /// Whether a number begins a range. After a singular label word, "to" or a spaced dash
    /// continues the sentence: "Recommendation 30 to the Board".
    fn span(&self, from: &Range<usize>, known: bool) -> Span {
        let dash = self.dash(from.end);
        let apart = dash.as_ref().is_none_or(|dash| dash.spaced);
        let Some(end) = dash.as_ref().map(|dash| dash.end).or_else(|| self.range_word(from.end))
        else {
            return Span::One;
        };
        if apart && !self.plural {
            return Span::Last;
        }
        let (to, to_known) = match self.item(self.skip_sign(end)) {
            Item::Number { range, known } => (range, known),
            Item::Quantity => return Span::Quantity,
            Item::Nothing => return Span::Last,
        };
        if dash.is_some_and(|dash| dash.hyphen) && self.has_hyphen(to.end) {
            return Span::Quantity;
        }
        let (first, last) = (&self.text[from.clone()], &self.text[to.clone()]);
        if number::range(first, last).is_none() || !(self.plural || known && to_known) {
            return Span::Last;
        }
        Span::Range(to, to_known)
    }

    fn dash(&self, at: usize) -> Option<Dash> {
        let start = skip_spaces(self.text, at);
        let end = skip_dash(self.text, start)?;
        let next = skip_spaces(self.text, end);
        let spaced = start > at || next > end;
        let hyphen = matches!(&self.text[start..end], "-" | "\u{2010}" | "\u{2011}") && !spaced;
        Some(Dash { end: next, spaced, hyphen })
    }

    /// Whether a hyphen continues the word ending here.
    fn has_hyphen(&self, at: usize) -> bool {
        self.dash(at).is_some_and(|dash| dash.hyphen && self.text[dash.end..].starts_with(is_word))
    }

    fn range_word(&self, at: usize) -> Option<usize> {
        let start = skip_spaces(self.text, at);
        let end = self.grammar.ranges.end_at(self.text, start)?;
        Some(skip_spaces(self.text, end))
    }

    /// The end of a list separator. After a singular label word, a comma is none: "Recommendation
    /// 4, 2016 and later".
    fn joint(&self, at: usize) -> Option<usize> {
        let start = skip_spaces(self.text, at);
        let conjunction =
            |at| self.grammar.conjunctions.end_at(self.text, skip_spaces(self.text, at));
        let rest = &self.text[start..];
        if rest.starts_with(',') {
            return self.plural.then(|| conjunction(start + 1).unwrap_or(start + 1));
        }
        if rest.starts_with('/') { Some(start + 1) } else { conjunction(start) }
    }

    fn skip_sign(&self, at: usize) -> usize {
        let at = skip_spaces(self.text, at);
        let end = self.grammar.signs.end_at(self.text, at);
        end.map_or(at, |end| skip_spaces(self.text, end))
    }
}

/// The length of a bracketed component, `(a)` or `(iv)`.
fn bracketed(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('(')?;
    let length = inside.find(|c| !is_word(c)).unwrap_or(inside.len());
    let fits = (1..=4).contains(&inside[..length].chars().count());
    (fits && inside[length..].starts_with(')')).then_some(length + 2)
}

/// The end of the possible numbers from a position. A label word ends them, since it begins another
/// clause.
pub(super) fn token_end(text: &str, at: usize, grammar: &Grammar) -> usize {
    /// Bounds the work on texts without spaces.
    const LONGEST: usize = 256;
    let limit = text.floor_char_boundary(at + LONGEST);
    let mut inside = false;
    for (offset, c) in text[at..limit].char_indices() {
        let fits = is_label_char(c) || matches!(c, '\u{2010}' | '\u{2011}');
        if !fits || (!inside && is_word(c) && grammar.head_at(text, at + offset).is_some()) {
            return at + offset;
        }
        inside = is_word(c);
    }
    limit
}

pub(super) fn skip_spaces(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(is_space).len()
}

/// The end of a dash. Several hyphens in a row are one.
pub(super) fn skip_dash(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let hyphens = rest.len() - rest.trim_start_matches('-').len();
    if (1..=3).contains(&hyphens) {
        return Some(at + hyphens);
    }
    let first = rest.chars().next()?;
    // U+2010, hyphen, to U+2015, horizontal bar; and the minus sign.
    matches!(first, '\u{2010}'..='\u{2015}' | '\u{2212}').then(|| at + first.len_utf8())
}
