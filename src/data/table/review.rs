//! The tables of a review.

use super::super::model::{Prose, Task};
use super::super::source::Source;
use super::{Cell, Rows};
use crate::data::WriteError;
use crate::site::{RecommendationId, View};

pub(super) const ENTRIES: &[&str] = &[
    "report",
    "number",
    "title",
    "group",
    "edition",
    "teams",
    "progress",
    "covered_by",
    "tasks",
    "url",
    "statement",
    "notes",
    "assessment",
    "reported_status",
    "disagrees",
];

pub(super) const TASKS: &[&str] = &["report", "number", "task", "text", "teams", "progress", "url"];

pub(super) fn entries(
    source: &Source<'_>,
    id: RecommendationId,
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    let report = &*source.site.report(id.report).id;
    let entry = source.entry(id, View::Latest)?;
    let text = |prose: Option<Prose>| prose.map(|prose| prose.text);
    Ok(rows(&[
        report.into(),
        entry.number.into(),
        entry.title.into(),
        entry.group.into(),
        entry.edition.into(),
        Cell::list(&entry.teams),
        entry.progress.into(),
        entry.covered_by.into(),
        entry.tasks.len().into(),
        entry.url.into(),
        text(entry.statement).into(),
        text(entry.notes).into(),
        entry.assessed.assessment.into(),
        entry.assessed.reported_status.into(),
        Cell::yes_or_no(entry.assessed.disagrees),
    ])?)
}

pub(super) fn tasks(
    source: &Source<'_>,
    id: RecommendationId,
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    let report = &*source.site.report(id.report).id;
    let entry = source.entry(id, View::Latest)?;
    nested(&entry.tasks, "", [report, entry.number, entry.url.as_str()], rows)
}

/// A row per task at any depth: task 2.1 is the first subtask of task 2.
fn nested(
    tasks: &[Task<'_>],
    above: &str,
    head: [&str; 3],
    rows: &mut Rows<'_>,
) -> Result<(), WriteError> {
    let [report, number, url] = head;
    for (task, place) in tasks.iter().zip(1..) {
        let place = format!("{above}{place}");
        rows(&[
            report.into(),
            number.into(),
            place.as_str().into(),
            task.text.as_ref().map(|text| text.text.as_str()).into(),
            Cell::list(&task.teams),
            task.progress.into(),
            url.into(),
        ])?;
        nested(&task.tasks, &format!("{place}."), head, rows)?;
    }
    Ok(())
}
