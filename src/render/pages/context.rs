//! What the views of a page are made with.

use std::collections::BTreeMap;

use super::{LevelView, LinkView, NavigationView, page_title, report_title, series};
use super::{Links, Page, PageView, Rendering, Route, Site, View};
use crate::analysis::status::{ShownStatus, shown_status};
use crate::config::Config;
use crate::document::Content;
use crate::document::date::{DateParts, PartialDate};
use crate::percent;
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
    pub(super) page: &'a Page,
    pub(super) route: &'a Route,
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
        let (site, theme) = (rendering.site, rendering.theme);
        // A server shows the page of a missing address at that address, wherever it is; and data is
        // read elsewhere than where it stands.
        let travels = matches!(page, Page::NotFound | Page::Data(_) | Page::Feed(_));
        let ids = &*site.config.id_prefix;
        let links = Links { site, theme, here: route, travels, view, report, ids, printed: None };
        let heading_shift = site.config.heading_offset;
        Self { rendering, site, page, route, links, heading_shift, addresses: None }
    }

    pub(super) fn config(&self) -> &'a Config {
        &self.site.config
    }

    pub(super) fn strings(&self) -> &'a Strings {
        self.rendering.theme.strings()
    }

    /// A display text; the key itself where a theme lacks it, which is seen at once.
    pub(super) fn text(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.strings().text_or_key(key, arguments)
    }

    pub(super) fn page_view(&self) -> PageView {
        let config = self.config();
        let theme = self.rendering.theme;
        let (stylesheets, assets): (Vec<_>, Vec<_>) =
            theme.assets.iter().partition(|asset| asset.is_stylesheet());
        PageView {
            kind: self.kind(),
            title: self.title(),
            description: self.description(),
            draft: self.shows_draft(),
            canonical: match self.page {
                Page::NotFound => None,
                Page::Redirect(_, target) => self.links.canonical(&target.route(self.site, theme)),
                _ => self.links.canonical(self.route),
            },
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
            title: self.title(),
            description: self.description(),
            draft: self.shows_draft(),
            // The page of the report in the same view says the same.
            canonical: self.page.report().and_then(|(report, view)| {
                let page = Page::Report(report, view);
                self.links.canonical(&page.route(self.site, self.rendering.theme))
            }),
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

    fn kind(&self) -> &'static str {
        use crate::document::fields::ReportKind;
        match self.page {
            Page::Front => "front",
            Page::NotFound => "not-found",
            Page::Ordinary(_) => "page",
            Page::Report(report, _) if self.site.report(*report).kind == ReportKind::Review => {
                "review"
            }
            Page::Report(_, View::Latest) => "report",
            Page::Report(_, View::Edition(_)) => "edition",
            Page::Changes(..) => "changes",
            Page::List(_, list) => list.name(),
            Page::Recommendation(..) => "recommendation",
            Page::Search => "search",
            Page::Redirect(..) => "redirect",
            Page::Print(..) => "print",
            Page::Data(_)
            | Page::SearchIndex
            | Page::Feed(_)
            | Page::Sitemap(_)
            | Page::Robots
            | Page::ThemeAsset(_)
            | Page::Asset(_) => "file",
        }
    }

    pub(super) fn title(&self) -> String {
        match self.page {
            Page::Front => match self.site.front {
                Some(document) => page_title(self.site, document),
                None => self.config().title.to_string(),
            },
            Page::NotFound => self.text("not-found-title", &[]),
            Page::Ordinary(document) => page_title(self.site, *document),
            Page::Report(report, View::Latest) => report_title(self.site, *report),
            Page::Report(report, View::Edition(edition)) => {
                self.titled_in(&report_title(self.site, *report), *report, *edition)
            }
            Page::List(_, list) => self.text(&format!("lists.{}", list.name()), &[]),
            Page::Changes(report, edition) => {
                self.titled_in(&self.text("changes-title", &[]), *report, *edition)
            }
            Page::Recommendation(id, view) => {
                let title = self.numbered_title(*id);
                match view {
                    View::Latest => title,
                    View::Edition(edition) => self.titled_in(&title, id.report, *edition),
                }
            }
            Page::Search => self.text("search.title", &[]),
            Page::Redirect(_, target) => self.target_title(target),
            Page::Print(..)
            | Page::Data(_)
            | Page::SearchIndex
            | Page::Feed(_)
            | Page::Sitemap(_)
            | Page::Robots
            | Page::ThemeAsset(_)
            | Page::Asset(_) => String::new(),
        }
    }

    /// The title of a page that belongs to an edition.
    pub(super) fn titled_in(&self, title: &str, report: ReportId, edition: EditionId) -> String {
        let edition = self.edition_title(report, edition);
        self.text("title-in-edition", &[("title", title), ("edition", &edition)])
    }

    pub(super) fn target_title(&self, target: &Page) -> String {
        let route = target.route(self.site, self.rendering.theme);
        PageContext::new(self.rendering, target, &route).title()
    }

    fn edit_url(&self) -> Option<String> {
        let template = self.config().edit_url_template.as_ref()?;
        let document = self.page.document(self.site)?;
        let path = percent::path(self.site.document(document).path.as_str());
        Some(template.replace("{path}", &path))
    }

    fn breadcrumbs(&self) -> Vec<LinkView> {
        let link = |title: String, page: &Page| LinkView { title, url: self.links.page(page) };
        let home = link(self.text("home", &[]), &Page::Front);
        let report = |report: ReportId| {
            let title =
                series(self.site, report).unwrap_or_else(|| report_title(self.site, report));
            link(title, &Page::Report(report, View::Latest))
        };
        let edition = |report: ReportId, edition: EditionId| {
            link(self.edition_title(report, edition), &Page::Report(report, View::Edition(edition)))
        };
        match self.page {
            Page::Front => Vec::new(),
            Page::Report(id, View::Edition(_)) | Page::List(id, _) => vec![home, report(*id)],
            Page::Changes(id, at) => vec![home, report(*id), edition(*id, *at)],
            Page::Recommendation(id, View::Latest) => vec![home, report(id.report)],
            Page::Recommendation(id, View::Edition(at)) => {
                vec![home, report(id.report), edition(id.report, *at)]
            }
            Page::Ordinary(document) => {
                let path = &self.site.document(*document).path;
                let below = path.below(&self.config().content).unwrap_or_default();
                let directory = below.split_once('/').map(|(directory, _)| directory);
                let of = directory.and_then(|directory| {
                    self.site.reports.iter().find(|report| &*report.id == directory)
                });
                [Some(home), of.map(|of| report(of.place))].into_iter().flatten().collect()
            }
            _ => vec![home],
        }
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
        self.shown(shown_status(self.site, id, view)?, view)
    }

    /// A status with the recommendation it is inherited from.
    pub(super) fn shown(&self, shown: ShownStatus<'_>, view: View) -> Option<ShownStatusView> {
        Some(ShownStatusView {
            status: self.status(shown.status)?,
            inherited_from: shown.inherited_from.map(|from| LinkView {
                title: self.numbered(from),
                url: self.links.page(&Page::Recommendation(from, view)),
            }),
        })
    }

    pub(super) fn edition_title(&self, report: ReportId, edition: EditionId) -> String {
        let edition = self.site.report(report).edition(edition);
        let document = edition.document.map(|document| self.site.document(document));
        match document.map(|document| &document.content) {
            Some(Content::Edition(front_matter)) if *front_matter.title != *edition.id => {
                front_matter.title.to_string()
            }
            // Its date, as all dates are written.
            _ => self.date(edition.date).text,
        }
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
            title: self.edition_title(report, edition),
            date: self.date(known.date),
            url: self.links.page(&page),
        }
    }

    /// "Recommendation 25".
    pub(super) fn numbered(&self, id: RecommendationId) -> String {
        let number = self.site.recommendation(id).number.as_str();
        self.text("recommendation", &[("number", number)])
    }

    /// "SSR1 Recommendation 25".
    pub(super) fn numbered_in_series(&self, id: RecommendationId) -> String {
        let number = self.site.recommendation(id).number.as_str();
        match series(self.site, id.report) {
            Some(series) => {
                let arguments = [("series", &*series), ("number", number)];
                self.text("recommendation-of-series", &arguments)
            }
            None => self.numbered(id),
        }
    }

    /// "Recommendation 25: Mechanisms for identifying risks".
    pub(super) fn numbered_title(&self, id: RecommendationId) -> String {
        let number = self.site.recommendation(id).number.as_str();
        let title = self.recommendation_title(id);
        self.text("recommendation-titled", &[("number", number), ("title", &title)])
    }

    pub(super) fn recommendation_title(&self, id: RecommendationId) -> String {
        self.site.adopted(id).map_or_else(String::new, |adopted| adopted.title.to_string())
    }

    /// A recommendation to go to, in the view of this page where it is of the same report.
    pub(super) fn recommendation_link(&self, id: RecommendationId) -> RecommendationLinkView {
        let view =
            if self.links.report == Some(id.report) { self.links.view } else { View::Latest };
        RecommendationLinkView {
            number: self.site.recommendation(id).number.to_string(),
            title: self.recommendation_title(id),
            name: self.numbered_title(id),
            url: self.links.page(&Page::Recommendation(id, view)),
            status: shown_status(self.site, id, view).and_then(|shown| self.status(shown.status)),
        }
    }
}
