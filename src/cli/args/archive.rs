//! `archive`

use std::path::PathBuf;

use clap::Args;

use super::new::OfReport;
use super::place::SiteUrl;
use crate::cli::complete;

/// `archive`
#[derive(Debug, Args)]
pub(crate) struct Archive {
    /// The edition, by its date or other name, or with its report, as in `ssr1/2016-06-30`; without
    /// it, the whole site.
    #[arg(add = complete::editions())]
    pub(crate) edition: Option<String>,
    /// The bag's directory; `archive/site` or `archive/REPORT-EDITION` in the project by default.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) dest_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) site_url: SiteUrl,
    #[command(flatten)]
    pub(crate) of: OfReport,
}
