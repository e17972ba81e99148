//! How many recommendations have which status.

use super::status::shown_status;
use crate::document::fields::StatusKind;
use crate::site::{RecommendationId, Report, Site, View};

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
