//! Views of a recommendation's page.

use serde::Serialize;

use super::{
    ChangeView, DateView, EditionLinkView, EntryView, ExpectedView, Html, LinkView, Made,
    RecommendationLinkView, ReferenceView, ResponseView, ScheduleView, Shared, ShownStatusView,
    StateView, StatusView, TotalsView, TrackedView,
};

/// `recommendation` on the page of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationView {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The report's short name.
    pub series: Option<String>,
    /// The report.
    pub report: LinkView,
    /// The recommendations that it is part of, outermost first.
    pub part_of: Vec<RecommendationLinkView>,
    /// Its parts; `null` without any.
    pub parts: Option<PartsView>,
    /// The recommendations that supersede it.
    pub superseded_by: Vec<RecommendationLinkView>,
    /// The recommendations that it supersedes.
    pub supersedes: Vec<RecommendationLinkView>,
    /// Its group in this view.
    pub group: Option<String>,
    /// The adopted statement.
    pub statement: Made<Html>,
    /// What the statement is called, where it is not quoted.
    pub statement_label: Option<String>,
    /// What the accepting body decided.
    pub disposition: Option<DispositionView>,
    /// Its priority.
    pub priority: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// When it is expected to be complete.
    pub expected: Option<ExpectedView>,
    /// Responses of its addressees, in the author's order.
    pub responses: Vec<ResponseView>,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionLinkView>,
    /// On an edition's page: whether a later edition exists.
    pub later_exists: bool,
    /// On an edition's page: the latest page of the recommendation.
    pub latest_url: Option<String>,
    /// On the latest page: the permanent page in the last edition.
    pub permanent_url: Option<String>,
    /// The status in this view; `null` if not yet reported.
    pub status: Option<ShownStatusView>,
    /// Whether it is late in this view, and why: `stated` or `by-date`; `null` if it is not.
    pub late: Option<&'static str>,
    /// Its state in words.
    pub state: StateView,
    /// The report's status vocabulary.
    pub legend: Shared<Vec<Shared<StatusView>>>,
    /// The update in this view; `null` if not yet reported.
    pub update: Option<UpdateView>,
    /// Corrections of the update and the statement, newest first.
    pub corrections: Vec<CorrectionView>,
    /// Its references, except to itself.
    pub refers_to: Vec<ReferenceView>,
    /// Its backlinks.
    pub referred_by: Vec<ReferenceView>,
    /// The recommendation under which its status is reported.
    pub covered_by: Option<RecommendationLinkView>,
    /// The recommendations whose status is reported under it.
    pub covers: Vec<RecommendationLinkView>,
    /// The recommendations that must be carried out first.
    pub depends_on: Vec<RecommendationLinkView>,
    /// The recommendations that depend on it.
    pub needed_by: Vec<RecommendationLinkView>,
    /// On an edition's page: changes in that edition; empty in print, which has a part for them.
    pub moved: Vec<ChangeView>,
    /// On an edition's page: the changes page of that edition.
    pub changes_url: Option<String>,
    /// Its references, dependencies and backlinks in one list, each other end once, strongest first;
    /// empty in print.
    pub relations: Vec<RelationView>,
    /// The editions known in this view, newest first; on an edition's page the last twelve.
    pub history: Vec<HistoryRunView>,
    /// On an edition's page: the editions before those.
    pub earlier: Option<super::EarlierView>,
    /// On the latest page: reviews of it; empty in print, which has a part for each.
    pub reviews: Vec<ReviewOfView>,
    /// The previous recommendation.
    pub previous: Option<RecommendationLinkView>,
    /// The next recommendation.
    pub next: Option<RecommendationLinkView>,
}

/// The parts of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct PartsView {
    /// Its parts by status.
    pub totals: TotalsView,
    /// Its parts, in order of numbers.
    pub entries: Vec<PartEntryView>,
}

/// A part of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct PartEntryView {
    /// The part.
    pub recommendation: RecommendationLinkView,
    /// Its status; `null` if not yet reported.
    pub status: Option<ShownStatusView>,
    /// Its own parts by status; `null` without any.
    pub totals: Option<TotalsView>,
}

/// The accepting body's decision.
#[derive(Clone, Debug, Serialize)]
pub struct DispositionView {
    /// `accepted`, `accepted in principle`, `pending` or `rejected`.
    pub decision: &'static str,
    /// Date of the decision.
    pub date: Option<Shared<DateView>>,
    /// Link to the resolution.
    pub resolution: Option<String>,
}

/// What one edition says about a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// The as-of date.
    pub as_of: Shared<DateView>,
    /// Its edition.
    pub edition: EditionLinkView,
    /// Whether it is carried forward from an earlier edition.
    pub carried_forward: bool,
    /// Its milestones, in the author's order.
    pub milestones: Vec<MilestoneView>,
    /// Chart of the dates of milestones and deliverables; `null` without dates, and in print.
    pub schedule: Option<ScheduleView>,
    /// Its deliverables.
    pub deliverables: Vec<DeliverableView>,
    /// Unfinished deliverables of earlier updates that it leaves out. They count.
    pub left_out: Vec<TrackedView>,
    /// The project status.
    pub narrative: Made<Option<SectionView>>,
    /// The implementation notes.
    pub notes: Made<Option<SectionView>>,
}

/// A part of an update's text.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// The author's heading; `null` without one.
    pub heading: Option<String>,
    /// The text.
    pub html: Html,
}

/// A point of a recommendation's timeline.
#[derive(Clone, Debug, Serialize)]
pub struct MilestoneView {
    /// What is reached.
    pub label: String,
    /// Its date; `null` if unknown.
    pub date: Option<Shared<DateView>>,
    /// Its status: its own, or the recommendation's.
    pub status: Option<Shared<StatusView>>,
}

/// A deliverable.
#[derive(Clone, Debug, Serialize)]
pub struct DeliverableView {
    /// Its id, if any.
    pub id: Option<String>,
    /// Its position in the list, from 1.
    pub position: usize,
    /// The id of its row.
    pub anchor: String,
    /// What is promised.
    pub html: Made<Html>,
    /// The phase it belongs to.
    pub phase: Option<String>,
    /// Responsible parties.
    pub responsible: Vec<String>,
    /// The first promised date.
    pub due: Option<Shared<DateView>>,
    /// When it is due, where that is no date.
    pub due_text: Option<String>,
    /// The revised date.
    pub revised_due: Option<Shared<DateView>>,
    /// The date first promised, where the update gives no date any more.
    pub withdrawn: Option<Shared<DateView>>,
    /// Days overdue, or 0.
    pub days_overdue: i64,
    /// Whether the revised date has passed too. It counts as a slip.
    pub broken_again: bool,
    /// Reason for the slip.
    pub slip_reason: Option<String>,
    /// Whether it is done.
    pub done: bool,
    /// `done`, `open` or `dropped`; of a pointing deliverable, that of its target.
    pub standing: &'static str,
    /// Completion date, if known.
    pub completed: Option<Shared<DateView>>,
    /// Why it is no longer pursued.
    pub dropped: Option<String>,
    /// Its own narrative.
    pub note: Option<Made<Html>>,
    /// Its status.
    pub status: Option<Shared<StatusView>>,
    /// For a pointing deliverable, the status of its target, with its source.
    pub points_to: Option<ShownStatusView>,
    /// Links to the result.
    pub evidence: Vec<LinkView>,
}

/// A correction of a published edition.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// Its date.
    pub date: Shared<DateView>,
    /// The note.
    pub html: Made<Html>,
    /// On an edition's page: the corrected recommendation; `null` for the edition itself.
    pub recommendation: Option<LinkView>,
}

/// A recommendation or page that refers to this one, or that this one refers to.
#[derive(Clone, Debug, Serialize)]
pub struct RelationView {
    /// How this one relates to it, in words: "covers", "mentioned by".
    pub relations: Vec<String>,
    /// Its name: a recommendation by number and title.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The edition's name, if a reference names one.
    pub edition: Option<String>,
    /// Its status in this view; only of a recommendation that covers it, or the other way round.
    pub status: Option<Shared<StatusView>>,
}

/// Consecutive editions in the history of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryRunView {
    /// The editions, newest first.
    pub entries: Vec<HistoryView>,
    /// Whether nothing changed in any of them; then there are several.
    pub folded: bool,
}

/// One edition in the history of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The edition; the address is that of the recommendation's page in it.
    pub edition: EditionLinkView,
    /// The status in it; `null` if not yet reported.
    pub status: Option<ShownStatusView>,
    /// The as-of date of the update.
    pub as_of: Option<Shared<DateView>>,
    /// Whether it has an update of its own, not carried forward.
    pub reported: bool,
    /// Whether it is the edition of this page.
    pub current: bool,
    /// On the latest page: changes in that edition; empty in print.
    pub moved: Vec<ChangeView>,
    /// On the latest page: whether it is a silent revision; never in print.
    pub silent: bool,
}

/// A review's entry on a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewOfView {
    /// The review; the address is that of its entry.
    pub review: LinkView,
    /// The entry.
    pub entry: EntryView,
}
