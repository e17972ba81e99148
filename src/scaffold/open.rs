//! Open items as of an edition, the to-do list for the next one.

use std::fmt;

use chrono::NaiveDate;

use crate::date::PartialDate;
use crate::document::content::{Deliverable, Update};
use crate::document::fields::StatusKind;
use crate::document::number::Number;
use crate::facts::Facts;
use crate::site::{EditionId, RecommendationId, Report, ReportId, StatusMeaning, View};

/// Maximum length of an excerpt, in characters.
const EXCERPT: usize = 64;

/// Items open as of an edition. `Display` prints the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItems {
    /// The edition, if any.
    pub edition: Option<Box<str>>,
    /// Total number of recommendations.
    pub count: usize,
    /// Recommendations neither done nor dropped.
    pub recommendations: Vec<OpenRecommendation>,
}

/// An open recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRecommendation {
    /// Its number.
    pub number: Number,
    /// Its title; empty for a review's entry.
    pub title: String,
    /// Its status id; `None` if not yet reported.
    pub status: Option<Box<str>>,
    /// Its open deliverables.
    pub deliverables: Vec<OpenDeliverable>,
}

/// An open deliverable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDeliverable {
    /// The first line of its text.
    pub text: String,
    /// The first promised date.
    pub due: Option<PartialDate>,
    /// The revised date.
    pub revised_due: Option<PartialDate>,
}

/// Items open in the last edition not after `date`. Covered recommendations are not listed: they
/// need no updates.
pub fn open_items(facts: &Facts, report: ReportId, date: NaiveDate) -> OpenItems {
    let report = facts.site().report(report);
    let last = report.edition_ids().rfind(|edition| report.edition(*edition).date <= date);
    let recommendations = report.ids().filter_map(|id| open(facts, report, id, last)).collect();
    OpenItems {
        edition: last.map(|edition| report.edition(edition).id.clone()),
        count: report.recommendations.len(),
        recommendations,
    }
}

fn open(
    facts: &Facts,
    report: &Report,
    id: RecommendationId,
    edition: Option<EditionId>,
) -> Option<OpenRecommendation> {
    let (site, view) = (facts.site(), View::Edition(edition?));
    let recommendation = site.recommendation(id);
    let shown = facts.status(id, view);
    let own = shown.filter(|shown| shown.inherited_from.is_none());
    if own.is_some_and(|own| is_closed(own.status))
        || (own.is_none() && recommendation.covered_by.is_some())
    {
        return None;
    }
    let update = site.carried(id, view).and_then(|(_, document)| site.update(document));
    Some(OpenRecommendation {
        number: recommendation.number.clone(),
        title: site.adopted(id).map_or_else(String::new, |adopted| adopted.title.to_string()),
        status: own.map(|own| own.status.id.as_str().into()),
        deliverables: update.map_or_else(Vec::new, |update| deliverables(report, update)),
    })
}

fn deliverables(report: &Report, update: &Update) -> Vec<OpenDeliverable> {
    let is_open = |deliverable: &&Deliverable| {
        report.deliverable_status(deliverable).is_none_or(|status| !is_closed(status))
    };
    let date =
        |date: &Option<crate::schema::Located<PartialDate>>| date.as_ref().map(|date| date.value);
    update
        .deliverables
        .iter()
        .filter(is_open)
        .map(|deliverable| OpenDeliverable {
            text: excerpt(&deliverable.text.text),
            due: date(&deliverable.due),
            revised_due: date(&deliverable.revised_due),
        })
        .collect()
}

fn is_closed(status: &StatusMeaning) -> bool {
    matches!(status.kind, StatusKind::Done | StatusKind::Dropped)
}

/// The first line, shortened.
fn excerpt(text: &str) -> String {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    match first.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", first[..end].trim_end()),
        None if lines.next().is_some() => format!("{first} …"),
        None => first.to_owned(),
    }
}

impl fmt::Display for OpenItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(edition) = &self.edition else {
            return writeln!(f, "this is the first edition: no earlier updates");
        };
        let (open, count) = (self.recommendations.len(), self.count);
        if open == 0 {
            return writeln!(f, "nothing was open as of {edition}");
        }
        writeln!(f, "open as of {edition}, {open} of {count}:")?;
        let width = |length: fn(&OpenRecommendation) -> usize| {
            self.recommendations.iter().map(length).max().unwrap_or_default()
        };
        let numbers = width(|open| open.number.as_str().chars().count());
        let statuses = width(|open| open.status().chars().count());
        for open in &self.recommendations {
            let (number, status) = (&open.number, open.status());
            let line = format!("  {number:>numbers$}  {status:<statuses$}  {}", open.title);
            writeln!(f, "{}", line.trim_end())?;
            for deliverable in &open.deliverables {
                writeln!(f, "  {:>numbers$}  - {deliverable}", "")?;
            }
        }
        Ok(())
    }
}

impl OpenRecommendation {
    fn status(&self) -> &str {
        self.status.as_deref().unwrap_or("not yet reported")
    }
}

impl fmt::Display for OpenDeliverable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.due, self.revised_due) {
            (Some(due), Some(revised)) => write!(f, "due {due}, moved to {revised}: ")?,
            (Some(due), None) => write!(f, "due {due}: ")?,
            (None, Some(revised)) => write!(f, "moved to {revised}: ")?,
            (None, None) => write!(f, "no due date: ")?,
        }
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(excerpt(text), expected);
        }
        case("", "");
        case("\n  Publish it\n", "Publish it");
        case("Publish:\n\n- one\n", "Publish: …");
        case(&"é".repeat(64), &"é".repeat(64));
        case(&format!("{} more", "é".repeat(64)), &format!("{}…", "é".repeat(64)));
    }
}
