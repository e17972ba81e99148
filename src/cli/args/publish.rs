//! `publish`

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use ssr_site::publish::headers::Kind;

use super::place::{InProject, SiteUrl};
use crate::cli::complete;

/// `publish`
#[derive(Debug, Args)]
pub(crate) struct Publish {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// Subcommands of `publish`.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Build the site and publish what changed to a host of book.toml.
    ///
    /// Shows the plan and asks before anything is written. No page ever leads to what is not there
    /// yet. An interrupted publication is continued by the same command.
    #[command(after_help = "Examples:\n  \
        ssr-site publish to web\n  \
        ssr-site publish to web --yes                        without asking, for scripts\n  \
        ssr-site publish to web --freeze ssr1/2016-06-30     freeze that edition first")]
    To(To),
    /// Build the site and show what publishing would do.
    #[command(after_help = "Examples:\n  \
        ssr-site publish plan web\n  \
        ssr-site publish plan web --message-format json")]
    Plan(Plan),
    /// Compare every file of a host with what was published.
    #[command(after_help = "Example:\n  ssr-site publish verify web")]
    Verify(Verify),
    /// List what was published when.
    #[command(after_help = "Examples:\n  \
        ssr-site publish log\n  \
        ssr-site publish log --on 2016-07-14   what the public saw at the end of that day, UTC")]
    Log(Log),
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

/// `publish to`
#[derive(Debug, Args)]
pub(crate) struct To {
    /// The host: NAME of `[publish.NAME]`.
    #[arg(add = complete::hosts())]
    pub(crate) name: String,
    /// Do not ask.
    #[arg(short, long)]
    pub(crate) yes: bool,
    /// Show the plan and write nothing to the host.
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
    /// Freeze this edition first.
    #[arg(long, value_name = "EDITION", conflicts_with = "dry_run", add = complete::editions())]
    pub(crate) freeze: Option<String>,
    #[command(flatten)]
    pub(crate) limits: Limits,
    /// With `--yes`, run the commands of `after` in book.toml too.
    #[arg(long, requires = "yes")]
    pub(crate) run_after: bool,
    /// Seconds to wait until the public address shows what was published.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) wait: u64,
    #[command(flatten)]
    pub(crate) site_url: SiteUrl,
    #[command(flatten)]
    pub(crate) project: InProject,
}

/// `publish plan`
#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// The host: NAME of `[publish.NAME]`.
    #[arg(add = complete::hosts())]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) site_url: SiteUrl,
    #[command(flatten)]
    pub(crate) project: InProject,
}

/// What a publication must not or need not do unasked.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Limits {
    /// Percentage of the published files that may be deleted; overrides `max-deletions` in
    /// book.toml.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) max_deletions: Option<u8>,
    /// Replace files of the host that were not published by `ssr-site`.
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Read every file of the host first, and restore those that somebody else changed.
    #[arg(long)]
    pub(crate) restore: bool,
}

/// `publish verify`
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The host: NAME of `[publish.NAME]`.
    #[arg(add = complete::hosts())]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) project: InProject,
}

/// `publish log`
#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Only this host.
    pub(crate) name: Option<String>,
    /// Only what was public at the end of this day, UTC.
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) project: InProject,
}

/// `publish headers`
#[derive(Debug, Args)]
pub(crate) struct Headers {
    /// The kind of host.
    pub(crate) kind: Kind,
    #[command(flatten)]
    pub(crate) project: InProject,
}
