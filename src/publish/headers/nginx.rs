//! Configuration for nginx: one `location`, to be included in a `server` block.
//!
//! A location that adds a header inherits none, so each has them all.

use std::fmt::Write as _;

use super::host_path::HostPath;
use super::{
    ASSETS, IMMUTABLE, NO_SNIFFING, NOT_FOUND, POLICY, PRINT, PRINT_POLICY, REFERRER_POLICY,
    REVALIDATED, WRITTEN_BY,
};
use crate::media;

pub(super) fn configuration(path: &HostPath, print: bool) -> String {
    let at = path.decoded();
    let types = types();
    let pages = headers(POLICY, &cached(REVALIDATED), "    ");
    let assets = headers(POLICY, &format!("Cache-Control \"{IMMUTABLE}\""), "        ");
    let print = if print { print_pages(path) } else { String::new() };
    format!(
        "# {WRITTEN_BY}\n\
         # Include it in the `server` block, which says where the files are by `root`.\n\
         location ^~ {at} {{\n    \
             index index.html;\n    \
             error_page 404 {at}{NOT_FOUND};\n\n    \
             default_type application/octet-stream;\n    \
             charset utf-8;\n    \
             charset_types {};\n    \
             types {{\n{}    }}\n\n\
         {pages}\n    \
             # Names contain a hash. Without `always`, missing files are not cached.\n    \
             location ^~ {at}{ASSETS} {{\n{assets}    }}\n\
         {print}\
         \n    \
             location = {at}feed.xml {{\n        \
                 types {{ }}\n        \
                 default_type {feed};\n        \
                 charset_types {feed};\n{feed_headers}    }}\n\n    \
             location ~ ^{pattern}[^/]+/feed\\.xml$ {{\n        \
                 types {{ }}\n        \
                 default_type {feed};\n        \
                 charset_types {feed};\n{feed_headers}    }}\n\
         }}\n",
        types.with_charset,
        types.lines,
        feed = media::FEED,
        feed_headers = headers(POLICY, &cached(REVALIDATED), "        "),
        pattern = path.pattern(),
    )
}

fn print_pages(path: &HostPath) -> String {
    format!(
        "\n    \
         # Print pages have an inline style.\n    \
         location ~ ^{}.+/{}$ {{\n{}    }}\n",
        path.pattern(),
        PRINT.replace('.', "\\."),
        headers(PRINT_POLICY, &cached(REVALIDATED), "        "),
    )
}

fn cached(value: &str) -> String {
    format!("Cache-Control \"{value}\" always")
}

fn headers(policy: &str, cache: &str, indent: &str) -> String {
    format!(
        "{indent}add_header Content-Security-Policy \"{policy}\" always;\n\
         {indent}add_header X-Content-Type-Options \"{NO_SNIFFING}\" always;\n\
         {indent}add_header Referrer-Policy \"{REFERRER_POLICY}\" always;\n\
         {indent}add_header {cache};\n"
    )
}

/// The two lists of media types.
struct Types {
    /// One line per media type.
    lines: String,
    /// Those that are sent with a charset. nginx adds it to `text/html` by itself.
    with_charset: String,
}

fn types() -> Types {
    let mut all: Vec<_> =
        media::by_ending().into_iter().map(|(ending, media_type)| (media_type, ending)).collect();
    all.sort_unstable();
    let (mut lines, mut charset) = (String::new(), Vec::new());
    for same in all.chunk_by(|(one, _), (other, _)| one == other) {
        let (media_type, _) = same[0];
        let endings: Vec<&str> = same.iter().map(|(_, ending)| *ending).collect();
        let _ = writeln!(lines, "        {media_type} {};", endings.join(" "));
        if media::with_charset(media_type) != media_type && media_type != "text/html" {
            charset.push(media_type);
        }
    }
    Types { lines, with_charset: charset.join(" ") }
}
