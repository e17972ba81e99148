//! What one predicate says of work, by its verb, tense and negation.

use std::ops::Range;

use super::{NEUTRAL, Parts, Said, WORKING};
use crate::claims::clauses::Clause;
use crate::claims::groups::{Aspect, Group, Marks, Tense};
use crate::claims::roles::{Form, Roles};
use crate::claims::tokens::{Gap, Token};
use crate::language::Role;

/// One predicate with its surroundings.
pub(super) struct Judge<'j> {
    pub(super) parts: &'j Parts<'j>,
    pub(super) group: &'j Group,
    pub(super) subject: Range<usize>,
    pub(super) negated: bool,
    pub(super) clause: &'j Clause,
}

impl Judge<'_> {
    fn head(&self) -> &Token {
        &self.parts.tokens[self.group.head]
    }

    pub(super) fn is_passive(&self) -> bool {
        matches!(
            self.group.aspect,
            Aspect::Passive | Aspect::PerfectPassive | Aspect::ProgressivePassive
        )
    }

    /// "has been fenced" is finished where a fence was asked for.
    pub(super) fn is_unknown_end(&self, said: Said) -> bool {
        said == Said::Finished && self.head().roles == Roles::default()
    }

    /// What follows the predicate in its clause.
    fn object(&self) -> &[Token] {
        let start = self.group.tokens.end.min(self.clause.tokens.end);
        &self.parts.tokens[start..self.clause.tokens.end]
    }

    fn has_mark(&self, mark: Marks) -> bool {
        self.group.marks.has(mark)
    }

    /// Whether the verb is only about the use of what exists.
    pub(super) fn is_neutral(&self) -> bool {
        let roles = self.head().roles;
        roles.any(NEUTRAL) && !roles.any(WORKING)
    }

    fn is_said(&self) -> bool {
        self.head().is(Role::Say) && !self.head().is(Role::Work)
    }

    /// What had been so before: "which had not been opened for years".
    pub(super) fn is_background(&self) -> bool {
        self.group.tense == Tense::Past
            && !self.has_mark(Marks::YET)
            && !self.group.chain.has(Role::Continue)
    }

    pub(super) fn said(&self) -> Option<Said> {
        let group = self.group;
        if self.head().is(Role::Unfinished) {
            return (!self.negated).then_some(Said::Unfinished);
        }
        if group.chain.has(Role::Fail) {
            return (!self.negated).then_some(Said::Unfinished);
        }
        if self.negated {
            return self.denied();
        }
        if group.aspect.is_progressive() {
            return self.progressive();
        }
        if group.chain.has(Role::Need) && group.tense == Tense::Present {
            return Some(Said::Unfinished);
        }
        if group.chain.any(Roles::of(&[Role::Intend, Role::Target, Role::Pledge])) {
            return self.intended();
        }
        if group.aspect.is_state() {
            return self.state();
        }
        match group.tense {
            Tense::Future => self.future(),
            Tense::Expected => (self.is_passive() && !self.is_neutral()).then_some(Said::Intended),
            Tense::Modal if self.parts.is_hoped(self.group) => self.future(),
            Tense::Modal => self.has_mark(Marks::STILL).then_some(Said::Unfinished),
            Tense::Present | Tense::Past => self.simple(),
        }
    }

    fn progressive(&self) -> Option<Said> {
        let now = self.group.tense == Tense::Present;
        let future = matches!(self.group.tense, Tense::Future | Tense::Expected);
        if self.is_said() || !(now || future) {
            return None;
        }
        Some(if future { Said::Intended } else { Said::Unfinished })
    }

    /// A negated predicate.
    fn denied(&self) -> Option<Said> {
        let roles = self.head().roles;
        let late = self.has_mark(Marks::YET)
            || self.has_mark(Marks::STILL)
            || self.object().iter().any(|token| token.is(Role::Yet));
        let until = || {
            let rest = &self.parts.tokens[self.group.tokens.end..];
            rest.iter().any(|token| token.any(&[Role::Until, Role::Once]))
        };
        let unfinished = match (self.group.tense, self.group.aspect) {
            (_, Aspect::State | Aspect::PerfectState) => {
                (roles.has(Role::Done) || late || roles.any(Roles::FINISHED))
                    && !roles.has(Role::Open)
                    || late && !roles.has(Role::Open)
            }
            (Tense::Future | Tense::Expected, _) => roles.any(WORKING) || until(),
            // "but most do not"
            (Tense::Present, Aspect::Simple) if self.group.head == self.group.tokens.start => {
                late || self.clause.contrasts
            }
            (Tense::Modal, _) => {
                roles.any(WORKING)
                    && (late || until() || self.is_passive())
                    && !self.is_counterfactual()
            }
            (_, Aspect::Progressive | Aspect::ProgressivePassive) => roles.any(WORKING),
            // "No badge is handed out until …" is a rule.
            (Tense::Present, Aspect::Passive) if !late && until() => false,
            (Tense::Present, Aspect::Simple | Aspect::Passive) => {
                late || roles.has(Role::Exist) || roles.any(WORKING) && self.is_passive()
            }
            (Tense::Present | Tense::Past, _) => late || !self.is_neutral(),
        };
        unfinished.then_some(Said::Unfinished)
    }

    fn is_counterfactual(&self) -> bool {
        self.has_mark(Marks::PERFECT)
    }

    fn state(&self) -> Option<Said> {
        let roles = self.head().roles;
        let present = matches!(self.group.tense, Tense::Present);
        let lasting = present || self.group.chain.has(Role::Remain);
        if self.group.tense == Tense::Modal {
            return None;
        }
        let still = self.has_mark(Marks::STILL)
            || self.parts.tokens[self.group.tokens.start].is(Role::Remain);
        if roles.has(Role::Vacant) && still {
            let for_others =
                self.object().first().is_some_and(|next| next.any(&[Role::To, Role::At]));
            return (present && !for_others).then_some(Said::Unfinished);
        }
        if roles.has(Role::Open) && (still || !roles.has(Role::Done)) {
            return match self.group.tense {
                Tense::Future | Tense::Expected => Some(Said::Intended),
                _ => lasting.then_some(Said::Unfinished),
            };
        }
        if roles.any(Roles::FINISHED) || roles.has(Role::Done) {
            return Some(if self.has_mark(Marks::PARTLY) || self.is_of_some() {
                Said::Unfinished
            } else if matches!(self.group.tense, Tense::Future | Tense::Expected) {
                Said::Intended
            } else {
                Said::Finished
            });
        }
        if roles.has(Role::Target) {
            return present.then_some(Said::Intended);
        }
        None
    }

    fn future(&self) -> Option<Said> {
        let continued = self.group.chain.has(Role::Continue) || self.head().is(Role::Continue);
        (!continued && !self.is_said()).then_some(Said::Intended)
    }

    /// A verb in the present, the past or a perfect tense.
    fn simple(&self) -> Option<Said> {
        let group = self.group;
        let roles = self.head().roles;
        let present = group.tense == Tense::Present;
        if self.grants_time() {
            return Some(Said::Unfinished);
        }
        let deadline =
            self.parts.tokens[self.subject.clone()].iter().any(|token| token.is(Role::Target));
        if roles.has(Role::Move) && deadline && present {
            return Some(Said::Unfinished);
        }
        if roles.has(Role::Need) && present && self.is_passive() {
            return self.concerns_work(0).then_some(Said::Unfinished);
        }
        if group.chain.has(Role::Intend)
            || group.chain.has(Role::Target)
            || self.has_mark(Marks::TO)
        {
            return self.intended();
        }
        if group.chain.has(Role::Need)
            || group.chain.has(Role::Remain)
                && roles.any(WORKING)
                && group.tense == Tense::Present
                && !self.is_passive()
        {
            return present.then_some(Said::Unfinished);
        }
        if group.chain.has(Role::Continue) {
            return (!group.is_perfect() && !self.is_neutral()).then_some(Said::Unfinished);
        }
        if group.chain.has(Role::Start) {
            return (!self.is_neutral()).then_some(Said::Unfinished);
        }
        if roles.has(Role::Came) {
            return Some(Said::Finished);
        }
        let lexical = group.tokens.len() == 1;
        if roles.has(Role::Have) && self.object().iter().any(|token| token.is(Role::Yet)) {
            return self
                .object()
                .first()
                .is_some_and(|first| first.any(&[Role::No, Role::Yet]))
                .then_some(Said::Unfinished);
        }
        if lexical && present {
            return self.lexical(roles);
        }
        if roles.has(Role::Start) {
            return Some(if self.concerns_work(2) { Said::Unfinished } else { Said::Finished });
        }
        if roles.any(Roles::of(&[Role::Delay, Role::PutOff])) {
            let holds = present || roles.has(Role::PutOff);
            return holds.then_some(Said::Unfinished);
        }
        if roles.has(Role::Fail) {
            let promise = self.object().iter().any(|token| token.any(&[Role::Target, Role::Own]));
            return promise.then_some(Said::Unfinished);
        }
        if self.has_mark(Marks::PARTLY) || self.is_of_some() {
            return (!self.is_neutral()).then_some(Said::Unfinished);
        }
        if self
            .object()
            .iter()
            .find(|token| !token.is(Role::Filler))
            .is_some_and(|next| next.is(Role::No))
        {
            let trouble = self.object().iter().any(|token| token.is(Role::Trouble));
            return (!trouble && !self.is_neutral()).then_some(Said::Unfinished);
        }
        if roles.has(Role::Intend) && !roles.has(Role::Work) {
            return (present && self.group.aspect == Aspect::Passive).then_some(Said::Intended);
        }
        if present && self.group.aspect == Aspect::Passive && !roles.any(Roles::FINISHED) {
            // "is disclosed each week" is practice, but "is completed" is finished.
            return None;
        }
        let unknown = roles == Roles::default()
            && matches!(self.group.aspect, Aspect::Perfect | Aspect::PerfectPassive);
        let working = roles.any(WORKING) && !roles.any(NEUTRAL) || unknown;
        (working || roles.any(Roles::FINISHED)).then_some(Said::Finished)
    }

    /// A verb in the simple present.
    fn lexical(&self, roles: Roles) -> Option<Said> {
        if roles.has(Role::Exist) {
            let draft =
                self.object().iter().take(3).any(|token| token.any(&[Role::Open, Role::Vacant]));
            return draft.then_some(Said::Unfinished);
        }
        if roles.has(Role::Have) {
            return self.is_of_some().then_some(Said::Unfinished);
        }
        let unfinished = if roles.has(Role::Continue) {
            self.concerns_work(1)
        } else {
            roles.any(Roles::of(&[Role::Wait, Role::Need]))
        };
        unfinished.then_some(Said::Unfinished)
    }

    /// "is to be published", "plans to publish", "has to be published"
    fn intended(&self) -> Option<Said> {
        let first = &self.parts.tokens[self.group.tokens.start];
        // "undertook to publish", but not "was to be published", nor "an event intended to show it"
        let promised = self.group.tense == Tense::Past
            && self.group.aspect == Aspect::Simple
            && self.group.chain.has(Role::Pledge)
            && !first.any(&[Role::Was, Role::Had]);
        if self.is_said() || self.group.tense != Tense::Present && !promised {
            return None;
        }
        if first.is(Role::Have) && self.group.chain == Roles::default() {
            return self.has_mark(Marks::STILL).then_some(Said::Unfinished);
        }
        Some(Said::Intended)
    }

    /// "granted an extension", "asked for more time"
    fn grants_time(&self) -> bool {
        let extension = |tokens: &[Token]| tokens.iter().any(|token| token.is(Role::Extension));
        self.head().is(Role::Grant)
            && (extension(self.object())
                || self.is_passive() && extension(&self.parts.tokens[self.subject.clone()]))
    }

    /// Whether the subject is work itself, or the object begins with it: "work has begun", "has begun
    /// drafting", but not "continues the work of 2015".
    fn concerns_work(&self, within: usize) -> bool {
        let work = |token: &Token| {
            token.is(Role::Effort) || token.form.is(Form::PROGRESSIVE) && token.is(Role::Work)
        };
        let subject = self.parts.tokens[self.subject.clone()].iter();
        // "The need for work" is no work.
        let begins = subject.take_while(|token| !token.any(&[Role::At, Role::Of])).any(work);
        begins || self.object().iter().take(within).any(work)
    }

    /// "three of the five"
    fn is_of_some(&self) -> bool {
        let subject = &self.parts.tokens[self.subject.clone()];
        let count = |token: &Token| token.is(Role::Number);
        let of_some = |tokens: &[Token]| {
            let first = tokens.iter().take(6).position(count);
            first.is_some_and(|first| {
                let rest = &tokens[first + 1..];
                let near = || rest.iter().take(6).take_while(|token| token.gap == Gap::None);
                // Not "on 9 May in all towns of over 500"
                let of = near().take(3).position(|token| token.is(Role::Of));
                of.is_some_and(|of| near().skip(of + 1).any(count))
            })
        };
        // "Of the fourteen, nine"
        let clauses = self.parts.clauses;
        let index = clauses.partition_point(|clause| clause.tokens.end <= self.clause.tokens.start);
        let before = index
            .checked_sub(1)
            .map_or(&[][..], |before| &self.parts.tokens[clauses[before].tokens.clone()]);
        let whole =
            before.first().is_some_and(|first| first.is(Role::Of)) && before.iter().any(count);
        if whole && subject.first().is_some_and(count) {
            return true;
        }
        // "Almost 200" is a number, not a part.
        let share = subject
            .iter()
            .enumerate()
            .any(|(at, token)| token.is(Role::Partly) && !subject.get(at + 1).is_some_and(count));
        share || of_some(subject) || of_some(self.object())
    }
}
