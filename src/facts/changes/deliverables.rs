//! Changes of deliverables between two updates.

use std::collections::HashMap;

use super::{Change, Compared, Row};
use crate::date::PartialDate;
use crate::document::content::Deliverable;
use crate::document::fields::Completion;
use crate::facts::deadline::Standing;
use crate::site::{DeliverableId, DocumentId, EditionId, Site, party_key};

/// A change of a deliverable, except of its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliverableChange {
    /// It is new.
    Added(DeliverableId),
    /// Still open, but the update leaves it out; this is the old one.
    LeftOut(DeliverableId),
    /// Mentioned again, after updates that left it out.
    MentionedAgain(DeliverableId),
    /// No longer listed, and not open by its own standing or that of its recommendation; this is the
    /// old one.
    Unlisted(DeliverableId),
    /// No longer pursued.
    Dropped(DeliverableId),
    /// Now done.
    Completed(DeliverableId),
    /// Open again.
    Reopened(DeliverableId),
    /// The status changed, without completing or reopening it.
    Status {
        /// Before.
        from: DeliverableId,
        /// After.
        to: DeliverableId,
    },
    /// The text changed.
    Reworded {
        /// Before.
        from: DeliverableId,
        /// After.
        to: DeliverableId,
    },
    /// The responsible parties changed.
    Responsible {
        /// Before.
        from: DeliverableId,
        /// After.
        to: DeliverableId,
    },
    /// The phase changed.
    Phase {
        /// Before.
        from: DeliverableId,
        /// After.
        to: DeliverableId,
    },
    /// The evidence changed.
    Evidence {
        /// Before.
        from: DeliverableId,
        /// After.
        to: DeliverableId,
    },
    /// The words for when it is due changed.
    DueText {
        /// Before.
        from: DeliverableId,
        /// After.
        to: DeliverableId,
    },
    /// Its note changed.
    Note(DeliverableId),
    /// A date was added.
    Dated {
        /// The deliverable.
        id: DeliverableId,
        /// The date.
        date: PartialDate,
    },
    /// The date was removed.
    Undated {
        /// The deliverable.
        id: DeliverableId,
        /// The old date.
        date: PartialDate,
    },
    /// Another change: completion date, slip reason, or first date under a revised one.
    Details(DeliverableId),
}

/// Compares the deliverables listed in two editions.
pub(super) fn compare(
    compared: &Compared<'_>,
    old: (EditionId, DocumentId),
    new: (EditionId, DocumentId),
    changes: &mut Vec<Change>,
) {
    let (old_rows, new_rows) = (compared.rows(old), compared.rows(new));
    let places: HashMap<DeliverableId, usize> =
        old_rows.iter().zip(0..).map(|(row, place)| (row.id, place)).collect();
    let mut kept = vec![false; old_rows.len()];
    let mut others = Vec::new();
    for row in &new_rows {
        let line = line(compared.facts.site(), row.id);
        if let Some(place) = line.clone().find_map(|was| places.get(&was)) {
            let was = &old_rows[*place];
            kept[*place] = true;
            if row.left_out && !was.left_out {
                others.push(DeliverableChange::LeftOut(row.id));
            }
            if was.left_out && !row.left_out {
                others.push(DeliverableChange::MentionedAgain(row.id));
            }
            if !row.left_out {
                due(compared, was, row, changes, &mut others);
            }
            compare_one(compared.facts.site(), was, row, &mut others);
            continue;
        }
        others.push(DeliverableChange::Added(row.id));
        if let Some(was) = line.skip(1).find_map(|was| compared.row(was)) {
            // The date of a new deliverable is not a change.
            due(compared, &was, row, changes, &mut Vec::new());
        }
    }
    let gone = old_rows.iter().zip(&kept).filter(|(_, kept)| !**kept);
    others.extend(gone.map(|(row, _)| DeliverableChange::Unlisted(row.id)));
    changes.extend(others.into_iter().map(Change::Deliverable));
}

/// A deliverable and its earlier rows, latest first.
fn line(site: &Site, id: DeliverableId) -> impl Iterator<Item = DeliverableId> + Clone {
    std::iter::successors(Some(id), |at| site.previous_deliverable(*at))
}

/// Compares the promised dates then and now: moves in between that cancel out do not count.
fn due(
    compared: &Compared<'_>,
    old: &Row<'_>,
    new: &Row<'_>,
    changes: &mut Vec<Change>,
    others: &mut Vec<DeliverableChange>,
) {
    // A date that was no longer given is still the one that a new date is compared with.
    let withdrawn = || compared.facts.promise(old.id).map(|promise| promise.current());
    let is_moved = |from: PartialDate, to: PartialDate| from.last_day() != to.last_day();
    let before = promised(old);
    let from = before
        .or_else(|| withdrawn().filter(|from| promised(new).is_some_and(|to| is_moved(*from, to))));
    match (from, promised(new)) {
        (None, Some(date)) => others.push(DeliverableChange::Dated { id: new.id, date }),
        (Some(date), None) => others.push(DeliverableChange::Undated { id: new.id, date }),
        (Some(from), Some(to)) if is_moved(from, to) => {
            changes.push(Change::Due { deliverable: new.id, from, to });
        }
        _ => {}
    }
}

/// The date promised in an update.
fn promised(row: &Row<'_>) -> Option<PartialDate> {
    let Deliverable { due, revised_due, .. } = row.deliverable;
    revised_due.as_ref().or(due.as_ref()).map(|date| date.value)
}

/// Whether anything without a change kind of its own differs.
fn differs_in_detail(old: &Row<'_>, new: &Row<'_>) -> bool {
    let day = |row: &Row<'_>| match row.deliverable.completed.as_ref()?.value {
        Completion::On(date) => Some(date),
        Completion::Done | Completion::Open => None,
    };
    let first = |row: &Row<'_>| row.deliverable.due.as_ref().map(|due| due.value.last_day());
    let same_promise = match (promised(old), promised(new)) {
        (Some(old), Some(new)) => old.last_day() == new.last_day(),
        _ => false,
    };
    let completed_anew = old.standing == Standing::Done && new.standing == Standing::Done;
    completed_anew && day(old) != day(new)
        || old.deliverable.slip_reason != new.deliverable.slip_reason && same_promise
        || first(old) != first(new) && same_promise
}

/// Whether two versions name the same parties, by whatever names.
fn have_same_parties(site: &Site, old: &Row<'_>, new: &Row<'_>) -> bool {
    let written = old.deliverable.responsible.iter().map(|name| &name.value);
    let parties = |row: &Row<'_>| -> Vec<String> {
        site.responsible(row.id).into_iter().map(party_key).collect()
    };
    written.eq(new.deliverable.responsible.iter().map(|name| &name.value))
        || parties(old) == parties(new)
}

fn compare_one(site: &Site, old: &Row<'_>, new: &Row<'_>, changes: &mut Vec<DeliverableChange>) {
    let (from, to) = (old.id, new.id);
    match (old.standing, new.standing) {
        (Standing::Open | Standing::Dropped, Standing::Done) => {
            changes.push(DeliverableChange::Completed(to));
        }
        (Standing::Open | Standing::Done, Standing::Dropped) => {
            changes.push(DeliverableChange::Dropped(to));
        }
        (Standing::Done, Standing::Open) => changes.push(DeliverableChange::Reopened(to)),
        _ => {
            if site.deliverable_status(from) != site.deliverable_status(to) {
                changes.push(DeliverableChange::Status { from, to });
            }
        }
    }
    if from == to {
        return;
    }
    let (was, is) = (old.deliverable, new.deliverable);
    if site.is_reworded(from, to) {
        changes.push(DeliverableChange::Reworded { from, to });
    }
    if !have_same_parties(site, old, new) {
        changes.push(DeliverableChange::Responsible { from, to });
    }
    if was.due_text != is.due_text {
        changes.push(DeliverableChange::DueText { from, to });
    }
    let note = |deliverable: &Deliverable| {
        deliverable.note.as_ref().map(|note| note.text.as_str().trim().to_owned())
    };
    if note(was) != note(is) {
        changes.push(DeliverableChange::Note(to));
    }
    if was.phase != is.phase {
        changes.push(DeliverableChange::Phase { from, to });
    }
    let addresses = |row: &Row<'_>| -> Vec<String> {
        row.deliverable.evidence.iter().map(|address| address.as_str().to_owned()).collect()
    };
    if addresses(old) != addresses(new) {
        changes.push(DeliverableChange::Evidence { from, to });
    }
    if differs_in_detail(old, new) {
        changes.push(DeliverableChange::Details(to));
    }
}
