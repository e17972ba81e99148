//! Views of the pages of reports and editions.

use serde::Serialize;

use super::{
    CorrectionView, CourseView, CoursesView, DateView, EditionLinkView, ExpectedView, Html,
    LateView, LinkView, Made, MovementView, ProgressView, Shared, ShownStatusView, SinceView,
    StatusView,
};

/// Recommendations by status, of a report, an edition or a group.
#[derive(Clone, Debug, Serialize)]
pub struct TotalsView {
    /// Number of recommendations.
    pub recommendations: usize,
    /// `wholes` or `parts`: whether recommendations that are part of no other are counted, or those
    /// without parts. `null` if there are no parts, or all of one recommendation are counted.
    pub counted: Option<&'static str>,
    /// Count of every status, in order of the vocabulary; then, if the report has updates without a
    /// status, of `not-stated`.
    pub statuses: Vec<CountView>,
    /// Number not yet reported.
    pub not_reported: usize,
    /// Number done.
    pub done: usize,
    /// Percent done, rounded down.
    pub done_percent: usize,
    /// Number late: by their status, or by an overdue deliverable.
    pub late: usize,
    /// Number late by their status.
    pub late_stated: usize,
    /// Number late by an overdue deliverable alone.
    pub late_by_date: usize,
    /// Number with overdue deliverables.
    pub with_overdue: usize,
}

/// The count of one status.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// The status.
    pub status: Shared<StatusView>,
    /// Number of recommendations.
    pub count: usize,
}

/// One recommendation in a table.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// Its number.
    pub number: String,
    /// Its position in order of numbers, each before its parts, from 1.
    pub position: usize,
    /// Its short title, or else its title, shortened if it is long.
    pub title: String,
    /// Its whole title, if shortened.
    pub whole_title: Option<String>,
    /// Its address.
    pub url: String,
    /// Its level in the table: 0 if the recommendation that it is part of is not in the same group.
    pub level: u32,
    /// The position of the recommendation that it is part of, if in the same group.
    pub parent: Option<usize>,
    /// The recommendation that it is part of; its `title` is the number.
    pub part_of: Option<LinkView>,
    /// Whether parts of it follow.
    pub has_parts: bool,
    /// Its group.
    pub group: Option<String>,
    /// Its status; `null` if not yet reported.
    pub status: Option<ShownStatusView>,
    /// Whether it is late, and why: `stated` or `by-date`; `null` if it is not.
    pub late: Option<&'static str>,
    /// Position of its status in the vocabulary, from 1; for `not-stated`, the one after it.
    pub status_position: Option<usize>,
    /// The as-of date.
    pub as_of: Option<Shared<DateView>>,
    /// In an edition: whether it has an update of its own or, never having had one, of a part.
    pub reported: bool,
    /// The recommendation that covers it; its `title` is the number.
    pub covered_by: Option<LinkView>,
    /// Its course over editions; `null` without an edition.
    pub course: Option<CourseView>,
    /// Responsible parties of its deliverables, each once, as on the page of owners; `null` for
    /// none named.
    pub parties: Vec<Option<String>>,
    /// Those of its overdue deliverables, of the longest overdue first; one that says so for none.
    pub overdue_parties: Vec<String>,
    /// Number of its overdue deliverables.
    pub overdue: usize,
    /// Days overdue of the longest overdue one, or 0.
    pub days_overdue: i64,
    /// Its priority.
    pub priority: Option<String>,
    /// Position of its priority among the report's, from 1.
    pub priority_position: Option<usize>,
    /// Its tags.
    pub tags: Vec<String>,
    /// When it is expected to be complete.
    pub expected: Option<ExpectedView>,
}

/// A group of recommendations.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// Its name; `null` for no group.
    pub name: Option<String>,
    /// An id, unique on the page.
    pub id: String,
    /// Whether it is in the list of groups: of more than 60, those with the most late
    /// recommendations.
    pub listed: bool,
    /// Its recommendations.
    pub rows: Vec<RowView>,
    /// Recommendations by status.
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
    /// Its own text; empty on the page of an edition.
    pub body: Made<Html>,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionView>,
    /// On the latest page: the last edition.
    pub last_edition: Option<EditionLinkView>,
    /// Number of recommendations in the table.
    pub listed: usize,
    /// Recommendations by status in this view.
    pub totals: TotalsView,
    /// Progress over the editions known in this view; `null` without an edition.
    pub progress: Option<ProgressView>,
    /// What became of recommendations since the previous edition; `null` without one.
    pub since: Option<SinceView>,
    /// Changes in the edition, or on the latest page in the last one; `null` without an edition.
    pub movement: Option<MovementView>,
    /// What is late as of the edition; `null` without an edition.
    pub late: Option<LateView>,
    /// The print page of this view; `null` if disabled.
    pub print_url: Option<String>,
    /// The editions in the courses of recommendations; `null` without one.
    pub courses: Option<CoursesView>,
    /// The recommendations by group, in order of each group's first number.
    pub groups: Vec<GroupView>,
    /// Number of groups in the list of groups.
    pub groups_listed: usize,
    /// Responsible parties in this view, by name; a final `null` for none named.
    pub parties: Vec<Option<String>>,
    /// Priorities of the recommendations, in order.
    pub priorities: Vec<String>,
    /// Tags of the recommendations, sorted.
    pub tags: Vec<String>,
    /// Whether any recommendation has an expected completion.
    pub has_expected: bool,
    /// The status vocabulary.
    pub legend: Shared<Vec<Shared<StatusView>>>,
    /// On the latest page: the reviews of this report.
    pub reviews: Vec<LinkView>,
    /// On the latest page: ordinary pages in the report's directory.
    pub pages: Vec<LinkView>,
}

/// The edition of this page.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// The name of its directory.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: Shared<DateView>,
    /// One-sentence summary.
    pub summary: Option<String>,
    /// Its own text.
    pub body: Made<Html>,
    /// Corrections of everything that it shows, newest first.
    pub corrections: Vec<CorrectionView>,
    /// Number of its own updates.
    pub reported: usize,
    /// The previous edition.
    pub previous: Option<EditionLinkView>,
    /// Whether a later edition exists.
    pub later_exists: bool,
    /// The page of the edition after it. It is not named: its name is not this edition's.
    pub next_url: Option<String>,
    /// The latest page of the report.
    pub latest_url: String,
}

/// An edition in the list of editions.
#[derive(Clone, Debug, Serialize)]
pub struct EditionTotalsView {
    /// The edition.
    pub edition: EditionLinkView,
    /// One-sentence summary.
    pub summary: Option<String>,
    /// Number of its own updates.
    pub reported: usize,
    /// Recommendations by status.
    pub totals: TotalsView,
}
