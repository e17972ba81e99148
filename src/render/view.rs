//! The template context: plain data, ready to display, with final addresses.
//!
//! `docs/themes.md` documents the same types for theme authors. Only fields of type [`Html`]
//! contain HTML, which templates write unescaped; all else is text, which they escape. Missing
//! values are `null`, never undefined.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::key::Key;

mod assessments;
mod changes;
mod dashboard;
mod data;
mod lists;
mod print;
mod recommendation;
mod references;
mod report;
mod report_pages;
mod responses;
mod review;
mod schedule;
mod search;
mod state;

pub use assessments::*;
pub use changes::*;
pub use dashboard::*;
pub use data::*;
pub use lists::*;
pub use print::*;
pub use recommendation::*;
pub use references::*;
pub use report::*;
pub use report_pages::*;
pub use responses::*;
pub use review::*;
pub use schedule::*;
pub use search::*;
pub use state::*;

/// Complete, sanitised HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            Value::safe_string(&self.0).serialize(serializer)
        } else {
            self.0.serialize(serializer)
        }
    }
}

/// A value made from an author's texts. In keys it stands as what it is made from, so that a view
/// made for its key alone needs no text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made<T> {
    /// The value; in a view made for its key alone, its default.
    pub value: T,
    /// Key of what it is made from.
    pub from: Option<Key>,
}

impl<T> Made<T> {
    /// The same texts, seen in another way.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Made<U> {
        Made { value: make(self.value), from: self.from }
    }
}

impl<T: Serialize> Serialize for Made<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.from {
            Some(key) if !serializer.is_human_readable() => key.serialize(serializer),
            _ => self.value.serialize(serializer),
        }
    }
}

/// A view shared by many pages, serialised once for all of them.
#[derive(Debug)]
pub struct Shared<T> {
    value: Value,
    key: Option<Key>,
    view: Arc<T>,
}

impl<T: Serialize> Shared<T> {
    /// Serialises a view.
    pub fn new(view: T) -> Self {
        let (value, key) = (Value::from_serializable(&view), Key::of(&view));
        Self { value, key, view: Arc::new(view) }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.view
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), key: self.key, view: Arc::clone(&self.view) }
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.key {
            Some(key) if !serializer.is_human_readable() => key.serialize(serializer),
            _ => self.value.serialize(serializer),
        }
    }
}

/// `site` on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// Description of the site.
    pub description: Option<String>,
    /// Publishers.
    pub authors: Vec<String>,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The absolute address of the site, ending in `/`.
    pub url: Option<String>,
}

/// `page` on every page.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// `front`, `report`, `edition`, `changes`, `overdue`, `owners`, `references`, `data`,
    /// `recommendation`, `review`, `page`, `print`, `search`, `site-map`, `redirect` or `not-found`.
    pub kind: &'static str,
    /// The page's own title.
    pub title: String,
    /// Description for search engines: the author's, or for pages of reports one from
    /// `descriptions` in the strings file.
    pub description: Option<String>,
    /// Whether any part of it is a draft.
    pub draft: bool,
    /// The canonical absolute address; only with a `site-url`.
    pub canonical: Option<String>,
    /// Link for editing the page's source.
    pub edit_url: Option<String>,
    /// The front page.
    pub home: LinkView,
    /// Parent pages, from the front page, without the page itself.
    pub breadcrumbs: Vec<LinkView>,
    /// The reports and the pages at the top of the site.
    pub navigation: Vec<NavigationView>,
    /// The pages of this page's report; `null` outside reports.
    pub report_pages: Option<ReportPagesView>,
    /// Pages about the whole site, for the footer.
    pub footer: Vec<LinkView>,
    /// The search page; `null` if search is disabled.
    pub search_url: Option<String>,
    /// Addresses of the style sheets of every page, in loading order.
    pub stylesheets: Vec<String>,
    /// Addresses of the theme's other assets, by name.
    pub assets: std::collections::BTreeMap<String, String>,
    /// The levels of headings on this page.
    pub level: LevelView,
    /// Prefix of every id; often empty.
    pub ids: String,
    /// The same page in other editions; `null` if there are none.
    pub switcher: Option<SwitcherView>,
    /// Citation of the page; `null` without an edition.
    pub cite: Option<CiteView>,
    /// The absolute address by which to cite the page, for `<link rel="cite-as">`; only with a
    /// `site-url` or a DOI.
    pub cite_as: Option<String>,
    /// The page's data and feeds.
    pub alternates: Vec<AlternateView>,
    /// Schema.org metadata as JSON-LD for a `script` element; for pages of reports.
    pub structured_data: Option<Html>,
}

/// The same page in other editions.
#[derive(Clone, Debug, Serialize)]
pub struct SwitcherView {
    /// The current choice: an edition, or the latest view.
    pub current: String,
    /// The choices: the latest view, and editions, newest first.
    pub choices: Vec<EditionChoiceView>,
    /// Earlier editions, if the list is shortened.
    pub earlier: Option<EarlierView>,
}

/// Editions not listed on a page. An edition's page lists the last twelve, so that a report's size
/// grows linearly.
#[derive(Clone, Debug, Serialize)]
pub struct EarlierView {
    /// Their number.
    pub count: usize,
    /// The latest view's page, which lists all.
    pub url: String,
}

/// The same page in one edition.
#[derive(Clone, Debug, Serialize)]
pub struct EditionChoiceView {
    /// The edition, or the latest view.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
}

/// The citation of a page.
#[derive(Clone, Debug, Serialize)]
pub struct CiteView {
    /// The citation, with the edition's date.
    pub text: String,
    /// The permanent address: that of the edition's DOI, or else the page's own in the edition;
    /// absolute if the site has a `site-url`.
    pub url: String,
}

/// An alternate format of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlternateView {
    /// Its media type, such as `text/csv`.
    pub media_type: &'static str,
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// Heading levels, from 1 to 6, including `heading-offset`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct LevelView {
    /// The page's title.
    pub page: u8,
    /// A section.
    pub section: u8,
    /// A part of a section.
    pub part: u8,
    /// A part of a part.
    pub detail: u8,
}

/// A link to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// A page of the site's navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationView {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether it is this page or a parent of it.
    pub current: bool,
}

/// A date, machine-readable and formatted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2016`, `2016-Q3`, `2016-09` or `2016-09-30`.
    pub iso: String,
    /// Formatted in the site's language: "30 September 2016".
    pub text: String,
    /// The text in a `time` element; for a quarter, which HTML cannot express, only the text.
    pub html: Html,
}

/// A status of the report's vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusView {
    /// Identifier in updates: `behind-replan`.
    pub id: String,
    /// Display text.
    pub label: String,
    /// `done`, `active`, `late` or `dropped`.
    pub kind: &'static str,
    /// Its kind in words: "counts as done".
    pub meaning: String,
    /// Its glyph and label, rendered by the component `status`.
    pub html: Html,
}

/// A recommendation's status in a view.
#[derive(Clone, Debug, Serialize)]
pub struct ShownStatusView {
    /// The status.
    pub status: Shared<StatusView>,
    /// The recommendation that it is inherited from; `null` for an own status.
    pub inherited_from: Option<LinkView>,
    /// Number of parts that it is derived from; `null` if it is not.
    pub derived_from: Option<u32>,
}

/// A link to an edition.
#[derive(Clone, Debug, Serialize)]
pub struct EditionLinkView {
    /// The name of its directory.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: Shared<DateView>,
    /// Its address, or that of the recommendation's page in it.
    pub url: String,
}

/// A link to a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationLinkView {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Both: "Recommendation 25: Mechanisms for identifying risks".
    pub name: String,
    /// Its address, in the view of the page.
    pub url: String,
    /// Its status in that view.
    pub status: Option<Shared<StatusView>>,
}

/// A reference from or to a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// `mentions`, `see` or `covered-by`.
    pub strength: &'static str,
    /// The same in words, from this end: "points to", or "pointed to by".
    pub relation: String,
    /// The number at the other end; `null` if that is a page or in another report.
    pub number: Option<String>,
    /// The title of the other end.
    pub title: String,
    /// The name of the other end: a recommendation by number and title.
    pub name: String,
    /// The address of the other end.
    pub url: String,
    /// The edition's name, if the reference names one.
    pub edition: Option<String>,
}

/// `front` on the front page.
#[derive(Clone, Debug, Serialize)]
pub struct FrontView {
    /// The page's title.
    pub title: String,
    /// Its text.
    pub body: Made<Html>,
    /// Implementation reports.
    pub reports: Vec<ReportCardView>,
    /// Reviews.
    pub reviews: Vec<ReviewCardView>,
}

/// A report on the front page.
#[derive(Clone, Debug, Serialize)]
pub struct ReportCardView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its address.
    pub url: String,
    /// The last edition.
    pub last_edition: Option<EditionLinkView>,
    /// What it calls its recommendations.
    pub item: ItemView,
    /// Recommendations by status.
    pub totals: TotalsView,
}

/// A review on the front page.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewCardView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its address.
    pub url: String,
    /// The reviewed report.
    pub of: Option<LinkView>,
    /// What it and the reviewed report call the recommendations.
    pub item: ItemView,
    /// Number of entries.
    pub entries: usize,
    /// Number of recommendations of the reviewed report.
    pub recommendations: usize,
}

/// What a report calls its recommendations.
#[derive(Clone, Debug, Serialize)]
pub struct ItemView {
    /// None, in languages with such a form.
    pub zero: Option<String>,
    /// One: "commitment".
    pub one: String,
    /// Two, in languages with such a form.
    pub two: Option<String>,
    /// A few, in languages with such a form.
    pub few: Option<String>,
    /// Many, in languages with such a form.
    pub many: Option<String>,
    /// All other numbers: "commitments".
    pub other: String,
    /// One, in a title: "Commitment".
    pub title: String,
    /// Several, as a heading: "Commitments".
    pub titles: String,
}

/// `content` on an ordinary page.
#[derive(Clone, Debug, Serialize)]
pub struct ContentView {
    /// The page's title.
    pub title: String,
    /// Its text.
    pub body: Made<Html>,
    /// Table of contents: the top-level headings.
    pub sections: Made<Vec<LinkView>>,
}

/// `redirect` on the page of an alias, and on a page of an archive that stands in for one it lacks.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// The page's current address; absolute in an archive.
    pub target: LinkView,
    /// Whether the page stands in for one that is not in the archive.
    pub archived: bool,
}
