//! What moved between two editions.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

/// What moved about a recommendation from the edition before to one edition.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Movement<'s> {
    /// The `id` of the edition.
    pub edition: &'s str,
    /// Whether the content was revised silently: it differs, though it speaks of the same day and
    /// no correction was recorded.
    pub silent: bool,
    /// What moved.
    pub changes: Vec<Change<'s>>,
}

/// One thing that moved.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Change<'s> {
    /// What it is.
    pub kind: ChangeKind,
    /// What it is about: the label of a milestone, or the words of a deliverable; `null` where it
    /// is the recommendation.
    pub about: Option<Cow<'s, str>>,
    /// Before: the `id` of a status, a group, a decision, a phase, a date, a label, words, or
    /// names, by the kind; `null` where there was nothing.
    pub from: Option<Cow<'s, str>>,
    /// Now, as `from`.
    pub to: Option<Cow<'s, str>>,
    /// By how many days a date was put off; less than nothing where it was brought forward.
    pub days: Option<i64>,
    /// By how many days it has been put off since the first promise.
    pub total_days: Option<i64>,
    /// How often it has been put off.
    pub slips: Option<usize>,
    /// Why it was moved.
    pub reason: Option<&'s str>,
    /// The number of the recommendation that the status is inherited from.
    pub inherited_from: Option<&'s str>,
}

/// What a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The recommendation is reported on for the first time.
    FirstReported,
    /// Its status became one of the kind `dropped`.
    Withdrawn,
    /// It was withdrawn, and is not any more.
    TakenUpAgain,
    /// It is filed under another group.
    Group,
    /// The accepting body decided otherwise.
    Decision,
    /// Its status moved, the own one or the one it inherits.
    Status,
    /// The date of a deliverable moved.
    Due,
    /// A deliverable is new.
    DeliverableAdded,
    /// A deliverable is gone.
    DeliverableDropped,
    /// A deliverable was open, and is done.
    DeliverableCompleted,
    /// A deliverable was done, and is open again.
    DeliverableReopened,
    /// The status of a deliverable moved, without completing or reopening it.
    DeliverableStatus,
    /// The words of a deliverable changed.
    DeliverableReworded,
    /// Others are responsible for a deliverable.
    DeliverableResponsible,
    /// A deliverable belongs to another phase.
    DeliverablePhase,
    /// Other evidence is given for a deliverable.
    DeliverableEvidence,
    /// A deliverable had no date, and has one.
    DeliverableDated,
    /// A deliverable had a date, and has none any more.
    DeliverableUndated,
    /// Something else about a deliverable: the day of its completion, the reason of a slip, the
    /// date first promised where another one is promised now.
    DeliverableDetails,
    /// A milestone is new.
    MilestoneAdded,
    /// A milestone is gone.
    MilestoneDropped,
    /// A milestone has another label.
    MilestoneRelabelled,
    /// The date of a milestone moved.
    MilestoneMoved,
    /// The status of a milestone moved.
    MilestoneStatus,
    /// The words of the narrative changed.
    Narrative,
    /// The words of the implementation notes changed.
    Notes,
}

impl ChangeKind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::FirstReported => "first-reported",
            Self::Withdrawn => "withdrawn",
            Self::TakenUpAgain => "taken-up-again",
            Self::Group => "group",
            Self::Decision => "decision",
            Self::Status => "status",
            Self::Due => "due",
            Self::DeliverableAdded => "deliverable-added",
            Self::DeliverableDropped => "deliverable-dropped",
            Self::DeliverableCompleted => "deliverable-completed",
            Self::DeliverableReopened => "deliverable-reopened",
            Self::DeliverableStatus => "deliverable-status",
            Self::DeliverableReworded => "deliverable-reworded",
            Self::DeliverableResponsible => "deliverable-responsible",
            Self::DeliverablePhase => "deliverable-phase",
            Self::DeliverableEvidence => "deliverable-evidence",
            Self::DeliverableDated => "deliverable-dated",
            Self::DeliverableUndated => "deliverable-undated",
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
