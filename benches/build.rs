//! Benchmarks builds of a synthetic report, relative to copying the output.
//!
//! `cargo bench --bench build -- --recommendations 2500 --editions 4 --runs 5 --in /dev/shm`
//!
//! Each run, in turn: a clean build, a copy of the output, an unchanged build, and a build after
//! editing one update. Machines are noisy: compare only ratios within one run.

#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes a project")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use clap::Parser;
use process::{Run, ms};

#[path = "synthetic/files.rs"]
mod files;
#[path = "shared/process.rs"]
mod process;
mod synthetic;

/// Times builds of a synthetic report.
#[derive(Debug, Parser)]
struct Args {
    /// Number of recommendations.
    #[arg(long, default_value_t = 2500, value_parser = clap::value_parser!(u32).range(1..=99_999))]
    recommendations: u32,
    /// Number of editions.
    #[arg(long, default_value_t = 4)]
    editions: u32,
    /// Percentage of recommendations updated in each later edition.
    #[arg(long, default_value_t = 100)]
    changed: u32,
    /// Number of builds.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Parent of the temporary directory.
    #[arg(long = "in", value_name = "DIR", default_value = "/dev/shm")]
    within: PathBuf,
    /// Passed by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// Timeout.
const LIMIT: Duration = Duration::from_hours(1);

/// Rows, in order of a run.
const ROWS: [&str; 4] = ["from nothing", "cp -r of the output", "nothing changed", "one edited"];

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let scratch = tempfile::Builder::new().prefix("ssr-site-bench").tempdir_in(&args.within)?;
    let project = scratch.path().join("project");
    write_project(&args, &project)?;

    let mut times: [Vec<Duration>; 4] = Default::default();
    let (mut memory, mut processor) = (None, Vec::new());
    for run in 0..args.runs {
        let (public, copy) = (project.join("public"), scratch.path().join("copy"));
        remove(&public)?;
        remove(&copy)?;
        let first = build(&project)?;
        memory = memory.max(first.usage.map(|usage| usage.peak));
        processor.extend(first.usage.map(|usage| usage.cpu));
        times[0].push(first.time);
        times[1].push(timed(Command::new("cp").arg("-r").arg(&public).arg(&copy))?);
        times[2].push(build(&project)?.time);
        edit_one(&project, run)?;
        times[3].push(build(&project)?.time);
    }
    report(&args, &mut times, &mut processor, memory);
    Ok(())
}

fn write_project(args: &Args, project: &Path) -> anyhow::Result<()> {
    let options = synthetic::Options {
        recommendations: args.recommendations,
        editions: args.editions,
        changed_percent: args.changed,
        review: false,
        seed: 1,
    };
    files::write(&options, project).context("cannot write the project")?;
    Ok(())
}

/// Builds the project.
fn build(project: &Path) -> anyhow::Result<Run> {
    let arguments = ["build", "--quiet", "--message-format", "json"].map(OsStr::new);
    let arguments = arguments.into_iter().chain([project.as_os_str()]);
    let run = process::run(env!("CARGO_BIN_EXE_ssr-site"), arguments, LIMIT)?;
    run.context("the build takes too long")
}

fn timed(command: &mut Command) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let status = command.status()?;
    ensure!(status.success(), "{command:?} failed");
    Ok(start.elapsed())
}

/// Adds a sentence to one update.
fn edit_one(project: &Path, run: usize) -> anyhow::Result<()> {
    let content = project.join("content/synthetic");
    let mut editions: Vec<PathBuf> =
        fs::read_dir(&content)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    editions
        .retain(|path| path.join("rec-00001.md").exists() && !path.ends_with("recommendations"));
    editions.sort();
    let path = editions.last().context("no edition")?.join("rec-00001.md");
    let text = fs::read_to_string(&path)?;
    fs::write(&path, format!("{text}\nEdited for run {run}.\n"))?;
    Ok(())
}

fn remove(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        fs::remove_dir_all(path)?;
    }
    Ok(())
}

fn report(
    args: &Args,
    times: &mut [Vec<Duration>; 4],
    processor: &mut [Duration],
    memory: Option<u64>,
) {
    println!("{} recommendations x {} editions", args.recommendations, args.editions);
    let medians = times.each_mut().map(|times| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    });
    for ((row, median), times) in ROWS.iter().zip(medians).zip(times.iter()) {
        let [least, most] =
            [times.first(), times.last()].map(|time| time.copied().unwrap_or_default());
        println!(
            "{row:>20}  median {:>6.0} ms  ({:.0} to {:.0})  {:>5.2} x cp -r",
            ms(median),
            ms(least),
            ms(most),
            median.as_secs_f64() / medians[1].as_secs_f64(),
        );
    }
    processor.sort_unstable();
    if let Some(median) = processor.get(processor.len() / 2) {
        println!("{:>20}  median {:>6.0} ms, from nothing", "processor", ms(*median));
    }
    if let Some(memory) = memory {
        println!("{:>20}  {} MiB", "peak memory", memory / 1024);
    }
}
