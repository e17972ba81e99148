//! The table of responsible parties and larger bodies.

use super::super::model::DeliverableTotals;
use super::super::rollup::Rollups;
use super::super::source::Source;
use super::{Cell, Rows};
use crate::data::WriteError;
use crate::site::{ReportId, View};

pub(super) const PARTIES: &[&str] = &[
    "report",
    "party",
    "body",
    "with_parts",
    "deliverables",
    "done",
    "open",
    "dropped",
    "overdue",
    "slipped",
    "dated",
];

pub(super) fn parties(
    source: &Source<'_>,
    report: ReportId,
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    let id = &*source.site.report(report).id;
    let Rollups { parties, bodies, .. } = source.rollups(report, View::Latest);
    for party in parties {
        rows(&cells(id, party.name, party.body, false, &party.deliverables))?;
    }
    for body in bodies {
        rows(&cells(id, Some(body.name), body.body, true, &body.deliverables))?;
    }
    Ok(())
}

fn cells<'s>(
    report: &'s str,
    party: Option<&'s str>,
    body: Option<&'s str>,
    with_parts: bool,
    totals: &DeliverableTotals,
) -> [Cell<'s>; 11] {
    [
        report.into(),
        party.into(),
        body.into(),
        Cell::yes_or_no(with_parts),
        totals.count.into(),
        totals.done.into(),
        totals.open.into(),
        totals.dropped.into(),
        totals.overdue.into(),
        totals.slipped.into(),
        totals.dated.into(),
    ]
}
