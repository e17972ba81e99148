//! The statements of a sentence: finished, unfinished, or promised for a date.

use std::ops::Range;

use super::cues::{Cue, Cues};
use super::text::BlockText;
use super::{ClaimKind, Section};
use crate::date::PartialDate;

mod promise;
mod unfinished;
mod whole;

/// Maximum number of words between a promise and its date.
const REACH: usize = 16;
/// Maximum number of words between the recommendation and its predicate.
const BETWEEN: usize = 4;

/// One sentence of a block.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a BlockText,
    pub(super) words: Range<usize>,
    pub(super) cues: &'a Cues,
    /// The number of the document's recommendation.
    pub(super) number: &'a str,
    pub(super) section: Section,
}

/// A statement of a sentence.
pub(super) struct Statement {
    pub(super) kind: ClaimKind,
    /// The words that make it.
    pub(super) words: Range<usize>,
    /// Whether it is about the recommendation as a whole.
    pub(super) whole: bool,
    /// Whether it cannot be about standing practice.
    pub(super) emphatic: bool,
    /// The verb of purpose: "efforts to promote it".
    pub(super) purpose: Option<usize>,
}

impl Sentence<'_> {
    /// The statements of the sentence, given the dates of its block and their words.
    pub(super) fn statements(&self, dates: &[(PartialDate, Range<usize>)]) -> Vec<Statement> {
        let mut statements = Vec::new();
        self.unfinished(&mut statements);
        self.finished(&mut statements);
        self.percentages(&mut statements);
        for (date, words) in dates {
            if self.words.contains(&words.start)
                && let Some(cue) = self.promise(words.start)
            {
                statements.push(Statement {
                    kind: ClaimKind::Target {
                        date: *date,
                        met: self.is_met(&cue, words),
                        sure: self.has(self.cues.language.completion)
                            && !self.has(self.cues.language.steps),
                    },
                    words: words.clone(),
                    whole: self.names_recommendation(),
                    emphatic: true,
                    purpose: None,
                });
            }
        }
        statements
    }

    /// Percentages of the work: "40 % complete".
    fn percentages(&self, statements: &mut Vec<Statement>) {
        let language = self.cues.language;
        for at in self.words.clone() {
            let Some(done) = self.text.word(at).parse::<u8>().ok().filter(|done| *done <= 100)
            else {
                continue;
            };
            let sign = self.text.gap_before(at + 1).contains('%');
            let mut end = at + 1;
            if !sign {
                if !language.percent.contains(&self.text.word(end)) {
                    continue;
                }
                end += 1;
            }
            let next =
                (end..self.words.end).find(|at| !language.fillers.contains(&self.text.word(*at)));
            if next.is_some_and(|next| self.text.marks(next).finished()) {
                statements.push(Statement {
                    kind: ClaimKind::Percentage(done),
                    words: at..end,
                    whole: self.names_recommendation(),
                    emphatic: true,
                    purpose: None,
                });
            }
        }
    }

    /// Words for events with dates of their own: "the next meeting", but not "next year"; "will be
    /// updated", but not "the updated report".
    pub(super) fn occasions(&self) -> impl Iterator<Item = &str> {
        let language = self.cues.language;
        let is = move |index: usize, words: &[&str]| words.contains(&self.text.word(index));
        let occasion = move |index: &usize| {
            is(*index, language.occasions) && !is(index + 1, language.periods)
                || is(*index, language.renewing)
                    && self.before(*index).is_some_and(|before| is(before, language.future))
        };
        self.words.clone().filter(occasion).map(|index| self.text.word(index))
    }

    /// Whether the sentence contains one of these words.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        self.words.clone().any(|index| words.contains(&self.text.word(index)))
    }

    fn word(&self, index: usize) -> Option<&str> {
        self.words.contains(&index).then(|| self.text.word(index))
    }

    fn cue(&self, cue: Cue, at: usize) -> Option<Range<usize>> {
        if !self.text.marks(at).begins(cue) {
            return None;
        }
        let words = (at..self.words.end).map(|at| (self.text.word(at), self.text.marks(at)));
        Some(at..at + self.cues.at(cue, words)?)
    }

    /// The words of the clause around a phrase, without the phrase. None if it has no subject of
    /// its own.
    pub(super) fn clause(&self, cue: &Range<usize>) -> Option<Vec<usize>> {
        let language = self.cues.language;
        let is = |index: usize, words: &[&str]| words.contains(&self.text.word(index));
        let conjunction =
            (self.words.start..cue.start).rev().find(|at| is(*at, language.conjunctions))?;
        let other = (self.words.start..conjunction).any(|at| is(at, language.links));
        let subject = (conjunction + 1..cue.start)
            .any(|at| !is(at, language.links) && !is(at, language.fillers));
        let subject = subject || is(cue.start, language.work);
        (other && subject)
            .then(|| (conjunction + 1..cue.start).chain(cue.end..self.words.end).collect())
    }

    fn finished(&self, statements: &mut Vec<Statement>) {
        let language = self.cues.language;
        if !self.words.clone().any(|index| self.text.marks(index).finished())
            || self.has(language.qualifying)
            || self.has(language.conditional)
        {
            return;
        }
        for index in self.words.clone() {
            let is = self.text.marks(index).finished();
            let cue = index..index + 1;
            let future = self.words.start..index;
            if is
                && (self.follows(index, language.finishing)
                    || self.is_bare(index)
                    || self.follows_label(index))
                && !future.clone().any(|index| language.future.contains(&self.text.word(index)))
                && !future.clone().any(|index| self.cue(Cue::Target, index).is_some())
                && self.is_about_recommendation(&cue)
                && self.stays_finished(cue.end)
            {
                statements.push(Statement {
                    kind: ClaimKind::Finished,
                    words: cue,
                    whole: true,
                    emphatic: true,
                    purpose: None,
                });
                return;
            }
        }
    }

    /// Whether no qualification follows a word, as in "implemented in two regions".
    fn stays_finished(&self, next: usize) -> bool {
        let language = self.cues.language;
        let Some(word) = self.word(next) else { return true };
        let is_date = |word: &str| {
            word.starts_with(|char: char| char.is_ascii_digit()) || self.is_month(word)
        };
        language.continuing.contains(&word)
            || language.dating.contains(&word) && self.word(next + 1).is_some_and(is_date)
            || is_date(word)
            || self.text.marks(next).finished()
            || !self.text.gap_before(next).trim().is_empty()
    }

    /// Whether some words report a delivery.
    fn has_happened(&self, from: usize, to: usize) -> bool {
        let language = self.cues.language;
        (from..to).any(|index| {
            language.delivery.contains(&self.text.word(index))
                && self.before(index).is_some_and(|before| {
                    language.happened.contains(&self.text.word(before)) && !self.is_denied(before)
                })
        })
    }

    /// Whether a verb is negated, as in "has not yet been".
    fn is_denied(&self, verb: usize) -> bool {
        let language = self.cues.language;
        let before = (0..verb).rev().map(|at| self.text.word(at));
        before
            .skip_while(|word| language.fillers.contains(word))
            .take(1)
            .any(|word| language.denying.contains(&word))
    }

    /// Whether the text before the sentence in its block reports something done.
    pub(super) fn follows_an_end(&self) -> bool {
        let language = self.cues.language;
        (1..self.words.start).any(|index| {
            let word = self.text.word(index);
            let participle = language.participle_endings.iter().any(|end| word.ends_with(end));
            (participle || language.delivery.contains(&word))
                && language.happened.contains(&self.text.word(index - 1))
                && !self.is_denied(index - 1)
        })
    }

    /// The previous word, skipping fillers.
    fn before(&self, index: usize) -> Option<usize> {
        (self.words.start..index)
            .rev()
            .find(|at| !self.cues.language.fillers.contains(&self.text.word(*at)))
    }

    /// Whether one of these phrases directly precedes a word.
    fn follows(&self, index: usize, phrases: &[&str]) -> bool {
        let Some(before) = self.before(index) else { return false };
        phrases.iter().any(|phrase| {
            let mut at = before + 1;
            phrase.rsplit(' ').all(|word| {
                at = at.wrapping_sub(1);
                self.word(at) == Some(word)
            })
        })
    }

    fn is_month(&self, word: &str) -> bool {
        self.cues.dates.months.iter().any(|names| names.contains(&word))
    }
}
