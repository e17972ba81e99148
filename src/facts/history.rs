//! The history of a recommendation over editions.

use std::sync::OnceLock;

use super::Facts;
use super::changes::{self, Moved, Movement};
use super::rows::Rows;
use crate::site::{EditionId, RecommendationId};

/// Everything derived by comparing its updates.
#[derive(Debug)]
pub(super) struct History {
    pub(super) rows: Rows,
    /// By edition, where anything can change. Each is compared when it is first asked for: a page of one edition needs no
    /// other.
    movements: Box<[(EditionId, Compared)]>,
}

/// `None` where nothing changed.
type Compared = OnceLock<Option<Box<Moved>>>;

impl History {
    pub(super) fn new(facts: &Facts, id: RecommendationId) -> Self {
        let editions = changes::editions(facts.site(), id);
        Self {
            rows: Rows::new(facts.site(), id),
            movements: editions.into_iter().map(|edition| (edition, OnceLock::new())).collect(),
        }
    }

    pub(super) fn movement<'f>(
        &'f self,
        facts: &Facts,
        id: RecommendationId,
        edition: EditionId,
    ) -> Option<Movement<'f>> {
        let place = self.movements.binary_search_by_key(&edition, |(edition, _)| *edition).ok()?;
        let (_, moved) = &self.movements[place];
        let moved = moved.get_or_init(|| {
            let moved = changes::between(facts, id, edition);
            (!moved.changes.is_empty()).then(|| Box::new(moved))
        });
        let Moved { old, new, changes, silent } = moved.as_deref()?;
        Some(Movement { id, edition, old: *old, new: *new, changes, silent: *silent })
    }
}
