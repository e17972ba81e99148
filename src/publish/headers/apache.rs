//! Configuration for Apache: `.htaccess` at the top of the site.
//!
//! Nothing is conditional on a module: a missing one is an error that the log names, not a site
//! without headers.

use std::fmt::Write as _;

use super::host_path::HostPath;
use super::{
    ASSETS, IMMUTABLE, NO_SNIFFING, NOT_FOUND, POLICY, PRINT, PRINT_POLICY, REFERRER_POLICY,
    REVALIDATED, WRITTEN_BY,
};
use crate::media;

pub(super) fn configuration(path: &HostPath, print: bool) -> String {
    let at = path.decoded();
    let pattern = path.pattern();
    let mut text = format!(
        "# {WRITTEN_BY}\n\
         # Name it .htaccess, at the top of the site. It needs mod_headers, mod_mime and mod_dir, and\n\
         # `AllowOverride FileInfo Indexes`.\n\
         DirectoryIndex index.html\n\
         ErrorDocument 404 {at}{NOT_FOUND}\n\n\
         Header always set Content-Security-Policy \"{POLICY}\"\n\
         Header always set X-Content-Type-Options \"{NO_SNIFFING}\"\n\
         Header always set Referrer-Policy \"{REFERRER_POLICY}\"\n\
         Header always set Cache-Control \"{REVALIDATED}\"\n\n\
         # Names contain a hash. Missing files are not cached.\n\
         Header always set Cache-Control \"{IMMUTABLE}\" \
         \"expr=%{{REQUEST_URI}} =~ m#^{pattern}{ASSETS}# && %{{REQUEST_STATUS}} -lt 400\"\n"
    );
    if print {
        let _ = write!(
            text,
            "\n# Print pages have an inline style.\n\
             Header always set Content-Security-Policy \"{PRINT_POLICY}\" \
             \"expr=%{{REQUEST_URI}} =~ m#^{pattern}.+/{}$#\"\n",
            PRINT.replace('.', "\\.")
        );
    }
    text.push('\n');
    for (ending, media_type) in media::by_ending() {
        let _ = writeln!(text, "AddType \"{}\" .{ending}", media::with_charset(media_type));
    }
    let feed = media::with_charset(media::FEED);
    let _ = write!(text, "<Files \"feed.xml\">\n    ForceType \"{feed}\"\n</Files>\n");
    text
}
