//! What moved between two editions, by meaning.
//!
//! The later edition's view of a recommendation is compared with the earlier one's: a change is
//! something that became known between the two. Texts are compared by their digests here; their
//! words are compared where they are shown, with [`super::words`].

use super::deadline::{self, Move, Promise, Standing};
use super::status::{ShownStatus, shown_status};
use crate::document::content::{Deliverable, Update};
use crate::document::fields::{Disposition, StatusKind};
use crate::schema::Text;
use crate::site::{DeliverableId, DocumentId, EditionId, RecommendationId, Site, View};

mod deliverables;
mod milestones;

pub use deliverables::DeliverableChange;
pub use milestones::MilestoneChange;

/// One thing that moved.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<'s> {
    /// The recommendation is reported on for the first time.
    FirstReported,
    /// Nothing more will be done: its status became one of the kind `dropped`.
    Withdrawn,
    /// It was withdrawn, and is not any more.
    TakenUpAgain,
    /// It is filed under another group.
    Refiled {
        /// The group before.
        from: Option<&'s Text>,
        /// The group now.
        to: Option<&'s Text>,
    },
    /// The accepting body decided otherwise.
    Disposition {
        /// The decision before.
        from: Option<&'s Disposition>,
        /// The decision now.
        to: Option<&'s Disposition>,
    },
    /// The status moved, its own or the one it inherits.
    Status {
        /// The status before; `None` where nothing had been reported.
        from: Option<ShownStatus<'s>>,
        /// The status now.
        to: Option<ShownStatus<'s>>,
    },
    /// The date of a deliverable moved.
    Due {
        /// The move.
        moved: Move<'s>,
        /// All promised dates up to it.
        promise: Promise<'s>,
    },
    /// Something else about a deliverable.
    Deliverable(DeliverableChange<'s>),
    /// A point of the timeline.
    Milestone(MilestoneChange<'s>),
    /// The words of the narrative.
    Narrative,
    /// The words of the implementation notes.
    Notes,
}

/// What moved about one recommendation between two editions.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement<'s> {
    /// The recommendation.
    pub id: RecommendationId,
    /// The update that the earlier edition has.
    pub old: Option<DocumentId>,
    /// The update that the later edition has.
    pub new: Option<DocumentId>,
    /// What moved, the status first, texts last.
    pub changes: Vec<Change<'s>>,
    /// Whether the content was revised silently: it differs, though it speaks of the same day and
    /// no correction was recorded.
    pub silent: bool,
}

impl Movement<'_> {
    /// Whether nothing moved.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// What moved about each recommendation that did move, in the order of numbers. `from` is the
/// edition before; `None` stands for the time before the first.
pub fn between(
    site: &Site,
    recommendations: impl IntoIterator<Item = RecommendationId>,
    from: Option<EditionId>,
    to: EditionId,
) -> impl Iterator<Item = Movement<'_>> {
    recommendations
        .into_iter()
        .map(move |id| movement(site, id, from, to))
        .filter(|movement| !movement.is_empty())
}

/// What moved about one recommendation from the edition before to this one.
pub fn in_edition(site: &Site, id: RecommendationId, edition: EditionId) -> Movement<'_> {
    movement(site, id, before(edition), edition)
}

/// The edition before one, where there is one.
pub fn before(edition: EditionId) -> Option<EditionId> {
    edition.0.checked_sub(1).map(EditionId)
}

/// What moved about one recommendation between two editions.
pub fn movement(
    site: &Site,
    id: RecommendationId,
    from: Option<EditionId>,
    to: EditionId,
) -> Movement<'_> {
    let carried = |view| site.carried(id, view).map(|(_, document)| document);
    let (old, new) = (from.map(View::Edition).and_then(carried), carried(View::Edition(to)));
    let mut changes = Vec::new();
    statuses(site, id, (from, old), (to, new), &mut changes);
    let mut silent = false;
    if let (Some(from), Some(old), Some(new)) = (from, old, new)
        && old != new
    {
        filing(site, id, View::Edition(from), View::Edition(to), &mut changes);
        if let (Some(old), Some(new)) = (site.update(old), site.update(new)) {
            milestones::compare(&old.milestones, &new.milestones, &mut changes);
        }
        deliverables::compare(site, old, new, &mut changes);
        texts(site, old, new, &mut changes);
        silent = !changes.is_empty() && is_silent(site, old, new);
    }
    Movement { id, old, new, changes, silent }
}

fn statuses<'s>(
    site: &'s Site,
    id: RecommendationId,
    (from, old): (Option<EditionId>, Option<DocumentId>),
    (to, new): (EditionId, Option<DocumentId>),
    changes: &mut Vec<Change<'s>>,
) {
    let before = from.and_then(|from| shown_status(site, id, View::Edition(from)));
    let now = shown_status(site, id, View::Edition(to));
    if old.is_none() && new.is_some() {
        changes.push(Change::FirstReported);
        if before.is_none() {
            return;
        }
        // Until now it had the status of another one, from which its own is a move.
    }
    if before.map(|shown| shown.status) == now.map(|shown| shown.status) {
        return;
    }
    let dropped = |shown: Option<ShownStatus<'_>>| {
        shown.is_some_and(|shown| shown.status.kind == StatusKind::Dropped)
    };
    match (dropped(before), dropped(now)) {
        (false, true) => changes.push(Change::Withdrawn),
        (true, false) => changes.push(Change::TakenUpAgain),
        _ => {}
    }
    changes.push(Change::Status { from: before, to: now });
}

fn filing<'s>(
    site: &'s Site,
    id: RecommendationId,
    old: View,
    new: View,
    changes: &mut Vec<Change<'s>>,
) {
    let (from, to) = (site.group(id, old), site.group(id, new));
    if from != to {
        changes.push(Change::Refiled { from, to });
    }
    let (from, to) = (site.disposition(id, old), site.disposition(id, new));
    let decision = |disposition: Option<&Disposition>| {
        disposition.map(|disposition| {
            (disposition.decision, disposition.date.as_ref().map(|date| date.value))
        })
    };
    if decision(from) != decision(to) {
        changes.push(Change::Disposition { from, to });
    }
}

fn texts(site: &Site, old: DocumentId, new: DocumentId, changes: &mut Vec<Change<'_>>) {
    let digests = |id| site.document(id).prose.digests;
    let (old, new) = (digests(old), digests(new));
    if old.narrative != new.narrative {
        changes.push(Change::Narrative);
    }
    if old.notes != new.notes {
        changes.push(Change::Notes);
    }
}

/// Whether an update that differs from the one before speaks of the same day, and records no
/// correction that the one before did not have.
fn is_silent(site: &Site, old: DocumentId, new: DocumentId) -> bool {
    let as_of = |document| site.as_of(document);
    let corrections = |document| site.update(document).map_or(0, |update| update.corrections.len());
    as_of(old).is_some() && as_of(old) == as_of(new) && corrections(new) <= corrections(old)
}

/// A deliverable with its update, to be compared.
#[derive(Clone, Copy)]
struct Row<'s> {
    id: DeliverableId,
    deliverable: &'s Deliverable,
    standing: Standing,
}

fn rows(site: &Site, document: DocumentId) -> Vec<Row<'_>> {
    let update: Option<&Update> = site.update(document);
    let deliverables = update.map_or(&[][..], |update| &update.deliverables);
    deliverables
        .iter()
        .zip(0..)
        .filter_map(|(deliverable, row)| {
            let id = DeliverableId { document, row };
            let standing = deadline::standing_of(site, id)?;
            Some(Row { id, deliverable, standing })
        })
        .collect()
}

#[cfg(test)]
mod tests;
