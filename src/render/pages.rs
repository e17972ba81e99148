//! The pages by kind: the input of their templates.

use serde::Serialize;
use tera::{Context, Value};

use super::context::PageContext;
use super::{Failure, Rendering, files};
use crate::address::{List, Page};
use crate::document::fields::ReportKind;
use crate::key::{Key, KeyMaker, Parts, Whole};
use crate::path::Route;
use crate::render::view::PageView;
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

/// What is made of a page whose size is bounded.
pub(super) struct Wanted<'m> {
    /// The page, appended.
    pub(super) page: Option<&'m mut Vec<u8>>,
    /// The key of everything that it is made from.
    pub(super) key: Option<&'m mut KeyMaker>,
}

/// Streams a page of unbounded size; `None` for other pages.
pub(super) fn stream(
    rendering: &Rendering<'_>,
    page: &Page,
    route: &Route,
    out: &mut dyn Parts,
) -> Option<Result<(), Failure>> {
    match page {
        Page::Asset(path) => {
            Some(site::copy(path, rendering.world, &mut *out).map_err(Failure::Content))
        }
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
) -> Result<Option<Key>, Failure> {
    if let Some(written) = stream(rendering, page, route, &mut Whole(&mut *out)) {
        return written.map(|()| None);
    }
    let cx = PageContext::new(rendering, page, route);
    match page {
        Page::ThemeAsset(index) => out.extend_from_slice(&rendering.theme.assets[*index].bytes),
        Page::Feed(of) => {
            out.extend_from_slice(files::feed::feed(&cx, *of).to_string().as_bytes());
        }
        Page::Robots => out.extend_from_slice(files::discovery::robots(&cx).as_bytes()),
        _ => {
            let mut maker = rendering.key_maker();
            templated(&cx, &mut Wanted { page: Some(out), key: maker.as_mut() })?;
            return Ok(maker.and_then(KeyMaker::finish));
        }
    }
    Ok(None)
}

/// Appends a page that stands in for the target of a redirect.
pub(super) fn stand_in(cx: &PageContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
    let Page::Redirect(_, target) = cx.page else { return Ok(()) };
    cx.render("redirect", front::stand_in(cx, target), &mut Wanted { page: Some(out), key: None })
}

/// The key of a page that has a template; `None` for others, and where no key can be made.
pub(super) fn key(rendering: &Rendering<'_>, page: &Page, route: &Route) -> Option<Key> {
    let mut maker = rendering.key_maker()?;
    page.kind(|kind| kind.template(rendering.site))?;
    let cx = PageContext::new(rendering, page, route).for_key();
    templated(&cx, &mut Wanted { page: None, key: Some(&mut maker) }).ok()?;
    maker.finish()
}

/// Makes a page that has a template.
fn templated(cx: &PageContext<'_>, wanted: &mut Wanted<'_>) -> Result<(), Failure> {
    let site = cx.site;
    match cx.page {
        Page::Front => cx.render("front", front::view(cx)?, wanted),
        Page::NotFound => cx.render("not_found", (), wanted),
        Page::Ordinary(document) => cx.render("content", front::content(cx, *document)?, wanted),
        Page::Report(report, _) => match site.report(*report).kind {
            ReportKind::Review => cx.render("review", review::view(cx, *report)?, wanted),
            ReportKind::Implementation => cx.render("report", report::view(cx, *report)?, wanted),
        },
        Page::Changes(report, edition) => {
            cx.render("changes", changes::view(cx, *report, *edition)?, wanted)
        }
        Page::List(report, List::Overdue) => {
            cx.render("overdue", lists::overdue(cx, *report), wanted)
        }
        Page::List(report, List::Owners) => cx.render("owners", lists::owners(cx, *report), wanted),
        Page::List(report, List::References) => {
            cx.render("references", lists::references(cx, *report), wanted)
        }
        Page::List(report, List::Data) => cx.render("data", lists::data(cx, *report), wanted),
        Page::Recommendation(id, _) => {
            cx.render("recommendation", recommendation::view(cx, *id)?, wanted)
        }
        Page::Search => cx.render("search", search::view(cx), wanted),
        Page::SiteMap => cx.render("site_map", site_map::view(cx), wanted),
        Page::Redirect(_, target) => cx.render("redirect", front::redirect(cx, target), wanted),
        // Written without a template.
        Page::Data(_)
        | Page::Print(..)
        | Page::SearchIndex
        | Page::Sitemap(_)
        | Page::Asset(_)
        | Page::ThemeAsset(_)
        | Page::Feed(_)
        | Page::Robots => Ok(()),
    }
}

impl PageContext<'_> {
    fn render(
        &self,
        name: &'static str,
        content: impl Serialize,
        wanted: &mut Wanted<'_>,
    ) -> Result<(), Failure> {
        let template = self.page.kind(|kind| kind.template(self.site)).unwrap_or_default();
        self.make(Context::new(), template, (&self.page_view(), name, content), wanted)
    }

    /// Makes a page or a part of one by its template, `page` and its own view.
    pub(super) fn make(
        &self,
        mut context: Context,
        template: &str,
        (page, name, view): (&PageView, &'static str, impl Serialize),
        wanted: &mut Wanted<'_>,
    ) -> Result<(), Failure> {
        let worded = self.rendering.wordings.of(self.links.report);
        if let Some(maker) = &mut wanted.key {
            // Its texts are those of the theme with this word put in.
            maker.add(&(template, format!("{:?}", worded.item)));
            maker.add(page);
            maker.add(&view);
        }
        let Some(out) = &mut wanted.page else { return Ok(()) };
        // A theme that cannot draw statuses draws no page.
        if let Some(failure) = self.rendering.statuses.failure() {
            return Err(Box::new(failure.clone()).into());
        }
        context.insert("page", page);
        context.insert_value(name, Value::from_serializable(&view));
        // The first part of a long report is large.
        drop(view);
        Ok(worded.render(template, &context, out)?)
    }
}
