//! The pages by kind: the input of their templates.

use std::io;

use serde::Serialize;
use tera::{Context, Value};

use super::context::PageContext;
use super::{Failure, Rendering, files};
use crate::address::{List, Page};
use crate::document::fields::ReportKind;
use crate::path::Route;
use crate::site;

mod changes;
mod front;
pub(super) mod lists;
pub(super) mod print;
mod recommendation;
mod report;
mod responses;
mod review;
mod search;
mod site_map;

pub(super) use changes::shortened;

/// Streams a page of unbounded size; `None` for other pages.
pub(super) fn stream(
    rendering: &Rendering<'_>,
    page: &Page,
    route: &Route,
    out: &mut dyn io::Write,
) -> Option<Result<(), Failure>> {
    match page {
        Page::Asset(path) => Some(site::copy(path, rendering.world, out).map_err(Failure::Content)),
        Page::Data(file) => {
            Some(files::data::write(&PageContext::new(rendering, page, route), *file, out))
        }
        Page::Print(report, view) => {
            let selection = print::Selection::whole(*report, *view);
            Some(print::write(rendering, route, &selection, print::Place::OnSite, out))
        }
        Page::SearchIndex => {
            Some(files::search::write(&PageContext::new(rendering, page, route), out))
        }
        Page::Sitemap(part) => {
            let cx = PageContext::new(rendering, page, route);
            Some(files::discovery::write_sitemap(&cx, *part, out))
        }
        _ => None,
    }
}

/// Appends a page.
pub(super) fn write(
    rendering: &Rendering<'_>,
    page: &Page,
    route: &Route,
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let site = rendering.site;
    if let Some(written) = stream(rendering, page, route, out) {
        return written;
    }
    let cx = PageContext::new(rendering, page, route);
    match page {
        Page::Front => cx.render("front", front::view(&cx)?, out),
        Page::NotFound => cx.render("not_found", (), out),
        Page::Ordinary(document) => cx.render("content", front::content(&cx, *document)?, out),
        Page::Report(report, _) => match site.report(*report).kind {
            ReportKind::Review => cx.render("review", review::view(&cx, *report)?, out),
            ReportKind::Implementation => cx.render("report", report::view(&cx, *report)?, out),
        },
        Page::Changes(report, edition) => {
            cx.render("changes", changes::view(&cx, *report, *edition)?, out)
        }
        Page::List(report, List::Overdue) => {
            cx.render("overdue", lists::overdue(&cx, *report), out)
        }
        Page::List(report, List::Owners) => cx.render("owners", lists::owners(&cx, *report), out),
        Page::List(report, List::References) => {
            cx.render("references", lists::references(&cx, *report), out)
        }
        Page::List(report, List::Data) => cx.render("data", lists::data(&cx, *report), out),
        Page::Recommendation(id, _) => {
            cx.render("recommendation", recommendation::view(&cx, *id)?, out)
        }
        Page::Search => cx.render("search", search::view(&cx), out),
        Page::SiteMap => cx.render("site_map", site_map::view(&cx), out),
        Page::Redirect(_, target) => cx.render("redirect", front::redirect(&cx, target), out),
        Page::ThemeAsset(index) => {
            out.extend_from_slice(&rendering.theme.assets[*index].bytes);
            Ok(())
        }
        Page::Feed(of) => {
            out.extend_from_slice(files::feed::feed(&cx, *of).to_string().as_bytes());
            Ok(())
        }
        Page::Robots => {
            out.extend_from_slice(files::discovery::robots(&cx).as_bytes());
            Ok(())
        }
        // Streamed already.
        Page::Data(_) | Page::Print(..) | Page::SearchIndex | Page::Sitemap(_) | Page::Asset(_) => {
            Ok(())
        }
    }
}

impl PageContext<'_> {
    fn render(
        &self,
        name: &'static str,
        content: impl Serialize,
        out: &mut Vec<u8>,
    ) -> Result<(), Failure> {
        let template = self.page.kind(|kind| kind.template(self.site)).unwrap_or_default();
        let mut context = Context::new();
        context.insert("page", &self.page_view());
        context.insert_value(name, Value::from_serializable(&content));
        self.fill(template, &context, out)
    }

    /// Appends a rendered template, unless the theme cannot draw statuses.
    pub(super) fn fill(
        &self,
        template: &str,
        context: &Context,
        out: &mut Vec<u8>,
    ) -> Result<(), Failure> {
        if let Some(failure) = self.rendering.statuses.failure() {
            return Err(Box::new(failure.clone()).into());
        }
        let worded = self.rendering.wordings.of(self.links.report);
        Ok(worded.render(template, context, out)?)
    }
}
