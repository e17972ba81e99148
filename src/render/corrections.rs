//! The corrections of a page's content.

use std::cmp::Reverse;

use crate::address::Page;
use crate::document::content::Correction;
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::prose::Scope;
use crate::render::view::{CorrectionView, LinkView};
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, View};

impl PageContext<'_> {
    /// Corrections shown on a recommendation's page, newest first.
    pub(super) fn corrections(&self, id: RecommendationId) -> Result<Vec<CorrectionView>, Failure> {
        let corrections = self.site.corrections(id, self.view());
        self.written(corrections.into_iter().map(|found| (found, None)).collect())
    }

    /// Corrections shown in an edition: its own and those of all recommendations.
    pub(super) fn edition_corrections(
        &self,
        report: ReportId,
        edition: EditionId,
    ) -> Result<Vec<CorrectionView>, Failure> {
        let view = View::Edition(edition);
        let own = self.site.edition_corrections(report, edition).into_iter();
        let others = self.site.shown(report, view).flat_map(|id| {
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
        // Counted from the oldest, so that numbers are stable when one is added.
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
                        title: self.names.numbered(id, self.view()),
                        url: self.links.page(&Page::Recommendation(id, self.view())),
                    }),
                })
            })
            .collect()
    }
}
