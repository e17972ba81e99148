//! HTTP headers of a published site, and the configuration of hosts that sends them.
//!
//! The one place of these values: the preview sends them too, and objects of a store are given them
//! one by one. Must not know a site: only the path that it is published at, and addresses of files.

use host_path::HostPath;

mod apache;
mod cloudfront;
mod host_path;
mod netlify;
mod nginx;

/// `Content-Security-Policy` of all files but print pages.
pub const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// `Content-Security-Policy` of print pages, which have an inline style and inline pictures.
pub const PRINT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                                base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `Content-Security-Policy` where a host can send only one for all files: it allows what print pages
/// need, which restrict themselves further by a `meta` element.
pub const COMMON_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
                                 img-src 'self' data:; base-uri 'none'; form-action 'self'; \
                                 frame-ancestors 'none'";

/// `X-Content-Type-Options` of all files.
pub const NO_SNIFFING: &str = "nosniff";

/// `Referrer-Policy` of all files.
pub const REFERRER_POLICY: &str = "strict-origin-when-cross-origin";

/// `Cache-Control` of files whose names contain a hash of their content.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// `Cache-Control` of all other files: cached, and revalidated each time.
pub const REVALIDATED: &str = "no-cache";

/// The page for missing addresses.
pub const NOT_FOUND: &str = "404.html";

/// The directory of files with a hash in their names.
const ASSETS: &str = "assets/";

/// The name of every print page. None is at the top of a site.
const PRINT: &str = "print.html";

/// `Cache-Control` of a file of the site.
pub fn cache(path: &str) -> &'static str {
    if path.starts_with(ASSETS) { IMMUTABLE } else { REVALIDATED }
}

/// Whether a file of the site is a print page, which has a policy of its own.
pub fn is_print(path: &str) -> bool {
    path.strip_suffix(PRINT).is_some_and(|directory| directory.ends_with('/'))
}

/// `Content-Security-Policy` of a file of the site.
pub fn policy(path: &str) -> &'static str {
    if is_print(path) { PRINT_POLICY } else { POLICY }
}

/// A kind of host that is configured by a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// nginx: a `location` to include in a `server` block.
    Nginx,
    /// Apache: `.htaccess` at the top of the site.
    Apache,
    /// Netlify and Cloudflare Pages: `_headers` at the top of what is deployed.
    Netlify,
    /// S3 behind CloudFront: response headers policies and metadata of objects, as JSON.
    #[value(name = "s3-cloudfront")]
    S3CloudFront,
}

/// What the configuration depends on.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a> {
    /// The absolute address of the site, ending in a slash; `None` if it is at the root of a host.
    pub site_url: Option<&'a str>,
    /// Whether the site has print pages.
    pub print: bool,
}

/// Why there is no configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadersError {
    /// The address has a character with a meaning of its own in configuration files.
    #[error(
        "the path of `site-url` contains `{character}`, which configuration of hosts cannot contain"
    )]
    Character {
        /// The character.
        character: char,
    },
}

impl HeadersError {
    /// What to do.
    pub fn help(&self) -> &'static str {
        "publish at a path of letters, digits and `-`, `.`, `_`, `~`"
    }
}

/// The configuration of a host, as the text of a file.
pub fn configuration(kind: Kind, layout: Layout<'_>) -> Result<String, HeadersError> {
    let path = HostPath::of(layout.site_url)?;
    Ok(match kind {
        Kind::Nginx => nginx::configuration(&path, layout.print),
        Kind::Apache => apache::configuration(&path, layout.print),
        Kind::Netlify => netlify::configuration(&path, layout.print),
        Kind::S3CloudFront => cloudfront::configuration(&path, layout.print),
    })
}

/// The first line of every file that is written.
const WRITTEN_BY: &str =
    "Written by `ssr-site publish headers`; see docs/publishing.md of ssr-site.";

#[cfg(test)]
mod tests;
