//! A site as a function from a route to bytes.
//!
//! [`Rendering`] lists the routes and writes any one of them alone; it changes nothing, so that
//! any number of threads can share it. This and [`crate::theme`] are the only phases that know
//! HTML and display texts.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::path::Route;
use crate::site::Site;
use crate::theme::Theme;
use crate::world::World;

mod links;
pub mod markdown;
mod page;
mod pages;
pub mod view;

pub use page::Page;

/// A site with its theme, ready to write any of its pages.
pub struct Rendering<'a> {
    site: &'a Site,
    theme: &'a Theme,
    world: &'a dyn World,
    pages: Vec<Page>,
    routes: Vec<Route>,
    shared: pages::Shared,
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
    /// Lists the pages of a site. Addresses that cannot be are returned beside it.
    pub fn new(site: &'a Site, theme: &'a Theme, world: &'a dyn World) -> (Self, Vec<Diagnostic>) {
        let (pages, routes, diagnostics) = page::list(site, theme);
        let shared = pages::Shared::of(site, &pages);
        (Self { site, theme, world, pages, routes, shared }, diagnostics)
    }

    /// Every address of the site. Those of pages that share their sources stand together.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Writes the page at a place in [`Rendering::routes`] piece by piece, where it may be of any
    /// size: files that are copied, and data. `None` for every other page.
    pub fn stream(
        &self,
        index: usize,
        out: &mut dyn io::Write,
    ) -> Option<Result<(), Box<Diagnostic>>> {
        pages::stream(self, &self.pages[index], &self.routes[index], out)
    }

    /// Appends the bytes of the page at a place in [`Rendering::routes`]. An error is about the
    /// files that the page is made of: a template that fails, a file that changed meanwhile.
    pub fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        pages::write(self, &self.pages[index], &self.routes[index], out)
    }
}
