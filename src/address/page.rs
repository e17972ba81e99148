//! Every kind of page, each described in a file of its own.

use super::Names;
use crate::data;
use crate::media::{self, Shown};
use crate::path::{Route, SourcePath};
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, Site, View};
use crate::theme::Theme;

mod asset;
mod changes;
mod discovery;
mod front;
mod list;
mod not_found;
mod ordinary;
mod print;
mod recommendation;
mod redirect;
mod report;
mod search;
mod site_map;

/// One output of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The front page.
    Front,
    /// What a server shows for an address that does not exist.
    NotFound,
    /// An ordinary page.
    Ordinary(DocumentId),
    /// A report, or a review, as of a view.
    Report(ReportId, View),
    /// What changed in an edition since the one before.
    Changes(ReportId, EditionId),
    /// A list over a whole report, as its last edition has it.
    List(ReportId, List),
    /// A recommendation as of a view.
    Recommendation(RecommendationId, View),
    /// A report as one document, as of a view.
    Print(ReportId, View),
    /// The page on which the site is searched.
    Search,
    /// What it is searched by.
    SearchIndex,
    /// The map of the site.
    SiteMap,
    /// A page that leads to another one: an earlier address.
    Redirect(Route, Box<Page>),
    /// A file for programs.
    Data(data::File),
    /// The feed of a report, or that of the site.
    Feed(Option<ReportId>),
    /// The sitemap, or a part of it by its place from 1.
    Sitemap(Option<usize>),
    /// What crawlers are told first.
    Robots,
    /// An asset of the theme, by its place.
    ThemeAsset(usize),
    /// A file of the content that is copied.
    Asset(SourcePath),
}

/// A list over a whole report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What is late.
    Overdue,
    /// Who is responsible for what.
    Owners,
    /// What refers to what.
    References,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Owners, Self::References];

    /// Its name in addresses and strings, and as a kind of page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Owners => "owners",
            Self::References => "references",
        }
    }
}

/// Where search engines are told that a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canonical<'p> {
    /// At its own address.
    Here,
    /// Where another page is.
    Of(&'p Page),
    /// Where a report is, as of a view.
    Report(ReportId, View),
    /// At no address.
    Nowhere,
}

/// What the pages of one kind are called, and where they are. Files that are no pages have an address alone.
pub trait Kind {
    /// The kind as templates know it: `page.kind`, and the class of `<body>`.
    fn name(&self, _: &Site) -> &'static str {
        "file"
    }

    /// The template that it is written by; `None` for what is written otherwise.
    fn template(&self, _: &Site) -> Option<&'static str> {
        None
    }

    /// Its address.
    fn route(&self, site: &Site, theme: &Theme) -> Route;

    /// The document that it shows, for "edit this page" and for saying where a problem is.
    fn document(&self, _: &Site) -> Option<DocumentId> {
        None
    }

    /// The report that it belongs to, and as of when it sees it.
    fn report(&self) -> Option<(ReportId, View)> {
        None
    }

    /// Its title.
    fn title(&self, _: &Names<'_>) -> String {
        String::new()
    }

    /// The pages above it, the front page first, without the page itself.
    fn above(&self, _: &Site) -> Vec<Page> {
        vec![Page::Front]
    }

    /// What it is about, in a sentence, where the author does not say it.
    fn description(&self, _: &Names<'_>) -> Option<String> {
        None
    }

    /// The files of data with what it shows.
    fn data(&self, _: &Site) -> Vec<data::File> {
        Vec::new()
    }

    /// Where search engines are told that it is.
    fn canonical(&self) -> Canonical<'_> {
        Canonical::Here
    }

    /// Whether a crawler is told of it.
    fn is_told_to_crawlers(&self) -> bool {
        false
    }

    /// Whether it may be of any size, and so is never held whole.
    fn is_streamed(&self) -> bool {
        false
    }

    /// Its media type, and what a browser does with it. `route` is its own.
    fn media(&self, route: &Route) -> (&'static str, Shown) {
        (media::of_made(route.as_str()), Shown::InPlace)
    }

    /// Whether every page links to it from its footer.
    fn is_in_footer(&self) -> bool {
        false
    }

    /// Whether it is read at other addresses than its own.
    fn travels(&self) -> bool {
        false
    }
}

impl Page {
    /// Pages that every site has once.
    pub const OF_EVERY_SITE: [Self; 3] = [Self::Front, Self::NotFound, Self::SiteMap];

    /// Asks its kind.
    pub fn kind<T>(&self, ask: impl FnOnce(&dyn Kind) -> T) -> T {
        match self {
            Self::Front => ask(&front::Front),
            Self::NotFound => ask(&not_found::NotFound),
            Self::Ordinary(document) => ask(&ordinary::Ordinary(*document)),
            Self::Report(report, view) => ask(&report::Report(*report, *view)),
            Self::Changes(report, edition) => ask(&changes::Changes(*report, *edition)),
            Self::List(report, list) => ask(&list::OfReport(*report, *list)),
            Self::Recommendation(id, view) => ask(&recommendation::Recommendation(*id, *view)),
            Self::Print(report, view) => ask(&print::Print(*report, *view)),
            Self::Search => ask(&search::Search),
            Self::SearchIndex => ask(&search::SearchIndex),
            Self::SiteMap => ask(&site_map::SiteMap),
            Self::Redirect(route, page) => ask(&redirect::Redirect(route, page)),
            Self::Data(file) => ask(&discovery::Data(*file)),
            Self::Feed(report) => ask(&discovery::Feed(*report)),
            Self::Sitemap(part) => ask(&discovery::Sitemap(*part)),
            Self::Robots => ask(&discovery::Robots),
            Self::ThemeAsset(place) => ask(&asset::ThemeAsset(*place)),
            Self::Asset(path) => ask(&asset::Asset(path)),
        }
    }

    /// The address of the page.
    pub fn route(&self, site: &Site, theme: &Theme) -> Route {
        self.kind(|kind| kind.route(site, theme))
    }

    /// The document that the page shows.
    pub fn document(&self, site: &Site) -> Option<DocumentId> {
        self.kind(|kind| kind.document(site))
    }

    /// The report that the page belongs to, and as of when it sees it.
    pub fn report(&self) -> Option<(ReportId, View)> {
        self.kind(|kind| kind.report())
    }
}

/// A file in the directory of a report or of its edition: `ssr1/index.html`, `ssr1/2016-06-30/25.html`.
fn file(site: &Site, report: ReportId, view: View, stem: &str, extension: &str) -> Route {
    let report = site.report(report);
    let (edition, end) = match view {
        View::Latest => ("", ""),
        View::Edition(edition) => (&*report.edition(edition).id, "/"),
    };
    Route::new([&*report.id, "/", edition, end, stem, extension].concat())
}

pub(super) fn below_content<'a>(site: &Site, path: &'a SourcePath) -> &'a str {
    path.below(&site.config.content).unwrap_or(path.as_str())
}
