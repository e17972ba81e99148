//! What the page of a recommendation is given.

use serde::Serialize;

use super::{
    ChangeView, DateView, EditionLinkView, EntryView, Html, LinkView, RecommendationLinkView,
    ReferenceView, ScheduleView, Shared, ShownStatusView, StatusView,
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
    /// The group it is filed under in this view.
    pub group: Option<String>,
    /// The adopted statement.
    pub statement: Html,
    /// What the statement is called, where it is not quoted.
    pub statement_label: Option<String>,
    /// What the accepting body decided.
    pub disposition: Option<DispositionView>,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionLinkView>,
    /// On an edition's page: whether a later edition exists.
    pub later_exists: bool,
    /// On an edition's page: the latest page of the recommendation.
    pub latest_url: Option<String>,
    /// On the latest page: the page that will always say the same, in the last edition.
    pub permanent_url: Option<String>,
    /// The status in this view; `null` where nothing has been reported.
    pub status: Option<ShownStatusView>,
    /// The whole vocabulary of the report.
    pub legend: Shared<Vec<Shared<StatusView>>>,
    /// What has been reported; `null` where nothing has.
    pub update: Option<UpdateView>,
    /// What was amended, after publication, of the update and the statement; newest first.
    pub corrections: Vec<CorrectionView>,
    /// What it refers to, itself left out.
    pub refers_to: Vec<ReferenceView>,
    /// What refers to it.
    pub referred_by: Vec<ReferenceView>,
    /// The recommendation under which its status is reported.
    pub covered_by: Option<RecommendationLinkView>,
    /// The recommendations whose status is reported under it.
    pub covers: Vec<RecommendationLinkView>,
    /// On an edition's page: what moved in that edition. Empty in a document, which has a part about it.
    pub moved: Vec<ChangeView>,
    /// On an edition's page: the page with everything that changed in that edition.
    pub changes_url: Option<String>,
    /// The editions that this view knows, oldest first; on an edition's page the last twelve of them.
    pub history: Vec<HistoryView>,
    /// On an edition's page: the editions before those.
    pub earlier: Option<super::EarlierView>,
    /// On the latest page: what reviews do about it. Empty in a document, which has a part for each.
    pub reviews: Vec<ReviewOfView>,
    /// The recommendation before it.
    pub previous: Option<RecommendationLinkView>,
    /// The recommendation after it.
    pub next: Option<RecommendationLinkView>,
}

/// What the accepting body decided.
#[derive(Clone, Debug, Serialize)]
pub struct DispositionView {
    /// `accepted`, `accepted in principle`, `pending` or `rejected`.
    pub decision: &'static str,
    /// When it was decided.
    pub date: Option<DateView>,
    /// Where the resolution can be read.
    pub resolution: Option<String>,
}

/// What one edition says about a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// The day whose state it describes.
    pub as_of: DateView,
    /// The edition that says it.
    pub edition: EditionLinkView,
    /// Whether it is carried forward from an edition before the view's own.
    pub carried_forward: bool,
    /// The points of its timeline.
    pub timeline: Option<TimelineView>,
    /// The dates of milestones and deliverables along time; `null` where there are none, and in a document.
    pub schedule: Option<ScheduleView>,
    /// What was promised.
    pub deliverables: Vec<DeliverableView>,
    /// The project status.
    pub narrative: Option<SectionView>,
    /// The implementation notes.
    pub notes: Option<SectionView>,
}

/// A part of an update's text.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// The heading in the author's words; `null` where the text has none.
    pub heading: Option<String>,
    /// The text.
    pub html: Html,
}

/// A timeline, laid out for a picture: coordinates are in user units of an SVG.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Height of the line on which the points stand.
    pub line_y: u32,
    /// The points, in order.
    pub points: Vec<MilestoneView>,
}

/// A point of a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct MilestoneView {
    /// What happens there.
    pub label: String,
    /// The label, broken into lines that fit under the point.
    pub lines: Vec<LineView>,
    /// When; `null` where that is not known, and then it stands at the as-of date.
    pub date: Option<DateView>,
    /// Its status: its own, or the recommendation's.
    pub status: Option<Shared<StatusView>>,
    /// Where it stands in the picture.
    pub x: u32,
}

/// A line of a label in a picture.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// The text.
    pub text: String,
    /// Where its base line is.
    pub y: u32,
}

/// A deliverable.
#[derive(Clone, Debug, Serialize)]
pub struct DeliverableView {
    /// What identifies it, where the author gave it an id.
    pub id: Option<String>,
    /// Its place in the list, from 1.
    pub position: usize,
    /// The id of its row.
    pub anchor: String,
    /// What is promised.
    pub html: Html,
    /// The phase it belongs to.
    pub phase: Option<String>,
    /// Who is responsible.
    pub responsible: Vec<String>,
    /// The date first promised.
    pub due: Option<DateView>,
    /// The date promised instead.
    pub revised_due: Option<DateView>,
    /// Why the date was moved.
    pub slip_reason: Option<String>,
    /// Whether it is done.
    pub done: bool,
    /// `done`, `open` or `dropped`; of one that only points elsewhere, that of where it points.
    pub standing: &'static str,
    /// When it was completed, where that is known.
    pub completed: Option<DateView>,
    /// Its status.
    pub status: Option<Shared<StatusView>>,
    /// The status of the recommendation to which it does nothing but point, with its source.
    pub points_to: Option<ShownStatusView>,
    /// Where the result can be seen.
    pub evidence: Vec<LinkView>,
}

/// An amendment of a published edition.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// When it was made.
    pub date: DateView,
    /// What was amended.
    pub html: Html,
    /// On the page of an edition: the recommendation that it is about; `null` where it is about the
    /// edition itself.
    pub recommendation: Option<LinkView>,
}

/// One edition in the history of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The edition; the address is that of the recommendation's page in it.
    pub edition: EditionLinkView,
    /// The status it shows; `null` where nothing had been reported.
    pub status: Option<ShownStatusView>,
    /// The as-of date of what it shows.
    pub as_of: Option<DateView>,
    /// Whether the edition itself says something, rather than carrying forward.
    pub reported: bool,
    /// Whether it is the edition of this page.
    pub current: bool,
    /// On the latest page: what moved in that edition. Empty in a document.
    pub moved: Vec<ChangeView>,
    /// On the latest page: whether that was a silent revision. Never in a document.
    pub silent: bool,
}

/// What a review does about a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewOfView {
    /// The review; the address is that of its entry.
    pub review: LinkView,
    /// The entry.
    pub entry: EntryView,
}
