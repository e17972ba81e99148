//! How many recommendations have which status, and how many deliverables are done.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::deadline::{self, Promise, Standing};
use super::status::shown_status;
use crate::document::fields::StatusKind;
use crate::schema::Text;
use crate::site::{DeliverableId, RecommendationId, Report, Site, View};

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
        (self.done * 100).checked_div(self.recommendations).unwrap_or(0)
    }
}

/// Counts the statuses of some recommendations of a report as of a view.
pub fn totals(
    site: &Site,
    report: &Report,
    view: View,
    recommendations: impl IntoIterator<Item = RecommendationId>,
) -> Totals {
    let mut totals = Totals { statuses: vec![0; report.statuses.len()], ..Totals::default() };
    for id in recommendations {
        totals.recommendations += 1;
        let Some(shown) = shown_status(site, id, view) else {
            totals.not_reported += 1;
            continue;
        };
        match shown.status.kind {
            StatusKind::Done => totals.done += 1,
            StatusKind::Late => totals.late += 1,
            StatusKind::Active | StatusKind::Dropped => {}
        }
        if let Some(place) = report.statuses.iter().position(|status| status == shown.status) {
            totals.statuses[place] += 1;
        }
    }
    totals
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
        (self.done * 100).checked_div(self.deliverables).unwrap_or(0)
    }

    fn add(&mut self, row: &Counted<'_>) {
        self.deliverables += 1;
        match row.standing {
            Standing::Done => self.done += 1,
            Standing::Open => self.open += 1,
            Standing::Dropped => self.dropped += 1,
        }
        self.overdue += usize::from(row.days_overdue > 0);
        self.slipped += usize::from(row.slipped());
        self.dated += usize::from(row.promise.is_some());
    }
}

/// A deliverable as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted<'s> {
    /// Whose it is.
    pub recommendation: RecommendationId,
    /// Which.
    pub id: DeliverableId,
    /// Where it stands.
    pub standing: Standing,
    /// The dates promised for it.
    pub promise: Option<Promise<'s>>,
    /// For how many days it has been overdue; 0 where it is not.
    pub days_overdue: i64,
}

impl Counted<'_> {
    /// Whether its date was put off at least once.
    pub fn slipped(&self) -> bool {
        self.promise.as_ref().is_some_and(|promise| promise.slips() > 0)
    }
}

/// The deliverables of some recommendations as of a view, without those that only point elsewhere.
pub fn counted(
    site: &Site,
    view: View,
    recommendations: impl IntoIterator<Item = RecommendationId>,
) -> Vec<Counted<'_>> {
    let mut all = Vec::new();
    for recommendation in recommendations {
        let Some(day) = deadline::day(site.report(recommendation.report), view) else { continue };
        for (id, _) in deadline::deliverables(site, recommendation, view) {
            if deadline::points_elsewhere(site, id) {
                continue;
            }
            let Some(standing) = deadline::standing_of(site, id) else { continue };
            let promise = deadline::promise(site, id);
            let late = promise
                .as_ref()
                .map_or(0, |promise| (day - promise.first.last_day()).num_days().max(0));
            let days_overdue = if standing == Standing::Open { late } else { 0 };
            all.push(Counted { recommendation, id, standing, promise, days_overdue });
        }
    }
    all
}

/// Counts deliverables.
pub fn deliverable_totals<'a, 's: 'a>(
    deliverables: impl IntoIterator<Item = &'a Counted<'s>>,
) -> DeliverableTotals {
    let mut totals = DeliverableTotals::default();
    for row in deliverables {
        totals.add(row);
    }
    totals
}

/// Recommendations by the group that they are filed under as of a view, in the order of the first of
/// each; those that are in none are together as well.
pub fn by_group(
    site: &Site,
    view: View,
    recommendations: impl IntoIterator<Item = RecommendationId>,
) -> IndexMap<Option<&str>, Vec<RecommendationId>> {
    let mut groups: IndexMap<Option<&str>, Vec<RecommendationId>> = IndexMap::new();
    for recommendation in recommendations {
        let group = site.group(recommendation, view).map(Text::as_str);
        groups.entry(group).or_default().push(recommendation);
    }
    groups
}

/// A responsible party, by the first spelling of its name, with its deliverables.
pub type Party<'a, 's> = (Option<&'s str>, Vec<&'a Counted<'s>>);

/// Deliverables by who is responsible, in the order of names; those that name nobody come last. A
/// deliverable with two names is with both, once each.
pub fn by_party<'a, 's>(site: &'s Site, deliverables: &'a [Counted<'s>]) -> Vec<Party<'a, 's>> {
    let mut parties: BTreeMap<(bool, String), Party<'_, '_>> = BTreeMap::new();
    for row in deliverables {
        let names = site.deliverable(row.id).map_or(&[][..], |row| &row.responsible);
        let mut named: Vec<Option<&str>> = names.iter().map(|name| Some(name.trim())).collect();
        if named.is_empty() {
            named.push(None);
        }
        for name in named {
            let key = (name.is_none(), name.unwrap_or_default().to_lowercase());
            let (_, rows) = parties.entry(key).or_insert_with(|| (name, Vec::new()));
            if rows.last().is_none_or(|last| last.id != row.id) {
                rows.push(row);
            }
        }
    }
    parties.into_values().collect()
}
