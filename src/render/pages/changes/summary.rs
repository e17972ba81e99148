//! The summary of an edition's changes.

use super::Movement;
use super::sentence::shortened;
use crate::facts::{Change, DeliverableChange, ResponseChange, State};
use crate::render::context::PageContext;
use crate::render::files::feed::ended;
use crate::render::view::ChangeView;
use crate::site::{EditionId, RecommendationId, ReportId};

/// A filter for changes.
type OfKind = fn(&Change) -> bool;

/// The key of changes that are none of the others.
const DETAILS: &str = "details";

/// Length of a deliverable's name in a short sentence, in characters.
const SHORT_NAME: usize = 60;

/// Kinds that are summarised by count, with their strings in the theme.
const COUNTED: [(&str, OfKind); 10] = [
    ("brought-forward", |change| change.days_moved().is_some_and(|days| days < 0)),
    ("completed", |change| matches!(change, Change::Deliverable(DeliverableChange::Completed(_)))),
    ("reopened", |change| matches!(change, Change::Deliverable(DeliverableChange::Reopened(_)))),
    ("added", |change| matches!(change, Change::Deliverable(DeliverableChange::Added(_)))),
    ("dropped", |change| matches!(change, Change::Deliverable(DeliverableChange::Dropped(_)))),
    ("left-out", |change| matches!(change, Change::Deliverable(DeliverableChange::LeftOut(_)))),
    ("unlisted", |change| matches!(change, Change::Deliverable(DeliverableChange::Unlisted(_)))),
    ("reworded", |change| {
        matches!(change, Change::Deliverable(DeliverableChange::Reworded { .. }))
    }),
    (DETAILS, is_detail),
    ("milestones", |change| matches!(change, Change::Milestone(_))),
];

/// Kinds that are summarised with their recommendations.
const LISTED: [(&str, OfKind); 8] = [
    ("renumbered", |change| matches!(change, Change::Renumbered)),
    ("renamed", |change| matches!(change, Change::Renamed)),
    ("superseded", |change| matches!(change, Change::Superseded)),
    ("expected", |change| matches!(change, Change::Expected)),
    ("responded", |change| matches!(change, Change::Response(ResponseChange::Given(_)))),
    ("responses", |change| match change {
        Change::Response(change) => !matches!(change, ResponseChange::Given(_)),
        _ => false,
    }),
    ("refiled", |change| matches!(change, Change::Refiled)),
    ("decided", |change| matches!(change, Change::Disposition)),
];

impl PageContext<'_> {
    /// The summary of an edition's changes, in consecutive sentences.
    pub(in crate::render) fn movement_summary(
        &self,
        report: ReportId,
        edition: EditionId,
        movements: &[Movement<'_>],
    ) -> Vec<String> {
        let known = self.site.report(report);
        let first = numbers(movements, |change| matches!(change, Change::FirstReported));
        let Some(before) = edition.before() else {
            // An inherited status is not a report, and nothing has changed yet.
            return vec![self.text("movement.first-edition", &[("n", &first.len().to_string())])];
        };
        let mut sentences = vec![self.opening(report, before, movements)];
        sentences.extend(self.counted("first-reported", &first));
        for status in &known.statuses {
            let there = movements.iter().filter(|movement| {
                let now = self.facts.status(movement.id, movement.after());
                now.is_some_and(|now| now.status == status)
            });
            let moved_there = numbers(there, |change| matches!(change, Change::Status));
            let more = [("status", status.label.as_str())];
            sentences.extend(self.counted_with("status", &moved_there, &more));
        }
        let unstated = movements
            .iter()
            .filter(|movement| self.facts.state(movement.id, movement.after()) == State::NotStated);
        let unstated = numbers(unstated, |change| matches!(change, Change::Status));
        sentences.extend(self.counted("not-stated", &unstated));
        sentences.extend(self.slips(movements));
        for (key, of_kind) in COUNTED {
            sentences.extend(self.counted_only(key, count(movements, of_kind)));
        }
        for (key, of_kind) in LISTED {
            sentences.extend(self.counted(key, &numbers(movements, of_kind)));
        }
        // Silent revisions have a sentence of their own.
        let openly = movements.iter().filter(|movement| !movement.silent);
        sentences.extend(self.counted("texts", &numbers(openly, is_text)));
        let silent: Vec<RecommendationId> = movements
            .iter()
            .filter(|movement| movement.silent)
            .map(|movement| movement.id)
            .collect();
        sentences.extend(self.counted("silent", &silent));
        sentences
    }

    /// The changes of one recommendation, in short sentences: first what concerns it as a whole, last
    /// its texts. Deliverables and milestones are counted, where a count says what happened.
    pub(in crate::render) fn movement_in_short(&self, movement: &Movement<'_>) -> Vec<String> {
        let one = std::slice::from_ref(movement);
        let told = self.sentences(movement);
        let of_kind = |is: fn(&Change) -> bool| {
            let told = told.iter().zip(movement.changes).filter(move |(_, change)| is(change));
            told.map(|(view, _)| self.whole_sentence(view))
        };
        let counts = COUNTED.into_iter().filter(|(key, _)| *key != DETAILS);
        let counts = counts.filter_map(|(key, is)| self.counted_only(key, count(one, is)));
        let silent = movement.silent.then(|| self.text("state.silent", &[]));
        of_kind(|change| !is_counted(change) && !is_text(change))
            .chain(self.slips(one))
            .chain(counts)
            .chain(of_kind(is_detail))
            .chain(of_kind(is_text))
            .chain(silent)
            .collect()
    }

    /// A change with the deliverable that it is about.
    fn whole_sentence(&self, change: &ChangeView) -> String {
        let Some(deliverable) = &change.deliverable else { return ended(self, &change.text) };
        let title = shortened(&deliverable.title, SHORT_NAME);
        ended(self, &format!("{title}{}{}", self.text("heading-separator", &[]), change.text))
    }

    fn opening(&self, report: ReportId, before: EditionId, movements: &[Movement<'_>]) -> String {
        let count = movements.len().to_string();
        let since = self.date(self.site.report(report).edition(before).date).text;
        if movements.is_empty() {
            return self.text("movement.nothing", &[("since", &since)]);
        }
        self.text("movement.opening", &[("n", &count), ("since", &since)])
    }

    fn slips(&self, movements: &[Movement<'_>]) -> Option<String> {
        let moves = movements.iter().flat_map(|movement| movement.changes);
        let days: Vec<i64> =
            moves.filter_map(Change::days_moved).filter(|days| *days > 0).collect();
        let (count, most) = (days.len().to_string(), days.iter().max()?.to_string());
        let most = self.text("movement.slip-days", &[("n", &most)]);
        Some(self.text("movement.slips", &[("n", &count), ("days", &most)]))
    }

    fn counted(&self, key: &str, which: &[RecommendationId]) -> Option<String> {
        self.counted_with(key, which, &[])
    }

    /// A sentence with a count and recommendations.
    fn counted_with(
        &self,
        key: &str,
        which: &[RecommendationId],
        more: &[(&str, &str)],
    ) -> Option<String> {
        if which.is_empty() {
            return None;
        }
        let numbers: Vec<&str> =
            which.iter().map(|id| self.site.number(*id, self.view()).as_str()).collect();
        let (count, list) = (which.len().to_string(), self.listed_in_short(&numbers));
        let mut arguments = vec![("n", count.as_str()), ("list", list.as_str())];
        arguments.extend(more);
        Some(self.text(&format!("movement.{key}"), &arguments))
    }

    fn counted_only(&self, key: &str, count: usize) -> Option<String> {
        let text = || self.text(&format!("movement.{key}"), &[("n", &count.to_string())]);
        (count > 0).then(text)
    }

    /// "25, 26 and 28": a list of names.
    pub(in crate::render) fn listed(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [others @ .., last] => {
                let others = others.join(&self.text("list-separator", &[]));
                self.text("list-and", &[("list", &others), ("last", last)])
            }
        }
    }

    /// The same; a long list ends with the number of others.
    fn listed_in_short(&self, names: &[&str]) -> String {
        const MOST: usize = 12;
        if names.len() <= MOST + 1 {
            return self.listed(names);
        }
        let more = self.text("list-more", &[("n", &(names.len() - MOST).to_string())]);
        let mut shown: Vec<&str> = names[..MOST].to_vec();
        shown.push(&more);
        self.listed(&shown)
    }
}

fn count(movements: &[Movement<'_>], of_kind: impl Fn(&Change) -> bool) -> usize {
    let all = movements.iter().flat_map(|movement| movement.changes);
    all.filter(|change| of_kind(change)).count()
}

/// Whether more than text and completion of a deliverable changed.
fn is_detail(change: &Change) -> bool {
    use DeliverableChange::{
        Added, Completed, Dated, Details, Dropped, DueText, Evidence, LeftOut, MentionedAgain,
        Note, Phase, Reopened, Responsible, Reworded, Status, Undated, Unlisted,
    };
    match change {
        Change::Deliverable(change) => match change {
            Status { .. }
            | Responsible { .. }
            | Phase { .. }
            | Evidence { .. }
            | DueText { .. }
            | Note(_)
            | MentionedAgain(_)
            | Dated { .. }
            | Undated { .. }
            | Details(_) => true,
            Added(_)
            | Dropped(_)
            | LeftOut(_)
            | Unlisted(_)
            | Completed(_)
            | Reopened(_)
            | Reworded { .. } => false,
        },
        _ => false,
    }
}

/// Whether changes of this kind are counted.
fn is_counted(change: &Change) -> bool {
    change.days_moved().is_some() || COUNTED.iter().any(|(_, of_kind)| of_kind(change))
}

fn is_text(change: &Change) -> bool {
    matches!(change, Change::Narrative | Change::Notes)
}

/// The recommendations with changes of a kind, each once.
fn numbers<'a, 's: 'a>(
    movements: impl IntoIterator<Item = &'a Movement<'s>>,
    of_kind: impl Fn(&Change) -> bool,
) -> Vec<RecommendationId> {
    movements
        .into_iter()
        .filter(|movement| movement.changes.iter().any(&of_kind))
        .map(|movement| movement.id)
        .collect()
}
