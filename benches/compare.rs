//! Compares time and memory with an earlier build and with other generators, for the same report.
//!
//! `cargo bench --bench compare -- --recommendations 2500 --editions 4 --rounds 5 --old PROGRAM
//! --zola PROGRAM --hugo PROGRAM`
//!
//! The others get the same content: front matter turned into tables, references into links, minimal
//! templates. They have no counterpart of what `ssr-site` derives (carried forward updates,
//! changes, backlinks, overdue deliverables). Zola is also given templates for a page like ours,
//! with all that Zola can show. Programs are interleaved in every round. Machines are noisy: compare
//! only ratios within one run.

#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes projects")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::ensure;
use clap::Parser;
use names::Name;
use reads::Reads;
use rounds::{Outcome, Round};
use table::Row;
use turns::{Action, Turn};

#[path = "compare/edit.rs"]
mod edit;
#[path = "compare/facts.rs"]
mod facts;
#[path = "synthetic/files.rs"]
mod files;
#[path = "compare/names.rs"]
mod names;
#[path = "compare/peers.rs"]
mod peers;
#[path = "shared/process.rs"]
mod process;
#[path = "compare/projects.rs"]
mod projects;
#[path = "compare/prose.rs"]
mod prose;
#[path = "compare/ratios.rs"]
mod ratios;
#[path = "compare/reads.rs"]
mod reads;
#[path = "compare/rounds.rs"]
mod rounds;
mod synthetic;
#[path = "compare/table.rs"]
mod table;
#[path = "compare/turns.rs"]
mod turns;
#[path = "compare/zola.rs"]
mod zola;

/// Times builds of one report by several programs.
#[derive(Debug, Parser)]
#[expect(clippy::struct_excessive_bools, reason = "they are options of a command line")]
struct Args {
    /// Number of recommendations.
    #[arg(long, default_value_t = 250, value_parser = clap::value_parser!(u32).range(1..=99_999))]
    recommendations: u32,
    /// Number of editions.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=400))]
    editions: u32,
    /// Percentage of recommendations updated in each later edition.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(0..=100))]
    changed: u32,
    /// Number of rounds.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    /// Timeout of a build, in seconds.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    limit: u64,
    /// Only these rows.
    #[arg(long, value_name = "NAME", num_args = 1..)]
    only: Vec<Name>,
    /// An earlier build of ssr-site.
    #[arg(long, value_name = "PROGRAM")]
    old: Option<PathBuf>,
    /// Zola: once with minimal pages, once with pages like ours.
    #[arg(long, value_name = "PROGRAM")]
    zola: Option<PathBuf>,
    /// Hugo: once with checked, once with plain links.
    #[arg(long, value_name = "PROGRAM")]
    hugo: Option<PathBuf>,
    /// mdBook.
    #[arg(long, value_name = "PROGRAM")]
    mdbook: Option<PathBuf>,
    /// Add a report with four times as many recommendations.
    #[arg(long)]
    fourfold: bool,
    /// Count how often each content file is opened, with strace, instead of measuring times.
    #[arg(long)]
    reads: bool,
    /// Keep outputs until the end: disks are slow after many deletions.
    #[arg(long)]
    keep: bool,
    /// Parent of the temporary directory.
    #[arg(long = "in", value_name = "DIR", default_value = "/dev/shm")]
    within: PathBuf,
    /// Passed by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Args {
    fn wants(&self, name: Name) -> bool {
        self.only.is_empty() || self.only.contains(&name)
    }

    fn limit(&self) -> Duration {
        Duration::from_secs(self.limit)
    }
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let scratch = tempfile::Builder::new().prefix("ssr-site-bench").tempdir_in(&args.within)?;
    let turns = turns::turns(&args, scratch.path())?;
    for name in &args.only {
        let is_there = turns.iter().any(|turn| turn.name == *name);
        ensure!(is_there, "{} is wanted, but its program or option is not given", name.title());
    }
    let Args { recommendations, editions, changed, rounds, .. } = args;
    let rounds = if args.reads { "one build of each".into() } else { format!("{rounds} rounds") };
    let within = args.within.display();
    println!(
        "{recommendations} recommendations x {editions} editions, {changed} % of them reported anew \
         in each; {rounds} in {within}\n"
    );
    if args.reads {
        count_reads(&args, &turns, scratch.path())
    } else {
        time(&args, &turns, scratch.path())
    }
}

/// Times all turns in every round.
fn time(args: &Args, turns: &[Turn], scratch: &Path) -> anyhow::Result<()> {
    let mut rows: Vec<Row> = turns.iter().map(|turn| Row::new(turn.name)).collect();
    for number in 0..args.rounds {
        let directory = scratch.join(format!("round-{number}"));
        let mut round = Round::new(directory.clone(), args.limit())?;
        for (index, (turn, row)) in turns.iter().zip(&mut rows).enumerate() {
            if !row.given_up {
                let outcome = round.take(turn, &|program, arguments, limit| {
                    process::run(program, arguments, limit)
                })?;
                row.add(&outcome)?;
            }
            if !args.keep {
                round.remove_unused(turn, &turns[index + 1..])?;
            }
        }
        if !args.keep {
            fs::remove_dir_all(&directory)?;
        }
    }
    println!("{}\n{}", table::markdown(&rows, args.limit), ratios::markdown(&rows));
    if rows.iter().any(|row| row.name == Name::ZolaStart) {
        println!("Ratios to Zola are to its time less that of `--version`.");
    }
    Ok(())
}

/// Counts the opens of content files in each turn of `ssr-site`.
fn count_reads(args: &Args, turns: &[Turn], scratch: &Path) -> anyhow::Result<()> {
    reads::require_strace()?;
    let trace = scratch.join("trace");
    let mut round = Round::new(scratch.join("round"), args.limit())?;
    let mut rows = Vec::new();
    for turn in turns {
        let project = match &turn.action {
            Action::Build(builder, _) if builder.project.update.is_some() => &builder.project.root,
            Action::Run(_, arguments) if turn.name == Name::Check => {
                &arguments[arguments.len() - 1]
            }
            _ => continue,
        };
        let Outcome { run, .. } = round.take(turn, &|program, arguments, limit| {
            reads::run(program, arguments, &trace, limit)
        })?;
        ensure!(run.is_some(), "{} takes too long", turn.name.title());
        rows.push(Reads::new(turn.name, &trace, &project.join("content"))?);
    }
    println!("{}", reads::markdown(&rows));
    Ok(())
}
