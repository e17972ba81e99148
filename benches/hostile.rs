//! Measures how time and memory grow with inputs that could be dear.
//!
//! `cargo bench --bench hostile -- [--command build] [NAME...]`
//!
//! Each kind of input is checked or built at a size, at twice and at four times as much. Printed are the
//! processor time of each, the exponent of the growth between the last two (1 is proportional, 2 is
//! quadratic), and peak memory for a byte of input above that of an empty site.

#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes projects")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use cases::{CASES, Case, Files};
use clap::Parser;

#[path = "hostile/cases.rs"]
mod cases;
#[path = "shared/process.rs"]
mod process;

/// Measures how time and memory grow with inputs that could be dear.
#[derive(Debug, Parser)]
struct Args {
    /// Only these inputs: parts of their names.
    names: Vec<String>,
    /// The subcommand.
    #[arg(long, default_value = "check")]
    command: String,
    /// The program, instead of this one.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_ssr-site"))]
    program: PathBuf,
    /// Seconds for one run.
    #[arg(long, default_value_t = 60)]
    limit: u64,
    /// Parent of the temporary directory.
    #[arg(long = "in", value_name = "DIR", default_value = "/dev/shm")]
    within: PathBuf,
    /// Passed by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// One run: size of the input in bytes, seconds, and KiB.
#[derive(Clone, Copy)]
struct Measured {
    input: u64,
    cpu: f64,
    peak: u64,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let empty = vec![("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned())];
    let Some(empty) = measure(&args, &empty)? else {
        anyhow::bail!("an empty site takes too long")
    };
    println!("an empty site: {:.2} s, {} MiB\n", empty.cpu, empty.peak / 1024);
    println!(
        "| input | size | kB | s | s, twice | s, four times | exponent | MiB | bytes a byte |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    let is_asked = |case: &&Case| {
        args.names.is_empty() || args.names.iter().any(|name| case.name.contains(&**name))
    };
    for case in CASES.iter().filter(is_asked) {
        let mut runs = Vec::new();
        for size in [case.size, case.size * 2, case.size * 4] {
            match measure(&args, &(case.make)(size))? {
                Some(run) => runs.push(run),
                None => break,
            }
        }
        println!("{}", row(case, &runs, empty));
    }
    Ok(())
}

fn row(case: &Case, runs: &[Measured], empty: Measured) -> String {
    let cpu = |at: usize| match runs.get(at) {
        Some(run) => format!("{:.2}", run.cpu),
        None => "too long".to_owned(),
    };
    let exponent = match runs {
        // Less is within the clock's resolution.
        [_, two, four] if four.cpu - empty.cpu > 0.1 => {
            let own = |run: &Measured| (run.cpu - empty.cpu).max(0.01);
            format!("{:.2}", (own(four) / own(two)).log2())
        }
        [_, _, _] => "–".to_owned(),
        _ => "?".to_owned(),
    };
    let Some(last) = runs.last() else { return format!("| {} | too long |", case.name) };
    let per_byte = last.peak.saturating_sub(empty.peak) * 1024 / last.input.max(1);
    format!(
        "| {} | {} | {} | {} | {} | {} | {exponent} | {} | {per_byte} |",
        case.name,
        case.size * 4,
        last.input / 1000,
        cpu(0),
        cpu(1),
        cpu(2),
        last.peak / 1024,
    )
}

/// Runs the command on a project of these files; `None` on timeout.
fn measure(args: &Args, files: &Files) -> anyhow::Result<Option<Measured>> {
    let project = tempfile::Builder::new().prefix("ssr-site-hostile").tempdir_in(&args.within)?;
    for (path, text) in files {
        write(&project.path().join(path), text)?;
    }
    let directory = project.path().to_string_lossy().into_owned();
    let arguments = [&*args.command, "--quiet", &*directory];
    let limit = Duration::from_secs(args.limit);
    // Errors of the content are an answer.
    let run = process::run_to(&[0, 1], &args.program, arguments, limit)?;
    let Some(run) = run else { return Ok(None) };
    let usage = run.usage.context("GNU time is missing")?;
    let input = files.iter().map(|(_, text)| text.len() as u64).sum();
    Ok(Some(Measured { input, cpu: usage.cpu.as_secs_f64(), peak: usage.peak }))
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(path, text)?;
    Ok(())
}
