//! Which files a bag holds.
//!
//! A bag of one edition is readable by itself: it holds the edition's pages and everything that they
//! load or offer for download. Other pages of the site that they link to would lead to more and more,
//! so each is replaced by a page at the same place that leads to the published one.

use std::collections::{BTreeSet, HashMap};

use super::info::{SOURCES, published};
use super::{Maker, Scope, links};
use crate::address::{Page, PageList};
use crate::check::baseline;
use crate::config::FILE_NAME;
use crate::data::File;
use crate::diagnostic::Diagnostic;
use crate::link_check::results;
use crate::path::{Route, SourcePath};
use crate::site::{Site, View};
use crate::world::{ReadError, World};

/// The record of publications, in a project's root.
const PUBLICATIONS: &str = "publications.toml";

/// The directory of a project's own themes.
const THEMES: &str = "themes";

/// A file of a payload.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its place in the bag.
    pub(super) route: Route,
    pub(super) source: Source,
}

/// What a file of a payload is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The page with this index.
    Page(usize),
    /// A page in place of the page with this index.
    StandIn(usize),
    /// A file of the project, as it is.
    File(SourcePath),
}

/// All files of a payload, in order of their places.
pub(super) struct Contents {
    pub(super) entries: Vec<Entry>,
}

impl Contents {
    pub(super) fn of(
        maker: &Maker<'_>,
        site: &Site,
        list: &PageList,
        scope: Scope,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut entries = match scope {
            Scope::Site => (0..list.pages.len()).map(Source::Page).collect(),
            Scope::Edition(report, edition) => {
                let view = View::Edition(edition);
                let holds = |page: &Page| match page {
                    Page::ThemeAsset(_) | Page::Data(File::Schema(_)) => true,
                    Page::Data(file) => *file == File::Edition(report, edition),
                    page => page.report() == Some((report, view)),
                };
                let held = (0..list.pages.len()).filter(|index| holds(&list.pages[*index]));
                with_linked(maker, site, list, &held.collect())?
            }
        }
        .into_iter()
        .map(|source| Entry { route: place(&source, list), source })
        .collect::<Vec<_>>();
        entries.extend(sources(site, maker.world)?);
        entries.sort_unstable_by(|one, other| one.route.cmp(&other.route));
        Ok(Self { entries })
    }

    /// The places of pages that stand in for others.
    pub(super) fn stand_ins(&self) -> Vec<Route> {
        let stand_in = |entry: &&Entry| matches!(entry.source, Source::StandIn(_));
        self.entries.iter().filter(stand_in).map(|entry| entry.route.clone()).collect()
    }
}

fn place(source: &Source, list: &PageList) -> Route {
    match source {
        Source::Page(index) | Source::StandIn(index) => published(&list.routes[*index]),
        Source::File(path) => Route::new(format!("{SOURCES}{path}")),
    }
}

/// The held pages, and what they link to: files as they are, and stand-ins for pages.
fn with_linked(
    maker: &Maker<'_>,
    site: &Site,
    list: &PageList,
    held: &BTreeSet<usize>,
) -> Result<Vec<Source>, Vec<Diagnostic>> {
    let places: HashMap<&str, usize> =
        list.routes.iter().enumerate().map(|(index, route)| (route.as_str(), index)).collect();
    let mut linked = BTreeSet::new();
    let mut failed = Vec::new();
    for index in held {
        let route = &list.routes[*index];
        if !route.as_str().ends_with(".html") {
            continue;
        }
        let mut bytes = Vec::new();
        let source = Source::Page(*index);
        match maker.write(&source, &mut bytes) {
            Ok(()) => {
                let found = links::within_site(&String::from_utf8_lossy(&bytes), route);
                linked.extend(found.iter().filter_map(|route| places.get(&**route)));
            }
            Err(error) => {
                let entry = Entry { route: place(&source, list), source };
                failed.push(*super::failure(error, &entry));
            }
        }
    }
    if !failed.is_empty() {
        return Err(failed);
    }
    let others = linked.difference(held).map(|index| {
        let page = &list.pages[*index];
        let is_page = page.kind(|kind| kind.template(site)).is_some();
        if is_page || matches!(page, Page::Print(..)) {
            Source::StandIn(*index)
        } else {
            Source::Page(*index)
        }
    });
    Ok(held.iter().copied().map(Source::Page).chain(others).collect())
}

/// The files that the site is made from, without drafts and hidden files.
fn sources(site: &Site, world: &dyn World) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let mut paths = BTreeSet::new();
    for name in [FILE_NAME, baseline::FILE_NAME, results::FILE_NAME, PUBLICATIONS] {
        let path = SourcePath::new(name);
        if world.read(&path) != Err(ReadError::Missing) {
            paths.insert(path);
        }
    }
    let css = site.config.additional_css.iter();
    paths.extend(css.filter_map(|css| SourcePath::default().resolve(css)));
    let mut failed = Vec::new();
    for directory in [site.config.content.clone(), SourcePath::new(THEMES)] {
        let listing = world.walk(&directory);
        paths.extend(listing.files);
        let problems = listing.problems.iter();
        failed.extend(problems.map(|(path, error)| error.diagnostic(path)));
    }
    if !failed.is_empty() {
        return Err(failed);
    }
    let kept = paths.into_iter().filter(|path| !site.drafts.contains(path));
    let entry = |path: SourcePath| Entry {
        route: Route::new(format!("{SOURCES}{path}")),
        source: Source::File(path),
    };
    Ok(kept.map(entry).collect())
}
