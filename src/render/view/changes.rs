//! What the pages are given about what moved.

use serde::Serialize;

use super::{DateView, EditionLinkView, Html, LinkView, RecommendationLinkView};

/// `changes` on the page of what changed in an edition.
#[derive(Clone, Debug, Serialize)]
pub struct ChangesView {
    /// The report; the address is that of the edition's page.
    pub report: LinkView,
    /// The edition.
    pub edition: EditionLinkView,
    /// The edition before it; `null` for the first one.
    pub previous: Option<EditionLinkView>,
    /// Whether a later edition exists.
    pub later_exists: bool,
    /// What moved, in sentences; none where nothing did.
    pub summary: Vec<String>,
    /// How many recommendations something moved about.
    pub recommendations: usize,
    /// Whether so many texts were rewritten that their words are shown on the pages of the
    /// recommendations alone.
    pub words_elsewhere: bool,
    /// What moved, by kind of movement; kinds without any are left out.
    pub groups: Vec<ChangeGroupView>,
}

/// What moved in an edition, in short.
#[derive(Clone, Debug, Serialize)]
pub struct MovementView {
    /// Sentences that follow each other.
    pub sentences: Vec<String>,
    /// The page with everything that changed.
    pub url: String,
}

/// Changes of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeGroupView {
    /// `slips`, `withdrawn`, `status`, `completed`, `reopened`, `first-reported`,
    /// `brought-forward`, `deliverables`, `milestones`, `filing`, `silent` or `texts`.
    pub kind: &'static str,
    /// An id, unique on the page.
    pub id: String,
    /// How many changes there are.
    pub count: usize,
    /// By recommendation: slips with the biggest first, all else in the order of numbers.
    pub entries: Vec<MovedView>,
}

/// What moved about one recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct MovedView {
    /// The recommendation, in the edition.
    pub recommendation: RecommendationLinkView,
    /// What moved.
    pub changes: Vec<ChangeView>,
}

/// One thing that moved.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// What it is, such as `slip`, `status` or `narrative`.
    pub kind: &'static str,
    /// It in a sentence without a full stop.
    pub text: String,
    /// The deliverable it is about; the address is that of its row. One that is gone has its row
    /// in the edition before.
    pub deliverable: Option<LinkView>,
    /// By how much a date was put off.
    pub slip: Option<SlipView>,
    /// The words, with those put in as `ins` and those taken out as `del`.
    pub words: Option<Html>,
}

/// A date that was put off.
#[derive(Clone, Debug, Serialize)]
pub struct SlipView {
    /// The date before.
    pub from: DateView,
    /// The date now.
    pub to: DateView,
    /// By how many days, this time.
    pub days: i64,
    /// The date first promised.
    pub first: DateView,
    /// By how many days since the first promise.
    pub total_days: i64,
    /// How often it was put off.
    pub slips: usize,
    /// Why, in the author's words.
    pub reason: Option<String>,
}
