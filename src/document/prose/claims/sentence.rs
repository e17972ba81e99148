//! What one sentence says: that something is finished or is not, or for when it is promised.

use std::ops::Range;

use super::cues::{Cue, Cues};
use super::text::BlockText;
use super::{ClaimKind, Section};
use crate::document::date::PartialDate;

/// A promised date stands at most this many words after what says that it is one.
const REACH: usize = 16;
/// As many words may stand between the recommendation and what is said about it.
const BETWEEN: usize = 4;
/// A sentence without a subject is at most this long.
const BARE: usize = 6;

/// One sentence of a block.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a BlockText,
    pub(super) words: Range<usize>,
    pub(super) cues: &'a Cues,
    /// The number of the recommendation that the document is about.
    pub(super) number: &'a str,
    pub(super) section: Section,
}

/// Something that a sentence says.
pub(super) struct Statement {
    pub(super) kind: ClaimKind,
    /// The words that say it.
    pub(super) words: Range<usize>,
    /// Whether it says so of the recommendation as a whole.
    pub(super) whole: bool,
    /// Whether it can hardly be about a running practice.
    pub(super) emphatic: bool,
    /// The verb for what the work that it speaks of is done: "efforts to promote it".
    pub(super) purpose: Option<usize>,
}

impl Sentence<'_> {
    /// What the sentence says, given the dates of its block by the words that they stand in.
    pub(super) fn statements(&self, dates: &[(PartialDate, Range<usize>)]) -> Vec<Statement> {
        let mut statements = Vec::new();
        self.unfinished(&mut statements);
        self.finished(&mut statements);
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

    /// The words for what has a date of its own: "the next meeting", but not "next year"; "will be
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

    /// Whether the sentence has one of some words.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        self.words.clone().any(|index| words.contains(&self.text.word(index)))
    }

    fn word(&self, index: usize) -> Option<&str> {
        self.words.contains(&index).then(|| self.text.word(index))
    }

    fn cue(&self, cue: Cue, at: usize) -> Option<Range<usize>> {
        let end = self.cues.at(cue, at, |index| self.word(index))?;
        Some(at..end)
    }

    fn unfinished(&self, statements: &mut Vec<Statement>) {
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

    /// What a phrase says that calls work unfinished where it is work that it is said of.
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

    /// Whether a phrase is what a sentence says, and not which thing it is said of: "projects under
    /// way are listed", "when work is under way".
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

    /// The word for work that goes on until something is there, where a phrase is said of it: "work
    /// on the report continues", but not "the report continues the work of 2015" or "that work on it
    /// continues".
    fn effort(&self, cue: &Range<usize>) -> Option<usize> {
        let language = self.cues.language;
        let is = |at: usize, words: &[&str]| words.contains(&self.text.word(at));
        let near = self.words.start.max(cue.start.saturating_sub(REACH));
        if (near..cue.start).any(|at| is(at, language.conditional)) {
            return None;
        }
        // What begins the sentence is its subject, until a verb follows.
        let opens =
            |at: &usize| is(*at, language.this) || is(*at, language.phase) || self.is_phase(*at);
        let first = (self.words.start..cue.start).find(|at| !opens(at));
        let first = first.filter(|first| is(*first, language.efforts));
        if first.is_some() && !(self.words.start..cue.start).any(|at| is(at, language.links)) {
            return first;
        }
        // Of the rest, only what nothing sets off from the phrase.
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

    /// Whether a word is the numeral of a phase.
    fn is_phase(&self, at: usize) -> bool {
        at > self.words.start && self.cues.language.phase.contains(&self.text.word(at - 1))
    }

    /// Whether a phrase is said of nothing at all: "no part of it is outstanding", but not "no date
    /// is set, and work is under way".
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

    /// Whether a phrase speaks of what was unfinished and no longer is.
    fn is_over(&self, cue: &Range<usize>, emphatic: bool) -> bool {
        let language = self.cues.language;
        let past = self.follows(cue.start, language.past);
        // "The agency had not completed it" is how some report what is the case, unless the rest of
        // the paragraph tells the end of it.
        let told = !emphatic || self.has_happened(cue.end, self.text.len());
        self.follows(cue.start, language.ended)
            || past && told
            || self.has_happened(cue.end, self.words.end)
    }

    /// The words of the clause that a phrase stands in, without the phrase. None where it has no
    /// subject of its own.
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
        if !self.words.clone().any(|index| self.cues.is_finished(self.text.word(index)))
            || self.has(language.qualifying)
            || self.has(language.conditional)
        {
            return;
        }
        for index in self.words.clone() {
            let is = self.cues.is_finished(self.text.word(index));
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

    /// Whether nothing behind a word takes a part of it back: "implemented in two regions".
    fn stays_finished(&self, next: usize) -> bool {
        let language = self.cues.language;
        let Some(word) = self.word(next) else { return true };
        let is_date = |word: &str| {
            word.starts_with(|char: char| char.is_ascii_digit()) || self.is_month(word)
        };
        language.continuing.contains(&word)
            || language.dating.contains(&word) && self.word(next + 1).is_some_and(is_date)
            || is_date(word)
            || self.cues.is_finished(word)
            || !self.text.gap_before(next).trim().is_empty()
    }

    /// What makes the date at a word a promised one.
    fn promise(&self, date: usize) -> Option<Range<usize>> {
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

    /// Whether the word at a place, or behind the ones that may stand anywhere, is one for the
    /// completion or delivery of something.
    fn is_delivery(&self, from: usize) -> bool {
        let language = self.cues.language;
        let mut words = (from..self.words.end).map(|at| self.text.word(at));
        words.find(|word| !language.fillers.contains(word)).is_some_and(|word| {
            language.completion.contains(&word) || language.delivery.contains(&word)
        })
    }

    /// Whether the sentence says when something is due.
    pub(super) fn falls_due(&self) -> bool {
        let language = self.cues.language;
        self.words.clone().any(|at| {
            let next = self.text.word(at + 1);
            language.due.contains(&self.text.word(at))
                && (language.dating.contains(&next) || language.until.contains(&next))
        })
    }

    /// Whether what was promised with a phrase for a date has been delivered, as far as the sentence
    /// and the one behind it say.
    fn is_met(&self, cue: &Range<usize>, date: &Range<usize>) -> bool {
        self.has_happened(cue.end, self.words.end)
            || self.is_measure(cue) && self.is_delivered(cue.start)
            || self.is_past(cue, date) && self.next_tells_the_end()
    }

    /// Whether a promise is only what something is measured by: "published ahead of the target".
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

    /// Whether the words before one tell of something that is done.
    fn is_delivered(&self, to: usize) -> bool {
        let done = |at: usize| {
            self.cues.is_finished(self.text.word(at))
                && self.follows(at, self.cues.language.finishing)
        };
        self.has_happened(self.words.start, to) || (self.words.start..to).any(done)
    }

    /// Whether a promise is told as one of the past: "the target was", "was expected in".
    fn is_past(&self, cue: &Range<usize>, date: &Range<usize>) -> bool {
        let language = self.cues.language;
        self.follows(cue.start, language.past)
            || (cue.end..date.start).any(|at| language.past.contains(&self.text.word(at)))
    }

    /// Whether the next sentence is about the same thing, and tells of its delivery.
    fn next_tells_the_end(&self) -> bool {
        let next = self.text.sentences().iter().find(|next| next.start == self.words.end);
        next.is_some_and(|next| {
            self.cues.language.pronouns.contains(&self.text.word(next.start))
                && self.has_happened(next.start + 1, next.end)
        })
    }

    /// Whether some words tell of something that was delivered.
    fn has_happened(&self, from: usize, to: usize) -> bool {
        let language = self.cues.language;
        (from..to).any(|index| {
            language.delivery.contains(&self.text.word(index))
                && self.before(index).is_some_and(|before| {
                    language.happened.contains(&self.text.word(before)) && !self.is_denied(before)
                })
        })
    }

    /// Whether a verb is denied: "has not yet been" tells of nothing that happened.
    fn is_denied(&self, verb: usize) -> bool {
        let language = self.cues.language;
        let before = (0..verb).rev().map(|at| self.text.word(at));
        before
            .skip_while(|word| language.fillers.contains(word))
            .take(1)
            .any(|word| language.denying.contains(&word))
    }

    /// Whether some words before a date tell of anything but what date it is.
    fn tells(&self, from: usize, date: usize) -> bool {
        let language = self.cues.language;
        let dated = [language.about, language.setting, language.fillers];
        (from..date.saturating_sub(1)).any(|index| {
            language.happened[..].contains(&self.text.word(index))
                && !dated.iter().any(|list| list.contains(&self.text.word(index + 1)))
        })
    }

    /// Whether what stands before the sentence in its block tells of anything that was done.
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

    /// The word before another, past those that may stand anywhere.
    fn before(&self, index: usize) -> Option<usize> {
        (self.words.start..index)
            .rev()
            .find(|at| !self.cues.language.fillers.contains(&self.text.word(*at)))
    }

    /// Whether one of some phrases stands right before a word.
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

    fn is_bare(&self, index: usize) -> bool {
        let whole = self.cues.language.whole;
        self.section == Section::Notes
            && self.words.len() <= BARE
            && (self.words.start..index).all(|index| whole.contains(&self.text.word(index)))
            && !(index + 1..self.words.end).any(|index| self.text.gap_before(index).contains(':'))
    }

    fn is_label(&self, index: usize) -> bool {
        self.cues.label_words.iter().any(|label| **label == *self.text.word(index))
    }

    fn follows_label(&self, index: usize) -> bool {
        index > self.words.start && self.is_label(index - 1)
    }

    /// The last word of what names the recommendation, before a word.
    fn label(&self, before: usize) -> Option<Range<usize>> {
        let label = (self.words.start..before).rev().find(|at| self.is_label(*at))?;
        let next = self.word(label + 1).unwrap_or_default();
        if next.starts_with(|char: char| char.is_ascii_digit()) {
            return (next == self.number).then_some(label..label + 2);
        }
        let this = label > self.words.start
            && self.cues.language.this.contains(&self.text.word(label - 1));
        this.then_some(label - 1..label + 1)
    }

    /// Whether the sentence names the recommendation itself, as a whole.
    fn names_recommendation(&self) -> bool {
        self.label(self.words.end).is_some_and(|label| {
            self.is_whole(self.words.start..label.start)
                || label.start > self.words.start
                    && ["of", "for"].contains(&self.text.word(label.start - 1))
                    && !self.has(self.cues.language.phase)
                    && !self.has(self.cues.language.parts)
        })
    }

    /// Whether what is said with some words is said of the recommendation.
    fn is_about_recommendation(&self, cue: &Range<usize>) -> bool {
        let language = self.cues.language;
        let close = |from: usize| {
            cue.start - from <= BETWEEN
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

    /// Whether the words before the recommendation leave it whole.
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

    fn is_month(&self, word: &str) -> bool {
        self.cues.months.iter().any(|names| names.contains(&word))
    }
}
