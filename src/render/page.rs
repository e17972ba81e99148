//! The kinds of pages, and the address of each.

use crate::data;
use crate::path::{Route, SourcePath};
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, Site, View};
use crate::theme::Theme;

pub(super) mod list;

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

impl Page {
    /// The address of the page.
    pub fn route(&self, site: &Site, theme: &Theme) -> Route {
        match self {
            Self::Front => Route::new("index.html"),
            Self::NotFound => Route::new("404.html"),
            Self::Ordinary(document) => Route::new(ordinary_route(site, *document)),
            Self::Report(report, view) => file(site, *report, *view, "index", ".html"),
            Self::Changes(report, edition) => {
                file(site, *report, View::Edition(*edition), "changes", ".html")
            }
            Self::List(report, list) => file(site, *report, View::Latest, list.name(), ".html"),
            Self::Recommendation(id, view) => {
                file(site, id.report, *view, &site.recommendation(*id).stem, ".html")
            }
            Self::Print(report, view) => file(site, *report, *view, "print", ".html"),
            Self::Search => Route::new("search.html"),
            // No hash: it is made from the content, and a host asks whether it is still the same.
            Self::SearchIndex => Route::new("search-index.js"),
            Self::Redirect(route, _) => route.clone(),
            Self::Data(file) => file.route(site),
            Self::Feed(None) => Route::new("feed.xml"),
            Self::Feed(Some(report)) => file(site, *report, View::Latest, "feed", ".xml"),
            Self::Sitemap(None) => Route::new("sitemap.xml"),
            Self::Sitemap(Some(part)) => Route::new(format!("sitemap-{part}.xml")),
            Self::Robots => Route::new("robots.txt"),
            Self::ThemeAsset(index) => theme.assets[*index].route.clone(),
            Self::Asset(path) => Route::new(below_content(site, path)),
        }
    }

    /// The document that the page shows, for "edit this page" and for saying where a problem is.
    pub fn document(&self, site: &Site) -> Option<DocumentId> {
        match self {
            Self::Front => site.front,
            Self::Ordinary(document) => Some(*document),
            Self::Report(report, View::Latest)
            | Self::Print(report, View::Latest)
            | Self::List(report, _) => Some(site.report(*report).document),
            Self::Report(report, View::Edition(edition))
            | Self::Print(report, View::Edition(edition))
            | Self::Changes(report, edition)
            | Self::Data(data::File::Edition(report, edition)) => {
                site.report(*report).edition(*edition).document
            }
            Self::Recommendation(id, view) => site
                .carried(*id, *view)
                .map(|(_, document)| document)
                .or(site.recommendation(*id).document),
            Self::Redirect(_, page) => page.document(site),
            Self::Data(file) => file.report().map(|report| site.report(report).document),
            Self::Feed(report) => report.map(|report| site.report(report).document),
            Self::NotFound
            | Self::Search
            | Self::SearchIndex
            | Self::Sitemap(_)
            | Self::Robots
            | Self::ThemeAsset(_)
            | Self::Asset(_) => None,
        }
    }

    /// Whether it may be of any size, and so is never held whole.
    pub(super) fn is_streamed(&self) -> bool {
        matches!(
            self,
            Self::Asset(_) | Self::Data(_) | Self::Print(..) | Self::SearchIndex | Self::Sitemap(_)
        )
    }

    /// Whether a crawler is told of it.
    pub(super) fn is_told_to_crawlers(&self) -> bool {
        matches!(
            self,
            Self::Front
                | Self::Ordinary(_)
                | Self::Report(..)
                | Self::Changes(..)
                | Self::List(..)
                | Self::Recommendation(..)
        )
    }

    /// The report that the page belongs to, and as of when it sees it.
    pub(super) fn report(&self) -> Option<(ReportId, View)> {
        Some(match self {
            Self::Report(report, view) | Self::Print(report, view) => (*report, *view),
            Self::Changes(report, edition) | Self::Data(data::File::Edition(report, edition)) => {
                (*report, View::Edition(*edition))
            }
            Self::Recommendation(id, view) => (id.report, *view),
            Self::List(report, _) => (*report, View::Latest),
            Self::Data(file) => (file.report()?, View::Latest),
            Self::Feed(report) => ((*report)?, View::Latest),
            _ => return None,
        })
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

fn below_content<'a>(site: &Site, path: &'a SourcePath) -> &'a str {
    path.below(&site.config.content).unwrap_or(path.as_str())
}

fn ordinary_route(site: &Site, document: DocumentId) -> String {
    let path = &site.document(document).path;
    let below = below_content(site, path);
    let (directory, name) = below.split_at(below.len() - path.name().len());
    match name.strip_suffix(".md").unwrap_or(name) {
        "_index" => format!("{directory}index.html"),
        stem => format!("{directory}{stem}.html"),
    }
}

/// The most editions that a page of one edition lists, so that a report of many editions grows with what is said and
/// not with its square. The latest page of a report and of a recommendation has all of them, but for the matrix.
const MOST_LISTED: usize = 12;

/// The editions that a page lists, oldest first.
pub(super) struct Listed {
    pub(super) editions: Vec<EditionId>,
    /// How many that the page's view knows are older, and not listed.
    pub(super) earlier: usize,
}

impl Listed {
    /// All of them in the latest view, the last ones in that of an edition.
    pub(super) fn of(site: &Site, report: ReportId, view: View) -> Self {
        match view {
            View::Latest => Self { editions: editions_known(site, report, view), earlier: 0 },
            View::Edition(_) => Self::last(site, report, view),
        }
    }

    /// The last ones in any view.
    pub(super) fn last(site: &Site, report: ReportId, view: View) -> Self {
        let mut editions = editions_known(site, report, view);
        let earlier = editions.len().saturating_sub(MOST_LISTED);
        editions.drain(..earlier);
        Self { editions, earlier }
    }
}

/// The editions of a report before and after a view.
pub(super) fn editions_known(site: &Site, report: ReportId, view: View) -> Vec<EditionId> {
    let editions = site.report(report).edition_ids();
    match view {
        View::Latest => editions.collect(),
        View::Edition(last) => editions.filter(|edition| *edition <= last).collect(),
    }
}
