//! What is late, longest overdue first, and what became done or late since an edition.

use std::cmp::Reverse;

use super::Facts;
use super::standing::Row;
use crate::document::fields::{Counted, StatusKind};
use crate::site::{EditionId, RecommendationId, ReportId, View};

/// A late recommendation that the totals of its report count, or one with overdue deliverables of its
/// own that they do not.
#[derive(Debug)]
pub struct Late {
    /// The recommendation.
    pub id: RecommendationId,
    /// Overdue deliverables, its own and those of its parts, longest overdue first. None if it is
    /// late by its status alone.
    pub overdue: Vec<Row>,
}

impl Late {
    /// Days overdue of the longest overdue deliverable, or 0.
    pub fn days_overdue(&self) -> i64 {
        self.overdue.first().map_or(0, |row| row.days_overdue)
    }
}

/// The overdue ones of these deliverables, longest overdue first; of equals, in order.
pub fn overdue_first<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Vec<&'r Row> {
    let mut overdue: Vec<&Row> = rows.into_iter().filter(|row| row.days_overdue > 0).collect();
    overdue.sort_by_key(|row| Reverse(row.days_overdue));
    overdue
}

/// Numbers of recommendations whose state turned since an edition, among those that the totals count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// Newly done.
    pub done: usize,
    /// Done before, but no longer.
    pub undone: usize,
    /// Newly late.
    pub late: usize,
}

impl Facts {
    /// What is late, longest overdue first; those late by their status alone come last, in order.
    /// Each overdue deliverable is in one of them: where the totals count wholes, the whole.
    pub fn late(&self, report: ReportId, view: View) -> Vec<Late> {
        let site = self.site();
        let rollup = self.rollup(report, view);
        let mut late: Vec<Late> = Vec::new();
        // Of each recommendation, by index, the place of the late one that its deliverables make late.
        let mut places: Vec<Option<usize>> = vec![None; site.report(report).recommendations.len()];
        let mut is_counted = vec![false; places.len()];
        for id in site.counted_in(report, view, site.shown(report, view)) {
            is_counted[id.index as usize] = true;
        }
        let counts_parts = site.counted(report) == Counted::Parts;
        // What something is part of comes before it.
        for id in site.shown(report, view) {
            let index = id.index as usize;
            let stands_alone = if is_counted[index] {
                rollup.lateness(id).is_some()
            } else {
                counts_parts && rollup.is_overdue(id)
            };
            places[index] = if stands_alone {
                late.push(Late { id, overdue: Vec::new() });
                Some(late.len() - 1)
            } else {
                let whole = site.part_of(id, view).filter(|_| !counts_parts);
                whole.and_then(|whole| places[whole.index as usize])
            };
        }
        for row in overdue_first(&rollup.rows) {
            if let Some(place) = places[row.recommendation.index as usize] {
                late[place].overdue.push(*row);
            }
        }
        late.sort_by_key(|one| Reverse(one.days_overdue()));
        late
    }

    /// What turned between an edition and a view.
    pub fn turned(&self, report: ReportId, before: EditionId, view: View) -> Turned {
        let site = self.site();
        let before = View::Edition(before);
        let is_done = |id: RecommendationId, view: View| {
            self.status(id, view).is_some_and(|shown| shown.status.kind == StatusKind::Done)
        };
        let is_late = |id: RecommendationId, view: View| {
            site.shows(id, view) && self.rollup(report, view).lateness(id).is_some()
        };
        let mut turned = Turned::default();
        for id in site.counted_in(report, view, site.shown(report, view)) {
            let (was, is) = (is_done(id, before), is_done(id, view));
            turned.done += usize::from(is && !was);
            turned.undone += usize::from(was && !is);
            turned.late += usize::from(is_late(id, view) && !is_late(id, before));
        }
        turned
    }
}
