//! What templates see: plain data, ready to show, with every address spelled out.
//!
//! `docs/themes.md` describes the same types for authors of themes. HTML is in fields of the
//! type [`Html`] only, which templates write as it is; everything else is text, which they
//! escape. Fields that may be missing are `null` in templates, never undefined.

use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use tera::Value;

mod changes;
mod dashboard;
mod lists;
mod print;
mod recommendation;
mod report;
mod review;
mod schedule;
mod search;

pub use changes::*;
pub use dashboard::*;
pub use lists::*;
pub use print::*;
pub use recommendation::*;
pub use report::*;
pub use review::*;
pub use schedule::*;
pub use search::*;

/// HTML that is complete and was made safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

/// A view that many pages are given, put into the form that templates read once for all of them.
#[derive(Debug)]
pub struct Shared<T> {
    value: Value,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Shared<T> {
    /// Puts a view into that form.
    pub fn new(view: &T) -> Self {
        Self { value: Value::from_serializable(view), of: PhantomData }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), of: PhantomData }
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// What every page has, as `site`.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// What the site is about.
    pub description: Option<String>,
    /// Who publishes it.
    pub authors: Vec<String>,
    /// BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The absolute address of the site, ending in `/`.
    pub url: Option<String>,
}

/// What every page has, as `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// `front`, `report`, `edition`, `changes`, `overdue`, `owners`, `references`,
    /// `recommendation`, `review`, `page`, `print`, `search`, `site-map`, `redirect` or `not-found`.
    pub kind: &'static str,
    /// The page's own title.
    pub title: String,
    /// What the page is about, for search engines.
    pub description: Option<String>,
    /// Whether what it shows is, in part, a draft: then it is a preview.
    pub draft: bool,
    /// The absolute address that search engines are told; only with a `site-url`.
    pub canonical: Option<String>,
    /// Where the page's source can be edited.
    pub edit_url: Option<String>,
    /// The front page.
    pub home: LinkView,
    /// The pages above this one, the front page first, without the page itself.
    pub breadcrumbs: Vec<LinkView>,
    /// The reports and the pages at the top of the site.
    pub navigation: Vec<NavigationView>,
    /// Pages about the whole site, for the footer.
    pub footer: Vec<LinkView>,
    /// The page on which the site is searched; `null` where it cannot be.
    pub search_url: Option<String>,
    /// Addresses of style sheets, in the order to load them.
    pub stylesheets: Vec<String>,
    /// Addresses of the theme's other assets, by their names in the theme.
    pub assets: std::collections::BTreeMap<String, String>,
    /// The levels of headings: the page's own title, its sections, and parts of these.
    pub level: LevelView,
    /// What every id begins with.
    pub ids: String,
    /// The same page in other editions; `null` where there is nothing to choose.
    pub switcher: Option<SwitcherView>,
    /// How the page is cited; `null` where no edition is.
    pub cite: Option<CiteView>,
    /// The data of this page, and the feeds that it is in.
    pub alternates: Vec<AlternateView>,
    /// What the page is, as JSON-LD that can stand in a `script` element.
    pub structured_data: Option<Html>,
}

/// The same page in other editions.
#[derive(Clone, Debug, Serialize)]
pub struct SwitcherView {
    /// What this page shows: an edition, or the latest view.
    pub current: String,
    /// What can be chosen: the latest view, and editions, newest first.
    pub choices: Vec<EditionChoiceView>,
    /// The editions before those, where there are more than a page of one lists.
    pub earlier: Option<EarlierView>,
}

/// Editions that a page does not list.
#[derive(Clone, Debug, Serialize)]
pub struct EarlierView {
    /// How many they are.
    pub count: usize,
    /// Where all are listed: on the page of the latest view.
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

/// How a page is cited.
#[derive(Clone, Debug, Serialize)]
pub struct CiteView {
    /// What is cited, with the date of its edition.
    pub text: String,
    /// The address that will always say the same; absolute where the site has a `site-url`.
    pub url: String,
}

/// Another form of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlternateView {
    /// Its media type, such as `text/csv`.
    pub media_type: &'static str,
    /// What it is called.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// Levels of headings, from 1 to 6.
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

/// A page to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// A page of the site's navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationView {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether it is this page, or this page lies below it.
    pub current: bool,
}

/// A date, as machines and as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2016`, `2016-Q3`, `2016-09` or `2016-09-30`.
    pub iso: String,
    /// As the site's language writes it: "30 September 2016".
    pub text: String,
    /// The text in a `time` element; for a quarter, which HTML has no notation for, the text.
    pub html: Html,
}

/// A status of the report's vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusView {
    /// What updates write: `behind-replan`.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// `done`, `active`, `late` or `dropped`.
    pub kind: &'static str,
    /// What it counts as, in words: "counts as done".
    pub meaning: String,
    /// Its shape and label, as the component `status` draws them.
    pub html: Html,
}

/// The status that a recommendation has as of a view.
#[derive(Clone, Debug, Serialize)]
pub struct ShownStatusView {
    /// The status.
    pub status: Shared<StatusView>,
    /// The recommendation that it is inherited from; `null` for an own status.
    pub inherited_from: Option<LinkView>,
}

/// An edition to go to.
#[derive(Clone, Debug, Serialize)]
pub struct EditionLinkView {
    /// The name of its directory.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: DateView,
    /// Its address, or that of the recommendation's page in it.
    pub url: String,
}

/// A recommendation to go to.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationLinkView {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Both: "Recommendation 25: Mechanisms for identifying risks".
    pub name: String,
    /// Its address, in the same view as the page that shows it.
    pub url: String,
    /// Its status in that view.
    pub status: Option<Shared<StatusView>>,
}

/// A reference from or to a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// `mentions`, `see` or `covered-by`.
    pub strength: &'static str,
    /// The same in words, from this end: "points to", or "pointed to from".
    pub relation: String,
    /// The number at the other end; `null` where that is no recommendation but a page.
    pub number: Option<String>,
    /// The title of the other end.
    pub title: String,
    /// What the other end is called: a recommendation by number and title.
    pub name: String,
    /// The address of the other end.
    pub url: String,
    /// The name of the edition, where the reference names one.
    pub edition: Option<String>,
}

/// `front` on the front page.
#[derive(Clone, Debug, Serialize)]
pub struct FrontView {
    /// The page's title.
    pub title: String,
    /// Its text.
    pub body: Html,
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
    /// How many have which status.
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
    /// The report that it is about.
    pub of: Option<LinkView>,
    /// How many entries it has.
    pub entries: usize,
    /// How many recommendations the reviewed report has.
    pub recommendations: usize,
}

/// `content` on an ordinary page.
#[derive(Clone, Debug, Serialize)]
pub struct ContentView {
    /// The page's title.
    pub title: String,
    /// Its text.
    pub body: Html,
    /// The way to the sections of the text: its headings of the highest level.
    pub sections: Vec<LinkView>,
}

/// `redirect` on the page of an alias.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Where the page is now.
    pub target: LinkView,
}
