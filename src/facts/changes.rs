//! Semantic changes between two editions.
//!
//! Compares the views of a recommendation in both editions: a change is what became known between
//! them. Texts are compared by digest; word diffs are computed where they are shown, with
//! [`super::words`].

use super::Facts;
use super::deadline::{Standing, days_between};
use super::standing::Listed;
use super::status::State;
use crate::date::PartialDate;
use crate::document::content::Deliverable;
use crate::document::fields::{Disposition, StatusKind};
use crate::site::{DeliverableId, DocumentId, EditionId, RecommendationId, Site, View};

mod deliverables;
mod direction;
mod milestones;
mod responses;

pub use deliverables::DeliverableChange;
pub use direction::Direction;
pub use milestones::MilestoneChange;
pub use responses::ResponseChange;

/// A change. Old and new values are in the two updates, or facts of the two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Reported for the first time.
    FirstReported,
    /// The status became one of kind `dropped`.
    Withdrawn,
    /// No longer withdrawn.
    TakenUpAgain,
    /// It has another number.
    Renumbered,
    /// It has another title.
    Renamed,
    /// It is superseded by other recommendations than before, or no longer.
    Superseded,
    /// Moved to another group.
    Refiled,
    /// The disposition changed.
    Disposition,
    /// A change of a response.
    Response(ResponseChange),
    /// The expected completion changed.
    Expected,
    /// The status changed, own or inherited.
    Status,
    /// The date of a deliverable changed.
    Due {
        /// The deliverable in the new update.
        deliverable: DeliverableId,
        /// The previous date.
        from: PartialDate,
        /// The new date.
        to: PartialDate,
    },
    /// Another change of a deliverable.
    Deliverable(DeliverableChange),
    /// A change of the timeline.
    Milestone(MilestoneChange),
    /// The words of the narrative.
    Narrative,
    /// The words of the implementation notes.
    Notes,
}

impl Change {
    /// Days by which a date was postponed; negative if brought forward.
    pub fn days_moved(&self) -> Option<i64> {
        match self {
            Self::Due { from, to, .. } => Some(days_between(*from, *to)),
            _ => None,
        }
    }
}

/// Changes of one recommendation between an edition and the previous one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement<'f> {
    /// The recommendation.
    pub id: RecommendationId,
    /// The later edition.
    pub edition: EditionId,
    /// The update in the earlier edition.
    pub old: Option<DocumentId>,
    /// The update in the later edition.
    pub new: Option<DocumentId>,
    /// The changes, status first, texts last; never empty.
    pub changes: &'f [Change],
    /// Whether this is a silent revision: the content differs, but the as-of date is the same and
    /// there is no new correction.
    pub silent: bool,
}

impl Movement<'_> {
    /// View of the previous edition; `None` before the first.
    pub fn before(&self) -> Option<View> {
        self.edition.before().map(View::Edition)
    }

    /// View of this edition.
    pub fn after(&self) -> View {
        View::Edition(self.edition)
    }

    /// Days by which the expected completion was postponed, negative if brought forward; `None`
    /// unless both are dates.
    pub fn days_expected_moved(&self, site: &Site) -> Option<i64> {
        let date = |view| site.expected(self.id, view)?.date;
        Some(days_between(date(self.before()?)?, date(self.after())?))
    }
}

/// The cached form of a movement.
#[derive(Debug, Default)]
pub(super) struct Moved {
    pub(super) old: Option<DocumentId>,
    pub(super) new: Option<DocumentId>,
    pub(super) changes: Box<[Change]>,
    pub(super) silent: bool,
}

/// The editions in which anything about a recommendation can change, oldest first.
pub(super) fn editions(site: &Site, id: RecommendationId) -> Vec<EditionId> {
    let recommendation = site.recommendation(id);
    if recommendation.covered_by.is_some() || !recommendation.parts.is_empty() {
        // An inherited or derived status can change with its source.
        return site.report(id.report).edition_ids().collect();
    }
    recommendation.updates.iter().map(|(edition, _)| *edition).collect()
}

/// Compares an edition's view of a recommendation with the edition before.
pub(super) fn between(facts: &Facts, id: RecommendationId, edition: EditionId) -> Moved {
    let site = facts.site();
    let before = edition.before();
    let carried = |edition| site.carried(id, View::Edition(edition)).map(|(_, document)| document);
    let (old, new) = (before.and_then(carried), carried(edition));
    let mut changes = Vec::new();
    statuses(facts, id, (before, old), (edition, new), &mut changes);
    if let Some(before) = before {
        names(site, id, View::Edition(before), View::Edition(edition), &mut changes);
    }
    let mut silent = false;
    if let (Some(before), Some(old), Some(new)) = (before, old, new)
        && old != new
    {
        filing(site, id, View::Edition(before), View::Edition(edition), &mut changes);
        milestones::compare(site, old, new, &mut changes);
    }
    if let (Some(before), Some(old), Some(new)) = (before, old, new) {
        // Deliverables can follow an inherited status, so they can change without an update.
        let compared = Compared { facts, id };
        deliverables::compare(&compared, (before, old), (edition, new), &mut changes);
        if old != new {
            texts(site, old, new, &mut changes);
            let of_update = |change: &Change| is_of_update(facts, (old, new), change);
            silent = changes.iter().any(of_update) && is_silent(site, old, new);
        }
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
    let state = |edition| facts.state(id, View::Edition(edition));
    let before = from.map_or(State::NotReported, state);
    let now = state(to);
    if old.is_none() && new.is_some() {
        changes.push(Change::FirstReported);
        if before == State::NotReported {
            return;
        }
        // Until now the status was inherited; the own one is compared with it.
    }
    if before.says_the_same(now) {
        return;
    }
    let is_dropped = |state: State<'_>| {
        state.status().is_some_and(|shown| shown.status.kind == StatusKind::Dropped)
    };
    match (is_dropped(before), is_dropped(now)) {
        (false, true) => changes.push(Change::Withdrawn),
        (true, false) => changes.push(Change::TakenUpAgain),
        _ => {}
    }
    changes.push(Change::Status);
}

fn names(site: &Site, id: RecommendationId, old: View, new: View, changes: &mut Vec<Change>) {
    if site.number(id, old) != site.number(id, new) {
        changes.push(Change::Renumbered);
    }
    if site.title(id, old) != site.title(id, new) {
        changes.push(Change::Renamed);
    }
    if site.superseded_by(id, old) != site.superseded_by(id, new) {
        changes.push(Change::Superseded);
    }
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
    responses::compare(site, id, old, new, changes);
    if responses::is_expected_otherwise(site.expected(id, old), site.expected(id, new)) {
        changes.push(Change::Expected);
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

/// Whether a change is one of the update itself, not of what it inherits or derives.
fn is_of_update(facts: &Facts, (old, new): (DocumentId, DocumentId), change: &Change) -> bool {
    let site = facts.site();
    let status = |id| site.update(id).and_then(|update| update.status.as_ref().map(|it| &it.value));
    let follows = |row: DeliverableId| {
        let before = if row.document == new { site.previous_deliverable(row) } else { Some(row) };
        let states =
            |row: DeliverableId| facts.rows(row.document).and_then(|rows| rows.row(row)?.stated);
        states(row).is_none() && before.is_none_or(|before| states(before).is_none())
    };
    match *change {
        Change::Status | Change::Withdrawn | Change::TakenUpAgain => status(old) != status(new),
        Change::Deliverable(
            DeliverableChange::Completed(row)
            | DeliverableChange::Reopened(row)
            | DeliverableChange::Dropped(row),
        ) => !follows(row),
        _ => true,
    }
}

/// Whether an update has the same as-of date as the previous one and no new correction.
fn is_silent(site: &Site, old: DocumentId, new: DocumentId) -> bool {
    let as_of = |document| site.as_of(document);
    let corrections = |document| site.update(document).map_or(0, |update| update.corrections.len());
    as_of(old).is_some() && as_of(old) == as_of(new) && corrections(new) <= corrections(old)
}

/// A recommendation whose deliverables are compared.
struct Compared<'f> {
    facts: &'f Facts,
    id: RecommendationId,
}

#[derive(Clone, Copy)]
struct Row<'f> {
    id: DeliverableId,
    deliverable: &'f Deliverable,
    standing: Standing,
    /// Whether the update leaves it out.
    left_out: bool,
}

impl<'f> Compared<'f> {
    /// The deliverables listed in an edition, which carries an update.
    fn rows(&self, (edition, document): (EditionId, DocumentId)) -> Vec<Row<'f>> {
        let site = self.facts.site();
        let listed = self.facts.listed(self.id, document, View::Edition(edition));
        let row = |Listed { id, standing, .. }| {
            let deliverable = site.deliverable(id)?;
            Some(Row { id, deliverable, standing, left_out: id.document != document })
        };
        listed.filter_map(row).collect()
    }

    /// A deliverable in the update that has it.
    fn row(&self, id: DeliverableId) -> Option<Row<'f>> {
        let site = self.facts.site();
        let standing = self.facts.standing(id, site.view_of(id.document))?;
        Some(Row { id, deliverable: site.deliverable(id)?, standing, left_out: false })
    }
}

#[cfg(test)]
mod tests;
