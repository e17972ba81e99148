//! Which recommendations and statuses a frozen edition shows: those that it was published with.
//!
//! One that was added after the freeze is on no page, in no count and in no data of that edition. What
//! belongs to no edition, such as priorities, tags and dependencies between the others, is shown as it
//! is now.

use super::{
    Edition, EditionId, Lock, RecommendationId, Report, ReportId, Site, StatusMeaning, View,
};
use crate::document::Content;
use crate::document::fields::StatusKind;

/// What was added to a report after an edition, or a later one, was frozen, by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Later {
    recommendations: Box<[u32]>,
    statuses: Box<[u32]>,
}

impl Later {
    /// What a report has and the lock does not list.
    pub(super) fn than(lock: &Lock, report: &Report, edition: EditionId) -> Self {
        let mut listed: Vec<u32> = lock
            .recommendations
            .iter()
            .filter_map(|locked| report.find_as_of(locked.number.as_str(), View::Edition(edition)))
            .map(|id| id.index)
            .collect();
        listed.sort_unstable();
        let recommendations = report.ids().map(|id| id.index);
        let recommendations = recommendations.filter(|index| listed.binary_search(index).is_err());
        let statuses = lock.shown.as_ref().map_or_else(Box::default, |shown| {
            let is_listed = |status: &StatusMeaning| {
                shown.statuses.iter().any(|locked| *locked.id == *status.id)
            };
            let known = (0..).zip(&report.statuses);
            known.filter(|(_, status)| !is_listed(status)).map(|(index, _)| index).collect()
        });
        Self { recommendations: recommendations.collect(), statuses }
    }
}

impl Site {
    /// The recommendations that a view shows, in order of numbers, each before its parts.
    pub fn shown(
        &self,
        report: ReportId,
        view: View,
    ) -> impl DoubleEndedIterator<Item = RecommendationId> + '_ {
        let listed = self.report(report).listed(view).iter().copied();
        listed.filter(move |id| self.shows(*id, view))
    }

    /// Whether a view shows a recommendation.
    pub fn shows(&self, id: RecommendationId, view: View) -> bool {
        match view {
            View::Latest => true,
            View::Edition(edition) => {
                let later = &self.report(id.report).edition(edition).later.recommendations;
                later.binary_search(&id.index).is_err()
            }
        }
    }

    /// The recommendations before and after one in a view.
    pub fn neighbours(&self, id: RecommendationId, view: View) -> [Option<RecommendationId>; 2] {
        let report = self.report(id.report);
        let (before, after) = report.listed(view).split_at(report.place_of(id, view));
        let shows = |id: &&RecommendationId| self.shows(**id, view);
        [before.iter().rev().find(shows), after.iter().skip(1).find(shows)]
            .map(Option::<&_>::copied)
    }

    /// The statuses that a view explains and counts, each with its index in the vocabulary.
    pub fn vocabulary(
        &self,
        report: ReportId,
        view: View,
    ) -> impl Iterator<Item = (usize, &StatusMeaning)> {
        self.report(report).vocabulary(view)
    }

    /// The declared number of recommendations as of a view: a frozen edition keeps its own.
    pub fn declared(&self, report: ReportId, view: View) -> Option<u32> {
        let report = self.report(report);
        if let View::Edition(edition) = view
            && let Some(shown) =
                report.edition(edition).lock.as_ref().and_then(|lock| lock.shown.as_ref())
        {
            return shown.count;
        }
        match &self.document(report.document).content {
            Content::Report(front_matter) => front_matter.count.as_ref().map(|count| count.value),
            _ => None,
        }
    }

    /// The recommendations whose status a view reports under another one.
    pub fn covers(
        &self,
        id: RecommendationId,
        view: View,
    ) -> impl Iterator<Item = RecommendationId> + '_ {
        let covered = self.recommendation(id).covers.iter().copied();
        covered.filter(move |covered| self.shows(*covered, view))
    }
}

impl Edition {
    fn hides_status(&self, place: usize) -> bool {
        self.later.statuses.iter().any(|later| usize::try_from(*later) == Ok(place))
    }
}

impl Report {
    /// The statuses that a view knows, each with its index in the vocabulary.
    fn vocabulary(&self, view: View) -> impl Iterator<Item = (usize, &StatusMeaning)> {
        let hides = move |place: usize| match view {
            View::Latest => false,
            View::Edition(edition) => self.edition(edition).hides_status(place),
        };
        self.statuses.iter().enumerate().filter(move |(place, _)| !hides(*place))
    }

    /// The status of a kind that a view shows where only the kind is known, with its index: that of
    /// the earliest editions, and of those the first in the vocabulary.
    pub fn status_of_kind(&self, kind: StatusKind, view: View) -> Option<(usize, &StatusMeaning)> {
        let of_kind = self.vocabulary(view).filter(|(_, status)| status.kind == kind);
        of_kind.min_by_key(|(place, _)| {
            self.editions.iter().filter(|edition| edition.hides_status(*place)).count()
        })
    }

    /// Whether the latest view shows more than the last edition, which is frozen.
    pub fn has_grown(&self) -> bool {
        let last = self.editions.last();
        last.is_some_and(|edition| !edition.later.recommendations.is_empty())
    }
}
