//! What the files of data hold, as types: `serde` writes them and `schemars` describes them, so
//! that a file and its schema cannot differ. `docs/open-data.md` has the same descriptions.
//!
//! Every key is always there; what is not known is `null`.

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
    Correction, Deliverable, Disposition, Milestone, Recommendation, RecommendationInEdition,
    RecommendationInReport, Reference, Status, Strength, Update,
};
pub use review::{Coverage, Entry, ReviewFile, ReviewedReport, Task, Team};
pub use rollup::{DeliverableTotals, Group, Party};
pub use scalar::{Day, Decision, Kind, PartialDay, StatusKind};

/// The version of the format. A key that is added leaves it as it is; one that is taken away or
/// gets another meaning makes the next version, with a schema of its own.
pub const VERSION: u32 = 1;

/// A whole report: everything that is known, over all editions.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub struct ReportFile<'s> {
    /// The address of the JSON Schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of the format.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The site that publishes it.
    pub site: Publisher<'s>,
    /// The report.
    pub report: ReportHead<'s>,
    /// The vocabulary of statuses, in the report's order.
    pub statuses: Vec<StatusMeaning<'s>>,
    /// The editions, oldest first.
    pub editions: Vec<Edition<'s>>,
    /// Its deliverables in the latest view.
    pub deliverables: DeliverableTotals,
    /// The groups in the latest view, in the order of their first recommendation.
    pub groups: Vec<Group<'s>>,
    /// Who is responsible in the latest view, in the order of names; nobody comes last.
    pub parties: Vec<Party<'s>>,
    /// The recommendations, in the order of their numbers.
    pub recommendations: Each<'s, RecommendationInReport<'s>>,
}

/// A report as one edition has it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ReportInEdition")]
pub struct EditionFile<'s> {
    /// The address of the JSON Schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of the format.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The site that publishes it.
    pub site: Publisher<'s>,
    /// The report.
    pub report: ReportHead<'s>,
    /// The vocabulary of statuses, in the report's order.
    pub statuses: Vec<StatusMeaning<'s>>,
    /// The edition.
    pub edition: Edition<'s>,
    /// Its deliverables.
    pub deliverables: DeliverableTotals,
    /// The groups, in the order of their first recommendation.
    pub groups: Vec<Group<'s>>,
    /// Who is responsible, in the order of names; nobody comes last.
    pub parties: Vec<Party<'s>>,
    /// The recommendations, in the order of their numbers.
    pub recommendations: Each<'s, RecommendationInEdition<'s>>,
}

/// The site that publishes a file.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Site")]
pub struct Publisher<'s> {
    /// The site's title.
    pub title: &'s str,
    /// Its address: absolute where the site has a `site-url`, else relative to this file.
    pub url: String,
    /// Who publishes it.
    pub authors: Vec<&'s str>,
    /// The language of the texts, as a BCP 47 tag.
    pub language: &'s str,
}

/// A report, by itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReportHead<'s> {
    /// What identifies it within the site: the name of its directory.
    pub id: &'s str,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: &'s str,
    /// Its short name, as in "SSR1 Recommendation 25".
    pub series: Option<&'s str>,
    /// What it is about, in a sentence.
    pub description: Option<&'s str>,
    /// Its introduction.
    pub text: Option<Prose>,
    /// How many recommendations there are, as the report declares it.
    pub count: Option<u32>,
    /// The address of its page.
    pub url: String,
}

/// A text as its author wrote it, and without markup.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Prose {
    /// The Markdown, with references and relative links as they are in the sources.
    pub markdown: String,
    /// The words: an empty line between two blocks, no addresses of links, no raw HTML.
    pub text: String,
}

/// One status of a report's vocabulary.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusMeaning<'s> {
    /// What identifies it in this file.
    pub id: &'s str,
    /// What readers see.
    pub label: &'s str,
    /// What it means to totals.
    pub kind: StatusKind,
}

/// A dated publication of a report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edition<'s> {
    /// What identifies it within its report: the name of its directory.
    pub id: &'s str,
    /// Its title.
    pub title: &'s str,
    /// Its date.
    pub date: Day,
    /// It in a sentence.
    pub summary: Option<&'s str>,
    /// Its introduction.
    pub text: Option<Prose>,
    /// What was amended of it after publication, in the author's order; updates have their own.
    pub corrections: Vec<Correction>,
    /// How many recommendations it says something about itself, rather than carrying forward.
    pub reported: usize,
    /// How many recommendations have which status in it; `null` in a review.
    pub totals: Option<Totals<'s>>,
    /// The address of its page.
    pub url: String,
    /// The address of the file of data of this edition.
    pub data: String,
}

/// How many recommendations have which status.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Totals<'s> {
    /// How many recommendations there are.
    pub recommendations: usize,
    /// Every status of the vocabulary, in its order, with how many have it.
    pub statuses: Vec<Count<'s>>,
    /// How many have no status, because nothing has been reported.
    pub not_reported: usize,
    /// How many have a status of the kind `done`.
    pub done: usize,
    /// The share that is done, in whole percent, rounded down.
    pub done_percent: usize,
    /// How many have a status of the kind `late`.
    pub late: usize,
}

/// How many recommendations have one status.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Count<'s> {
    /// The status.
    pub status: &'s str,
    /// How many have it.
    pub count: usize,
}
