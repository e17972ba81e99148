//! Changes between two editions.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

/// Changes of a recommendation since the previous edition.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Movement<'s> {
    /// The `id` of the edition.
    pub edition: &'s str,
    /// Whether it is a silent revision: the content differs, but the as-of date is the same and
    /// there is no new correction.
    pub silent: bool,
    /// The changes.
    pub changes: Vec<Change<'s>>,
}

/// A change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Change<'s> {
    /// Its kind.
    pub kind: ChangeKind,
    /// Its subject: the label of a milestone, the text of a deliverable, or an addressee; `null` for
    /// the recommendation.
    pub about: Option<Cow<'s, str>>,
    /// The old value, depending on the kind: the `id` of a status, a number or numbers, a title, a
    /// group, a decision, a phase, a date, a label, a text, or names; `null` for none.
    pub from: Option<Cow<'s, str>>,
    /// The new value, as in `from`.
    pub to: Option<Cow<'s, str>>,
    /// Days by which a date was postponed; negative if brought forward.
    pub days: Option<i64>,
    /// Days slipped since the first promise.
    pub total_days: Option<i64>,
    /// Number of slips.
    pub slips: Option<usize>,
    /// The reason for the slip.
    pub reason: Option<&'s str>,
    /// Number of the recommendation that the status is inherited from.
    pub inherited_from: Option<&'s str>,
}

/// Kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The recommendation is reported for the first time.
    FirstReported,
    /// Its status became one of kind `dropped`.
    Withdrawn,
    /// It is no longer withdrawn.
    TakenUpAgain,
    /// Its number changed.
    Renumbered,
    /// Its title changed.
    Renamed,
    /// The recommendations that supersede it changed.
    Superseded,
    /// Its group changed.
    Group,
    /// Its disposition changed.
    Decision,
    /// An addressee was added, whose response is awaited.
    ResponseAdded,
    /// A response is no longer listed.
    ResponseDropped,
    /// A response was given.
    ResponseGiven,
    /// The decision of a response changed.
    ResponseDecision,
    /// The deadline of a response changed.
    ResponseDeadline,
    /// Another change of a response: its date, address or note.
    ResponseDetails,
    /// Its expected completion changed.
    Expected,
    /// Its status changed, own or inherited.
    Status,
    /// The date of a deliverable changed.
    Due,
    /// A deliverable was added.
    DeliverableAdded,
    /// A deliverable is no longer pursued.
    DeliverableDropped,
    /// A deliverable that was open is left out. It still counts.
    DeliverableLeftOut,
    /// A deliverable is mentioned again, after updates that left it out.
    DeliverableMentionedAgain,
    /// A done or dropped deliverable is no longer listed.
    DeliverableUnlisted,
    /// A deliverable is now done.
    DeliverableCompleted,
    /// A deliverable is open again.
    DeliverableReopened,
    /// The status of a deliverable changed, without completing or reopening it.
    DeliverableStatus,
    /// The text of a deliverable changed.
    DeliverableReworded,
    /// The responsible parties of a deliverable changed.
    DeliverableResponsible,
    /// The phase of a deliverable changed.
    DeliverablePhase,
    /// The evidence of a deliverable changed.
    DeliverableEvidence,
    /// A deliverable got a date.
    DeliverableDated,
    /// The date of a deliverable was removed.
    DeliverableUndated,
    /// The words for when a deliverable is due changed.
    DeliverableDueText,
    /// The note of a deliverable changed.
    DeliverableNote,
    /// Another change of a deliverable: completion date, slip reason, or first promised date under
    /// a revised one.
    DeliverableDetails,
    /// A milestone was added.
    MilestoneAdded,
    /// A milestone was removed.
    MilestoneDropped,
    /// The label of a milestone changed.
    MilestoneRelabelled,
    /// The date of a milestone changed.
    MilestoneMoved,
    /// The status of a milestone changed.
    MilestoneStatus,
    /// The words of the narrative changed.
    Narrative,
    /// The words of the implementation notes changed.
    Notes,
}

impl ChangeKind {
    /// Its keyword.
    pub fn word(self) -> &'static str {
        match self {
            Self::FirstReported => "first-reported",
            Self::Withdrawn => "withdrawn",
            Self::TakenUpAgain => "taken-up-again",
            Self::Renumbered => "renumbered",
            Self::Renamed => "renamed",
            Self::Superseded => "superseded",
            Self::Group => "group",
            Self::Decision => "decision",
            Self::ResponseAdded => "response-added",
            Self::ResponseDropped => "response-dropped",
            Self::ResponseGiven => "response-given",
            Self::ResponseDecision => "response-decision",
            Self::ResponseDeadline => "response-deadline",
            Self::ResponseDetails => "response-details",
            Self::Expected => "expected",
            Self::Status => "status",
            Self::Due => "due",
            Self::DeliverableAdded => "deliverable-added",
            Self::DeliverableDropped => "deliverable-dropped",
            Self::DeliverableLeftOut => "deliverable-left-out",
            Self::DeliverableMentionedAgain => "deliverable-mentioned-again",
            Self::DeliverableUnlisted => "deliverable-unlisted",
            Self::DeliverableCompleted => "deliverable-completed",
            Self::DeliverableReopened => "deliverable-reopened",
            Self::DeliverableStatus => "deliverable-status",
            Self::DeliverableReworded => "deliverable-reworded",
            Self::DeliverableResponsible => "deliverable-responsible",
            Self::DeliverablePhase => "deliverable-phase",
            Self::DeliverableEvidence => "deliverable-evidence",
            Self::DeliverableDated => "deliverable-dated",
            Self::DeliverableUndated => "deliverable-undated",
            Self::DeliverableDueText => "deliverable-due-text",
            Self::DeliverableNote => "deliverable-note",
            Self::DeliverableDetails => "deliverable-details",
            Self::MilestoneAdded => "milestone-added",
            Self::MilestoneDropped => "milestone-dropped",
            Self::MilestoneRelabelled => "milestone-relabelled",
            Self::MilestoneMoved => "milestone-moved",
            Self::MilestoneStatus => "milestone-status",
            Self::Narrative => "narrative",
            Self::Notes => "notes",
        }
    }
}
