//! Sums over a report: by group, by responsible party, and of its deliverables.

use super::model::{DeliverableTotals, Group, Party};
use super::source::Source;
use crate::analysis::rollup::{self, Counted};
use crate::site::{ReportId, View};

/// What is summed up of a report as of a view.
pub(super) struct Rollups<'s> {
    pub(super) deliverables: DeliverableTotals,
    pub(super) groups: Vec<Group<'s>>,
    pub(super) parties: Vec<Party<'s>>,
}

impl<'s> Source<'s> {
    pub(super) fn rollups(&self, report: ReportId, view: View) -> Rollups<'s> {
        let ids = || self.site.report(report).ids();
        let rows = rollup::counted(self.site, view, ids());
        let groups = rollup::by_group(self.site, view, ids()).into_iter().map(|(name, members)| {
            // Both are in the order of numbers.
            let own = rows.iter().filter(|row| members.binary_search(&row.recommendation).is_ok());
            let deliverables = totals(own);
            Group { name, totals: self.totals(report, view, members), deliverables }
        });
        let parties = rollup::by_party(self.site, &rows)
            .into_iter()
            .map(|(name, rows)| Party { name, deliverables: totals(rows) });
        Rollups {
            deliverables: totals(&rows),
            groups: groups.collect(),
            parties: parties.collect(),
        }
    }
}

fn totals<'a, 's: 'a>(rows: impl IntoIterator<Item = &'a Counted<'s>>) -> DeliverableTotals {
    let totals = rollup::deliverable_totals(rows);
    DeliverableTotals {
        count: totals.deliverables,
        done: totals.done,
        done_percent: totals.done_percent(),
        open: totals.open,
        dropped: totals.dropped,
        overdue: totals.overdue,
        slipped: totals.slipped,
        dated: totals.dated,
    }
}
