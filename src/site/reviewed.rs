//! The recommendations that a review's entries are about.

use super::{RecommendationId, ReportId, Site, View};
use crate::document::fields::ReportKind;

/// Links the entries of all reviews with their recommendations, by the number of the entry's time.
pub(super) fn link(site: &mut Site) {
    let reviews: Vec<(ReportId, ReportId)> =
        site.reports.iter().filter_map(|review| Some((review.place, review.of?))).collect();
    for (review, of) in reviews {
        let entries: Vec<RecommendationId> = site.report(review).ids().collect();
        let mut found: Vec<(RecommendationId, RecommendationId)> = Vec::new();
        for entry in entries {
            if let Some(about) = named(site, entry, of) {
                found.push((entry, about));
            }
        }
        for (entry, about) in found {
            site.recommendation_mut(entry).about = Some(about);
            let entries = &mut site.recommendation_mut(about).entries;
            if entries.last().is_none_or(|other| other.report != review) {
                entries.push(entry);
            }
        }
    }
}

fn named(site: &Site, entry: RecommendationId, of: ReportId) -> Option<RecommendationId> {
    let known = site.recommendation(entry);
    let view = match known.updates.last() {
        Some((edition, _)) => site.view_across(entry.report, View::Edition(*edition), of),
        None => Some(View::Latest),
    };
    site.report(of).find_as_of(known.number.as_str(), view.unwrap_or(View::Latest))
}

impl Site {
    /// A review's entry on a recommendation.
    pub fn entry_on(&self, review: ReportId, id: RecommendationId) -> Option<RecommendationId> {
        debug_assert_eq!(self.report(review).kind, ReportKind::Review);
        self.recommendation(id).entries.iter().copied().find(|entry| entry.report == review)
    }

    pub(super) fn recommendation_mut(
        &mut self,
        id: RecommendationId,
    ) -> &mut super::Recommendation {
        &mut self.reports[id.report.0 as usize].recommendations[id.index as usize]
    }
}
