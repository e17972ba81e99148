//! Whether what a clause says is said of a row: not of a step to it, of its use, or of another one.

use super::{About, Level, Subjects};
use crate::claims::Subject;
use crate::claims::analysis::Analysis;
use crate::claims::promise::Promise;
use crate::claims::roles::Form;
use crate::claims::rows::Bag;
use crate::claims::sentence::Sentence;
use crate::claims::tokens::Token;
use crate::claims::verdicts::{Said, Verdict};
use crate::language::Role;

impl Subjects<'_> {
    /// Whether a verdict of finished is about the row itself, not about a step or a part of it.
    pub(in crate::claims) fn is_end(
        &self,
        analysis: &Analysis,
        verdict: &Verdict,
        row: u16,
        level: Level,
    ) -> bool {
        let subject = analysis.subject(verdict.clause, verdict.predicate.start);
        let tokens = &analysis.tokens;
        let asked = |verb: usize| {
            let mut words = tokens[verb].words.clone();
            words.any(|at| self.rows.has(row, self.text.word(at), self.cues.language))
        };
        if verdict.only_if_asked.is_some_and(|verb| !asked(verb)) {
            return false;
        }
        if tokens[subject.clone()].iter().any(|token| token.is(Role::Step)) {
            return false;
        }
        if level == Level::Context || subject.is_empty() {
            return true;
        }
        let language = self.cues.language;
        let head = |tokens: &[Token]| {
            let words = tokens.iter().flat_map(|token| token.words.clone());
            let words = words.map(|at| self.text.word(at));
            let mut head = words.skip_while(|word| self.cues.is_stop(word));
            let head: Vec<&str> =
                head.by_ref().take_while(|word| !language.describing.contains(word)).collect();
            self.rows.names(row, &Bag::new(head.iter().copied(), self.cues))
                || head.iter().any(|word| self.rows.has(row, word, language))
        };
        let own = &analysis.clauses[verdict.clause];
        let object = verdict.predicate.end.min(own.tokens.end)..own.tokens.end;
        head(&tokens[subject]) || head(&tokens[object])
    }

    /// Whether a verdict of unfinished is about the row, not about its use or its review.
    pub(in crate::claims) fn counts(
        &self,
        analysis: &Analysis,
        verdict: &Verdict,
        row: u16,
        sentence: &Sentence<'_>,
    ) -> bool {
        let language = self.cues.language;
        if self.rows.is_recurring(row) && !verdict.emphatic {
            return false;
        }
        let asked = |at: usize| {
            analysis.tokens[at]
                .words
                .clone()
                .any(|at| self.rows.has(row, self.text.word(at), language))
        };
        if verdict.only_if_asked.is_some_and(|verb| !asked(verb))
            || self.is_told_by(analysis, verdict.predicate.start, row)
        {
            return false;
        }
        let tokens = &analysis.tokens;
        let subject = analysis.subject(verdict.clause, verdict.predicate.start);
        let own = &analysis.clauses[verdict.clause];
        // Work to promote a report is not work on the report.
        let purpose = (subject.start..own.tokens.end.saturating_sub(1)).any(|at| {
            let next = &tokens[at + 1];
            tokens[at].is(Role::To)
                && next.is(Role::Neutral)
                && !next.is(Role::Work)
                && !next.words.clone().any(|at| self.rows.has(row, self.text.word(at), language))
        });
        let effort = tokens[subject].iter().any(|token| token.is(Role::Effort));
        if purpose && effort {
            return false;
        }
        verdict.said != Said::Intended
            || !self.is_step(
                analysis,
                (verdict.clause, verdict.predicate.start),
                row,
                &[Role::Trouble],
            ) && sentence.occasions().all(|word| {
                // A consultation comes before what it is about.
                self.rows.has(row, word, language) || language.steps.contains(&word)
            })
    }

    /// Whether the subject is a step to a row, or what others say of it: "comments on the report".
    fn is_step(
        &self,
        analysis: &Analysis,
        (clause, predicate): (usize, usize),
        row: u16,
        roles: &[Role],
    ) -> bool {
        let language = self.cues.language;
        let subject = analysis.subject(clause, predicate);
        let words =
            analysis.tokens[subject].iter().find(|token| !token.stop && !token.is(Role::Filler));
        words.is_some_and(|head| {
            head.any(roles)
                && !head.is(Role::Own)
                && !head.words.clone().any(|at| self.rows.has(row, self.text.word(at), language))
        })
    }

    /// Whether a row itself says it: "the pact says that companies will publish delays".
    fn is_told_by(&self, analysis: &Analysis, at: usize, row: u16) -> bool {
        let tokens = &analysis.tokens;
        let says = |at: &usize| tokens[*at].is(Role::Say) && tokens[*at].form.is(Form::PRESENT);
        (0..at).rev().find(says).is_some_and(|say| {
            let clause = analysis.clauses.iter().position(|clause| clause.tokens.contains(&say));
            let own = |clause: usize| analysis.clauses[clause].tokens.start == say;
            // After a relative clause, the subject is that of the clause before it.
            let subject = clause.map_or(0..0, |clause| match clause.checked_sub(2) {
                Some(before) if own(clause) => analysis.clauses[before].tokens.clone(),
                _ => analysis.clauses[clause].tokens.start..say,
            });
            let bag = self.bag(analysis.words(subject));
            self.rows.best(&bag).is_some_and(|(_, named)| named == row)
        })
    }

    /// Whether a clause is about another of the same kind, by its number.
    pub(in crate::claims) fn is_another(
        &self,
        analysis: &Analysis,
        clause: usize,
        row: u16,
    ) -> bool {
        analysis.context(clause).into_iter().any(|clause| {
            let words = analysis.words(analysis.clauses[clause].tokens.clone());
            self.rows.is_numbered_otherwise(row, &self.bag(words))
        })
    }

    /// What a date is promised for.
    pub(in crate::claims) fn promised(
        &self,
        analysis: &Analysis,
        about: &About,
        promise: &Promise,
        sentence: &Sentence<'_>,
    ) -> Option<Subject> {
        let language = self.cues.language;
        let begins = |row: u16| {
            promise.begins && !language.steps.iter().any(|word| self.rows.has(row, word, language))
        };
        match about.row {
            Some(row) => {
                let separate = sentence.occasions().any(|word| !self.rows.has(row, word, language));
                let step = self.is_step(
                    analysis,
                    (promise.clause, promise.cue),
                    row,
                    &[Role::Step, Role::Trouble],
                );
                let asked = promise.only_if_asked.is_none_or(|verb| {
                    analysis.tokens[verb]
                        .words
                        .clone()
                        .any(|at| self.rows.has(row, self.text.word(at), language))
                });
                let over = about.level != Level::Clause && self.is_finished(row)
                    || about.level == Level::Loose
                    || self.is_told_by(analysis, promise.cue, row);
                let whole = about.level == Level::Context && sentence.names_recommendation();
                let subject = if whole {
                    Subject::Unclear { leaning: Some(row) }
                } else {
                    Subject::Deliverable(row)
                };
                let over = over || self.is_another(analysis, promise.clause, row);
                (!separate && !begins(row) && !step && asked && !over).then_some(subject)
            }
            None => (sentence.has(language.completion)
                && sentence.occasions().next().is_none()
                && !sentence.has(language.identifying))
            .then_some(Subject::Unclear { leaning: about.leaning }),
        }
    }
}
