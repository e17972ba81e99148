//! Counts of a report: by group, by responsible party, and of deliverables.

use super::model::{Body, DeliverableTotals, Group, Party};
use super::source::Source;
use crate::facts;
use crate::schema::Text;
use crate::site::{ReportId, View};

/// The counts of a report as of a view.
pub(super) struct Rollups<'s> {
    pub(super) deliverables: DeliverableTotals,
    pub(super) groups: Vec<Group<'s>>,
    pub(super) parties: Vec<Party<'s>>,
    pub(super) bodies: Vec<Body<'s>>,
}

impl<'s> Source<'s> {
    pub(super) fn rollups(&self, report: ReportId, view: View) -> Rollups<'s> {
        let rollup = self.facts.rollup(report, view);
        let groups = rollup.groups.iter().map(|group| Group {
            name: group.name.as_ref().map(Text::as_str),
            totals: self.totals(report, view, &group.totals),
            deliverables: totals(&group.deliverables),
        });
        let parties = rollup.parties.iter().map(|party| Party {
            name: party.name.as_deref(),
            body: party.body.as_deref(),
            deliverables: totals(&party.deliverables),
        });
        let bodies = rollup.bodies.iter().map(|body| Body {
            name: &body.name,
            body: body.body.as_deref(),
            deliverables: totals(&body.deliverables),
        });
        Rollups {
            deliverables: totals(&rollup.deliverables),
            groups: groups.collect(),
            parties: parties.collect(),
            bodies: bodies.collect(),
        }
    }
}

fn totals(totals: &facts::DeliverableTotals) -> DeliverableTotals {
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
