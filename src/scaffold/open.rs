//! Open items as of an edition, the to-do list for the next one.

use std::fmt;

use chrono::NaiveDate;

use crate::date::PartialDate;
use crate::document::number::Number;
use crate::facts::{Facts, Row, Standing, State};
use crate::site::{EditionId, RecommendationId, ReportId, View};

/// Maximum length of an excerpt, in characters.
const EXCERPT: usize = 64;

/// Items open as of an edition. `Display` prints the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItems {
    /// The edition, if any.
    pub edition: Option<Box<str>>,
    /// Total number of recommendations.
    pub count: usize,
    /// Recommendations that are not done, dropped or rejected.
    pub recommendations: Vec<OpenRecommendation>,
}

/// An open recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRecommendation {
    /// Its number.
    pub number: Number,
    /// Its title; empty for a review's entry.
    pub title: String,
    /// Its status id, or that there is none.
    pub status: Box<str>,
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
    /// When it is due, where that is no date.
    pub due_text: Option<String>,
    /// Days overdue, or 0.
    pub days_overdue: i64,
}

/// Items open in the last edition not after `date`. Recommendations need no updates if another covers
/// them or their parts make their status: they are listed only with open deliverables.
pub fn open_items(facts: &Facts, report: ReportId, date: NaiveDate) -> OpenItems {
    let report = facts.site().report(report);
    let last = report.edition_ids().rfind(|edition| report.edition(*edition).date <= date);
    let listed = last.map_or(&[][..], |edition| report.listed(View::Edition(edition)));
    let recommendations = listed.iter().filter_map(|id| open(facts, *id, last?)).collect();
    OpenItems {
        edition: last.map(|edition| report.edition(edition).id.clone()),
        count: report.recommendations.len(),
        recommendations,
    }
}

fn open(facts: &Facts, id: RecommendationId, edition: EditionId) -> Option<OpenRecommendation> {
    let (site, view) = (facts.site(), View::Edition(edition));
    let recommendation = site.recommendation(id);
    let counted = facts.rows_of(id, view);
    let open: Vec<&Row> = counted.iter().filter(|row| row.standing == Standing::Open).collect();
    let shown = facts.status(id, view);
    let own = shown.filter(|shown| shown.inherited_from.is_none());
    let is_covered = own.is_none() && recommendation.covered_by.is_some();
    let is_derived = shown.is_some_and(|shown| shown.derived_from > 0);
    if facts.is_closed(id, view) || ((is_covered || is_derived) && open.is_empty()) {
        return None;
    }
    Some(OpenRecommendation {
        number: site.number(id, view).clone(),
        title: site.title(id, view).map_or_else(String::new, ToString::to_string),
        status: match facts.state(id, view) {
            State::NotReported => "not yet reported".into(),
            State::NotStated => "not stated".into(),
            State::Stated(shown) => shown.status.id.as_str().into(),
        },
        deliverables: open.into_iter().filter_map(|row| deliverable(facts, row)).collect(),
    })
}

fn deliverable(facts: &Facts, row: &Row) -> Option<OpenDeliverable> {
    let deliverable = facts.site().deliverable(row.id)?;
    let promise = facts.promise(row.id);
    let moved = promise.filter(|promise| promise.current() != promise.first);
    Some(OpenDeliverable {
        text: excerpt(&deliverable.text.text),
        due: promise.map(|promise| promise.first),
        revised_due: moved.map(|promise| promise.current()),
        due_text: deliverable.due_text.as_ref().map(ToString::to_string),
        days_overdue: row.days_overdue,
    })
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
        &self.status
    }
}

impl fmt::Display for OpenDeliverable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.due, self.revised_due, &self.due_text) {
            (Some(due), Some(revised), _) => write!(f, "due {due}, moved to {revised}")?,
            (Some(due), None, _) => write!(f, "due {due}")?,
            (None, Some(revised), _) => write!(f, "moved to {revised}")?,
            (None, None, Some(text)) => write!(f, "due: {text}")?,
            (None, None, None) => write!(f, "no due date")?,
        }
        match self.days_overdue {
            0 => f.write_str(": ")?,
            1 => f.write_str(", 1 day overdue: ")?,
            days => write!(f, ", {days} days overdue: ")?,
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
