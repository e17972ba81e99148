//! Each kind of page: what its template is given.

use std::io;

use serde::Serialize;
use tera::{Context, Value};

use super::Rendering;
use super::links::Links;
use super::page::{List, Page};
use super::view::{Html, LevelView, LinkView, NavigationView, PageView};
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Content;
use crate::document::fields::ReportKind;
use crate::path::Route;
use crate::site::{self, DocumentId, ReportId, Site, View};

mod alternates;
mod changes;
mod context;
mod corrections;
mod data;
mod description;
mod discovery;
mod editions;
mod feed;
mod front;
mod lettering;
mod lists;
pub(super) mod print;
mod prose;
mod recommendation;
mod report;
mod review;
mod schedule;
mod search;
mod structured;

use context::PageContext;

/// A page that cannot be written.
type Failure = Box<Diagnostic>;

/// The pages of the site's navigation, each with its title.
pub(super) fn navigation(site: &Site) -> Vec<(String, Page)> {
    let reports = site
        .reports
        .iter()
        .map(|report| (report_title(site, report.place), Page::Report(report.place, View::Latest)));
    let top = |document: &DocumentId| {
        let path = &site.document(*document).path;
        let below = path.below(&site.config.content).unwrap_or_default();
        !below.contains('/') || below.ends_with("/_index.md") && below.matches('/').count() == 1
    };
    let pages = site.pages.iter().copied().filter(top);
    let pages = pages.map(|document| (page_title(site, document), Page::Ordinary(document)));
    reports.chain(pages).collect()
}

/// The title of a report.
fn report_title(site: &Site, report: ReportId) -> String {
    match &site.document(site.report(report).document).content {
        Content::Report(report) => report.title.to_string(),
        _ => String::new(),
    }
}

/// The short name of a report.
fn series(site: &Site, report: ReportId) -> Option<String> {
    match &site.document(site.report(report).document).content {
        Content::Report(report) => report.series.as_ref().map(ToString::to_string),
        _ => None,
    }
}

/// The title of an ordinary page.
fn page_title(site: &Site, document: DocumentId) -> String {
    match &site.document(document).content {
        Content::Page(page) => page.title.to_string(),
        _ => String::new(),
    }
}

/// Writes a page piece by piece, where it may be of any size; `None` for every other page.
pub(super) fn stream(
    rendering: &Rendering<'_>,
    page: &Page,
    route: &Route,
    out: &mut dyn io::Write,
) -> Option<Result<(), Failure>> {
    match page {
        Page::Asset(path) => Some(site::copy(path, rendering.world, out)),
        Page::Data(file) => {
            Some(data::write(&PageContext::new(rendering, page, route), *file, out))
        }
        Page::Print(report, view) => {
            let selection = print::Selection::whole(*report, *view);
            Some(print::write(rendering, route, &selection, out))
        }
        Page::SearchIndex => {
            Some(search::write_index(&PageContext::new(rendering, page, route), out))
        }
        Page::Sitemap(part) => {
            let cx = PageContext::new(rendering, page, route);
            Some(discovery::write_sitemap(&cx, *part, out))
        }
        _ => None,
    }
}

/// Appends the bytes of a page.
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
        Page::Front => cx.render("front.html", "front", front::view(&cx)?, out),
        Page::NotFound => cx.render("404.html", "not_found", (), out),
        Page::Ordinary(document) => {
            cx.render("page.html", "content", front::content(&cx, *document)?, out)
        }
        Page::Report(report, view) => match (site.report(*report).kind, view) {
            (ReportKind::Review, _) => {
                cx.render("review.html", "review", review::view(&cx, *report)?, out)
            }
            (_, View::Latest) => {
                cx.render("report.html", "report", report::view(&cx, *report)?, out)
            }
            (_, View::Edition(_)) => {
                cx.render("edition.html", "report", report::view(&cx, *report)?, out)
            }
        },
        Page::Changes(report, edition) => {
            cx.render("changes.html", "changes", changes::view(&cx, *report, *edition)?, out)
        }
        Page::List(report, List::Overdue) => {
            cx.render("overdue.html", "overdue", lists::overdue(&cx, *report), out)
        }
        Page::List(report, List::Owners) => {
            cx.render("owners.html", "owners", lists::owners(&cx, *report), out)
        }
        Page::List(report, List::References) => {
            cx.render("references.html", "references", lists::references(&cx, *report), out)
        }
        Page::Recommendation(id, _) => {
            cx.render("recommendation.html", "recommendation", recommendation::view(&cx, *id)?, out)
        }
        Page::Search => cx.render("search.html", "search", search::view(&cx), out),
        Page::Redirect(_, target) => {
            cx.render("redirect.html", "redirect", front::redirect(&cx, target), out)
        }
        Page::ThemeAsset(index) => {
            out.extend_from_slice(&rendering.theme.assets[*index].bytes);
            Ok(())
        }
        Page::Feed(of) => {
            out.extend_from_slice(feed::feed(&cx, *of).to_string().as_bytes());
            Ok(())
        }
        Page::Robots => {
            out.extend_from_slice(discovery::robots(&cx).as_bytes());
            Ok(())
        }
        // Written already.
        Page::Data(_) | Page::Print(..) | Page::SearchIndex | Page::Sitemap(_) | Page::Asset(_) => {
            Ok(())
        }
    }
}

impl PageContext<'_> {
    fn render(
        &self,
        template: &str,
        name: &'static str,
        content: impl Serialize,
        out: &mut Vec<u8>,
    ) -> Result<(), Failure> {
        let mut context = Context::new();
        context.insert("page", &self.page_view());
        context.insert_value(name, Value::from_serializable(&content));
        self.fill(template, &context, out)
    }

    /// Appends a template filled in, where the theme can draw what all of them are given.
    fn fill(&self, template: &str, context: &Context, out: &mut Vec<u8>) -> Result<(), Failure> {
        match self.rendering.statuses.failure() {
            Some(failure) => Err(Box::new(failure.clone())),
            None => self.rendering.theme.render(template, context, out),
        }
    }
}
