//! A report as one self-contained document, for paper and PDF.
//!
//! Streamed part by part, never held whole. Its content is that of the site's pages, except links:
//! within the document if it contains the target, otherwise absolute if possible.

use serde::Serialize;
use tera::Context;

use crate::address::{Page, ReadAt};
use crate::key::{Key, KeyMaker, Parts};
use crate::path::Route;
use crate::render::context::{LinksMade, PageContext};
use crate::render::links::{Addresses, Links, PART_END, Printed};
use crate::render::pages::{Wanted, changes, lists, recommendation, review};
use crate::render::view::{PrintContentsView, PrintEndView};
use crate::render::{Failure, Rendering};
use crate::site::{DocumentId, RecommendationId, ReportId, View};

mod begin;
mod css;
mod margins;
mod selection;

pub use begin::Described;
pub use css::string as css_string;
pub use selection::{Selection, Volume};

/// Headings of recommendations are one level lower than on their own pages; those of their parts
/// one more for each level.
const SHIFT: u8 = 1;

/// Levels of parts that headings tell apart: below are the headings of their sections and texts.
const MOST_LEVELS: u8 = 3;

/// Where a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Place {
    /// At its address: it leads back to the site's pages.
    OnSite,
    /// Anywhere, as a file of its own.
    Alone,
}

/// Writes a document.
pub(in crate::render) fn write(
    rendering: &Rendering<'_>,
    route: &Route,
    selection: &Selection,
    place: Place,
    out: &mut dyn Parts,
) -> Result<(), Failure> {
    let site = rendering.site;
    let printed = selection.printed(site);
    let document = Document::new(rendering, route, selection, &printed);
    let mut out = Out { out, page: Vec::new() };
    document.begin(place, &mut out)?;
    for id in printed.recommendations.iter().copied() {
        document.recommendation(id, &mut out)?;
    }
    document.end(&mut out)
}

/// The metadata of a document.
pub(in crate::render) fn describe(
    rendering: &Rendering<'_>,
    route: &Route,
    selection: &Selection,
) -> Described {
    let printed = selection.printed(rendering.site);
    let document = Document::new(rendering, route, selection, &printed);
    let page = document.page();
    document.described(&document.part(&page, "", 0))
}

/// The output of a document.
struct Out<'a> {
    out: &'a mut dyn Parts,
    /// The part being made.
    page: Vec<u8>,
}

/// What a part is made by.
struct Part<'p> {
    template: &'p str,
    /// The name of its view in the template.
    name: &'static str,
    /// The id of one that others lead to.
    id: Option<&'p str>,
    coarse: Option<Key>,
}

impl<'p> Part<'p> {
    fn new(template: &'p str, name: &'static str) -> Self {
        Self { template, name, id: None, coarse: None }
    }
}

impl Out<'_> {
    /// Writes a part, unless it is at hand.
    fn part<V: Serialize>(
        &mut self,
        cx: &PageContext<'_>,
        part: &Part<'_>,
        view: impl Fn(&PageContext<'_>) -> Result<V, Failure>,
    ) -> Result<(), Failure> {
        if self.out.begin(part.coarse)? {
            return Ok(());
        }
        let make = |cx: &PageContext<'_>, mut wanted: Wanted<'_>| {
            let mut context = Context::new();
            if let Some(id) = part.id {
                context.insert("part", id);
            }
            cx.make(context, part.template, (&cx.part_view(), part.name, view(cx)?), &mut wanted)
        };
        let mut maker = cx.rendering.key_maker().filter(|_| self.out.wants_keys());
        if let Some(mut maker) = maker.clone().filter(|_| self.out.has_old()) {
            make(&cx.clone().for_key(), Wanted { page: None, key: Some(&mut maker) })?;
            if self.out.is_at_hand(maker.finish())? {
                return Ok(());
            }
        }
        self.page.clear();
        make(cx, Wanted { page: Some(&mut self.page), key: maker.as_mut() })?;
        self.out.made_from(maker.and_then(KeyMaker::finish));
        Ok(self.out.write_all(&self.page)?)
    }
}

struct Document<'a> {
    rendering: &'a Rendering<'a>,
    route: &'a Route,
    selection: &'a Selection,
    /// The recommendations of all volumes.
    chosen: Vec<RecommendationId>,
    printed: &'a Printed,
    addresses: Addresses,
}

impl<'a> Document<'a> {
    fn new(
        rendering: &'a Rendering<'a>,
        route: &'a Route,
        selection: &'a Selection,
        printed: &'a Printed,
    ) -> Self {
        let chosen = selection.chosen(rendering.site);
        let addresses = Addresses::default();
        let mut document = Self { rendering, route, selection, chosen, printed, addresses };
        document.addresses = document.linked();
        document
    }

    /// The addresses of all links, in the order of the recommendations. They are numbered before
    /// anything is written, so that no part depends on those before it.
    fn linked(&self) -> Addresses {
        let (site, view) = (self.rendering.site, self.printed.view);
        let page = self.page();
        let cx = self.part(&page, "", 0);
        let mut addresses = Addresses::default();
        let mut add = |document: DocumentId| cx.each_address(document, |it| addresses.add(it));
        let report = site.report(self.printed.report);
        if let Some(edition) = report.edition_as_of(view) {
            report.edition(edition).document.into_iter().for_each(&mut add);
        }
        for id in self.printed.recommendations.iter().copied() {
            site.recommendation(id).document.into_iter().for_each(&mut add);
            site.carried(id, view).into_iter().for_each(|(_, document)| add(document));
        }
        for review in self.printed.reviews.iter().copied() {
            add(site.report(review).document);
            let entries = site.shown(review, View::Latest);
            let said = entries.filter_map(|entry| site.entry_as_of(entry, View::Latest));
            said.for_each(&mut add);
        }
        addresses
    }

    /// The page with the same content as the whole document.
    fn page(&self) -> Page {
        Page::Report(self.printed.report, self.printed.view)
    }

    /// The context of a part of the document: that of its page, with another id prefix.
    fn part<'p>(&'p self, page: &'p Page, ids: &'p str, heading_shift: u8) -> PageContext<'p> {
        let site = self.rendering.site;
        let (report, view) = match page.report() {
            Some((report, view)) => (Some(report), view),
            None => (None, View::Latest),
        };
        let facts = self.rendering.facts;
        let links = Links {
            facts,
            site,
            theme: self.rendering.theme,
            here: self.route,
            read_at: ReadAt::AnyAddress,
            view,
            report,
            ids,
            printed: Some(self.printed),
        };
        PageContext {
            rendering: self.rendering,
            site,
            facts,
            names: self.rendering.names().of(report),
            page,
            links,
            heading_shift,
            addresses: Some(&self.addresses),
            for_key: false,
            links_made: LinksMade::default(),
            // Parts have other templates.
            asked: None,
        }
    }

    /// Writes the parts before the recommendations, each freed before the next.
    fn begin(&self, place: Place, out: &mut Out<'_>) -> Result<(), Failure> {
        let page = self.page();
        let cx = self.part(&page, &self.rendering.site.config.id_prefix, 0);
        let report = self.printed.report;
        let way_back = match place {
            Place::OnSite => self.way_back(&page),
            Place::Alone => Vec::new(),
        };
        let begin = Part::new("print-begin.html", "print");
        out.part(&cx, &begin, |cx| Ok(self.view(cx, way_back.clone())))?;
        if self.printed.late {
            out.part(&cx, &Part::new("print-overdue.html", "overdue"), |cx| {
                Ok(lists::overdue(cx, report))
            })?;
        }
        if let Some(edition) = self.printed.changes {
            let view = |cx: &PageContext<'_>| changes::view(cx, report, edition);
            out.part(&cx, &Part::new("print-changes.html", "changes"), view)?;
        }
        let contents = |cx: &PageContext<'_>| Ok(PrintContentsView { entries: self.contents(cx) });
        out.part(&cx, &Part::new("print-contents.html", "contents"), contents)
    }

    fn recommendation(&self, id: RecommendationId, out: &mut Out<'_>) -> Result<(), Failure> {
        let site = self.rendering.site;
        let page = Page::Recommendation(id, self.printed.view);
        let name = Printed::recommendation(site, id, self.printed.view);
        let part = format!("{}{name}", site.config.id_prefix);
        let ids = format!("{part}{PART_END}");
        let level = u8::try_from(site.level(id, self.printed.view)).unwrap_or(MOST_LEVELS);
        let cx = self.part(&page, &ids, SHIFT + level.min(MOST_LEVELS));
        let view = |cx: &PageContext<'_>| recommendation::view(cx, id);
        let coarse = self.rendering.coarse(id, &ids).filter(|_| out.out.wants_keys());
        let of_it = Part::new("print-recommendation.html", "recommendation");
        out.part(&cx, &Part { id: Some(&part), coarse, ..of_it }, view)
    }

    /// Writes the parts after the recommendations, each freed before the next.
    fn end(&self, out: &mut Out<'_>) -> Result<(), Failure> {
        let page = self.page();
        let cx = self.part(&page, &self.rendering.site.config.id_prefix, 0);
        if self.printed.lists {
            let report = self.printed.report;
            let references = |cx: &PageContext<'_>| Ok(lists::references(cx, report));
            out.part(&cx, &Part::new("print-owners.html", "owners"), |cx| {
                Ok(lists::owners(cx, report))
            })?;
            out.part(&cx, &Part::new("print-references.html", "references"), references)?;
        }
        for (place, id) in self.printed.reviews.iter().enumerate() {
            self.review(place, *id, out)?;
        }
        let end = |_: &PageContext<'_>| Ok(PrintEndView { addresses: self.addresses.all() });
        out.part(&cx, &Part::new("print-end.html", "end"), end)
    }

    fn review(&self, place: usize, id: ReportId, out: &mut Out<'_>) -> Result<(), Failure> {
        let page = Page::Report(id, View::Latest);
        let part = format!("{}{}", self.rendering.site.config.id_prefix, Printed::review(place));
        let ids = format!("{part}{PART_END}");
        let cx = self.part(&page, &ids, SHIFT);
        let view = |cx: &PageContext<'_>| review::view(cx, id);
        let of_it = Part::new("print-review.html", "review");
        out.part(&cx, &Part { id: Some(&part), ..of_it }, view)
    }
}
