//! A review of another report's recommendations.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::each::Each;
use super::{Edition, Prose, Publisher, Reference, ReportHead, VERSION};

/// A review: as of its last edition, or as one edition has it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Review")]
pub struct ReviewFile<'s> {
    /// The address of the JSON Schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of the format.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The site that publishes it.
    pub site: Publisher<'s>,
    /// The review.
    pub report: ReportHead<'s>,
    /// The report that it is about.
    pub of: Option<ReviewedReport<'s>>,
    /// The edition whose view this is; `null` in the latest view.
    pub edition: Option<Edition<'s>>,
    /// In the latest view: the editions, oldest first.
    pub editions: Vec<Edition<'s>>,
    /// The teams.
    pub teams: Vec<Team<'s>>,
    /// What it covers, in this view.
    pub coverage: Coverage<'s>,
    /// The entries, in the order of their numbers.
    pub entries: Each<'s, Entry<'s>>,
}

/// The report that a review is about.
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
    /// What entries and tasks name it by.
    pub code: &'s str,
    /// What readers see beside it.
    pub name: Option<&'s str>,
}

/// How much of the reviewed report a review has entries on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Coverage<'s> {
    /// How many recommendations the reviewed report has.
    pub recommendations: usize,
    /// How many entries there are.
    pub entries: usize,
    /// The numbers of the recommendations without an entry.
    pub missing: Vec<&'s str>,
}

/// A review's entry on one recommendation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entry<'s> {
    /// The number of the recommendation.
    pub number: &'s str,
    /// The title of the recommendation, where it exists.
    pub title: Option<&'s str>,
    /// The address of the entry.
    pub url: String,
    /// The address of the recommendation's page, where it exists.
    pub recommendation: Option<String>,
    /// The `id` of the edition that says it; `null` for an undated entry.
    pub edition: Option<&'s str>,
    /// The group that the review files it under.
    pub group: Option<&'s str>,
    /// The statement as the review quotes it.
    pub statement: Option<Prose>,
    /// The codes of the teams.
    pub teams: Vec<&'s str>,
    /// How much is done, in percent.
    pub progress: Option<u32>,
    /// The number of the recommendation under whose entry it is dealt with.
    pub covered_by: Option<&'s str>,
    /// What the reviewers do.
    pub tasks: Vec<Task<'s>>,
    /// The reviewers' notes.
    pub notes: Option<Prose>,
    /// What it refers to, itself left out.
    pub references: Vec<Reference<'s>>,
}

/// A piece of the reviewers' work.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Task<'s> {
    /// What is done.
    pub text: Option<Prose>,
    /// The codes of the teams.
    pub teams: Vec<&'s str>,
    /// How much is done, in percent.
    pub progress: Option<u32>,
    /// The parts it consists of.
    pub tasks: Vec<Task<'s>>,
}
