//! What an update's prose claims: that something is finished or is not, and for when it is promised.
//!
//! Knows one document. What a status means, and so whether a claim contradicts it, is decided
//! elsewhere. No text is kept: a claim is a fact and a place.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Block, Part, dates, for_each_block};
use crate::diagnostic::Span;
use crate::document::Reading;
use crate::document::content::Update;
use crate::document::date::PartialDate;
use crate::document::markdown::{self, Heading, Spanned, shown_text};

mod cues;
mod rows;
mod sentence;
mod text;

pub use cues::{Cues, OwnCues};

use rows::{Bag, Rows};
use sentence::{Sentence, Statement};
use text::BlockText;

/// Something that a sentence of an update's body claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it claims.
    pub kind: ClaimKind,
    /// Where in the body it stands.
    pub section: Section,
    /// What it claims it of.
    pub subject: Subject,
    /// The words in the file that say so: a phrase, or a date.
    pub span: Span,
}

/// What a sentence claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// The work is not finished.
    Unfinished,
    /// The work is finished.
    Finished,
    /// The work is promised for a date.
    Target {
        /// The date.
        date: PartialDate,
        /// Whether the sentence goes on to say that it has been delivered.
        met: bool,
    },
}

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The recommendation as a whole.
    Recommendation,
    /// A deliverable, by its place from 0.
    Deliverable(u16),
    /// Nothing that the words name.
    Unclear {
        /// The deliverable that it has most in common with, though not enough.
        leaning: Option<u16>,
    },
}

/// A part of an update's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What the project's status is, in prose.
    Narrative,
    /// The implementation notes.
    Notes,
}

/// The claims of a body. `start` is the byte of the file at which it begins.
pub(super) fn read(
    events: &[Spanned<'_>],
    headings: &[Heading],
    start: usize,
    (update, pointers): (&Update, &[Part]),
    reading: Reading<'_>,
) -> Box<[Claim]> {
    let mut reader = Reader {
        events,
        sections: sections(headings, events.len()),
        start,
        update,
        pointers,
        reading,
        number: update.number.value.to_string().to_ascii_lowercase(),
        text: BlockText::default(),
        rows: None,
        outline: Outline::default(),
        claims: Vec::new(),
    };
    for_each_block(events, |block| reader.block(block));
    reader.claims.into()
}

struct Reader<'a> {
    events: &'a [Spanned<'a>],
    /// Events, by the section that they are in.
    sections: Vec<(Range<usize>, Section)>,
    start: usize,
    update: &'a Update,
    pointers: &'a [Part],
    reading: Reading<'a>,
    number: String,
    text: BlockText,
    /// Put together only for a body that claims something.
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
        let cues = self.reading.cues;
        self.text.set(block, self.events);
        let dates = self.dates(block);
        if dates.is_empty()
            && !(0..self.text.len()).any(|index| cues.concerns(self.text.word(index)))
        {
            return;
        }
        for words in self.text.sentences().to_vec() {
            let sentence = Sentence {
                text: &self.text,
                words: words.clone(),
                cues,
                number: &self.number,
                section,
            };
            let statements = sentence.statements(&dates);
            if statements.is_empty() {
                continue;
            }
            let completes =
                sentence.has(cues.language.completion) && !sentence.has(cues.language.occasions);
            let rows = self.rows.get_or_insert_with(|| Rows::new(self.update, self.pointers, cues));
            let (subject, named) =
                self.outline.subject(rows, &self.text, words, self.events, self.reading);
            for statement in statements {
                let span =
                    Span::from(self.text.source(statement.words.clone())).shifted(self.start);
                let Statement { kind, whole, .. } = statement;
                let mut push = |subject| {
                    self.claims.push(Claim { kind, section, subject, span });
                };
                if whole {
                    push(Subject::Recommendation);
                }
                let counts = match (kind, subject) {
                    (ClaimKind::Finished, _) => false,
                    (ClaimKind::Unfinished, Subject::Deliverable(row)) => {
                        statement.emphatic || !rows.is_recurring(row)
                    }
                    (ClaimKind::Unfinished, _) => false,
                    (ClaimKind::Target { .. }, _) => named || completes,
                };
                if counts {
                    push(subject);
                }
            }
        }
    }

    /// The dates of the block, each by the words that it stands in.
    fn dates(&self, block: &Block<'_>) -> Vec<(PartialDate, Range<usize>)> {
        let mut found = Vec::new();
        let months = &self.reading.cues.months;
        dates::find(&block.pieces, self.reading.language, |date, year| {
            let Some(year) = self.text.word_at(year.start) else { return };
            let is_digits = |word: &str| word.len() <= 2 && word.parse::<u8>().is_ok();
            let mut words = year..year + 1;
            while self.text.gap_before(words.end) == "-" && is_digits(self.text.word(words.end)) {
                words.end += 1;
            }
            while words.len() == 1 && words.start > 0 || words.len() == 2 && words.start > 0 {
                let before = self.text.word(words.start - 1);
                if !is_digits(before) && !months.iter().any(|names| names.contains(&before)) {
                    break;
                }
                words.start -= 1;
            }
            found.push((date, words));
        });
        found
    }
}

/// The parts of a body that are the narrative and the notes. Where no heading begins the narrative,
/// it is what stands before the notes.
fn sections(headings: &[Heading], end: usize) -> Vec<(Range<usize>, Section)> {
    let mut sections = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let section = match heading.section {
            Some(markdown::Section::Status) => Section::Narrative,
            Some(markdown::Section::Notes) => Section::Notes,
            None => continue,
        };
        let next = headings[index + 1..]
            .iter()
            .find(|next| next.level <= heading.level || next.section.is_some());
        sections.push((heading.end..next.map_or(end, |next| next.start), section));
    }
    if !sections.iter().any(|(_, section)| *section == Section::Narrative) {
        let notes = sections.first().map_or(end, |(notes, _)| notes.start);
        sections.push((0..notes, Section::Narrative));
    }
    sections
}

/// The list items around a block, each by its first block; and around a list what introduces it.
#[derive(Debug, Default)]
struct Outline {
    next: usize,
    last: Option<Range<usize>>,
    containers: Vec<Option<Range<usize>>>,
}

impl Outline {
    /// Goes on to the events of a block.
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

    /// Remembers a block as what stands before the next one.
    fn enter(&mut self, block: Range<usize>) {
        if let Some(first @ None) = self.containers.last_mut() {
            *first = Some(block.clone());
        }
        self.last = Some(block);
    }

    /// The deliverable that some words are about: by their sentence, else by their block, else by
    /// what the block belongs to. And whether it was the sentence.
    fn subject(
        &self,
        rows: &Rows,
        text: &BlockText,
        sentence: Range<usize>,
        events: &[Spanned<'_>],
        reading: Reading<'_>,
    ) -> (Subject, bool) {
        let language = reading.cues.language;
        let bag = |words: Range<usize>| Bag::new(words.map(|index| text.word(index)), language);
        let block = bag(0..text.len());
        let mut own = bag(sentence);
        own.inherit_phase(&block);
        if let Some(row) = rows.find(&own) {
            return (Subject::Deliverable(row), true);
        }
        let found = rows.find(&block);
        let mut leaning = rows.leaning(&own).or_else(|| rows.leaning(&block));
        let mut parents = self.containers.iter().rev().flatten().map(|parent| {
            let text: String =
                events[parent.clone()].iter().filter_map(|(event, _)| shown_text(event)).collect();
            let lower = text.to_ascii_lowercase();
            Bag::new(text::words(&lower).map(|range| &lower[range]), language)
        });
        let by_parent = |parent: Bag| {
            leaning = leaning.or_else(|| rows.leaning(&parent));
            rows.find(&parent)
        };
        let subject = match found.or_else(|| parents.find_map(by_parent)) {
            Some(row) => Subject::Deliverable(row),
            None => Subject::Unclear { leaning },
        };
        (subject, false)
    }
}
