//! What the views of a page are made with.

use std::collections::BTreeMap;

use super::{LevelView, LinkView, NavigationView};
use super::{Links, Page, PageView, Rendering, Route, Site, View};
use crate::address::Names;
use crate::config::Config;
use crate::date::{DateParts, PartialDate};
use crate::facts::{Facts, ShownStatus};
use crate::path::escape;
use crate::render::html::push_text;
use crate::render::links::Addresses;
use crate::render::view::{
    DateView, EditionLinkView, Html, RecommendationLinkView, Shared, ShownStatusView, StatusView,
};
use crate::site::{EditionId, Owner, RecommendationId, ReportId, StatusMeaning};
use crate::theme::Strings;

/// One page being made.
pub(super) struct PageContext<'a> {
    pub(super) rendering: &'a Rendering<'a>,
    pub(super) site: &'a Site,
    pub(super) facts: &'a Facts,
    pub(super) names: Names<'a>,
    pub(super) page: &'a Page,
    pub(super) links: Links<'a>,
    /// How many levels headings are moved down.
    pub(super) heading_shift: u8,
    /// In a document for itself: the numbers of the addresses that links lead to.
    pub(super) addresses: Option<&'a Addresses>,
}

impl<'a> PageContext<'a> {
    pub(super) fn new(rendering: &'a Rendering<'a>, page: &'a Page, route: &'a Route) -> Self {
        let (report, view) = match page.report() {
            Some((report, view)) => (Some(report), view),
            None => (None, View::Latest),
        };
        let (site, facts, theme) = (rendering.site, rendering.facts, rendering.theme);
        let travels = page.kind(|kind| kind.travels());
        let ids = &*site.config.id_prefix;
        let links =
            Links { facts, site, theme, here: route, travels, view, report, ids, printed: None };
        let heading_shift = site.config.heading_offset;
        let names = rendering.names();
        Self { rendering, site, facts, names, page, links, heading_shift, addresses: None }
    }

    pub(super) fn config(&self) -> &'a Config {
        &self.site.config
    }

    pub(super) fn strings(&self) -> &'a Strings {
        self.names.strings
    }

    /// A display text; the key itself where a theme lacks it, which is seen at once.
    pub(super) fn text(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.names.text(key, arguments)
    }

    pub(super) fn page_view(&self) -> PageView {
        let config = self.config();
        let theme = self.rendering.theme;
        let (stylesheets, assets): (Vec<_>, Vec<_>) =
            theme.assets.iter().partition(|asset| asset.is_stylesheet());
        PageView {
            kind: self.page.kind(|kind| kind.name(self.site)),
            title: self.names.page(self.page),
            description: self.names.description(self.page),
            draft: self.shows_draft(),
            canonical: self.links.canonical_of(self.page),
            edit_url: self.edit_url(),
            home: LinkView { title: config.title.to_string(), url: self.links.page(&Page::Front) },
            breadcrumbs: self.breadcrumbs(),
            navigation: self.navigation(),
            search_url: config.search.then(|| self.links.page(&Page::Search)),
            stylesheets: stylesheets.iter().map(|asset| self.links.route(&asset.route)).collect(),
            assets: assets
                .iter()
                .map(|asset| (asset.name.clone(), self.links.route(&asset.route)))
                .collect::<BTreeMap<_, _>>(),
            level: self.levels(),
            ids: self.links.ids.to_owned(),
            switcher: self.switcher(),
            cite: self.cite(),
            alternates: self.alternates(),
            structured_data: self.structured_data(),
        }
    }

    /// Whether the page shows a draft: in the file that it is made of, in its edition, or in anything
    /// that a page about a whole report tells of.
    fn shows_draft(&self) -> bool {
        let site = self.site;
        if site.drafts.is_empty() {
            return false;
        }
        let is_draft = |id| site.drafts.contains(&site.document(id).path);
        if self.page.document(site).is_some_and(is_draft) {
            return true;
        }
        let Some(report) = self.links.report else {
            // The front page tells of every report.
            let about = |(id, _)| is_draft(id) && site.owner(id) != Owner::Page;
            return *self.page == Page::Front && site.documents().any(about);
        };
        let report = site.report(report);
        let edition = report.edition_as_of(self.links.view);
        let edition = edition.and_then(|edition| report.edition(edition).document);
        let whole = !matches!(self.page, Page::Recommendation(..));
        let carried = || report.ids().filter_map(|id| site.carried(id, self.links.view));
        edition.is_some_and(is_draft) || whole && carried().any(|(_, update)| is_draft(update))
    }

    fn levels(&self) -> LevelView {
        let level = |level: u8| (level + self.heading_shift).min(6);
        LevelView { page: level(1), section: level(2), part: level(3), detail: level(4) }
    }

    /// What templates of a part of a document are given as `page`: what they need to write ids and
    /// headings. A part has no navigation, no style sheets and no other forms.
    pub(super) fn part_view(&self) -> PageView {
        PageView {
            kind: "print",
            title: self.names.page(self.page),
            description: self.names.description(self.page),
            draft: self.shows_draft(),
            // The page of the report in the same view says the same.
            canonical: self
                .page
                .report()
                .and_then(|(report, view)| self.links.canonical_of(&Page::Print(report, view))),
            edit_url: None,
            home: LinkView { title: self.config().title.to_string(), url: String::new() },
            breadcrumbs: Vec::new(),
            navigation: Vec::new(),
            search_url: None,
            stylesheets: Vec::new(),
            assets: BTreeMap::new(),
            level: self.levels(),
            ids: self.links.ids.to_owned(),
            switcher: None,
            cite: None,
            alternates: Vec::new(),
            structured_data: None,
        }
    }

    /// The absolute address of a page; without a `site-url`, the one that it has on this page.
    pub(super) fn absolute(&self, page: &Page) -> String {
        self.absolute_route(&page.route(self.site, self.rendering.theme))
    }

    pub(super) fn absolute_route(&self, route: &Route) -> String {
        self.links.canonical(route).unwrap_or_else(|| self.links.route(route))
    }

    fn edit_url(&self) -> Option<String> {
        let template = self.config().edit_url_template.as_ref()?;
        let document = self.page.document(self.site)?;
        let path = escape(self.site.document(document).path.as_str());
        Some(template.replace("{path}", &path))
    }

    fn breadcrumbs(&self) -> Vec<LinkView> {
        let above = self.page.kind(|kind| kind.above(self.site));
        let crumb = |page: Page| LinkView {
            title: match page {
                Page::Front => self.text("home", &[]),
                Page::Report(report, View::Latest) => self.names.short(report),
                Page::Report(report, View::Edition(edition)) => self.names.edition(report, edition),
                _ => self.names.page(&page),
            },
            url: self.links.page(&page),
        };
        above.into_iter().map(crumb).collect()
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

    pub(super) fn date(&self, date: impl Into<PartialDate>) -> DateView {
        let date = date.into();
        let iso = date.to_string();
        let text = self.strings().date(date);
        let mut html = String::with_capacity(2 * text.len() + 32);
        let machine_readable = !matches!(date.parts(), DateParts::Quarter { .. });
        if machine_readable {
            html.push_str("<time datetime=\"");
            html.push_str(&iso);
            html.push_str("\">");
        }
        push_text(&mut html, &text);
        if machine_readable {
            html.push_str("</time>");
        }
        DateView { iso, text, html: Html(html) }
    }

    pub(super) fn status(&self, status: &StatusMeaning) -> Option<Shared<StatusView>> {
        self.rendering.statuses.status(status, self.on_paper())
    }

    /// The whole vocabulary of a report.
    pub(super) fn legend(&self, report: ReportId) -> Shared<Vec<Shared<StatusView>>> {
        self.rendering.statuses.legend(report, self.on_paper())
    }

    /// Whether the page is part of a document for itself.
    pub(super) fn on_paper(&self) -> bool {
        self.links.printed.is_some()
    }

    pub(super) fn shown_status(&self, id: RecommendationId, view: View) -> Option<ShownStatusView> {
        self.shown(self.facts.status(id, view)?, view)
    }

    /// A status with the recommendation it is inherited from.
    pub(super) fn shown(&self, shown: ShownStatus<'_>, view: View) -> Option<ShownStatusView> {
        Some(ShownStatusView {
            status: self.status(shown.status)?,
            inherited_from: shown.inherited_from.map(|from| LinkView {
                title: self.names.numbered(from),
                url: self.links.page(&Page::Recommendation(from, view)),
            }),
        })
    }

    pub(super) fn edition_date(&self, report: ReportId, edition: EditionId) -> DateView {
        self.date(self.site.report(report).edition(edition).date)
    }

    /// An edition to go to: its own page, or a recommendation's page in it.
    pub(super) fn edition_link(
        &self,
        report: ReportId,
        edition: EditionId,
        recommendation: Option<RecommendationId>,
    ) -> EditionLinkView {
        let view = View::Edition(edition);
        let page = match recommendation {
            Some(id) => Page::Recommendation(id, view),
            None => Page::Report(report, view),
        };
        let known = self.site.report(report).edition(edition);
        EditionLinkView {
            id: known.id.to_string(),
            title: self.names.edition(report, edition),
            date: self.date(known.date),
            url: self.links.page(&page),
        }
    }

    /// A recommendation to go to, in the view of this page where it is of the same report.
    pub(super) fn recommendation_link(&self, id: RecommendationId) -> RecommendationLinkView {
        let view =
            if self.links.report == Some(id.report) { self.links.view } else { View::Latest };
        RecommendationLinkView {
            number: self.site.recommendation(id).number.to_string(),
            title: self.names.recommendation(id),
            name: self.names.numbered_title(id),
            url: self.links.page(&Page::Recommendation(id, view)),
            status: self.facts.status(id, view).and_then(|shown| self.status(shown.status)),
        }
    }
}
