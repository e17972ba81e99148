//! Views of changes.

use serde::Serialize;

use super::{
    DateView, EditionLinkView, Html, LinkView, Made, PartyLinkView, RecommendationLinkView, Shared,
};

/// `changes` on the changes page of an edition.
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
    /// The changes of the edition before it.
    pub previous_url: Option<String>,
    /// The changes of the edition after it. It is not named: its name is not this edition's.
    pub next_url: Option<String>,
    /// The report in the latest view.
    pub latest_url: String,
    /// On the last edition's page: what is late and slipped in it.
    pub overdue_url: Option<String>,
    /// On the last edition's page: its responsible parties.
    pub owners_url: Option<String>,
    /// What moved, in one or two sentences: slips first, even if there are none.
    pub headline: String,
    /// The changes counted by kind, slips first; empty kinds are left out.
    pub kinds: Vec<MovedKindView>,
    /// Number of recommendations with changes.
    pub recommendations: usize,
    /// Whether diffs are only on the pages of recommendations, because too many texts were
    /// rewritten.
    pub words_elsewhere: bool,
    /// The changes by kind; empty kinds are left out.
    pub groups: Vec<ChangeGroupView>,
}

/// Summary of an edition's changes.
#[derive(Clone, Debug, Serialize)]
pub struct MovementView {
    /// What moved, in one or two sentences: slips first, even if there are none.
    pub headline: String,
    /// The changes counted by kind, slips first; empty kinds are left out.
    pub kinds: Vec<MovedKindView>,
    /// The changes page.
    pub url: String,
}

/// Changes of one kind, counted.
#[derive(Clone, Debug, Serialize)]
pub struct MovedKindView {
    /// One of the kinds of a change group.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// Number of changes.
    pub count: usize,
    /// Its section of the changes page.
    pub url: String,
    /// The first twelve recommendations with such a change, in order of numbers.
    pub recommendations: Vec<RecommendationLinkView>,
    /// Number of others.
    pub more: usize,
}

/// Changes of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeGroupView {
    /// `slips`, `undated`, `worse`, `withdrawn`, `reopened`, `better`, `completed`, `brought-forward`,
    /// `first-reported`, `status`, `expected`, `responses`, `deliverables`, `milestones`, `filing`,
    /// `silent` or `texts`.
    pub kind: &'static str,
    /// An id, unique on the page.
    pub id: String,
    /// Number of changes.
    pub count: usize,
    /// By recommendation: longest slips first, others in order of numbers.
    pub entries: Vec<MovedView>,
}

/// Changes of one recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct MovedView {
    /// The recommendation, in the edition.
    pub recommendation: RecommendationLinkView,
    /// Its changes.
    pub changes: Vec<ChangeView>,
}

/// A change.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// Its kind, such as `slip`, `status` or `narrative`.
    pub kind: &'static str,
    /// Description, without a full stop.
    pub text: String,
    /// Its deliverable, linked to its row; for a dropped one, in the previous edition.
    pub deliverable: Option<LinkView>,
    /// The slip of a date.
    pub slip: Option<SlipView>,
    /// Word-level diff with `ins` and `del`.
    pub words: Option<Made<Html>>,
}

/// A slipped date.
#[derive(Clone, Debug, Serialize)]
pub struct SlipView {
    /// The date before.
    pub from: Shared<DateView>,
    /// The date now.
    pub to: Shared<DateView>,
    /// Days slipped, this time.
    pub days: i64,
    /// The first promised date.
    pub first: Shared<DateView>,
    /// Days slipped since the first promise.
    pub total_days: i64,
    /// Number of slips.
    pub slips: usize,
    /// The author's reason.
    pub reason: Option<String>,
    /// Responsible parties, linked in the last edition; one that says so if there are none.
    pub parties: Vec<PartyLinkView>,
    /// An id, unique on the page of changes.
    pub id: Option<String>,
}
