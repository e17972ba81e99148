//! Which dates of a sentence are promises.

use super::clauses::Kind;
use super::groups::{Aspect, Group, Marks, Tense};
use super::roles::{Form, Roles};
use super::tokens::{Gap, Token};
use super::verdicts::{Parts, Said, Verdict};
use super::when::Found;
use crate::language::Role;

/// Maximum number of tokens between a promise and its date.
const REACH: usize = 16;
/// Maximum number of tokens between a verb of choosing and its date.
const NEAR: usize = 4;
/// Verbs that give something a new date.
const MOVING: Roles = Roles::of(&[Role::Move, Role::PutOff, Role::Set, Role::Intend]);
/// What makes a date a promise.
const CUES: Roles = Roles::of(&[Role::Target, Role::Intend]);

/// A promise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Promise {
    /// The token that makes it one.
    pub(super) cue: usize,
    /// The clause of the date.
    pub(super) clause: usize,
    /// The first token of the date.
    pub(super) date: usize,
    /// Whether it is told in the past tense.
    pub(super) past: bool,
    /// Whether something begins at the date.
    pub(super) begins: bool,
    /// Its verb, if that is work only where it is what was asked for: "update".
    pub(super) only_if_asked: Option<usize>,
}

impl Parts<'_> {
    /// The promise of a date.
    pub(super) fn promise(&self, date: &Found) -> Option<Promise> {
        let at = self.tokens.partition_point(|token| token.words.end <= date.words.start);
        let end = self
            .tokens
            .partition_point(|token| token.words.end <= date.words.end.saturating_sub(1))
            + 1;
        if self.tokens.get(at)?.quoted {
            return None;
        }
        let clause = self.clauses.partition_point(|clause| clause.tokens.end <= at);
        if matches!(self.clauses.get(clause)?.kind, Kind::Aside | Kind::Awaited) {
            return None;
        }
        if self.is_hypothetical(clause) {
            return None;
        }
        let from = self.reach(clause, at);
        if date.is_year() && self.modifies(end) {
            return None;
        }
        let group = self
            .groups
            .iter()
            .rev()
            .find(|group| group.tokens.start < at && group.tokens.start >= from);
        let cue = (from..at).rev().find(|cue| self.is_cue(*cue));
        let licence = Licence { parts: self, at, end, from, clause, date };
        let found = licence
            .by_cue(cue, group)
            .or_else(|| licence.by_group(group))
            .or_else(|| licence.by_extension())
            .or_else(|| licence.as_subject())
            .or_else(|| licence.in_front())
            .or_else(|| licence.by_topic())
            .or_else(|| licence.by_present());
        found.filter(|promise| !(date.inferred && promise.past))
    }

    /// Whether a noun follows: "the 2018 budget".
    fn modifies(&self, end: usize) -> bool {
        self.tokens.get(end).is_some_and(|next| {
            let unknown = next.roles == Roles::default() && next.form == Form::default();
            let noun =
                [Role::Step, Role::Trouble, Role::Own, Role::Effort, Role::Event, Role::Target];
            next.gap == Gap::None && !next.stop && (unknown || next.any(&noun))
        })
    }

    fn is_cue(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if self.only_own_targets {
            return token.is(Role::Target) && token.roles.any(Roles::OWN);
        }
        // A verb of intending counts where it governs, or as a participle.
        token.roles.any(CUES) && !token.quoted
    }

    /// Where the search for what makes a date a promise begins.
    fn reach(&self, clause: usize, at: usize) -> usize {
        let mut index = clause;
        let limit = at.saturating_sub(REACH);
        let own = &self.clauses[clause].tokens;
        if self
            .groups
            .iter()
            .any(|group| group.tokens.start >= at && own.contains(&group.tokens.start))
        {
            return own.start.max(limit);
        }
        loop {
            let start = self.clauses[index].tokens.start;
            let told = self
                .groups
                .iter()
                .any(|group| group.tokens.start >= start && group.tokens.start < at)
                || (start..at).any(|at| self.is_cue(at));
            if told || index == 0 || start <= limit {
                return start.max(limit);
            }
            let before = &self.clauses[index - 1];
            if matches!(before.kind, Kind::Aside | Kind::Awaited) {
                return start.max(limit);
            }
            index -= 1;
        }
    }

    /// Whether the text goes on to report the delivery.
    pub(super) fn is_met(promise: &Promise, verdicts: &[Verdict]) -> bool {
        verdicts.iter().any(|verdict| {
            verdict.said == Said::Finished
                && verdict.predicate.start > promise.cue.max(promise.date)
        })
    }
}

struct Licence<'l> {
    parts: &'l Parts<'l>,
    at: usize,
    end: usize,
    from: usize,
    clause: usize,
    date: &'l Found,
}

impl Licence<'_> {
    fn promise(&self, cue: usize, group: Option<&Group>) -> Promise {
        let begins = group.is_some_and(|group| {
            group.roles(self.parts.tokens).has(Role::Start) || group.chain.has(Role::Start)
        });
        let begins = begins || (cue..self.at).any(|at| self.parts.tokens[at].is(Role::Start));
        let past = group.is_some_and(|group| group.tense == Tense::Past);
        let only_if_asked = group.and_then(|group| group.use_of(self.parts.tokens));
        Promise { cue, clause: self.clause, date: self.at, past, begins, only_if_asked }
    }

    /// The token before the date and its article.
    fn before(&self) -> Option<&Token> {
        let article = |token: &&Token| token.stop && token.roles == Roles::default();
        self.parts.tokens[..self.at].iter().rev().find(|token| !article(token))
    }

    /// The predicate after the date: "by May 2021 every school will have signed it"
    fn in_front(&self) -> Option<Promise> {
        let parts = self.parts;
        let own = &parts.clauses[self.clause].tokens;
        if self.at > own.start + NEAR || self.date.bare {
            return None;
        }
        let group =
            parts.groups.iter().find(|group| group.tokens.start >= self.end.max(self.at))?;
        let next = parts.clauses.get(self.clause + 1);
        let near = own.contains(&group.tokens.start)
            || next.is_some_and(|next| {
                next.kind == Kind::Main && next.tokens.contains(&group.tokens.start)
            });
        let told = parts
            .groups
            .iter()
            .any(|other| own.contains(&other.tokens.start) && other.tokens.start < self.at);
        (near && !told && self.is_future(group) && !group.marks.has(Marks::NEGATED)).then(|| {
            Promise {
                cue: group.tokens.start,
                ..self.promise(group.tokens.start.min(self.at), Some(group))
            }
        })
    }

    /// "Launch: May 2021"
    fn by_topic(&self) -> Option<Promise> {
        let parts = self.parts;
        let own = &parts.clauses[self.clause].tokens;
        let lead = parts
            .clauses
            .get(self.clause.checked_sub(1)?)
            .filter(|lead| lead.kind == Kind::Lead)?;
        let topic = &parts.tokens[lead.tokens.clone()];
        let alone = self.at <= own.start + 2 && self.end + 1 >= own.end;
        let meant = topic.len() <= NEAR
            && topic.iter().any(|token| token.any(&[Role::Own, Role::Event, Role::Effort]));
        (alone && meant).then(|| self.promise(lead.tokens.start, None))
    }

    /// "opens in May 2021", of a date ahead
    fn by_present(&self) -> Option<Promise> {
        let parts = self.parts;
        let own = &parts.clauses[self.clause].tokens;
        let scheduled = |at: &usize| {
            let token = &parts.tokens[*at];
            token.form.is(Form::PRESENT)
                && token.any(&[Role::Came, Role::Work, Role::Start])
                && !token.is(Role::Neutral)
        };
        let told = parts.groups.iter().any(|group| own.contains(&group.tokens.start));
        let verb = own.clone().find(scheduled)?;
        (self.date.ahead && !told && !self.date.bare).then(|| self.promise(verb, None))
    }

    fn is_future(&self, group: &Group) -> bool {
        let roles = group.roles(self.parts.tokens);
        let future = matches!(group.tense, Tense::Future | Tense::Expected)
            || (group.marks.has(Marks::TO)
                || group.chain.any(Roles::of(&[
                    Role::Intend,
                    Role::Need,
                    Role::Target,
                    Role::Pledge,
                ])))
                && group.tense == Tense::Present
            || group.chain.has(Role::Pledge)
            || self.is_due(group)
            || self.parts.is_hoped(group);
        future && (roles.has(Role::Work) || !roles.has(Role::Say))
    }

    /// "should be mounted in May 2022", of a date ahead and without a condition
    fn is_due(&self, group: &Group) -> bool {
        let first = &self.parts.tokens[group.tokens.start];
        first.is(Role::Should) && self.date.ahead && !group.is_perfect()
    }

    /// A number that need not be a year must stand right after what makes it a promise.
    fn is_placed(&self, cue: usize) -> bool {
        !self.date.bare || self.at - cue <= 2
    }

    fn by_cue(&self, cue: Option<usize>, group: Option<&Group>) -> Option<Promise> {
        let cue = cue.filter(|cue| self.is_placed(*cue) || group.is_some())?;
        let Some(group) = group else { return Some(self.promise(cue, None)) };
        let tokens = self.parts.tokens;
        let roles = group.roles(tokens);
        if group.marks.has(Marks::ENDED) {
            return None;
        }
        let negated = group.marks.has(Marks::NEGATED);
        let licensed = if group.tokens.contains(&cue) {
            !negated && (!self.date.bare || self.at <= group.tokens.end + NEAR)
        } else if cue > group.tokens.start {
            let finished = !roles.any(MOVING)
                && matches!(group.tense, Tense::Past | Tense::Present)
                && group.aspect != Aspect::State
                && !group.aspect.is_progressive()
                && !roles.any(Roles::of(&[Role::Grant, Role::Say]));
            (!finished || negated || tokens[cue].gap != Gap::None || self.is_separate(group, cue))
                && self.is_placed(cue)
        } else {
            // Something else is said of what was planned, unless it is the date itself.
            let equates = group.aspect == Aspect::State && group.head == group.tokens.start
                || group.aspect.is_state() && roles.any(CUES);
            (equates || roles.any(MOVING)) && !(roles.has(Role::Set) && Self::is_bygone(group))
        };
        licensed.then(|| self.promise(cue, Some(group)))
    }

    /// Whether a cue stands in a phrase of its own after a predicate: "; target: May 2020".
    fn is_separate(&self, group: &Group, cue: usize) -> bool {
        (group.tokens.end..=cue).any(|at| self.parts.tokens[at].gap != Gap::None)
    }

    fn is_bygone(group: &Group) -> bool {
        group.tense == Tense::Past && group.is_perfect()
    }

    fn by_group(&self, group: Option<&Group>) -> Option<Promise> {
        let group = group?;
        let tokens = self.parts.tokens;
        let roles = group.roles(tokens);
        let until = self.before().is_some_and(|before| before.is(Role::Until));
        let strictly = until && self.before().is_some_and(|before| !before.is(Role::At));
        let negated = group.marks.has(Marks::NEGATED);
        if group.marks.has(Marks::ENDED) || negated && !strictly {
            return None;
        }
        let future = self.is_future(group);
        let granted = group.tokens.len() == 1 && tokens[group.tokens.start].is(Role::Have);
        if granted && until && self.at <= group.tokens.end + 2 {
            return Some(self.promise(group.tokens.start, Some(group)));
        }
        let working = roles.any(Roles::of(&[
            Role::Work,
            Role::Came,
            Role::Done,
            Role::Start,
            Role::Keep,
            Role::Neutral,
        ]));
        // "will be mounted": a verb that is in no list is work if something undergoes it.
        let passive = matches!(group.aspect, Aspect::Passive | Aspect::PerfectPassive);
        let working = working || passive && roles == Roles::default();
        let placed = !self.date.bare;
        if future && placed && (until || working) {
            return Some(self.promise(group.tokens.start, Some(group)));
        }
        let moved = roles.any(Roles::of(&[Role::Move, Role::PutOff, Role::Delay]));
        let to = self.before().is_some_and(|before| before.any(&[Role::To, Role::Until, Role::At]));
        if moved && to && placed && self.at <= group.tokens.end + REACH / 2 {
            return Some(self.promise(group.tokens.start, Some(group)));
        }
        let chosen =
            roles.has(Role::Set) && !Self::is_bygone(group) && self.at <= group.tokens.end + NEAR;
        chosen.then(|| self.promise(group.tokens.start, Some(group)))
    }

    /// "an extension until May"
    fn by_extension(&self) -> Option<Promise> {
        let until = self.before().is_some_and(|before| before.any(&[Role::Until, Role::To]));
        let cue =
            (self.from..self.at).rev().find(|at| self.parts.tokens[*at].is(Role::Extension))?;
        until.then(|| self.promise(cue, None))
    }

    /// "2 June 2024 has been set for the opening", "2021 is the new target"
    fn as_subject(&self) -> Option<Promise> {
        let parts = self.parts;
        let end = parts.clauses[self.clause].tokens.end;
        let group = parts.groups.iter().find(|group| group.tokens.start >= self.end.min(end))?;
        if group.tokens.start >= end
            || group.tokens.start > self.end + 2
            || group.marks.has(Marks::NEGATED)
        {
            return None;
        }
        let chosen = group.roles(parts.tokens).any(MOVING)
            && !Self::is_bygone(group)
            && matches!(group.aspect, Aspect::Passive | Aspect::PerfectPassive);
        let target = group.aspect.is_state()
            && (group.head..end.min(group.head + NEAR)).any(|at| parts.tokens[at].is(Role::Target));
        let first = self.at == parts.clauses[self.clause].tokens.start
            || self.before().is_some_and(|before| !before.is(Role::At));
        (first && (chosen || target)).then(|| self.promise(group.tokens.start, Some(group)))
    }
}
