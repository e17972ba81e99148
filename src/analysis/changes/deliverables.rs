//! What moved among the deliverables of two updates.

use super::super::deadline::{self, Standing};
use super::{Change, Row, rows};
use crate::document::text;
use crate::schema::Text;
use crate::site::{DeliverableId, DocumentId, Site, StatusMeaning};

/// What became of one deliverable, but for its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliverableChange<'s> {
    /// It is new.
    Added(DeliverableId),
    /// It is gone; this is what it was.
    Dropped(DeliverableId),
    /// It was open, and is done.
    Completed(DeliverableId),
    /// It was done, and is open again.
    Reopened(DeliverableId),
    /// Its status moved, without completing or reopening it.
    Status {
        /// Which.
        id: DeliverableId,
        /// The status before.
        from: Option<&'s StatusMeaning>,
        /// The status now.
        to: Option<&'s StatusMeaning>,
    },
    /// Its words changed.
    Reworded {
        /// What it was.
        from: DeliverableId,
        /// What it is.
        to: DeliverableId,
    },
    /// Others are responsible.
    Responsible {
        /// What it was.
        from: DeliverableId,
        /// What it is.
        to: DeliverableId,
    },
    /// It belongs to another phase.
    Phase {
        /// Which.
        id: DeliverableId,
        /// The phase before.
        from: Option<&'s Text>,
        /// The phase now.
        to: Option<&'s Text>,
    },
    /// Other evidence is given.
    Evidence {
        /// What it was.
        from: DeliverableId,
        /// What it is.
        to: DeliverableId,
    },
}

/// Compares the deliverables of an update with those of one before it.
pub(super) fn compare<'s>(
    site: &'s Site,
    old: DocumentId,
    new: DocumentId,
    changes: &mut Vec<Change<'s>>,
) {
    let (old_rows, new_rows) = (rows(site, old), rows(site, new));
    let mut kept = vec![false; old_rows.len()];
    let mut others = Vec::new();
    for row in &new_rows {
        match ancestor(site, row.id, old).and_then(|was| old_rows.get(was.row)) {
            Some(was) => {
                kept[was.id.row] = true;
                due(site, was, row, changes);
                compare_one(site, was, row, &mut others);
            }
            None => others.push(DeliverableChange::Added(row.id)),
        }
    }
    let gone = old_rows.iter().filter(|row| !kept[row.id.row]);
    others.extend(gone.map(|row| DeliverableChange::Dropped(row.id)));
    changes.extend(others.into_iter().map(Change::Deliverable));
}

/// What a deliverable was in an earlier update.
fn ancestor(site: &Site, id: DeliverableId, of: DocumentId) -> Option<DeliverableId> {
    let mut at = id;
    loop {
        at = site.previous_deliverable(at)?;
        if at.document == of {
            return Some(at);
        }
    }
}

/// The date that is promised now, against the one that was promised then: moves in between that
/// came to nothing are none.
fn due<'s>(site: &'s Site, old: &Row<'s>, new: &Row<'s>, changes: &mut Vec<Change<'s>>) {
    let Some(promise) = deadline::promise(site, new.id) else { return };
    let Some(before) = deadline::promise(site, old.id) else { return };
    let (from, to) = (before.current, promise.current);
    if from.last_day() == to.last_day() {
        return;
    }
    let reason = promise.moves.last().and_then(|moved| moved.reason);
    let moved = deadline::Move { deliverable: new.id, from, to, reason };
    changes.push(Change::Due { moved, promise });
}

fn compare_one<'s>(
    site: &'s Site,
    old: &Row<'s>,
    new: &Row<'s>,
    changes: &mut Vec<DeliverableChange<'s>>,
) {
    let (from, to) = (old.id, new.id);
    match (old.standing, new.standing) {
        (Standing::Open | Standing::Dropped, Standing::Done) => {
            changes.push(DeliverableChange::Completed(to));
        }
        (Standing::Done, Standing::Open) => changes.push(DeliverableChange::Reopened(to)),
        _ => {
            let (from, to_status) = (own_status(site, old), own_status(site, new));
            if from != to_status {
                changes.push(DeliverableChange::Status { id: to, from, to: to_status });
            }
        }
    }
    let (was, is) = (old.deliverable, new.deliverable);
    if was.text.text != is.text.text
        && text::blocks_of(&was.text.text) != text::blocks_of(&is.text.text)
    {
        changes.push(DeliverableChange::Reworded { from, to });
    }
    if was.responsible != is.responsible {
        changes.push(DeliverableChange::Responsible { from, to });
    }
    if was.phase != is.phase {
        let (from, phase) = (was.phase.as_ref(), is.phase.as_ref());
        changes.push(DeliverableChange::Phase { id: to, from, to: phase });
    }
    let addresses = |row: &Row<'_>| -> Vec<String> {
        row.deliverable.evidence.iter().map(|address| address.as_str().to_owned()).collect()
    };
    if addresses(old) != addresses(new) {
        changes.push(DeliverableChange::Evidence { from, to });
    }
}

fn own_status<'s>(site: &'s Site, row: &Row<'s>) -> Option<&'s StatusMeaning> {
    let crate::site::Owner::Update(id, _) = site.owner(row.id.document) else { return None };
    site.report(id.report).deliverable_status(row.deliverable)
}
