//! What is late, who is responsible, and what refers to what, as the last edition has it.

use super::context::PageContext;
use super::schedule::{self, Row};
use super::{LinkView, List, Page, ReportId, View, report_title};
use crate::analysis::cycles;
use crate::analysis::deadline::Standing;
use crate::analysis::rollup::{self, Counted, DeliverableTotals};
use crate::fragment::slug;
use crate::render::view::{
    DeliverableTotalsView, EditionLinkView, LateView, MostReferredView, NodeView, OverdueView,
    OwnerView, OwnersView, ReferenceEntryView, ReferencesView, TrackedView,
};
use crate::schema::Text;
use crate::site::{RecommendationId, Strength};

mod graph;

/// How many rows the picture of dates has at most; the tables have all.
const MOST_PICTURED: usize = 40;
/// How many recommendations are listed as those that most others refer to.
const MOST_REFERRED: usize = 10;
/// Room for "Recommendation 25" before its row.
const LABELS: u32 = 180;

pub(super) fn overdue(cx: &PageContext<'_>, report: ReportId) -> OverdueView {
    let rows = rollup::counted(cx.site, cx.view(), cx.site.report(report).ids());
    let totals = rollup::deliverable_totals(&rows);
    let (late, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.days_overdue > 0);
    let mut slipped: Vec<&Counted<'_>> =
        others.iter().copied().filter(|row| row.slipped()).collect();
    slipped
        .sort_by_key(|row| (row.standing != Standing::Open, std::cmp::Reverse(days_slipped(row))));
    let undated =
        others.into_iter().filter(|row| row.standing == Standing::Open && row.promise.is_none());
    let overdue = latest_first(late);
    let pictured = overdue.iter().chain(&slipped).take(MOST_PICTURED);
    let pictured: Vec<Row> = pictured.map(|row| dates(cx, row)).collect();
    OverdueView {
        schedule: schedule::lay_out(cx, report, LABELS, &pictured),
        report: report_link(cx, report),
        edition: last_edition(cx, report),
        summary: cx.overdue_sentence(&totals),
        overdue: overdue.into_iter().map(|row| cx.tracked(row)).collect(),
        slipped: slipped.into_iter().map(|row| cx.tracked(row)).collect(),
        undated: undated.map(|row| cx.tracked(row)).collect(),
    }
}

/// A deliverable for the picture of dates.
fn dates(cx: &PageContext<'_>, row: &Counted<'_>) -> Row {
    let deliverable = cx.site.deliverable(row.id);
    Row {
        label: cx.numbered(row.recommendation),
        first: row.promise.as_ref().map(|promise| promise.first),
        current: row.promise.as_ref().map(|promise| promise.current),
        completed: deliverable.and_then(schedule::completion),
        overdue: row.days_overdue > 0,
        milestone: false,
    }
}

pub(super) fn owners(cx: &PageContext<'_>, report: ReportId) -> OwnersView {
    let rows = rollup::counted(cx.site, cx.view(), cx.site.report(report).ids());
    let parties = |row: &&Counted<'_>| {
        cx.site.deliverable(row.id).is_some_and(|row| row.responsible.len() > 1)
    };
    let mut ids = slug::Ids::default();
    let owners = rollup::by_party(cx.site, &rows).into_iter().map(|(name, rows)| {
        let open = rows.iter().copied().filter(|row| row.standing == Standing::Open).collect();
        let id = ids.heading(None, &format!("owner {}", name.unwrap_or("nobody")));
        OwnerView {
            name: name.map(str::to_owned),
            id,
            totals: totals(&rollup::deliverable_totals(rows)),
            open: latest_first(open).into_iter().map(|row| cx.tracked(row)).collect(),
        }
    });
    let owners = owners.collect();
    OwnersView {
        report: report_link(cx, report),
        edition: last_edition(cx, report),
        totals: totals(&rollup::deliverable_totals(&rows)),
        shared: rows.iter().filter(parties).count(),
        owners,
    }
}

pub(super) fn references(cx: &PageContext<'_>, report: ReportId) -> ReferencesView {
    let known = cx.site.report(report);
    let entries: Vec<ReferenceEntryView> = known
        .ids()
        .map(|id| ReferenceEntryView {
            recommendation: cx.recommendation_link(id),
            refers_to: cx.refers_to(id),
            referred_by: cx.referred_by(id),
        })
        .filter(|entry| !entry.refers_to.is_empty() || !entry.referred_by.is_empty())
        .collect();
    let mut edges: Vec<(u32, u32, Strength)> = Vec::new();
    for id in known.ids() {
        for reference in cx.site.refers_to(id, cx.view()) {
            if reference.target.report == report && reference.target != id {
                edges.push((id.index, reference.target.index, reference.strength));
            }
        }
    }
    let mut referred = vec![0; known.recommendations.len()];
    for (_, to, _) in &edges {
        referred[*to as usize] += 1;
    }
    let node = |index: u32| {
        let id = RecommendationId { report, index };
        NodeView {
            number: cx.site.recommendation(id).number.to_string(),
            name: cx.numbered_title(id),
            url: cx.links.page(&Page::Recommendation(id, cx.view())),
            referred: referred[index as usize],
            x: 0,
            arcs: Vec::new(),
        }
    };
    let cycles = cycles::cycles(cx.site, report, cx.view());
    let sentence = |members: &Vec<RecommendationId>| {
        let numbers: Vec<&str> =
            members.iter().map(|id| cx.site.recommendation(*id).number.as_str()).collect();
        cx.text("reference-cycle", &[("list", &cx.listed(&numbers))])
    };
    ReferencesView {
        report: report_link(cx, report),
        count: edges.len(),
        most_referred: if entries.len() > MOST_REFERRED {
            most_referred(cx, report, &referred)
        } else {
            Vec::new()
        },
        entries,
        cycles: cycles.iter().map(sentence).collect(),
        graph: graph::lay_out(&edges, node),
    }
}

/// Those that at least two others refer to.
fn most_referred(
    cx: &PageContext<'_>,
    report: ReportId,
    referred: &[usize],
) -> Vec<MostReferredView> {
    let ids = cx.site.report(report).ids().zip(referred);
    let mut most: Vec<(RecommendationId, usize)> =
        ids.filter(|(_, count)| **count > 1).map(|(id, count)| (id, *count)).collect();
    most.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = most.into_iter().take(MOST_REFERRED);
    most.map(|(id, count)| MostReferredView { recommendation: cx.recommendation_link(id), count })
        .collect()
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

/// Those that are late for longest first, all others in their order.
fn latest_first<'a, 's>(mut rows: Vec<&'a Counted<'s>>) -> Vec<&'a Counted<'s>> {
    rows.sort_by_key(|row| std::cmp::Reverse(row.days_overdue));
    rows
}

fn days_slipped(row: &Counted<'_>) -> i64 {
    row.promise.as_ref().map_or(0, |promise| promise.total_days().max(0))
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
    /// What is late among the deliverables of a report, as of the view of this page.
    pub(super) fn late(&self, report: ReportId, rows: &[Counted<'_>]) -> Option<LateView> {
        const SHOWN: usize = 5;
        self.site.report(report).last_edition()?;
        let totals = rollup::deliverable_totals(rows);
        let late = latest_first(rows.iter().filter(|row| row.days_overdue > 0).collect());
        Some(LateView {
            sentence: self.overdue_sentence(&totals),
            more: late.len().saturating_sub(SHOWN),
            longest: late.into_iter().take(SHOWN).map(|row| self.tracked(row)).collect(),
            url: (self.view() == View::Latest)
                .then(|| self.links.page(&Page::List(report, List::Overdue))),
        })
    }

    /// How many deliverables are overdue, in a sentence.
    pub(super) fn overdue_sentence(&self, totals: &DeliverableTotals) -> String {
        let dated = totals.dated.to_string();
        if totals.dated == 0 {
            return self.text("overdue-none-dated", &[]);
        }
        let count = totals.overdue.to_string();
        let key = if totals.overdue == 0 { "overdue-none" } else { "overdue-count" };
        self.text(key, &[("n", &count), ("dated", &dated)])
    }

    fn tracked(&self, row: &Counted<'_>) -> TrackedView {
        let promise = row.promise.as_ref();
        let moved = promise.filter(|promise| promise.current != promise.first);
        let responsible = self.site.deliverable(row.id).map_or(&[][..], |row| &row.responsible);
        let reasons = promise.map_or(&[][..], |promise| &promise.moves).iter();
        TrackedView {
            recommendation: self.recommendation_link(row.recommendation),
            deliverable: self
                .deliverable_link(row.id)
                .unwrap_or_else(|| LinkView { title: String::new(), url: String::new() }),
            responsible: responsible.iter().map(Text::to_string).collect(),
            standing: row.standing.word(),
            first: promise.map(|promise| self.date(promise.first)),
            current: moved.map(|promise| self.date(promise.current)),
            days_overdue: row.days_overdue,
            days_slipped: days_slipped(row),
            slips: promise.map_or(0, crate::analysis::deadline::Promise::slips),
            reasons: reasons.filter_map(|moved| moved.reason.map(ToString::to_string)).collect(),
        }
    }
}
