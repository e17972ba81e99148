//! What the site is searched by.
//!
//! The index is a script that sets one variable to JSON: unlike a file that is fetched, it can be
//! loaded from a disk as well, and under a policy that lets nothing but the site's own files run.
//! Its addresses are those of the page that loads it, which stands beside it.

use std::io::{self, Write as _};

use crate::render::Failure;
use crate::render::context::PageContext;

mod record;

/// What the index begins with. All that follows, up to the semicolon at its end, is JSON.
const BEGIN: &[u8] = b"globalThis.ssrSiteSearch = ";

/// The version of the format, which `docs/search.md` describes.
const VERSION: u8 = 1;

/// Writes the index, one record after the other.
pub(in crate::render) fn write(
    cx: &PageContext<'_>,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    // Records are small and many.
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
