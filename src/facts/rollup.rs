//! Counts of recommendations by status and of deliverables by standing: by report, group and party.

use std::collections::BTreeMap;
use std::ops::Range;

use indexmap::IndexMap;

use super::Facts;
use super::deadline::{self, Promise, Standing};
use super::status::Statuses;
use crate::document::fields::{ReportKind, StatusKind};
use crate::schema::Text;
use crate::site::{DeliverableId, RecommendationId, Report, ReportId, Site, View};

/// The counts of a report as of a view.
#[derive(Debug)]
pub struct Rollup {
    /// Recommendations by status.
    pub totals: Totals,
    /// Every counted deliverable, by recommendation.
    pub rows: Vec<Row>,
    /// Deliverables by standing.
    pub deliverables: DeliverableTotals,
    /// The recommendations by group, in order of each group's first; those without a group form one
    /// too. For a review, its entries as of the view.
    pub groups: Vec<Group>,
    /// The deliverables by responsible party, in order of names; those without one come last.
    pub parties: Vec<Party>,
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

/// A responsible party.
#[derive(Debug)]
pub struct Party {
    /// Its name as first spelled; `None` for none named.
    pub name: Option<Box<str>>,
    /// Its deliverables, as indices into [`Rollup::rows`], each once.
    rows: Vec<u32>,
    /// Deliverables by standing. One with two parties counts for both.
    pub deliverables: DeliverableTotals,
}

/// Counts of recommendations by status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Total number.
    pub recommendations: usize,
    /// Count of each status, in order of the vocabulary.
    pub statuses: Vec<usize>,
    /// Number not yet reported.
    pub not_reported: usize,
    /// Number with a status of kind `done`.
    pub done: usize,
    /// Number with a status of kind `late`.
    pub late: usize,
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

/// A counted deliverable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its recommendation.
    pub recommendation: RecommendationId,
    /// Its id.
    pub id: DeliverableId,
    /// Its standing.
    pub standing: Standing,
    /// Whether it ever had a date.
    pub dated: bool,
    /// Number of slips.
    pub slips: u32,
    /// Days overdue, or 0.
    pub days_overdue: i64,
}

impl Rollup {
    /// The deliverables of one recommendation.
    pub(super) fn rows_of(&self, id: RecommendationId) -> &[Row] {
        &self.rows[range_of(&self.rows, id)]
    }

    /// The deliverables of a party.
    pub fn rows_of_party<'r>(&'r self, party: &'r Party) -> impl Iterator<Item = &'r Row> {
        party.rows.iter().map(|place| &self.rows[*place as usize])
    }
}

fn range_of(rows: &[Row], id: RecommendationId) -> Range<usize> {
    let start = rows.partition_point(|row| row.recommendation < id);
    start..start + rows[start..].partition_point(|row| row.recommendation == id)
}

pub(super) fn of(facts: &Facts, report: ReportId, view: View) -> Rollup {
    let (site, statuses) = (facts.site(), facts.statuses(report, view));
    let known = site.report(report);
    let rows = rows(facts, known, view);
    let members = known.listed(view).iter().copied().filter(|id| {
        known.kind == ReportKind::Implementation || site.entry_as_of(*id, view).is_some()
    });
    let mut groups: IndexMap<Option<&Text>, Vec<RecommendationId>> = IndexMap::new();
    for id in members {
        groups.entry(site.group(id, view)).or_default().push(id);
    }
    let groups = groups.into_iter().map(|(name, members)| Group {
        name: name.cloned(),
        totals: totals(site, report, statuses, members.iter().copied()),
        deliverables: members.iter().flat_map(|id| &rows[range_of(&rows, *id)]).collect(),
        members,
    });
    Rollup {
        totals: totals(site, report, statuses, known.ids()),
        deliverables: rows.iter().collect(),
        groups: groups.collect(),
        parties: parties(site, &rows),
        rows,
    }
}

fn rows(facts: &Facts, report: &Report, view: View) -> Vec<Row> {
    let Some(day) = deadline::day(report, view) else { return Vec::new() };
    let of_recommendation = |recommendation| {
        let (_, document) = facts.site().carried(recommendation, view)?;
        Some(facts.history(recommendation).rows.counted(document).map(
            move |(id, standing, promise)| {
                let over = promise.map_or(0, |promise| promise.days_over(day));
                let slips = promise.as_ref().map_or(0, Promise::slips);
                Row {
                    recommendation,
                    id,
                    standing,
                    dated: promise.is_some(),
                    slips: u32::try_from(slips).unwrap_or(u32::MAX),
                    days_overdue: if standing == Standing::Open { over } else { 0 },
                }
            },
        ))
    };
    report.ids().filter_map(of_recommendation).flatten().collect()
}

/// Counts recommendations by status.
pub(super) fn totals(
    site: &Site,
    report: ReportId,
    statuses: &Statuses,
    recommendations: impl IntoIterator<Item = RecommendationId>,
) -> Totals {
    let vocabulary = &site.report(report).statuses;
    let mut totals = Totals { statuses: vec![0; vocabulary.len()], ..Totals::default() };
    for id in recommendations {
        totals.recommendations += 1;
        let Some(place) = statuses.place(id) else {
            totals.not_reported += 1;
            continue;
        };
        totals.statuses[place] += 1;
        match vocabulary[place].kind {
            StatusKind::Done => totals.done += 1,
            StatusKind::Late => totals.late += 1,
            StatusKind::Active | StatusKind::Dropped => {}
        }
    }
    totals
}

fn parties(site: &Site, rows: &[Row]) -> Vec<Party> {
    /// A name as first spelled, and the indices of its rows.
    type Named<'s> = (Option<&'s str>, Vec<u32>);
    let mut parties: BTreeMap<(bool, String), Named<'_>> = BTreeMap::new();
    for (row, place) in rows.iter().zip(0..) {
        let names = site.deliverable(row.id).map_or(&[][..], |row| &row.responsible);
        let named = names.iter().map(|name| Some(name.trim()));
        let nobody = names.is_empty().then_some(None);
        for name in named.chain(nobody) {
            let key = (name.is_none(), name.unwrap_or_default().to_lowercase());
            let (_, places) = parties.entry(key).or_insert_with(|| (name, Vec::new()));
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let party = |(name, places): Named<'_>| Party {
        name: name.map(Into::into),
        deliverables: places.iter().map(|place| &rows[*place as usize]).collect(),
        rows: places,
    };
    parties.into_values().map(party).collect()
}
