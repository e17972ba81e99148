//! What the pages of a report and of its editions are given.

use serde::Serialize;

use super::{
    CorrectionView, DateView, EditionLinkView, Html, LateView, LinkView, MatrixView, MovementView,
    ProgressView, Shared, ShownStatusView, StatusView,
};

/// How many recommendations have which status.
#[derive(Clone, Debug, Serialize)]
pub struct TotalsView {
    /// How many recommendations there are.
    pub recommendations: usize,
    /// Every status of the vocabulary, in its order, with how many have it.
    pub statuses: Vec<CountView>,
    /// How many have no status, because nothing has been reported.
    pub not_reported: usize,
    /// How many are done.
    pub done: usize,
    /// The share that is done, in whole percent, rounded down.
    pub done_percent: usize,
    /// How many are late.
    pub late: usize,
}

/// How many recommendations have one status.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// The status.
    pub status: Shared<StatusView>,
    /// How many have it.
    pub count: usize,
}

/// One recommendation in a table.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// Its number.
    pub number: String,
    /// Its place in the order of numbers, from 1.
    pub position: usize,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The group it is filed under.
    pub group: Option<String>,
    /// Its status; `null` where nothing has been reported.
    pub status: Option<ShownStatusView>,
    /// The place of its status in the vocabulary, from 1.
    pub status_position: Option<usize>,
    /// The as-of date of what is shown.
    pub as_of: Option<DateView>,
    /// In an edition: whether the edition itself says something about it.
    pub reported: bool,
    /// The recommendation under which it is reported.
    pub covered_by: Option<LinkView>,
    /// Who is responsible for its deliverables, each once; `null` in the list stands for nobody named.
    pub parties: Vec<Option<String>>,
    /// How many of its deliverables are overdue.
    pub overdue: usize,
    /// For how many days the one that is late for longest has been overdue; 0 where none is.
    pub days_overdue: i64,
}

/// A group of recommendations.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// Its name; `null` for those filed nowhere.
    pub name: Option<String>,
    /// An id, unique on the page.
    pub id: String,
    /// Its recommendations.
    pub rows: Vec<RowView>,
    /// How many have which status.
    pub totals: TotalsView,
}

/// `report` on the page of a report and of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its address.
    pub url: String,
    /// Its own text.
    pub body: Html,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionView>,
    /// On the latest page: the last edition.
    pub last_edition: Option<EditionLinkView>,
    /// How many have which status in this view.
    pub totals: TotalsView,
    /// Progress over the editions that this view knows; `null` where there is no edition.
    pub progress: Option<ProgressView>,
    /// What moved in the edition, or on the latest page in the last one; `null` where there is no
    /// edition.
    pub movement: Option<MovementView>,
    /// What is late as of the edition; `null` where there is no edition.
    pub late: Option<LateView>,
    /// The report as one document, in this view; `null` where there is none.
    pub print_url: Option<String>,
    /// On the latest page: lists over the whole report.
    pub lists: Vec<LinkView>,
    /// On the latest page: all recommendations in all editions; `null` where there is no edition.
    pub matrix: Option<MatrixView>,
    /// The recommendations in this view, by group, in the order of the first number of each.
    pub groups: Vec<GroupView>,
    /// Who is responsible for a deliverable in this view, by name; `null`, at the end, stands for nobody
    /// named.
    pub parties: Vec<Option<String>>,
    /// On the latest page: every edition, newest first, with its totals.
    pub editions: Vec<EditionTotalsView>,
    /// The whole vocabulary of statuses.
    pub legend: Shared<Vec<Shared<StatusView>>>,
    /// On the latest page: the reviews of this report.
    pub reviews: Vec<LinkView>,
    /// Pages of this report.
    pub pages: Vec<LinkView>,
}

/// What is known of the edition whose page this is.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// The name of its directory.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: DateView,
    /// It in a sentence.
    pub summary: Option<String>,
    /// Its own text.
    pub body: Html,
    /// What was amended, after publication, of anything that it shows; newest first.
    pub corrections: Vec<CorrectionView>,
    /// How many recommendations it says something about itself.
    pub reported: usize,
    /// The edition before it.
    pub previous: Option<EditionLinkView>,
    /// Whether a later edition exists.
    pub later_exists: bool,
    /// The latest page of the report.
    pub latest_url: String,
}

/// An edition in the list of editions.
#[derive(Clone, Debug, Serialize)]
pub struct EditionTotalsView {
    /// The edition.
    pub edition: EditionLinkView,
    /// It in a sentence.
    pub summary: Option<String>,
    /// How many recommendations it says something about itself.
    pub reported: usize,
    /// How many have which status.
    pub totals: TotalsView,
}
