//! Dependencies between recommendations.

use super::{DocumentId, Owner, RecommendationId, Site, View};
use crate::document::Content;

impl Site {
    /// The recommendations named by a document's `depends_on`, without itself, in order of numbers.
    pub fn depends_on(&self, document: DocumentId) -> Vec<RecommendationId> {
        let Owner::Statement(own) = self.owner(document) else { return Vec::new() };
        let Content::Recommendation(adopted) = &self.document(document).content else {
            return Vec::new();
        };
        let report = self.report(own.report);
        let numbers = adopted.depends_on.iter();
        let mut others: Vec<RecommendationId> = numbers
            .filter_map(|number| report.find(number.as_str()))
            .filter(|other| *other != own)
            .collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    /// The recommendations that a view shows as to be carried out before one.
    pub fn dependencies(
        &self,
        id: RecommendationId,
        view: View,
    ) -> impl Iterator<Item = RecommendationId> + '_ {
        let others = self.recommendation(id).depends_on.iter().copied();
        others.filter(move |other| self.shows(*other, view))
    }

    /// The recommendations that a view shows as depending on one.
    pub fn dependents(
        &self,
        id: RecommendationId,
        view: View,
    ) -> impl Iterator<Item = RecommendationId> + '_ {
        let others = self.recommendation(id).needed_by.iter().copied();
        others.filter(move |other| self.shows(*other, view))
    }

    /// Links recommendations with those they depend on, both ways.
    pub(super) fn link_dependencies(&mut self) {
        for index in 0..self.reports.len() {
            let ids: Vec<RecommendationId> = self.reports[index].ids().collect();
            let dependencies: Vec<Vec<RecommendationId>> = ids
                .iter()
                .map(|id| {
                    let document = self.recommendation(*id).document;
                    document.map_or_else(Vec::new, |document| self.depends_on(document))
                })
                .collect();
            let recommendations = &mut self.reports[index].recommendations;
            for (id, depends_on) in ids.into_iter().zip(dependencies) {
                for other in &depends_on {
                    recommendations[other.index as usize].needed_by.push(id);
                }
                recommendations[id.index as usize].depends_on = depends_on;
            }
        }
    }
}
