//! The kinds of pages, one file each.

use super::Names;
use crate::data;
use crate::document::fields::ReportKind;
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

/// An output file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The front page.
    Front,
    /// The page for unknown addresses.
    NotFound,
    /// An ordinary page.
    Ordinary(DocumentId),
    /// A report, or a review, as of a view.
    Report(ReportId, View),
    /// The changes page of an edition.
    Changes(ReportId, EditionId),
    /// A list of a whole report as of its last edition.
    List(ReportId, List),
    /// A recommendation as of a view.
    Recommendation(RecommendationId, View),
    /// The print page of a report as of a view.
    Print(ReportId, View),
    /// The search page.
    Search,
    /// The search index.
    SearchIndex,
    /// The map of the site.
    SiteMap,
    /// A redirect from an alias.
    Redirect(Route, Box<Page>),
    /// A data file.
    Data(data::File),
    /// The feed of a report or of the site.
    Feed(Option<ReportId>),
    /// The sitemap, or a numbered part of it, from 1.
    Sitemap(Option<usize>),
    /// `robots.txt`.
    Robots,
    /// An asset of the theme, by index.
    ThemeAsset(usize),
    /// A copied file of the content.
    Asset(SourcePath),
}

/// A list of a whole report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Overdue deliverables.
    Overdue,
    /// Responsible parties.
    Owners,
    /// References.
    References,
    /// Data files.
    Data,
}

impl List {
    /// The lists of a report or a review, in order.
    pub fn of(site: &Site, kind: ReportKind) -> impl Iterator<Item = Self> {
        let tracked: &[Self] = match kind {
            ReportKind::Implementation => &[Self::Overdue, Self::Owners, Self::References],
            ReportKind::Review => &[],
        };
        tracked.iter().copied().chain(site.config.data.then_some(Self::Data))
    }

    /// Its name in addresses, strings and page kinds.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Owners => "owners",
            Self::References => "references",
            Self::Data => "data",
        }
    }
}

/// The canonical address for search engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canonical<'p> {
    /// Its own.
    Here,
    /// That of another page.
    Of(&'p Page),
    /// That of a report as of a view.
    Report(ReportId, View),
    /// None.
    Nowhere,
}

/// The addresses at which a page is read, which decide how its links are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAt {
    /// Its own: links are relative.
    Its,
    /// Any of the site's host, such as that of a mirror: links begin at the host's root, with the
    /// path of the `site-url`.
    AnyOfTheHost,
    /// Any, as a file that is passed on: links are absolute if there is a `site-url`.
    AnyAddress,
}

/// Title and address of a kind of page. Files that are not pages only have an address.
pub trait Kind {
    /// Its name in templates: `page.kind`, and the class of `<body>`.
    fn name(&self, _: &Site) -> &'static str {
        "file"
    }

    /// Its template; `None` if not written by one.
    fn template(&self, _: &Site) -> Option<&'static str> {
        None
    }

    /// Its address.
    fn route(&self, site: &Site, theme: &Theme) -> Route;

    /// Its document, for "edit this page" and diagnostics.
    fn document(&self, _: &Site) -> Option<DocumentId> {
        None
    }

    /// Its report and view.
    fn report(&self) -> Option<(ReportId, View)> {
        None
    }

    /// Its title.
    fn title(&self, _: &Names<'_>) -> String {
        String::new()
    }

    /// Its ancestors, the front page first, without the page itself.
    fn above(&self, _: &Site) -> Vec<Page> {
        vec![Page::Front]
    }

    /// A generated one-sentence description, if the author gives none.
    fn description(&self, _: &Names<'_>) -> Option<String> {
        None
    }

    /// Data files with the same content.
    fn data(&self, _: &Site) -> Vec<data::File> {
        Vec::new()
    }

    /// Its canonical address for search engines.
    fn canonical(&self) -> Canonical<'_> {
        Canonical::Here
    }

    /// Whether it is in the sitemap.
    fn is_told_to_crawlers(&self) -> bool {
        false
    }

    /// Whether its size is unbounded, so that it is streamed.
    fn is_streamed(&self) -> bool {
        false
    }

    /// Its media type and how browsers treat it. `route` is its own.
    fn media(&self, route: &Route) -> (&'static str, Shown) {
        (media::of_made(route.as_str()), Shown::InPlace)
    }

    /// Whether it is linked in every footer.
    fn is_in_footer(&self) -> bool {
        false
    }

    /// The addresses at which it is read.
    fn read_at(&self) -> ReadAt {
        ReadAt::Its
    }
}

impl Page {
    /// Pages of every site.
    pub const OF_EVERY_SITE: [Self; 3] = [Self::Front, Self::NotFound, Self::SiteMap];

    /// Calls its kind.
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

    /// The document of the page.
    pub fn document(&self, site: &Site) -> Option<DocumentId> {
        self.kind(|kind| kind.document(site))
    }

    /// The report and view of the page.
    pub fn report(&self) -> Option<(ReportId, View)> {
        self.kind(|kind| kind.report())
    }
}

/// A file in the directory of a report or edition: `ssr1/index.html`, `ssr1/2016-06-30/25.html`.
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
