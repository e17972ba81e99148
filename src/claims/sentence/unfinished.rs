//! Whether a sentence calls work unfinished.

use std::ops::Range;

use super::{REACH, Sentence, Statement};
use crate::claims::ClaimKind;
use crate::claims::cues::Cue;

impl Sentence<'_> {
    pub(super) fn unfinished(&self, statements: &mut Vec<Statement>) {
        let language = self.cues.language;
        let mut at = self.words.start;
        let routine = || self.words.clone().any(|index| self.cue(Cue::Routine, index).is_some());
        while at < self.words.end {
            let Some(cue) = self.cue(Cue::Unfinished, at) else {
                let ongoing = self.cue(Cue::Ongoing, at).filter(|_| !routine());
                at += 1;
                statements.extend(ongoing.and_then(|cue| self.ongoing(cue)));
                continue;
            };
            at = cue.end;
            let emphatic =
                cue.clone().any(|index| language.emphatic.contains(&self.text.word(index)));
            if !self.is_said(&cue)
                || self.is_of_nothing(&cue)
                || self.is_over(&cue, emphatic)
                || !emphatic && routine()
            {
                continue;
            }
            let whole = self.is_about_recommendation(&cue);
            let kind = ClaimKind::Unfinished;
            statements.push(Statement { kind, words: cue, whole, emphatic, purpose: None });
        }
    }

    /// The statement of a phrase that means unfinished if said of work.
    fn ongoing(&self, words: Range<usize>) -> Option<Statement> {
        let effort = self.effort(&words)?;
        let to = self.cues.language.purpose.contains(&self.text.word(effort + 1));
        (!self.is_over(&words, false)).then_some(Statement {
            kind: ClaimKind::Unfinished,
            words,
            whole: false,
            emphatic: false,
            purpose: to.then_some(effort + 2),
        })
    }

    /// Whether a phrase is the predicate, and does not just identify something: "projects under way
    /// are listed", "when work is under way".
    fn is_said(&self, cue: &Range<usize>) -> bool {
        let language = self.cues.language;
        let is = |index: usize, words: &[&str]| words.contains(&self.text.word(index));
        let linked = |index: usize| is(index, language.links);
        let mut subject = cue.start;
        while subject > self.words.start
            && (linked(subject - 1) || is(subject - 1, language.fillers))
        {
            subject -= 1;
        }
        let free = subject == self.words.start
            || linked(cue.start)
            || (subject..cue.start).any(linked)
            || is(cue.start, language.work)
            || is(subject - 1, language.conjunctions)
            || !self.words.clone().any(linked);
        let near = self.words.start.max(cue.start.saturating_sub(REACH / 2));
        free && (subject == self.words.start || !is(subject - 1, language.relatives))
            && !(near..cue.start).any(|index| is(index, language.conditional))
    }

    /// The word for ongoing work that a phrase is said of: "work on the report continues", but not
    /// "the report continues the work of 2015" or "that work on it continues".
    fn effort(&self, cue: &Range<usize>) -> Option<usize> {
        let language = self.cues.language;
        let is = |at: usize, words: &[&str]| words.contains(&self.text.word(at));
        let near = self.words.start.max(cue.start.saturating_sub(REACH));
        if (near..cue.start).any(|at| is(at, language.conditional)) {
            return None;
        }
        // The start of the sentence is its subject, up to a verb.
        let opens =
            |at: &usize| is(*at, language.this) || is(*at, language.phase) || self.is_phase(*at);
        let first = (self.words.start..cue.start).find(|at| !opens(at));
        let first = first.filter(|first| is(*first, language.efforts));
        if first.is_some() && !(self.words.start..cue.start).any(|at| is(at, language.links)) {
            return first;
        }
        // From the rest, only what directly belongs to the phrase.
        let subject = (self.words.start..cue.start).rev().take_while(|at| {
            !is(*at, language.links)
                && !is(*at, language.relatives)
                && !self.text.gap_before(at + 1).contains([',', ':'])
        });
        let effort = subject.filter(|at| is(*at, language.efforts)).last()?;
        let mut before = effort;
        while before > self.words.start && is(before - 1, language.this) {
            before -= 1;
        }
        let whole = before == self.words.start
            || !is(before - 1, language.describing) && !is(before - 1, language.relatives);
        whole.then_some(effort)
    }

    /// Whether a word is a phase's numeral.
    fn is_phase(&self, at: usize) -> bool {
        at > self.words.start && self.cues.language.phase.contains(&self.text.word(at - 1))
    }

    /// Whether the subject is negated: "no part of it is outstanding", but not "no date is set, and
    /// work is under way".
    fn is_of_nothing(&self, cue: &Range<usize>) -> bool {
        let language = self.cues.language;
        let is = |at: usize, words: &[&str]| words.contains(&self.text.word(at));
        let mut subject = cue.start;
        while subject > self.words.start
            && (is(subject - 1, language.links) || is(subject - 1, language.fillers))
        {
            subject -= 1;
        }
        let other = |at: usize| {
            is(at, language.links)
                || is(at, language.conjunctions)
                || is(at, language.relatives)
                || self.text.gap_before(at + 1).contains([',', ':', '(', ')'])
        };
        let first = (self.words.start..subject).rev().take_while(|at| !other(*at)).last();
        first.is_some_and(|first| is(first, language.nothing))
    }

    /// Whether a phrase is about the past.
    fn is_over(&self, cue: &Range<usize>, emphatic: bool) -> bool {
        let language = self.cues.language;
        let past = self.follows(cue.start, language.past);
        // "The agency had not completed it" is often used for the present, unless the paragraph
        // goes on to report the completion.
        let told = !emphatic || self.has_happened(cue.end, self.text.len());
        self.follows(cue.start, language.ended)
            || past && told
            || self.has_happened(cue.end, self.words.end)
    }
}
