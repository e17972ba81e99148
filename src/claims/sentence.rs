//! What a sentence says by single words: the recommendation as a whole is finished, percentages, occasions.

use std::ops::Range;

use super::Section;
use super::cues::Cues;
use super::roles::Roles;
use super::text::BlockText;
use crate::language::Role;

mod whole;

/// Maximum number of words between the recommendation and its predicate.
const BETWEEN: usize = 4;

/// Words right before a percentage that is the state of the work: "stands at 85 %".
const REACHING: Roles = Roles::of(&[Role::Remain, Role::Keep, Role::Be]);

/// One sentence of a block.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a BlockText,
    pub(super) words: Range<usize>,
    pub(super) cues: &'a Cues,
    /// The number of the document's recommendation.
    pub(super) number: &'a str,
    pub(super) section: Section,
}

impl Sentence<'_> {
    /// Percentages of the work, with their words: "40 % complete".
    pub(super) fn percentages(&self) -> Vec<(u8, Range<usize>)> {
        let language = self.cues.language;
        let mut found = Vec::new();
        for at in self.words.clone() {
            let Some((done, end)) = self.percentage(at) else { continue };
            let reached = at.checked_sub(2).is_some_and(|from| {
                let from = from.max(self.words.start);
                (from..at).any(|at| self.text.marks(at).any(REACHING))
            });
            let last =
                end >= self.words.end || self.text.gap_before(end).contains([',', ')', '–', '—']);
            if reached && last {
                found.push((done, at..end));
                continue;
            }
            let mut rest = (end..self.words.end)
                .skip_while(|at| language.fillers.contains(&self.text.word(*at)));
            if rest.next().is_some_and(|next| self.text.marks(next).any(Roles::FINISHED)) {
                found.push((done, at..end));
            }
        }
        found
    }

    /// A percentage at a word, and where its words end.
    fn percentage(&self, at: usize) -> Option<(u8, usize)> {
        let done = self.text.word(at).parse::<u8>().ok().filter(|done| *done <= 100)?;
        if self.text.gap_before(at + 1).contains('%')
            || self.words.end == at + 1 && self.text.gap_after(at).contains('%')
        {
            return Some((done, at + 1));
        }
        let words = self.cues.language.percent.iter().filter(|words| {
            words.split(' ').zip(at + 1..).all(|(word, at)| self.word(at) == Some(word))
        });
        Some((done, at + 1 + words.map(|words| words.split(' ').count()).max()?))
    }

    /// The first percentage of some words: "40 % of the houses".
    pub(super) fn percentage_within(&self, mut words: Range<usize>) -> Option<(u8, Range<usize>)> {
        words.find_map(|at| self.percentage(at).map(|(done, end)| (done, at..end)))
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

    /// The word that calls the recommendation as a whole finished.
    pub(super) fn finished(&self) -> Option<usize> {
        let language = self.cues.language;
        let is_finished = |index: usize| self.text.marks(index).any(Roles::FINISHED);
        if !self.words.clone().any(is_finished)
            || self.has(language.qualifying)
            || self.has(language.conditional)
        {
            return None;
        }
        let ahead = Roles::of(&[Role::Target, Role::Intend]);
        let ahead = self.words.clone().find(|index| {
            language.future.contains(&self.text.word(*index))
                || self.text.marks(*index).any(ahead) && self.roles_at(*index).any(ahead)
        });
        self.words.clone().take_while(|index| ahead.is_none_or(|ahead| *index < ahead)).find(
            |index| {
                is_finished(*index)
                    && (self.follows(*index, language.finishing)
                        || self.is_bare(*index)
                        || self.follows_label(*index))
                    && self.is_about_recommendation(&(*index..index + 1))
                    && self.stays_finished(index + 1)
            },
        )
    }

    fn roles_at(&self, index: usize) -> Roles {
        self.cues.at((index..self.words.end).map(|at| self.text.word(at))).roles
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
            || self.text.marks(next).any(Roles::FINISHED)
            || !self.text.gap_before(next).trim().is_empty()
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
