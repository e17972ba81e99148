//! Matches deliverables between consecutive updates.
//!
//! Rows with the same `id` are the same deliverable, rows with different ids are not. Others are
//! matched by text: equal ones first, then by similarity of at least [`ALIKE`]. Each row is matched
//! at most once; row order only breaks ties. A row that the previous update does not have continues
//! an earlier one with its id, or an unfinished one with its exact text: a deliverable left out for a
//! while is not new, but what was done once can be promised again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::{DocumentId, Owner, RecommendationId, Report, Site, StatusMeaning};
use crate::document::content::{Deliverable, Milestone};
use crate::document::fields::{Completion, StatusKind};
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

/// Predecessor of a row: in the last update that has the deliverable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ancestor {
    document: DocumentId,
    row: u32,
}

impl Lineage {
    pub(super) fn build(site: &Site) -> Self {
        let mut lineage = Self { rows: vec![Arc::default(); site.documents().count()] };
        let ids: Vec<RecommendationId> = site.reports.iter().flat_map(Report::ids).collect();
        let found: Vec<_> = ids.into_par_iter().flat_map_iter(|id| ancestors(site, id)).collect();
        lineage.put(found);
        lineage
    }

    /// Updates the predecessors for some recommendations.
    pub(super) fn renew(&mut self, site: &Site, recommendations: &BTreeSet<RecommendationId>) {
        for id in recommendations {
            self.put(ancestors(site, *id));
        }
    }

    fn put(&mut self, found: Vec<(DocumentId, Arc<[Option<Ancestor>]>)>) {
        for (document, ancestors) in found {
            self.rows[document.0 as usize] = ancestors;
        }
    }
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
        self.report(of.report)
            .deliverable_status_in(self.deliverable(id)?, self.view_of(id.document))
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

    /// A deliverable's predecessor: in the last update that has it; `None` if new.
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

/// The predecessors of the rows of each update of a recommendation.
fn ancestors(site: &Site, id: RecommendationId) -> Vec<(DocumentId, Arc<[Option<Ancestor>]>)> {
    let report = site.report(id.report);
    let is_finished = |deliverable: &Deliverable| {
        let kind = deliverable.status.as_ref().and_then(|status| report.status(status));
        let completed = deliverable.completed.as_ref();
        deliverable.dropped.is_some()
            || completed.is_some_and(|completed| completed.value != Completion::Open)
            || kind.is_some_and(|it| matches!(it.kind, StatusKind::Done | StatusKind::Dropped))
    };
    let mut found = Vec::new();
    // The last row of each deliverable: those of the previous update, and those left out since.
    let (mut last, mut left_out): (Vec<Old<'_>>, Vec<Old<'_>>) = (Vec::new(), Vec::new());
    for (_, document) in &site.recommendation(id).updates {
        let Some(update) = site.update(*document) else { continue };
        let matched = matches(&mut last, &mut left_out, &update.deliverables, is_finished);
        left_out.append(&mut last);
        last.extend(update.deliverables.iter().zip(0..).map(|(deliverable, row)| Old {
            deliverable,
            at: Ancestor { document: *document, row },
        }));
        // Most first updates continue nothing: they share one empty list.
        let is_new = matched.iter().all(Option::is_none);
        found.push((*document, if is_new { Arc::default() } else { matched.into() }));
    }
    found
}

/// The last row of a deliverable so far.
struct Old<'s> {
    deliverable: &'s Deliverable,
    at: Ancestor,
}

/// The predecessor of each new row, taken out of the old ones.
fn matches<'s>(
    last: &mut Vec<Old<'s>>,
    left_out: &mut Vec<Old<'s>>,
    new: &[Deliverable],
    is_finished: impl Fn(&Deliverable) -> bool,
) -> Vec<Option<Ancestor>> {
    let mut found = vec![None; new.len()];
    take(by_id, last, new, &mut found);
    take(by_id, left_out, new, &mut found);
    take(by_equal_text, last, new, &mut found);
    let (mut unfinished, finished): (Vec<_>, Vec<_>) =
        std::mem::take(left_out).into_iter().partition(|old| !is_finished(old.deliverable));
    take(by_equal_text, &mut unfinished, new, &mut found);
    left_out.extend(unfinished.into_iter().chain(finished));
    take(by_likeness, last, new, &mut found);
    found
}

fn take<'s>(
    pairs: impl Fn(&[Old<'s>], &[Deliverable], &[usize]) -> Pairs,
    old: &mut Vec<Old<'s>>,
    new: &[Deliverable],
    found: &mut [Option<Ancestor>],
) {
    let open: Vec<usize> = (0..new.len()).filter(|row| found[*row].is_none()).collect();
    if old.is_empty() || open.is_empty() {
        return;
    }
    let mut taken = vec![false; old.len()];
    for (old_row, new_row) in pairs(old, new, &open) {
        if !taken[old_row] && found[new_row].is_none() {
            taken[old_row] = true;
            found[new_row] = Some(old[old_row].at);
        }
    }
    let mut taken = taken.into_iter();
    old.retain(|_| !taken.next().unwrap_or(false));
}

/// Pairs of an old and a new row, the best first; each row can be in several.
type Pairs = Vec<(usize, usize)>;

fn by_id(old: &[Old<'_>], new: &[Deliverable], open: &[usize]) -> Pairs {
    let with_id =
        |(row, old): (usize, &Old<'_>)| Some((written_id(old.deliverable)?.to_owned(), row));
    let ids: HashMap<String, usize> = old.iter().enumerate().rev().filter_map(with_id).collect();
    let pair = |row: &usize| Some((*ids.get(written_id(&new[*row])?)?, *row));
    open.iter().filter_map(pair).collect()
}

fn by_equal_text(old: &[Old<'_>], new: &[Deliverable], open: &[usize]) -> Pairs {
    let mut rows: HashMap<&str, Vec<usize>> = HashMap::new();
    for (row, old) in old.iter().enumerate() {
        rows.entry(old.deliverable.text.text.as_str()).or_default().push(row);
    }
    let mut equal: HashMap<&str, Vec<usize>> = HashMap::new();
    for row in open {
        equal.entry(new[*row].text.text.as_str()).or_default().push(*row);
    }
    let mut found = Vec::new();
    for (text, new_rows) in equal {
        let Some(old_rows) = rows.get(text) else { continue };
        let pairs = old_rows.iter().flat_map(|old| new_rows.iter().map(|new| (1.0, *old, *new)));
        found.extend(best_first(old, new, pairs.collect()));
    }
    found
}

fn by_likeness(old: &[Old<'_>], new: &[Deliverable], open: &[usize]) -> Pairs {
    if old.len().saturating_mul(open.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let old_words: Vec<Words> =
        old.iter().map(|old| Words::of(&old.deliverable.text.text)).collect();
    let new_words = open.iter().map(|row| (*row, Words::of(&new[*row].text.text)));
    let mut pairs = Vec::new();
    for (new_row, new_words) in new_words {
        for (old_row, old_words) in old_words.iter().enumerate() {
            let likeness = old_words.likeness(&new_words);
            if likeness >= ALIKE {
                pairs.push((likeness, old_row, new_row));
            }
        }
    }
    best_first(old, new, pairs)
}

/// Pairs in order of similarity, ties by agreement of other fields.
fn best_first(old: &[Old<'_>], new: &[Deliverable], mut pairs: Vec<(f64, usize, usize)>) -> Pairs {
    pairs.retain(|(_, old_row, new_row)| may_be_one(old[*old_row].deliverable, &new[*new_row]));
    pairs.sort_by(|a, b| {
        let rank = |(_, old_row, new_row): &(f64, usize, usize)| {
            let (at, old) = (old[*old_row].at, old[*old_row].deliverable);
            let new = &new[*new_row];
            let texts = (old.text.text.as_str(), new.text.text.as_str());
            let ids = (written_id(old), written_id(new));
            // Of rows left out, the latest.
            let at = (std::cmp::Reverse(at.document), at.row);
            (std::cmp::Reverse(agreement(old, new)), texts, ids, at, *new_row)
        };
        b.0.total_cmp(&a.0).then_with(|| rank(a).cmp(&rank(b)))
    });
    pairs.into_iter().map(|(_, old, new)| (old, new)).collect()
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
