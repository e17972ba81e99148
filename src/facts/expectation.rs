//! Days since an expected completion, and since the deadline of a response.

use super::{Facts, deadline};
use crate::site::{RecommendationId, ReportId, ResponseId, View};

/// Standing of a response as of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseStanding {
    /// A response has been given.
    Given,
    /// Not yet, and no deadline has passed.
    Awaited,
    /// Not yet, this many days after the deadline.
    Overdue(i64),
}

impl ResponseStanding {
    /// Its keyword for programs and templates.
    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Awaited => "awaited",
            Self::Overdue(_) => "overdue",
        }
    }

    /// Days since the deadline that passed without a response.
    pub fn days_overdue(self) -> Option<i64> {
        match self {
            Self::Overdue(days) => Some(days),
            Self::Given | Self::Awaited => None,
        }
    }
}

impl Facts {
    /// Days between the expected completion and the day of a view, where that has passed and the
    /// recommendation is neither done, dropped nor rejected. Does not make it late.
    pub fn days_past_expected(&self, id: RecommendationId, view: View) -> Option<i64> {
        let date = self.site.expected(id, view)?.date?;
        let days = (deadline::day(self.site.report(id.report), view)? - date.last_day()).num_days();
        (days > 0 && !self.is_closed(id, view)).then_some(days)
    }

    /// The standing of a response to a recommendation as of a view; `None` for an unknown one.
    pub fn response_standing(
        &self,
        of: RecommendationId,
        id: ResponseId,
        view: View,
    ) -> Option<ResponseStanding> {
        let response = self.site.response(id)?;
        if response.is_given() {
            return Some(ResponseStanding::Given);
        }
        let day = deadline::day(self.site.report(of.report), view);
        let days = response
            .deadline
            .as_ref()
            .zip(day)
            .map(|(deadline, day)| (day - deadline.value.last_day()).num_days());
        Some(match days.filter(|days| *days > 0) {
            Some(days) => ResponseStanding::Overdue(days),
            None => ResponseStanding::Awaited,
        })
    }

    /// The responses of a report whose deadline passed without one, with days since, longest first.
    pub fn overdue_responses(
        &self,
        report: ReportId,
        view: View,
    ) -> Vec<(RecommendationId, ResponseId, i64)> {
        let ids = self.site.shown(report, view);
        let responses = ids.flat_map(|of| {
            self.site.responses(of, view).into_iter().map(move |response| (of, response))
        });
        let mut overdue: Vec<_> = responses
            .filter_map(|(of, response)| {
                let days = self.response_standing(of, response, view)?.days_overdue()?;
                Some((of, response, days))
            })
            .collect();
        overdue.sort_by_key(|(of, response, days)| (std::cmp::Reverse(*days), *of, *response));
        overdue
    }
}
