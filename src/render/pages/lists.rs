//! Lists as of the last edition: overdue deliverables, responsible parties, references.

use indexmap::IndexSet;

use crate::address::{List, Page, report_title};
use crate::facts::{DeliverableTotals, Late, Move, Rollup, Row as Counted, Standing};
use crate::render::context::PageContext;
use crate::render::pictures::schedule::{self, Row};
use crate::render::view::{
    DeliverableTotalsView, EditionLinkView, LateRecommendationView, LateView, LinkView,
    OverdueView, TrackedView,
};
use crate::schema::Text;
use crate::site::{Owner, ReportId, View};

mod data;
mod owners;
mod references;

pub(super) use data::data;
pub(super) use owners::owners;
pub(super) use references::references;

/// Maximum number of rows in the chart of dates; the tables have all.
const MOST_PICTURED: usize = 20;

pub(super) fn overdue(cx: &PageContext<'_>, report: ReportId) -> OverdueView {
    let rollup = cx.facts.rollup(report, cx.view());
    let (late, others): (Vec<&Counted>, Vec<&Counted>) =
        rollup.rows.iter().partition(|row| row.days_overdue > 0);
    let mut slipped: Vec<&Counted> = others.iter().copied().filter(|row| row.slips > 0).collect();
    slipped.sort_by_key(|row| {
        (row.standing != Standing::Open, std::cmp::Reverse(cx.days_slipped(row)))
    });
    let undated = others.into_iter().filter(|row| row.standing == Standing::Open && !row.dated);
    let overdue = latest_first(late);
    let all = || overdue.iter().chain(&slipped);
    let pictured: Vec<Row> = all().take(MOST_PICTURED).filter_map(|row| dates(cx, row)).collect();
    let more = all().count().saturating_sub(MOST_PICTURED);
    OverdueView {
        schedule: schedule::lay_out(cx, report, &pictured, more),
        report: report_link(cx, report),
        edition: last_edition(cx, report),
        summary: cx.overdue_sentence(rollup),
        overdue: overdue.into_iter().map(|row| cx.tracked(row)).collect(),
        slipped: slipped.into_iter().map(|row| cx.tracked(row)).collect(),
        undated: undated.map(|row| cx.tracked(row)).collect(),
        responses: cx.late_responses(report),
    }
}

/// A deliverable in the chart of dates.
fn dates(cx: &PageContext<'_>, row: &Counted) -> Option<Row> {
    let deliverable = cx.site.deliverable(row.id)?;
    let of = cx.names.numbered(row.recommendation, cx.view());
    let drawn = schedule::of_deliverable(cx, row.recommendation, row.id, deliverable, Some(row));
    let separator = cx.text("heading-separator", &[]);
    Some(Row { name: format!("{of}{separator}{}", drawn.name), ..drawn })
}

fn report_link(cx: &PageContext<'_>, report: ReportId) -> LinkView {
    LinkView {
        title: report_title(cx.site, report),
        url: cx.links.page(&Page::Report(report, View::Latest)),
    }
}

fn last_edition(cx: &PageContext<'_>, report: ReportId) -> Option<EditionLinkView> {
    let last = cx.site.report(report).last_edition()?;
    Some(cx.edition_link(report, last, None))
}

/// Longest overdue first, others in order.
fn latest_first(mut rows: Vec<&Counted>) -> Vec<&Counted> {
    rows.sort_by_key(|row| std::cmp::Reverse(row.days_overdue));
    rows
}

fn totals(totals: &DeliverableTotals) -> DeliverableTotalsView {
    let &DeliverableTotals { deliverables, done, open, dropped, overdue, slipped, dated } = totals;
    let done_percent = totals.done_percent();
    DeliverableTotalsView {
        deliverables,
        done,
        done_percent,
        open,
        dropped,
        overdue,
        slipped,
        dated,
    }
}

impl PageContext<'_> {
    /// What is late in a report in this page's view.
    pub(super) fn late(&self, report: ReportId) -> Option<LateView> {
        const SHOWN: usize = 5;
        self.site.report(report).last_edition()?;
        let late = self.facts.late(report, self.view());
        Some(LateView {
            sentence: self.overdue_sentence(self.facts.rollup(report, self.view())),
            more: late.len().saturating_sub(SHOWN),
            recommendations: late
                .iter()
                .take(SHOWN)
                .map(|one| self.late_recommendation(one))
                .collect(),
            url: (self.view() == View::Latest)
                .then(|| self.links.page(&Page::List(report, List::Overdue))),
        })
    }

    fn late_recommendation(&self, late: &Late) -> LateRecommendationView {
        let promise = late.overdue.first().and_then(|row| self.facts.promise(row.id));
        let parties = late.overdue.iter().flat_map(|row| self.site.responsible(row.id));
        let parties: IndexSet<&str> = parties.collect();
        LateRecommendationView {
            recommendation: self.recommendation_link(late.id),
            days_overdue: late.days_overdue(),
            first: promise.map(|promise| self.date(promise.first)),
            overdue: late.overdue.len(),
            responsible: parties.into_iter().map(str::to_owned).collect(),
        }
    }

    /// The author's reason for a slip.
    pub(super) fn slip_reason(&self, moved: &Move) -> Option<String> {
        self.site.deliverable(moved.deliverable)?.slip_reason.as_ref().map(ToString::to_string)
    }

    /// Number of overdue deliverables, in a sentence.
    pub(super) fn overdue_sentence(&self, rollup: &Rollup) -> String {
        let totals = &rollup.deliverables;
        let dated = totals.dated.to_string();
        if totals.dated == 0 {
            return self.text("overdue-none-dated", &[]);
        }
        let count = totals.overdue.to_string();
        let key = if totals.overdue == 0 { "overdue-none" } else { "overdue-count" };
        let within = rollup.totals.with_overdue.to_string();
        let within = self.text("overdue-within", &[("n", &within)]);
        self.text(key, &[("n", &count), ("dated", &dated), ("within", &within)])
    }

    fn days_slipped(&self, row: &Counted) -> i64 {
        self.facts.promise(row.id).map_or(0, |promise| promise.total_days().max(0))
    }

    /// The edition that last has a deliverable which the latest update leaves out.
    fn last_mentioned(&self, row: &Counted) -> Option<EditionLinkView> {
        let Owner::Update(id, edition) = self.site.owner(row.id.document) else { return None };
        row.left_out.then(|| self.edition_link(id.report, edition, Some(id)))
    }

    pub(super) fn tracked(&self, row: &Counted) -> TrackedView {
        let promise = self.facts.promise(row.id);
        let moved = promise.map(|promise| (promise.first, promise.current()));
        let moved = moved.filter(|(first, current)| first != current);
        let deliverable = self.site.deliverable(row.id);
        let moves = promise.map_or(&[][..], |promise| promise.moves).iter();
        TrackedView {
            recommendation: self.recommendation_link(row.recommendation),
            deliverable: self
                .deliverable_link(row.id)
                .unwrap_or_else(|| LinkView { title: String::new(), url: String::new() }),
            responsible: self.site.responsible(row.id).into_iter().map(str::to_owned).collect(),
            standing: row.standing.word(),
            first: promise.map(|promise| self.date(promise.first)),
            current: moved.map(|(_, current)| self.date(current)),
            withdrawn: promise.is_some_and(|promise| !promise.given),
            broken_again: row.broken_again,
            due_text: deliverable.and_then(|row| row.due_text.as_ref()).map(Text::to_string),
            last_mentioned: self.last_mentioned(row),
            days_overdue: row.days_overdue,
            days_slipped: self.days_slipped(row),
            slips: row.slips,
            reasons: moves.filter_map(|moved| self.slip_reason(moved)).collect(),
        }
    }
}
