//! The search index.
//!
//! A script that sets one variable to JSON: unlike a fetched file, it also loads from disk and
//! under a strict Content-Security-Policy. Its addresses are relative to the search page beside it.

use std::io::{self, Write as _};

use crate::render::Failure;
use crate::render::context::PageContext;

mod record;

/// Prefix of the index. The rest, up to the final semicolon, is JSON.
const BEGIN: &[u8] = b"globalThis.ssrSiteSearch = ";

/// Format version, see `docs/search.md`.
const VERSION: u8 = 1;

/// Streams the index, record by record.
pub(in crate::render) fn write(
    cx: &PageContext<'_>,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    // Writes are small and many.
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    out.write_all(BEGIN)?;
    write!(out, "{{\n\"version\":{VERSION},\n\"reports\":")?;
    serde_json::to_writer(&mut out, &record::reports(cx)).map_err(io::Error::from)?;
    out.write_all(b",\n\"records\":[")?;
    for (made, place) in record::records(cx).zip(0..) {
        let record = made?;
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &record).map_err(io::Error::from)?;
    }
    out.write_all(b"\n]\n};\n")?;
    Ok(out.flush()?)
}
