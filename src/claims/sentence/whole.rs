//! Sentences about the recommendation as a whole.

use std::ops::Range;

use super::{BETWEEN, Sentence};
use crate::claims::Section;

/// Maximum length of a sentence without a subject.
const BARE: usize = 6;

impl Sentence<'_> {
    pub(super) fn is_bare(&self, index: usize) -> bool {
        let whole = self.cues.language.whole;
        self.section == Section::Notes
            && self.words.len() <= BARE
            && (self.words.start..index).all(|index| whole.contains(&self.text.word(index)))
            && !(index + 1..self.words.end).any(|index| self.text.gap_before(index).contains(':'))
    }

    pub(in crate::claims) fn is_label(&self, index: usize) -> bool {
        self.cues.label_words.iter().any(|label| **label == *self.text.word(index))
    }

    pub(super) fn follows_label(&self, index: usize) -> bool {
        index > self.words.start && self.is_label(index - 1)
    }

    /// The last word of the recommendation's name, before a word.
    pub(in crate::claims) fn label(&self, before: usize) -> Option<Range<usize>> {
        let label = (self.words.start..before).rev().find(|at| self.is_label(*at))?;
        let next = self.word(label + 1).unwrap_or_default();
        if next.starts_with(|char: char| char.is_ascii_digit()) {
            return (next == self.number).then_some(label..label + 2);
        }
        let this = label > self.words.start
            && self.cues.language.this.contains(&self.text.word(label - 1));
        this.then(|| label - 1..label + 1)
    }

    /// Whether the sentence names the whole recommendation.
    pub(in crate::claims) fn names_recommendation(&self) -> bool {
        self.label(self.words.end).is_some_and(|label| {
            self.is_whole(self.words.start..label.start)
                || label.start > self.words.start
                    && self.cues.language.concerning.contains(&self.text.word(label.start - 1))
                    && !self.has(self.cues.language.phase)
                    && !self.has(self.cues.language.parts)
        })
    }

    /// Whether a phrase is said of the recommendation.
    pub(in crate::claims) fn is_about_recommendation(&self, cue: &Range<usize>) -> bool {
        let language = self.cues.language;
        let close = |from: usize| {
            cue.start.checked_sub(from).is_some_and(|between| between <= BETWEEN)
                && !(from..=cue.start).any(|index| self.text.gap_before(index).contains([',', '(']))
        };
        let linked = |index: usize| {
            let word = self.text.word(index);
            [language.links, language.finishing, language.fillers]
                .iter()
                .any(|list| list.contains(&word))
        };
        if let Some(label) = self.label(cue.start) {
            return close(label.end)
                && (label.end..cue.start).all(linked)
                && self.is_whole(self.words.start..label.start);
        }
        if self.section != Section::Notes {
            return false;
        }
        if self.is_bare(cue.start) {
            return true;
        }
        let all = language.all.contains(&self.text.word(self.words.start));
        let subject = (self.words.start..cue.start).find(|index| {
            let word = self.text.word(*index);
            language.work.contains(&word) || all && language.parts.contains(&word)
        });
        subject.is_some_and(|subject| {
            close(subject + 1)
                && (subject + 1..cue.start).all(linked)
                && (self.words.start..subject).all(|index| {
                    let word = self.text.word(index);
                    language.whole.contains(&word) || language.all.contains(&word)
                })
        })
    }

    /// Whether the words before the recommendation do not restrict it to a part.
    fn is_whole(&self, before: Range<usize>) -> bool {
        let language = self.cues.language;
        if before.end.checked_sub(1).is_some_and(|last| {
            before.contains(&last) && language.consider.contains(&self.text.word(last))
        }) {
            return true;
        }
        let all = before.clone().any(|index| language.all.contains(&self.text.word(index)));
        before.clone().all(|index| {
            let word = self.text.word(index);
            language.whole.contains(&word)
                || language.fillers.contains(&word)
                || language.all.contains(&word)
                || all && language.parts.contains(&word)
                || word.starts_with(|char: char| char.is_ascii_digit())
                || self.is_month(word)
        })
    }
}
