//! `print` and `pdf`

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use ssr_site::config::PrintEngine;

use super::place::{Place, SiteUrl};
use crate::cli::complete;

/// `print`
#[derive(Debug, Args)]
pub(crate) struct Print {
    #[command(flatten)]
    pub(crate) part: Part,
    /// The file to write; standard output by default, and with `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `pdf`
#[derive(Debug, Args)]
pub(crate) struct Pdf {
    #[command(flatten)]
    pub(crate) part: Part,
    /// The file to write; by default `REPORT.pdf` or `REPORT-EDITION.pdf` in the current directory;
    /// `-` for standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The program that makes the PDF; overrides book.toml. By default the first that is installed.
    #[arg(long, value_parser = engines(), value_name = "NAME")]
    pub(crate) engine: Option<PrintEngine>,
    /// Timeout of the program for one document, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "600")]
    pub(crate) timeout: NonZeroU64,
    /// Open the PDF when done.
    #[arg(long)]
    pub(crate) open: bool,
}

/// What is printed.
#[derive(Debug, Args)]
pub(crate) struct Part {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The edition, by its date or other name, or with its report, as in `ssr1/2016-06-30`; by
    /// default the latest view.
    #[arg(long, add = complete::editions())]
    pub(crate) edition: Option<String>,
    /// Only these recommendations: numbers and ranges, such as `1,4,20-28`.
    #[arg(long, value_name = "LIST", conflicts_with = "group")]
    pub(crate) recommendations: Option<String>,
    /// Only the recommendations of this group.
    #[arg(long, value_name = "NAME")]
    pub(crate) group: Option<String>,
    /// Split into numbered files of at most this many recommendations.
    #[arg(long, value_name = "COUNT")]
    pub(crate) split: Option<NonZeroUsize>,
    /// Include drafts, marked on the cover.
    #[arg(long)]
    pub(crate) drafts: bool,
    /// The report's directory name; by default the only implementation report.
    #[arg(long, value_name = "NAME", add = complete::reports())]
    pub(crate) report: Option<String>,
    #[command(flatten)]
    pub(crate) site_url: SiteUrl,
}

fn engines() -> impl TypedValueParser<Value = PrintEngine> {
    let words = PrintEngine::WORDS.iter().map(|(word, _)| *word);
    PossibleValuesParser::new(words).try_map(|given| {
        let engine = PrintEngine::WORDS.iter().find(|(word, _)| *word == given);
        engine.map(|(_, engine)| *engine).ok_or("no such program")
    })
}
