//! Changes of responses and of the expected completion, as sentences.

use super::Movement;
use crate::document::content::Response;
use crate::facts::ResponseChange;
use crate::render::context::PageContext;
use crate::render::view::ChangeView;
use crate::site::{Expected, ResponseId};

impl PageContext<'_> {
    pub(super) fn response_moved(&self, change: ResponseChange) -> ChangeView {
        let known = |id: ResponseId| self.site.response(id);
        let addressee = |id| known(id).map(|it| it.addressee.to_string()).unwrap_or_default();
        let phrased = |key: &str, id, arguments: &[(&str, &str)]| {
            let addressee = addressee(id);
            let mut all = vec![("addressee", addressee.as_str())];
            all.extend(arguments);
            self.phrased("response", key, &all)
        };
        let decided = |id| known(id).map(|response| self.decided(response)).unwrap_or_default();
        let deadline = |id| match known(id).and_then(|response| response.deadline.as_ref()) {
            Some(deadline) => self.date(deadline.value).text.clone(),
            None => self.text("no-deadline", &[]),
        };
        match change {
            ResponseChange::Added(id) => phrased("response-added", id, &[]),
            ResponseChange::Dropped(id) => phrased("response-dropped", id, &[]),
            ResponseChange::Given(id) if known(id).is_some_and(is_decided) => {
                phrased("response-given", id, &[("decision", &decided(id))])
            }
            ResponseChange::Given(id) => phrased("response-given-undecided", id, &[]),
            ResponseChange::Decision { from, to } => {
                let values = [("from", &*decided(from)), ("to", &*decided(to))];
                phrased("response-decision", to, &values)
            }
            ResponseChange::Deadline { from, to } => {
                let values = [("from", &*deadline(from)), ("to", &*deadline(to))];
                phrased("response-deadline", to, &values)
            }
            ResponseChange::Details(id) => phrased("response-details", id, &[]),
        }
    }

    /// The decision of a response in words, or else whether it was given.
    pub(in crate::render) fn decided(&self, response: &Response) -> String {
        let word = response
            .decision
            .map(|decision| self.text(&format!("decisions.{}", decision.word()), &[]));
        let text = response.decision_text.as_ref().map(ToString::to_string);
        match (word, text) {
            (Some(word), Some(text)) => format!("{word}{}{text}", self.text("list-separator", &[])),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) if response.is_given() => self.text("responses-standing.given", &[]),
            (None, None) => self.text("responses-standing.awaited", &[]),
        }
    }

    pub(super) fn expected_moved(&self, movement: &Movement<'_>) -> ChangeView {
        let id = movement.id;
        let from = movement.before().and_then(|before| self.site.expected(id, before));
        let to = self.site.expected(id, movement.after());
        let told = |expected: Option<Expected<'_>>| {
            expected.map_or_else(|| self.text("not-given", &[]), |expected| self.expected(expected))
        };
        let (was, is) = (told(from), told(to));
        let values = [("from", &*was), ("to", &*is)];
        match movement.days_expected_moved(self.site) {
            Some(days) if days != 0 => {
                let key = if days > 0 { "expected-later" } else { "expected-earlier" };
                let days = days.abs().to_string();
                self.phrased("expected", key, &[("n", &days), values[0], values[1]])
            }
            _ => self.phrased("expected", "expected", &values),
        }
    }

    /// An expected completion: the date, the words, or both.
    pub(in crate::render) fn expected(&self, expected: Expected<'_>) -> String {
        let date = expected.date.map(|date| self.date(date).text.clone());
        let text = expected.text.map(ToString::to_string);
        let both: Vec<String> = date.into_iter().chain(text).collect();
        both.join(&self.text("list-separator", &[]))
    }
}

/// Whether a response states a decision.
fn is_decided(response: &Response) -> bool {
    response.decision.is_some() || response.decision_text.is_some()
}
