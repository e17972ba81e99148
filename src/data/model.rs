//! The data files as types: `serde` writes them and `schemars` describes them, so that files and
//! schemas agree. Same descriptions as in `docs/open-data.md`.
//!
//! Every key is always present; unknown values are `null`.

use schemars::JsonSchema;
use serde::Serialize;

use super::each::Each;

mod movement;
mod recommendation;
mod review;
mod rollup;
mod scalar;

pub use movement::{Change, ChangeKind, Movement};
pub use recommendation::{
    Correction, Deliverable, Disposition, Lateness, Milestone, Recommendation,
    RecommendationInEdition, RecommendationInReport, Reference, Response, ResponseStanding,
    Slipped, State, Status, Strength, Update,
};
pub use review::{
    Assessed, AssessmentMeaning, Coverage, Entry, ReviewFile, ReviewedReport, Task, Team,
};
pub use rollup::{Body, DeliverableTotals, Group, Party};
pub use scalar::{AssessmentKind, Counted, Day, Decision, Kind, PartialDay, StatusKind};

/// Format version. Adding a key keeps it; removing a key or changing its meaning needs a new
/// version, with schemas of its own.
pub const VERSION: u32 = 1;

/// A whole report over all editions.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub struct ReportFile<'s> {
    /// The address of the JSON Schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of the format.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The publishing site.
    pub site: Publisher<'s>,
    /// The report.
    pub report: ReportHead<'s>,
    /// The status vocabulary, in order.
    pub statuses: Vec<StatusMeaning<'s>>,
    /// The editions, oldest first.
    pub editions: Vec<Edition<'s>>,
    /// Its deliverables in the latest view.
    pub deliverables: DeliverableTotals,
    /// The groups in the latest view, in order of their first recommendation.
    pub groups: Vec<Group<'s>>,
    /// The responsible parties in the latest view, in order of names; deliverables without one come
    /// last.
    pub parties: Vec<Party<'s>>,
    /// The larger bodies in the latest view: each after the one that it is part of, otherwise in
    /// order of names.
    pub bodies: Vec<Body<'s>>,
    /// The recommendations in order of numbers, each before its parts.
    pub recommendations: Each<RecommendationInReport<'s>>,
}

/// A report as of one edition.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ReportInEdition")]
pub struct EditionFile<'s> {
    /// The address of the JSON Schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of the format.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The publishing site.
    pub site: Publisher<'s>,
    /// The report.
    pub report: ReportHead<'s>,
    /// The status vocabulary, in order.
    pub statuses: Vec<StatusMeaning<'s>>,
    /// The edition.
    pub edition: Edition<'s>,
    /// Its deliverables.
    pub deliverables: DeliverableTotals,
    /// The groups, in order of their first recommendation.
    pub groups: Vec<Group<'s>>,
    /// The responsible parties, in order of names; deliverables without one come last.
    pub parties: Vec<Party<'s>>,
    /// The larger bodies: each after the one that it is part of, otherwise in order of names.
    pub bodies: Vec<Body<'s>>,
    /// The recommendations in order of numbers, each before its parts.
    pub recommendations: Each<RecommendationInEdition<'s>>,
}

/// The publishing site.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Site")]
pub struct Publisher<'s> {
    /// The site's title.
    pub title: &'s str,
    /// Its address: absolute if the site has a `site-url`, otherwise relative to this file.
    pub url: String,
    /// The publishers.
    pub authors: Vec<&'s str>,
    /// BCP 47 tag of the texts.
    pub language: &'s str,
}

/// Metadata of a report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReportHead<'s> {
    /// Its id within the site: the name of its directory.
    pub id: &'s str,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: &'s str,
    /// Its short name, as in "SSR1 Recommendation 25".
    pub series: Option<&'s str>,
    /// What it calls its recommendations, such as "commitments".
    pub item: Option<Item<'s>>,
    /// One-sentence description; not in the file of an edition.
    pub description: Option<&'s str>,
    /// Its introduction; not in the file of an edition.
    pub text: Option<Prose>,
    /// What totals count; `null` in a review.
    pub totals: Option<Counted>,
    /// The declared number of recommendations.
    pub count: Option<u32>,
    /// The address of its page.
    pub url: String,
}

/// What a report calls its recommendations, by plural form.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Item<'s> {
    /// None, in languages with such a form.
    pub zero: Option<&'s str>,
    /// One.
    pub one: Option<&'s str>,
    /// Two, in languages with such a form.
    pub two: Option<&'s str>,
    /// A few, in languages with such a form.
    pub few: Option<&'s str>,
    /// Many, in languages with such a form.
    pub many: Option<&'s str>,
    /// All other numbers.
    pub other: &'s str,
}

/// A text, as Markdown and without markup.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Prose {
    /// The Markdown, with references and relative links as in the source.
    pub markdown: String,
    /// The plain text: blocks separated by empty lines, without link addresses and raw HTML.
    pub text: String,
}

/// A status of a report's vocabulary.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusMeaning<'s> {
    /// Its id in this file.
    pub id: &'s str,
    /// Display text.
    pub label: &'s str,
    /// Its kind, for totals.
    pub kind: StatusKind,
}

/// A dated publication of a report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edition<'s> {
    /// Its id within the report: the name of its directory.
    pub id: &'s str,
    /// Its title.
    pub title: &'s str,
    /// Its date.
    pub date: Day,
    /// Its DOI, without resolver.
    pub doi: Option<&'s str>,
    /// One-sentence summary.
    pub summary: Option<&'s str>,
    /// Its introduction.
    pub text: Option<Prose>,
    /// Its corrections after publication, in the author's order; updates have their own.
    pub corrections: Vec<Correction>,
    /// Number of its own updates, not carried forward.
    pub reported: usize,
    /// Recommendations by status; `null` in a review.
    pub totals: Option<Totals<'s>>,
    /// The address of its page.
    pub url: String,
    /// The address of this edition's data file.
    pub data: String,
}

/// Recommendations by status.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Totals<'s> {
    /// Number of recommendations.
    pub recommendations: usize,
    /// Count of every status, in order of the vocabulary.
    pub statuses: Vec<Count<'s>>,
    /// Number with updates, but without a status.
    pub not_stated: usize,
    /// Number not yet reported.
    pub not_reported: usize,
    /// Number with a status of kind `done`.
    pub done: usize,
    /// Percent done, rounded down.
    pub done_percent: usize,
    /// Number late: by their status, or by an overdue deliverable.
    pub late: usize,
    /// Number late by an overdue deliverable alone.
    pub late_by_date: usize,
    /// Number with overdue deliverables.
    pub with_overdue: usize,
}

/// The count of one status.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Count<'s> {
    /// The status.
    pub status: &'s str,
    /// Number of recommendations.
    pub count: usize,
}
