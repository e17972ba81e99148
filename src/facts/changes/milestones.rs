//! Changes of milestones.

use std::collections::{HashMap, HashSet, VecDeque};

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
    let was = rows(site, old);
    let mut by_label: HashMap<String, VecDeque<Row<'_>>> = HashMap::new();
    for row in was.iter().copied() {
        by_label.entry(label(row.1)).or_default().push_back(row);
    }
    let (mut kept, mut added): (HashSet<u32>, Vec<Row<'_>>) = Default::default();
    let mut moved = Vec::new();
    for row in rows(site, new) {
        match by_label.get_mut(&label(row.1)).and_then(VecDeque::pop_front) {
            Some(old) => {
                kept.insert(old.0.row);
                compare_one(old, row, &mut moved);
            }
            None => added.push(row),
        }
    }
    let gone: Vec<Row<'_>> = was.into_iter().filter(|(old, _)| !kept.contains(&old.row)).collect();
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

/// A label for comparison: case and white space are ignored.
fn label(milestone: &Milestone) -> String {
    let mut label = String::with_capacity(milestone.label.len());
    for word in milestone.label.split_whitespace() {
        if !label.is_empty() {
            label.push(' ');
        }
        if word.is_ascii() {
            label.extend(word.chars().map(|char| char.to_ascii_lowercase()));
        } else {
            label.push_str(&word.to_lowercase());
        }
    }
    label
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
