//! Which pages a site has, and the address of each.

use std::collections::HashMap;

use super::pages::{discovery, feed};
use crate::data;
use crate::diagnostic::{Diagnostic, Location, nearest};
use crate::document::fields::ReportKind;
use crate::path::{Route, SourcePath, is_portable_name};
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, Site, View};
use crate::theme::Theme;

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
            Self::Report(report, view) => {
                Route::new(format!("{}index.html", directory(site, *report, *view)))
            }
            Self::Changes(report, edition) => {
                let directory = directory(site, *report, View::Edition(*edition));
                Route::new(format!("{directory}changes.html"))
            }
            Self::List(report, list) => {
                let directory = directory(site, *report, View::Latest);
                Route::new(format!("{directory}{}.html", list.name()))
            }
            Self::Recommendation(id, view) => {
                let stem = &site.recommendation(*id).stem;
                Route::new(format!("{}{stem}.html", directory(site, id.report, *view)))
            }
            Self::Redirect(route, _) => route.clone(),
            Self::Data(file) => file.route(site),
            Self::Feed(None) => Route::new("feed.xml"),
            Self::Feed(Some(report)) => {
                Route::new(format!("{}feed.xml", directory(site, *report, View::Latest)))
            }
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
            Self::Report(report, View::Latest) | Self::List(report, _) => {
                Some(site.report(*report).document)
            }
            Self::Report(report, View::Edition(edition))
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
            | Self::Sitemap(_)
            | Self::Robots
            | Self::ThemeAsset(_)
            | Self::Asset(_) => None,
        }
    }

    /// The report that the page belongs to, and as of when it sees it.
    pub(super) fn report(&self) -> Option<(ReportId, View)> {
        Some(match self {
            Self::Report(report, view) => (*report, *view),
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

/// `ssr1/` or `ssr1/2016-06-30/`.
fn directory(site: &Site, report: ReportId, view: View) -> String {
    let report = site.report(report);
    match view {
        View::Latest => format!("{}/", report.id),
        View::Edition(edition) => format!("{}/{}/", report.id, report.edition(edition).id),
    }
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

/// Every page of a site. The pages of one recommendation stand together, so that what they share
/// is read once. Addresses that two pages claim are reported.
pub(super) fn list(site: &Site, theme: &Theme) -> (Vec<Page>, Vec<Route>, Vec<Diagnostic>) {
    let mut pages = vec![Page::Front, Page::NotFound];
    if site.config.data {
        // Early, since each of them takes long and no two threads can share one.
        pages.extend(data::File::all(site).into_iter().map(Page::Data));
    }
    pages.extend(site.pages.iter().map(|document| Page::Ordinary(*document)));
    for report in &site.reports {
        let views = || report.edition_ids().map(View::Edition).chain([View::Latest]);
        pages.extend(views().map(|view| Page::Report(report.place, view)));
        if report.kind == ReportKind::Implementation {
            pages.extend(report.edition_ids().map(|edition| Page::Changes(report.place, edition)));
            pages.extend(List::ALL.map(|list| Page::List(report.place, list)));
            for id in report.ids() {
                pages.extend(views().map(|view| Page::Recommendation(id, view)));
            }
        }
    }
    // Both name pages in full, for those who are elsewhere.
    if site.config.site_url.is_some() {
        pages.extend(feed::all(site));
        let sitemaps = discovery::sitemaps(&pages);
        pages.extend(sitemaps);
    }
    // An author's own says what the author means.
    if !site.assets.iter().any(|path| below_content(site, path) == "robots.txt") {
        pages.push(Page::Robots);
    }
    pages.extend((0..theme.assets.len()).map(Page::ThemeAsset));
    pages.extend(site.assets.iter().map(|path| Page::Asset(path.clone())));

    let mut routes: Vec<Route> = pages.iter().map(|page| page.route(site, theme)).collect();
    let mut diagnostics = Vec::new();
    let redirects = redirects(site, &mut diagnostics);
    routes.extend(redirects.iter().map(|page| page.route(site, theme)));
    pages.extend(redirects);
    collisions(site, &pages, &routes, &mut diagnostics);
    (pages, routes, diagnostics)
}

fn redirects(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut redirects = Vec::new();
    for (id, document) in site.documents() {
        let aliases = document.aliases();
        if aliases.is_empty() {
            continue;
        }
        let Some(page) = shown_on(site, id) else { continue };
        for alias in aliases {
            let spelled = alias.trim_start_matches('/');
            let spelled = if spelled.ends_with('/') || spelled.is_empty() {
                format!("{spelled}index.html")
            } else {
                spelled.to_owned()
            };
            let is_route = spelled.ends_with(".html")
                && spelled.split('/').all(|part| is_portable_name(part) && !part.starts_with('.'));
            if is_route {
                redirects.push(Page::Redirect(Route::new(spelled), Box::new(page.clone())));
            } else {
                diagnostics.push(
                    Diagnostic::error(
                        "wrong-value",
                        Location::new(&document.path, alias.span),
                        format!("the alias `{}` is no address of a page", alias.value),
                    )
                    .help("write a path such as `\"old/address.html\"` or `\"old/\"`"),
                );
            }
        }
    }
    redirects
}

/// The page on which a document is shown at a fixed address.
fn shown_on(site: &Site, document: DocumentId) -> Option<Page> {
    use crate::site::Owner;
    match site.owner(document) {
        Owner::Page if site.front == Some(document) => Some(Page::Front),
        Owner::Page => Some(Page::Ordinary(document)),
        Owner::Report(report) => Some(Page::Report(report, View::Latest)),
        Owner::Edition(report, edition) => Some(Page::Report(report, View::Edition(edition))),
        Owner::Statement(id) => Some(Page::Recommendation(id, View::Latest)),
        Owner::Update(id, edition) => Some(Page::Recommendation(id, View::Edition(edition))),
        Owner::Nothing(_) => None,
    }
}

/// Reports addresses that two pages claim, and pages that lie where another one needs a directory.
/// Case does not tell addresses apart: on many systems and media it would not.
fn collisions(site: &Site, pages: &[Page], routes: &[Route], diagnostics: &mut Vec<Diagnostic>) {
    let folded: Vec<String> = routes.iter().map(|route| route.as_str().to_lowercase()).collect();
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(routes.len());
    for (index, route) in folded.iter().enumerate() {
        let Some(other) = first.insert(route, index) else { continue };
        if let (Page::Recommendation(..), Page::Recommendation(..)) = (&pages[index], &pages[other])
        {
            // Two numbers spelled alike are reported once, where the numbers are known.
            continue;
        }
        let (route, taken) = (&routes[index], &routes[other]);
        let message = if route == taken {
            format!("two pages have the address `{route}`")
        } else {
            format!("the addresses `{taken}` and `{route}` differ only in case")
        };
        diagnostics.push(collision(site, &pages[index], &pages[other], message));
    }
    for (index, route) in folded.iter().enumerate() {
        let above = route.match_indices('/').find_map(|(at, _)| first.get(&route[..at]));
        if let Some(other) = above {
            let message =
                format!("the address `{}` is below the page `{}`", routes[index], routes[*other]);
            diagnostics.push(collision(site, &pages[index], &pages[*other], message));
        }
    }
}

fn collision(site: &Site, page: &Page, other: &Page, message: String) -> Diagnostic {
    let diagnostic = Diagnostic::error("address-collision", place(site, page), message)
        .help("rename one of the two, or change the alias");
    let other = place(site, other);
    if other == diagnostic.location {
        diagnostic
    } else {
        diagnostic.related(other, "the other page")
    }
}

fn place(site: &Site, page: &Page) -> Location {
    if let Page::Redirect(route, _) = page
        && let Some(document) = page.document(site)
    {
        let document = site.document(document);
        let names: Vec<&str> = document.aliases().iter().map(|alias| alias.as_str()).collect();
        let wanted = nearest(route.as_str(), names);
        let alias = document.aliases().iter().find(|alias| Some(alias.as_str()) == wanted);
        if let Some(alias) = alias {
            return Location::new(&document.path, alias.span);
        }
    }
    match (page, page.document(site)) {
        (Page::Asset(path), _) => Location::file(path),
        (_, Some(document)) => Location::file(&site.document(document).path),
        _ => Location::file(&site.config.path),
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
