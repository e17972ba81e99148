//! What the page of a review is given.

use serde::Serialize;

use super::{EditionLinkView, EditionView, Html, LinkView, RecommendationLinkView};

/// `review` on the page of a review.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its own text.
    pub body: Html,
    /// The report that it is about.
    pub of: Option<LinkView>,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionView>,
    /// On the latest page: every edition, newest first.
    pub editions: Vec<EditionLinkView>,
    /// Its teams.
    pub teams: Vec<TeamView>,
    /// How far each team is, where entries name teams: first the teams of the review, in its order.
    pub work: Vec<WorkView>,
    /// Its entries, by group.
    pub groups: Vec<EntryGroupView>,
    /// How many entries there are.
    pub entries: usize,
    /// How many recommendations the reviewed report has.
    pub recommendations: usize,
    /// The recommendations of the reviewed report that have no entry.
    pub missing: Vec<RecommendationLinkView>,
}

/// A team of reviewers.
#[derive(Clone, Debug, Serialize)]
pub struct TeamView {
    /// Its code.
    pub code: String,
    /// Its name, where the review gives one.
    pub name: Option<String>,
}

/// How far a team is.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// The team.
    pub team: TeamView,
    /// How many entries name it.
    pub entries: usize,
    /// How many of them say how far they are.
    pub measured: usize,
    /// How far these are on average, in whole percent, rounded down; `null` where none says it.
    pub percent: Option<u32>,
}

/// A group of a review's entries.
#[derive(Clone, Debug, Serialize)]
pub struct EntryGroupView {
    /// Its name; `null` for those filed nowhere.
    pub name: Option<String>,
    /// An id, unique on the page.
    pub id: String,
    /// Its entries.
    pub entries: Vec<EntryView>,
}

/// A review's entry on one recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The number, which is also the entry's id on the review's page.
    pub number: String,
    /// The entry's id on the review's page.
    pub anchor: String,
    /// The title of the recommendation.
    pub title: Option<String>,
    /// The recommendation by number and, where it is known, title.
    pub name: String,
    /// The latest page of the recommendation.
    pub url: Option<String>,
    /// The statement as the review quotes it.
    pub statement: Option<Html>,
    /// Teams.
    pub teams: Vec<TeamView>,
    /// How much is done, in percent.
    pub progress: Option<u32>,
    /// The entry under which it is dealt with.
    pub covered_by: Option<LinkView>,
    /// What the reviewers do.
    pub tasks: Vec<TaskView>,
    /// The reviewers' notes.
    pub notes: Option<Html>,
}

/// A piece of the reviewers' work.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    /// What is done.
    pub html: Html,
    /// Teams.
    pub teams: Vec<TeamView>,
    /// How much is done, in percent.
    pub progress: Option<u32>,
    /// The parts it consists of.
    pub tasks: Vec<TaskView>,
}
