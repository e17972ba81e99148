//! What the predicates of a sentence say of the work: finished, unfinished, or nothing.

use std::ops::Range;

use super::clauses::{Clause, Kind};
use super::groups::{Aspect, Group, Marks, Tense};
use super::roles::{Form, Roles};
use super::tokens::{Gap, Token};
use crate::language::Role;

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
        if let Some(open) =
            tokens.iter().position(|token| token.is(Role::Open) && !token.is(Role::At))
        {
            return found(Said::Unfinished, open, false);
        }
        if tokens[first].form.is(Form::PROGRESSIVE)
            && tokens[first].is(Role::Work)
            && first + 1 < tokens.len()
        {
            return found(Said::Unfinished, first, false);
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

    /// Whether a condition precedes: "if the roof leaked, it would have to be rebuilt".
    pub(super) fn is_hypothetical(&self, clause: usize) -> bool {
        self.clauses[..clause].iter().any(|before| {
            self.tokens[before.tokens.clone()]
                .first()
                .is_some_and(|first| first.any(&[Role::If, Role::Should, Role::Was, Role::Had]))
        })
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

/// One predicate with its surroundings.
struct Judge<'j> {
    parts: &'j Parts<'j>,
    group: &'j Group,
    subject: Range<usize>,
    negated: bool,
    clause: &'j Clause,
}

impl Judge<'_> {
    fn head(&self) -> &Token {
        &self.parts.tokens[self.group.head]
    }

    fn is_passive(&self) -> bool {
        matches!(
            self.group.aspect,
            Aspect::Passive | Aspect::PerfectPassive | Aspect::ProgressivePassive
        )
    }

    /// "has been fenced" is finished where a fence was asked for.
    fn is_unknown_end(&self, said: Said) -> bool {
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
    fn is_neutral(&self) -> bool {
        let roles = self.head().roles;
        roles.any(NEUTRAL) && !roles.any(WORKING)
    }

    fn is_said(&self) -> bool {
        self.head().is(Role::Say) && !self.head().is(Role::Work)
    }

    /// What had been so before: "which had not been opened for years".
    fn is_background(&self) -> bool {
        self.group.tense == Tense::Past
            && !self.has_mark(Marks::YET)
            && !self.group.chain.has(Role::Continue)
    }

    fn said(&self) -> Option<Said> {
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
        if roles.has(Role::Open) && !(roles.has(Role::Done) && !still) {
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
        // "undertook to publish", but not "was to be published"
        let promised = self.group.tense == Tense::Past
            && self.group.aspect == Aspect::Simple
            && self.group.chain.any(Roles::of(&[Role::Intend, Role::Pledge]))
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
                let mut near = rest.iter().take(6).take_while(|token| token.gap == Gap::None);
                near.any(|token| token.is(Role::Of)) && near.any(count)
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
