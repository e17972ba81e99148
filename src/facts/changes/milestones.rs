//! Changes of milestones.

use super::Change;
use crate::document::content::Milestone;
use crate::site::{DocumentId, MilestoneId, Site};

/// A change of a milestone, identified by its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MilestoneChange {
    /// It is new.
    Added(MilestoneId),
    /// Removed; this is the old one.
    Dropped(MilestoneId),
    /// One removed and one added: the label changed.
    Relabelled {
        /// Before.
        from: MilestoneId,
        /// After.
        to: MilestoneId,
    },
    /// The date changed.
    Moved {
        /// Before.
        from: MilestoneId,
        /// After.
        to: MilestoneId,
    },
    /// The status changed.
    Status {
        /// Before.
        from: MilestoneId,
        /// After.
        to: MilestoneId,
    },
}

/// A milestone of an update, for comparison.
type Row<'s> = (MilestoneId, &'s Milestone);

/// Compares the milestones of two updates.
pub(super) fn compare(site: &Site, old: DocumentId, new: DocumentId, changes: &mut Vec<Change>) {
    let mut gone = rows(site, old);
    let mut added: Vec<Row<'_>> = Vec::new();
    let mut moved = Vec::new();
    for row in rows(site, new) {
        match gone.iter().position(|(_, old)| same_label(old, row.1)) {
            Some(place) => compare_one(gone.remove(place), row, &mut moved),
            None => added.push(row),
        }
    }
    if let ([gone], [added]) = (&gone[..], &added[..]) {
        moved.push(MilestoneChange::Relabelled { from: gone.0, to: added.0 });
        compare_one(*gone, *added, &mut moved);
    } else {
        moved.extend(gone.iter().map(|(gone, _)| MilestoneChange::Dropped(*gone)));
        moved.extend(added.iter().map(|(added, _)| MilestoneChange::Added(*added)));
    }
    changes.extend(moved.into_iter().map(Change::Milestone));
}

fn rows(site: &Site, document: DocumentId) -> Vec<Row<'_>> {
    let milestones = site.update(document).map_or(&[][..], |update| &update.milestones);
    let place = |(milestone, row)| (MilestoneId { document, row }, milestone);
    milestones.iter().zip(0..).map(place).collect()
}

/// Labels are compared ignoring case and white space.
fn same_label(one: &Milestone, other: &Milestone) -> bool {
    let words = |milestone: &Milestone| -> Vec<String> {
        milestone.label.split_whitespace().map(str::to_lowercase).collect()
    };
    words(one) == words(other)
}

fn compare_one((from, old): Row<'_>, (to, new): Row<'_>, moved: &mut Vec<MilestoneChange>) {
    let date = |milestone: &Milestone| milestone.date.as_ref().map(|date| date.value);
    if date(old) != date(new) {
        moved.push(MilestoneChange::Moved { from, to });
    }
    let status =
        |milestone: &Milestone| milestone.status.as_ref().map(|status| status.value.clone());
    if status(old) != status(new) {
        moved.push(MilestoneChange::Status { from, to });
    }
}
