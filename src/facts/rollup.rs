//! How many recommendations have which status, and how many deliverables are done, by report, group and party.

use std::collections::BTreeMap;
use std::ops::Range;

use indexmap::IndexMap;

use super::Facts;
use super::deadline::{self, Promise, Standing};
use super::status::Statuses;
use crate::document::fields::{ReportKind, StatusKind};
use crate::schema::Text;
use crate::site::{DeliverableId, RecommendationId, Report, ReportId, Site, View};

/// What a report comes to as of a view.
#[derive(Debug)]
pub struct Rollup {
    /// Counts of statuses.
    pub totals: Totals,
    /// Every deliverable that is counted, by recommendation.
    pub rows: Vec<Row>,
    /// Counts of deliverables.
    pub deliverables: DeliverableTotals,
    /// The recommendations by group, in the order of the first of each; those that are in none are together as well. Of
    /// a review, the entries that there are as of the view.
    pub groups: Vec<Group>,
    /// The deliverables by who is responsible, in the order of names; those that name nobody come last.
    pub parties: Vec<Party>,
}

/// Recommendations that are filed together.
#[derive(Debug)]
pub struct Group {
    /// What they are filed under.
    pub name: Option<Text>,
    /// Which.
    pub members: Vec<RecommendationId>,
    /// Counts of their statuses.
    pub totals: Totals,
    /// Counts of their deliverables.
    pub deliverables: DeliverableTotals,
}

/// A responsible party.
#[derive(Debug)]
pub struct Party {
    /// Its name, as it is spelled first; `None` for nobody.
    pub name: Option<Box<str>>,
    /// Its deliverables, by their places in [`Rollup::rows`], each once.
    rows: Vec<u32>,
    /// Counts of them. A deliverable with two parties is counted for both.
    pub deliverables: DeliverableTotals,
}

/// Counts of statuses among some recommendations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many recommendations were counted.
    pub recommendations: usize,
    /// How many have each status of the report's vocabulary, in its order.
    pub statuses: Vec<usize>,
    /// How many have none, because nothing has been reported.
    pub not_reported: usize,
    /// How many have a status of the kind `done`.
    pub done: usize,
    /// How many have a status of the kind `late`.
    pub late: usize,
}

impl Totals {
    /// The share that is done, in whole percent, rounded down: nothing looks complete before it is.
    pub fn done_percent(&self) -> usize {
        percent(self.done, self.recommendations)
    }
}

fn percent(part: usize, of: usize) -> usize {
    (part * 100).checked_div(of).unwrap_or(0)
}

/// Counts of deliverables. Those that do nothing but point elsewhere are not counted: what they
/// stand for is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliverableTotals {
    /// How many deliverables were counted.
    pub deliverables: usize,
    /// How many are done.
    pub done: usize,
    /// How many are open.
    pub open: usize,
    /// How many were given up.
    pub dropped: usize,
    /// How many of the open ones are overdue.
    pub overdue: usize,
    /// How many had their date put off at least once.
    pub slipped: usize,
    /// How many have a date, whatever became of them.
    pub dated: usize,
}

impl DeliverableTotals {
    /// The share that is done, in whole percent, rounded down.
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

/// A deliverable as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose it is.
    pub recommendation: RecommendationId,
    /// Which.
    pub id: DeliverableId,
    /// Where it stands.
    pub standing: Standing,
    /// Whether a date was ever promised for it.
    pub dated: bool,
    /// How often its date was put off.
    pub slips: u32,
    /// For how many days it has been overdue; 0 where it is not.
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
    let members = known.ids().filter(|id| {
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

/// Counts the statuses of some recommendations.
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
    /// A name as it is spelled first, and the places of its rows.
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
