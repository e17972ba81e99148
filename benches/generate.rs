//! Writes a synthetic project, for measuring builds of any size, also with other programs.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{CommandFactory as _, Parser};

#[path = "synthetic/files.rs"]
mod files;
mod synthetic;

/// Write a synthetic project of any size.
#[derive(Parser)]
#[command(
    name = "generate",
    bin_name = "cargo bench --bench generate --",
    after_help = "Equal options give equal bytes. A relative DIR is below the package's root."
)]
struct Arguments {
    /// How many recommendations the report has
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=99_999))]
    recommendations: u32,

    /// How many quarterly editions it has, the first of 2015-06-30
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=400))]
    editions: u32,

    /// Which of all projects of this size
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,

    /// How many of a hundred recommendations are updated in each edition after the first
    #[arg(
        long,
        value_name = "PERCENT",
        default_value_t = 100,
        value_parser = clap::value_parser!(u32).range(0..=100)
    )]
    changed: u32,

    /// Add a review of the report, with an entry for each recommendation
    #[arg(long)]
    review: bool,

    /// The directory to write to, which is empty or does not exist yet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Passed by cargo to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<ExitCode> {
    // `cargo bench` without a name runs this too, and must not fail for missing options.
    if std::env::args().skip(1).all(|argument| argument == "--bench") {
        write!(io::stdout(), "{}", Arguments::command().render_help())?;
        return Ok(ExitCode::SUCCESS);
    }
    let Arguments { recommendations, editions, seed, changed, review, out, bench: _ } =
        Arguments::parse();
    let options =
        synthetic::Options { recommendations, editions, changed_percent: changed, review, seed };
    refuse_used(&out)?;
    let (files, bytes) = files::write(&options, &out)
        .with_context(|| format!("cannot write to `{}`", out.display()))?;
    writeln!(io::stdout(), "wrote {files} files, {bytes} bytes to `{}`", out.display())?;
    Ok(ExitCode::SUCCESS)
}

fn refuse_used(directory: &Path) -> anyhow::Result<()> {
    let first = match fs::read_dir(directory) {
        Ok(mut entries) => entries.next().transpose(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    };
    let first = first.with_context(|| format!("cannot write to `{}`", directory.display()))?;
    if first.is_some() {
        bail!("`{}` is not empty", directory.display());
    }
    Ok(())
}
