//! `new`

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use ssr_site::document::fields::ReportKind;

use super::place::InProject;
use crate::cli::complete;

/// `new`
#[derive(Debug, Args)]
pub(crate) struct New {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What is new.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Create a report.
    ///
    /// NAME is its directory, and the beginning of its addresses.
    #[command(after_help = "Examples:\n  \
        ssr-site new report audit --title \"Audit of 2024\" --series Audit\n  \
        ssr-site new report check --kind review --of audit")]
    Report(Report),
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
    /// Create updates of recommendations as copies of their last updates.
    ///
    /// A copy keeps the ids of deliverables, which track them from edition to edition, takes the
    /// edition's date, and omits `[[corrections]]` and `[[allow]]`. Without an earlier update it
    /// starts empty.
    #[command(after_help = "Examples:\n  \
        ssr-site new update 25                        in the last edition\n  \
        ssr-site new update 1 4 20-28                 several\n  \
        ssr-site new update --open                    all that are not done\n  \
        ssr-site new update --list                    what is open, and what is written\n  \
        ssr-site new update 25 --edition 2016-06-30\n  \
        ssr-site new update 25 --edition ssr1/2016-06-30")]
    Update(Update),
}

/// The report.
#[derive(Debug, Args)]
pub(crate) struct OfReport {
    /// The report's directory name; by default the only implementation report.
    #[arg(long, value_name = "NAME", add = complete::reports())]
    pub(crate) report: Option<String>,
    #[command(flatten)]
    pub(crate) project: InProject,
}

/// `new report`
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// The name of its directory: letters, digits and hyphens.
    pub(crate) name: String,
    /// The title; by default made from the name.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// The kind: `implementation`, or `review` of another report's recommendations.
    #[arg(long, value_parser = kinds(), default_value = "implementation", hide_possible_values = true)]
    pub(crate) kind: ReportKind,
    /// The reviewed report; by default the only implementation report.
    #[arg(long, value_name = "NAME", add = complete::reports())]
    pub(crate) of: Option<String>,
    /// The short name, as in "SSR1 Recommendation 25".
    #[arg(long, value_name = "NAME")]
    pub(crate) series: Option<String>,
    #[command(flatten)]
    pub(crate) project: InProject,
}

fn kinds() -> impl TypedValueParser<Value = ReportKind> {
    let words = ReportKind::WORDS.iter().map(|(word, _)| *word);
    PossibleValuesParser::new(words).try_map(|given| {
        let kind = ReportKind::WORDS.iter().find(|(word, _)| *word == given);
        kind.map(|(_, kind)| *kind).ok_or("no such kind")
    })
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
    /// Numbers of recommendations, and ranges such as `20-28`.
    #[arg(value_name = "NUMBER", required_unless_present_any = ["open", "list"], add = complete::numbers())]
    pub(crate) numbers: Vec<String>,
    /// All recommendations that are not done and have no update in the edition yet.
    #[arg(long, conflicts_with = "numbers")]
    pub(crate) open: bool,
    /// Write nothing: list what is open, and what has an update already.
    #[arg(long, conflicts_with_all = ["numbers", "open"])]
    pub(crate) list: bool,
    /// The edition; the last one by default.
    #[arg(long, value_name = "NAME", add = complete::editions())]
    pub(crate) edition: Option<String>,
    #[command(flatten)]
    pub(crate) of: OfReport,
}
