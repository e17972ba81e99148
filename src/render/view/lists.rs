//! Views of lists: overdue deliverables, responsible parties.

use serde::Serialize;

use super::{
    DateView, EditionLinkView, LateResponseView, LinkView, RecommendationLinkView, ScheduleView,
    Shared,
};

/// `overdue` on the page of overdue and slipped deliverables.
#[derive(Clone, Debug, Serialize)]
pub struct OverdueView {
    /// The report.
    pub report: LinkView,
    /// The edition to whose date this refers; `null` without one.
    pub edition: Option<EditionLinkView>,
    /// The same deliverables by party: the page of responsible parties.
    pub owners_url: String,
    /// The changes of the last edition.
    pub changes_url: Option<String>,
    /// Number of late recommendations and of overdue deliverables, and the longest, in two
    /// sentences.
    pub headline: String,
    /// Where recommendations have parts, which the headline counts: `wholes` or `parts`.
    pub counted: Option<&'static str>,
    /// Chart of the first twenty overdue or slipped deliverables, longest overdue first; `null` if
    /// empty.
    pub schedule: Option<ScheduleView>,
    /// Late recommendations without an overdue deliverable: their status says so.
    pub stated: Vec<RecommendationLinkView>,
    /// Overdue deliverables, longest overdue first.
    pub overdue: Vec<TrackedView>,
    /// Slipped but not overdue deliverables, open ones first.
    pub slipped: Vec<TrackedView>,
    /// Open deliverables that never had a date.
    pub undated: Vec<TrackedView>,
    /// Responses whose deadline passed without one, longest first.
    pub responses: Vec<LateResponseView>,
}

/// What is late.
#[derive(Clone, Debug, Serialize)]
pub struct LateView {
    /// Number of overdue deliverables, in a sentence.
    pub sentence: String,
    /// The late recommendations that the totals count, longest overdue first: at most five.
    pub recommendations: Vec<LateRecommendationView>,
    /// Number of other late ones.
    pub more: usize,
    /// On the latest page: the page with all of them.
    pub url: Option<String>,
}

/// A late recommendation, with the overdue deliverables of its own and its parts.
#[derive(Clone, Debug, Serialize)]
pub struct LateRecommendationView {
    /// The recommendation.
    pub recommendation: RecommendationLinkView,
    /// Days overdue of the longest overdue one; 0 if it is late by its status alone.
    pub days_overdue: i64,
    /// Number of overdue ones.
    pub overdue: usize,
    /// Parties responsible for overdue ones, each once, those of the longest overdue first; one that
    /// says so for those without.
    pub responsible: Vec<String>,
}

/// `owners` on the page of responsible parties.
#[derive(Clone, Debug, Serialize)]
pub struct OwnersView {
    /// The report.
    pub report: LinkView,
    /// The edition to whose date this refers; `null` without one.
    pub edition: Option<EditionLinkView>,
    /// What is late and slipped, by recommendation.
    pub overdue_url: String,
    /// The changes of the last edition.
    pub changes_url: Option<String>,
    /// All deliverables, each once.
    pub totals: DeliverableTotalsView,
    /// Number shared by several parties and counted for each.
    pub shared: usize,
    /// The parties, most overdue deliverables first, then most open ones; last, if any, deliverables
    /// without a responsible party.
    pub owners: Vec<OwnerView>,
    /// The larger bodies: each after the one that it is part of, otherwise by name.
    pub bodies: Vec<BodyView>,
}

/// A responsible party.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerView {
    /// Its name; `null` for deliverables without one.
    pub name: Option<String>,
    /// An id, unique on the page and stable for the name.
    pub id: String,
    /// The larger body that it is part of.
    pub body: Option<OwnerLinkView>,
    /// Its deliverables.
    pub totals: DeliverableTotalsView,
    /// Its open deliverables, longest overdue first.
    pub open: Vec<TrackedView>,
}

/// A larger body, with the deliverables of its own and of its parts, each once.
#[derive(Clone, Debug, Serialize)]
pub struct BodyView {
    /// Its name.
    pub name: String,
    /// An id, unique on the page and stable for the name.
    pub id: String,
    /// The larger body that it is part of.
    pub body: Option<OwnerLinkView>,
    /// How many bodies are above it.
    pub depth: usize,
    /// The id of the party, if it has deliverables of its own.
    pub own: Option<String>,
    /// The parties and bodies directly in it, by name.
    pub parts: Vec<OwnerLinkView>,
    /// The deliverables.
    pub totals: DeliverableTotalsView,
}

/// A party or body on the page.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerLinkView {
    /// Its name.
    pub name: String,
    /// Its id on the page.
    pub id: String,
}

/// Counts of deliverables, without pointing ones.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct DeliverableTotalsView {
    /// Total number.
    pub deliverables: usize,
    /// Number done.
    pub done: usize,
    /// Percent done, rounded down.
    pub done_percent: usize,
    /// Number open.
    pub open: usize,
    /// Number dropped.
    pub dropped: usize,
    /// Number of open ones overdue.
    pub overdue: usize,
    /// Number slipped.
    pub slipped: usize,
    /// Number with a date, in any standing.
    pub dated: usize,
}

/// A deliverable with its promised dates.
#[derive(Clone, Debug, Serialize)]
pub struct TrackedView {
    /// Its recommendation.
    pub recommendation: RecommendationLinkView,
    /// The deliverable, by the beginning of its text, linked to its row.
    pub deliverable: LinkView,
    /// Names of responsible parties.
    pub responsible: Vec<String>,
    /// The same as links; one that says so if there are none.
    pub parties: Vec<PartyLinkView>,
    /// `open`, `done` or `dropped`.
    pub standing: &'static str,
    /// The first promised date.
    pub first: Option<Shared<DateView>>,
    /// The revised date, if any.
    pub current: Option<Shared<DateView>>,
    /// Whether a date was promised before, but the update gives none.
    pub withdrawn: bool,
    /// Whether the revised date has passed too. It counts as a slip.
    pub broken_again: bool,
    /// When it is due, where that is no date.
    pub due_text: Option<String>,
    /// Where the latest update leaves it out, the edition that last has it.
    pub last_mentioned: Option<EditionLinkView>,
    /// Days overdue, or 0.
    pub days_overdue: i64,
    /// Days slipped since the first promise.
    pub days_slipped: i64,
    /// Number of slips.
    pub slips: u32,
    /// The editions in which the date slipped, oldest first.
    pub slipped_in: Vec<SlippedInView>,
    /// The author's reasons for slips, each once, the last one given last.
    pub reasons: Vec<String>,
}

/// A responsible party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyLinkView {
    /// Its name.
    pub name: String,
    /// Its section of the page of responsible parties; `null` in editions before the last one.
    pub url: Option<String>,
}

/// An edition in which a date slipped.
#[derive(Clone, Debug, Serialize)]
pub struct SlippedInView {
    /// The edition's date.
    pub date: Shared<DateView>,
    /// The slip among the changes of that edition, or if it is none of them, the deliverable there.
    pub url: String,
    /// Days slipped, this time.
    pub days: i64,
}
