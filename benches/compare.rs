//! Compares time and memory of other generators for the same report.
//!
//! `cargo bench --bench compare -- --recommendations 2500 --editions 4 --rounds 5 --zola PROGRAM
//! --hugo PROGRAM`
//!
//! The others get the same content: front matter turned into tables, references into links, minimal
//! templates. They have no counterpart of what `ssr-site` derives (carried forward updates,
//! changes, backlinks, overdue deliverables). Programs are interleaved in every round. Machines are
//! noisy: compare only ratios within one run.

#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes projects")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use clap::Parser;
use peers::Peer;
use ssr_site::world::DiskWorld;
use table::Row;
use walkdir::WalkDir;

#[path = "compare/facts.rs"]
mod facts;
#[path = "synthetic/files.rs"]
mod files;
#[path = "compare/peers.rs"]
mod peers;
#[path = "shared/process.rs"]
mod process;
mod synthetic;
#[path = "compare/table.rs"]
mod table;

/// Times builds of one report by several generators.
#[derive(Debug, Parser)]
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
    /// Zola.
    #[arg(long, value_name = "PROGRAM")]
    zola: Option<PathBuf>,
    /// Hugo: once with checked, once with plain links.
    #[arg(long, value_name = "PROGRAM")]
    hugo: Option<PathBuf>,
    /// mdBook.
    #[arg(long, value_name = "PROGRAM")]
    mdbook: Option<PathBuf>,
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

/// Settings without outputs other than pages.
const PAGES_ALONE: &str = "\n[output.print]\nenable = false\n\n[output.data]\nenable = false\n\n\
    [output.search]\nenable = false\n";

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let scratch = tempfile::Builder::new().prefix("ssr-site-bench").tempdir_in(&args.within)?;
    let turns = turns(&args, scratch.path())?;
    let mut rows: Vec<Row> = turns.iter().map(|turn| Row::new(&turn.name)).collect();
    for round in 0..args.rounds {
        let targets = scratch.path().join(format!("round-{round}"));
        fs::create_dir(&targets)?;
        for (turn, row) in turns.iter().zip(&mut rows) {
            if !row.given_up {
                take(turn, row, &targets, &args)?;
            }
        }
        if !args.keep {
            fs::remove_dir_all(&targets)?;
        }
    }
    let Args { recommendations, editions, changed, .. } = args;
    println!(
        "{recommendations} recommendations x {editions} editions, {changed} % of them reported anew \
         in each; {} rounds in {}\n",
        args.rounds,
        args.within.display(),
    );
    print!("{}", table::markdown(&rows));
    Ok(())
}

/// A build to time.
struct Turn {
    name: String,
    program: PathBuf,
    arguments: Arguments,
    /// The target's name; two builds can share one.
    target: &'static str,
    /// Expected number of pages.
    pages: usize,
}

/// The arguments for a target.
type Arguments = Box<dyn Fn(&Path) -> Vec<PathBuf>>;

/// Writes the projects and returns the builds in order of a round.
fn turns(args: &Args, scratch: &Path) -> anyhow::Result<Vec<Turn>> {
    let options = synthetic::Options {
        recommendations: args.recommendations,
        editions: args.editions,
        changed_percent: args.changed,
        review: false,
        seed: 1,
    };
    let [all, alone] = ["everything", "pages"].map(|name| scratch.join(name));
    for project in [&all, &alone] {
        files::write(&options, project).context("cannot write the project")?;
    }
    let settings = alone.join("book.toml");
    fs::write(&settings, fs::read_to_string(&settings)? + PAGES_ALONE)?;

    let pages = facts::pages(&DiskWorld::new(&alone)?)?;
    let count = pages.len();
    let own = |name: &str, command: &'static str, target, project: &Path| {
        let project = project.to_owned();
        Turn {
            name: format!("ssr-site: {name}"),
            program: env!("CARGO_BIN_EXE_ssr-site").into(),
            arguments: Box::new(move |target: &Path| {
                let mut arguments = vec![command.into(), "--quiet".into()];
                if command == "build" {
                    arguments.extend(["--dest-dir".into(), target.to_owned()]);
                }
                arguments.push(project.clone());
                arguments
            }),
            target,
            pages: if command == "build" { count } else { 0 },
        }
    };
    let mut turns = vec![
        own("pages and analysis", "build", "pages", &alone),
        own("pages and analysis, nothing changed", "build", "pages", &alone),
        own("`check`", "check", "none", &alone),
        copy("`cp -r` of pages and analysis", "copy-of-pages", "pages", count),
        own("everything", "build", "everything", &all),
        own("everything, nothing changed", "build", "everything", &all),
        copy("`cp -r` of everything", "copy-of-everything", "everything", count),
    ];
    let zola = args.zola.clone().map(peers::zola);
    let hugo = args
        .hugo
        .clone()
        .map(|program| [peers::hugo_checked(program.clone()), peers::hugo_plain(program)]);
    let mdbook = args.mdbook.clone().map(peers::mdbook);
    for peer in zola.into_iter().chain(hugo.into_iter().flatten()).chain(mdbook) {
        turns.push(write_peer(peer, &pages, scratch)?);
    }
    Ok(turns)
}

fn copy(name: &str, target: &'static str, from: &'static str, pages: usize) -> Turn {
    let arguments =
        move |target: &Path| vec!["-r".into(), target.with_file_name(from), target.to_owned()];
    Turn { name: name.into(), program: "cp".into(), arguments: Box::new(arguments), target, pages }
}

fn write_peer(peer: Peer, pages: &[facts::Page], scratch: &Path) -> anyhow::Result<Turn> {
    let Peer { name, program, write, arguments } = peer;
    let project = scratch.join(name.replace([' ', ','], "-"));
    write(pages, &project).with_context(|| format!("cannot write the project of {name}"))?;
    let arguments = Box::new(move |target: &Path| arguments(&project, target));
    Ok(Turn { name: name.into(), program, arguments, target: name, pages: pages.len() })
}

/// Times one build and adds it to its row.
fn take(turn: &Turn, row: &mut Row, targets: &Path, args: &Args) -> anyhow::Result<()> {
    let target = targets.join(turn.target);
    // Do not wait for pending writes of other programs.
    rustix::fs::sync();
    let limit = Duration::from_secs(args.limit);
    let run = process::run(&turn.program, (turn.arguments)(&target), limit)?;
    row.add(run, args.limit);
    if run.is_some() && turn.pages > 0 {
        (row.files, row.bytes) = (0, 0);
        let mut pages = 0;
        for entry in WalkDir::new(&target) {
            let entry = entry?;
            if entry.file_type().is_file() {
                row.files += 1;
                row.bytes += entry.metadata()?.len();
                pages += usize::from(entry.path().extension().is_some_and(|name| name == "html"));
            }
        }
        ensure!(pages >= turn.pages, "{} wrote {pages} pages of {}", turn.name, turn.pages);
    }
    Ok(())
}
