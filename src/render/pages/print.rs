//! A report as one self-contained document, for paper and PDF.
//!
//! Streamed part by part, never held whole. Its content is that of the site's pages, except links:
//! within the document if it contains the target, otherwise absolute if possible.

use std::io;

use serde::Serialize;
use tera::{Context, Value};

use crate::address::{Page, ReadAt};
use crate::path::Route;
use crate::render::context::PageContext;
use crate::render::links::{Addresses, Links, PART_END, Printed};
use crate::render::pages::{changes, lists, recommendation, review};
use crate::render::view::{PrintContentsView, PrintEndView};
use crate::render::{Failure, Rendering};
use crate::site::{RecommendationId, ReportId, View};

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
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    let site = rendering.site;
    let printed = selection.printed(site);
    let document = Document::new(rendering, route, selection, &printed);
    let mut out = Out { out };
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
    out: &'a mut dyn io::Write,
}

impl Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.out.write_all(bytes)?)
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
        Self { rendering, route, selection, chosen, printed, addresses: Addresses::default() }
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
        render(&cx, "print-begin.html", "print", self.view(&cx, way_back), out)?;
        if self.printed.late {
            render(&cx, "print-overdue.html", "overdue", lists::overdue(&cx, report), out)?;
        }
        if let Some(edition) = self.printed.changes {
            let changes = changes::view(&cx, report, edition)?;
            render(&cx, "print-changes.html", "changes", changes, out)?;
        }
        let entries = self.contents(&cx);
        render(&cx, "print-contents.html", "contents", PrintContentsView { entries }, out)
    }

    fn recommendation(&self, id: RecommendationId, out: &mut Out<'_>) -> Result<(), Failure> {
        let site = self.rendering.site;
        let page = Page::Recommendation(id, self.printed.view);
        let name = Printed::recommendation(site, id, self.printed.view);
        let part = format!("{}{name}", site.config.id_prefix);
        let ids = format!("{part}{PART_END}");
        let level = u8::try_from(site.level(id, self.printed.view)).unwrap_or(MOST_LEVELS);
        let cx = self.part(&page, &ids, SHIFT + level.min(MOST_LEVELS));
        let view = recommendation::view(&cx, id)?;
        let mut context = Context::new();
        context.insert("part", &part);
        render_with(&cx, context, "print-recommendation.html", "recommendation", view, out)
    }

    /// Writes the parts after the recommendations, each freed before the next.
    fn end(&self, out: &mut Out<'_>) -> Result<(), Failure> {
        let page = self.page();
        let cx = self.part(&page, &self.rendering.site.config.id_prefix, 0);
        if self.printed.lists {
            let report = self.printed.report;
            let references = lists::references(&cx, report);
            render(&cx, "print-owners.html", "owners", lists::owners(&cx, report), out)?;
            render(&cx, "print-references.html", "references", references, out)?;
        }
        for (place, id) in self.printed.reviews.iter().enumerate() {
            self.review(place, *id, out)?;
        }
        render(&cx, "print-end.html", "end", PrintEndView { addresses: self.addresses.all() }, out)
    }

    fn review(&self, place: usize, id: ReportId, out: &mut Out<'_>) -> Result<(), Failure> {
        let page = Page::Report(id, View::Latest);
        let part = format!("{}{}", self.rendering.site.config.id_prefix, Printed::review(place));
        let ids = format!("{part}{PART_END}");
        let cx = self.part(&page, &ids, SHIFT);
        let view = review::view(&cx, id)?;
        let mut context = Context::new();
        context.insert("part", &part);
        render_with(&cx, context, "print-review.html", "review", view, out)
    }
}

fn render(
    cx: &PageContext<'_>,
    template: &str,
    name: &'static str,
    view: impl Serialize,
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    render_with(cx, Context::new(), template, name, view, out)
}

fn render_with(
    cx: &PageContext<'_>,
    mut context: Context,
    template: &str,
    name: &'static str,
    view: impl Serialize,
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    context.insert("page", &cx.part_view());
    context.insert_value(name, Value::from_serializable(&view));
    // The first part of a long report is large.
    drop(view);
    let mut bytes = Vec::new();
    cx.fill(template, &context, &mut bytes)?;
    out.write(&bytes)
}
