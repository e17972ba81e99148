//! The changes of a recommendation in short.

use super::Movement;
use super::sentence::shortened;
use crate::facts::{Change, DeliverableChange};
use crate::render::context::PageContext;
use crate::render::files::feed::ended;
use crate::render::view::ChangeView;

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

impl PageContext<'_> {
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

    fn slips(&self, movements: &[Movement<'_>]) -> Option<String> {
        let moves = movements.iter().flat_map(|movement| movement.changes);
        let days: Vec<i64> =
            moves.filter_map(Change::days_moved).filter(|days| *days > 0).collect();
        let (count, most) = (days.len().to_string(), days.iter().max()?.to_string());
        let most = self.text("movement.slip-days", &[("n", &most)]);
        Some(self.text("movement.slips", &[("n", &count), ("days", &most)]))
    }

    fn counted_only(&self, key: &str, count: usize) -> Option<String> {
        let text = || self.text(&format!("movement.{key}"), &[("n", &count.to_string())]);
        (count > 0).then(text)
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
