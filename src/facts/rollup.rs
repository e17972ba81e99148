//! Counts of recommendations by status and of deliverables by standing: by report, group and party.

use std::ops::Range;

use indexmap::IndexMap;

use super::Facts;
use super::deadline::Standing;
use super::parties::{self, Body, Party};
use super::standing::{Lateness, Row};
use super::status::Known;
use crate::document::fields::{ReportKind, StatusKind};
use crate::schema::Text;
use crate::site::{RecommendationId, ReportId, View};

/// The counts of a report as of a view.
#[derive(Debug)]
pub struct Rollup {
    /// Recommendations by status: wholes or parts, as the report says.
    pub totals: Totals,
    /// Every counted deliverable, by recommendation in order of lists.
    pub rows: Vec<Row>,
    /// Of each recommendation, by index, where its deliverables are among them.
    places: Box<[Range<usize>]>,
    /// Of each recommendation, by index, whether and why it is late.
    late: Box<[Option<Lateness>]>,
    /// Deliverables by standing.
    pub deliverables: DeliverableTotals,
    /// The recommendations by group, in order of each group's first; those without a group form one
    /// too. For a review, its entries as of the view.
    pub groups: Vec<Group>,
    /// The deliverables by responsible party, in order of names; those without one come last.
    pub parties: Vec<Party>,
    /// The deliverables by larger body: each after the one that it is part of, otherwise in order
    /// of names.
    pub bodies: Vec<Body>,
}

/// A group of recommendations.
#[derive(Debug)]
pub struct Group {
    /// Its name.
    pub name: Option<Text>,
    /// Its members.
    pub members: Vec<RecommendationId>,
    /// Recommendations by status.
    pub totals: Totals,
    /// Deliverables by standing.
    pub deliverables: DeliverableTotals,
}

/// Counts of recommendations by status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Total number.
    pub recommendations: usize,
    /// Count of each status, in order of the vocabulary.
    pub statuses: Vec<usize>,
    /// Number with updates, but without a status.
    pub not_stated: usize,
    /// Number not yet reported.
    pub not_reported: usize,
    /// Number with a status of kind `done`.
    pub done: usize,
    /// Number late: by their status, or by an overdue deliverable.
    pub late: usize,
    /// Number late by an overdue deliverable alone.
    pub late_by_date: usize,
    /// Number with overdue deliverables.
    pub with_overdue: usize,
}

impl Totals {
    /// Percent done, rounded down: never 100 before everything is done.
    pub fn done_percent(&self) -> usize {
        percent(self.done, self.recommendations)
    }
}

fn percent(part: usize, of: usize) -> usize {
    (part * 100).checked_div(of).unwrap_or(0)
}

/// Counts of deliverables by standing, without pointing ones, whose targets count instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliverableTotals {
    /// Total number.
    pub deliverables: usize,
    /// Number done.
    pub done: usize,
    /// Number open.
    pub open: usize,
    /// Number dropped.
    pub dropped: usize,
    /// Number of open ones overdue.
    pub overdue: usize,
    /// Number slipped at least once.
    pub slipped: usize,
    /// Number with a date, in any standing.
    pub dated: usize,
}

impl DeliverableTotals {
    /// Percent done, rounded down.
    pub fn done_percent(&self) -> usize {
        percent(self.done, self.deliverables)
    }
}

/// Counts deliverables.
impl<'r> FromIterator<&'r Row> for DeliverableTotals {
    fn from_iter<I: IntoIterator<Item = &'r Row>>(rows: I) -> Self {
        let mut totals = Self::default();
        for row in rows {
            totals.deliverables += 1;
            match row.standing {
                Standing::Done => totals.done += 1,
                Standing::Open => totals.open += 1,
                Standing::Dropped => totals.dropped += 1,
            }
            totals.overdue += usize::from(row.days_overdue > 0);
            totals.slipped += usize::from(row.slips > 0);
            totals.dated += usize::from(row.dated);
        }
        totals
    }
}

impl Rollup {
    /// The deliverables of one recommendation.
    pub(super) fn rows_of(&self, id: RecommendationId) -> &[Row] {
        &self.rows[self.places[id.index as usize].clone()]
    }

    /// The deliverables of a party.
    pub fn rows_of_party<'r>(&'r self, party: &'r Party) -> impl Iterator<Item = &'r Row> {
        party.rows.iter().map(|place| &self.rows[*place as usize])
    }

    /// The deliverables of a larger body.
    pub fn rows_of_body<'r>(&'r self, body: &'r Body) -> impl Iterator<Item = &'r Row> {
        body.rows.iter().map(|place| &self.rows[*place as usize])
    }
}

pub(super) fn of(facts: &Facts, report: ReportId, view: View) -> Rollup {
    let site = facts.site();
    let known = site.report(report);
    let mut rows = Vec::new();
    let mut late = vec![None; known.recommendations.len()];
    let mut places = vec![0..0; known.recommendations.len()];
    for id in site.shown(report, view) {
        let counted = facts.count_rows(id, view);
        late[id.index as usize] = facts.judge_lateness(id, view, &counted);
        let start = rows.len();
        rows.extend(counted);
        places[id.index as usize] = start..rows.len();
    }
    late_parts(facts, report, view, &mut late);
    let members = site.shown(report, view).filter(|id| {
        known.kind == ReportKind::Implementation || site.entry_as_of(*id, view).is_some()
    });
    let mut groups: IndexMap<Option<&Text>, Vec<RecommendationId>> = IndexMap::new();
    for id in members {
        groups.entry(site.group(id, view)).or_default().push(id);
    }
    let parties = parties::parties(site, report, &rows);
    let mut rollup = Rollup {
        totals: Totals::default(),
        deliverables: rows.iter().collect(),
        groups: Vec::new(),
        bodies: parties::bodies(site, report, &parties, &rows),
        parties,
        rows,
        places: places.into(),
        late: late.into(),
    };
    let shown = || site.shown(report, view);
    rollup.totals = rollup.totals_of(facts, report, view, site.counted_in(report, view, shown()));
    // Lists of deliverables have those of all recommendations.
    rollup.totals.with_overdue = rollup.with_overdue(shown());
    let groups = groups.into_iter().map(|(name, members)| Group {
        name: name.cloned(),
        totals: rollup.totals_of(
            facts,
            report,
            view,
            site.counted_in(report, view, members.iter().copied()),
        ),
        deliverables: members.iter().flat_map(|id| rollup.rows_of(*id)).collect(),
        members,
    });
    rollup.groups = groups.collect();
    rollup
}

impl Rollup {
    /// Whether and why a recommendation is late.
    pub(super) fn lateness(&self, id: RecommendationId) -> Option<Lateness> {
        self.late[id.index as usize]
    }

    /// Counts some recommendations of the report by status.
    pub(super) fn totals_of(
        &self,
        facts: &Facts,
        report: ReportId,
        view: View,
        recommendations: impl IntoIterator<Item = RecommendationId>,
    ) -> Totals {
        let vocabulary = &facts.site().report(report).statuses;
        let statuses = facts.statuses(report, view);
        let mut totals = Totals { statuses: vec![0; vocabulary.len()], ..Totals::default() };
        for id in recommendations {
            totals.recommendations += 1;
            match statuses.known(id) {
                Known::NotReported => totals.not_reported += 1,
                Known::NotStated => totals.not_stated += 1,
                Known::Stated { status, .. } => {
                    totals.statuses[status as usize] += 1;
                    let kind = vocabulary[status as usize].kind;
                    totals.done += usize::from(kind == StatusKind::Done);
                }
            }
            let lateness = self.late[id.index as usize];
            totals.late += usize::from(lateness.is_some());
            totals.late_by_date += usize::from(lateness == Some(Lateness::ByDate));
            totals.with_overdue += usize::from(self.is_overdue(id));
        }
        totals
    }

    pub(super) fn is_overdue(&self, id: RecommendationId) -> bool {
        self.rows_of(id).iter().any(|row| row.days_overdue > 0)
    }

    fn with_overdue(&self, ids: impl IntoIterator<Item = RecommendationId>) -> usize {
        ids.into_iter().filter(|id| self.is_overdue(*id)).count()
    }
}

/// Makes a whole late that is not closed and has a late part: by its status if that of a part says
/// so.
fn late_parts(facts: &Facts, report: ReportId, view: View, late: &mut [Option<Lateness>]) {
    let site = facts.site();
    let mut of_parts = vec![None; late.len()];
    // Parts come after what they are part of.
    for id in site.shown(report, view).rev() {
        let index = id.index as usize;
        let derived = facts.status(id, view).is_some_and(|shown| shown.derived_from > 0);
        // A derived status says what the parts say.
        let own = late[index].filter(|_| !derived || of_parts[index].is_none());
        if !facts.is_closed(id, view) {
            late[index] = stronger(own, of_parts[index]);
        }
        if let Some(whole) = site.part_of(id, view) {
            let whole = &mut of_parts[whole.index as usize];
            *whole = stronger(*whole, late[index]);
        }
    }
}

/// The stronger reason: a status before a date.
fn stronger(one: Option<Lateness>, other: Option<Lateness>) -> Option<Lateness> {
    one.into_iter().chain(other).min()
}
