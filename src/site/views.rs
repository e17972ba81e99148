//! What a report says as of a view.

use chrono::NaiveDate;

use super::{DocumentId, EditionId, Owner, RecommendationId, Report, ReportId, Site, View};
use crate::document::content::Correction;
use crate::document::fields::{Decision, Disposition, StatusKind};

impl Site {
    /// The update carried in a view, and its edition: the latest one not after the view.
    pub fn carried(&self, id: RecommendationId, view: View) -> Option<(EditionId, DocumentId)> {
        let updates = &self.recommendation(id).updates;
        match view {
            View::Latest => updates.last().copied(),
            View::Edition(edition) => {
                let known = updates.partition_point(|(other, _)| *other <= edition);
                updates[..known].last().copied()
            }
        }
    }

    /// Corrections that apply to a recommendation in a view: of the carried update and the
    /// statement. Newest first, each with its file.
    pub fn corrections(&self, id: RecommendationId, view: View) -> Vec<(&Correction, DocumentId)> {
        let update = self.carried(id, view).map(|(_, document)| document);
        let statement = self.recommendation(id).document;
        self.newest_first(statement.into_iter().chain(update))
    }

    /// Corrections of an edition itself: its own text, or added and removed updates. Newest first,
    /// each with its file.
    pub fn edition_corrections(
        &self,
        report: ReportId,
        edition: EditionId,
    ) -> Vec<(&Correction, DocumentId)> {
        self.newest_first(self.report(report).edition(edition).document)
    }

    /// The corrections of some files, newest first; within a day, last first.
    fn newest_first(
        &self,
        documents: impl IntoIterator<Item = DocumentId>,
    ) -> Vec<(&Correction, DocumentId)> {
        let of = |id| self.document(id).corrections().iter().map(move |found| (found, id));
        let mut corrections: Vec<_> = documents.into_iter().flat_map(of).collect();
        corrections.reverse();
        corrections.sort_by_key(|(correction, _)| std::cmp::Reverse(correction.date.value));
        corrections
    }

    /// The view of a document: its own edition, or the latest.
    pub fn view_of(&self, document: DocumentId) -> View {
        match self.owner(document) {
            Owner::Update(_, edition) | Owner::Edition(_, edition) => View::Edition(edition),
            _ => View::Latest,
        }
    }

    /// The view of a report from a document: its own edition if of the same report, otherwise the
    /// latest.
    pub fn view_for(&self, document: DocumentId, report: ReportId) -> View {
        match self.owner(document) {
            Owner::Update(id, _) if id.report == report => self.view_of(document),
            Owner::Edition(own, _) if own == report => self.view_of(document),
            _ => View::Latest,
        }
    }

    /// The view of another report from a view of one: its last edition up to the date of the viewing edition. `None` if it
    /// had no edition yet.
    pub fn view_across(&self, from: ReportId, view: View, to: ReportId) -> Option<View> {
        match view {
            View::Edition(edition) if from != to => {
                let day = self.report(from).edition(edition).date;
                let other = self.report(to);
                let known =
                    other.edition_ids().rfind(|edition| other.edition(*edition).date <= day);
                known.map(View::Edition)
            }
            _ => Some(view),
        }
    }

    /// A review's entry as of a view: the latest dated one, else the undated one.
    pub fn entry_as_of(&self, id: RecommendationId, view: View) -> Option<DocumentId> {
        let carried = self.carried(id, view).map(|(_, document)| document);
        carried.or(self.recommendation(id).document)
    }

    /// An update's as-of date: its own, or its edition's; `None` if not an update, or if nothing
    /// dates its edition.
    pub fn as_of(&self, document: DocumentId) -> Option<NaiveDate> {
        let Owner::Update(id, edition) = self.owner(document) else { return None };
        let own = self.update(document).and_then(|update| update.as_of.as_ref());
        own.map(|own| own.value).or_else(|| self.report(id.report).edition(edition).day())
    }

    /// Whether some update of a report up to a view has no status, own or by `covered_by`.
    pub fn may_be_unstated(&self, report: ReportId, view: View) -> bool {
        let says_none = |document: DocumentId| {
            self.update(document).is_some_and(|update| update.status.is_none())
        };
        let is_known = |edition: EditionId| match view {
            View::Latest => true,
            View::Edition(last) => edition <= last,
        };
        self.shown(report, view).map(|id| self.recommendation(id)).any(|known| {
            let updates = known.updates.iter().take_while(|(edition, _)| is_known(*edition));
            let stands_alone = known.covered_by.is_none() && known.parts.is_empty();
            stands_alone && updates.into_iter().any(|(_, update)| says_none(*update))
        }) || lacks_derivable(self.report(report))
    }

    /// Whether a recommendation is rejected as of a view.
    pub fn is_rejected(&self, id: RecommendationId, view: View) -> bool {
        self.disposition(id, view).is_some_and(|said| said.decision == Decision::Rejected)
    }

    /// A recommendation's disposition as of a view.
    pub fn disposition(&self, id: RecommendationId, view: View) -> Option<&Disposition> {
        self.disposition_said(id, view).map(|(_, disposition)| disposition)
    }

    /// The disposition with its document: the carried update, or the recommendation's own.
    pub fn disposition_said(
        &self,
        id: RecommendationId,
        view: View,
    ) -> Option<(DocumentId, &Disposition)> {
        let carried = self.carried(id, view).map(|(_, document)| document);
        let then = carried
            .and_then(|document| Some((document, self.update(document)?.disposition.as_ref()?)));
        then.or_else(|| {
            let document = self.recommendation(id).document?;
            Some((document, self.adopted(id)?.disposition.as_ref()?))
        })
    }
}

/// Whether a status derived from parts may be of a kind that the report has no status for.
fn lacks_derivable(report: &Report) -> bool {
    let has = |kind| report.statuses.iter().any(|status| status.kind == kind);
    let has_parts = report.recommendations.iter().any(|known| !known.parts.is_empty());
    has_parts && !(has(StatusKind::Late) && has(StatusKind::Active))
}
