//! Files for crawlers: sitemaps and `robots.txt`.

use std::io;

use chrono::NaiveDate;

use crate::address::Page;
use crate::data::xml::{self, MOST_ADDRESSES};
use crate::path::Route;
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::site::{EditionId, RecommendationId, ReportId, Site, View};

/// Writes a sitemap: a numbered part, from 1, or the whole, possibly an index of parts.
pub(in crate::render) fn write_sitemap(
    cx: &PageContext<'_>,
    part: Option<usize>,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    let rendering = cx.rendering;
    let list = rendering.list;
    let parts: Vec<String> = list
        .pages
        .iter()
        .filter(|page| matches!(page, Page::Sitemap(Some(_))))
        .map(|page| cx.absolute(page))
        .collect();
    let found = || {
        list.pages
            .iter()
            .zip(&list.routes)
            .filter(|(page, _)| page.kind(|kind| kind.is_told_to_crawlers()))
    };
    let described =
        |(page, route): (&Page, &Route)| (cx.absolute_route(route), last_changed(cx.site, page));
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    let written = match part {
        None if !parts.is_empty() => xml::write_sitemap_index(parts, &mut out),
        None => xml::write_sitemap(found().map(described), &mut out),
        Some(part) => {
            let before = part.saturating_sub(1) * MOST_ADDRESSES;
            let part = found().skip(before).take(MOST_ADDRESSES);
            xml::write_sitemap(part.map(described), &mut out)
        }
    };
    written?;
    Ok(io::Write::flush(&mut out)?)
}

/// The day of the last change of a permanent page: only editions have any, changed only by
/// corrections.
fn last_changed(site: &Site, page: &Page) -> Option<NaiveDate> {
    match page {
        Page::Recommendation(id, View::Edition(edition)) => {
            let date = site.report(id.report).edition(*edition).date;
            Some(corrected(site, *id, *edition).map_or(date, |corrected| corrected.max(date)))
        }
        Page::Report(report, View::Edition(edition)) | Page::Changes(report, edition) => {
            Some(edition_changed(site, *report, *edition))
        }
        _ => None,
    }
}

/// The day of the last correction of an edition or anything it shows.
fn edition_changed(site: &Site, report: ReportId, edition: EditionId) -> NaiveDate {
    let own = site.edition_corrections(report, edition).into_iter();
    let own = own.map(|(correction, _)| correction.date.value);
    let shown = site.shown(report, View::Edition(edition));
    let report = site.report(report);
    let corrected = shown.filter_map(|id| corrected(site, id, edition));
    corrected.chain(own).chain([report.edition(edition).date]).max().unwrap_or_default()
}

fn corrected(site: &Site, id: RecommendationId, edition: EditionId) -> Option<NaiveDate> {
    let corrections = site.corrections(id, View::Edition(edition));
    corrections.into_iter().map(|(correction, _)| correction.date.value).max()
}

/// Allows everything and names the sitemap.
pub(in crate::render) fn robots(cx: &PageContext<'_>) -> String {
    let all = "User-agent: *\nAllow: /\n";
    match cx.links.canonical(&Page::Sitemap(None).route(cx.site, cx.rendering.theme)) {
        Some(sitemap) => format!("{all}\nSitemap: {sitemap}\n"),
        None => all.to_owned(),
    }
}
