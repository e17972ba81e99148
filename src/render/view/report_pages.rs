//! View of the way between the pages of a report.

use serde::Serialize;

/// The pages of a report, on each of them. Those with nothing to show are left out.
#[derive(Clone, Debug, Serialize)]
pub struct ReportPagesView {
    /// The report's short name.
    pub report: String,
    /// Pages in the view of this page: overview and changes, and on latest pages the lists.
    pub own: Vec<ReportPageView>,
    /// On an edition's page: the lists, which are as of the last edition.
    pub latest: Vec<ReportPageView>,
}

/// A page of a report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportPageView {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
}
