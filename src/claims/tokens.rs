//! A sentence as words and phrases with their roles, and what stands between them.

use std::ops::Range;

use super::cues::Cues;
use super::roles::{Form, Roles};
use super::text::BlockText;
use crate::language::Role;

/// A word, or a phrase with a role of its own.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Words of the block.
    pub(super) words: Range<usize>,
    pub(super) roles: Roles,
    pub(super) form: Form,
    /// What separates it from the one before.
    pub(super) gap: Gap,
    /// Whether it is quoted.
    pub(super) quoted: bool,
    /// Whether it says nothing about what a text is about.
    pub(super) stop: bool,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gap {
    /// Space.
    #[default]
    None,
    /// A comma.
    Comma,
    /// A dash.
    Dash,
    /// A bracket.
    Bracket,
    /// A colon.
    Colon,
}

impl Token {
    pub(super) fn is(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    pub(super) fn any(&self, roles: &[Role]) -> bool {
        self.roles.any(Roles::of(roles))
    }
}

/// The tokens of some words of a block.
pub(super) fn tokens(text: &BlockText, words: Range<usize>, cues: &Cues) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    let mut at = words.start;
    let mut quoted = false;
    while at < words.end {
        let found = cues.at((at..words.end).map(|at| text.word(at)));
        let between = text.gap_before(at);
        let first = at == words.start;
        quoted = within_quotes(between, quoted);
        let end = at + found.words;
        tokens.push(Token {
            words: at..end,
            roles: found.roles,
            form: found.form,
            gap: if first { Gap::None } else { gap(between) },
            quoted,
            stop: found.words == 1 && cues.is_stop(text.word(at)),
        });
        for inside in at + 1..end {
            quoted = within_quotes(text.gap_before(inside), quoted);
        }
        at = end;
    }
    // A single quoted name is part of its sentence.
    unquote_names(&mut tokens);
    tokens
}

fn gap(between: &str) -> Gap {
    if between.contains(['(', ')', '[', ']']) {
        Gap::Bracket
    } else if between.contains(':') {
        Gap::Colon
    } else if between.contains(['–', '—']) || between.contains(" - ") {
        Gap::Dash
    } else if between.contains([',', '、', '،']) {
        Gap::Comma
    } else {
        Gap::None
    }
}

fn within_quotes(between: &str, mut quoted: bool) -> bool {
    for char in between.chars() {
        match char {
            '“' | '«' | '„' => quoted = true,
            '”' | '»' => quoted = false,
            '"' => quoted = !quoted,
            _ => {}
        }
    }
    quoted
}

/// Quotations without a verb are names.
fn unquote_names(tokens: &mut [Token]) {
    const VERBS: &[Role] = &[
        Role::Be,
        Role::Was,
        Role::Have,
        Role::Will,
        Role::Modal,
        Role::Until,
        Role::Target,
        Role::Intend,
    ];
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].quoted {
            at += 1;
            continue;
        }
        let length = tokens[at..].iter().take_while(|token| token.quoted).count();
        let quotation = &mut tokens[at..at + length];
        if !quotation.iter().any(|token| token.any(VERBS)) {
            for token in quotation {
                token.quoted = false;
            }
        }
        at += length;
    }
}
