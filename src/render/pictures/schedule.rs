//! Dates on one time scale: promises, slips, completion, milestones, editions.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::address::editions_known;
use crate::date::PartialDate;
use crate::document::content::{Deliverable, Update};
use crate::document::fields::Completion;
use crate::facts::{Promise, Row as Counted, Standing};
use crate::render::context::PageContext;
use crate::render::pages::shortened;
use crate::render::pictures::scale::{Scale, is_near, percent};
use crate::render::statuses::NO_KIND;
use crate::render::view::{DayView, LinkView, ScheduleRowView, ScheduleView, Shared, SpanView};
use crate::site::{DeliverableId, DocumentId, RecommendationId, ReportId};

/// Length of a deliverable's name beside its dates, in characters.
const NAME_LENGTH: usize = 70;

/// The dates of a deliverable or milestone.
pub(in crate::render) struct Row {
    pub(in crate::render) name: String,
    pub(in crate::render) url: Option<String>,
    pub(in crate::render) kind: &'static str,
    pub(in crate::render) first: Option<PartialDate>,
    pub(in crate::render) current: Option<PartialDate>,
    pub(in crate::render) completed: Option<PartialDate>,
    pub(in crate::render) days_overdue: i64,
    pub(in crate::render) milestone: bool,
    /// What has become of it, where no date says so.
    pub(in crate::render) status: Option<String>,
}

impl Row {
    fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        [self.first, self.revised(), self.completed]
            .into_iter()
            .flatten()
            .map(PartialDate::last_day)
    }

    fn revised(&self) -> Option<PartialDate> {
        self.current.filter(|current| Some(*current) != self.first)
    }
}

/// The dated milestones of an update, and its deliverables in the page's view.
pub(in crate::render) fn of_update(
    cx: &PageContext<'_>,
    id: RecommendationId,
    document: DocumentId,
    update: &Update,
) -> Option<ScheduleView> {
    let milestones = update.milestones.iter().filter_map(|milestone| {
        let date = milestone.date.as_ref()?.value;
        let own = milestone.status.as_ref().and_then(|own| cx.site.report(id.report).status(own));
        Some(Row {
            name: milestone.label.to_string(),
            url: None,
            kind: own.map_or(NO_KIND, |own| own.kind.word()),
            first: Some(date),
            current: None,
            completed: None,
            days_overdue: 0,
            milestone: true,
            status: own.map(|own| own.label.to_string()),
        })
    });
    let counted = cx.facts.rows_of(id, cx.view());
    let by_id: HashMap<DeliverableId, &Counted> =
        counted.iter().map(|counted| (counted.id, counted)).collect();
    let deliverables = update.deliverables.iter().zip(0..).map(|(deliverable, row)| {
        let row = DeliverableId { document, row };
        let counted = by_id.get(&row).copied();
        // Its row is on the same page.
        let anchor = cx.deliverable_anchor(row);
        let url = anchor.map(|anchor| format!("#{}{anchor}", cx.links.ids));
        Row { url, ..of_deliverable(cx, id, row, deliverable, counted) }
    });
    let left_out = counted.iter().filter(|row| row.left_out).filter_map(|row| {
        let deliverable = cx.site.deliverable(row.id)?;
        Some(of_deliverable(cx, id, row.id, deliverable, Some(row)))
    });
    let rows: Vec<Row> = milestones.chain(deliverables).chain(left_out).collect();
    lay_out(cx, id.report, &rows, 0)
}

/// A deliverable by its name, with its dates.
pub(in crate::render) fn of_deliverable(
    cx: &PageContext<'_>,
    of: RecommendationId,
    id: DeliverableId,
    deliverable: &Deliverable,
    counted: Option<&Counted>,
) -> Row {
    let promise = cx.facts.promise(id);
    let days_overdue = counted.map_or(0, |counted| counted.days_overdue);
    let own = cx.site.report(of.report).deliverable_status_in(deliverable, cx.view());
    let standing = cx.facts.shown_standing(id, cx.view());
    let kind = match standing {
        _ if days_overdue > 0 => "late",
        Some(standing @ (Standing::Done | Standing::Dropped)) => standing.word(),
        _ => own.map_or_else(|| kind_of(cx, of), |own| own.kind.word()),
    };
    Row {
        name: shortened(&cx.deliverable_name(id).unwrap_or_default(), NAME_LENGTH),
        url: cx.deliverable_link(id).map(|link| link.url),
        kind,
        first: promise.map(|promise| promise.first),
        current: promise.as_ref().map(Promise::current),
        completed: completion(deliverable),
        days_overdue,
        milestone: false,
        status: standing
            .filter(|it| *it != Standing::Open)
            .map(Standing::word)
            .map(|word| cx.text(&format!("standings.{word}"), &[])),
    }
}

/// Completion date of a deliverable, if known.
fn completion(deliverable: &Deliverable) -> Option<PartialDate> {
    match deliverable.completed.as_ref()?.value {
        Completion::On(date) => Some(date),
        Completion::Open | Completion::Done => None,
    }
}

fn kind_of(cx: &PageContext<'_>, id: RecommendationId) -> &'static str {
    cx.facts.status(id, cx.view()).map_or(NO_KIND, |shown| shown.status.kind.word())
}

/// The rows with dates, of which there are `more`; `None` without any.
pub(in crate::render) fn lay_out(
    cx: &PageContext<'_>,
    report: ReportId,
    rows: &[Row],
    more: usize,
) -> Option<ScheduleView> {
    let known = cx.site.report(report);
    let as_of = known.edition(known.edition_as_of(cx.view())?).date;
    let rows: Vec<&Row> = rows.iter().filter(|row| row.dates().next().is_some()).collect();
    if rows.is_empty() {
        return None;
    }
    let near = |day: &NaiveDate| is_near(*day, as_of);
    let editions: Vec<NaiveDate> = editions_known(cx.site, report, cx.view())
        .into_iter()
        .map(|edition| known.edition(edition).date)
        .filter(near)
        .collect();
    let days = || rows.iter().flat_map(|row| row.dates());
    let drawn = days().filter(near).chain(editions.iter().copied()).chain([as_of]);
    let scale = Scale::over(&drawn.collect::<Vec<_>>())?;
    let day = |day: NaiveDate| DayView { at: percent(scale.at(day)), date: cx.date(day) };
    Some(ScheduleView {
        ticks: cx.rendering.ticks.get((cx.links.report, scale.from, scale.to), || {
            Shared::new(scale.ticks(|date| cx.strings().date(date)))
        }),
        editions: editions.into_iter().map(day).collect(),
        as_of: day(as_of),
        outside: days().filter(|day| !near(day)).count(),
        marks: marks(&rows),
        total: rows.len() + more,
        rows: rows.into_iter().map(|row| drawn_row(cx, &scale, as_of, row)).collect(),
    })
}

/// The kinds of marks in use, in order of the key.
fn marks(rows: &[&Row]) -> Vec<&'static str> {
    let any = |is_used: fn(&Row) -> bool| rows.iter().any(|row| is_used(row));
    let uses = [
        ("milestone", any(|row| row.milestone)),
        ("first", any(|row| !row.milestone && row.first.is_some())),
        ("revised", any(|row| row.revised().is_some())),
        ("completed", any(|row| row.completed.is_some())),
        ("overdue", any(|row| row.days_overdue > 0)),
    ];
    uses.into_iter().filter(|(_, is_used)| *is_used).map(|(mark, _)| mark).collect()
}

fn drawn_row(cx: &PageContext<'_>, scale: &Scale, as_of: NaiveDate, row: &Row) -> ScheduleRowView {
    let at = |date: Option<PartialDate>| {
        let day = date.map(PartialDate::last_day).filter(|day| is_near(*day, as_of))?;
        Some(scale.at(day))
    };
    let (first, revised) = (at(row.first), at(row.revised()));
    let span = |from: f64, to: f64| SpanView {
        from: percent(from.min(to)),
        length: percent((to - from).abs()),
    };
    // A bar for what began before the scale does begins with it.
    let begun = first.unwrap_or(0.0);
    let overdue = (row.days_overdue > 0).then(|| row.days_overdue.to_string());
    ScheduleRowView {
        link: LinkView { title: row.name.clone(), url: row.url.clone().unwrap_or_default() },
        kind: row.kind,
        dates: dates(cx, row),
        days_overdue: overdue.map(|days| cx.text("late-days", &[("n", &days)])),
        late: (row.days_overdue > 0).then(|| span(begun, scale.at(as_of))),
        slip: first.zip(revised).map(|(first, revised)| span(first, revised)),
        first: first.map(percent),
        revised: revised.map(percent),
        completed: at(row.completed).map(percent),
        milestone: row.milestone,
    }
}

/// The dates of a row in words.
fn dates(cx: &PageContext<'_>, row: &Row) -> String {
    let said = |key: &str, date: PartialDate| cx.text(key, &[("date", &cx.date(date).text)]);
    let first = row.first.map(|date| match row.revised() {
        _ if row.milestone => cx.date(date).text.clone(),
        Some(_) => said("schedule-first", date),
        None => said("schedule-promised", date),
    });
    let revised = row.revised().map(|date| said("schedule-now-promised", date));
    let completed = row.completed.map(|date| said("schedule-done", date));
    let status = row.status.clone().filter(|_| row.completed.is_none());
    let said: Vec<String> = [first, revised, completed, status].into_iter().flatten().collect();
    said.join(&cx.text("list-separator", &[]))
}
