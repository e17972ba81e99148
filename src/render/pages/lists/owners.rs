//! The list by responsible party and by larger body.

use std::cmp::Reverse;

use super::anchors::{Anchors, NOBODY};
use super::{changes_url, last_edition, report_link, totals};
use crate::address::{List, Page};
use crate::facts::{Body, DeliverableTotals, Party, Row, Standing};
use crate::render::context::PageContext;
use crate::render::view::{BodyView, OwnerView, OwnersView};
use crate::site::ReportId;

pub(in crate::render::pages) fn owners(cx: &PageContext<'_>, report: ReportId) -> OwnersView {
    let rollup = cx.facts.rollup(report, cx.view());
    let anchors = Anchors::new(&rollup.parties, &rollup.bodies);
    let owner = |party: &Party| {
        let rows = rollup.rows_of_party(party);
        let mut open: Vec<&Row> = rows.filter(|row| row.standing == Standing::Open).collect();
        open.sort_by_key(|row| Reverse(row.days_overdue));
        let name = party.name.as_deref();
        OwnerView {
            name: name.map(str::to_owned),
            id: name.map_or_else(|| NOBODY.to_owned(), |name| anchors.owner(name)),
            body: party.body.as_deref().map(|body| anchors.to_body(body)),
            totals: totals(&party.deliverables),
            open: open.into_iter().map(|row| cx.tracked(row)).collect(),
        }
    };
    let body = |body: &Body| BodyView {
        name: body.name.to_string(),
        id: anchors.body(&body.name),
        body: body.body.as_deref().map(|body| anchors.to_body(body)),
        depth: body.depth,
        own: body.has_own.then(|| anchors.owner(&body.name)),
        parts: body.parts.iter().map(|part| anchors.to_part(part)).collect(),
        totals: totals(&body.deliverables),
    };
    // Most overdue first, then most open; what has no party comes last.
    let mut parties: Vec<&Party> = rollup.parties.iter().collect();
    parties.sort_by_key(|party| {
        let DeliverableTotals { overdue, open, .. } = party.deliverables;
        (party.name.is_none(), Reverse(overdue), Reverse(open))
    });
    OwnersView {
        overdue_url: cx.links.page(&Page::List(report, List::Overdue)),
        changes_url: changes_url(cx, report),
        report: report_link(cx, report),
        edition: last_edition(cx, report),
        totals: totals(&rollup.deliverables),
        shared: rollup.rows.iter().filter(|row| cx.site.responsible(row.id).len() > 1).count(),
        owners: parties.into_iter().map(owner).collect(),
        bodies: rollup.bodies.iter().map(body).collect(),
    }
}
