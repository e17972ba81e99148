//! The context of rendering a page.

use std::cell::RefCell;

use foldhash::HashMap;
use serde::Serialize;

use crate::address::{Names, Page};
use crate::config::Config;
use crate::date::{DateParts, PartialDate};
use crate::facts::{Facts, ShownStatus, State};
use crate::key::Key;
use crate::path::Route;
use crate::render::html::push_text;
use crate::render::links::{Addresses, Links};
use crate::render::view::{
    DateView, EditionLinkView, Html, ItemView, LinkView, Made, RecommendationLinkView, Shared,
    ShownStatusView, StatusView,
};
use crate::render::{Failure, Rendering};
use crate::schema::Text;
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, Site, StatusMeaning, View};
use crate::theme::{Names as Asked, Strings};

/// A page being rendered.
#[derive(Clone)]
pub(super) struct PageContext<'a> {
    pub(super) rendering: &'a Rendering<'a>,
    pub(super) site: &'a Site,
    pub(super) facts: &'a Facts,
    pub(super) names: Names<'a>,
    pub(super) page: &'a Page,
    pub(super) links: Links<'a>,
    /// Levels to lower headings by.
    pub(super) heading_shift: u8,
    /// In a print document: the numbered addresses of links.
    pub(super) addresses: Option<&'a Addresses>,
    /// Whether views are made for their keys alone. Texts are then replaced by what they are made
    /// from, so that no file is read.
    pub(super) for_key: bool,
    /// The links of documents on this page, once made for a key.
    pub(super) links_made: LinksMade,
    /// The fields that the page's template can ask for; `None` for all.
    pub(super) asked: Option<&'a Asked>,
}

/// Keys of the links of documents.
pub(super) type LinksMade = RefCell<HashMap<DocumentId, Key>>;

impl<'a> PageContext<'a> {
    pub(super) fn new(rendering: &'a Rendering<'a>, page: &'a Page, route: &'a Route) -> Self {
        let (report, view) = match page.report() {
            Some((report, view)) => (Some(report), view),
            None => (None, View::Latest),
        };
        let (site, facts, theme) = (rendering.site, rendering.facts, rendering.theme);
        let read_at = page.kind(|kind| kind.read_at());
        let ids = &*site.config.id_prefix;
        let links =
            Links { facts, site, theme, here: route, read_at, view, report, ids, printed: None };
        let heading_shift = site.config.heading_offset;
        let names = rendering.names().of(report);
        let template = page.kind(|kind| kind.template(site));
        let asked = template.and_then(|name| rendering.wordings.of(report).names(name));
        Self {
            rendering,
            asked,
            site,
            facts,
            names,
            page,
            links,
            heading_shift,
            addresses: None,
            for_key: false,
            links_made: LinksMade::default(),
        }
    }

    /// The same page, for views that are made for their keys alone.
    pub(super) fn for_key(self) -> Self {
        Self { for_key: true, ..self }
    }

    /// A value made from texts. `from` is what it is made from: all that there is in a view made for
    /// its key alone.
    pub(super) fn made_from<T: Default>(
        &self,
        from: &impl Serialize,
        make: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<Made<T>, Failure> {
        let from = self.rendering.keys.as_ref().and_then(|_| Key::of(from));
        Ok(Made { value: if self.for_key { T::default() } else { make()? }, from })
    }

    /// Whether the template can ask for a field of `page`, `recommendation` or its update.
    pub(super) fn asks(&self, field: &str) -> bool {
        self.asked.is_none_or(|names| names.asks(field))
    }

    /// A field, if the template can ask for it; otherwise nothing, since making it is costly.
    pub(super) fn if_asked<T: Default>(&self, field: &str, make: impl FnOnce() -> T) -> T {
        if self.asks(field) { make() } else { T::default() }
    }

    /// The same of a field that may not be made.
    pub(super) fn if_asked_try<T: Default>(
        &self,
        field: &str,
        make: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if self.asks(field) { make() } else { Ok(T::default()) }
    }

    pub(super) fn config(&self) -> &'a Config {
        &self.site.config
    }

    pub(super) fn strings(&self) -> &'a Strings {
        self.names.strings
    }

    /// A string of the theme; the key itself if missing, to be noticed.
    pub(super) fn text(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.names.text(key, arguments)
    }

    /// "25, 26 and 28": a list of names.
    pub(super) fn listed(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [others @ .., last] => {
                let others = others.join(&self.text("list-separator", &[]));
                self.text("list-and", &[("list", &others), ("last", last)])
            }
        }
    }

    /// The absolute address of a page; relative without a `site-url`.
    pub(super) fn absolute(&self, page: &Page) -> String {
        self.absolute_route(&page.route(self.site, self.rendering.theme))
    }

    pub(super) fn absolute_route(&self, route: &Route) -> String {
        self.links.canonical(route).unwrap_or_else(|| self.links.route(route))
    }

    /// A date in the language of the page, made once.
    pub(super) fn date(&self, date: impl Into<PartialDate>) -> Shared<DateView> {
        let date = date.into();
        let make = || Shared::new(date_view(self.strings(), date));
        self.rendering.dates.get((self.links.report, date), make)
    }

    pub(super) fn status(&self, status: &StatusMeaning) -> Option<Shared<StatusView>> {
        self.rendering.statuses.status(status, self.on_paper())
    }

    /// The status vocabulary of a report.
    pub(super) fn legend(&self, report: ReportId) -> Shared<Vec<Shared<StatusView>>> {
        let statuses = &self.rendering.statuses;
        let view = self.view_of(report);
        let all = self.site.report(report).statuses.len();
        let known: Vec<&StatusMeaning> =
            self.site.vocabulary(report, view).map(|(_, meaning)| meaning).collect();
        let unstated = self.facts.may_be_unstated(report, view);
        if known.len() == all {
            return statuses.legend(report, self.on_paper(), unstated);
        }
        let unstated = unstated.then(|| statuses.not_stated(self.on_paper()));
        let known = known.into_iter().filter_map(|meaning| self.status(meaning));
        Shared::new(known.chain(unstated).collect())
    }

    /// The page's view of a report: the latest one of others.
    pub(super) fn view_of(&self, report: ReportId) -> View {
        if self.links.report == Some(report) { self.links.view } else { View::Latest }
    }

    /// The view in which the page names the recommendations of a report.
    pub(super) fn view_named(&self, report: ReportId) -> View {
        match self.links.report {
            Some(own) => self.site.view_named(own, self.links.view, report),
            None => View::Latest,
        }
    }

    /// Whether the page is part of a print document.
    pub(super) fn on_paper(&self) -> bool {
        self.links.printed.is_some()
    }

    pub(super) fn shown_status(&self, id: RecommendationId, view: View) -> Option<ShownStatusView> {
        match self.facts.state(id, view) {
            State::NotReported => None,
            State::NotStated => Some(ShownStatusView {
                status: self.rendering.statuses.not_stated(self.on_paper()),
                inherited_from: None,
                derived_from: None,
            }),
            State::Stated(shown) => self.shown(shown, view),
        }
    }

    /// A status without its source; `None` if not yet reported.
    pub(super) fn status_of(&self, id: RecommendationId, view: View) -> Option<Shared<StatusView>> {
        Some(self.shown_status(id, view)?.status)
    }

    /// A status and the recommendation it is inherited from.
    pub(super) fn shown(&self, shown: ShownStatus<'_>, view: View) -> Option<ShownStatusView> {
        Some(ShownStatusView {
            status: self.status(shown.status)?,
            derived_from: (shown.derived_from > 0).then_some(shown.derived_from),
            inherited_from: shown.inherited_from.map(|from| LinkView {
                title: if self.links.report == Some(from.report) {
                    self.names.numbered(from, view)
                } else {
                    self.names.numbered_in_series(from, view)
                },
                url: self.links.page(&Page::Recommendation(from, view)),
            }),
        })
    }

    pub(super) fn edition_date(&self, report: ReportId, edition: EditionId) -> Shared<DateView> {
        self.date(self.site.report(report).edition(edition).date)
    }

    /// What a report calls its recommendations.
    pub(super) fn item(&self, report: ReportId) -> ItemView {
        let item = self.names.item(report);
        let form = |form: &Option<Text>| form.as_ref().map(ToString::to_string);
        ItemView {
            zero: form(&item.zero),
            one: item.one().to_owned(),
            two: form(&item.two),
            few: form(&item.few),
            many: form(&item.many),
            other: item.other().to_owned(),
            title: item.title(),
            titles: item.titles(),
        }
    }

    /// A link to an edition's page, or to a recommendation's page in it.
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

    /// A link to a recommendation, in this page's view if of the same report.
    pub(super) fn recommendation_link(&self, id: RecommendationId) -> RecommendationLinkView {
        let view = self.view_of(id.report);
        RecommendationLinkView {
            number: self.site.number(id, view).to_string(),
            title: self.names.short_title(id, view),
            name: self.names.numbered_short(id, view),
            url: self.links.page(&Page::Recommendation(id, view)),
            status: self.status_of(id, view),
        }
    }
}

fn date_view(strings: &Strings, date: PartialDate) -> DateView {
    let iso = date.to_string();
    let text = strings.date(date);
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
