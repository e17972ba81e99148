//! Derived data of a site, each item computed at most once.
//!
//! [`Facts`] answers questions about a report as of a view, or about a recommendation in an
//! edition. Answers are computed on first use and cached, as ids and numbers only, so that pages,
//! rules, data and feeds share them. Nothing here judges (see [`crate::check`]) or knows HTML or a
//! language.
//!
//! What computes an answer uses no thread pool: a thread that waits for one may be given work that asks for the same answer.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::document::fields::StatusKind;
use crate::site::{
    DeliverableId, DocumentId, EditionId, Owner, RecommendationId, Report, ReportId, Site, View,
};

pub mod anchors;
mod assessment;
mod changes;
pub mod coarse;
pub mod coverage;
mod cycles;
mod deadline;
mod expectation;
mod history;
mod late;
mod parties;
mod rollup;
mod rows;
mod slips;
mod standing;
mod status;
pub mod teams;
pub mod words;

pub use assessment::{Agreement, Assessed};
pub use changes::{
    Change, DeliverableChange, Direction, MilestoneChange, Movement, ResponseChange,
};
pub use deadline::{Move, Promise, Standing};
pub use expectation::ResponseStanding;
pub use late::{Late, Turned, overdue_first};
pub use parties::{Body, Party};
pub use rollup::{DeliverableTotals, Group, Rollup, Totals};
pub use slips::Slip;
pub use standing::{Lateness, Row};
pub use status::{ShownStatus, State};

use history::History;
use rows::Rows;
use status::Statuses;

/// A site and its cached derived data. Can be shared between threads.
#[derive(Debug)]
pub struct Facts {
    site: Arc<Site>,
    reports: Vec<OfReport>,
}

/// Derived data of a report.
#[derive(Debug)]
struct OfReport {
    /// By edition.
    views: Box<[OfView]>,
    /// By recommendation.
    histories: Box<[OnceLock<History>]>,
    /// The first edition in which a status is not stated.
    first_unstated: OnceLock<Option<EditionId>>,
}

/// Derived data of a report as of an edition.
#[derive(Debug, Default)]
struct OfView {
    statuses: OnceLock<Statuses>,
    rollup: OnceLock<Rollup>,
    cycles: OnceLock<Vec<Vec<RecommendationId>>>,
}

impl Facts {
    /// Computes nothing yet.
    pub fn new(site: impl Into<Arc<Site>>) -> Self {
        let site = site.into();
        let of_report = |report: &Report| OfReport {
            views: (0..views(report)).map(|_| OfView::default()).collect(),
            histories: report.recommendations.iter().map(|_| OnceLock::new()).collect(),
            first_unstated: OnceLock::new(),
        };
        let reports = site.reports.iter().map(of_report).collect();
        Self { site, reports }
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The site, shared.
    pub fn shared_site(&self) -> Arc<Site> {
        Arc::clone(&self.site)
    }

    /// What is known of a recommendation's status.
    pub fn state(&self, id: RecommendationId, view: View) -> State<'_> {
        self.statuses(id.report, view).of(&self.site, id)
    }

    /// The status of a recommendation: its own, inherited or derived; `None` if not stated or not yet
    /// reported.
    pub fn status(&self, id: RecommendationId, view: View) -> Option<ShownStatus<'_>> {
        self.state(id, view).status()
    }

    /// The status that a recommendation inherits, or would inherit without its own: that of the
    /// recommendation that covers it, or of the next one with a status.
    pub fn inherited_status(&self, id: RecommendationId, view: View) -> Option<ShownStatus<'_>> {
        let by = self.site.recommendation(id).covered_by?;
        let shown = self.status(by, view)?;
        let from = shown.inherited_from.unwrap_or(by);
        (from != id).then_some(ShownStatus { inherited_from: Some(from), derived_from: 0, ..shown })
    }

    /// The kind of status that the parts of a recommendation make, and of how many parts; `None` if
    /// it has none, or they say nothing.
    pub fn derived_kind(&self, id: RecommendationId, view: View) -> Option<(StatusKind, u32)> {
        let statuses = self.statuses(id.report, view);
        let parts = statuses.speaking_parts(&self.site, id, view);
        status::derive(parts.map(|part| {
            let kind = self.status(part, view).map(|shown| shown.status.kind);
            status::Part::new(self, kind, part, view)
        }))
    }

    /// The status of the target of a deliverable that only points to one recommendation: "See
    /// Recommendation 25".
    pub fn pointed_status(&self, id: DeliverableId, view: View) -> Option<ShownStatus<'_>> {
        let (own, target) = status::pointed(&self.site, id)?;
        let view = self.site.view_across(own.report, view, target.report)?;
        let shown = self.status(target, view)?;
        let inherited_from = shown.inherited_from.or(Some(target));
        Some(ShownStatus { inherited_from, derived_from: 0, ..shown })
    }

    /// Counts, groups and deliverables of a report or a review as of a view.
    pub fn rollup(&self, report: ReportId, view: View) -> &Rollup {
        self.of_view(report, view).rollup.get_or_init(|| rollup::of(self, report, view))
    }

    /// Counts by status of some recommendations of a report.
    pub fn totals_of(
        &self,
        report: ReportId,
        view: View,
        recommendations: impl IntoIterator<Item = RecommendationId>,
    ) -> Totals {
        self.rollup(report, view).totals_of(self, report, view, recommendations)
    }

    /// The counted deliverables of a recommendation.
    pub fn rows_of(&self, id: RecommendationId, view: View) -> Cow<'_, [Row]> {
        // One page needs no counts of the whole report.
        match self.of_view(id.report, view).rollup.get() {
            Some(rollup) => Cow::Borrowed(rollup.rows_of(id)),
            None => Cow::Owned(self.count_rows(id, view)),
        }
    }

    /// Whether some status of a report is not stated, in any edition up to a view.
    pub fn may_be_unstated(&self, report: ReportId, view: View) -> bool {
        let known = self.site.report(report);
        let is_unstated = |edition: &EditionId| {
            let then = View::Edition(*edition);
            self.site.shown(report, then).any(|id| self.state(id, then) == State::NotStated)
        };
        let first = &self.reports[report.0 as usize].first_unstated;
        let first = first.get_or_init(|| known.edition_ids().find(is_unstated));
        first.is_some_and(|first| known.edition_as_of(view) >= Some(first))
    }

    /// Reference cycles, as sets of recommendations.
    pub fn cycles(&self, report: ReportId, view: View) -> &[Vec<RecommendationId>] {
        self.of_view(report, view).cycles.get_or_init(|| cycles::cycles(&self.site, report, view))
    }

    /// Dependency cycles, as sets of recommendations; the same in every view.
    pub fn dependency_cycles(&self, report: ReportId) -> Vec<Vec<RecommendationId>> {
        cycles::of_dependencies(&self.site, report)
    }

    /// The standing of a deliverable in a view: its own, or that of its recommendation; `None` for an
    /// unknown deliverable.
    pub fn standing(&self, id: DeliverableId, view: View) -> Option<Standing> {
        let Owner::Update(of, _) = self.site.owner(id.document) else { return None };
        let stated = self.rows(id.document)?.row(id)?.stated;
        let follows = || Standing::of_kind(self.status(of, view).map(|shown| shown.status.kind));
        Some(stated.unwrap_or_else(follows))
    }

    /// Whether a deliverable only points elsewhere: "See Recommendation 25".
    pub fn points_elsewhere(&self, id: DeliverableId) -> bool {
        self.rows(id.document).and_then(|rows| rows.row(id)).is_some_and(|row| row.points)
    }

    /// The standing of a deliverable as shown in a view: without a status of its own, a pointing
    /// deliverable has that of its target.
    pub fn shown_standing(&self, id: DeliverableId, view: View) -> Option<Standing> {
        let stated = self.rows(id.document)?.row(id)?.stated;
        match self.pointed_status(id, view).filter(|_| stated.is_none()) {
            Some(shown) => Some(Standing::of_kind(Some(shown.status.kind))),
            None => self.standing(id, view),
        }
    }

    /// Unfinished deliverables of earlier updates that the carried update leaves out.
    pub fn left_out(&self, id: RecommendationId, view: View) -> Vec<DeliverableId> {
        let Some((_, document)) = self.site.carried(id, view) else { return Vec::new() };
        let listed = self.listed(id, document, view).map(|listed| listed.id);
        listed.filter(|id| id.document != document).collect()
    }

    /// The promised dates of a deliverable, as of its update; `None` without any.
    pub fn promise(&self, id: DeliverableId) -> Option<Promise<'_>> {
        self.rows(id.document)?.promise(id)
    }

    /// The day that overdue deliverables are counted to: the date of the view's edition.
    pub fn day(&self, report: ReportId, view: View) -> Option<chrono::NaiveDate> {
        deadline::day(self.site.report(report), view)
    }

    /// Changes of a recommendation since the previous edition; `None` without any.
    pub fn movement(&self, id: RecommendationId, edition: EditionId) -> Option<Movement<'_>> {
        if !self.site.shows(id, View::Edition(edition)) {
            return None;
        }
        self.history(id).movement(self, id, edition)
    }

    /// Changes in an edition, in order of numbers.
    pub fn movements(
        &self,
        report: ReportId,
        edition: EditionId,
    ) -> impl Iterator<Item = Movement<'_>> {
        let ids = self.site.report(report).listed(View::Edition(edition)).iter().copied();
        ids.filter_map(move |id| self.movement(id, edition))
    }

    fn statuses(&self, report: ReportId, view: View) -> &Statuses {
        self.of_view(report, view).statuses.get_or_init(|| Statuses::new(self, report, view))
    }

    /// The deliverables of an update's recommendation.
    fn rows(&self, update: DocumentId) -> Option<&Rows> {
        match self.site.owner(update) {
            Owner::Update(id, _) => Some(&self.history(id).rows),
            _ => None,
        }
    }

    fn history(&self, id: RecommendationId) -> &History {
        let history = &self.reports[id.report.0 as usize].histories[id.index as usize];
        history.get_or_init(|| History::new(self, id))
    }

    /// The latest view equals the last edition, unless the report has grown since that was frozen.
    fn of_view(&self, report: ReportId, view: View) -> &OfView {
        let views = &self.reports[report.0 as usize].views;
        let known = self.site.report(report);
        let place = match view {
            View::Latest if known.has_grown() => views.len() - 1,
            _ => known.edition_as_of(view).map_or(0, |edition| edition.0 as usize),
        };
        &views[place]
    }
}

/// The number of different views of a report: a report without editions has a latest view too.
fn views(report: &Report) -> usize {
    report.editions.len().max(1) + usize::from(report.has_grown())
}

#[cfg(test)]
mod tests;
