//! Which deliverables a view counts, what has become of them, and which are overdue; which recommendations are late.
//!
//! The only place that decides this: pages, tables, data, feeds, rules and messages ask here.

use super::Facts;
use super::deadline::{self, Promise, Standing};
use crate::document::fields::StatusKind;
use crate::site::{DeliverableId, DocumentId, RecommendationId, View};

/// A counted deliverable as of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its recommendation.
    pub recommendation: RecommendationId,
    /// Its last row up to the view.
    pub id: DeliverableId,
    /// Its standing.
    pub standing: Standing,
    /// Whether the latest update leaves it out.
    pub left_out: bool,
    /// Whether it ever had a date.
    pub dated: bool,
    /// Number of slips. A revised date that has passed too is one.
    pub slips: u32,
    /// Whether its revised date has passed too.
    pub broken_again: bool,
    /// Days overdue, or 0.
    pub days_overdue: i64,
}

/// Why a recommendation is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lateness {
    /// Its status says so, own or inherited, or that of a part.
    Stated,
    /// A deliverable of it or of a part is overdue.
    ByDate,
}

impl Lateness {
    /// Its keyword for programs and templates.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::ByDate => "by-date",
        }
    }
}

impl Facts {
    /// The counted deliverables of a recommendation as of a view: those of the carried update, then
    /// unfinished ones that it leaves out. Pointing ones are not counted.
    pub(super) fn count_rows(&self, id: RecommendationId, view: View) -> Vec<Row> {
        self.count_rows_under(self.kind(id, view), id, view)
    }

    /// The same for a recommendation with a status of a kind. While statuses are derived, they cannot
    /// be looked up.
    fn count_rows_under(
        &self,
        kind: Option<StatusKind>,
        id: RecommendationId,
        view: View,
    ) -> Vec<Row> {
        let Some((_, document)) = self.site.carried(id, view) else { return Vec::new() };
        let day = deadline::day(self.site.report(id.report), view);
        let is_closed = self.is_closed_under(kind, id, view);
        self.listed_under(kind, id, document)
            .filter(|listed| !listed.points)
            .map(|listed| {
                let promise = self.promise(listed.id);
                let open_on = day.filter(|_| listed.standing == Standing::Open);
                let broken_again = promise
                    .zip(open_on.filter(|_| !is_closed))
                    .is_some_and(|(promise, day)| promise.is_broken_again(day));
                let slips = promise.as_ref().map_or(0, Promise::slips) + usize::from(broken_again);
                Row {
                    recommendation: id,
                    id: listed.id,
                    standing: listed.standing,
                    left_out: listed.id.document != document,
                    dated: promise.is_some(),
                    slips: u32::try_from(slips).unwrap_or(u32::MAX),
                    broken_again,
                    days_overdue: promise
                        .zip(open_on.filter(|_| !is_closed))
                        .map_or(0, |(promise, day)| promise.days_over(day)),
                }
            })
            .collect()
    }

    /// The deliverables listed in a view with a carried update, pointing ones too.
    pub(super) fn listed(
        &self,
        id: RecommendationId,
        carried: DocumentId,
        view: View,
    ) -> impl Iterator<Item = Listed> {
        self.listed_under(self.kind(id, view), id, carried)
    }

    fn listed_under(
        &self,
        kind: Option<StatusKind>,
        id: RecommendationId,
        carried: DocumentId,
    ) -> impl Iterator<Item = Listed> {
        let rows = &self.history(id).rows;
        let listed = move |id: DeliverableId| {
            let row = rows.row(id)?;
            let standing = row.stated.unwrap_or(Standing::of_kind(kind));
            Some(Listed { id, standing, points: row.points })
        };
        let left_out = rows.left_out(carried).iter().copied().filter_map(listed);
        self.site.deliverables_of(carried).filter_map(listed).chain(left_out)
    }

    /// Whether a recommendation needs no further work: done, dropped or rejected. What is open in it
    /// is not overdue.
    pub fn is_closed(&self, id: RecommendationId, view: View) -> bool {
        self.is_closed_under(self.kind(id, view), id, view)
    }

    fn is_closed_under(&self, kind: Option<StatusKind>, id: RecommendationId, view: View) -> bool {
        matches!(kind, Some(StatusKind::Done | StatusKind::Dropped))
            || self.site.is_rejected(id, view)
    }

    /// Whether and why a recommendation is late.
    pub fn lateness(&self, id: RecommendationId, view: View) -> Option<Lateness> {
        // Parts make a whole late.
        if self.site.parts(id, view).is_empty() {
            return self.judge_lateness(id, view, &self.rows_of(id, view));
        }
        self.rollup(id.report, view).lateness(id)
    }

    pub(super) fn judge_lateness(
        &self,
        id: RecommendationId,
        view: View,
        rows: &[Row],
    ) -> Option<Lateness> {
        self.judge_lateness_under(self.kind(id, view), id, view, rows)
    }

    /// Whether a recommendation with a status of a kind is late.
    pub(super) fn is_late_under(
        &self,
        kind: Option<StatusKind>,
        id: RecommendationId,
        view: View,
    ) -> bool {
        let rows = self.count_rows_under(kind, id, view);
        self.judge_lateness_under(kind, id, view, &rows).is_some()
    }

    fn judge_lateness_under(
        &self,
        kind: Option<StatusKind>,
        id: RecommendationId,
        view: View,
        rows: &[Row],
    ) -> Option<Lateness> {
        if self.is_closed_under(kind, id, view) {
            return None;
        }
        let is_overdue = || rows.iter().any(|row| row.days_overdue > 0);
        match kind {
            Some(StatusKind::Late) => Some(Lateness::Stated),
            _ => is_overdue().then_some(Lateness::ByDate),
        }
    }

    fn kind(&self, id: RecommendationId, view: View) -> Option<StatusKind> {
        self.status(id, view).map(|shown| shown.status.kind)
    }
}

/// A listed deliverable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    pub(super) id: DeliverableId,
    pub(super) standing: Standing,
    pub(super) points: bool,
}

#[cfg(test)]
mod tests;
