//! Slipped dates: in which edition each date slipped.

use super::{Change, Facts, Move};
use crate::site::{DeliverableId, EditionId, Owner, RecommendationId};

/// A date that slipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The deliverable in the update that moved the date.
    pub deliverable: DeliverableId,
    /// The edition of the update.
    pub edition: EditionId,
    /// The move.
    pub moved: Move,
    /// Days from the first promise to the date moved to.
    pub total_days: i64,
}

impl Facts {
    /// The recommendation and edition of the update that moved a date.
    pub fn moved_in(&self, moved: &Move) -> Option<(RecommendationId, EditionId)> {
        match self.site.owner(moved.deliverable.document) {
            Owner::Update(id, edition) => Some((id, edition)),
            _ => None,
        }
    }

    /// Whether a move is among the changes of its edition. A date that was moved within the first
    /// update is not.
    pub fn is_change(&self, moved: &Move) -> bool {
        let Some((id, edition)) = self.moved_in(moved) else { return false };
        self.movement(id, edition).is_some_and(|movement| {
            movement.changes.iter().any(|change| match change {
                Change::Due { deliverable, .. } => *deliverable == moved.deliverable,
                _ => false,
            })
        })
    }

    /// Every date of a recommendation's deliverables that slipped, in order of updates.
    pub fn slips(&self, id: RecommendationId) -> impl Iterator<Item = Slip> {
        let updates = self.site.recommendation(id).updates.iter();
        updates.flat_map(move |(edition, document)| {
            self.site.deliverables_of(*document).filter_map(move |row| {
                let promise = self.promise(row)?;
                let moved = *promise.moves.last()?;
                (moved.deliverable == row && moved.days() > 0).then(|| Slip {
                    deliverable: row,
                    edition: *edition,
                    moved,
                    total_days: promise.total_days(),
                })
            })
        })
    }
}
