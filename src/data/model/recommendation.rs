//! Recommendations and updates.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Day, Decision, Movement, PartialDay, Prose};

/// A recommendation as of a view.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Recommendation<'s> {
    /// Its number in this view, which is a label.
    pub number: &'s str,
    /// The numbers that it had before, newest first.
    pub former_numbers: Vec<&'s str>,
    /// Its title in this view.
    pub title: &'s str,
    /// Its short title in this view, if it has one.
    pub short_title: Option<&'s str>,
    /// The address of its page in this view.
    pub url: String,
    /// Its group in this view.
    pub group: Option<&'s str>,
    /// The adopted statement.
    pub statement: Option<Prose>,
    /// Corrections of the statement, in the author's order; updates have their own.
    pub corrections: Vec<Correction>,
    /// The disposition in this view.
    pub disposition: Option<Disposition>,
    /// The number of the recommendation that it is part of.
    pub parent: Option<&'s str>,
    /// Number of recommendations that it is part of, directly or not: 0 for one that is part of
    /// none.
    pub level: u32,
    /// The numbers of its parts.
    pub parts: Vec<&'s str>,
    /// Its priority.
    pub priority: Option<&'s str>,
    /// Its tags.
    pub tags: Vec<&'s str>,
    /// When it is expected to be complete in this view: the date.
    pub expected: Option<PartialDay>,
    /// When it is expected to be complete in this view, if that is no date.
    pub expected_text: Option<&'s str>,
    /// The responses in this view, in the author's order.
    pub responses: Vec<Response<'s>>,
    /// The numbers of the recommendations that must be carried out first.
    pub depends_on: Vec<&'s str>,
    /// The numbers of the recommendations that depend on it.
    pub needed_by: Vec<&'s str>,
    /// The number of the recommendation under which its status is reported.
    pub covered_by: Option<&'s str>,
    /// The numbers of the recommendations whose status is reported under it.
    pub covers: Vec<&'s str>,
    /// The numbers of the recommendations that supersede it in this view.
    pub superseded_by: Vec<&'s str>,
    /// The numbers of the recommendations that it supersedes in this view.
    pub supersedes: Vec<&'s str>,
    /// What is known of its status in this view.
    pub state: State,
    /// Its status in this view; `null` if not stated or not yet reported.
    pub status: Option<Status<'s>>,
    /// Why it is late in this view; `null` if it is not.
    pub late: Option<Lateness>,
    /// Unfinished deliverables of earlier updates that its update leaves out. They count.
    pub left_out: Vec<Deliverable<'s>>,
    /// Its references, except to itself.
    pub references: Vec<Reference<'s>>,
    /// Its backlinks.
    pub referenced_by: Vec<Reference<'s>>,
}

/// A recommendation with all its updates.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecommendationInReport<'s> {
    /// As of the latest view.
    #[serde(flatten)]
    pub latest: Recommendation<'s>,
    /// Its updates, oldest first.
    pub updates: Vec<Update<'s>>,
    /// Its changes by edition, oldest first; editions without any are left out.
    pub changes: Vec<Movement<'s>>,
}

/// A recommendation as of one edition.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecommendationInEdition<'s> {
    /// As of the edition.
    #[serde(flatten)]
    pub then: Recommendation<'s>,
    /// The update; `null` if not yet reported.
    pub update: Option<Update<'s>>,
    /// Whether the update is carried forward from its earlier edition.
    pub carried_forward: bool,
    /// Changes since the previous edition; `null` without any.
    pub changes: Option<Movement<'s>>,
}

/// The status of a recommendation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Status<'s> {
    /// The `id` of the status.
    pub id: &'s str,
    /// Number of the recommendation that it is inherited from; `null` for its own status or a
    /// derived one.
    pub inherited_from: Option<&'s str>,
    /// Number of parts that it is derived from; 0 if it is not.
    pub derived_from: u32,
}

/// What is known of a recommendation's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// There is no update yet, and no status to inherit.
    NotReported,
    /// There is an update, but no status.
    NotStated,
    /// It has a status.
    Stated,
}

/// Why a recommendation is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lateness {
    /// Its status says so.
    Stated,
    /// A deliverable is overdue.
    ByDate,
}

/// The accepting body's decision.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Disposition {
    /// The decision.
    pub decision: Decision,
    /// Date of the decision.
    pub date: Option<PartialDay>,
    /// Link to the resolution.
    pub resolution: Option<String>,
}

/// An addressee's response.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Response<'s> {
    /// Who is asked to respond.
    pub addressee: &'s str,
    /// Its standing.
    pub standing: ResponseStanding,
    /// The decision, if stated.
    pub decision: Option<Decision>,
    /// The decision in other words.
    pub decision_text: Option<&'s str>,
    /// Date of the response.
    pub date: Option<PartialDay>,
    /// Link to the response.
    pub address: Option<String>,
    /// Date by which a response is due.
    pub deadline: Option<PartialDay>,
    /// Days since the deadline that passed without a response, on the date of the edition; `null`
    /// otherwise.
    pub days_overdue: Option<i64>,
    /// The note.
    pub note: Option<Prose>,
}

/// Standing of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseStanding {
    /// A response has been given.
    Given,
    /// Not yet, and no deadline has passed.
    Awaited,
    /// Not yet, and the deadline has passed.
    Overdue,
}

impl ResponseStanding {
    /// Its keyword.
    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Awaited => "awaited",
            Self::Overdue => "overdue",
        }
    }
}

/// Strength of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// A mention in prose.
    Mentions,
    /// A deliverable or paragraph that only points there.
    See,
    /// Its status is reported there.
    CoveredBy,
}

/// A reference or a backlink.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reference<'s> {
    /// Its strength.
    pub strength: Strength,
    /// The `id` of the report at the other end; `null` for an ordinary page.
    pub report: Option<&'s str>,
    /// Number of the recommendation at the other end; `null` for another page.
    pub number: Option<&'s str>,
    /// The `id` of the edition, if the reference names one or is in an edition's text.
    pub edition: Option<&'s str>,
    /// The address of the other end.
    pub url: String,
}

/// An update of a recommendation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Update<'s> {
    /// The `id` of its edition.
    pub edition: &'s str,
    /// The address of the recommendation's page in that edition.
    pub url: String,
    /// The as-of date.
    pub as_of: Day,
    /// The recommendation's number in the edition before, if this update changes it.
    pub was: Option<&'s str>,
    /// The title from this edition on, if this update changes it.
    pub title: Option<&'s str>,
    /// The short title from this edition on, if this update changes it.
    pub short_title: Option<&'s str>,
    /// The numbers of the recommendations that supersede it from this edition on, as this update
    /// says; `null` if it says nothing of it.
    pub superseded_by: Option<Vec<&'s str>>,
    /// The `id` of its status; `null` if it has none of its own.
    pub status: Option<&'s str>,
    /// The group in this edition, if different.
    pub group: Option<&'s str>,
    /// The disposition in this edition, if different from the recommendation's file.
    pub disposition: Option<Disposition>,
    /// The expected completion that it states: the date.
    pub expected: Option<PartialDay>,
    /// The expected completion that it states, if that is no date.
    pub expected_text: Option<&'s str>,
    /// The responses that it lists; `null` if it lists none, and the earlier ones remain.
    pub responses: Option<Vec<Response<'s>>>,
    /// Its milestones, in order.
    pub milestones: Vec<Milestone<'s>>,
    /// Its deliverables.
    pub deliverables: Vec<Deliverable<'s>>,
    /// The project status.
    pub narrative: Option<Prose>,
    /// The implementation notes.
    pub notes: Option<Prose>,
    /// Corrections after publication, in the author's order.
    pub corrections: Vec<Correction>,
}

/// A labelled point of a recommendation's timeline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Milestone<'s> {
    /// What is reached.
    pub label: &'s str,
    /// Its date; `null` if unknown.
    pub date: Option<PartialDay>,
    /// The `id` of its status.
    pub status: Option<&'s str>,
}

/// A deliverable: a promised result.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deliverable<'s> {
    /// The `id` of the edition whose update has it.
    pub edition: &'s str,
    /// Stable id from edition to edition, if any.
    pub id: Option<&'s str>,
    /// Its position in the update, from 1.
    pub position: usize,
    /// What is promised.
    pub text: Option<Prose>,
    /// Its phase.
    pub phase: Option<&'s str>,
    /// Responsible parties.
    pub responsible: Vec<&'s str>,
    /// The first promised date in this update.
    pub due: Option<PartialDay>,
    /// When it is due, where that is no date.
    pub due_text: Option<&'s str>,
    /// The revised date.
    pub revised_due: Option<PartialDay>,
    /// The reason for the slip.
    pub slip_reason: Option<&'s str>,
    /// The first promised date in any edition.
    pub first_due: Option<PartialDay>,
    /// Number of slips so far. A revised date that has passed too is one.
    pub slips: usize,
    /// Its slipped dates so far, oldest first.
    pub slipped: Vec<Slipped<'s>>,
    /// Days overdue on the date of the edition, or for the latest update of the last edition, since the
    /// first promised date; `null` if not overdue.
    pub overdue_days: Option<i64>,
    /// The `id` of its status: its own, or the one implied by its completion.
    pub status: Option<&'s str>,
    /// `open`, `done` or `dropped`: by its own status or completion, or else its target's status if it
    /// only points elsewhere, or else its recommendation's status.
    pub standing: &'static str,
    /// Whether it is done.
    pub done: bool,
    /// Why it is no longer pursued.
    pub dropped: Option<&'s str>,
    /// Its own narrative.
    pub note: Option<Prose>,
    /// Whether it only points elsewhere, as in "See Recommendation 25". It is not counted in
    /// totals; its target is.
    pub points_elsewhere: bool,
    /// Completion date, if known.
    pub completed: Option<PartialDay>,
    /// Links to the result.
    pub evidence: Vec<String>,
}

/// A slipped date.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Slipped<'s> {
    /// The `id` of the edition whose update moved it.
    pub edition: &'s str,
    /// The date before.
    pub from: PartialDay,
    /// The date after.
    pub to: PartialDay,
    /// Days from one to the other.
    pub days: i64,
    /// The author's reason.
    pub reason: Option<&'s str>,
}

/// A correction of a published edition.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Correction {
    /// Date of the correction.
    pub date: Day,
    /// What was amended.
    pub note: Option<Prose>,
}
