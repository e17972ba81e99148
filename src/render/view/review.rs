//! Views of a review's page.

use serde::Serialize;

use super::{
    AssessedView, AssessmentsView, CommonProgressView, EditionLinkView, EditionView,
    EntryTableView, Html, LinkView, Made, RecommendationLinkView,
};

/// `review` on the page of a review.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its own text.
    pub body: Made<Html>,
    /// The reviewed report.
    pub of: Option<LinkView>,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionView>,
    /// On the latest page: every edition, newest first.
    pub editions: Vec<EditionLinkView>,
    /// Its teams.
    pub teams: Vec<TeamView>,
    /// Progress by team, if entries name teams: the review's teams first, in order.
    pub work: Vec<WorkView>,
    /// Its assessments; `null` if no entry has one.
    pub assessments: Option<AssessmentsView>,
    /// Its entries side by side; `null` without any.
    pub table: Option<EntryTableView>,
    /// The progress of its entries, if all that give it give the same.
    pub progress: Option<CommonProgressView>,
    /// Its entries, by group.
    pub groups: Vec<EntryGroupView>,
    /// Number of entries.
    pub entries: usize,
    /// Number of recommendations of the reviewed report.
    pub recommendations: usize,
    /// Recommendations without an entry.
    pub missing: Vec<RecommendationLinkView>,
}

/// A team of reviewers.
#[derive(Clone, Debug, Serialize)]
pub struct TeamView {
    /// Its code.
    pub code: String,
    /// Its name, if given.
    pub name: Option<String>,
}

/// A team's progress.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// The team.
    pub team: TeamView,
    /// Number of its entries.
    pub entries: usize,
    /// Number of those with a percentage.
    pub measured: usize,
    /// Their average in percent, rounded down; `null` without any.
    pub percent: Option<u32>,
}

/// A group of a review's entries.
#[derive(Clone, Debug, Serialize)]
pub struct EntryGroupView {
    /// Its name; `null` for no group.
    pub name: Option<String>,
    /// An id, unique on the page.
    pub id: String,
    /// Its entries.
    pub entries: Vec<EntryView>,
}

/// A review's entry on one recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The number.
    pub number: String,
    /// The entry's id on the review's page.
    pub anchor: String,
    /// The title of the recommendation.
    pub title: Option<String>,
    /// The recommendation by number and, if known, title.
    pub name: String,
    /// The latest page of the recommendation.
    pub url: Option<String>,
    /// The statement as quoted by the review.
    pub statement: Option<Made<Html>>,
    /// The teams.
    pub teams: Vec<TeamView>,
    /// Percent complete.
    pub progress: Option<u32>,
    /// The assessment beside the reported status; `null` if the entry has none.
    pub assessed: Option<AssessedView>,
    /// The entry that covers it.
    pub covered_by: Option<LinkView>,
    /// The reviewers' tasks.
    pub tasks: Vec<TaskView>,
    /// The reviewers' notes.
    pub notes: Made<Option<Html>>,
}

/// A task of the reviewers.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    /// Its text.
    pub html: Made<Html>,
    /// The teams.
    pub teams: Vec<TeamView>,
    /// Percent complete.
    pub progress: Option<u32>,
    /// Its subtasks.
    pub tasks: Vec<TaskView>,
}
