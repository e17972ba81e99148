//! What the parts of the print page are given.

use serde::Serialize;

use super::{
    ChangesView, DateView, EditionLinkView, EditionTotalsView, Shared, StatusView, TotalsView,
};

/// `print` at the beginning of the print page.
#[derive(Clone, Debug, Serialize)]
pub struct PrintView {
    /// The report's title.
    pub title: String,
    /// The title of the document: that of the report, and of the edition or the last day.
    pub heading: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Its short name.
    pub series: Option<String>,
    /// The edition; for the latest view the last one, and `null` where there is none.
    pub edition: Option<EditionLinkView>,
    /// What the edition says of itself, in a sentence.
    pub summary: Option<String>,
    /// The latest day whose state any of it describes.
    pub as_of: Option<DateView>,
    /// Where it is published; only with a `site-url`.
    pub address: Option<String>,
    /// How many recommendations were chosen; `null` where the report is printed as a whole.
    pub selected: Option<usize>,
    /// Which of several documents this is; `null` where it is the only one.
    pub volume: Option<VolumeView>,
    /// Whether the report at a glance stands here: in the first of several documents.
    pub overview: bool,
    /// `A4` or `letter`, as CSS spells it.
    pub page_size: &'static str,
    /// What stands at the edges of every page, as strings of CSS in quotes.
    pub margins: MarginsView,
    /// What stands at the edges of the pages of one recommendation.
    pub running: Vec<RunningView>,
    /// How many have which status.
    pub totals: TotalsView,
    /// The editions up to this one, oldest first, with their totals; of an edition's document the last twelve.
    pub editions: Vec<EditionTotalsView>,
    /// Of an edition's document: the editions before those.
    pub earlier: Option<super::EarlierView>,
    /// What moved since the edition before, in sentences.
    pub movement: Vec<String>,
    /// What changed since the edition before.
    pub changes: Option<ChangesView>,
    /// The recommendations, in order.
    pub contents: Vec<ContentsView>,
    /// The vocabulary of statuses.
    pub legend: Shared<Vec<Shared<StatusView>>>,
    /// The parts after the recommendations.
    pub appendix: Vec<PartView>,
}

/// One of several documents.
#[derive(Clone, Debug, Serialize)]
pub struct VolumeView {
    /// Its number, and how many there are, in words.
    pub name: String,
}

/// What stands at the edges of every page, as strings of CSS in quotes.
#[derive(Clone, Debug, Serialize)]
pub struct MarginsView {
    /// The report and its edition.
    pub title: String,
    /// The statuses and what each counts as, or where that is said.
    pub legend: String,
    /// Whether the statuses stand there; where they do not, there is no room for them.
    pub legend_fits: bool,
    /// What comes before the page's number.
    pub before_page: String,
    /// What comes between the page's number and how many there are.
    pub before_pages: String,
    /// What comes after that.
    pub after_pages: String,
}

/// What stands at the edges of the pages of one recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct RunningView {
    /// The name of these pages in CSS.
    pub page: String,
    /// The recommendation, as a string of CSS in quotes.
    pub title: String,
}

/// A recommendation in the table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsView {
    /// The id of its part.
    pub id: String,
    /// Its number and title.
    pub title: String,
    /// Its status in this view; `null` where nothing has been reported.
    pub status: Option<Shared<StatusView>>,
}

/// A part of the document.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// `end` at the end of the print page.
#[derive(Clone, Debug, Serialize)]
pub struct PrintEndView {
    /// The addresses that links in the text lead to, in the order of their numbers, from 1.
    pub addresses: Vec<String>,
}
