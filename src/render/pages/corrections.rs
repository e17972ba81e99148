//! What was amended, openly, of what a page shows.

use std::cmp::Reverse;

use super::context::PageContext;
use super::prose::Scope;
use super::{DocumentId, Failure, LinkView, Page, ReportId, View};
use crate::document::content::Correction;
use crate::render::view::CorrectionView;
use crate::site::{EditionId, RecommendationId};

impl PageContext<'_> {
    /// The corrections of what the page of a recommendation shows, newest first.
    pub(super) fn corrections(&self, id: RecommendationId) -> Result<Vec<CorrectionView>, Failure> {
        let corrections = self.site.corrections(id, self.view());
        self.written(corrections.into_iter().map(|found| (found, None)).collect())
    }

    /// The corrections of what an edition shows: of its own, and of every recommendation.
    pub(super) fn edition_corrections(
        &self,
        report: ReportId,
        edition: EditionId,
    ) -> Result<Vec<CorrectionView>, Failure> {
        let view = View::Edition(edition);
        let own = self.site.edition_corrections(report, edition).into_iter();
        let others = self.site.report(report).ids().flat_map(|id| {
            self.site.corrections(id, view).into_iter().map(move |found| (found, Some(id)))
        });
        let mut corrections: Vec<_> = own.map(|found| (found, None)).chain(others).collect();
        corrections.sort_by_key(|((correction, _), _)| Reverse(correction.date.value));
        self.written(corrections)
    }

    fn written(
        &self,
        corrections: Vec<((&Correction, DocumentId), Option<RecommendationId>)>,
    ) -> Result<Vec<CorrectionView>, Failure> {
        // Counted from the oldest, which stays what it is when another one is added.
        let places = (1..=corrections.len()).rev();
        corrections
            .into_iter()
            .zip(places)
            .map(|(((correction, document), recommendation), place)| {
                let ids = format!("part-correction-{place}-");
                let scope = Scope { ids: &ids, heading_shift: 1 };
                Ok(CorrectionView {
                    date: self.date(correction.date.value),
                    html: self.value(document, &correction.note.text, scope)?,
                    recommendation: recommendation.map(|id| LinkView {
                        title: self.names.numbered(id),
                        url: self.links.page(&Page::Recommendation(id, self.view())),
                    }),
                })
            })
            .collect()
    }
}
