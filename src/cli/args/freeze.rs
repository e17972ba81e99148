//! `freeze`

use clap::Args;

use super::new::OfReport;

/// `freeze`
#[derive(Debug, Args)]
pub(crate) struct Freeze {
    /// The edition, by its date or other name, or with its report, as in `ssr1/2016-06-30`.
    pub(crate) edition: String,
    #[command(flatten)]
    pub(crate) of: OfReport,
}
