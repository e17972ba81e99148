//! Spells addresses of pages and ids relative to the linking page.

use indexmap::IndexSet;

use crate::address::{Canonical, List, Page, ReadAt};
use crate::config::LinkStyle;
use crate::facts::Facts;
use crate::facts::anchors::{self, Shown};
use crate::fragment::slug;
use crate::path::Route;
use crate::percent;
use crate::schema::Verbatim;
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, Site, Target, View};
use crate::theme::Theme;

/// The addresses on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Links<'a> {
    pub(super) facts: &'a Facts,
    pub(super) site: &'a Site,
    pub(super) theme: &'a Theme,
    pub(super) here: &'a Route,
    /// The addresses at which the page is read.
    pub(super) read_at: ReadAt,
    /// The page's view of its report.
    pub(super) view: View,
    /// The report of the page.
    pub(super) report: Option<ReportId>,
    /// Prefix of all ids of this part of the page.
    pub(super) ids: &'a str,
    /// In a print document: the pages it contains.
    pub(super) printed: Option<&'a Printed>,
}

impl Links<'_> {
    /// The address of a page. In a print document, that of the part that contains it, or else the
    /// absolute one; empty without one.
    pub(super) fn page(&self, page: &Page) -> String {
        let Some(printed) = self.printed else {
            return self.route(&page.route(self.site, self.theme));
        };
        match printed.part(self.site, page) {
            Some(part) => format!("#{}{}", self.site.config.id_prefix, percent::path(&part)),
            None => self.canonical(&page.route(self.site, self.theme)).unwrap_or_default(),
        }
    }

    /// The address of an id on a page, with the page's prefix.
    pub(super) fn anchored(&self, page: &Page, anchor: &str) -> String {
        let (prefix, anchor) = (&self.site.config.id_prefix, percent::path(anchor));
        if let Some(part) = self.printed.and_then(|printed| printed.part(self.site, page)) {
            return format!("#{prefix}{}{PART_END}{anchor}", percent::path(&part));
        }
        match self.page(page) {
            url if url.is_empty() => url,
            url => format!("{url}#{prefix}{anchor}"),
        }
    }

    /// The address of a route. A page links to itself by file name, never by an empty address, so
    /// that it can be copied.
    pub(super) fn route(&self, route: &Route) -> String {
        let spelled = percent::path(route.as_str());
        let url = self.site.config.site_url.as_ref().map(Verbatim::as_str);
        match (self.read_at, url) {
            (ReadAt::AnyAddress, Some(url)) => format!("{url}{}", as_directory(&spelled)),
            (_, Some(url)) if self.site.config.links == LinkStyle::SiteUrl => {
                format!("{url}{}", as_directory(&spelled))
            }
            (ReadAt::AnyOfTheHost, url) => {
                format!("{}{}", url.map_or("/", path_on_host), as_directory(&spelled))
            }
            (ReadAt::Its | ReadAt::AnyAddress, _) => self.here.relative_to(&spelled),
        }
    }

    /// The absolute address of a route; only with a `site-url`.
    pub(super) fn canonical(&self, route: &Route) -> Option<String> {
        let url = self.site.config.site_url.as_ref()?;
        Some(format!("{url}{}", as_directory(&percent::path(route.as_str()))))
    }

    /// The canonical address of a page; only with a `site-url`.
    pub(super) fn canonical_of(&self, page: &Page) -> Option<String> {
        let of = |page: &Page| self.canonical(&page.route(self.site, self.theme));
        page.kind(|kind| match kind.canonical() {
            Canonical::Here => self.canonical(self.here),
            Canonical::Of(other) => of(other),
            Canonical::Report(report, view) => of(&Page::Report(report, view)),
            Canonical::Nowhere => None,
        })
    }

    /// The page of a target. References keep the view of their page within its report, unless they
    /// name an edition.
    pub(super) fn target_page(&self, target: &Target) -> Option<Page> {
        Some(match target {
            Target::Front => Page::Front,
            Target::Page(document) => Page::Ordinary(*document),
            Target::Report(report) => Page::Report(*report, View::Latest),
            Target::Edition(report, edition) => Page::Report(*report, View::Edition(*edition)),
            Target::Recommendation { id, at } => {
                let view = match at {
                    Some(edition) => View::Edition(*edition),
                    None if self.report == Some(id.report) => self.view,
                    None => View::Latest,
                };
                let review =
                    self.site.report(id.report).kind == crate::document::fields::ReportKind::Review;
                if review { Page::Report(id.report, view) } else { Page::Recommendation(*id, view) }
            }
            Target::Asset(path) => Page::Asset(path.clone()),
            Target::Here => return None,
        })
    }

    /// The address of a target and an id on its page.
    pub(super) fn target(&self, target: &Target, anchor: Option<&str>) -> String {
        let page = self.target_page(target);
        let entry = match target {
            Target::Recommendation { id, .. }
                if matches!(page, Some(Page::Report(..))) && anchor.is_none() =>
            {
                Some(self.site.recommendation(*id).entry_id())
            }
            _ => None,
        };
        match (page, anchor.or(entry.as_deref())) {
            (Some(page), Some(anchor)) => self.anchored(&page, anchor),
            (Some(page), None) => self.page(&page),
            (None, Some(anchor)) => format!("#{}{}", self.ids, percent::path(anchor)),
            (None, None) => String::new(),
        }
    }
}

impl Links<'_> {
    /// The address of a document's link. If the page in this view lacks the id, links to the page
    /// in the document's view; if that lacks it too, to the page without the id.
    pub(super) fn of(&self, from: DocumentId, target: &Target, anchor: Option<&str>) -> String {
        let home = (*target == Target::Here).then(|| self.site.home(from));
        let target = home.as_ref().unwrap_or(target);
        let Some(anchor) = anchor.filter(|anchor| !slug::is_beginning(anchor)) else {
            return self.target(target, None);
        };
        let spoken = match target {
            Target::Recommendation { id, at: None } => {
                let view = self.site.view_for(from, id.report);
                Links { view, report: Some(id.report), ..*self }.target_page(target)
            }
            // A report's text is also on the pages of its editions.
            Target::Report(report) if self.report == Some(*report) && home.is_some() => {
                Some(Page::Report(*report, self.view))
            }
            _ => None,
        };
        let pages = match target {
            Target::Report(_) => [spoken, self.target_page(target)],
            _ => [self.target_page(target), spoken],
        };
        let found = pages
            .into_iter()
            .flatten()
            .find(|page| shown(page).is_none_or(|shown| anchors::has(self.facts, shown, anchor)));
        match found {
            Some(page) => self.found(&page, anchor),
            None => self.target(target, None),
        }
    }

    /// The address of an existing id. A print document contains only some pages and sections.
    fn found(&self, page: &Page, anchor: &str) -> String {
        if self.printed.is_none()
            && self.read_at == ReadAt::Its
            && page.route(self.site, self.theme) == *self.here
        {
            return self.target(&Target::Here, Some(anchor));
        }
        let is_held = self.printed.is_some_and(|printed| printed.part(self.site, page).is_some());
        if !is_held || shown(page).is_none_or(|it| anchors::is_printed(self.facts, it, anchor)) {
            return self.anchored(page, anchor);
        }
        match self.canonical(&page.route(self.site, self.theme)) {
            Some(url) => format!("{url}#{}{}", self.site.config.id_prefix, percent::path(anchor)),
            None => self.page(page),
        }
    }
}

/// A page for looking up ids; `None` if it has none of an author.
fn shown(page: &Page) -> Option<Shown> {
    Some(match page {
        Page::Front => Shown::Front,
        Page::Ordinary(document) => Shown::Page(*document),
        Page::Report(report, view) => Shown::Report(*report, *view),
        Page::Recommendation(id, view) => Shown::Recommendation(*id, *view),
        _ => return None,
    })
}

/// Separates a part's id from the ids within it.
pub(super) const PART_END: &str = "--";

/// The pages in a print document.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) report: ReportId,
    pub(super) view: View,
    /// The recommendations, in order.
    pub(super) recommendations: Vec<RecommendationId>,
    /// The edition whose changes it contains.
    pub(super) changes: Option<EditionId>,
    /// Reviews of the report.
    pub(super) reviews: Vec<ReportId>,
    /// Whether it begins with the list of overdue deliverables.
    pub(super) late: bool,
    /// Whether it ends with the lists of responsible parties and references.
    pub(super) lists: bool,
}

impl Printed {
    /// The id of the part that contains a page of the same view.
    fn part(&self, site: &Site, page: &Page) -> Option<String> {
        match page {
            Page::Recommendation(id, view) if *view == self.view && self.holds(site, *id) => {
                Some(Self::recommendation(site, *id, *view))
            }
            Page::Report(report, view) if (*report, *view) == (self.report, self.view) => {
                Some("report".to_owned())
            }
            Page::Report(review, View::Latest) => {
                let place = self.reviews.iter().position(|known| known == review)?;
                Some(Self::review(place))
            }
            Page::Changes(report, edition) => {
                let held = *report == self.report && self.changes == Some(*edition);
                held.then(|| "changes".to_owned())
            }
            Page::List(report, list @ (List::Overdue | List::References)) => {
                let held = if *list == List::Overdue { self.late } else { self.lists };
                let held = held && *report == self.report && self.view == View::Latest;
                held.then(|| list.name().to_owned())
            }
            _ => None,
        }
    }

    /// Whether it contains a recommendation: they are in the order of lists.
    fn holds(&self, site: &Site, id: RecommendationId) -> bool {
        let report = site.report(self.report);
        let place = |id: &RecommendationId| report.place_of(*id, self.view);
        id.report == self.report
            && self.recommendations.binary_search_by_key(&place(&id), place).is_ok()
    }

    /// The id of a recommendation's part.
    pub(super) fn recommendation(site: &Site, id: RecommendationId, view: View) -> String {
        format!("rec-{}", site.stem(id, view))
    }

    /// The id of a review's part, by index.
    pub(super) fn review(place: usize) -> String {
        format!("review-{}", place + 1)
    }
}

/// The numbered addresses of links.
#[derive(Debug, Default)]
pub(super) struct Addresses(IndexSet<String>);

impl Addresses {
    /// Adds an address, unless it is useless in print.
    pub(super) fn add(&mut self, address: String) {
        if !address.starts_with('#') && !address.is_empty() {
            self.0.insert(address);
        }
    }

    /// The number of an address, from 1; `None` without one.
    pub(super) fn number(&self, address: &str) -> Option<usize> {
        Some(self.0.get_index_of(address)? + 1)
    }

    /// All addresses, in order of numbers.
    pub(super) fn all(&self) -> Vec<String> {
        self.0.iter().cloned().collect()
    }
}

/// The path of a site on its host, with slashes around it.
fn path_on_host(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or("/", |at| &url[host + at..])
}

/// An address on a server, which serves `index.html` for a directory.
fn as_directory(spelled: &str) -> &str {
    match spelled.strip_suffix("index.html") {
        Some(directory) if directory.is_empty() || directory.ends_with('/') => directory,
        _ => spelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_a_path_on_its_host() {
        assert_eq!(path_on_host("https://example.org/"), "/");
        assert_eq!(path_on_host("https://example.org:81/a/b/"), "/a/b/");
    }

    #[test]
    fn only_an_index_is_its_directory() {
        assert_eq!(as_directory("index.html"), "");
        assert_eq!(as_directory("ssr1/index.html"), "ssr1/");
        assert_eq!(as_directory("reindex.html"), "reindex.html");
    }
}
