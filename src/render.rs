//! Renders a site: a function from routes to bytes.
//!
//! [`PageList`] has the routes; [`Rendering`] writes each page independently. Its caches do not
//! affect the output, so it can be shared between threads. Only this and [`crate::theme`] know HTML
//! and display texts.

use std::io;
use std::sync::OnceLock;

use chrono::NaiveDate;

use crate::address::{List, Names, Page, PageList, Wordings};
use crate::date::PartialDate;
use crate::facts::Facts;
use crate::facts::coarse::KeyRing;
use crate::key::{Key, KeyMaker, Parts, Whole};
use crate::media::{self, Shown};
use crate::path::Route;
use crate::site::{Fragments, RecommendationId, ReportId, Site, View};
use crate::theme::Theme;
use crate::world::World;

mod context;
mod corrections;
mod files;
mod frame;
pub mod html;
mod links;
mod memo;
mod pages;
mod pictures;
mod prose;
mod statuses;
mod trial;
pub mod view;

pub use pages::print::{Described, Selection, Volume, css_string};

use memo::Memo;
use statuses::Statuses;
use view::{DateView, Shared, TickView};

pub use crate::data::WriteError;

/// Why a page was not written.
type Failure = WriteError;

/// A site with its theme and page list, ready for rendering.
pub struct Rendering<'a> {
    facts: &'a Facts,
    site: &'a Site,
    theme: &'a Theme,
    world: &'a dyn World,
    list: &'a PageList,
    fragments: Fragments<'a>,
    navigation: Vec<(String, Page)>,
    /// The lists of each report that have anything to list.
    lists: Vec<Vec<List>>,
    /// The parties of each report, where a page leads to them.
    party_ids: Vec<OnceLock<pages::lists::PartyIds>>,
    wordings: Wordings,
    statuses: Statuses,
    /// Dates in the language of each report.
    dates: Memo<(Option<ReportId>, PartialDate), Shared<DateView>>,
    /// The lines of charts that begin and end on the same days.
    ticks: Memo<(Option<ReportId>, NaiveDate, NaiveDate), Shared<Vec<TickView>>>,
    /// Makes keys; without it, no page has one.
    keys: Option<KeyRing>,
}

/// The data common to all pages.
pub fn site_view(site: &Site) -> view::SiteView {
    let config = &site.config;
    view::SiteView {
        title: config.title.to_string(),
        description: config.description.as_ref().map(ToString::to_string),
        authors: config.authors.iter().map(ToString::to_string).collect(),
        language: config.language.to_string(),
        direction: config.text_direction.word().to_owned(),
        url: config.site_url.as_ref().map(ToString::to_string),
    }
}

impl<'a> Rendering<'a> {
    /// Renders pages of a list of this site and theme.
    pub fn new(
        facts: &'a Facts,
        theme: &'a Theme,
        world: &'a dyn World,
        list: &'a PageList,
    ) -> Self {
        let site = facts.site();
        let wordings = Wordings::new(site, theme);
        Self {
            facts,
            site,
            theme,
            world,
            list,
            fragments: Fragments::new(site, world),
            navigation: frame::navigation(site),
            party_ids: site.reports.iter().map(|_| OnceLock::new()).collect(),
            lists: site.reports.iter().map(|report| frame::filled(site, report.place)).collect(),
            statuses: Statuses::new(site, &wordings),
            wordings,
            dates: Memo::default(),
            ticks: Memo::default(),
            keys: None,
        }
    }

    /// Gives pages keys. `surroundings` is a digest of what all of them are made from besides the
    /// documents: settings, theme, locks, copied files, options.
    #[must_use]
    pub fn with_keys(self, surroundings: u64) -> Self {
        Self { keys: Some(KeyRing::new(self.site, surroundings)), ..self }
    }

    /// Begins a key.
    fn key_maker(&self) -> Option<KeyMaker> {
        self.keys.as_ref().map(KeyRing::begin)
    }

    /// The coarse key of a page or a part about a recommendation, see [`KeyRing::coarse`].
    fn coarse(&self, id: RecommendationId, what: &impl serde::Serialize) -> Option<Key> {
        self.keys.as_ref()?.coarse(self.site, id, what)
    }

    fn names(&self) -> Names<'_> {
        let strings = self.wordings.of(None).strings();
        Names { site: self.site, facts: self.facts, wordings: &self.wordings, strings }
    }

    /// The title of the page with this index in [`PageList::routes`]; empty for a file that is no
    /// page.
    pub fn title(&self, index: usize) -> String {
        self.names().page(&self.list.pages[index])
    }

    /// The address of a page.
    pub fn route(&self, page: &Page) -> Route {
        page.route(self.site, self.theme)
    }

    /// Number of texts parsed so far.
    pub fn texts_parsed(&self) -> usize {
        self.fragments.parsed()
    }

    /// Whether the page with this index in [`PageList::routes`] has unbounded size.
    pub fn is_streamed(&self, index: usize) -> bool {
        self.list.pages[index].kind(|kind| kind.is_streamed())
    }

    /// Whether the page with this index in [`PageList::routes`] is a plain copy of a file.
    pub fn is_copied(&self, index: usize) -> bool {
        matches!(self.list.pages[index], Page::Asset(_))
    }

    /// The media type of the page with this index in [`PageList::routes`], and how browsers treat
    /// it.
    pub fn media(&self, index: usize) -> (String, Shown) {
        let route = &self.list.routes[index];
        let (media_type, shown) = self.list.pages[index].kind(|kind| kind.media(route));
        (media::with_charset(media_type), shown)
    }

    /// Streams the page with this index in [`PageList::routes`] if its size is unbounded: copied
    /// files and data. `None` for other pages.
    pub fn stream(&self, index: usize, out: &mut dyn io::Write) -> Option<Result<(), WriteError>> {
        self.stream_parts(index, &mut Whole(out))
    }

    /// The same, part by part.
    pub fn stream_parts(
        &self,
        index: usize,
        out: &mut dyn Parts,
    ) -> Option<Result<(), WriteError>> {
        pages::stream(self, &self.list.pages[index], &self.list.routes[index], out)
    }

    /// The metadata of such a document.
    pub fn describe(&self, selection: &Selection) -> Described {
        let page = Page::Print(selection.report, selection.view);
        pages::print::describe(self, &page.route(self.site, self.theme), selection)
    }

    /// Streams a part of a report as one document.
    pub fn print(&self, selection: &Selection, out: &mut dyn io::Write) -> Result<(), WriteError> {
        let page = Page::Print(selection.report, selection.view);
        let route = page.route(self.site, self.theme);
        pages::print::write(self, &route, selection, pages::print::Place::Alone, &mut Whole(out))
    }

    /// Appends a page that stands in for the page with this index in [`PageList::routes`] where that
    /// is not at hand: it leads to the published one, by its absolute address.
    pub fn stand_in(&self, index: usize, out: &mut Vec<u8>) -> Result<(), WriteError> {
        let route = &self.list.routes[index];
        let page = Page::Redirect(route.clone(), Box::new(self.list.pages[index].clone()));
        pages::stand_in(&context::PageContext::new(self, &page, route), out)
    }

    /// The coarse key of the page with this index in [`PageList::routes`]: of more than it is made
    /// from. `None` for a page that is not about one recommendation.
    pub fn coarse_key(&self, index: usize) -> Option<Key> {
        match &self.list.pages[index] {
            Page::Recommendation(id, view) => {
                let edition = match view {
                    View::Latest => None,
                    View::Edition(edition) => Some(edition.0),
                };
                self.coarse(*id, &("page", edition))
            }
            _ => None,
        }
    }

    /// The key of everything that the page with this index in [`PageList::routes`] is made from;
    /// `None` for a page that is copied, made of parts with keys of their own, or always written.
    pub fn key(&self, index: usize) -> Option<Key> {
        pages::key(self, &self.list.pages[index], &self.list.routes[index])
    }

    /// Appends the page with this index in [`PageList::routes`]. Errors concern its sources: a
    /// failing template, a file changed meanwhile.
    pub fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), WriteError> {
        self.write_keyed(index, out).map(drop)
    }

    /// The same; returns the key of the page, if it has one.
    pub fn write_keyed(&self, index: usize, out: &mut Vec<u8>) -> Result<Option<Key>, WriteError> {
        pages::write(self, &self.list.pages[index], &self.list.routes[index], out)
    }
}
