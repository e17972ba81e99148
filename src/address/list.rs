//! The pages of a site.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;

use super::page::below_content;
use super::{List, Page};
use crate::data;
use crate::data::xml::MOST_ADDRESSES;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::fields::ReportKind;
use crate::path::{Route, is_portable_name};
use crate::site::{DocumentId, Owner, RecommendationId, Report, ReportId, Site, View};
use crate::theme::Theme;

/// Every page of a site with its address. Depends on the documents' names, numbers, dates and
/// aliases, not on their texts.
#[derive(Debug)]
pub struct PageList {
    /// The pages. Those of a recommendation are adjacent, so that shared sources are read once.
    pub pages: Vec<Page>,
    /// The address of each.
    pub routes: Vec<Route>,
    /// The feeds by report; `None` for that of the site.
    pub feeds: Vec<Option<ReportId>>,
}

impl PageList {
    /// Lists the pages of a site, with diagnostics for colliding addresses.
    pub fn new(site: &Site, theme: &Theme) -> (Self, Vec<Diagnostic>) {
        // Feeds and sitemaps need absolute addresses.
        let named_in_full = site.config.site_url.is_some();
        let feeds = if named_in_full { feeds(site) } else { Vec::new() };
        let mut pages: Vec<Page> = Page::OF_EVERY_SITE.into();
        if site.config.data {
            // First, because each takes long and runs on one thread.
            pages.extend(data::File::all(site).into_iter().map(Page::Data));
        }
        if site.config.search {
            pages.extend([Page::SearchIndex, Page::Search]);
        }
        pages.extend(site.pages.iter().map(|document| Page::Ordinary(*document)));
        for report in &site.reports {
            let views = || report.edition_ids().map(View::Edition).chain([View::Latest]);
            pages.extend(views().map(|view| Page::Report(report.place, view)));
            let lists = List::of(site, report.kind);
            pages.extend(lists.map(|list| Page::List(report.place, list)));
            if report.kind == ReportKind::Implementation {
                let changes = report.edition_ids();
                pages.extend(changes.map(|edition| Page::Changes(report.place, edition)));
                if site.config.print {
                    pages.extend(views().map(|view| Page::Print(report.place, view)));
                }
                for id in report.ids() {
                    let views = views().filter(|view| site.shows(id, *view));
                    pages.extend(views.map(|view| Page::Recommendation(id, view)));
                }
            }
        }
        pages.extend(feeds.iter().copied().map(Page::Feed));
        if named_in_full {
            let told =
                pages.iter().filter(|page| page.kind(|kind| kind.is_told_to_crawlers())).count();
            pages.extend(sitemaps(told, MOST_ADDRESSES));
        }
        // An author's file takes precedence.
        if !site.assets.iter().any(|path| below_content(site, path) == "robots.txt") {
            pages.push(Page::Robots);
        }
        pages.extend((0..theme.assets.len()).map(Page::ThemeAsset));
        pages.extend(site.assets.iter().map(|path| Page::Asset(path.clone())));

        let mut diagnostics = Vec::new();
        pages.extend(redirects(site, &mut diagnostics));
        let routes: Vec<Route> = pages.iter().map(|page| page.route(site, theme)).collect();
        collisions(site, &pages, &routes, &mut diagnostics);
        (Self { pages, routes, feeds }, diagnostics)
    }

    /// Every address of the site. Those of pages with shared sources are adjacent.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }
}

/// The feeds of a site: one per report with editions, and if there is any, one for the site.
fn feeds(site: &Site) -> Vec<Option<ReportId>> {
    let told = site
        .reports
        .iter()
        .filter(|report| report.kind == ReportKind::Implementation && !report.editions.is_empty());
    let feeds: Vec<Option<ReportId>> = told.map(|report| Some(report.place)).collect();
    if feeds.is_empty() { feeds } else { [None].into_iter().chain(feeds).collect() }
}

/// One sitemap, or an index and several sitemaps with at most so many addresses each.
fn sitemaps(addresses: usize, most: usize) -> impl Iterator<Item = Page> {
    let parts = if addresses > most { addresses.div_ceil(most) } else { 0 };
    [Page::Sitemap(None)].into_iter().chain((1..=parts).map(|part| Page::Sitemap(Some(part))))
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
            if let Some(route) = earlier(alias.as_str()) {
                redirects.push(Page::Redirect(route, Box::new(page.clone())));
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
    for report in &site.reports {
        redirects.extend(renumbered(report));
    }
    redirects
}

/// Redirects from the latest addresses of former numbers that no recommendation has now.
fn renumbered(report: &Report) -> Vec<Page> {
    let mut former = report.former_numbers().peekable();
    if former.peek().is_none() {
        return Vec::new();
    }
    let stems = report.recommendations.iter().map(|known| known.stem.to_ascii_lowercase());
    let mut taken: HashSet<String> = stems.collect();
    former
        .filter(|(_, number, _)| taken.insert(number.file_stem().to_ascii_lowercase()))
        .map(|(id, number, _)| {
            let route = Route::new(format!("{}/{}.html", report.id, number.file_stem()));
            Page::Redirect(route, Box::new(Page::Recommendation(id, View::Latest)))
        })
        .collect()
}

/// The address of an alias; `None` if no page can have it.
fn earlier(alias: &str) -> Option<Route> {
    let spelled = alias.trim_start_matches('/');
    let spelled = if spelled.ends_with('/') || spelled.is_empty() {
        format!("{spelled}index.html")
    } else {
        spelled.to_owned()
    };
    let is_route = spelled.ends_with(".html")
        && spelled.split('/').all(|part| is_portable_name(part) && !part.starts_with('.'));
    is_route.then(|| Route::new(spelled))
}

/// The permanent page of a document.
fn shown_on(site: &Site, document: DocumentId) -> Option<Page> {
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

/// Reports colliding addresses, and pages at a path that others need as a directory. Case and
/// Unicode normalisation are ignored, as on many file systems.
fn collisions(site: &Site, pages: &[Page], routes: &[Route], diagnostics: &mut Vec<Diagnostic>) {
    let folded: Vec<String> = routes.iter().map(|route| folded(route.as_str())).collect();
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(routes.len());
    let mut numbered = HashSet::new();
    for (index, route) in folded.iter().enumerate() {
        let Some(other) = first.insert(route, index) else { continue };
        let (route, taken) = (&routes[index], &routes[other]);
        if let (Page::Recommendation(id, view), Page::Recommendation(before, then)) =
            (&pages[index], &pages[other])
        {
            let numbers = [(*before, *then), (*id, *view)];
            let stems = numbers.map(|(id, view)| site.stem(id, view));
            if numbered.insert(([*before, *id], stems)) {
                diagnostics.extend(number_collision(site, numbers));
            }
            continue;
        }
        let message = if route == taken {
            format!("two pages have the address `{route}`")
        } else if route.as_str().nfc().eq(taken.as_str().nfc()) {
            let (taken, route) = (spelled_out(taken), spelled_out(route));
            format!("the addresses `{taken}` and `{route}` differ only in how accents are encoded")
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

/// Two numbers with one address in an edition. Current ones are reported where they are read.
fn number_collision(site: &Site, numbers: [(RecommendationId, View); 2]) -> Option<Diagnostic> {
    let [(id, view), (other, _)] = numbers;
    if site.stem(id, View::Latest).eq_ignore_ascii_case(site.stem(other, View::Latest)) {
        return None;
    }
    let [(first, before), (second, place)] = numbers.map(|(id, view)| {
        let number = site.number(id, view);
        let changed = site.renumbered_by(id, view);
        let was = changed.and_then(|said| Some((said, site.update(said)?.was.as_ref()?.span)));
        let place = match (was, site.recommendation(id).document) {
            (Some((said, span)), _) => Location::new(&site.document(said).path, span),
            (None, Some(document)) => match site.document(document).stated_number() {
                Some(number) => Location::new(&site.document(document).path, number.span),
                None => Location::file(&site.document(document).path),
            },
            (None, None) => Location::file(&site.config.path),
        };
        (number, place)
    });
    let edition = match view {
        View::Edition(edition) => format!(" in `{}`", site.report(id.report).edition(edition).id),
        View::Latest => String::new(),
    };
    let stem = site.stem(id, view);
    let message = format!(
        "the numbers `{first}` and `{second}` both have the address `{stem}.html`{edition}"
    );
    Some(
        Diagnostic::error("number-collision", place, message)
            .related(before, "the other number")
            .help("change one of them"),
    )
}

/// An address folded as by file systems that ignore case and normalisation.
fn folded(route: &str) -> String {
    if route.is_ascii() { route.to_ascii_lowercase() } else { route.to_lowercase().nfc().collect() }
}

/// An address with code points instead of non-ASCII characters, to tell lookalikes apart.
fn spelled_out(route: &Route) -> String {
    let char = |char: char| {
        if char.is_ascii() { char.to_string() } else { char.escape_unicode().to_string() }
    };
    route.as_str().chars().map(char).collect()
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
        let mut aliases = document.aliases().iter();
        let alias = aliases.find(|alias| earlier(alias.as_str()).as_ref() == Some(route));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_has_parts_where_it_must() {
        #[track_caller]
        fn case(addresses: usize, expected: usize) {
            assert_eq!(sitemaps(addresses, 10).count(), expected);
        }
        case(0, 1);
        case(10, 1);
        case(11, 3);
        case(20, 3);
        case(21, 4);
    }
}
