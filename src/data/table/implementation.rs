//! The tables of an implementation report.

use super::super::model::{Change, Deliverable, Prose};
use super::super::source::Source;
use super::{Cell, Rows};
use crate::data::WriteError;
use crate::facts::{DeliverableTotals, Lateness, ResponseStanding};
use crate::schema::Text;
use crate::site::{Owner, RecommendationId, ResponseId, View};

pub(super) const RECOMMENDATIONS: &[&str] = &[
    "report",
    "number",
    "title",
    "group",
    "state",
    "status",
    "status_label",
    "status_kind",
    "inherited_from",
    "late",
    "edition",
    "as_of",
    "decision",
    "decided",
    "covered_by",
    "deliverables",
    "deliverables_done",
    "deliverables_overdue",
    "url",
    "statement",
    "priority",
    "tags",
    "expected",
    "expected_text",
    "depends_on",
    "responses",
    "responses_overdue",
    "short_title",
    "former_numbers",
    "parent",
    "level",
    "superseded_by",
    "derived_from",
];

pub(super) const RESPONSES: &[&str] = &[
    "report",
    "number",
    "edition",
    "addressee",
    "standing",
    "decision",
    "decision_text",
    "date",
    "deadline",
    "days_overdue",
    "address",
    "note",
    "url",
];

pub(super) const DELIVERABLES: &[&str] = &[
    "report",
    "number",
    "edition",
    "latest",
    "left_out",
    "position",
    "id",
    "text",
    "phase",
    "responsible",
    "due",
    "due_text",
    "revised_due",
    "first_due",
    "slips",
    "overdue_days",
    "status",
    "standing",
    "done",
    "points_elsewhere",
    "completed",
    "slip_reason",
    "dropped",
    "note",
    "evidence",
    "url",
];

pub(super) const CHANGES: &[&str] = &[
    "report",
    "number",
    "edition",
    "date",
    "kind",
    "about",
    "from",
    "to",
    "days",
    "total_days",
    "slips",
    "reason",
    "inherited_from",
    "silent",
    "url",
];

pub(super) fn recommendations(
    source: &Source<'_>,
    id: RecommendationId,
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    Ok(rows(&recommendation(source, id)?)?)
}

fn recommendation<'s>(
    source: &Source<'s>,
    id: RecommendationId,
) -> Result<Vec<Cell<'s>>, WriteError> {
    let (site, view) = (source.site, View::Latest);
    let report = site.report(id.report);
    let known = site.recommendation(id);
    let carried = site.carried(id, view);
    let shown = source.facts.status(id, view);
    let decided = site.disposition(id, view);
    let adopted = site.adopted(id);
    let tags: Vec<&str> = adopted.iter().flat_map(|it| &it.tags).map(Text::as_str).collect();
    let depends_on = &site.recommendation(id).depends_on;
    let depends_on: Vec<&str> =
        depends_on.iter().map(|other| source.number(*other, view)).collect();
    let expected = site.expected(id, view);
    let responses = site.responses(id, view);
    let totals: DeliverableTotals = source.facts.rows_of(id, view).iter().collect();
    Ok(vec![
        (&*report.id).into(),
        source.number(id, View::Latest).into(),
        source.title(id, view).into(),
        site.group(id, view).map(Text::as_str).into(),
        source.facts.state(id, view).word().into(),
        shown.map(|shown| shown.status.id.as_str()).into(),
        shown.map(|shown| shown.status.label.as_str()).into(),
        shown.map(|shown| shown.status.kind.word()).into(),
        shown.and_then(|shown| shown.inherited_from).map(|from| source.number(from, view)).into(),
        source.facts.lateness(id, view).map(Lateness::word).into(),
        carried.map(|(edition, _)| &*report.edition(edition).id).into(),
        carried.and_then(|(_, document)| site.as_of(document)).map(|day| day.to_string()).into(),
        decided.map(|decided| decided.decision.word()).into(),
        decided.and_then(|decided| decided.date.as_ref()).map(|date| date.value.to_string()).into(),
        known.covered_by.map(|by| source.number(by, view)).into(),
        totals.deliverables.into(),
        totals.done.into(),
        totals.overdue.into(),
        source.url(id, view).into(),
        source.statement(id)?.map(|statement| statement.text).into(),
        adopted.and_then(|adopted| Some(adopted.priority.as_ref()?.as_str())).into(),
        Cell::list(&tags),
        expected.and_then(|expected| expected.date).map(|date| date.to_string()).into(),
        expected.and_then(|expected| expected.text).map(Text::as_str).into(),
        Cell::list(&depends_on),
        responses.len().into(),
        responses.iter().filter(|it| overdue(source, id, **it)).count().into(),
        source.short_title(id, view).into(),
        Cell::list(&source.former_numbers(id, view)),
        site.part_of(id, view).map(|whole| source.number(whole, view)).into(),
        known.level.into(),
        Cell::list(&source.numbers(&site.superseded_by(id, view), view)),
        shown.map(|shown| shown.derived_from).filter(|parts| *parts > 0).into(),
    ])
}

fn overdue(source: &Source<'_>, of: RecommendationId, id: ResponseId) -> bool {
    let standing = source.facts.response_standing(of, id, View::Latest);
    matches!(standing, Some(ResponseStanding::Overdue(_)))
}

pub(super) fn responses(
    source: &Source<'_>,
    id: RecommendationId,
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    let (site, view) = (source.site, View::Latest);
    let known = site.report(id.report);
    let edition = site.responses_said(id, view).and_then(|said| match site.owner(said) {
        Owner::Update(_, edition) => Some(&*known.edition(edition).id),
        _ => None,
    });
    for response in source.responses(id, site.responses(id, view), view)? {
        rows(&[
            (&*known.id).into(),
            source.number(id, View::Latest).into(),
            edition.into(),
            response.addressee.into(),
            response.standing.word().into(),
            response.decision.map(|decision| decision.0.word()).into(),
            response.decision_text.into(),
            response.date.into(),
            response.deadline.into(),
            response.days_overdue.into(),
            response.address.into(),
            response.note.map(|note| note.text).into(),
            source.url(id, view).into(),
        ])?;
    }
    Ok(())
}

pub(super) fn deliverables(
    source: &Source<'_>,
    id: RecommendationId,
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    let site = source.site;
    let report = site.report(id.report);
    // What the latest view lists is told as of the last edition, everything else as of its own.
    let latest = source.facts.rows_of(id, View::Latest);
    let carried = site.carried(id, View::Latest).map(|(_, document)| document);
    for (edition, document) in &site.recommendation(id).updates {
        if !site.shows(id, View::Edition(*edition)) {
            continue;
        }
        let then = source.facts.rows_of(id, View::Edition(*edition));
        for row in site.deliverables_of(*document) {
            let left_out = latest.iter().any(|listed| listed.id == row && listed.left_out);
            let is_latest = left_out || carried == Some(*document);
            let (view, counted) =
                if is_latest { (View::Latest, &latest) } else { (View::Edition(*edition), &then) };
            let Some(deliverable) = source.deliverable(row, view, counted)? else { continue };
            let mut cells = vec![
                (&*report.id).into(),
                source.number(id, View::Latest).into(),
                (&*report.edition(*edition).id).into(),
                Cell::yes_or_no(is_latest),
                Cell::yes_or_no(left_out),
            ];
            cells.extend(promised(deliverable));
            cells.push(source.url(id, View::Edition(*edition)).into());
            rows(&cells)?;
        }
    }
    Ok(())
}

/// The columns from `position` to `evidence`.
fn promised(deliverable: Deliverable<'_>) -> [Cell<'_>; 20] {
    let words = |prose: Option<Prose>| prose.map(|Prose { text, .. }| text);
    [
        deliverable.position.into(),
        deliverable.id.into(),
        words(deliverable.text).into(),
        deliverable.phase.into(),
        Cell::list(&deliverable.responsible),
        deliverable.due.into(),
        deliverable.due_text.into(),
        deliverable.revised_due.into(),
        deliverable.first_due.into(),
        deliverable.slips.into(),
        deliverable.overdue_days.into(),
        deliverable.status.into(),
        deliverable.standing.into(),
        Cell::yes_or_no(deliverable.done),
        Cell::yes_or_no(deliverable.points_elsewhere),
        deliverable.completed.into(),
        deliverable.slip_reason.into(),
        deliverable.dropped.into(),
        words(deliverable.note).into(),
        deliverable.evidence.join(" ").into(),
    ]
}

pub(super) fn changes(
    source: &Source<'_>,
    id: RecommendationId,
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    let report = source.site.report(id.report);
    for edition in report.edition_ids() {
        let Some(movement) = source.movement(id, edition) else { continue };
        let known = report.edition(edition);
        for change in movement.changes {
            let mut cells = vec![
                (&*report.id).into(),
                source.number(id, View::Latest).into(),
                (&*known.id).into(),
                known.date.to_string().into(),
            ];
            cells.extend(moved(change));
            cells.push(Cell::yes_or_no(movement.silent));
            cells.push(source.url(id, View::Edition(edition)).into());
            rows(&cells)?;
        }
    }
    Ok(())
}

/// The columns from `kind` to `inherited_from`.
fn moved(change: Change<'_>) -> [Cell<'_>; 9] {
    [
        change.kind.word().into(),
        change.about.into(),
        change.from.into(),
        change.to.into(),
        change.days.into(),
        change.total_days.into(),
        change.slips.into(),
        change.reason.into(),
        change.inherited_from.into(),
    ]
}
