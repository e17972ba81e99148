//! `freeze`

use clap::Args;

use super::new::OfReport;

/// `freeze`
#[derive(Debug, Args)]
pub(crate) struct Freeze {
    /// The edition: its date or other name, or the report's and its, as in `ssr1/2016-06-30`.
    pub(crate) edition: String,
    #[command(flatten)]
    pub(crate) of: OfReport,
}
