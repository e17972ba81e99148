//! The texts of a document as plain paragraphs, for rules that are off by default: they read the file
//! again, so that the others need not keep the text.

use std::ops::Range;

use super::Context;
use crate::diagnostic::Span;
use crate::document::fields::Markdown;
use crate::document::{Document, Role};
use crate::fragment::{Form, Fragment, Piece};
use crate::language::Language;

/// A paragraph, item or cell.
pub(super) struct Passage {
    /// What it says, without marks.
    pub(super) text: String,
    /// For each run, where it begins in the text, and its bytes in the file.
    runs: Vec<(usize, Range<usize>)>,
    /// Its value, if places within that are unknown.
    whole: Option<Span>,
}

impl Passage {
    /// The place of a part of the text.
    pub(super) fn span(&self, part: Range<usize>) -> Span {
        if let Some(whole) = self.whole {
            return whole;
        }
        let at = |place: usize, is_end: bool| {
            let is_before = |start: usize| if is_end { start < place } else { start <= place };
            let index = self.runs.partition_point(|(start, _)| is_before(*start)).saturating_sub(1);
            let (start, source) = self.runs.get(index)?;
            Some((source.start + place.saturating_sub(*start)).min(source.end))
        };
        let start = at(part.start, false).unwrap_or_default();
        Span::from(start..at(part.end, true).unwrap_or(start).max(start))
    }

    /// Its sentences.
    pub(super) fn sentences(&self, language: &Language) -> Vec<Range<usize>> {
        sentences(&self.text, language)
    }
}

/// The paragraphs of a document's body.
pub(super) fn of_body(context: &Context<'_>, document: &Document) -> Vec<Passage> {
    let Ok(body) = document.read_body(context.world) else { return Vec::new() };
    let form = if document.role() == Role::Update { Form::Update } else { Form::Whole };
    read(context, body.text(), form, Some(body.start()), None)
}

/// The paragraphs of a text in front matter.
pub(super) fn of_value(context: &Context<'_>, value: &Markdown) -> Vec<Passage> {
    let start = value.start.map(|start| start as usize);
    read(context, &value.text, Form::Whole, start, Some(value.span))
}

fn read(
    context: &Context<'_>,
    text: &str,
    form: Form,
    start: Option<usize>,
    whole: Option<Span>,
) -> Vec<Passage> {
    // What cannot be parsed is an error already.
    let Ok(fragment) = Fragment::parse(text, form, context.site.dialect()) else {
        return Vec::new();
    };
    let mut passages = Vec::new();
    fragment.for_each_block(|block| {
        let whole = if start.is_some() { None } else { whole };
        let offset = start.unwrap_or_default();
        let events = fragment.events();
        let source = |event: usize| events[event].1.start + offset..events[event].1.end + offset;
        let mut passage = Passage { text: String::new(), runs: Vec::new(), whole };
        for (piece, event) in block.pieces.iter().zip(&block.events) {
            match piece {
                Piece::Text(run) => {
                    let source = run.source.start + offset..run.source.end + offset;
                    passage.runs.push((passage.text.len(), source));
                    passage.text.push_str(run.text);
                }
                Piece::Barrier(text) => {
                    passage.runs.push((passage.text.len(), source(*event)));
                    passage.text.push_str(text);
                }
            }
        }
        if !passage.text.trim().is_empty() {
            passages.push(passage);
        }
    });
    passages
}

/// The sentences of a text: they end with a mark before white space, unless an abbreviation or a
/// small letter shows that they go on.
fn sentences(text: &str, language: &Language) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, char)| ".!?;。".contains(*char)) {
        let end = at + mark.len_utf8();
        let rest = &text[end..];
        let goes_on = mark != '。' && !rest.starts_with(char::is_whitespace)
            || mark == '.' && rest.trim_start().starts_with(char::is_lowercase)
            || mark == '.' && is_abbreviation(&text[start..at], language);
        if !goes_on {
            sentences.push(start..end);
            start = end + (rest.len() - rest.trim_start().len());
        }
    }
    if start < text.len() {
        sentences.push(start..text.len());
    }
    sentences
}

/// Whether a text ends with an abbreviation. Looks at its last word only.
fn is_abbreviation(text: &str, language: &Language) -> bool {
    const LONGEST: usize = 24;
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..];
    let word = text.rsplit(|char: char| char.is_whitespace() || char == '(').next();
    let word = word.unwrap_or_default().to_lowercase();
    let is_month = || language.dates.months.iter().any(|names| names[1..].contains(&&*word));
    language.abbreviations.contains(&&*word) || is_month()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    #[test]
    fn sentences_end_with_a_mark() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let found: Vec<&str> =
                sentences(text, &ENGLISH).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found, expected);
        }
        case("It sails. It is late!", &["It sails.", "It is late!"]);
        case("It sails; it is late", &["It sails;", "it is late"]);
        case("On 3 Jan. it sails, e.g. to Ystad.", &["On 3 Jan. it sails, e.g. to Ystad."]);
        case("Version 2.5 of it", &["Version 2.5 of it"]);
        case("", &[]);
    }
}
