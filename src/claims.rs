//! Claims of an update's prose: work is finished, is unfinished, or is promised for a date.
//!
//! Input: the blocks of one text, its [`Topic`] and a language's words ([`Cues`]). Output: typed claims with their spans; no
//! text is kept. Must not know files, front matter or statuses: rules decide whether a claim contradicts a status. All
//! words that it looks for are data of the language ([`crate::language::ClaimWords`]).

use std::ops::Range;

use chrono::NaiveDate;

use crate::date::PartialDate;
use crate::diagnostic::Span;
use crate::fragment::{self, Block, Fragment, Spanned, Stretch};
use crate::language::DateOrder;

mod about;
mod analysis;
mod clauses;
pub mod counts;
mod cues;
pub mod dates;
mod groups;
mod outline;
mod promise;
mod roles;
mod rows;
mod sentence;
mod text;
mod tokens;
mod verdicts;
mod when;

pub use cues::{Cues, OwnCues};

use about::{Level, Subjects};
use analysis::Analysis;
use outline::Outline;
use rows::Rows;
use sentence::Sentence;
use text::BlockText;
use verdicts::{Parts, Said, Verdict};
use when::Found;

/// How many days before the text something is history.
const LONG_AGO: i64 = 200;

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
        /// The days that it can mean: all of "late 2020" is more than its quarter.
        window: Window,
        /// Whether the text goes on to report the delivery.
        met: bool,
        /// Whether it is unlikely to be the date of an intermediate step.
        sure: bool,
    },
}

/// The days that a date in prose can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub first: NaiveDate,
    /// The last.
    pub last: NaiveDate,
}

impl Window {
    /// Whether a date can be meant.
    pub fn agrees_with(self, date: PartialDate) -> bool {
        self.first <= date.last_day() && date.first_day() <= self.last
    }
}

/// How the dates of a text are read.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// The day of the text, from which "next month" is counted.
    pub as_of: Option<NaiveDate>,
    /// The month in which years of account begin.
    pub fiscal_year_start: u8,
    /// What comes first in 5/6/2020.
    pub order: Option<DateOrder>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { as_of: None, fiscal_year_start: 1, order: None }
    }
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
    /// How its dates are read.
    pub calendar: Calendar,
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
        let text = &self.text;
        if !text.sentences().iter().any(|words| analysis::is_telling(text, words.clone(), cues)) {
            return;
        }
        let dates = when::find(block, text, cues.dates, self.topic.calendar);
        let analyse = |words: &Range<usize>| Analysis::new(text, words.clone(), cues);
        let analyses: Vec<Analysis> = text.sentences().iter().map(analyse).collect();
        let rows = self.rows.get_or_insert_with(|| Rows::new(self.topic.deliverables, cues));
        let parents = self.outline.parents(cues, (self.events, &self.struck));
        let mut subjects = Subjects::new(text, cues, rows, &self.number, parents);
        let mut next = 0;
        for (index, words) in text.sentences().iter().enumerate() {
            let first = next;
            next += dates[first..].iter().take_while(|date| date.words.start < words.end).count();
            let sentence =
                Sentence { text, words: words.clone(), cues, number: &self.number, section };
            let reading = Reading {
                sentence,
                analysis: &analyses[index],
                next: analyses.get(index + 1),
                dates: &dates[first..next],
                as_of: self.topic.calendar.as_of,
            };
            let found = |kind, subject, words| {
                let span = Span::from(text.source(words)).shifted(self.start);
                self.claims.push(Claim { kind, section, subject, span });
            };
            reading.read(&mut subjects, found);
            subjects.leave(words.clone());
        }
    }
}

/// One sentence with its surroundings.
struct Reading<'a> {
    sentence: Sentence<'a>,
    analysis: &'a Analysis,
    next: Option<&'a Analysis>,
    dates: &'a [Found],
    as_of: Option<NaiveDate>,
}

impl Reading<'_> {
    fn read(
        &self,
        subjects: &mut Subjects<'_>,
        mut found: impl FnMut(ClaimKind, Subject, Range<usize>),
    ) {
        let sentence = &self.sentence;
        if let Some(word) = sentence.finished() {
            found(ClaimKind::Finished, Subject::Recommendation, word..word + 1);
        }
        let Analysis { verdicts, .. } = self.analysis;
        let percentages = sentence.percentages();
        if verdicts.is_empty() && self.dates.is_empty() && percentages.is_empty() {
            return;
        }
        subjects.enter(self.analysis, sentence.words.clone());
        for (done, words) in &percentages {
            let kind = ClaimKind::Percentage(*done);
            if sentence.names_recommendation() {
                found(kind, Subject::Recommendation, words.clone());
            }
            let clause = self.analysis.clause_of(words.start);
            let token = self.analysis.token_of(words.start);
            let about = subjects.about(self.analysis, clause, token, sentence);
            if let Some(row) = about.row.filter(|_| !self.is_elsewhere(clause, words.start)) {
                found(kind, Subject::Deliverable(row), words.clone());
            }
        }
        for verdict in verdicts {
            let words = self.analysis.words(verdict.tokens.clone());
            let predicate = self.analysis.words(verdict.predicate.clone());
            let counted = percentages
                .iter()
                .any(|(_, of)| predicate.end > of.start && predicate.start < of.end + 2);
            if counted || verdict.past && self.is_history() && verdict.said != Said::Finished {
                continue;
            }
            let practice = self.analysis.routine && !verdict.emphatic;
            let unfinished = verdict.said != Said::Finished;
            if unfinished && !practice && sentence.is_about_recommendation(&predicate) {
                if verdict.only_if_asked.is_none() && !self.is_dated(verdict) {
                    found(ClaimKind::Unfinished, Subject::Recommendation, words.clone());
                }
                continue;
            }
            let about =
                subjects.about(self.analysis, verdict.clause, verdict.predicate.start, sentence);
            let Some(row) = about.row else { continue };
            if let Some((done, words)) = sentence.percentage_within(self.subject_words(verdict))
                && !unfinished
                && !(subjects.is_finished(row) && about.level != Level::Clause)
            {
                found(ClaimKind::Percentage(done), Subject::Deliverable(row), words);
                continue;
            }
            if !unfinished {
                if subjects.is_end(self.analysis, verdict, row, about.level) {
                    subjects.finish(row);
                    found(ClaimKind::Finished, Subject::Deliverable(row), words);
                }
                continue;
            }
            let contrasts = self.analysis.clauses[verdict.clause].contrasts;
            let over = subjects.is_finished(row)
                && about.level != Level::Clause
                && !self.is_about_completion(verdict)
                && !(contrasts
                    && !matches!(about.level, Level::Loose | Level::Lead)
                    && subjects.is_finished_here(row));
            let intended = verdict.said == Said::Intended;
            let foreign =
                self.analysis.is_foreign(verdict.clause, verdict.predicate.start, intended);
            let ended = verdict.may_be_over
                && (self.ends_after(verdict) || self.next_tells_the_end(subjects));
            let attached = self.analysis.clauses[verdict.clause].kind == clauses::Kind::Relative;
            let over = over
                || attached && subjects.is_finished_here(row) && !verdict.emphatic
                || subjects.is_another(self.analysis, verdict.clause, row)
                || intended && about.level == Level::Loose;
            if over
                || practice
                || foreign
                || ended
                || self.is_dated(verdict)
                || self.is_reported_long_ago(verdict.predicate.start)
            {
                continue;
            }
            if subjects.counts(self.analysis, verdict, row, sentence) {
                found(ClaimKind::Unfinished, Subject::Deliverable(row), words);
            }
        }
        self.promises(subjects, found);
    }

    fn promises(
        &self,
        subjects: &mut Subjects<'_>,
        mut found: impl FnMut(ClaimKind, Subject, Range<usize>),
    ) {
        let sentence = &self.sentence;
        let parts = self.analysis.parts(sentence.cues);
        for date in self.dates {
            let Some(promise) = parts.promise(date) else { continue };
            let language = sentence.cues.language;
            let ends = subjects.follows_end();
            let kind = ClaimKind::Target {
                date: date.date,
                window: date.window,
                met: Parts::is_met(&promise, &self.analysis.verdicts)
                    || promise.past && self.next_tells_the_end(subjects),
                sure: sentence.has(language.completion) && !sentence.has(language.steps),
            };
            if sentence.names_recommendation() {
                found(kind, Subject::Recommendation, date.words.clone());
            }
            let foreign = self.analysis.is_foreign(promise.clause, promise.cue, true);
            if foreign || self.analysis.routine || self.is_reported_long_ago(promise.cue) {
                continue;
            }
            let about = subjects.about(self.analysis, promise.clause, promise.cue, sentence);
            if let Some(subject) = subjects.promised(self.analysis, &about, &promise, sentence) {
                let kind = match kind {
                    ClaimKind::Target { date, window, met, sure }
                        if about.level == Level::Context =>
                    {
                        ClaimKind::Target { date, window, met: met || ends, sure }
                    }
                    kind => kind,
                };
                found(kind, subject, date.words.clone());
            }
        }
    }

    fn subject_words(&self, verdict: &Verdict) -> Range<usize> {
        let tokens = self.analysis.subject(verdict.clause, verdict.predicate.start);
        self.analysis.words(tokens)
    }

    /// Whether a promise of the same clause says when; then the date decides.
    fn is_dated(&self, verdict: &Verdict) -> bool {
        let parts = self.analysis.parts(self.sentence.cues);
        let open = |date: &Found| {
            self.as_of.is_some_and(|as_of| date.window.first <= as_of && as_of < date.window.last)
        };
        verdict.said == Said::Intended
            && self.dates.iter().any(|date| {
                !open(date)
                    && parts.promise(date).is_some_and(|promise| {
                        promise.clause == verdict.clause || verdict.predicate.contains(&promise.cue)
                    })
            })
    }

    /// Whether the sentence goes on to report the end.
    fn ends_after(&self, verdict: &Verdict) -> bool {
        let later = |other: &&Verdict| other.predicate.start > verdict.predicate.start;
        self.analysis.verdicts.iter().filter(later).any(|other| other.said == Said::Finished)
    }

    fn is_elsewhere(&self, clause: usize, word: usize) -> bool {
        let token = self.analysis.token_of(word);
        self.analysis.clauses[clause].kind == clauses::Kind::Aside
            || self.analysis.tokens.get(token).is_some_and(|token| token.quoted)
            || self.analysis.is_foreign(clause, token, false)
    }

    /// Whether the sentence names a time long before the text.
    fn is_history(&self) -> bool {
        self.dated_before(LONG_AGO).is_some()
    }

    /// Whether somebody said it long before the text.
    fn is_reported_long_ago(&self, token: usize) -> bool {
        let says = |token: &tokens::Token| token.is(crate::language::Role::Say);
        let reported = self.analysis.tokens[..token].iter().any(says);
        reported
            && self
                .dated_before(2 * LONG_AGO)
                .is_some_and(|date| date.words.start < self.analysis.tokens[token].words.start)
    }

    fn dated_before(&self, days: i64) -> Option<&Found> {
        let as_of = self.as_of?;
        self.dates
            .iter()
            .find(|date| !date.inferred && (as_of - date.window.last).num_days() > days)
    }

    /// "The closure date is open", whatever was reported before.
    fn is_about_completion(&self, verdict: &Verdict) -> bool {
        let Sentence { text, cues, .. } = self.sentence;
        let completion = cues.language.completion;
        self.subject_words(verdict).any(|at| completion.contains(&text.word(at)))
    }

    /// Whether the next sentence reports the delivery of the same thing.
    fn next_tells_the_end(&self, subjects: &Subjects<'_>) -> bool {
        self.next.is_some_and(|next| {
            next.tokens.first().is_some_and(|first| subjects.is_pronoun(first))
                && next.verdicts.iter().any(|verdict| verdict.said == Said::Finished)
        })
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

#[cfg(test)]
mod tests;
