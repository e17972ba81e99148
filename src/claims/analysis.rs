//! One sentence, taken apart: tokens, predicates, clauses and what they say.

use std::ops::Range;

use super::clauses::{self, Clause, Kind};
use super::cues::Cues;
use super::groups::{self, Aspect, Group, Tense};
use super::roles::Roles;
use super::text::BlockText;
use super::tokens::{self, Token};
use super::verdicts::{Parts, Verdict};
use crate::language::Role;

/// Words without which a sentence claims nothing about the future or about unfinished work.
const TELLING: Roles = Roles::of(&[
    Role::Not,
    Role::No,
    Role::Yet,
    Role::Still,
    Role::Will,
    Role::Being,
    Role::Open,
    Role::Unfinished,
    Role::Target,
    Role::Extension,
    Role::Start,
    Role::Continue,
    Role::Delay,
    Role::PutOff,
    Role::Wait,
    Role::Need,
    Role::Remain,
    Role::Intend,
    Role::Fail,
    Role::Once,
    Role::Partly,
    Role::Set,
    Role::Should,
    Role::To,
]);

/// Whether a sentence can claim anything.
pub(super) fn is_telling(text: &BlockText, mut words: Range<usize>, cues: &Cues) -> bool {
    let finite = Roles::of(&[Role::Be, Role::Been]);
    words.any(|at| {
        let marks = text.marks(at);
        marks.any(TELLING)
            || marks.any(Roles::FINISHED)
            || marks.any(finite)
                && (at + 1..at + 4).any(|next| cues.is_progressive(text.word(next)))
            || cues.is_progressive(text.word(at)) && marks.has(Role::Work)
    })
}

/// "every four weeks", "each October"
fn is_recurring(text: &BlockText, tokens: &[Token], at: usize, cues: &Cues) -> bool {
    let every = &tokens[at];
    if !every.is(Role::Every) || every.quoted {
        return false;
    }
    let after = every.words.end;
    let next = if tokens.get(at + 1).is_some_and(|next| next.is(Role::Number)) {
        after + 1
    } else {
        after
    };
    let word = text.word(next);
    let dates = cues.dates;
    dates.units.iter().chain(&dates.months).any(|names| names.contains(&word))
        || dates.quarter.contains(&word)
}

/// "as gifts are declared"
fn is_each_time(clause: &Clause, tokens: &[Token], groups: &[Group]) -> bool {
    let begins = tokens[clause.tokens.clone()].first().is_some_and(|first| first.is(Role::Each));
    begins
        && groups.iter().any(|group| {
            clause.tokens.contains(&group.tokens.start)
                && group.tense == Tense::Present
                && matches!(group.aspect, Aspect::Passive | Aspect::PerfectPassive)
        })
}

/// A sentence, taken apart.
#[derive(Debug)]
pub(super) struct Analysis {
    pub(super) tokens: Vec<Token>,
    pub(super) groups: Vec<Group>,
    pub(super) clauses: Vec<Clause>,
    pub(super) verdicts: Vec<Verdict>,
    /// Whether it is about standing practice.
    pub(super) routine: bool,
}

impl Analysis {
    pub(super) fn new(text: &BlockText, words: Range<usize>, cues: &Cues) -> Self {
        let tokens = tokens::tokens(text, words, cues);
        let groups = groups::groups(&tokens);
        let clauses = clauses::clauses(&tokens, &groups);
        let routine = tokens.iter().any(|token| token.is(Role::Routine) && !token.quoted)
            || (0..tokens.len()).any(|at| is_recurring(text, &tokens, at, cues))
            || clauses.iter().any(|clause| is_each_time(clause, &tokens, &groups));
        let mut analysis = Self { tokens, groups, clauses, verdicts: Vec::new(), routine };
        analysis.verdicts = analysis.parts(cues).verdicts();
        analysis
    }

    pub(super) fn parts(&self, cues: &Cues) -> Parts<'_> {
        Parts {
            tokens: &self.tokens,
            groups: &self.groups,
            clauses: &self.clauses,
            only_phrases: cues.own_unfinished,
            only_own_targets: cues.own_target,
        }
    }

    /// The words of some tokens.
    pub(super) fn words(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(0, |token| token.words.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..last.map_or(start, |token| token.words.end).max(start)
    }

    /// The token at a word.
    pub(super) fn token_of(&self, word: usize) -> usize {
        self.tokens.partition_point(|token| token.words.end <= word)
    }

    /// The clause of a word.
    pub(super) fn clause_of(&self, word: usize) -> usize {
        let token = self.token_of(word);
        let clause = self.clauses.partition_point(|clause| clause.tokens.end <= token);
        clause.min(self.clauses.len().saturating_sub(1))
    }

    /// The tokens of a clause that say what its predicate is about.
    pub(super) fn subject(&self, clause: usize, predicate: usize) -> Range<usize> {
        let own = &self.clauses[clause];
        let mut before = self.groups.iter().rev();
        let before = before.find(|group| {
            own.tokens.contains(&group.tokens.start) && group.tokens.end <= predicate
        });
        if let Some(before) = before.filter(|before| before.tokens.end < predicate) {
            return before.tokens.end..predicate;
        }
        match own.subject_of {
            Some(shared) => {
                let shared = &self.clauses[shared].tokens;
                let group = self.groups.iter().find(|group| shared.contains(&group.tokens.start));
                shared.start..group.map_or(shared.end, |group| group.tokens.start)
            }
            None => own.tokens.start..predicate.max(own.tokens.start),
        }
    }

    /// The clauses whose words can name what a clause is about: itself, the one that has its
    /// subject, and what a relative clause is attached to.
    pub(super) fn context(&self, clause: usize) -> Vec<usize> {
        let own = &self.clauses[clause];
        let mut clauses = vec![clause];
        clauses.extend(own.subject_of);
        // "Action 4, the bridge, is late"
        let named = own.subject_of.and_then(|subject| subject.checked_sub(1));
        clauses.extend(named.filter(|before| {
            self.clauses[*before].kind == Kind::Main
                && self.is_fragment(*before)
                && self.is_fragment(before + 1)
        }));
        if own.kind == Kind::Relative {
            clauses.extend(clause.checked_sub(1));
        }
        clauses
    }

    /// Whether a clause has no predicate.
    fn is_fragment(&self, clause: usize) -> bool {
        let tokens = &self.clauses[clause].tokens;
        let first = self.groups.partition_point(|group| group.tokens.start < tokens.start);
        self.groups.get(first).is_none_or(|group| group.tokens.start >= tokens.end)
    }

    /// Whether a clause is about somebody else's work.
    pub(super) fn is_foreign(&self, clause: usize, predicate: usize, whole: bool) -> bool {
        let other = |tokens: Range<usize>| {
            tokens.clone().any(|at| {
                // "The other three" are the rest of the same.
                let number =
                    |at: usize| self.tokens.get(at).is_some_and(|next| next.is(Role::Number));
                let rest = number(at + 1) || !whole && at.checked_sub(1).is_some_and(number);
                self.tokens[at].is(Role::Other) && !rest
            })
        };
        let of_their_own = self.context(clause).into_iter().any(|clause| {
            self.tokens[self.clauses[clause].tokens.clone()]
                .iter()
                .any(|token| token.is(Role::Other) && token.words.len() > 1)
        });
        if of_their_own {
            return true;
        }
        let own = &self.clauses[clause];
        // "Elsewhere, …"
        let fragment = |at: usize| self.clauses[at].kind != Kind::Lead && self.is_fragment(at);
        let before = clause.checked_sub(1).filter(|before| fragment(*before));
        let before = before.map(|before| &self.clauses[before]);
        before.is_some_and(|before| other(before.tokens.clone()))
            || other(self.subject(clause, predicate))
            || whole && other(own.tokens.clone())
            || own.kind == Kind::Relative
                && clause
                    .checked_sub(1)
                    .is_some_and(|before| other(self.clauses[before].tokens.clone()))
    }
}
