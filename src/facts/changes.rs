//! What moved between two editions, by meaning.
//!
//! The later edition's view of a recommendation is compared with the earlier one's: a change is
//! something that became known between the two. Texts are compared by their digests here; their
//! words are compared where they are shown, with [`super::words`].

use super::Facts;
use super::deadline::{Standing, days_between};
use super::rows::Rows;
use super::status::ShownStatus;
use crate::date::PartialDate;
use crate::document::content::Deliverable;
use crate::document::fields::{Disposition, StatusKind};
use crate::site::{DeliverableId, DocumentId, EditionId, RecommendationId, Site, View};

mod deliverables;
mod milestones;

pub use deliverables::DeliverableChange;
pub use milestones::MilestoneChange;

/// One thing that moved. What it was and what it is stand in the two updates, or are facts of the two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The recommendation is reported on for the first time.
    FirstReported,
    /// Nothing more will be done: its status became one of the kind `dropped`.
    Withdrawn,
    /// It was withdrawn, and is not any more.
    TakenUpAgain,
    /// It is filed under another group.
    Refiled,
    /// The accepting body decided otherwise.
    Disposition,
    /// The status moved, its own or the one it inherits.
    Status,
    /// The date of a deliverable moved.
    Due {
        /// The deliverable as it is.
        deliverable: DeliverableId,
        /// The date promised before.
        from: PartialDate,
        /// The date promised now.
        to: PartialDate,
    },
    /// Something else about a deliverable.
    Deliverable(DeliverableChange),
    /// A point of the timeline.
    Milestone(MilestoneChange),
    /// The words of the narrative.
    Narrative,
    /// The words of the implementation notes.
    Notes,
}

impl Change {
    /// By how many days a date was put off; less than nothing where it was brought forward.
    pub fn days_moved(&self) -> Option<i64> {
        match self {
            Self::Due { from, to, .. } => Some(days_between(*from, *to)),
            _ => None,
        }
    }
}

/// What moved about one recommendation between an edition and the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement<'f> {
    /// The recommendation.
    pub id: RecommendationId,
    /// The later edition.
    pub edition: EditionId,
    /// The update that the earlier edition has.
    pub old: Option<DocumentId>,
    /// The update that the later edition has.
    pub new: Option<DocumentId>,
    /// What moved, the status first, texts last; never nothing.
    pub changes: &'f [Change],
    /// Whether the content was revised silently: it differs, though it speaks of the same day and
    /// no correction was recorded.
    pub silent: bool,
}

impl Movement<'_> {
    /// As of the edition before; `None` for the time before the first.
    pub fn before(&self) -> Option<View> {
        self.edition.before().map(View::Edition)
    }

    /// As of the edition itself.
    pub fn after(&self) -> View {
        View::Edition(self.edition)
    }
}

/// A movement as it is kept.
#[derive(Debug, Default)]
pub(super) struct Moved {
    pub(super) old: Option<DocumentId>,
    pub(super) new: Option<DocumentId>,
    pub(super) changes: Box<[Change]>,
    pub(super) silent: bool,
}

/// What moved about a recommendation, by edition, oldest first.
pub(super) fn of(facts: &Facts, id: RecommendationId, rows: &Rows) -> Vec<(EditionId, Moved)> {
    let site = facts.site();
    let recommendation = site.recommendation(id);
    let moved = |edition| {
        let moved = between(facts, id, edition, rows);
        (!moved.changes.is_empty()).then_some((edition, moved))
    };
    if recommendation.covered_by.is_some() {
        // Its status may move with that of another one.
        return site.report(id.report).edition_ids().filter_map(moved).collect();
    }
    recommendation.updates.iter().filter_map(|(edition, _)| moved(*edition)).collect()
}

fn between(facts: &Facts, id: RecommendationId, edition: EditionId, rows: &Rows) -> Moved {
    let site = facts.site();
    let before = edition.before();
    let carried = |edition| site.carried(id, View::Edition(edition)).map(|(_, document)| document);
    let (old, new) = (before.and_then(carried), carried(edition));
    let mut changes = Vec::new();
    statuses(facts, id, (before, old), (edition, new), &mut changes);
    let mut silent = false;
    if let (Some(before), Some(old), Some(new)) = (before, old, new)
        && old != new
    {
        filing(site, id, View::Edition(before), View::Edition(edition), &mut changes);
        milestones::compare(site, old, new, &mut changes);
        deliverables::compare(&Compared { site, rows }, old, new, &mut changes);
        texts(site, old, new, &mut changes);
        silent = !changes.is_empty() && is_silent(site, old, new);
    }
    Moved { old, new, changes: changes.into(), silent }
}

fn statuses(
    facts: &Facts,
    id: RecommendationId,
    (from, old): (Option<EditionId>, Option<DocumentId>),
    (to, new): (EditionId, Option<DocumentId>),
    changes: &mut Vec<Change>,
) {
    let before = from.and_then(|from| facts.status(id, View::Edition(from)));
    let now = facts.status(id, View::Edition(to));
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
    changes.push(Change::Status);
}

fn filing(site: &Site, id: RecommendationId, old: View, new: View, changes: &mut Vec<Change>) {
    if site.group(id, old) != site.group(id, new) {
        changes.push(Change::Refiled);
    }
    let (from, to) = (site.disposition(id, old), site.disposition(id, new));
    let decision = |disposition: Option<&Disposition>| {
        disposition.map(|disposition| {
            (disposition.decision, disposition.date.as_ref().map(|date| date.value))
        })
    };
    if decision(from) != decision(to) {
        changes.push(Change::Disposition);
    }
}

fn texts(site: &Site, old: DocumentId, new: DocumentId, changes: &mut Vec<Change>) {
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

/// The deliverables of a recommendation, to be compared.
struct Compared<'s> {
    site: &'s Site,
    rows: &'s Rows,
}

#[derive(Clone, Copy)]
struct Row<'s> {
    id: DeliverableId,
    deliverable: &'s Deliverable,
    standing: Standing,
}

impl<'s> Compared<'s> {
    fn row(&self, id: DeliverableId) -> Option<Row<'s>> {
        let (standing, _) = self.rows.standing(id)?;
        Some(Row { id, deliverable: self.site.deliverable(id)?, standing })
    }

    fn rows(&self, document: DocumentId) -> Vec<Row<'s>> {
        let count = self.site.update(document).map_or(0, |update| update.deliverables.len());
        (0..count).filter_map(|row| self.row(DeliverableId { document, row })).collect()
    }
}

#[cfg(test)]
mod tests;
