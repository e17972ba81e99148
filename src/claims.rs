//! Claims of an update's prose: work is finished, is unfinished, or is promised for a date.
//!
//! Input: the blocks of one text, its [`Topic`] and a language's words ([`Cues`]). Output: typed claims with their spans; no
//! text is kept. Must not know files, front matter or statuses: rules decide whether a claim contradicts a status. All
//! words that it looks for are data of the language ([`crate::language::ClaimWords`]).

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::date::PartialDate;
use crate::diagnostic::Span;
use crate::fragment::{self, Block, Fragment, Spanned, Stretch, shown_text};

pub mod counts;
mod cues;
pub mod dates;
mod rows;
mod sentence;
mod text;
mod when;

pub use cues::{Cues, OwnCues};

use rows::{Bag, Rows};
use sentence::{Sentence, Statement};
use text::BlockText;

/// A sentence of at most so many words has the subject of its block.
const SHORT: usize = 5;
/// Maximum position of a pronoun for the deliverable.
const OPENING: usize = 3;

/// A claim of a sentence in an update's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed.
    pub kind: ClaimKind,
    /// The section of the body.
    pub section: Section,
    /// What it is claimed of.
    pub subject: Subject,
    /// The phrase or date in the file.
    pub span: Span,
}

/// What a sentence claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// The work is not finished.
    Unfinished,
    /// The work is finished.
    Finished,
    /// So many percent of the work are done; at most 100.
    Percentage(u8),
    /// The work is promised for a date.
    Target {
        /// The date.
        date: PartialDate,
        /// Whether the text goes on to report the delivery.
        met: bool,
        /// Whether it is unlikely to be the date of an intermediate step.
        sure: bool,
    },
}

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The recommendation as a whole.
    Recommendation,
    /// A deliverable, by index.
    Deliverable(u16),
    /// Not named.
    Unclear {
        /// The most similar deliverable, if any.
        leaning: Option<u16>,
    },
}

/// A section of an update's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The project status.
    Narrative,
    /// The implementation notes.
    Notes,
}

/// Possible subjects of a text.
#[derive(Clone, Copy, Debug)]
pub struct Topic<'a> {
    /// The recommendation's number.
    pub number: &'a str,
    /// The deliverables that the text can be about.
    pub deliverables: &'a [Deliverable<'a>],
}

/// A deliverable that a text can be about.
#[derive(Clone, Copy, Debug)]
pub struct Deliverable<'a> {
    /// Its index.
    pub index: u16,
    /// Its text, in Markdown.
    pub text: &'a str,
    /// Its phase.
    pub phase: Option<&'a str>,
}

/// The claims of a text. `start` is its offset in the file.
pub fn read(fragment: &Fragment<'_>, start: usize, topic: Topic<'_>, cues: &Cues) -> Box<[Claim]> {
    let mut reader = Reader {
        events: fragment.events(),
        sections: sections(fragment),
        struck: text::struck(fragment.events()),
        start,
        topic,
        cues,
        number: topic.number.to_ascii_lowercase(),
        text: BlockText::default(),
        rows: None,
        outline: Outline::default(),
        claims: Vec::new(),
    };
    fragment.for_each_block(|block| reader.block(block));
    reader.claims.into()
}

struct Reader<'a> {
    events: &'a [Spanned<'a>],
    /// Events, by section.
    sections: Vec<(Range<usize>, Section)>,
    /// Struck out events.
    struck: Vec<Range<usize>>,
    start: usize,
    topic: Topic<'a>,
    cues: &'a Cues,
    /// The recommendation's number, in lower case.
    number: String,
    text: BlockText,
    /// Computed only for a body with claims.
    rows: Option<Rows>,
    outline: Outline,
    claims: Vec<Claim>,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block<'_>) {
        let (Some(first), Some(last)) = (block.events.first(), block.events.last()) else { return };
        let range = *first..*last + 1;
        self.outline.advance(self.events, range.clone());
        let section = self.sections.iter().find(|(events, _)| events.contains(first));
        if let Some((_, section)) = section {
            self.read(block, *section);
        }
        self.outline.enter(range);
    }

    fn read(&mut self, block: &Block<'_>, section: Section) {
        let cues = self.cues;
        self.text.set(block, self.events, &self.struck, cues);
        let dates = when::find(block, &self.text, cues.dates);
        let mut claims = Vec::new();
        for words in self.text.sentences() {
            let (words, text, number) = (words.clone(), &self.text, &*self.number);
            let concerns = |index| text.marks(index).any();
            let dated = dates.iter().any(|(_, date)| words.contains(&date.start));
            if !dated && !words.clone().any(concerns) {
                continue;
            }
            let sentence = Sentence { text, words, cues, number, section };
            let mut statements = sentence.statements(&dates);
            let claim = |statement: &Statement, subject| {
                let span = Span::from(text.source(statement.words.clone())).shifted(self.start);
                Claim { kind: statement.kind, section, subject, span }
            };
            let whole = statements.iter().filter(|statement| statement.whole);
            claims.extend(whole.map(|statement| claim(statement, Subject::Recommendation)));
            statements.retain(|statement| statement.kind != ClaimKind::Finished);
            if statements.is_empty() {
                continue;
            }
            let rows = self.rows.get_or_insert_with(|| Rows::new(self.topic.deliverables, cues));
            let about = self.outline.about(rows, &sentence, (self.events, &self.struck));
            let ended = !about.named && sentence.follows_an_end();
            for mut statement in statements {
                if let ClaimKind::Target { met, .. } = &mut statement.kind {
                    *met |= ended;
                }
                if counts(&statement, &sentence, &about, rows) && (statement.emphatic || !ended) {
                    claims.push(claim(&statement, about.subject));
                }
            }
        }
        self.claims.append(&mut claims);
    }
}

/// The subject of a sentence, by its words and its context.
struct About {
    subject: Subject,
    /// Whether the sentence itself names it.
    named: bool,
}

/// Whether a statement is about the subject of its sentence, not about something mentioned in
/// passing.
fn counts(statement: &Statement, sentence: &Sentence<'_>, about: &About, rows: &Rows) -> bool {
    let language = sentence.cues.language;
    let text = sentence.text;
    let is_row = |words: &[usize], row: u16| {
        let words = || words.iter().map(|index| text.word(*index));
        words().take(OPENING).any(|word| language.pronouns.contains(&word))
            || words().any(|word| language.completion.contains(&word))
            || rows.names(row, &Bag::new(words(), sentence.cues))
    };
    let is_due = |row: u16| {
        let words: Vec<usize> = sentence.words.clone().collect();
        sentence.falls_due() && !sentence.has(language.steps) && is_row(&words, row)
    };
    match (statement.kind, about.subject) {
        (ClaimKind::Percentage(_), Subject::Deliverable(_)) => true,
        (ClaimKind::Unfinished, Subject::Deliverable(row)) => {
            let clause = match about.named {
                true => sentence.clause(&statement.words),
                false if sentence.words.len() <= SHORT => None,
                false => Some(sentence.words.clone().collect()),
            };
            // Work to promote a report is not work on the report.
            let other = statement.purpose.map(|verb| text.word(verb)).is_some_and(|verb| {
                !rows.has(row, verb, language)
                    && !language.completion.contains(&verb)
                    && !language.stop.contains(&verb)
            });
            (statement.emphatic || !rows.is_recurring(row))
                && !other
                && clause.is_none_or(|clause| is_row(&clause, row))
        }
        (ClaimKind::Target { .. }, Subject::Deliverable(row)) => {
            let separate = sentence.occasions().any(|word| !rows.has(row, word, language));
            !separate && (about.named || sentence.has(language.completion) || is_due(row))
        }
        (ClaimKind::Target { .. }, Subject::Unclear { leaning }) => {
            (sentence.has(language.completion) || leaning.is_some_and(is_due))
                && sentence.occasions().next().is_none()
                && !sentence.has(language.identifying)
        }
        _ => false,
    }
}

/// The narrative and the notes of a body.
fn sections(fragment: &Fragment<'_>) -> Vec<(Range<usize>, Section)> {
    let section = |part: &Stretch| {
        let section = match part.section {
            fragment::Section::Status => Section::Narrative,
            fragment::Section::Notes => Section::Notes,
        };
        (part.events.clone(), section)
    };
    fragment.parts().iter().map(section).collect()
}

/// The list items around a block, each by its first block, and the paragraph that introduces the
/// list.
#[derive(Debug, Default)]
struct Outline {
    next: usize,
    last: Option<Range<usize>>,
    containers: Vec<Option<Range<usize>>>,
}

impl Outline {
    /// Advances to the events of a block.
    fn advance(&mut self, events: &[Spanned<'_>], block: Range<usize>) {
        for (event, _) in events.get(self.next..block.start).unwrap_or_default() {
            match event {
                Event::Start(Tag::List(_)) => self.containers.push(self.last.clone()),
                Event::Start(Tag::Item) => self.containers.push(None),
                Event::End(TagEnd::List(_) | TagEnd::Item) => {
                    self.containers.pop();
                    self.last = None;
                }
                Event::End(TagEnd::Heading(_)) => self.last = None,
                _ => {}
            }
        }
        self.next = block.end;
    }

    /// Stores a block as predecessor of the next one.
    fn enter(&mut self, block: Range<usize>) {
        if let Some(first @ None) = self.containers.last_mut() {
            *first = Some(block.clone());
        }
        self.last = Some(block);
    }

    /// The deliverable of a sentence: by its own words, or else those of its block, or else those
    /// of the block's context.
    fn about(
        &self,
        rows: &Rows,
        sentence: &Sentence<'_>,
        (events, struck): (&[Spanned<'_>], &[Range<usize>]),
    ) -> About {
        let text = sentence.text;
        let bag =
            |words: Range<usize>| Bag::new(words.map(|index| text.word(index)), sentence.cues);
        let block = bag(0..text.len());
        let mut own = bag(sentence.words.clone());
        own.inherit_phase(&block);
        if let Some(row) = rows.find(&own) {
            return About { subject: Subject::Deliverable(row), named: true };
        }
        let mut leaning = rows.leaning(&own).or_else(|| rows.leaning(&block));
        let mut parents = self.containers.iter().rev().flatten().map(|parent| {
            let said = parent.clone().filter(|event| !text::is_within(*event, struck));
            let text: String = said.filter_map(|event| shown_text(&events[event].0)).collect();
            let lower = text.to_ascii_lowercase();
            Bag::new(sentence.cues.words(&lower), sentence.cues)
        });
        let by_parent = |parent: Bag| {
            leaning = leaning.or_else(|| rows.leaning(&parent));
            rows.find(&parent)
        };
        let found = rows.find(&block).or_else(|| parents.find_map(by_parent));
        let subject = found.map_or(Subject::Unclear { leaning }, Subject::Deliverable);
        About { subject, named: false }
    }
}

#[cfg(test)]
mod tests;
