//! A review of another report's recommendations.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::each::Each;
use super::{AssessmentKind, Edition, Prose, Publisher, Reference, ReportHead, VERSION};

/// A review as of a view.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Review")]
pub struct ReviewFile<'s> {
    /// The address of the JSON Schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of the format.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The publishing site.
    pub site: Publisher<'s>,
    /// The review.
    pub report: ReportHead<'s>,
    /// The reviewed report.
    pub of: Option<ReviewedReport<'s>>,
    /// The edition of this view; `null` in the latest view.
    pub edition: Option<Edition<'s>>,
    /// In the latest view: the editions, oldest first.
    pub editions: Vec<Edition<'s>>,
    /// The teams.
    pub teams: Vec<Team<'s>>,
    /// The assessments, in order.
    pub assessments: Vec<AssessmentMeaning<'s>>,
    /// Its coverage in this view.
    pub coverage: Coverage<'s>,
    /// The entries, in order of numbers.
    pub entries: Each<Entry<'s>>,
}

/// The reviewed report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReviewedReport<'s> {
    /// The `id` of the report.
    pub id: &'s str,
    /// Its title.
    pub title: &'s str,
    /// The address of its page.
    pub url: String,
}

/// A team of reviewers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Team<'s> {
    /// Its code in entries and tasks.
    pub code: &'s str,
    /// Its name.
    pub name: Option<&'s str>,
}

/// An assessment of a review's vocabulary.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AssessmentMeaning<'s> {
    /// Its id in entries.
    pub id: &'s str,
    /// Display text.
    pub label: &'s str,
    /// Its kind.
    pub kind: AssessmentKind,
    /// Number of entries with it in this view.
    pub count: usize,
}

/// An assessment beside the reported status.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Assessed<'s> {
    /// The `id` of the assessment; `null` if the entry has none.
    pub assessment: Option<&'s str>,
    /// The `id` of the status reported by the reviewed report, in its last edition up to the date
    /// of this view; `null` if not yet reported.
    pub reported_status: Option<&'s str>,
    /// Whether they disagree: reported as done but not or partly met, or the other way round.
    pub disagrees: bool,
}

/// Coverage of the reviewed report by entries.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Coverage<'s> {
    /// Number of recommendations in the reviewed report.
    pub recommendations: usize,
    /// Number of entries.
    pub entries: usize,
    /// The numbers of the recommendations without an entry.
    pub missing: Vec<&'s str>,
}

/// A review's entry on one recommendation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entry<'s> {
    /// The number of the recommendation.
    pub number: &'s str,
    /// The title of the recommendation, if it exists.
    pub title: Option<&'s str>,
    /// The address of the entry.
    pub url: String,
    /// The address of the recommendation's page, if it exists.
    pub recommendation: Option<String>,
    /// The `id` of its edition; `null` for an undated entry.
    pub edition: Option<&'s str>,
    /// Its group in the review.
    pub group: Option<&'s str>,
    /// The statement as quoted by the review.
    pub statement: Option<Prose>,
    /// Team codes.
    pub teams: Vec<&'s str>,
    /// Percent complete.
    pub progress: Option<u32>,
    /// Its assessment beside the reported status.
    pub assessed: Assessed<'s>,
    /// Number of the recommendation whose entry covers this one.
    pub covered_by: Option<&'s str>,
    /// The reviewers' tasks.
    pub tasks: Vec<Task<'s>>,
    /// The reviewers' notes.
    pub notes: Option<Prose>,
    /// Its references, except to itself.
    pub references: Vec<Reference<'s>>,
}

/// A task of the reviewers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Task<'s> {
    /// Its text.
    pub text: Option<Prose>,
    /// Team codes.
    pub teams: Vec<&'s str>,
    /// Percent complete.
    pub progress: Option<u32>,
    /// Subtasks.
    pub tasks: Vec<Task<'s>>,
}
