//! A site as a function from a route to bytes.
//!
//! [`PageList`] has the routes, and [`Rendering`] writes any one of them alone; what it keeps of one for the next
//! changes no byte, so that any number of threads can share it. This and [`crate::theme`] are the only phases that know
//! HTML and display texts.

use std::io;

use crate::address::{Names, Page, PageList};
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::media::{self, Shown};
use crate::site::{Fragments, Site};
use crate::theme::Theme;
use crate::world::World;

pub mod html;
mod links;
mod pages;
mod statuses;
pub mod view;

pub use pages::print::{Described, Selection, Volume};

use statuses::Statuses;

/// A site with its theme and its list of pages, ready to write any one of them.
pub struct Rendering<'a> {
    facts: &'a Facts,
    site: &'a Site,
    theme: &'a Theme,
    world: &'a dyn World,
    list: &'a PageList,
    fragments: Fragments<'a>,
    navigation: Vec<(String, Page)>,
    statuses: Statuses,
}

/// What every page of a site has in common.
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
    /// Renders pages of a list that is of this site and this theme.
    pub fn new(
        facts: &'a Facts,
        theme: &'a Theme,
        world: &'a dyn World,
        list: &'a PageList,
    ) -> Self {
        let site = facts.site();
        Self {
            facts,
            site,
            theme,
            world,
            list,
            fragments: Fragments::new(site, world),
            navigation: pages::navigation(site),
            statuses: Statuses::new(site, theme),
        }
    }

    fn names(&self) -> Names<'a> {
        Names { site: self.site, facts: self.facts, strings: self.theme.strings() }
    }

    /// How many texts have been parsed so far, for all pages together.
    pub fn texts_parsed(&self) -> usize {
        self.fragments.parsed()
    }

    /// Whether the page at a place in [`PageList::routes`] may be of any size.
    pub fn is_streamed(&self, index: usize) -> bool {
        self.list.pages[index].kind(|kind| kind.is_streamed())
    }

    /// The media type of the page at a place in [`PageList::routes`], and what a browser does with it.
    pub fn media(&self, index: usize) -> (String, Shown) {
        let route = &self.list.routes[index];
        let (media_type, shown) = self.list.pages[index].kind(|kind| kind.media(route));
        (media::with_charset(media_type), shown)
    }

    /// Writes the page at a place in [`PageList::routes`] piece by piece, where it may be of any
    /// size: files that are copied, and data. `None` for every other page.
    pub fn stream(
        &self,
        index: usize,
        out: &mut dyn io::Write,
    ) -> Option<Result<(), Box<Diagnostic>>> {
        pages::stream(self, &self.list.pages[index], &self.list.routes[index], out)
    }

    /// What such a document says of itself.
    pub fn describe(&self, selection: &Selection) -> Described {
        let page = Page::Print(selection.report, selection.view);
        pages::print::describe(self, &page.route(self.site, self.theme), selection)
    }

    /// Writes a part of a report as one document, recommendation by recommendation.
    pub fn print(
        &self,
        selection: &Selection,
        out: &mut dyn io::Write,
    ) -> Result<(), Box<Diagnostic>> {
        let page = Page::Print(selection.report, selection.view);
        pages::print::write(self, &page.route(self.site, self.theme), selection, out)
    }

    /// Appends the bytes of the page at a place in [`PageList::routes`]. An error is about the
    /// files that the page is made of: a template that fails, a file that changed meanwhile.
    pub fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        pages::write(self, &self.list.pages[index], &self.list.routes[index], out)
    }
}
