//! What the predicates of a sentence say of the work: finished, unfinished, or nothing.

use std::ops::Range;

use super::clauses::{Clause, Kind};
use super::groups::{Group, Marks, Tense};
use super::roles::{Form, Roles};
use super::tokens::{Gap, Token};
use crate::language::Role;

mod judge;

use judge::Judge;

/// What is said of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// It is not finished.
    Unfinished,
    /// It will be done.
    Intended,
    /// It is done.
    Finished,
}

/// What a predicate says.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) said: Said,
    /// The tokens that say it.
    pub(super) tokens: Range<usize>,
    /// The clause, by index.
    pub(super) clause: usize,
    /// The first token of the predicate.
    pub(super) predicate: Range<usize>,
    /// Whether it cannot be about standing practice.
    pub(super) emphatic: bool,
    /// Whether it is in the past tense, which may be over.
    pub(super) past: bool,
    /// Whether it may be over by what follows.
    pub(super) may_be_over: bool,
    /// Its verb, if that is work only where it is what was asked for: "update".
    pub(super) only_if_asked: Option<usize>,
}

/// Verbs whose use says nothing about work.
const NEUTRAL: Roles = Roles::of(&[Role::Neutral, Role::Say]);
/// Verbs that say something about it.
const WORKING: Roles = Roles::of(&[
    Role::Work,
    Role::Start,
    Role::Came,
    Role::Done,
    Role::Keep,
    Role::Delay,
    Role::PutOff,
    Role::Exist,
]);

/// A sentence, taken apart.
#[derive(Debug)]
pub(super) struct Parts<'p> {
    pub(super) tokens: &'p [Token],
    pub(super) groups: &'p [Group],
    pub(super) clauses: &'p [Clause],
    /// Whether only phrases mean unfinished.
    pub(super) only_phrases: bool,
    /// Whether only phrases make a date a promise.
    pub(super) only_own_targets: bool,
}

impl Parts<'_> {
    /// What the sentence says, in order.
    pub(super) fn verdicts(&self) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let mut next = 0;
        for (index, clause) in self.clauses.iter().enumerate() {
            let first = next;
            while self
                .groups
                .get(next)
                .is_some_and(|group| clause.tokens.contains(&group.tokens.start))
            {
                next += 1;
            }
            let groups = &self.groups[first..next];
            let mut subject = clause.tokens.start;
            for group in groups {
                if self.is_defined(group.tokens.start) {
                    continue;
                }
                let said = self.judge(group, index, subject..group.tokens.start);
                let quoted = self.tokens[group.tokens.start].quoted;
                verdicts.extend(said.filter(|_| !quoted));
                subject = group.tokens.end;
            }
            self.phrases(index, groups, &mut verdicts);
            if groups.is_empty() {
                verdicts.extend(self.without_predicate(index));
            }
        }
        verdicts.sort_by_key(|verdict| verdict.tokens.start);
        verdicts
    }

    /// Whether a word is being defined: "pending means that it has not left".
    fn is_defined(&self, at: usize) -> bool {
        let define = |token: &Token| {
            token.is(Role::Define)
                && (token.form == Form::default() || token.form.is(Form::PRESENT | Form::PAST))
        };
        let by_pronoun = self.tokens.first().is_some_and(|first| first.is(Role::Pronoun));
        !by_pronoun && self.tokens[..at].iter().any(define)
    }

    /// Phrases that mean unfinished outside any predicate.
    fn phrases(&self, index: usize, groups: &[Group], verdicts: &mut Vec<Verdict>) {
        let clause = &self.clauses[index];
        if clause.kind == Kind::Aside {
            return;
        }
        let mut next = 0;
        for at in clause.tokens.clone() {
            let token = &self.tokens[at];
            while groups.get(next).is_some_and(|group| group.tokens.end <= at) {
                next += 1;
            }
            let taken = groups.get(next).is_some_and(|group| group.tokens.contains(&at));
            let own = token.roles.any(Roles::OWN);
            let nothing = at.checked_sub(1).is_some_and(|before| self.tokens[before].is(Role::No));
            if !token.is(Role::Unfinished)
                || nothing
                || self.is_defined(at)
                || taken && !own
                || token.quoted
                || self.only_phrases && !own
            {
                continue;
            }
            let before = next.checked_sub(1).map(|before| &groups[before]);
            let past =
                before.is_some_and(|before| before.tense == Tense::Past && before.tokens.end == at);
            if past || self.is_of_nothing(clause.tokens.start..at) {
                continue;
            }
            verdicts.push(Verdict {
                said: Said::Unfinished,
                tokens: at..at + 1,
                clause: index,
                predicate: at..at + 1,
                emphatic: !own,
                past: false,
                may_be_over: false,
                only_if_asked: None,
            });
        }
    }

    /// "In progress.", "Not yet published.", "Done."
    fn without_predicate(&self, index: usize) -> Option<Verdict> {
        let clause = &self.clauses[index];
        let continued = self.clauses.iter().any(|other| other.subject_of == Some(index));
        let follows_predicate =
            self.groups.first().is_some_and(|group| group.tokens.start < clause.tokens.start);
        // "Delayed by frost, the fence was finished"
        let attached = self.clauses.get(index + 1).is_some_and(|next| {
            let separated = self.tokens[next.tokens.start].gap == Gap::Comma;
            let and = self.tokens[next.tokens.start].any(&[Role::And, Role::But]);
            let told = self.groups.iter().any(|group| next.tokens.contains(&group.tokens.start));
            separated && !and && next.kind == Kind::Main && told
        });
        if clause.kind != Kind::Main
            || continued
            || follows_predicate
            || attached
            || self.only_phrases
        {
            return None;
        }
        let tokens = &self.tokens[clause.tokens.clone()];
        if tokens.iter().any(|token| token.quoted) {
            return None;
        }
        let start = clause.tokens.start;
        let found = |said, at: usize, emphatic| {
            let tokens = start + at..start + at + 1;
            Some(Verdict {
                said,
                predicate: tokens.clone(),
                tokens,
                clause: index,
                emphatic,
                past: false,
                may_be_over: false,
                only_if_asked: None,
            })
        };
        // Only what a sentence begins with, after a label in brackets or before a colon.
        let begins = self.clauses[..index]
            .iter()
            .all(|before| before.kind == Kind::Lead || before.tokens.len() <= 3);
        if !begins {
            return None;
        }
        let opens =
            |token: &Token| token.any(&[Role::Filler, Role::Still]) && !token.is(Role::Open);
        let first = tokens.iter().position(|token| !opens(token))?;
        let done = |token: &Token| {
            token.roles.any(Roles::FINISHED)
                || token.form.is(Form::PAST | Form::PARTICIPLE) && token.roles.any(WORKING)
        };
        if let Some(not) = tokens.iter().position(|token| token.is(Role::Not)) {
            let rest = &tokens[not..];
            return rest.iter().any(done).then(|| found(Said::Unfinished, not, true))?;
        }
        if let Some(partly) = tokens.iter().position(|token| token.is(Role::Partly))
            && tokens.get(partly + 1).is_some_and(done)
        {
            return found(Said::Unfinished, partly, false);
        }
        if tokens[first].is(Role::No) {
            return None;
        }
        // "Ongoing work" is no predicate.
        let attributive = |at: usize| {
            tokens.get(at + 1).is_some_and(|next| {
                let noun = next.roles == Roles::default() || next.any(&[Role::Effort, Role::Own]);
                next.gap == Gap::None && !next.stop && noun
            })
        };
        let open = |token: &Token| token.is(Role::Open) && !token.is(Role::At);
        if let Some(open) = tokens.iter().position(open).filter(|open| !attributive(*open)) {
            return found(Said::Unfinished, open, false);
        }
        if tokens[first].form.is(Form::PROGRESSIVE)
            && tokens[first].is(Role::Work)
            && first + 1 < tokens.len()
        {
            return found(Said::Unfinished, first, false);
        }
        let count = |token: &Token| token.is(Role::Number);
        // "Three of five", but not "of the two for 2022"
        let part = tokens.iter().take(3).position(count);
        let of = tokens.iter().take(4).position(|token| token.is(Role::Of));
        let whole = tokens.iter().take(7).rposition(count);
        if let (Some(part), Some(of), Some(whole)) = (part, of, whole)
            && part < of
            && of < whole
        {
            return found(Said::Unfinished, first, false);
        }
        let last = tokens.len() - 1;
        if last > first
            && tokens[last].any(&[Role::Done])
            && tokens[last].roles.any(Roles::FINISHED)
        {
            return found(Said::Finished, last, false);
        }
        if done(&tokens[first]) && !tokens[first].roles.any(NEUTRAL) {
            return found(Said::Finished, first, false);
        }
        None
    }

    /// Whether the subject is negated: "no part of it", "nothing".
    fn is_of_nothing(&self, subject: Range<usize>) -> bool {
        let mut rest = self.tokens[subject]
            .iter()
            .skip_while(|token| token.any(&[Role::And, Role::But, Role::Filler]));
        rest.next().is_some_and(|first| first.is(Role::No))
    }

    fn judge(&self, group: &Group, clause: usize, subject: Range<usize>) -> Option<Verdict> {
        let kind = self.clauses[clause].kind;
        if kind == Kind::Aside {
            return None;
        }
        let nothing = self.is_of_nothing(subject.clone());
        let trouble =
            nothing && self.tokens[subject.clone()].iter().any(|token| token.is(Role::Trouble));
        let negated = group.marks.has(Marks::NEGATED) ^ nothing;
        if group.marks.has(Marks::ENDED) || trouble && !group.roles(self.tokens).has(Role::Open) {
            return None;
        }
        let judged = Judge { parts: self, group, subject, negated, clause: &self.clauses[clause] };
        let said = judged.said()?;
        let said = match (kind, said) {
            // "Once the desk is in place" says that it is not.
            (Kind::Awaited, Said::Finished)
                if group.tense == Tense::Present && self.looks_ahead() =>
            {
                Said::Unfinished
            }
            (Kind::Relative, Said::Unfinished) if judged.is_background() => return None,
            (Kind::Awaited, _) => return None,
            // "Should the roof leak, it would be rebuilt and the opening put off"
            _ if self.is_hypothetical(clause) && self.has_would() => return None,
            (_, Said::Intended) if self.is_hypothetical(clause) => return None,
            (Kind::Relative, Said::Intended) if !judged.is_passive() => return None,
            (_, said) => said,
        };
        if self.only_phrases && said != Said::Finished {
            return None;
        }
        Some(Verdict {
            said,
            tokens: self.evidence(group),
            clause,
            predicate: group.tokens.clone(),
            emphatic: negated
                || group.marks.has(Marks::YET)
                || group.roles(self.tokens).has(Role::Unfinished),
            past: group.tense == Tense::Past,
            may_be_over: group.tense == Tense::Past || group.is_perfect() && !negated,
            only_if_asked: (judged.is_neutral() || judged.is_unknown_end(said))
                .then_some(group.head),
        })
    }

    /// "said that it would open", "hopes that it can open": the future, unless on a condition.
    pub(super) fn is_hoped(&self, group: &Group) -> bool {
        let first = &self.tokens[group.tokens.start];
        let said = if first.is(Role::Would) {
            Roles::of(&[Role::Say, Role::Pledge])
        } else {
            Roles::of(&[Role::Say, Role::Intend])
        };
        group.tense == Tense::Modal
            && !group.is_perfect()
            && self.tokens[..group.tokens.start].iter().any(|token| token.roles.any(said))
            && !self.tokens.iter().any(|token| token.is(Role::If))
    }

    /// Whether a condition precedes: "if the roof leaked, it would have to be rebuilt".
    pub(super) fn is_hypothetical(&self, clause: usize) -> bool {
        self.clauses[..clause].iter().any(|before| {
            self.tokens[before.tokens.clone()]
                .first()
                .is_some_and(|first| first.any(&[Role::If, Role::Should, Role::Was, Role::Had]))
        })
    }

    fn has_would(&self) -> bool {
        self.tokens.iter().any(|token| token.is(Role::Would))
    }

    /// Whether the sentence tells of the future.
    fn looks_ahead(&self) -> bool {
        self.groups.iter().any(|group| {
            matches!(group.tense, Tense::Future | Tense::Modal | Tense::Expected)
                || group.chain.has(Role::Intend)
        })
    }

    /// The words of a predicate that say it, without auxiliaries.
    fn evidence(&self, group: &Group) -> Range<usize> {
        const PLAIN: &[Role] =
            &[Role::Be, Role::Was, Role::Have, Role::Had, Role::Been, Role::Filler, Role::ToBe];
        let end = group.head.max(group.tokens.start) + 1;
        let start = (group.tokens.start..end)
            .find(|at| {
                let token = &self.tokens[*at];
                !token.any(PLAIN) || token.is(Role::Not)
            })
            .unwrap_or(group.tokens.start);
        start..end.max(group.tokens.end)
    }
}
