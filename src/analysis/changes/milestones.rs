//! What moved on a timeline.

use super::Change;
use crate::date::PartialDate;
use crate::document::content::Milestone;
use crate::schema::Text;

/// What became of one milestone. Its label identifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MilestoneChange<'s> {
    /// It is new.
    Added(&'s Text),
    /// It is gone.
    Dropped(&'s Text),
    /// The only one that is gone and the only one that is new: it was given another label.
    Relabelled {
        /// The label before.
        from: &'s Text,
        /// The label now.
        to: &'s Text,
    },
    /// Its date moved.
    Moved {
        /// Its label.
        label: &'s Text,
        /// The date before.
        from: Option<PartialDate>,
        /// The date now.
        to: Option<PartialDate>,
    },
    /// Its status moved.
    Status {
        /// Its label.
        label: &'s Text,
        /// The status before, as written.
        from: Option<&'s Text>,
        /// The status now.
        to: Option<&'s Text>,
    },
}

pub(super) fn compare<'s>(
    old: &'s [Milestone],
    new: &'s [Milestone],
    changes: &mut Vec<Change<'s>>,
) {
    let mut gone: Vec<&Milestone> = old.iter().collect();
    let mut added: Vec<&Milestone> = Vec::new();
    let mut moved = Vec::new();
    for milestone in new {
        match gone.iter().position(|old| same_label(old, milestone)) {
            Some(place) => compare_one(gone.remove(place), milestone, &mut moved),
            None => added.push(milestone),
        }
    }
    if let ([gone], [added]) = (&gone[..], &added[..]) {
        moved.push(MilestoneChange::Relabelled { from: &gone.label.value, to: &added.label.value });
        compare_one(gone, added, &mut moved);
    } else {
        moved.extend(gone.iter().map(|gone| MilestoneChange::Dropped(&gone.label.value)));
        moved.extend(added.iter().map(|added| MilestoneChange::Added(&added.label.value)));
    }
    changes.extend(moved.into_iter().map(Change::Milestone));
}

/// Case and white space do not make another label.
fn same_label(one: &Milestone, other: &Milestone) -> bool {
    let words = |milestone: &Milestone| -> Vec<String> {
        milestone.label.split_whitespace().map(str::to_lowercase).collect()
    };
    words(one) == words(other)
}

fn compare_one<'s>(old: &'s Milestone, new: &'s Milestone, moved: &mut Vec<MilestoneChange<'s>>) {
    let label = &new.label.value;
    let date = |milestone: &Milestone| milestone.date.as_ref().map(|date| date.value);
    if date(old) != date(new) {
        moved.push(MilestoneChange::Moved { label, from: date(old), to: date(new) });
    }
    let status = |milestone: &'s Milestone| milestone.status.as_ref().map(|status| &status.value);
    if status(old) != status(new) {
        moved.push(MilestoneChange::Status { label, from: status(old), to: status(new) });
    }
}
