//! The page on which the site is searched, and what it is searched by.
//!
//! The index is a script that sets one variable to JSON: unlike a file that is fetched, it can be
//! loaded from a disk as well, and under a policy that lets nothing but the site's own files run.
//! Its addresses are those of the page that loads it, which stands beside it.

use std::io::{self, Write as _};

use super::context::PageContext;
use super::{Diagnostic, Failure, LinkView, Location, Page, ReportKind, View, report_title};
use crate::render::view::SearchView;

mod record;

/// What the index begins with. All that follows, up to the semicolon at its end, is JSON.
const BEGIN: &[u8] = b"globalThis.ssrSiteSearch = ";

/// The version of the format, which `docs/search.md` describes.
const VERSION: u8 = 1;

pub(super) fn view(cx: &PageContext<'_>) -> SearchView {
    SearchView {
        index_url: cx.links.page(&Page::SearchIndex),
        texts: cx.strings().table("search"),
        tables: cx
            .site
            .reports
            .iter()
            .map(|report| {
                let page = Page::Report(report.place, View::Latest);
                LinkView {
                    title: report_title(cx.site, report.place),
                    url: match report.kind {
                        ReportKind::Implementation => cx.links.anchored(&page, "recommendations"),
                        ReportKind::Review => cx.links.page(&page),
                    },
                }
            })
            .collect(),
    }
}

/// Writes the index, one record after the other.
pub(super) fn write_index(cx: &PageContext<'_>, out: &mut dyn io::Write) -> Result<(), Failure> {
    // Records are small and many.
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    let unwritable = |error: io::Error| {
        let message = format!("cannot write the search index: {error}");
        Box::new(Diagnostic::error("unwritable-page", Location::file(&cx.config().path), message))
    };
    let json = |error: serde_json::Error| unwritable(error.into());
    out.write_all(BEGIN).map_err(unwritable)?;
    write!(out, "{{\n\"version\":{VERSION},\n\"reports\":").map_err(unwritable)?;
    serde_json::to_writer(&mut out, &record::reports(cx)).map_err(json)?;
    out.write_all(b",\n\"records\":[").map_err(unwritable)?;
    for (made, place) in record::records(cx).zip(0..) {
        let record = made?;
        out.write_all(if place == 0 { b"\n" } else { b",\n" }).map_err(unwritable)?;
        serde_json::to_writer(&mut out, &record).map_err(json)?;
    }
    out.write_all(b"\n]\n};\n").map_err(unwritable)?;
    out.flush().map_err(unwritable)
}
