//! Views of a review's assessments.

use serde::Serialize;

use super::{LinkView, Shared, ShownStatusView, StatusView, TeamView};

/// An assessment of a review's vocabulary.
#[derive(Clone, Debug, Serialize)]
pub struct AssessmentView {
    /// Identifier in entries.
    pub id: String,
    /// Display text.
    pub label: String,
    /// `met`, `partly`, `not-met` or `no-longer-applies`.
    pub kind: &'static str,
}

/// An assessment beside the reported status.
#[derive(Clone, Debug, Serialize)]
pub struct AssessedView {
    /// The assessment; `null` if the entry has none.
    pub assessment: Option<AssessmentView>,
    /// The reported status; `null` if not yet reported.
    pub reported: Option<ShownStatusView>,
    /// `agrees` or `differs` (reported as done but not or partly met, or the other way round);
    /// `null` if they cannot be compared.
    pub agreement: Option<&'static str>,
    /// Whether they differ.
    pub disagrees: bool,
}

/// All assessments of a review.
#[derive(Clone, Debug, Serialize)]
pub struct AssessmentsView {
    /// Count of every assessment, in order of the vocabulary.
    pub counts: Vec<AssessmentCountView>,
    /// Number of entries without an assessment.
    pub missing: usize,
    /// Number of entries.
    pub entries: usize,
    /// The entries whose assessment disagrees with the reported status.
    pub disagreements: Vec<AssessedRowView>,
}

/// The count of one assessment.
#[derive(Clone, Debug, Serialize)]
pub struct AssessmentCountView {
    /// The assessment.
    pub assessment: AssessmentView,
    /// Number of entries.
    pub count: usize,
}

/// The entries of a review side by side.
#[derive(Clone, Debug, Serialize)]
pub struct EntryTableView {
    /// The entries by group, in order of each group's first number.
    pub groups: Vec<AssessedGroupView>,
    /// The status vocabulary of the reviewed report; `null` without one.
    pub legend: Option<Shared<Vec<Shared<StatusView>>>>,
    /// The teams of the entries.
    pub teams: Vec<TeamView>,
    /// Whether the progress of entries differs.
    pub progress_differs: bool,
}

/// Progress that is the same for all entries of a review.
#[derive(Clone, Debug, Serialize)]
pub struct CommonProgressView {
    /// It in a sentence.
    pub sentence: String,
    /// Number of entries that do not give it.
    pub unmeasured: usize,
    /// These entries, at most twelve.
    pub without: Vec<LinkView>,
}

/// A group of entries in the table.
#[derive(Clone, Debug, Serialize)]
pub struct AssessedGroupView {
    /// Its name; `null` for no group.
    pub name: Option<String>,
    /// Its entries.
    pub rows: Vec<AssessedRowView>,
}

/// An entry in the table.
#[derive(Clone, Debug, Serialize)]
pub struct AssessedRowView {
    /// The number.
    pub number: String,
    /// Its position in order of numbers, from 1.
    pub position: usize,
    /// The title of the recommendation, or else its number.
    pub title: String,
    /// The entry; its title is the recommendation by number and title.
    pub entry: LinkView,
    /// The assessment beside the reported status.
    pub assessed: AssessedView,
    /// Position of the reported status in the vocabulary, from 1.
    pub status_position: Option<usize>,
    /// Position of the assessment in the vocabulary, from 1.
    pub assessment_position: Option<usize>,
    /// Percent complete; `null` if not given.
    pub progress: Option<u32>,
    /// The teams.
    pub teams: Vec<TeamView>,
}
