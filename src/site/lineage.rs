//! Matches deliverables between consecutive updates.
//!
//! Rows with the same `id` are the same deliverable, rows with different ids are not. Others are
//! matched by text: equal ones first, then by similarity of at least [`ALIKE`]. Each row is matched
//! at most once; row order only breaks ties. A row whose `id` is missing from the previous update
//! continues the last update that has it: a deliverable left out once is not new.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{DocumentId, Owner, Site, StatusMeaning};
use crate::document::content::{Deliverable, Milestone};
use crate::fragment::likeness::Words;
use crate::schema::{Located, Text};

/// Minimum similarity (Sørensen–Dice coefficient) of a reworded deliverable.
pub const ALIKE: f64 = 0.5;

/// Above this number of pairs, only equal texts are matched, so that lists of thousands of rows
/// stay fast.
const MOST_PAIRS: usize = 250_000;

/// A deliverable of an update, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliverableId {
    /// The update.
    pub document: DocumentId,
    /// Its row in the update, from 0.
    pub row: u32,
}

/// A milestone of an update, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MilestoneId {
    /// The update.
    pub document: DocumentId,
    /// Its row in the update, from 0.
    pub row: u32,
}

impl DeliverableId {
    /// Its place in the update, as an index.
    pub fn place(self) -> usize {
        self.row as usize
    }
}

/// For each row of each document, its predecessor.
#[derive(Clone, Debug, Default)]
pub(super) struct Lineage {
    rows: Vec<Arc<[Option<Ancestor>]>>,
}

/// Predecessor of a row: in the previous update, or in the last one with its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ancestor {
    document: DocumentId,
    row: u32,
}

impl Lineage {
    pub(super) fn build(site: &Site) -> Self {
        let ids: Vec<DocumentId> = site.documents().map(|(id, _)| id).collect();
        let rows = ids.into_par_iter().map(|id| rows_of(site, id)).collect();
        Self { rows }
    }

    /// Updates the predecessors for some documents.
    pub(super) fn renew(&mut self, site: &Site, documents: &[DocumentId]) {
        for id in documents {
            self.rows[id.0 as usize] = rows_of(site, *id);
        }
    }
}

fn rows_of(site: &Site, id: DocumentId) -> Arc<[Option<Ancestor>]> {
    ancestors(site, id).unwrap_or_default()
}

impl Site {
    /// The previous update of the same recommendation.
    pub fn previous_update(&self, document: DocumentId) -> Option<DocumentId> {
        let Owner::Update(id, edition) = self.owner(document) else { return None };
        let updates = &self.recommendation(id).updates;
        let place = updates.binary_search_by_key(&edition, |(edition, _)| *edition).ok()?;
        updates.get(place.checked_sub(1)?).map(|(_, document)| *document)
    }

    /// The deliverable with an id.
    pub fn deliverable(&self, id: DeliverableId) -> Option<&Deliverable> {
        self.update(id.document)?.deliverables.get(id.place())
    }

    /// A deliverable's status: explicit, or implied by its completion.
    pub fn deliverable_status(&self, id: DeliverableId) -> Option<&StatusMeaning> {
        let Owner::Update(of, _) = self.owner(id.document) else { return None };
        self.report(of.report).deliverable_status(self.deliverable(id)?)
    }

    /// The deliverables of an update, in order.
    pub fn deliverables_of(
        &self,
        document: DocumentId,
    ) -> impl Iterator<Item = DeliverableId> + use<> {
        let count = self.update(document).map_or(0, |update| update.deliverables.len());
        (0..).take(count).map(move |row| DeliverableId { document, row })
    }

    /// The milestone of an update.
    pub fn milestone(&self, id: MilestoneId) -> Option<&Milestone> {
        self.update(id.document)?.milestones.get(id.row as usize)
    }

    /// A deliverable's predecessor: in the previous update, or in the last one with its id; `None` if new.
    pub fn previous_deliverable(&self, id: DeliverableId) -> Option<DeliverableId> {
        let Ancestor { document, row, .. } = self.ancestor(id)?;
        Some(DeliverableId { document, row })
    }

    /// Whether two deliverables differ in words, not just in line breaks or markup.
    pub fn is_reworded(&self, from: DeliverableId, to: DeliverableId) -> bool {
        let digest = |id: DeliverableId| {
            self.document(id.document).prose.deliverables.get(id.place()).copied()
        };
        digest(from) != digest(to)
    }

    fn ancestor(&self, id: DeliverableId) -> Option<Ancestor> {
        *self.lineage.rows.get(id.document.0 as usize)?.get(id.place())?
    }
}

fn ancestors(site: &Site, document: DocumentId) -> Option<Arc<[Option<Ancestor>]>> {
    let new = &site.update(document)?.deliverables;
    let before = site.previous_update(document)?;
    let matched = matches(&site.update(before)?.deliverables, new);
    let ancestor = |(deliverable, row): (&Deliverable, &Option<u32>)| {
        let (document, row) = match row {
            Some(row) => (before, *row),
            None => last_with_id(site, before, written_id(deliverable)?)?,
        };
        Some(Ancestor { document, row })
    };
    Some(new.iter().zip(&*matched).map(ancestor).collect())
}

/// The row with an id in the last update that has one, before a given update.
fn last_with_id(site: &Site, before: DocumentId, id: &str) -> Option<(DocumentId, u32)> {
    std::iter::successors(site.previous_update(before), |document| site.previous_update(*document))
        .find_map(|document| {
            let rows = &site.update(document)?.deliverables;
            let row = rows.iter().position(|row| written_id(row) == Some(id))?;
            Some((document, u32::try_from(row).ok()?))
        })
}

/// The predecessor of each new row.
fn matches(old: &[Deliverable], new: &[Deliverable]) -> Box<[Option<u32>]> {
    let mut found = Found { of_new: vec![None; new.len()], taken: vec![false; old.len()] };
    found.by_id(old, new);
    found.by_equal_text(old, new);
    found.by_likeness(old, new);
    found.of_new.into()
}

struct Found {
    of_new: Vec<Option<u32>>,
    taken: Vec<bool>,
}

impl Found {
    fn pair(&mut self, old: usize, new: usize) {
        if !self.taken[old] && self.of_new[new].is_none() {
            self.taken[old] = true;
            self.of_new[new] = u32::try_from(old).ok();
        }
    }

    fn open_old(&self) -> Vec<usize> {
        (0..self.taken.len()).filter(|row| !self.taken[*row]).collect()
    }

    fn open_new(&self) -> Vec<usize> {
        (0..self.of_new.len()).filter(|row| self.of_new[*row].is_none()).collect()
    }

    fn by_id(&mut self, old: &[Deliverable], new: &[Deliverable]) {
        let with_id = |(row, deliverable): (usize, &Deliverable)| {
            written_id(deliverable).map(|id| (id.to_owned(), row))
        };
        let ids: HashMap<String, usize> =
            old.iter().enumerate().rev().filter_map(with_id).collect();
        for (id, row) in new.iter().enumerate().filter_map(with_id) {
            if let Some(old) = ids.get(&id) {
                self.pair(*old, row);
            }
        }
    }

    fn by_equal_text(&mut self, old: &[Deliverable], new: &[Deliverable]) {
        let mut rows: HashMap<&str, Vec<usize>> = HashMap::new();
        for row in self.open_old() {
            rows.entry(old[row].text.text.as_str()).or_default().push(row);
        }
        let mut equal: HashMap<&str, Vec<usize>> = HashMap::new();
        for row in self.open_new() {
            equal.entry(new[row].text.text.as_str()).or_default().push(row);
        }
        for (text, new_rows) in equal {
            let Some(old_rows) = rows.get(text) else { continue };
            let pairs =
                old_rows.iter().flat_map(|old| new_rows.iter().map(|new| (1.0, *old, *new)));
            self.take_best(old, new, pairs.collect());
        }
    }

    fn by_likeness(&mut self, old: &[Deliverable], new: &[Deliverable]) {
        let (open_old, open_new) = (self.open_old(), self.open_new());
        if open_old.is_empty() || open_old.len().saturating_mul(open_new.len()) > MOST_PAIRS {
            return;
        }
        let words = |rows: &[usize], of: &[Deliverable]| -> Vec<Words> {
            rows.iter().map(|row| Words::of(&of[*row].text.text)).collect()
        };
        let (old_words, new_words) = (words(&open_old, old), words(&open_new, new));
        let mut pairs = Vec::new();
        for (old_row, old_words) in open_old.iter().zip(&old_words) {
            for (new_row, new_words) in open_new.iter().zip(&new_words) {
                let likeness = old_words.likeness(new_words);
                if likeness >= ALIKE {
                    pairs.push((likeness, *old_row, *new_row));
                }
            }
        }
        self.take_best(old, new, pairs);
    }

    /// Takes pairs by similarity, ties by agreement of other fields.
    fn take_best(
        &mut self,
        old: &[Deliverable],
        new: &[Deliverable],
        mut pairs: Vec<(f64, usize, usize)>,
    ) {
        pairs.retain(|(_, old_row, new_row)| may_be_one(&old[*old_row], &new[*new_row]));
        pairs.sort_by(|a, b| {
            let rank = |(_, old_row, new_row): &(f64, usize, usize)| {
                let (old, new) = (&old[*old_row], &new[*new_row]);
                let texts = (old.text.text.as_str(), new.text.text.as_str());
                let ids = (written_id(old), written_id(new));
                (std::cmp::Reverse(agreement(old, new)), texts, ids, *old_row, *new_row)
            };
            b.0.total_cmp(&a.0).then_with(|| rank(a).cmp(&rank(b)))
        });
        for (_, old_row, new_row) in pairs {
            self.pair(old_row, new_row);
        }
    }
}

fn written_id(deliverable: &Deliverable) -> Option<&str> {
    deliverable.id.as_ref().map(|id| id.value.as_str())
}

/// Different ids are different deliverables, whatever the texts.
fn may_be_one(old: &Deliverable, new: &Deliverable) -> bool {
    match (written_id(old), written_id(new)) {
        (Some(old), Some(new)) => old == new,
        _ => true,
    }
}

fn written(names: &[Located<Text>]) -> impl Iterator<Item = &Text> {
    names.iter().map(|name| &name.value)
}

/// Number of other fields that agree.
fn agreement(old: &Deliverable, new: &Deliverable) -> usize {
    let date = |date: &Option<Located<_>>| date.as_ref().map(|date| date.value);
    [
        old.phase == new.phase,
        date(&old.due) == date(&new.due),
        date(&old.revised_due) == date(&new.revised_due),
        written(&old.responsible).eq(written(&new.responsible)),
        old.status.as_ref().map(|status| &status.value)
            == new.status.as_ref().map(|status| &status.value),
    ]
    .into_iter()
    .filter(|same| *same)
    .count()
}

#[cfg(test)]
mod tests;
