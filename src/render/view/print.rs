//! Views of the print page's parts.

use serde::Serialize;

use super::{
    DateView, EditionLinkView, EditionTotalsView, LinkView, MovementView, Shared, SinceView,
    StatusView, TotalsView,
};

/// `print` at the beginning of the print page.
#[derive(Clone, Debug, Serialize)]
pub struct PrintView {
    /// The report's page and that of the edition; empty in files that `ssr-site print` writes.
    pub way_back: Vec<LinkView>,
    /// The report's title.
    pub title: String,
    /// The document's title: report, and edition or last date.
    pub heading: String,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Its short name.
    pub series: Option<String>,
    /// The edition; for the latest view the last one, `null` without any.
    pub edition: Option<EditionLinkView>,
    /// The edition's summary.
    pub summary: Option<String>,
    /// The latest as-of date.
    pub as_of: Option<Shared<DateView>>,
    /// Its absolute address; only with a `site-url`.
    pub address: Option<String>,
    /// The edition's DOI and its address; `null` without one, and in the latest view.
    pub doi: Option<LinkView>,
    /// Number of selected recommendations; `null` for the whole report.
    pub selected: Option<usize>,
    /// The volume; `null` if it is the only one.
    pub volume: Option<VolumeView>,
    /// Whether it has the overview: only in the first volume.
    pub overview: bool,
    /// `A4` or `letter`, as CSS spells it.
    pub page_size: &'static str,
    /// Page margin texts.
    pub margins: MarginsView,
    /// Recommendations by status.
    pub totals: TotalsView,
    /// The editions up to this one, oldest first, with totals; in an edition's document the last
    /// twelve.
    pub editions: Vec<EditionTotalsView>,
    /// Of an edition's document: the editions before those.
    pub earlier: Option<super::EarlierView>,
    /// Recommendations by group and status, in order of each group's first number; empty if there is
    /// one group.
    pub groups: Vec<PrintGroupView>,
    /// What became of recommendations since the previous edition; `null` without one.
    pub since: Option<SinceView>,
    /// Changes in the edition, counted by kind; `null` without an edition.
    pub movement: Option<MovementView>,
    /// The parts of the document, in order.
    pub parts: Vec<PartView>,
    /// The status vocabulary.
    pub legend: Shared<Vec<Shared<StatusView>>>,
}

/// A group of recommendations.
#[derive(Clone, Debug, Serialize)]
pub struct PrintGroupView {
    /// Its name; `null` for no group.
    pub name: Option<String>,
    /// Its recommendations by status.
    pub totals: TotalsView,
}

/// A volume.
#[derive(Clone, Debug, Serialize)]
pub struct VolumeView {
    /// Its number and the total, in words.
    pub name: String,
}

/// Page margin texts, as quoted CSS strings.
#[derive(Clone, Debug, Serialize)]
pub struct MarginsView {
    /// The report and its edition.
    pub title: String,
    /// Text before the page number.
    pub before_page: String,
    /// Text between page number and total.
    pub before_pages: String,
    /// Text after the total.
    pub after_pages: String,
}

/// `contents` in the print page: its recommendations.
#[derive(Clone, Debug, Serialize)]
pub struct PrintContentsView {
    /// The recommendations, in order.
    pub entries: Vec<ContentsView>,
}

/// A recommendation in the list of recommendations.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsView {
    /// The id of its part.
    pub id: String,
    /// Its number and title.
    pub title: String,
    /// Number of recommendations that it is part of, directly or not.
    pub level: u32,
    /// Its status in this view; `null` where nothing has been reported.
    pub status: Option<Shared<StatusView>>,
}

/// A part of the document.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
}

/// `end` at the end of the print page.
#[derive(Clone, Debug, Serialize)]
pub struct PrintEndView {
    /// External addresses of links, in order of their numbers, from 1.
    pub addresses: Vec<String>,
}
