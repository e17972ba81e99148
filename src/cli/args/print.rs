//! `print`

use std::path::PathBuf;

use clap::Args;

/// `print`
#[derive(Debug, Args)]
pub(crate) struct Print {
    /// The project's directory: the one that holds book.toml.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// The edition: its date or other name, or the report's and its, as in `ssr1/2016-06-30`; the
    /// latest view by default.
    #[arg(long)]
    pub(crate) edition: Option<String>,
    /// These recommendations alone: numbers and ranges, such as `1,4,20-28`.
    #[arg(long, value_name = "LIST", conflicts_with = "group")]
    pub(crate) recommendations: Option<String>,
    /// The recommendations of this group alone.
    #[arg(long, value_name = "NAME")]
    pub(crate) group: Option<String>,
    /// The file to write; standard output by default.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Print drafts as well, marked on the cover.
    #[arg(long)]
    pub(crate) drafts: bool,
    /// The report, by the name of its directory; the only implementation report by default.
    #[arg(long, value_name = "NAME")]
    pub(crate) report: Option<String>,
}
