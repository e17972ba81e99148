//! A report as one document that travels alone: for paper, and for programs that make PDFs.
//!
//! It is written part by part, and never held whole. Everything in it is the same as on the pages
//! of the site, but for how links are spelled: what the document holds is linked inside it, and
//! what it does not hold by the absolute address, where there is one.

use std::io;

use serde::Serialize;
use tera::{Context, Value};

use super::context::PageContext;
use super::{Diagnostic, Failure, Location, Page, Rendering, View, lists, recommendation, review};
use crate::path::Route;
use crate::render::links::{Addresses, Links, PART_END, Printed};
use crate::render::view::PrintEndView;
use crate::site::{RecommendationId, ReportId, Site};

mod begin;
mod css;
mod margins;
mod selection;

pub use begin::Described;
pub use selection::{Selection, Volume};

/// Headings of recommendations are one level further down than on their own pages.
const SHIFT: u8 = 1;

/// Writes a document.
pub(in crate::render) fn write(
    rendering: &Rendering<'_>,
    route: &Route,
    selection: &Selection,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    let site = rendering.site;
    let printed = selection.printed(site);
    let document = Document::new(rendering, route, selection, &printed);
    let mut out = Out { out, site };
    document.begin(&mut out)?;
    for id in printed.recommendations.iter().copied() {
        document.recommendation(id, &mut out)?;
    }
    document.end(&mut out)
}

/// What a document says of itself.
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

/// Where a document is written.
struct Out<'a> {
    out: &'a mut dyn io::Write,
    site: &'a Site,
}

impl Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(|error| {
            let location = Location::file(&self.site.config.path);
            let message = format!("cannot write the print page: {error}");
            Box::new(Diagnostic::error("unwritable-page", location, message))
        })
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

    /// The page of the site that says the same as the document as a whole.
    fn page(&self) -> Page {
        Page::Report(self.printed.report, self.printed.view)
    }

    /// What a part of the document is made with: as the page would be that it is a part of, with
    /// ids that begin with something else.
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
            travels: true,
            view,
            report,
            ids,
            printed: Some(self.printed),
        };
        PageContext {
            rendering: self.rendering,
            site,
            facts,
            names: self.rendering.names(),
            page,
            links,
            heading_shift,
            addresses: Some(&self.addresses),
        }
    }

    fn begin(&self, out: &mut Out<'_>) -> Result<(), Failure> {
        let page = self.page();
        let cx = self.part(&page, &self.rendering.site.config.id_prefix, 0);
        let view = self.view(&cx)?;
        render(&cx, "print-begin.html", "print", view, out)
    }

    fn recommendation(&self, id: RecommendationId, out: &mut Out<'_>) -> Result<(), Failure> {
        let site = self.rendering.site;
        let page = Page::Recommendation(id, self.printed.view);
        let name = Printed::recommendation(site, id);
        let part = format!("{}{name}", site.config.id_prefix);
        let ids = format!("{part}{PART_END}");
        let cx = self.part(&page, &ids, SHIFT);
        let view = recommendation::view(&cx, id)?;
        let mut context = Context::new();
        context.insert("part", &part);
        context.insert("page_name", &page_name(id));
        render_with(&cx, context, "print-recommendation.html", "recommendation", view, out)
    }

    /// What follows the recommendations, each part of it let go of before the next is made.
    fn end(&self, out: &mut Out<'_>) -> Result<(), Failure> {
        let page = self.page();
        let cx = self.part(&page, &self.rendering.site.config.id_prefix, 0);
        if self.printed.lists {
            let report = self.printed.report;
            let references = lists::references(&cx, report);
            render(&cx, "print-references.html", "references", references, out)?;
            render(&cx, "print-overdue.html", "overdue", lists::overdue(&cx, report), out)?;
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

/// The name of the pages of a recommendation in CSS.
fn page_name(id: RecommendationId) -> String {
    format!("r{}", id.index)
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
    // The beginning of a long report is long itself.
    drop(view);
    let mut bytes = Vec::new();
    cx.fill(template, &context, &mut bytes)?;
    out.write(&bytes)
}
