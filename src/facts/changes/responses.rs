//! Changes of responses and of the expected completion.

use super::Change;
use crate::document::content::Response;
use crate::schema::Located;
use crate::site::{Expected, RecommendationId, ResponseId, Site, View};

/// A change of a response, identified by its addressee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseChange {
    /// An addressee is new, and a response is awaited.
    Added(ResponseId),
    /// Removed; this is the old one.
    Dropped(ResponseId),
    /// A response was given.
    Given(ResponseId),
    /// The decision changed.
    Decision {
        /// Before.
        from: ResponseId,
        /// After.
        to: ResponseId,
    },
    /// The deadline changed.
    Deadline {
        /// Before.
        from: ResponseId,
        /// After.
        to: ResponseId,
    },
    /// The date, the address or the note changed.
    Details(ResponseId),
}

/// A response, for comparison.
type Row<'s> = (ResponseId, &'s Response);

/// Compares the responses of two views. One addressee's first response is compared with the first,
/// the second with the second.
pub(super) fn compare(
    site: &Site,
    id: RecommendationId,
    before: View,
    after: View,
    changes: &mut Vec<Change>,
) {
    if site.responses_said(id, before) == site.responses_said(id, after) {
        return;
    }
    let mut was = rows(site, id, before);
    let mut found = Vec::new();
    for row in rows(site, id, after) {
        let same = was.iter().position(|(_, other)| addressee(other) == addressee(row.1));
        match same.map(|place| was.remove(place)) {
            Some(old) => compare_one(old, row, &mut found),
            None if row.1.is_given() => found.push(ResponseChange::Given(row.0)),
            None => found.push(ResponseChange::Added(row.0)),
        }
    }
    found.extend(was.into_iter().map(|(id, _)| ResponseChange::Dropped(id)));
    changes.extend(found.into_iter().map(Change::Response));
}

fn rows(site: &Site, id: RecommendationId, view: View) -> Vec<Row<'_>> {
    let ids = site.responses(id, view).into_iter();
    ids.filter_map(|id| Some((id, site.response(id)?))).collect()
}

fn addressee(response: &Response) -> String {
    response.addressee.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compare_one((from, was): Row<'_>, (to, is): Row<'_>, changes: &mut Vec<ResponseChange>) {
    let given_now = is.is_given() && !was.is_given();
    if given_now {
        changes.push(ResponseChange::Given(to));
    } else if was.decision != is.decision || was.decision_text != is.decision_text {
        changes.push(ResponseChange::Decision { from, to });
    }
    let day = |date: &Option<Located<crate::date::PartialDate>>| {
        date.as_ref().map(|date| date.value.last_day())
    };
    if day(&was.deadline) != day(&is.deadline) {
        changes.push(ResponseChange::Deadline { from, to });
    }
    let address =
        |response: &Response| response.address.as_ref().map(|address| address.as_str().to_owned());
    let note = |response: &Response| {
        let note = response.note.as_ref()?;
        Some(note.text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let others = |response: &Response| (day(&response.date), address(response), note(response));
    if !given_now && others(was) != others(is) {
        changes.push(ResponseChange::Details(to));
    }
}

/// Whether the expected completion differs. Another precision of the same last day does not.
pub(super) fn is_expected_otherwise(
    before: Option<Expected<'_>>,
    after: Option<Expected<'_>>,
) -> bool {
    let compared = |expected: Option<Expected<'_>>| {
        let Expected { date, text } = expected?;
        Some((date.map(crate::date::PartialDate::last_day), text.cloned()))
    };
    compared(before) != compared(after)
}
