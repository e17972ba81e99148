//! `new`

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

/// `new`
#[derive(Debug, Args)]
pub(crate) struct New {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What is new.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Create the file of a recommendation, for the adopted statement.
    ///
    /// The file is named like the existing ones. Without `--title` the title is empty and the site
    /// cannot be built until you fill it in.
    #[command(after_help = "Examples:\n  \
        ssr-site new recommendation 4 --title \"Publish a policy\"\n  \
        ssr-site new recommendation 8.32b --report inquiry")]
    Recommendation(Recommendation),
    /// Create an edition and list what was still open in the last one.
    ///
    /// An edition does not need an update for every recommendation: earlier updates are carried
    /// forward.
    #[command(after_help = "Examples:\n  \
        ssr-site new edition 2016-09-30\n  \
        ssr-site new edition final --date 2016-09-30 --title \"Final report\"")]
    Edition(Edition),
    /// Create an update of one recommendation as a copy of its last update.
    ///
    /// The copy keeps the ids of deliverables, which track them from edition to edition, takes the
    /// edition's date, and omits `[[corrections]]` and `[[allow]]`. Without an earlier update it
    /// starts empty.
    #[command(after_help = "Examples:\n  \
        ssr-site new update 25                        in the last edition\n  \
        ssr-site new update 25 --edition 2016-06-30\n  \
        ssr-site new update 25 --edition ssr1/2016-06-30")]
    Update(Update),
}

/// The project, for commands with other positional arguments.
#[derive(Debug, Args)]
pub(crate) struct InProject {
    /// The project's directory, which contains book.toml.
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
    pub(crate) directory: PathBuf,
}

/// The report.
#[derive(Debug, Args)]
pub(crate) struct OfReport {
    /// The report's directory name; by default the only implementation report.
    #[arg(long, value_name = "NAME")]
    pub(crate) report: Option<String>,
    #[command(flatten)]
    pub(crate) project: InProject,
}

/// `new recommendation`
#[derive(Debug, Args)]
pub(crate) struct Recommendation {
    /// The number, such as `25`, `4.1` or `018/24`.
    pub(crate) number: String,
    /// The title.
    #[arg(long)]
    pub(crate) title: Option<String>,
    #[command(flatten)]
    pub(crate) of: OfReport,
}

/// `new edition`
#[derive(Debug, Args)]
pub(crate) struct Edition {
    /// The date of the edition, or another name.
    pub(crate) name: String,
    /// The title; by default the quarter that ends on the date, or the name.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// The date, if the name is not a date; today by default.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) of: OfReport,
}

/// `new update`
#[derive(Debug, Args)]
pub(crate) struct Update {
    /// The number of the recommendation.
    pub(crate) number: String,
    /// The edition; the last one by default.
    #[arg(long, value_name = "NAME")]
    pub(crate) edition: Option<String>,
    #[command(flatten)]
    pub(crate) of: OfReport,
}
