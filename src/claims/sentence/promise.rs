//! Promised dates, and whether they were met.

use std::ops::Range;

use super::{BETWEEN, REACH, Sentence};
use crate::claims::cues::Cue;

impl Sentence<'_> {
    /// The phrase that makes the date at a word a promise.
    pub(super) fn promise(&self, date: usize) -> Option<Range<usize>> {
        let language = self.cues.language;
        let from = self.words.start.max(date.saturating_sub(REACH));
        let cue = (from..date)
            .rev()
            .find_map(|at| self.cue(Cue::Target, at).filter(|cue| cue.end <= date));
        if let Some(cue) = cue
            && !self.has_happened(cue.end, date)
            && !self.tells(cue.end, date)
        {
            return Some(cue);
        }
        let mut before = date;
        while before > self.words.start && language.about.contains(&self.text.word(before - 1)) {
            before -= 1;
        }
        let stands = |words: &[&str]| {
            before > self.words.start && words.contains(&self.text.word(before - 1))
        };
        let future = |at: &usize| language.future.contains(&self.text.word(*at));
        let delivered = |at: &usize| future(at) && self.is_delivery(at + 1);
        let future = if stands(language.until) {
            (from..before).rev().find(future)?
        } else if stands(language.dating) {
            (from..before).rev().find(delivered)?
        } else {
            return None;
        };
        (!self.has_happened(future, date)).then_some(future..future)
    }

    /// Whether the word at a position, skipping fillers, means completion or delivery.
    fn is_delivery(&self, from: usize) -> bool {
        let language = self.cues.language;
        let mut words = (from..self.words.end).map(|at| self.text.word(at));
        words.find(|word| !language.fillers.contains(word)).is_some_and(|word| {
            language.completion.contains(&word) || language.delivery.contains(&word)
        })
    }

    /// Whether the sentence states a due date.
    pub(in crate::claims) fn falls_due(&self) -> bool {
        let language = self.cues.language;
        self.words.clone().any(|at| {
            let next = self.text.word(at + 1);
            language.due.contains(&self.text.word(at))
                && (language.dating.contains(&next) || language.until.contains(&next))
        })
    }

    /// Whether this sentence or the next reports that a promise was met.
    pub(super) fn is_met(&self, cue: &Range<usize>, date: &Range<usize>) -> bool {
        self.has_happened(cue.end, self.words.end)
            || self.is_measure(cue) && self.is_delivered(cue.start)
            || self.is_past(cue, date) && self.next_tells_the_end()
    }

    /// Whether a promise is only a comparison: "published ahead of the target".
    fn is_measure(&self, cue: &Range<usize>) -> bool {
        let language = self.cues.language;
        let from = self.words.start.max(cue.start.saturating_sub(BETWEEN));
        let measure =
            (from..cue.start).rev().find(|at| language.measuring.contains(&self.text.word(*at)));
        measure.is_some_and(|measure| {
            !(measure + 1..cue.start).any(|at| {
                let word = self.text.word(at);
                language.links.contains(&word) || language.conjunctions.contains(&word)
            })
        })
    }

    /// Whether the words before one report something done.
    fn is_delivered(&self, to: usize) -> bool {
        let done = |at: usize| {
            self.text.marks(at).finished() && self.follows(at, self.cues.language.finishing)
        };
        self.has_happened(self.words.start, to) || (self.words.start..to).any(done)
    }

    /// Whether a promise is in the past: "the target was", "was expected in".
    fn is_past(&self, cue: &Range<usize>, date: &Range<usize>) -> bool {
        let language = self.cues.language;
        self.follows(cue.start, language.past)
            || (cue.end..date.start).any(|at| language.past.contains(&self.text.word(at)))
    }

    /// Whether the next sentence reports the delivery of the same thing.
    fn next_tells_the_end(&self) -> bool {
        let next = self.text.sentences().iter().find(|next| next.start == self.words.end);
        next.is_some_and(|next| {
            self.cues.language.pronouns.contains(&self.text.word(next.start))
                && self.has_happened(next.start + 1, next.end)
        })
    }

    /// Whether the words before a date state more than the date.
    fn tells(&self, from: usize, date: usize) -> bool {
        let language = self.cues.language;
        let dated = [language.about, language.setting, language.fillers];
        (from..date.saturating_sub(1)).any(|index| {
            language.happened[..].contains(&self.text.word(index))
                && !dated.iter().any(|list| list.contains(&self.text.word(index + 1)))
        })
    }
}
