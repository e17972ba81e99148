//! Paragraphs and deliverables that only point elsewhere: "See Recommendation 25".

use crate::document::clause::Clause;
use crate::fragment::{Block, Piece};
use crate::language::Language;

/// Whether the block only points elsewhere: one sentence that begins "See Recommendation 25".
pub(super) fn points_elsewhere(block: &Block<'_>, clauses: &[Clause], language: &Language) -> bool {
    let mut text = String::new();
    let mut label_at = 0;
    let Some(label) = clauses.first().map(Clause::start) else { return false };
    for (index, piece) in (0..).zip(&block.pieces) {
        if index == label.piece {
            label_at = text.len() + label.byte as usize;
        }
        match piece {
            Piece::Text(run) => text.push_str(run.text),
            Piece::Barrier(_) => text.push('\u{fffc}'),
        }
    }
    let before = text.get(..label_at).unwrap_or_default();
    let mut words = before.split_whitespace();
    let begins = words.next().is_some_and(|first| {
        language.references.see.iter().any(|see| see.eq_ignore_ascii_case(first))
    });
    // At most the series is between the two.
    begins && words.count() <= 1 && !has_second_sentence(&text, language)
}

/// Whether text follows the end of the first sentence.
fn has_second_sentence(text: &str, language: &Language) -> bool {
    let text = text.trim();
    text.char_indices().any(|(at, char)| {
        let rest = &text[at + char.len_utf8()..];
        let ends = matches!(char, '!' | '?' | '。')
            || (char == '.' && !after_abbreviation(&text[..at], language));
        ends && rest.starts_with(char::is_whitespace)
            && rest.trim_start().starts_with(char::is_uppercase)
    })
}

fn after_abbreviation(before: &str, language: &Language) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches('(').to_lowercase();
    language.abbreviations.contains(&word.as_str())
}
