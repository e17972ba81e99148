//! `publish`

use clap::{Args, Subcommand};
use ssr_site::publish::headers::Kind;

use super::new::InProject;

/// `publish`
#[derive(Debug, Args)]
pub(crate) struct Publish {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// Subcommands of `publish`.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Print the configuration with which a host sends the right headers.
    ///
    /// It has the policies of pages, how long files are cached, their media types, and the page for
    /// missing addresses, for the path of `site-url`.
    #[command(after_help = "Examples:\n  \
        ssr-site publish headers nginx > report.conf\n  \
        ssr-site publish headers apache > public/.htaccess\n  \
        ssr-site publish headers netlify > _headers\n  \
        ssr-site publish headers s3-cloudfront > headers.json")]
    Headers(Headers),
}

/// `publish headers`
#[derive(Debug, Args)]
pub(crate) struct Headers {
    /// The kind of host.
    pub(crate) kind: Kind,
    #[command(flatten)]
    pub(crate) project: InProject,
}
