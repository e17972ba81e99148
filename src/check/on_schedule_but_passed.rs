//! Statuses that say "on schedule" although a date has passed.

use chrono::NaiveDate;

use super::findings::finding;
use super::overdue::place;
use super::wording::date as in_words;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::document::content::Update;
use crate::document::fields::StatusKind;
use crate::facts::Row;
use crate::site::{RecommendationId, Report, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "on-schedule-but-passed",
    level: RuleLevel::Warn,
    summary: "the status says on schedule, but a promised date has passed",
    explanation: "\
\"In process\" over a deliverable that was due last year reads as if nothing had slipped. Totals
count such a recommendation as late by its date; its own status does not say so.

Checks every report as of its last edition, if its vocabulary has a status of kind `late`. A
recommendation's own status is of kind `active` or `not-started`, and one of its deliverables is
overdue (see the rule `overdue`), or a milestone whose status is not of kind `done` or `dropped`
has a date that ended before the edition's. Milestones without a status are skipped: they may be
reached.

If the work is late, say so with a status of kind `late`. If it was done, set `completed` or the
status of the milestone.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let crate::site::Owner::Update(of, _) = site.owner(id) else { return };
        let report = site.report(of.report);
        let last = site.carried(of, View::Latest).map(|(_, document)| document);
        let Some(update) = site.update(id).filter(|_| last == Some(id) && !document.broken) else {
            return;
        };
        if !report.statuses.iter().any(|status| status.kind == StatusKind::Late) {
            return;
        }
        let Some(day) = facts.day(of.report, View::Latest) else { return };
        // Of all recommendations at once, for all of these documents.
        facts.rollup(of.report, View::Latest);
        let rows = facts.rows_of(of, View::Latest);
        let overdue: Vec<&Row> = rows.iter().filter(|row| row.days_overdue > 0).collect();
        if let Some(found) = judged(site, of, (document, update), &overdue, day) {
            findings.push(found);
        }
    });
}

/// A finding at the status, if it does not say that a date has passed.
fn judged(
    site: &Site,
    id: RecommendationId,
    (document, update): (&Document, &Update),
    overdue: &[&Row],
    day: NaiveDate,
) -> Option<Diagnostic> {
    let report = site.report(id.report);
    let stated = update.status.as_ref()?;
    let status = report.status(stated)?;
    if !matches!(status.kind, StatusKind::Active | StatusKind::NotStarted)
        || site.is_rejected(id, View::Latest)
    {
        return None;
    }
    let milestones = passed(report, update, day);
    let count = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what} is")),
        count => Some(format!("{count} {what}s are")),
    };
    let rows = count(overdue.len(), "deliverable").map(|rows| format!("{rows} overdue"));
    let points =
        count(milestones.len(), "milestone").map(|points| format!("{points} past its date"));
    let points = points.map(|points| points.replace("are past its date", "are past their dates"));
    let what = [rows, points].into_iter().flatten().collect::<Vec<_>>().join(" and ");
    if what.is_empty() {
        return None;
    }
    let message = format!("the status is `{}`, but {what} on {}", stated.value, in_words(day));
    let late = report.statuses.iter().find(|status| status.kind == StatusKind::Late)?;
    let mut found = finding(Location::new(&document.path, stated.span), message).help(format!(
        "if it is late, say so: `status = \"{}\"`; if it was done, mark it so",
        late.id
    ));
    for row in overdue {
        found = found.related(place(site, row.id), "overdue");
    }
    for span in milestones {
        found = found.related(Location::new(&document.path, span), "this date has passed");
    }
    Some(found)
}

/// The dates of milestones that have passed and whose status is neither done nor dropped.
fn passed(report: &Report, update: &Update, day: NaiveDate) -> Vec<crate::diagnostic::Span> {
    let passed = update.milestones.iter().filter_map(|milestone| {
        let date = milestone.date.as_ref().filter(|date| date.value.is_before(day))?;
        let status = report.status(milestone.status.as_ref()?)?;
        let ended = matches!(status.kind, StatusKind::Done | StatusKind::Dropped);
        (!ended).then_some(date.span)
    });
    passed.collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(index: &str, keys: &str, expected: Option<&str>) {
        let path = "content/r/2016-06-30/rec-4.md";
        let update = format!("+++\nnumber = 4\n{keys}\n+++\n");
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        let index = format!("+++\nkind = \"implementation\"\ntitle = \"T\"\n{index}\n+++\n");
        let found = findings(
            &RULE,
            &[
                ("content/r/_index.md", &index),
                ("content/r/recommendations/rec-4.md", statement),
                (path, &update),
            ],
        );
        let status = keys.split('"').nth(1).unwrap_or_default();
        let message = expected.map(|what| {
            format!("warning {path} \"\\\"{status}\\\"\": the status is `{status}`, but {what} on 30 June 2016")
        });
        assert_eq!(found, message.into_iter().collect::<Vec<_>>(), "{keys}");
    }

    #[test]
    fn cases() {
        let row = |due: &str| format!("[[deliverables]]\ntext = \"Row {due}\"\ndue = \"{due}\"\n");
        let both = |status: &str, dues: &[&str]| {
            let rows: String = dues.iter().map(|due| row(due)).collect();
            format!("status = \"{status}\"\n{rows}")
        };
        let milestone = |status: &str| {
            format!(
                "status = \"planned\"\nmilestones = [{{ label = \"M\", date = \"2016-05\"{status} }}]"
            )
        };
        case("", &both("planned", &["2016-05"]), Some("1 deliverable is overdue"));
        case("", &both("planned", &["2016-05", "2015"]), Some("2 deliverables are overdue"));
        case("", &both("planned", &["2016-06"]), None);
        case("", &both("behind-replan", &["2016-05"]), None);
        case("", &both("complete", &["2016-05"]), None);
        case("", &milestone(""), None);
        case("", &milestone(", status = \"complete\""), None);
        case("", &milestone(", status = \"planned\""), Some("1 milestone is past its date"));
        // There is no other status to choose.
        let own = "statuses = [{ id = \"open\", label = \"Open\", kind = \"active\" }]";
        case(own, &both("open", &["2016-05"]), None);
    }
}
