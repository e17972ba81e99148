//! What a report says as of a view.

use chrono::NaiveDate;

use super::{DocumentId, EditionId, Owner, RecommendationId, ReportId, Site, View};
use crate::date::PartialDate;
use crate::document::Content;
use crate::document::content::Correction;
use crate::document::fields::{Decision, Disposition};
use crate::schema::{Located, Text};

/// When a recommendation is expected to be complete: a date, words, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected<'s> {
    /// The date.
    pub date: Option<PartialDate>,
    /// What is no date.
    pub text: Option<&'s Text>,
}

/// The last of some updates not after a view.
pub(super) fn last(
    updates: &[(EditionId, DocumentId)],
    view: View,
) -> Option<(EditionId, DocumentId)> {
    match view {
        View::Latest => updates.last().copied(),
        View::Edition(edition) => {
            let known = updates.partition_point(|(other, _)| *other <= edition);
            updates[..known].last().copied()
        }
    }
}

impl Site {
    /// The update carried in a view, and its edition: the latest one not after the view.
    pub fn carried(&self, id: RecommendationId, view: View) -> Option<(EditionId, DocumentId)> {
        last(&self.recommendation(id).updates, view)
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

    /// Whether an edition updates a recommendation: by an update of its own, or of a part if it has
    /// never had one of its own.
    pub fn is_updated_in(&self, id: RecommendationId, edition: EditionId) -> bool {
        let view = View::Edition(edition);
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match self.carried(id, view) {
                Some((from, _)) if from == edition => return true,
                Some(_) => {}
                None => open.extend(self.parts(id, view)),
            }
        }
        false
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

    /// The view in which a view of one report names the recommendations of another: as they were
    /// then, or in its first edition if it had none yet.
    pub fn view_named(&self, from: ReportId, view: View, to: ReportId) -> View {
        let first = || match self.report(to).editions.first() {
            Some(_) => View::Edition(EditionId(0)),
            None => View::Latest,
        };
        self.view_across(from, view, to).unwrap_or_else(first)
    }

    /// The view in which a document names the recommendations of a report.
    pub fn view_read(&self, document: DocumentId, report: ReportId) -> View {
        let own = match self.owner(document) {
            Owner::Update(id, _) => id.report,
            Owner::Edition(own, _) => own,
            _ => return View::Latest,
        };
        self.view_named(own, self.view_of(document), report)
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

    /// When a recommendation is expected to be complete as of a view.
    pub fn expected(&self, id: RecommendationId, view: View) -> Option<Expected<'_>> {
        let (_, expected) = self.expected_said(id, view)?;
        Some(expected)
    }

    /// The same with its document: the last update that says it, or the recommendation. An update
    /// that does not leaves it as it was.
    pub fn expected_said(
        &self,
        id: RecommendationId,
        view: View,
    ) -> Option<(DocumentId, Expected<'_>)> {
        let recommendation = self.recommendation(id);
        let said = last(&recommendation.expectations, view).map(|(_, document)| document);
        let document = said.or(recommendation.document)?;
        Some((document, expected_in(&self.document(document).content)?))
    }

    /// Notes which updates say what later ones leave as it is, so that a view need not look through
    /// all of them.
    pub(super) fn note_statements(&mut self) {
        let mut reports = std::mem::take(&mut self.reports);
        for recommendation in reports.iter_mut().flat_map(|report| &mut report.recommendations) {
            let saying = |says: fn(&Content) -> bool| {
                let updates = recommendation.updates.iter().copied();
                updates.filter(|(_, id)| says(&self.document(*id).content)).collect()
            };
            let expectations = saying(|content| expected_in(content).is_some());
            let responses = saying(lists_responses);
            recommendation.expectations = expectations;
            recommendation.responses = responses;
        }
        self.reports = reports;
    }
}

/// The expected completion that a recommendation or an update states.
pub(super) fn expected_in(content: &Content) -> Option<Expected<'_>> {
    let (date, text) = match content {
        Content::Recommendation(adopted) => (&adopted.expected, &adopted.expected_text),
        Content::Update(update) => (&update.expected, &update.expected_text),
        _ => return None,
    };
    let date = date.as_ref().map(|date: &Located<PartialDate>| date.value);
    (date.is_some() || text.is_some()).then_some(Expected { date, text: text.as_ref() })
}

/// Whether it is an update that lists responses.
pub(super) fn lists_responses(content: &Content) -> bool {
    matches!(content, Content::Update(update) if update.responses.is_some())
}
