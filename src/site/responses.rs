//! Responses of addressees as of a view.

use super::{DocumentId, RecommendationId, Site, View, views};
use crate::document::content::Response;

/// A response, by its document and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponseId {
    /// The recommendation or the update.
    pub document: DocumentId,
    /// Index in its list, from 0.
    pub place: u32,
}

impl Site {
    /// The document whose responses are shown in a view: the last update that lists any, or else
    /// the recommendation. An update that lists none says nothing about them.
    pub fn responses_said(&self, id: RecommendationId, view: View) -> Option<DocumentId> {
        let recommendation = self.recommendation(id);
        let said = views::last(&recommendation.responses, view).map(|(_, document)| document);
        said.or(recommendation.document)
    }

    /// The responses to a recommendation as of a view, in the author's order.
    pub fn responses(&self, id: RecommendationId, view: View) -> Vec<ResponseId> {
        let document = self.responses_said(id, view);
        document.map_or_else(Vec::new, |document| self.responses_in(document))
    }

    /// The responses in a document.
    pub fn responses_in(&self, document: DocumentId) -> Vec<ResponseId> {
        let responses = self.document(document).responses().unwrap_or_default();
        let places = (0..).take(responses.len());
        places.map(|place| ResponseId { document, place }).collect()
    }

    /// A response; `None` for an unknown one.
    pub fn response(&self, id: ResponseId) -> Option<&Response> {
        self.document(id.document).responses()?.get(id.place as usize)
    }
}
