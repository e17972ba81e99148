//! Lists as of the last edition: overdue deliverables, responsible parties, references.

use indexmap::IndexSet;

use crate::address::{List, Page, report_title};
use crate::document::fields::Counted as Counting;
use crate::facts::{
    DeliverableTotals, Late, Move, Rollup, Row as Counted, Standing, overdue_first,
};
use crate::render::context::PageContext;
use crate::render::pictures::schedule::{self, Row};
use crate::render::view::{
    DeliverableTotalsView, EditionLinkView, LateRecommendationView, LateView, LinkView,
    OverdueView, SlippedInView, TrackedView,
};
use crate::schema::Text;
use crate::site::{Owner, RecommendationId, ReportId, View};

mod anchors;
mod data;
mod owners;
mod references;

pub(in crate::render) use anchors::PartyIds;
pub(super) use data::data;
pub(super) use owners::owners;
pub(super) use references::references;

/// Maximum number of rows in the chart of dates; the tables have all.
const MOST_PICTURED: usize = 20;

pub(super) fn overdue(cx: &PageContext<'_>, report: ReportId) -> OverdueView {
    let rollup = cx.facts.rollup(report, cx.view());
    let overdue = overdue_first(&rollup.rows);
    let others = || rollup.rows.iter().filter(|row| row.days_overdue == 0);
    let mut slipped: Vec<&Counted> = others().filter(|row| row.slips > 0).collect();
    slipped.sort_by_key(|row| {
        (row.standing != Standing::Open, std::cmp::Reverse(cx.days_slipped(row)))
    });
    let undated = others().filter(|row| row.standing == Standing::Open && !row.dated);
    let all = || overdue.iter().chain(&slipped);
    let pictured: Vec<Row> = all().take(MOST_PICTURED).filter_map(|row| dates(cx, row)).collect();
    let more = all().count().saturating_sub(MOST_PICTURED);
    let late = cx.facts.late(report, cx.view());
    let stated = late.iter().filter(|one| one.overdue.is_empty());
    OverdueView {
        owners_url: cx.links.page(&Page::List(report, List::Owners)),
        changes_url: changes_url(cx, report),
        headline: cx.late_headline(report, rollup, &overdue),
        counted: cx.counted(report).map(Counting::word),
        stated: stated.map(|one| cx.recommendation_link(one.id)).collect(),
        schedule: schedule::lay_out(cx, report, &pictured, more),
        report: report_link(cx, report),
        edition: last_edition(cx, report),
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

/// What slipped in the last edition.
fn changes_url(cx: &PageContext<'_>, report: ReportId) -> Option<String> {
    let last = cx.site.report(report).last_edition()?;
    Some(cx.links.page(&Page::Changes(report, last)))
}

fn last_edition(cx: &PageContext<'_>, report: ReportId) -> Option<EditionLinkView> {
    let last = cx.site.report(report).last_edition()?;
    Some(cx.edition_link(report, last, None))
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
        LateRecommendationView {
            recommendation: self.recommendation_link(late.id),
            days_overdue: late.days_overdue(),
            overdue: late.overdue.len(),
            responsible: self.party_names(&self.parties_of(&late.overdue)),
        }
    }

    /// The author's reason for a slip.
    pub(super) fn slip_reason(&self, moved: &Move) -> Option<String> {
        self.site.deliverable(moved.deliverable)?.slip_reason.as_ref().map(ToString::to_string)
    }

    /// The reasons for slips, each once, in the order in which they were last given.
    fn slip_reasons<'m>(&self, moves: impl Iterator<Item = &'m Move>) -> Vec<String> {
        let mut reasons = IndexSet::new();
        let slips = moves.filter(|moved| moved.days() > 0);
        for reason in slips.filter_map(|moved| self.slip_reason(moved)) {
            reasons.shift_remove(&reason);
            reasons.insert(reason);
        }
        reasons.into_iter().collect()
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

    /// Number of late recommendations, then of overdue deliverables with the longest and whose.
    fn late_headline(&self, report: ReportId, rollup: &Rollup, overdue: &[&Counted]) -> String {
        let (totals, dated) = (&rollup.totals, rollup.deliverables.dated.to_string());
        let (count, total) = (totals.late.to_string(), totals.recommendations.to_string());
        let counts_parts = self.counted(report) == Some(Counting::Parts);
        let key = if counts_parts { "late-count-parts" } else { "late-count" };
        let late = self.text(key, &[("n", &count), ("total", &total)]);
        let count = overdue.len().to_string();
        let Some(longest) = overdue.first() else {
            let key =
                if rollup.deliverables.dated == 0 { "overdue-none-dated" } else { "overdue-none" };
            return [late, self.text(key, &[])].join(" ");
        };
        let days = self.text("late-cell-days", &[("n", &longest.days_overdue.to_string())]);
        let parties = self.party_links(report, longest.id);
        let names: Vec<&str> = parties.iter().map(|party| &*party.name).collect();
        let arguments = [
            ("n", &*count),
            ("dated", &*dated),
            ("days", &*days),
            ("recommendation", &*self.names.numbered(longest.recommendation, self.view())),
            ("parties", &*self.listed(&names)),
        ];
        [late, self.text("overdue-longest", &arguments)].join(" ")
    }

    fn days_slipped(&self, row: &Counted) -> i64 {
        self.facts.promise(row.id).map_or(0, |promise| promise.total_days().max(0))
    }

    /// The edition that last has a deliverable which the latest update leaves out.
    fn last_mentioned(&self, row: &Counted) -> Option<EditionLinkView> {
        let Owner::Update(id, edition) = self.site.owner(row.id.document) else { return None };
        row.left_out.then(|| self.edition_link(id.report, edition, Some(id)))
    }

    /// Where a slip is told; `None` for a date that did not slip.
    fn slipped_in(&self, moved: &Move) -> Option<SlippedInView> {
        let days = moved.days();
        let (id, edition) = self.facts.moved_in(moved).filter(|_| days > 0)?;
        let url = if self.facts.is_change(moved) {
            let page = Page::Changes(id.report, edition);
            self.links.anchored(&page, &self.slip_id(id, moved)?)
        } else {
            self.deliverable_link(moved.deliverable)?.url
        };
        Some(SlippedInView { date: self.edition_date(id.report, edition), url, days })
    }

    /// The id of a slip on the page of changes.
    pub(super) fn slip_id(&self, id: RecommendationId, moved: &Move) -> Option<String> {
        let (_, edition) = self.facts.moved_in(moved)?;
        let stem = self.site.stem(id, View::Edition(edition));
        Some(format!("slip-{stem}-{}", self.deliverable_anchor(moved.deliverable)?))
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
            parties: self.party_links(row.recommendation.report, row.id),
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
            slipped_in: moves.clone().filter_map(|moved| self.slipped_in(moved)).collect(),
            reasons: self.slip_reasons(moves),
        }
    }
}
