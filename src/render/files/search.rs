//! The search index.
//!
//! A script that sets one variable to JSON: unlike a fetched file, it also loads from disk and
//! under a strict Content-Security-Policy. Its addresses are relative to the search page beside it.

use std::io::{self, Write as _};

use crate::key::Parts;
use crate::render::Failure;
use crate::render::context::PageContext;

mod record;

/// Prefix of the index. The rest, up to the final semicolon, is JSON.
const BEGIN: &[u8] = b"globalThis.ssrSiteSearch = ";

/// Format version, see `docs/search.md`.
const VERSION: u8 = 1;

/// Streams the index, record by record.
pub(in crate::render) fn write(cx: &PageContext<'_>, out: &mut dyn Parts) -> Result<(), Failure> {
    let mut line = BEGIN.to_vec();
    write!(line, "{{\n\"version\":{VERSION},\n\"reports\":")?;
    serde_json::to_writer(&mut line, &record::reports(cx)).map_err(io::Error::from)?;
    line.extend_from_slice(b",\n\"records\":[");
    out.write_all(&line)?;
    for (subject, place) in record::subjects(cx).zip(0..) {
        let separator: &[u8] = if place == 0 { b"\n" } else { b",\n" };
        let about = subject.about().filter(|_| out.wants_keys());
        if out.begin(about.and_then(|id| cx.rendering.coarse(id, &separator)))? {
            continue;
        }
        line.clear();
        line.extend_from_slice(separator);
        serde_json::to_writer(&mut line, &cx.record(&subject)?).map_err(io::Error::from)?;
        out.write_all(&line)?;
    }
    out.begin(None)?;
    Ok(out.write_all(b"\n]\n};\n")?)
}
