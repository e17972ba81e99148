//! The table of slipped dates.

use std::collections::HashMap;

use super::super::model::{Day, PartialDay};
use super::super::source::Source;
use super::{Cell, Rows};
use crate::data::WriteError;
use crate::facts::{Row, Slip};
use crate::schema::Text;
use crate::site::{DeliverableId, RecommendationId, View};

pub(super) const SLIPS: &[&str] = &[
    "report",
    "number",
    "title",
    "edition",
    "date",
    "id",
    "text",
    "responsible",
    "first_due",
    "from",
    "to",
    "days",
    "total_days",
    "reason",
    "listed",
    "due_now",
    "total_days_now",
    "overdue_days",
    "standing",
    "url",
];

pub(super) fn slips(
    source: &Source<'_>,
    id: RecommendationId,
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    let listed = source.facts.rows_of(id, View::Latest);
    let mut now: HashMap<DeliverableId, &Row> = HashMap::new();
    for row in listed.iter() {
        for moved in source.facts.promise(row.id).map_or(&[][..], |promise| promise.moves) {
            now.entry(moved.deliverable).or_insert(row);
        }
    }
    for slip in source.facts.slips(id) {
        if source.site.shows(id, View::Edition(slip.edition)) {
            let row = now.get(&slip.deliverable).copied();
            rows(&cells(source, id, &slip, row))?;
        }
    }
    Ok(())
}

/// A slip, and what has become of its deliverable in the latest view.
fn cells<'s>(
    source: &Source<'s>,
    id: RecommendationId,
    slip: &Slip,
    now: Option<&Row>,
) -> [Cell<'s>; 20] {
    let (site, facts) = (source.site, source.facts);
    let report = site.report(id.report);
    let deliverable = site.deliverable(slip.deliverable);
    let edition = report.edition(slip.edition);
    let first = facts.promise(slip.deliverable).map(|promise| PartialDay(promise.first));
    let promise = now.and_then(|row| facts.promise(row.id));
    [
        (&*report.id).into(),
        source.number(id, View::Latest).into(),
        source.title(id, View::Latest).into(),
        (&*edition.id).into(),
        Day(edition.date).into(),
        deliverable.and_then(|it| it.id.as_ref()).map(|id| id.as_str()).into(),
        source.words(slip.deliverable).into(),
        Cell::list(&site.responsible(slip.deliverable)),
        first.into(),
        PartialDay(slip.moved.from).into(),
        PartialDay(slip.moved.to).into(),
        slip.moved.days().into(),
        slip.total_days.into(),
        deliverable.and_then(|it| it.slip_reason.as_ref()).map(Text::as_str).into(),
        Cell::yes_or_no(now.is_some()),
        promise.map(|promise| PartialDay(promise.current())).into(),
        promise.map(|promise| promise.total_days()).into(),
        now.map(|row| row.days_overdue).filter(|days| *days > 0).into(),
        now.map(|row| row.standing.word()).into(),
        source.url(id, View::Edition(slip.edition)).into(),
    ]
}
