//! The frame of every page: title, breadcrumbs, navigation, edition switcher, alternates.

use std::collections::BTreeMap;

use crate::address::{Page, editions_known, page_title, report_title};
use crate::percent;
use crate::render::context::PageContext;
use crate::render::view::{LevelView, LinkView, NavigationView, PageView};
use crate::site::{DocumentId, Owner, RecommendationId, Site, View};
use crate::theme::Asset;

mod alternates;
mod editions;
mod report_pages;
mod structured;

pub(super) use report_pages::filled;

/// The pages in the navigation and their titles.
pub(super) fn navigation(site: &Site) -> Vec<(String, Page)> {
    let reports = site
        .reports
        .iter()
        .map(|report| (report_title(site, report.place), Page::Report(report.place, View::Latest)));
    let top = |document: &DocumentId| {
        let path = &site.document(*document).path;
        let below = path.below(&site.config.content).unwrap_or_default();
        !below.contains('/') || below.ends_with("/_index.md") && below.matches('/').count() == 1
    };
    let pages = site.pages.iter().copied().filter(top);
    let pages = pages.map(|document| (page_title(site, document), Page::Ordinary(document)));
    reports.chain(pages).collect()
}

impl PageContext<'_> {
    pub(super) fn page_view(&self) -> PageView {
        let config = self.config();
        let theme = self.rendering.theme;
        let (stylesheets, assets): (Vec<_>, Vec<_>) =
            theme.assets.iter().partition(|asset| asset.is_stylesheet_of_all());
        PageView {
            kind: self.page.kind(|kind| kind.name(self.site)),
            title: self.names.page(self.page),
            description: self.if_asked("description", || self.names.description(self.page)),
            draft: self.shows_draft(),
            canonical: self.links.canonical_of(self.page),
            edit_url: self.edit_url(),
            home: LinkView { title: config.title.to_string(), url: self.links.page(&Page::Front) },
            breadcrumbs: self.if_asked("breadcrumbs", || self.breadcrumbs()),
            navigation: self.if_asked("navigation", || self.navigation()),
            report_pages: self.if_asked("report_pages", || self.report_pages()),
            footer: self.if_asked("footer", || self.footer()),
            search_url: config.search.then(|| self.links.page(&Page::Search)),
            stylesheets: stylesheets.iter().map(|asset| self.links.route(&asset.route)).collect(),
            assets: self.if_asked("assets", || {
                let address = |asset: &&Asset| (asset.name.clone(), self.links.route(&asset.route));
                assets.iter().map(address).collect()
            }),
            level: self.levels(),
            ids: self.links.ids.to_owned(),
            switcher: self.if_asked("switcher", || self.switcher()),
            cite: self.if_asked("cite", || self.cite()),
            cite_as: self.if_asked("cite_as", || self.cite_as()),
            alternates: self.if_asked("alternates", || self.alternates()),
            structured_data: self.if_asked("structured_data", || self.structured_data()),
        }
    }

    /// Whether the page shows a draft: in its own file, an edition it lists, or anything in a page
    /// about a whole report.
    fn shows_draft(&self) -> bool {
        let site = self.site;
        if site.drafts.is_empty() {
            return false;
        }
        let is_draft = |id| site.drafts.contains(&site.document(id).path);
        if self.page.document(site).is_some_and(is_draft) {
            return true;
        }
        let Some(place) = self.links.report else {
            return match self.page {
                // About every report.
                Page::Front => {
                    site.documents().any(|(id, _)| is_draft(id) && site.owner(id) != Owner::Page)
                }
                Page::SiteMap => site.documents().any(|(id, _)| is_draft(id)),
                _ => false,
            };
        };
        // A page lists the editions known in its view, or compares with one of them.
        let known = editions_known(site, place, self.links.view);
        let report = site.report(place);
        let has_draft = |id: RecommendationId| {
            let updates = site.recommendation(id).updates.iter();
            updates
                .take_while(|(at, _)| Some(at) <= known.last())
                .any(|(_, update)| is_draft(*update))
        };
        known.iter().filter_map(|edition| report.edition(*edition).document).any(is_draft)
            || match self.page {
                Page::Recommendation(id, _) => has_draft(*id),
                _ => site.shown(place, self.links.view).any(has_draft),
            }
    }

    fn levels(&self) -> LevelView {
        let level = |level: u8| (level + self.heading_shift).min(6);
        LevelView { page: level(1), section: level(2), part: level(3), detail: level(4) }
    }

    /// The `page` of a document part's templates: only what ids and headings need. A part has no
    /// navigation, style sheets or alternates.
    pub(super) fn part_view(&self) -> PageView {
        PageView {
            kind: "print",
            title: self.names.page(self.page),
            description: self.names.description(self.page),
            draft: self.shows_draft(),
            // The report's page in the same view has the same content.
            canonical: self
                .page
                .report()
                .and_then(|(report, view)| self.links.canonical_of(&Page::Print(report, view))),
            edit_url: None,
            home: LinkView { title: self.config().title.to_string(), url: String::new() },
            breadcrumbs: Vec::new(),
            navigation: Vec::new(),
            report_pages: None,
            footer: Vec::new(),
            search_url: None,
            stylesheets: Vec::new(),
            assets: BTreeMap::new(),
            level: self.levels(),
            ids: self.links.ids.to_owned(),
            switcher: None,
            cite: None,
            cite_as: self.cite_printed_as(),
            alternates: Vec::new(),
            structured_data: None,
        }
    }

    fn edit_url(&self) -> Option<String> {
        let template = self.config().edit_url_template.as_ref()?;
        let document = self.page.document(self.site)?;
        let path = percent::path(self.site.document(document).path.as_str());
        Some(template.replace("{path}", &path))
    }

    fn breadcrumbs(&self) -> Vec<LinkView> {
        let above = self.page.kind(|kind| kind.above(self.site));
        let crumb = |page: Page| LinkView {
            title: match page {
                Page::Front => self.text("home", &[]),
                Page::Report(report, View::Latest) => self.names.short(report),
                Page::Report(report, View::Edition(edition)) => self.names.edition(report, edition),
                Page::Recommendation(id, view) => self.names.numbered_short(id, view),
                _ => self.names.page(&page),
            },
            url: self.links.page(&page),
        };
        above.into_iter().map(crumb).collect()
    }

    fn footer(&self) -> Vec<LinkView> {
        let linked = Page::OF_EVERY_SITE.into_iter();
        let linked = linked.filter(|page| page.kind(|kind| kind.is_in_footer()));
        let link = |page| LinkView { title: self.names.page(&page), url: self.links.page(&page) };
        linked.map(link).collect()
    }

    fn navigation(&self) -> Vec<NavigationView> {
        self.rendering
            .navigation
            .iter()
            .map(|(title, page)| NavigationView {
                title: title.clone(),
                url: self.links.page(page),
                current: page == self.page
                    || matches!(page, Page::Report(report, _) if self.links.report == Some(*report)),
            })
            .collect()
    }
}
