//! Documents that a text announces without a link.

use std::ops::Range;

use super::findings::finding;
use super::passages::{self, Passage, Shape, Tokens, sentences};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::document::Content;
use crate::document::content::Deliverable;
use crate::document::prose::Part;
use crate::language::Language;
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "announced-without-link",
    level: RuleLevel::Allow,
    summary: "a text says that something is published, and has no link to it",
    explanation: "\
\"The minutes have been posted\" helps nobody who wants to read them, and is no evidence.

Checks the sentences of updates, rows and notes of rows, and of the pages of reports and editions.
In English, a sentence announces something with \"published\" or \"posted\"; with \"available\",
\"accessible\" or \"downloadable\" after a word for what can be read, such as \"report\" or
\"minutes\"; or with \"can be found\".

These do not count:

- what is negated, ahead, conditional or a purpose: \"will be published\", \"not yet posted\", \"once
  available\", \"to ensure that it is published\";
- attributes: \"the published plan\";
- a paragraph, item or cell with a link, an address, a footnote or a reference to a recommendation;
- a paragraph before a list with a link, and the item after a paragraph with one that ends in a
  colon;
- updates with `evidence` of any row, which may be what is meant.

Off by default, since a text can say where something is without a link. A text has one finding for
each paragraph.

Link to what is announced, or add its address to `evidence`.
",
    run,
};

/// Maximum number of words between a predicate and what makes it one of the future.
const REACH: usize = 6;

fn run(context: &Context<'_>, findings: &mut Findings) {
    passages::report(context, findings, |id, document, passages| {
        let rows: &[Deliverable] = match (context.site.owner(id), &document.content) {
            (Owner::Page, _) => return Vec::new(),
            (_, Content::Update(update)) => &update.deliverables,
            _ => &[],
        };
        if rows.iter().any(|row| !row.evidence.is_empty()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (index, passage) in passages.iter().enumerate() {
            if is_elsewhere(passages, index, context.site.language) {
                continue;
            }
            let Some(sentence) = announcement(&passage.text, context.site.language) else {
                continue;
            };
            let message = "this says that something can be read, and has no link to it";
            found.push(
                finding(passage.location(&document.path, sentence), message)
                    .help("link to it, or add its address to the `evidence` of a row"),
            );
        }
        found
    });
}

/// Whether a passage is nobody's announcement, or says where to look.
fn is_elsewhere(passages: &[Passage], index: usize, language: &Language) -> bool {
    let passage = &passages[index];
    let is_own =
        !passage.is_quoted && passage.shape != Shape::Heading && passage.part != Part::Task;
    if !is_own || has_address(passage, language) {
        return true;
    }
    // A list and the paragraph before it belong together.
    let is_lead = passage.text.trim_end().ends_with(':');
    let list = passages[index + 1..].iter().take_while(|next| matches!(next.shape, Shape::Item(_)));
    if is_lead && { list }.any(|item| has_address(item, language)) {
        return true;
    }
    let Some(before) = index.checked_sub(1).map(|before| &passages[before]) else { return false };
    matches!(passage.shape, Shape::Item(_))
        && before.text.trim_end().ends_with(':')
        && has_address(before, language)
}

fn has_address(passage: &Passage, language: &Language) -> bool {
    let is_address = |sign: &&str| passage.text.contains(*sign);
    passage.has_link || ["://", "www."].iter().any(is_address) || refers(&passage.text, language)
}

/// Whether a text names a recommendation, which pages link to.
fn refers(text: &str, language: &Language) -> bool {
    let tokens = Tokens::new(text);
    let words = &language.references;
    let is_label = |at: usize| tokens.is(at, words.singular) || tokens.is(at, words.plural);
    let is_number = |at: usize| tokens.word(at).starts_with(|char: char| char.is_ascii_digit());
    (0..tokens.len()).any(|at| is_label(at) && is_number(at + 1))
}

/// The first sentence that announces something.
fn announcement(text: &str, language: &Language) -> Option<Range<usize>> {
    let tokens = Tokens::new(text);
    sentences(text, language).into_iter().find(|sentence| {
        let words = tokens.within(sentence);
        words.clone().any(|at| announces(&tokens, words.start, at, language))
    })
}

/// Whether the word of a sentence is a predicate by which something can be read.
fn announces(tokens: &Tokens<'_>, start: usize, at: usize, language: &Language) -> bool {
    let words = &language.editorial;
    let before = |index: usize| index.checked_sub(1).filter(|before| *before >= start);
    let about_documents = || (start..at).any(|index| tokens.is(index, words.documents));
    if tokens.phrase(at, words.findable).is_some() {
        return about_documents() && !is_ahead(tokens, start, at, words.denials);
    }
    let is_announced = tokens.is(at, words.announced)
        && !before(at).is_some_and(|before| is_attribute(tokens, before, language));
    let is_obtainable = tokens.is(at, words.obtainable)
        && before(at).is_some_and(|before| tokens.is(before, words.being))
        && about_documents();
    let is_purpose = || (start..at).any(|index| tokens.is(index, words.purposes));
    (is_announced || is_obtainable) && !is_ahead(tokens, start, at, words.not_now) && !is_purpose()
}

/// Whether a word makes the participle after it an attribute: "the", "the ministry's".
fn is_attribute(tokens: &Tokens<'_>, word: usize, language: &Language) -> bool {
    tokens.is(word, language.editorial.articles)
        || language.possessives.iter().any(|ending| tokens.word(word).ends_with(ending))
}

/// Whether one of these words shortly before a predicate is in its clause.
fn is_ahead(tokens: &Tokens<'_>, start: usize, at: usize, words: &[&str]) -> bool {
    let least = start.max(at.saturating_sub(REACH));
    (least..at)
        .rev()
        .take_while(|index| !tokens.gap_after(*index).contains([',', ';', ':', '(']))
        .any(|index| tokens.is(index, words))
}

#[cfg(test)]
mod tests;
