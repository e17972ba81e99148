//! The history of a recommendation over editions.

use super::Facts;
use super::changes::{self, Moved, Movement};
use super::rows::Rows;
use crate::site::{EditionId, RecommendationId};

/// Everything derived by comparing its updates.
#[derive(Debug)]
pub(super) struct History {
    pub(super) rows: Rows,
    /// Changes by edition; editions without any are left out.
    movements: Box<[(EditionId, Moved)]>,
}

impl History {
    pub(super) fn new(facts: &Facts, id: RecommendationId) -> Self {
        let rows = Rows::new(facts.site(), id);
        let movements = changes::of(facts, id, &rows).into();
        Self { rows, movements }
    }

    pub(super) fn movement(
        &self,
        id: RecommendationId,
        edition: EditionId,
    ) -> Option<Movement<'_>> {
        let place = self.movements.binary_search_by_key(&edition, |(edition, _)| *edition).ok()?;
        let (_, Moved { old, new, changes, silent }) = &self.movements[place];
        Some(Movement { id, edition, old: *old, new: *new, changes, silent: *silent })
    }
}
