//! `freeze`

use chrono::NaiveDate;
use clap::Args;

use super::new::OfReport;
use crate::cli::complete;

/// `freeze`
#[derive(Debug, Args)]
pub(crate) struct Freeze {
    /// The edition, by its date or other name, or with its report, as in `ssr1/2016-06-30`.
    #[arg(add = complete::editions())]
    pub(crate) edition: String,
    /// The day on which the edition was published, such as 2016-07-05; today by default.
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) of: OfReport,
}
