//! Loose ends: texts that end in a dash, and remarks to colleagues.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::UnfinishedKind;
use crate::fragment::{Block, Piece, Run, Spanned};
use crate::language::Language;
use crate::words::words;

const DASHES: [char; 3] = ['-', '–', '—'];
/// Maximum number of words of a colleague's name.
const NAME: usize = 3;

/// The loose end of a block: what it is, its words, and its bytes.
pub(super) fn find(
    block: &Block<'_>,
    events: &[Spanned<'_>],
    language: &Language,
) -> Option<(UnfinishedKind, String, Range<usize>)> {
    let dash = || Some((UnfinishedKind::Dash, dash(block, events)?));
    let remark = || Some((UnfinishedKind::Remark, remark(block, language)?));
    let (kind, (text, range)) = dash().or_else(remark)?;
    Some((kind, text, range))
}

/// The whole text of a block that ends in a dash.
fn dash(block: &Block<'_>, events: &[Spanned<'_>]) -> Option<(String, Range<usize>)> {
    let Piece::Text(last) = block.pieces.last()? else { return None };
    let end = last.text.trim_end();
    // Most texts end here.
    let before = end.strip_suffix(DASHES)?;
    let is_apart = before.ends_with(char::is_whitespace) || before.is_empty();
    if !is_apart || introduces(block, events) || is_cell(block, events) {
        return None;
    }
    let (text, range) = whole(block)?;
    let is_text = words(&text).next().is_some() && !text.starts_with(DASHES);
    is_text.then_some((text, range))
}

/// Whether a list or the like follows.
fn introduces(block: &Block<'_>, events: &[Spanned<'_>]) -> bool {
    let after = block.events.last().map_or(0, |last| last + 1);
    let mut next =
        events.iter().skip(after).skip_while(|(event, _)| matches!(event, Event::End(_)));
    matches!(
        next.next(),
        Some((
            Event::Start(Tag::List(_) | Tag::Table(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_)),
            _
        ))
    )
}

fn is_cell(block: &Block<'_>, events: &[Spanned<'_>]) -> bool {
    let before = block.events.first().and_then(|first| first.checked_sub(1));
    let before = before.and_then(|before| events.get(before));
    matches!(before, Some((Event::Start(Tag::TableCell), _)))
}

/// A remark: the whole text of a block, or what is in brackets.
fn remark(block: &Block<'_>, language: &Language) -> Option<(String, Range<usize>)> {
    let runs = || {
        block.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(run) => Some(run),
            Piece::Barrier(_) => None,
        })
    };
    let first = runs().find(|run| !run.text.trim().is_empty())?;
    let begins = first.text.trim_start();
    let is_aside = || {
        let bare = begins.trim_start_matches(['(', '[']);
        language.editorial.asides.iter().any(|phrase| begins_with(bare, phrase).is_some())
    };
    if begins.starts_with('[') || may_begin(begins, language.editorial.asides) {
        let (text, range) = whole(block)?;
        if is_aside() || is_advice(&text, language) {
            return Some((text, range));
        }
    }
    runs().find_map(|run| in_brackets(run, language)).or_else(|| {
        // The parser puts square brackets into runs of their own.
        let (text, range) = whole(block).filter(|_| begins.starts_with('['))?;
        is_comment(&text[1..], language).then_some((text, range))
    })
}

/// Whether a text may begin with one of these phrases.
fn may_begin(text: &str, phrases: &[&str]) -> bool {
    let first = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    let text = text.trim_start_matches(['(', '[']);
    phrases.iter().any(|phrase| first(phrase) == first(text))
}

/// "(comment: …)" in a run.
fn in_brackets(run: &Run<'_>, language: &Language) -> Option<(String, Range<usize>)> {
    run.text.match_indices('(').find_map(|(open, _)| {
        let rest = &run.text[open..];
        if !is_comment(&rest[1..], language) {
            return None;
        }
        let end = rest.find(')').map_or(rest.len(), |close| close + 1);
        let is_verbatim = run.text.len() == run.source.len();
        let start = run.source.start + open;
        let range = if is_verbatim { start..start + end } else { run.source.clone() };
        Some((rest[..end].to_owned(), range))
    })
}

/// Whether a text begins with a word for a remark and a colon.
fn is_comment(text: &str, language: &Language) -> bool {
    let remarks = language.editorial.remarks.iter();
    { remarks }.any(|word| begins_with(text, word).is_some_and(|rest| rest.starts_with(':')))
}

/// "[1] Ann Lee: should be …"
fn is_advice(text: &str, language: &Language) -> bool {
    let number = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((number, rest)) = number else { return false };
    let Some((name, rest)) = rest.split_once(':') else { return false };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let mut names = words(name).map(|word| &name[word]);
    let is_name = words(name).count() <= NAME
        && words(name).next().is_some()
        && names.all(|name| name.starts_with(char::is_uppercase));
    let first = words(rest).next().map(|word| rest[word].to_lowercase());
    is_number && is_name && first.is_some_and(|first| language.editorial.advice.contains(&&*first))
}

/// What follows a phrase at the beginning of a text, ignoring case.
fn begins_with<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(phrase.len())?;
    let is_whole = !rest.starts_with(char::is_alphanumeric);
    (is_whole && start.eq_ignore_ascii_case(phrase)).then_some(rest)
}

/// The text of a block without what is no text, and its bytes.
fn whole(block: &Block<'_>) -> Option<(String, Range<usize>)> {
    let mut text = String::new();
    let mut range: Option<Range<usize>> = None;
    for piece in &block.pieces {
        match piece {
            Piece::Text(run) => {
                text.push_str(run.text);
                let start = range.map_or(run.source.start, |range| range.start);
                range = Some(start..run.source.end);
            }
            Piece::Barrier(shown) => text.push_str(shown),
        }
    }
    Some((text.trim().to_owned(), range?))
}
