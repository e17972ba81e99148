//! The clauses of a sentence, and what each can claim.

use std::ops::Range;

use super::groups::Group;
use super::roles::Form;
use super::tokens::{Gap, Token};
use crate::language::Role;

/// A stretch of a sentence around at most a few verb groups.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) tokens: Range<usize>,
    pub(super) kind: Kind,
    /// Whether it contrasts with what comes before.
    pub(super) contrasts: bool,
    /// The clause whose subject it shares, if it has none.
    pub(super) subject_of: Option<usize>,
}

/// What a clause can claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Anything.
    Main,
    /// A relative clause after a comma: adds what is so now.
    Relative,
    /// A condition that is awaited: "once the desk is in place".
    Awaited,
    /// Time, reason, concession, condition or a restrictive relative clause: nothing.
    Aside,
    /// Words before a colon: the topic of what follows.
    Lead,
}

/// Splits a sentence at commas, conjunctions and pronouns that begin a clause.
pub(super) fn clauses(tokens: &[Token], groups: &[Group]) -> Vec<Clause> {
    let mut clauses = vec![Clause::new(0, Kind::Main)];
    // Which group comes next; both lists are in order.
    let mut next = 0;
    // How many more predicates the restrictive clause has that is being read.
    let mut restricted: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate() {
        while groups.get(next).is_some_and(|group| group.tokens.start < at) {
            next += 1;
        }
        if groups.get(next).is_some_and(|group| group.tokens.start == at)
            && let Some(left) = restricted
            && let Some(last) = clauses.last_mut()
        {
            // The predicate after that of a restrictive clause belongs to the clause around it.
            if left == 0 {
                last.tokens.end = at;
                clauses.push(Clause::new(at, Kind::Main));
                restricted = None;
                continue;
            }
            restricted = Some(left - 1);
        }
        let inside = next > 0 && groups[next - 1].tokens.contains(&at);
        if inside && !(token.is(Role::Unfinished) && at == groups[next - 1].tokens.start) {
            continue;
        }
        let upcoming = groups.get(next).map(|group| group.tokens.start);
        let Some((kind, contrasts)) = boundary(tokens, at, upcoming) else { continue };
        let Some(last) = clauses.last_mut() else { continue };
        let has_group =
            groups[..next].last().is_some_and(|group| group.tokens.start >= last.tokens.start);
        // "The handbook and the register are being written"
        if token.is(Role::And) && token.gap == Gap::None && !has_group {
            continue;
        }
        restricted = restriction(tokens, at, kind, upcoming);
        if at == last.tokens.start {
            last.kind = kind;
            last.contrasts |= contrasts;
            continue;
        }
        last.tokens.end = at;
        if token.gap == Gap::Colon && last.kind == Kind::Main {
            last.kind = Kind::Lead;
        }
        clauses.push(Clause { contrasts, ..Clause::new(at, kind) });
    }
    if let Some(last) = clauses.last_mut() {
        last.tokens.end = tokens.len();
    }
    share_subjects(&mut clauses, tokens, groups);
    clauses
}

impl Clause {
    fn new(start: usize, kind: Kind) -> Self {
        Self { tokens: start..start, kind, contrasts: false, subject_of: None }
    }
}

/// The number of predicates of a restrictive clause that are groups: none in "people who use it".
fn restriction(tokens: &[Token], at: usize, kind: Kind, group: Option<usize>) -> Option<usize> {
    let token = &tokens[at];
    if kind != Kind::Aside || !token.any(&[Role::Which, Role::That, Role::Whether]) {
        return None;
    }
    if token.is(Role::Whether) {
        return (at == 0 || token.gap != Gap::None).then(|| usize::from(opens_two(tokens, group)));
    }
    if group == Some(at + 1) {
        return Some(1);
    }
    let next = tokens.get(at + 1)?;
    let verb = next.form.is(Form::BASE | Form::PRESENT | Form::PAST) && next.gap == Gap::None;
    verb.then_some(0)
}

/// Whether two predicates follow before the next break: "whether it will open is not known".
fn opens_two(tokens: &[Token], group: Option<usize>) -> bool {
    let rest = group.map_or(&[][..], |group| &tokens[group + 1..]);
    let unbroken = rest.iter().take_while(|token| token.gap == Gap::None);
    unbroken.skip(1).any(|token| token.any(&[Role::Be, Role::Wait, Role::Remain, Role::Have]))
}

/// Whether a clause begins at a token, and of which kind.
fn boundary(tokens: &[Token], at: usize, group: Option<usize>) -> Option<(Kind, bool)> {
    let token = &tokens[at];
    let separated = token.gap != Gap::None;
    // A conjunction opens a clause only if a predicate follows before the next break.
    let has_predicate = || {
        group.is_some_and(|group| {
            tokens[at + 1..=group.max(at)].iter().all(|between| {
                between.gap == Gap::None && !between.any(&[Role::Which, Role::And, Role::But])
            })
        })
    };
    if token.is(Role::Which) {
        // ", on which it is working"
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let behind = before.is_some_and(|before| {
            before.gap != Gap::None && before.any(&[Role::At, Role::When, Role::Until, Role::To])
        });
        let kind = if separated || behind { Kind::Relative } else { Kind::Aside };
        return Some((kind, false));
    }
    if token.is(Role::That) {
        let restricts = group == Some(at + 1) && !follows_saying(tokens, at);
        return if restricts {
            Some((Kind::Aside, false))
        } else {
            follows_saying(tokens, at).then_some((Kind::Main, false))
        };
    }
    if token.is(Role::But) && (separated || at == 0) {
        return Some((Kind::Main, true));
    }
    if token.is(Role::If) && has_predicate() {
        return Some((Kind::Aside, false));
    }
    if token.is(Role::Once) && has_predicate() {
        return Some((Kind::Awaited, false));
    }
    if token.is(Role::When) && has_predicate() {
        return Some((Kind::Aside, false));
    }
    if token.is(Role::And) && (separated || has_predicate()) {
        return Some((Kind::Main, false));
    }
    separated.then_some((Kind::Main, false))
}

fn follows_saying(tokens: &[Token], at: usize) -> bool {
    let near = at.saturating_sub(3);
    tokens[near..at].iter().any(|token| token.any(&[Role::Say, Role::Intend]))
}

/// "The register, which is long, has been published": the last clause has the subject of the first.
fn share_subjects(clauses: &mut [Clause], tokens: &[Token], groups: &[Group]) {
    let mut subject = None;
    let mut next = 0;
    for (index, clause) in clauses.iter_mut().enumerate() {
        while groups.get(next).is_some_and(|group| group.tokens.start < clause.tokens.start) {
            next += 1;
        }
        let group = groups.get(next).filter(|group| clause.tokens.contains(&group.tokens.start));
        if clause.kind != Kind::Main && clause.kind != Kind::Lead {
            continue;
        }
        let start = clause.tokens.start;
        let end = group.map_or(clause.tokens.end, |group| group.tokens.start);
        let bare = |token: &Token| token.any(&[Role::And, Role::But, Role::Filler, Role::Still]);
        let has_subject = tokens[start..end].iter().any(|token| !bare(token));
        // "In May", "first due in May"
        let adjunct = group.is_none()
            && tokens[start..end].first().is_some_and(|first| {
                first.any(&[
                    Role::At,
                    Role::Until,
                    Role::When,
                    Role::Target,
                    Role::Filler,
                    Role::Step,
                ]) || first.form.is(Form::PAST | Form::PARTICIPLE)
            });
        if has_subject && adjunct && subject.is_some() {
            continue;
        }
        if has_subject {
            subject = Some(index);
        } else if group.is_some() {
            clause.subject_of = subject;
        }
    }
}
