//! How long other generators take for the same report, and how much memory.
//!
//! `cargo bench --bench compare -- --recommendations 2500 --editions 4 --rounds 5 --zola PROGRAM
//! --hugo PROGRAM`
//!
//! The others are given what the authors wrote: the same files, with front matter turned into tables
//! and references into links, and templates with the least that shows a page. What `ssr-site`
//! derives (carried updates, changes, backlinks, what is overdue) they have no counterpart of. In each
//! round every program has its turn. Machines are noisy: compare the ratios of one call.

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
    /// How many recommendations.
    #[arg(long, default_value_t = 250, value_parser = clap::value_parser!(u32).range(1..=99_999))]
    recommendations: u32,
    /// How many editions.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=400))]
    editions: u32,
    /// Percent of the recommendations that each later edition reports anew.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(0..=100))]
    changed: u32,
    /// How often each program has its turn.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    /// After how many seconds a build is given up.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    limit: u64,
    /// Zola.
    #[arg(long, value_name = "PROGRAM")]
    zola: Option<PathBuf>,
    /// Hugo: once with links that it checks, once with plain ones.
    #[arg(long, value_name = "PROGRAM")]
    hugo: Option<PathBuf>,
    /// mdBook.
    #[arg(long, value_name = "PROGRAM")]
    mdbook: Option<PathBuf>,
    /// Keep what was built until the end: a disk makes files slowly after many were removed.
    #[arg(long)]
    keep: bool,
    /// Where to write; a directory is made there, and removed again.
    #[arg(long = "in", value_name = "DIR", default_value = "/dev/shm")]
    within: PathBuf,
    /// Passed by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What `ssr-site` does not do where only pages are compared.
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

/// What is timed: a program that reads a project and writes a target.
struct Turn {
    name: String,
    program: PathBuf,
    arguments: Arguments,
    /// The name of the target, which two turns may share.
    target: &'static str,
    /// How many pages must be there afterwards.
    pages: usize,
}

/// The arguments with which a program writes this target.
type Arguments = Box<dyn Fn(&Path) -> Vec<PathBuf>>;

/// Writes the projects, and returns who builds them, in the order of a round.
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

/// Times one turn, and adds it to its row.
fn take(turn: &Turn, row: &mut Row, targets: &Path, args: &Args) -> anyhow::Result<()> {
    let target = targets.join(turn.target);
    // What another program left for the disk to do is not this one's to wait for.
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
