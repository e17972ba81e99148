//! Verb groups: an auxiliary or a finite verb with all that belongs to it.

use std::ops::Range;

use super::roles::{Form, Roles};
use super::tokens::{Gap, Token};
use crate::language::Role;

/// A predicate: "has not yet been returned", "is blocked", "will appoint".
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The token of its last verb or state.
    pub(super) head: usize,
    pub(super) tense: Tense,
    pub(super) aspect: Aspect,
    pub(super) marks: Marks,
    /// The roles of verbs that the last verb depends on: "is expected to open".
    pub(super) chain: Roles,
}

/// The tense of the finite verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Present,
    Past,
    Future,
    /// "should"
    Expected,
    /// "can", "would"
    Modal,
}

/// What the head is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// "appoints", "will appoint"
    Simple,
    /// "has appointed"
    Perfect,
    /// "is appointing", "has been appointing"
    Progressive,
    /// "is appointed"
    Passive,
    /// "has been appointed"
    PerfectPassive,
    /// "is being appointed"
    ProgressivePassive,
    /// "is in progress"
    State,
    /// "has been on hold"
    PerfectState,
}

impl Aspect {
    pub(super) fn is_progressive(self) -> bool {
        matches!(self, Self::Progressive | Self::ProgressivePassive)
    }

    pub(super) fn is_state(self) -> bool {
        matches!(self, Self::State | Self::PerfectState)
    }

    fn is_perfect(self) -> bool {
        matches!(self, Self::Perfect | Self::PerfectPassive | Self::PerfectState)
    }
}

/// What is said with a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    pub(super) const NEGATED: Self = Self(1);
    pub(super) const YET: Self = Self(2);
    pub(super) const STILL: Self = Self(4);
    pub(super) const ENDED: Self = Self(8);
    /// "is to", "has to"
    pub(super) const TO: Self = Self(16);
    pub(super) const PARTLY: Self = Self(32);
    /// "have been", "been"
    pub(super) const PERFECT: Self = Self(64);

    pub(super) fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    pub(super) fn set(&mut self, mark: Self) {
        self.0 |= mark.0;
    }
}

/// Finite verbs that stand alone in the present.
const FINITE: Roles = Roles::of(&[
    Role::Continue,
    Role::Wait,
    Role::Need,
    Role::Remain,
    Role::Intend,
    Role::Fail,
    Role::Exist,
]);
/// Verbs whose past tense is known without an auxiliary.
const PAST: Roles = Roles::of(&[
    Role::Work,
    Role::Start,
    Role::Came,
    Role::Delay,
    Role::PutOff,
    Role::Remain,
    Role::Intend,
    Role::Grant,
    Role::Set,
    Role::Say,
    Role::Fail,
    Role::Keep,
    Role::Move,
    Role::Continue,
    Role::Pledge,
]);
/// Verbs before an infinitive or a participle that carries the meaning.
const CHAINING: Roles = Roles::of(&[
    Role::Continue,
    Role::Start,
    Role::Intend,
    Role::Need,
    Role::Remain,
    Role::Fail,
    Role::Wait,
    Role::Target,
    Role::Pledge,
]);
const STATES: Roles = Roles::of(&[
    Role::Open,
    Role::Done,
    Role::Vacant,
    Role::Unfinished,
    Role::Extension,
    Role::Yet,
    Role::Target,
]);
/// Words that can stand within a group.
const INSIDE: Roles =
    Roles::of(&[Role::Filler, Role::Not, Role::Yet, Role::Still, Role::Partly, Role::Ended]);

/// The verb groups of a sentence, in order.
pub(super) fn groups(tokens: &[Token]) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match Parser::begin(tokens, at) {
            Some(parser) => {
                let group = parser.parse();
                at = group.tokens.end.max(at + 1);
                groups.push(group);
            }
            None => at += 1,
        }
    }
    groups
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    group: Group,
    /// Whether the token follows an insertion between commas.
    resumed: bool,
}

/// What can come next.
enum Next {
    /// A state, or a participle.
    AfterBe,
    /// A participle.
    AfterHave,
    /// An infinitive.
    AfterModal,
    Nothing,
}

impl<'t> Parser<'t> {
    fn begin(tokens: &'t [Token], at: usize) -> Option<Self> {
        let token = &tokens[at];
        let tense = if token.any(&[Role::Be, Role::Have, Role::Do]) {
            Tense::Present
        } else if token.any(&[Role::Was, Role::Had, Role::Did]) {
            Tense::Past
        } else if token.is(Role::Will) {
            Tense::Future
        } else if token.is(Role::Should) {
            Tense::Expected
        } else if token.is(Role::Modal) {
            // "in May", "May 2016"
            let next = tokens.get(at + 1).filter(|next| !next.is(Role::Number));
            let dated = at
                .checked_sub(1)
                .is_some_and(|before| tokens[before].any(&[Role::At, Role::Until]));
            next.filter(|_| !dated)?;
            Tense::Modal
        } else {
            finite(tokens, at)?
        };
        let group = Group {
            tokens: at..at + 1,
            head: at,
            tense,
            aspect: Aspect::Simple,
            marks: Marks::default(),
            chain: Roles::default(),
        };
        Some(Self { tokens, at, group, resumed: false })
    }

    fn parse(mut self) -> Group {
        let first = &self.tokens[self.at];
        if first.is(Role::Not) {
            self.group.marks.set(Marks::NEGATED);
        }
        let mut next = if first.any(&[Role::Be, Role::Was]) {
            Next::AfterBe
        } else if first.any(&[Role::Have, Role::Had]) {
            Next::AfterHave
        } else if first.any(&[Role::Do, Role::Did, Role::Will, Role::Modal, Role::Should]) {
            Next::AfterModal
        } else {
            self.at += 1;
            self.after_head(self.at - 1)
        };
        if self.at == self.group.tokens.start {
            self.at += 1;
        }
        // Each step takes a token, so this ends.
        while self.at < self.tokens.len() {
            if !matches!(next, Next::Nothing) {
                self.skip_insertion();
            }
            next = match next {
                Next::AfterBe => self.after_be(),
                Next::AfterHave => self.after_have(),
                Next::AfterModal => self.after_modal(),
                Next::Nothing => break,
            };
        }
        self.group
    }

    /// "will, by the end of May, be printed"
    fn skip_insertion(&mut self) {
        const MOST: usize = 10;
        let begins = self.token().gap == Gap::Comma
            && self.token().any(&[Role::At, Role::Until, Role::When, Role::Filler, Role::But]);
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let closing = rest.iter().take(MOST).position(|token| token.gap != Gap::None);
        let simple = |length: usize| {
            !rest[..length].iter().any(|token| token.any(&[Role::Be, Role::Was, Role::Which]))
        };
        if let Some(length) = closing.filter(|length| begins && simple(*length)) {
            self.at += 1 + length;
            self.group.tokens.end = self.at;
            self.resumed = true;
        }
    }

    fn token(&self) -> &'t Token {
        &self.tokens[self.at]
    }

    /// Takes a word that does not end the group.
    fn takes_inside(&mut self) -> bool {
        let token = self.token();
        if !token.roles.any(INSIDE) || token.any(&[Role::Unfinished]) {
            return false;
        }
        let marks = [
            (Role::Not, Marks::NEGATED),
            (Role::Yet, Marks::YET),
            (Role::Still, Marks::STILL),
            (Role::Ended, Marks::ENDED),
            (Role::Partly, Marks::PARTLY),
        ];
        for (role, mark) in marks {
            if token.is(role) {
                self.group.marks.set(mark);
            }
        }
        self.extend();
        true
    }

    fn extend(&mut self) {
        self.at += 1;
        self.group.tokens.end = self.at;
    }

    fn head(&mut self, aspect: Aspect) {
        self.group.head = self.at;
        self.group.aspect = aspect;
        self.extend();
    }

    fn perfect(&self) -> bool {
        self.group.marks.has(Marks::PERFECT)
    }

    fn after_be(&mut self) -> Next {
        let token = self.token();
        let passive = matches!(self.group.aspect, Aspect::ProgressivePassive);
        if token.is(Role::Unfinished) {
            self.head(Aspect::State);
            return Next::Nothing;
        }
        if token.is(Role::Being) {
            self.group.aspect = Aspect::ProgressivePassive;
            self.extend();
            return Next::AfterBe;
        }
        if !passive && token.is(Role::To) && token.gap == Gap::None {
            self.group.marks.set(Marks::TO);
            self.extend();
            return Next::AfterModal;
        }
        let state = token.roles.any(STATES);
        if token.form.is(Form::PROGRESSIVE) && !passive && !state && !token.is(Role::No) {
            self.head(Aspect::Progressive);
            return self.after_head(self.at - 1);
        }
        let unknown = token.roles == Roles::default() && !token.stop;
        let verb = token.form.is(Form::PAST | Form::PARTICIPLE) || passive && unknown;
        if verb && (passive || !state) {
            let aspect = match (passive, self.perfect()) {
                (true, _) => Aspect::ProgressivePassive,
                (false, true) => Aspect::PerfectPassive,
                (false, false) => Aspect::Passive,
            };
            self.head(aspect);
            return self.after_head(self.at - 1);
        }
        if state && (!token.is(Role::Yet) || self.is_last_of_clause()) {
            self.head(if self.perfect() { Aspect::PerfectState } else { Aspect::State });
            return self.after_head(self.at - 1);
        }
        if self.takes_inside() {
            return Next::AfterBe;
        }
        if token.is(Role::Number) || token.is(Role::No) {
            let mark = if token.is(Role::No) { Marks::NEGATED } else { Marks::PARTLY };
            self.group.marks.set(mark);
            self.extend();
            return Next::AfterBe;
        }
        self.group.aspect = Aspect::State;
        Next::Nothing
    }

    fn is_last_of_clause(&self) -> bool {
        self.tokens.get(self.at + 1).is_none_or(|next| next.gap != Gap::None)
    }

    fn after_have(&mut self) -> Next {
        let token = self.token();
        if token.is(Role::Unfinished) {
            self.head(Aspect::State);
            return Next::Nothing;
        }
        if token.is(Role::Been) {
            self.group.marks.set(Marks::PERFECT);
            self.group.aspect = Aspect::PerfectState;
            self.extend();
            return Next::AfterBe;
        }
        if token.is(Role::To) {
            self.group.marks.set(Marks::TO);
            self.extend();
            return Next::AfterModal;
        }
        if token.form.is(Form::PAST | Form::PARTICIPLE) || token.any(&[Role::Had]) {
            self.head(Aspect::Perfect);
            return self.after_head(self.at - 1);
        }
        if self.takes_inside() {
            return Next::AfterHave;
        }
        Next::Nothing
    }

    fn after_modal(&mut self) -> Next {
        let token = self.token();
        if token.is(Role::ToBe) {
            self.extend();
            return Next::AfterBe;
        }
        if token.is(Role::Have) {
            self.extend();
            return Next::AfterHave;
        }
        if self.takes_inside() {
            return Next::AfterModal;
        }
        if token.gap != Gap::None && !std::mem::take(&mut self.resumed) {
            return Next::Nothing;
        }
        self.head(Aspect::Simple);
        self.after_head(self.at - 1)
    }

    /// After a verb that another verb can depend on.
    fn after_head(&mut self, head: usize) -> Next {
        let token = &self.tokens[head];
        if !token.roles.any(CHAINING) {
            return Next::Nothing;
        }
        let mut next = self.at;
        while self.tokens.get(next).is_some_and(|token| {
            token.roles.any(INSIDE) && !token.is(Role::Unfinished) && token.gap == Gap::None
        }) {
            next += 1;
        }
        let Some(following) = self.tokens.get(next).filter(|token| token.gap == Gap::None) else {
            return Next::Nothing;
        };
        if following.is(Role::To) && self.tokens.get(next + 1).is_some_and(is_infinitive) {
            self.take_until(next);
            self.group.chain |= token.roles;
            self.extend();
            return Next::AfterModal;
        }
        let verb = following.form.is(Form::PROGRESSIVE) && following.is(Role::Work);
        if token.any(&[Role::Continue, Role::Start]) && verb {
            self.take_until(next);
            self.group.chain |= token.roles;
            self.head(Aspect::Simple);
            return Next::Nothing;
        }
        if token.is(Role::Remain) {
            return Next::AfterBe;
        }
        Next::Nothing
    }

    fn take_until(&mut self, next: usize) {
        while self.at < next {
            if !self.takes_inside() {
                self.extend();
            }
        }
    }
}

/// Whether a word can be an infinitive; unknown words can.
fn is_infinitive(token: &Token) -> bool {
    const NOUNS: &[Role] = &[Role::No, Role::Pronoun, Role::Number, Role::At, Role::Which];
    let base = token.form.is(Form::BASE) || token.any(&[Role::ToBe, Role::Have]);
    base || token.is(Role::Filler) || !token.any(NOUNS) && token.form == Form::default()
}

/// Verbs that are spelled as nouns: predicates only if they govern another verb.
const NOUNS: Roles = Roles::of(&[Role::Intend, Role::Need, Role::Fail]);

/// Whether a verb is followed by one that depends on it, or by work.
fn governs(tokens: &[Token], at: usize) -> bool {
    let mut rest = tokens[at + 1..].iter().skip_while(|token| token.is(Role::Filler));
    rest.next().is_some_and(|next| {
        next.gap == Gap::None
            && (next.any(&[Role::To, Role::Effort])
                || next.is(Role::That) && !tokens[at].is(Role::Need)
                || next.form.is(Form::PROGRESSIVE) && !next.is(Role::Open))
    })
}

/// The tense of a lexical verb that is the predicate.
fn finite(tokens: &[Token], at: usize) -> Option<Tense> {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    if before.is_some_and(|before| before.is(Role::To)) && token.gap == Gap::None {
        return None;
    }
    if token.form.is(Form::PRESENT | Form::BASE)
        && token.roles.any(FINITE)
        && !token.any(&[Role::At, Role::Effort])
        && before.is_some()
        && (!token.roles.any(NOUNS) || governs(tokens, at))
    {
        return Some(Tense::Present);
    }
    // "Not published", "partly built", "Done" have no predicate.
    let mut before = tokens[..at]
        .iter()
        .rev()
        .skip_while(|token| token.any(&[Role::Filler, Role::Yet, Role::Still]));
    let bare = before.next().is_none_or(|before| {
        let article = before.stop && before.roles == Roles::default();
        article
            || token.gap != Gap::None
            || before.any(&[Role::Not, Role::Partly, Role::Unfinished])
    });
    let past = token.form.is(Form::PAST) && token.roles.any(PAST) && !bare;
    past.then_some(Tense::Past)
}

impl Group {
    /// The roles of its head.
    pub(super) fn roles(&self, tokens: &[Token]) -> Roles {
        tokens[self.head].roles
    }

    /// Its head, if that is a verb for the use of what exists, or for a step.
    pub(super) fn use_of(&self, tokens: &[Token]) -> Option<usize> {
        let roles = self.roles(tokens);
        let work = Roles::of(&[Role::Start, Role::Came, Role::Done, Role::Keep]);
        let dating = Roles::of(&[Role::Intend, Role::Move, Role::Set, Role::PutOff, Role::Delay]);
        (roles.has(Role::Neutral) && !roles.any(work | dating)).then_some(self.head)
    }

    pub(super) fn is_perfect(&self) -> bool {
        self.aspect.is_perfect() || self.marks.has(Marks::PERFECT)
    }
}
