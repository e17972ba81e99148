//! How a page and an id on it are spelled as an address, on the page that links to them.

use crate::config::LinkStyle;
use crate::path::{Route, escape};
use crate::site::{Site, Target, View};
use crate::theme::Theme;

use super::page::Page;

/// The addresses on one page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Links<'a> {
    pub(super) site: &'a Site,
    pub(super) theme: &'a Theme,
    pub(super) here: &'a Route,
    /// Whether the page is read at other addresses than its own: then its links are absolute,
    /// where there is a `site-url`.
    pub(super) travels: bool,
    /// As of when the page sees its report.
    pub(super) view: View,
    /// The report of the page.
    pub(super) report: Option<crate::site::ReportId>,
}

impl Links<'_> {
    /// The address of a page.
    pub(super) fn page(&self, page: &Page) -> String {
        self.route(&page.route(self.site, self.theme))
    }

    /// The address of a route. A page's own address is its file name, never empty, so that it
    /// can be copied.
    pub(super) fn route(&self, route: &Route) -> String {
        let spelled = escape(route.as_str());
        match (self.site.config.links, &self.site.config.site_url) {
            (links, Some(url)) if self.travels || links == LinkStyle::SiteUrl => {
                format!("{url}{}", as_directory(&spelled))
            }
            _ => self.here.relative_to(&spelled),
        }
    }

    /// The absolute address of a route; only with a `site-url`.
    pub(super) fn canonical(&self, route: &Route) -> Option<String> {
        let url = self.site.config.site_url.as_ref()?;
        Some(format!("{url}{}", as_directory(&escape(route.as_str()))))
    }

    /// The page that a target is on. A reference keeps the view of the page that it stands on,
    /// within its report, unless it names an edition.
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
        let anchor = anchor.filter(|anchor| match &page {
            Some(Page::Recommendation(id, view)) => self.site.has_anchor(*id, *view, anchor),
            _ => true,
        });
        let mut url = page.as_ref().map_or_else(String::new, |page| self.page(page));
        let entry = match target {
            Target::Recommendation { id, .. }
                if matches!(page, Some(Page::Report(..))) && anchor.is_none() =>
            {
                Some(&*self.site.recommendation(*id).stem)
            }
            _ => None,
        };
        if let Some(anchor) = anchor.or(entry) {
            url.push('#');
            url.push_str(&self.site.config.id_prefix);
            url.push_str(&escape(anchor));
        }
        url
    }
}

/// An address on a server, which shows `index.html` for its directory.
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
    fn only_an_index_is_its_directory() {
        assert_eq!(as_directory("index.html"), "");
        assert_eq!(as_directory("ssr1/index.html"), "ssr1/");
        assert_eq!(as_directory("reindex.html"), "reindex.html");
    }
}
