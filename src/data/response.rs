//! Responses of addressees.

use super::Failure;
use super::model::{Decision, PartialDay, Response, ResponseStanding};
use super::source::Source;
use crate::facts;
use crate::schema::Text;
use crate::site::{RecommendationId, ResponseId, View};

impl<'s> Source<'s> {
    /// Responses to a recommendation as of a view.
    pub(super) fn responses(
        &self,
        of: RecommendationId,
        responses: Vec<ResponseId>,
        view: View,
    ) -> Result<Vec<Response<'s>>, Failure> {
        let responses = responses.into_iter();
        responses.filter_map(|id| self.response(of, id, view).transpose()).collect()
    }

    fn response(
        &self,
        of: RecommendationId,
        id: ResponseId,
        view: View,
    ) -> Result<Option<Response<'s>>, Failure> {
        let Some(said) = self.site.response(id) else { return Ok(None) };
        let standing = self.facts.response_standing(of, id, view);
        let standing = standing.unwrap_or(facts::ResponseStanding::Awaited);
        let date = |date: &Option<crate::schema::Located<_>>| {
            date.as_ref().map(|date| PartialDay(date.value))
        };
        let address = said.address.as_ref();
        Ok(Some(Response {
            addressee: &said.addressee,
            standing: standing.into(),
            decision: said.decision.map(Decision),
            decision_text: said.decision_text.as_ref().map(Text::as_str),
            date: date(&said.date),
            address: address.and_then(|it| self.addresses.written(id.document, it.as_str())),
            deadline: date(&said.deadline),
            days_overdue: standing.days_overdue(),
            note: match &said.note {
                Some(note) => self.prose(id.document, &note.text)?,
                None => None,
            },
        }))
    }
}

impl From<facts::ResponseStanding> for ResponseStanding {
    fn from(standing: facts::ResponseStanding) -> Self {
        match standing {
            facts::ResponseStanding::Given => Self::Given,
            facts::ResponseStanding::Awaited => Self::Awaited,
            facts::ResponseStanding::Overdue(_) => Self::Overdue,
        }
    }
}
