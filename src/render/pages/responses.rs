//! Responses and the expected completion of a recommendation.

use crate::document::content::Response;
use crate::facts::ResponseStanding;
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::prose::Scope;
use crate::render::view::{ExpectedView, LateResponseView, ResponseView};
use crate::site::{RecommendationId, ReportId, ResponseId, View};

impl PageContext<'_> {
    /// The responses to a recommendation in the page's view.
    pub(super) fn responses(&self, id: RecommendationId) -> Result<Vec<ResponseView>, Failure> {
        let responses = self.site.responses(id, self.view()).into_iter();
        let known = responses.filter_map(|it| Some((it, self.site.response(it)?)));
        known.map(|(response, said)| self.response(id, response, said)).collect()
    }

    fn response(
        &self,
        of: RecommendationId,
        id: ResponseId,
        response: &Response,
    ) -> Result<ResponseView, Failure> {
        let standing = self.facts.response_standing(of, id, self.view());
        let standing = standing.unwrap_or(ResponseStanding::Awaited);
        let date = |date: &Option<crate::schema::Located<_>>| {
            date.as_ref().map(|date| self.date(date.value))
        };
        let ids = format!("part-response-{}-", id.place + 1);
        let scope = Scope { ids: &ids, heading_shift: 1 };
        let note = response.note.as_ref();
        Ok(ResponseView {
            addressee: response.addressee.to_string(),
            standing: standing.word(),
            decision: response.decision.map(crate::document::fields::Decision::word),
            decision_text: response.decision_text.as_ref().map(ToString::to_string),
            date: date(&response.date),
            deadline: date(&response.deadline),
            days_overdue: standing.days_overdue(),
            url: response
                .address
                .as_ref()
                .and_then(|address| self.address(id.document, address.as_str())),
            html: note.map(|note| self.value(id.document, &note.text, scope)).transpose()?,
        })
    }

    /// The responses of a report whose deadline passed without one, in the page's view.
    pub(super) fn late_responses(&self, report: ReportId) -> Vec<LateResponseView> {
        let late = self.facts.overdue_responses(report, self.view()).into_iter();
        late.filter_map(|(of, id, days_overdue)| {
            let response = self.site.response(id)?;
            Some(LateResponseView {
                recommendation: self.recommendation_link(of),
                addressee: response.addressee.to_string(),
                deadline: self.date(response.deadline.as_ref()?.value),
                days_overdue,
            })
        })
        .collect()
    }

    /// The expected completion of a recommendation in a view.
    pub(super) fn expected_in(&self, id: RecommendationId, view: View) -> Option<ExpectedView> {
        let expected = self.site.expected(id, view)?;
        let days_past = self.facts.days_past_expected(id, view);
        let edition =
            self.site.report(id.report).edition_as_of(view).filter(|_| days_past.is_some());
        Some(ExpectedView {
            date: expected.date.map(|date| self.date(date)),
            text: expected.text.map(ToString::to_string),
            last_day: expected.date.map(|date| date.last_day().to_string()),
            days_past,
            day: edition.map(|edition| self.edition_date(id.report, edition)),
        })
    }
}
