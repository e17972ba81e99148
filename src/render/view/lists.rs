//! What the pages are given that list what is late, who is responsible and what refers to what.

use serde::Serialize;

use super::{
    DateView, EditionLinkView, LinkView, RecommendationLinkView, ReferenceView, ScheduleView,
};

/// `overdue` on the page of what is late.
#[derive(Clone, Debug, Serialize)]
pub struct OverdueView {
    /// The report.
    pub report: LinkView,
    /// The edition as of whose date this is; `null` where there is none.
    pub edition: Option<EditionLinkView>,
    /// How many are late, and how many there are, in a sentence.
    pub summary: String,
    /// What is overdue or was put off, along time: the first forty, those that are late for longest first;
    /// `null` where there is nothing to show.
    pub schedule: Option<ScheduleView>,
    /// Open deliverables whose first promised date has passed, those that are late for longest first.
    pub overdue: Vec<TrackedView>,
    /// Those that are not overdue, and whose date was put off: the open ones first.
    pub slipped: Vec<TrackedView>,
    /// Open deliverables that never had a date.
    pub undated: Vec<TrackedView>,
}

/// What is late, in short.
#[derive(Clone, Debug, Serialize)]
pub struct LateView {
    /// How many deliverables are overdue, in a sentence.
    pub sentence: String,
    /// Those that are overdue for longest.
    pub longest: Vec<TrackedView>,
    /// How many are overdue besides those.
    pub more: usize,
    /// On the latest page: the page with all of them.
    pub url: Option<String>,
}

/// `owners` on the page of who is responsible.
#[derive(Clone, Debug, Serialize)]
pub struct OwnersView {
    /// The report.
    pub report: LinkView,
    /// The edition as of whose date this is; `null` where there is none.
    pub edition: Option<EditionLinkView>,
    /// All deliverables, each once.
    pub totals: DeliverableTotalsView,
    /// How many are with more than one party, and counted with each.
    pub shared: usize,
    /// The parties in the order of their names; last, where there are any, the deliverables that
    /// name nobody.
    pub owners: Vec<OwnerView>,
}

/// A party that is responsible for deliverables.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerView {
    /// Its name; `null` for the deliverables that name nobody.
    pub name: Option<String>,
    /// An id, unique on the page, which stays as long as the name does.
    pub id: String,
    /// Its deliverables.
    pub totals: DeliverableTotalsView,
    /// Its open deliverables, those that are late for longest first.
    pub open: Vec<TrackedView>,
}

/// Counts of deliverables; those that only point elsewhere are left out.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct DeliverableTotalsView {
    /// How many there are.
    pub deliverables: usize,
    /// How many are done.
    pub done: usize,
    /// The share that is done, in whole percent, rounded down.
    pub done_percent: usize,
    /// How many are open.
    pub open: usize,
    /// How many were given up.
    pub dropped: usize,
    /// How many of the open ones are overdue.
    pub overdue: usize,
    /// How many had their date put off.
    pub slipped: usize,
    /// How many have a date, whatever became of them.
    pub dated: usize,
}

/// A deliverable with the dates promised for it.
#[derive(Clone, Debug, Serialize)]
pub struct TrackedView {
    /// Whose it is.
    pub recommendation: RecommendationLinkView,
    /// The deliverable, by the beginning of its text; the address is that of its row.
    pub deliverable: LinkView,
    /// Who is responsible.
    pub responsible: Vec<String>,
    /// `open`, `done` or `dropped`.
    pub standing: &'static str,
    /// The date first promised.
    pub first: Option<DateView>,
    /// The date promised now, where that is another one.
    pub current: Option<DateView>,
    /// For how many days it has been overdue; 0 where it is not.
    pub days_overdue: i64,
    /// By how many days its date was put off since it was first promised.
    pub days_slipped: i64,
    /// How often its date was put off.
    pub slips: u32,
    /// Why, in the author's words, the oldest first.
    pub reasons: Vec<String>,
}

/// `references` on the page of what refers to what.
#[derive(Clone, Debug, Serialize)]
pub struct ReferencesView {
    /// The report.
    pub report: LinkView,
    /// How many references there are between recommendations of the report.
    pub count: usize,
    /// The recommendations that refer to others or are referred to.
    pub entries: Vec<ReferenceEntryView>,
    /// Those that most others refer to, with the most first: at most ten, and none where there are few entries.
    pub most_referred: Vec<MostReferredView>,
    /// The recommendations that form a reference cycle, one sentence each.
    pub cycles: Vec<String>,
    /// A picture; `null` where there is nothing to show.
    pub graph: Option<GraphView>,
}

/// A recommendation with what it refers to and what refers to it.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceEntryView {
    /// The recommendation.
    pub recommendation: RecommendationLinkView,
    /// What it refers to.
    pub refers_to: Vec<ReferenceView>,
    /// What refers to it.
    pub referred_by: Vec<ReferenceView>,
}

/// A recommendation that others refer to.
#[derive(Clone, Debug, Serialize)]
pub struct MostReferredView {
    /// The recommendation.
    pub recommendation: RecommendationLinkView,
    /// How many recommendations of the report refer to it.
    pub count: usize,
}

/// References as arcs between numbers on a line; coordinates are in user units of an SVG.
#[derive(Clone, Debug, Serialize)]
pub struct GraphView {
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Height of the line on which the numbers stand.
    pub line_y: u32,
    /// How many recommendations refer to others or are referred to. The picture shows those with the most references.
    pub of: usize,
    /// The recommendations: what refers to each other stands together.
    pub nodes: Vec<NodeView>,
    /// The references: from left to right above the line, from right to left below it.
    pub arcs: Vec<ArcView>,
}

/// A recommendation in a picture.
#[derive(Clone, Debug, Serialize)]
pub struct NodeView {
    /// Its number.
    pub number: String,
    /// What it is called, by number and title.
    pub name: String,
    /// The address of its page.
    pub url: String,
    /// How many recommendations of the report refer to it.
    pub referred: usize,
    /// Where it stands.
    pub x: u32,
    /// The arcs that begin or end here, once more.
    pub arcs: Vec<ArcView>,
}

/// A reference in a picture.
#[derive(Clone, Debug, Serialize)]
pub struct ArcView {
    /// `mentions`, `see` or `covered-by`.
    pub strength: &'static str,
    /// The path, in the notation of SVG.
    pub path: String,
}
