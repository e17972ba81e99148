//! One recommendation, and what editions say about it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Day, Decision, Movement, PartialDay, Prose};

/// A recommendation, in the latest view or in that of an edition.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Recommendation<'s> {
    /// Its number, which is a label.
    pub number: &'s str,
    /// Its title.
    pub title: &'s str,
    /// The address of its page in this view.
    pub url: String,
    /// The group it is filed under in this view.
    pub group: Option<&'s str>,
    /// The adopted statement.
    pub statement: Option<Prose>,
    /// What was amended of it as it was adopted, in the author's order; updates have their own.
    pub corrections: Vec<Correction>,
    /// What the accepting body decided, as of this view.
    pub disposition: Option<Disposition>,
    /// The number of the recommendation under which its status is reported.
    pub covered_by: Option<&'s str>,
    /// The numbers of the recommendations whose status is reported under it.
    pub covers: Vec<&'s str>,
    /// Its status in this view; `null` where nothing has been reported.
    pub status: Option<Status<'s>>,
    /// What it refers to, itself left out.
    pub references: Vec<Reference<'s>>,
    /// What refers to it.
    pub referenced_by: Vec<Reference<'s>>,
}

/// A recommendation with all that editions have said about it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecommendationInReport<'s> {
    /// It in the latest view.
    #[serde(flatten)]
    pub latest: Recommendation<'s>,
    /// What editions say about it, oldest first.
    pub updates: Vec<Update<'s>>,
    /// What moved about it from edition to edition, oldest first; editions in which nothing did
    /// are left out.
    pub changes: Vec<Movement<'s>>,
}

/// A recommendation as one edition has it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecommendationInEdition<'s> {
    /// It in the view of the edition.
    #[serde(flatten)]
    pub then: Recommendation<'s>,
    /// What had been reported; `null` where nothing had.
    pub update: Option<Update<'s>>,
    /// Whether the update is carried forward from an earlier edition, which it names.
    pub carried_forward: bool,
    /// What moved since the edition before; `null` where nothing did.
    pub changes: Option<Movement<'s>>,
}

/// The status of a recommendation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Status<'s> {
    /// The `id` of the status.
    pub id: &'s str,
    /// The number of the recommendation that it is inherited from; `null` for an own status.
    pub inherited_from: Option<&'s str>,
}

/// What the accepting body decided.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Disposition {
    /// The decision.
    pub decision: Decision,
    /// When it was taken.
    pub date: Option<PartialDay>,
    /// Where the resolution can be read.
    pub resolution: Option<String>,
}

/// How strongly one text refers to a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Prose mentions it.
    Mentions,
    /// A deliverable or a paragraph does nothing but point to it.
    See,
    /// Its status is reported there.
    CoveredBy,
}

/// A reference, seen from one of its ends.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reference<'s> {
    /// How strong it is.
    pub strength: Strength,
    /// The `id` of the report at the other end; `null` where that is an ordinary page.
    pub report: Option<&'s str>,
    /// The number of the recommendation at the other end; `null` where that is another page.
    pub number: Option<&'s str>,
    /// The `id` of the edition, where the reference names one or stands in an edition's own text.
    pub edition: Option<&'s str>,
    /// The address of the other end.
    pub url: String,
}

/// What one edition says about a recommendation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Update<'s> {
    /// The `id` of the edition that says it.
    pub edition: &'s str,
    /// The address of the recommendation's page in that edition.
    pub url: String,
    /// The day whose state it describes.
    pub as_of: Day,
    /// The `id` of the status that it gives; `null` where it gives none and one is inherited.
    pub status: Option<&'s str>,
    /// The group, where this edition files it elsewhere.
    pub group: Option<&'s str>,
    /// What the accepting body had decided, where that was not yet what the statement's file says.
    pub disposition: Option<Disposition>,
    /// Points of its timeline, in order.
    pub milestones: Vec<Milestone<'s>>,
    /// What was promised.
    pub deliverables: Vec<Deliverable<'s>>,
    /// The project status.
    pub narrative: Option<Prose>,
    /// The implementation notes.
    pub notes: Option<Prose>,
    /// What was amended after publication, in the author's order.
    pub corrections: Vec<Correction>,
}

/// A labelled point of a recommendation's timeline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Milestone<'s> {
    /// What happens there.
    pub label: &'s str,
    /// When; `null` where that is not known.
    pub date: Option<PartialDay>,
    /// The `id` of its status.
    pub status: Option<&'s str>,
}

/// One promised piece of work.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deliverable<'s> {
    /// What identifies it from edition to edition, where its author gave it an id.
    pub id: Option<&'s str>,
    /// Its place in the update, from 1.
    pub position: usize,
    /// What is promised.
    pub text: Option<Prose>,
    /// The phase it belongs to.
    pub phase: Option<&'s str>,
    /// Who is responsible.
    pub responsible: Vec<&'s str>,
    /// The date first promised, as this update gives it.
    pub due: Option<PartialDay>,
    /// The date promised instead.
    pub revised_due: Option<PartialDay>,
    /// Why the date was moved.
    pub slip_reason: Option<&'s str>,
    /// The date first promised in any edition.
    pub first_due: Option<PartialDay>,
    /// How often the date has been put off, up to this update.
    pub slips: usize,
    /// For how many days it has been late on the day of the edition, since the date first
    /// promised; `null` where it is not.
    pub overdue_days: Option<i64>,
    /// The `id` of its status: its own, or the one that its completion implies.
    pub status: Option<&'s str>,
    /// Whether it is done: by its own status or completion, else by where it only points, else by its
    /// update's status.
    pub done: bool,
    /// Whether it does nothing but point elsewhere, as in "See Recommendation 25". Such ones are in
    /// no total: what they stand for is.
    pub points_elsewhere: bool,
    /// When it was completed, where that is known.
    pub completed: Option<PartialDay>,
    /// Where the result can be seen.
    pub evidence: Vec<String>,
}

/// An amendment of a published edition, made openly.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Correction {
    /// When it was made.
    pub date: Day,
    /// What was amended.
    pub note: Option<Prose>,
}
