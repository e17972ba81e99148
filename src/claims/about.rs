//! What a clause is about: the deliverable that it names, or else the one that the text is about.

use std::ops::Range;

use foldhash::HashSet;

use super::analysis::Analysis;
use super::clauses::Kind;
use super::cues::Cues;
use super::groups::{Group, Tense};
use super::roles::{Form, Roles};
use super::rows::{Bag, Rows};
use super::sentence::Sentence;
use super::text::BlockText;
use super::tokens::Token;
use crate::language::Role;

mod row;

/// Maximum position of a pronoun for the deliverable.
const OPENING: usize = 3;
/// Share of a row's words that makes it the topic of what follows.
const TOPIC: f32 = 0.3;

/// What a clause is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct About {
    pub(super) row: Option<u16>,
    pub(super) level: Level,
    /// The most similar row, if none is named.
    pub(super) leaning: Option<u16>,
}

/// How a row is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// The clause has most of its words.
    Clause,
    /// The sentence has most of its words.
    Sentence,
    /// The clause has a word that only it has.
    Hint,
    /// The words before a colon name it.
    Lead,
    /// Another clause of the sentence names it.
    Loose,
    /// The text around the sentence names it.
    Context,
    /// Not at all.
    None,
}

/// The rows of a block, as its sentences name them one after the other.
pub(super) struct Subjects<'s> {
    text: &'s BlockText,
    cues: &'s Cues,
    rows: &'s Rows,
    number: &'s str,
    parents: Vec<Bag>,
    block: Bag,
    /// The row that the sentences so far are about.
    topic: Option<u16>,
    /// Rows that the block reports as finished.
    finished: HashSet<u16>,
    /// The same, in this sentence.
    finished_here: HashSet<u16>,
    sentence: Bag,
    /// The row that the sentence before names.
    before: Option<u16>,
    /// The row that the sentence names.
    named: Option<u16>,
    /// The same, by the words before a colon.
    lead: Option<u16>,
}

impl<'s> Subjects<'s> {
    pub(super) fn new(
        text: &'s BlockText,
        cues: &'s Cues,
        rows: &'s Rows,
        number: &'s str,
        parents: Vec<Bag>,
    ) -> Self {
        let block = Bag::new((0..text.len()).map(|index| text.word(index)), cues);
        Self {
            text,
            cues,
            rows,
            number,
            parents,
            block,
            topic: None,
            finished: HashSet::default(),
            finished_here: HashSet::default(),
            sentence: Bag::default(),
            before: None,
            named: None,
            lead: None,
        }
    }

    fn bag(&self, words: Range<usize>) -> Bag {
        let mut bag = Bag::new(words.map(|index| self.text.word(index)), self.cues);
        bag.inherit_phase(&self.block);
        bag
    }

    /// Begins a sentence.
    pub(super) fn enter(&mut self, analysis: &Analysis, words: Range<usize>) {
        self.sentence = self.bag(words);
        self.named = self.rows.find(&self.sentence);
        self.finished_here.clear();
        let lead = analysis.clauses.iter().find(|clause| clause.kind == Kind::Lead);
        self.lead = lead.and_then(|lead| {
            let words = analysis.words(lead.tokens.clone());
            self.rows.find(&self.bag(words))
        });
    }

    /// Ends a sentence: what it names is what the next ones are about.
    pub(super) fn leave(&mut self, words: Range<usize>) {
        let bag = self.bag(words);
        self.before = self.rows.find(&bag);
        if let Some((_, row)) = self.rows.best(&bag).filter(|(share, _)| *share >= TOPIC) {
            self.topic = Some(row);
        }
    }

    /// The row of a clause.
    pub(super) fn about(
        &mut self,
        analysis: &Analysis,
        clause: usize,
        predicate: usize,
        sentence: &Sentence<'_>,
    ) -> About {
        let mut bag = Bag::default();
        for index in analysis.context(clause) {
            bag.add(&self.bag(analysis.words(analysis.clauses[index].tokens.clone())));
        }
        let about = |row, level| About { row: Some(row), level, leaning: None };
        let best = self.rows.best(&bag);
        if let Some(row) = self.rows.find(&bag) {
            return about(row, Level::Clause);
        }
        let generic = self.is_generic(analysis, clause, predicate, sentence);
        let named = self.named.or(self.lead);
        if let Some(named) = named {
            let same = best.is_some_and(|(_, row)| row == named);
            if same || generic {
                return about(named, Level::Sentence);
            }
            if self.lead == Some(named) {
                return about(named, Level::Lead);
            }
        }
        if let Some((_, row)) = best {
            return about(row, Level::Hint);
        }
        if !generic {
            let hinted = self.rows.best(&self.sentence).filter(|(share, _)| *share >= TOPIC);
            let row = named.or(hinted.map(|(_, row)| row));
            let leaning = self.leaning();
            // What stands alone, or right after the name of a row, is about it.
            let alone = || self.rows.only().filter(|_| self.text.sentences().len() == 1);
            let near = || self.before.or_else(alone).filter(|_| hinted.is_none());
            return match row.or_else(near) {
                Some(row) => About { row: Some(row), level: Level::Loose, leaning },
                None => About { row: None, level: Level::None, leaning },
            };
        }
        let hinted = self.rows.best(&self.sentence).map(|(_, row)| row);
        let found = hinted
            .or(self.topic)
            .or_else(|| self.rows.find(&self.block))
            .or_else(|| self.parents.iter().find_map(|parent| self.rows.find(parent)))
            .or_else(|| self.rows.only());
        match found {
            Some(row) => about(row, Level::Context),
            None => About { row: None, level: Level::None, leaning: self.leaning() },
        }
    }

    fn leaning(&self) -> Option<u16> {
        let parents = || self.parents.iter().find_map(|parent| self.rows.leaning(parent));
        self.rows
            .leaning(&self.sentence)
            .or_else(|| self.rows.leaning(&self.block))
            .or_else(parents)
    }

    /// Whether a clause has no subject of its own, so that what it says is about what the text is
    /// about: "it", "this recommendation", "work continues", "completion".
    fn is_generic(
        &self,
        analysis: &Analysis,
        clause: usize,
        predicate: usize,
        sentence: &Sentence<'_>,
    ) -> bool {
        let tokens = &analysis.tokens;
        let subject = analysis.subject(clause, predicate);
        let own = &analysis.clauses[clause];
        let labels = analysis.words(own.tokens.clone());
        let named = self.names_recommendation(labels.clone(), sentence);
        let opening =
            tokens[subject.clone()].iter().take(OPENING).any(|token| self.is_pronoun(token));
        let numbered = |at: usize| tokens.get(at + 1).is_some_and(|next| next.is(Role::Number));
        let is_own = subject.clone().any(|at| tokens[at].is(Role::Own) && !numbered(at));
        // A relative clause is about what it is attached to.
        if own.kind == Kind::Relative && !named {
            return false;
        }
        if named || opening || is_own {
            return true;
        }
        // "…, with approval expected in May" has no predicate of its own.
        let participle = |group: &Group| {
            group.tokens.len() == 1
                && group.tense == Tense::Past
                && group.roles(tokens).has(Role::Intend)
        };
        let mut groups =
            analysis.groups.iter().filter(|group| own.tokens.contains(&group.tokens.start));
        if clause > 0 && groups.all(participle) {
            return true;
        }
        let after = tokens[predicate.min(own.tokens.end)..own.tokens.end].iter();
        let object = after.clone().skip(1).take(2 * OPENING);
        // "missed the deadline"
        let this = |token: &Token| {
            token.words.clone().any(|at| self.cues.language.this.contains(&self.text.word(at)))
        };
        if object
            .clone()
            .zip(object.clone().skip(1))
            .any(|(the, noun)| this(the) && noun.is(Role::Own))
        {
            return true;
        }
        if object.clone().any(|token| self.is_pronoun(token)) {
            return true;
        }
        if subject.is_empty() || !self.has_content(analysis, subject) {
            let rest = predicate.min(own.tokens.end)..own.tokens.end;
            return !self.has_content(analysis, rest) || analysis.groups.is_empty();
        }
        // "expects completion by May", "expects to finish by May", "intends to do so"
        let meant = after.clone().any(|token| {
            token.is(Role::Own) && (token.form != Form::default() || self.is_completion(token))
        });
        let rest = predicate.min(own.tokens.end)..own.tokens.end;
        if meant || self.is_ellipsis(analysis, rest) {
            return true;
        }
        let group =
            analysis.groups.iter().rev().find(|group| own.tokens.contains(&group.tokens.start));
        let rest = group.map_or(own.tokens.end, |group| group.tokens.end).min(own.tokens.end)
            ..own.tokens.end;
        let event = tokens[rest.clone()].iter().any(|token| token.is(Role::Event));
        event && !self.has_content(analysis, rest)
    }

    fn is_completion(&self, token: &Token) -> bool {
        token.words.clone().any(|at| self.cues.language.completion.contains(&self.text.word(at)))
    }

    /// Whether something is planned that needs no object: "expect to finish by May".
    fn is_ellipsis(&self, analysis: &Analysis, rest: Range<usize>) -> bool {
        let planned = analysis.groups.iter().any(|group| {
            rest.contains(&group.tokens.start)
                && (group.tense == Tense::Future
                    || group.chain.any(Roles::of(&[Role::Intend, Role::Pledge])))
                && group.roles(&analysis.tokens).has(Role::Work)
        });
        planned && !self.has_content(analysis, rest)
    }

    /// Whether a word is a pronoun for what the text is about.
    pub(super) fn is_pronoun(&self, token: &Token) -> bool {
        token.is(Role::Pronoun)
            && token
                .words
                .clone()
                .any(|at| self.cues.language.pronouns.contains(&self.text.word(at)))
    }

    fn names_recommendation(&self, words: Range<usize>, sentence: &Sentence<'_>) -> bool {
        words.clone().any(|at| {
            sentence.is_label(at) && {
                let next = self.text.word(at + 1);
                !next.starts_with(|char: char| char.is_ascii_digit()) || next == self.number
            }
        })
    }

    /// Words that say what something is, rather than what becomes of it.
    fn is_content(&self, token: &Token) -> bool {
        const MEANINGLESS: &[Role] = &[
            Role::Own,
            Role::Effort,
            Role::Event,
            Role::Open,
            Role::Done,
            Role::Unfinished,
            Role::Target,
            Role::Extension,
            Role::Number,
            Role::Filler,
            Role::Set,
            Role::Intend,
            Role::Delay,
            Role::PutOff,
            Role::Move,
            Role::Wait,
            Role::Need,
            Role::Continue,
            Role::Start,
            Role::Remain,
            Role::Grant,
            Role::Fail,
            Role::Yet,
            Role::Still,
            Role::Until,
            Role::At,
            Role::Work,
            Role::Came,
            Role::Keep,
            Role::Step,
        ];
        let known = token.any(MEANINGLESS) || token.roles.any(Roles::FINISHED);
        !known
            && token.words.clone().any(|at| {
                let word = self.text.word(at);
                !self.cues.is_stop(word) && !self.cues.is_date(word)
            })
    }

    fn has_content(&self, analysis: &Analysis, tokens: Range<usize>) -> bool {
        analysis.tokens[tokens].iter().any(|token| self.is_content(token))
    }

    pub(super) fn finish(&mut self, row: u16) {
        self.finished.insert(row);
        self.finished_here.insert(row);
    }

    /// Whether the block reports a row as finished.
    pub(super) fn is_finished(&self, row: u16) -> bool {
        self.finished.contains(&row)
    }

    /// Whether this sentence does.
    pub(super) fn is_finished_here(&self, row: u16) -> bool {
        self.finished_here.contains(&row)
    }

    /// Whether something was reported as finished before.
    pub(super) fn follows_end(&self) -> bool {
        !self.finished.is_empty()
    }
}
