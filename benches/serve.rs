//! Benchmarks the preview of a synthetic report: start and edits.
//!
//! `cargo bench --bench serve -- --recommendations 10000 --editions 4 --edits 50 --in /dev/shm`
//!
//! One run: `check` and a clean build; from the start of the server to its first page; edits of one
//! update, each from the end of its write to the last byte of the updated page; with `--load
//! SECONDS`, concurrent requests during edits; with `--old PROGRAM`, an earlier build of `ssr-site`
//! in turn with this one, each with a project and a server of its own; with `--hugo PROGRAM`, the
//! same edits under Hugo's server. Machines are noisy: compare only figures of one run.

#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes a project")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use clap::Parser;

#[path = "serve/client.rs"]
mod client;
#[path = "synthetic/files.rs"]
mod files;
#[path = "serve/hugo.rs"]
mod hugo;
#[path = "serve/load.rs"]
mod load;
mod synthetic;

/// Times the preview of a synthetic report.
#[derive(Debug, Parser)]
struct Args {
    /// Number of recommendations.
    #[arg(long, default_value_t = 2500, value_parser = clap::value_parser!(u32).range(1..=99_999))]
    recommendations: u32,
    /// Number of editions.
    #[arg(long, default_value_t = 4)]
    editions: u32,
    /// Number of timed edits.
    #[arg(long, default_value_t = 50)]
    edits: usize,
    /// Number of edits before memory is measured again.
    #[arg(long, default_value_t = 1000)]
    more_edits: usize,
    /// Number of timed starts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Duration of the load test, in seconds.
    #[arg(long, default_value_t = 0)]
    load: u64,
    /// An earlier build of ssr-site, for comparison: every measurement is taken in turn.
    #[arg(long, value_name = "PROGRAM")]
    old: Option<PathBuf>,
    /// Hugo, for comparison.
    #[arg(long, value_name = "PROGRAM")]
    hugo: Option<PathBuf>,
    /// Parent of the temporary directory.
    #[arg(long = "in", value_name = "DIR", default_value = "/dev/shm")]
    within: PathBuf,
    /// Passed by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A server process, killed on drop.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A program under test, with a project of its own.
struct Subject {
    /// Before the names of its rows.
    prefix: &'static str,
    program: PathBuf,
    project: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let scratch = tempfile::Builder::new().prefix("ssr-site-bench").tempdir_in(&args.within)?;
    let options = synthetic::Options {
        recommendations: args.recommendations,
        editions: args.editions,
        changed_percent: 100,
        review: false,
        seed: 1,
    };
    let own = Some(("", PathBuf::from(env!("CARGO_BIN_EXE_ssr-site"))));
    let old = args.old.clone().map(|program| ("old: ", program));
    let subjects = own.into_iter().chain(old).map(|(prefix, program)| {
        let project = scratch.path().join(if prefix.is_empty() { "project" } else { "old" });
        files::write(&options, &project).context("cannot write the project")?;
        Ok(Subject { prefix, program, project })
    });
    let subjects: Vec<Subject> = subjects.collect::<anyhow::Result<_>>()?;
    println!("{} recommendations x {} editions", args.recommendations, args.editions);

    starts(&args, &subjects)?;
    edits(&args, &subjects)?;
    if let Some(program) = &args.hugo {
        let project = &subjects[0].project;
        let server = hugo::serve(program, project)?;
        let mut times = hugo::edits(&server, &Edited::find(project)?, args.edits)?;
        row("edit to page, Hugo", &mut times);
    }
    Ok(())
}

/// Times `check`, a start of the server and a build, in turn.
fn starts(args: &Args, subjects: &[Subject]) -> anyhow::Result<()> {
    let mut times: Vec<[Vec<Duration>; 3]> = subjects.iter().map(|_| Default::default()).collect();
    for run in 0..args.runs {
        for (subject, [checks, starts, builds]) in subjects.iter().zip(&mut times) {
            checks.push(subject.timed(&["check", "--quiet"])?);
            let start = Instant::now();
            let server = subject.serve()?;
            client::page(server.address, PAGE)?;
            starts.push(start.elapsed());
            drop(server);
            if run + 1 == args.runs {
                builds.push(subject.timed(&["build", "--quiet"])?);
            }
        }
    }
    for (index, what) in ["check", "start to first page", "build from nothing"].iter().enumerate() {
        for (subject, times) in subjects.iter().zip(&mut times) {
            row(&format!("{}{what}", subject.prefix), &mut times[index]);
        }
    }
    Ok(())
}

/// Times edits in turn, and tells memory before and after many more.
fn edits(args: &Args, subjects: &[Subject]) -> anyhow::Result<()> {
    let mut servers = Vec::new();
    for subject in subjects {
        let server = subject.serve()?;
        // It listens before it has read the project.
        client::page(server.address, PAGE)?;
        servers.push((server, Edited::find(&subject.project)?));
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); subjects.len()];
    for number in 0..args.edits {
        for ((server, update), times) in servers.iter().zip(&mut times) {
            times.push(edit(server, update, number)?);
        }
    }
    for (subject, times) in subjects.iter().zip(&mut times) {
        row(&format!("{}edit to page", subject.prefix), times);
    }
    for (Subject { prefix, .. }, (server, update)) in subjects.iter().zip(&servers) {
        if args.more_edits > 0 {
            let (some, all) = (args.edits + args.more_edits / 10, args.edits + args.more_edits);
            (args.edits..some).try_for_each(|number| edit(server, update, number).map(drop))?;
            let settled = memory(server);
            (some..all).try_for_each(|number| edit(server, update, number).map(drop))?;
            let [settled, end] = [settled, memory(server)].map(|memory| memory.unwrap_or(0) / 1024);
            let name = format!("{prefix}memory");
            println!("{name:>26}  {settled} MiB after {some} edits, {end} MiB after {all}");
        }
        if args.load > 0 {
            let seconds = Duration::from_secs(args.load);
            let name = format!("{prefix}load");
            println!("{name:>26}  {}", load::run(server, update, seconds)?);
        }
    }
    Ok(())
}

/// A page that shows the edited update.
pub(crate) const PAGE: &str = "/synthetic/1.html";

/// The edited update.
pub(crate) struct Edited {
    pub(crate) path: PathBuf,
    text: String,
}

impl Edited {
    /// The last update of the first recommendation.
    fn find(project: &Path) -> anyhow::Result<Self> {
        let content = project.join("content/synthetic");
        let entries = fs::read_dir(&content)?.filter_map(|entry| Some(entry.ok()?.path()));
        let mut editions: Vec<PathBuf> = entries
            .filter(|path| path.join("rec-00001.md").exists() && !path.ends_with("recommendations"))
            .collect();
        editions.sort();
        let path = editions.last().context("no edition")?.join("rec-00001.md");
        let text = fs::read_to_string(&path)?;
        Ok(Self { path, text })
    }

    /// Writes the update with a marker.
    pub(crate) fn write(&self, mark: &str) -> anyhow::Result<()> {
        Ok(fs::write(&self.path, format!("{}\nMarked {mark}.\n", self.text))?)
    }
}

/// The latency of an edit.
fn edit(server: &Server, update: &Edited, number: usize) -> anyhow::Result<Duration> {
    let mark = format!("edit{number}end");
    update.write(&mark)?;
    let start = Instant::now();
    while !client::page(server.address, PAGE)?.contains(&mark) {
        ensure!(start.elapsed() < Duration::from_mins(1), "the edit was never seen");
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(start.elapsed())
}

impl Subject {
    fn serve(&self) -> anyhow::Result<Server> {
        let port = client::free_port()?;
        let process = Command::new(&self.program)
            .args(["serve", "--quiet", "--port", &port.to_string()])
            .arg(&self.project)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let server = Server { process, address: ([127, 0, 0, 1], port).into() };
        client::wait(server.address)?;
        Ok(server)
    }

    fn timed(&self, arguments: &[&str]) -> anyhow::Result<Duration> {
        let start = Instant::now();
        let output = Command::new(&self.program)
            .args(arguments)
            .arg(&self.project)
            .stdin(Stdio::null())
            .output()?;
        let time = start.elapsed();
        if !output.status.success() {
            bail!("{arguments:?} failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(time)
    }
}

/// Resident memory in KiB, if known.
fn memory(server: &Server) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn row(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    println!(
        "{name:>26}  median {:>6.1} ms  ({:.1} to {:.1})",
        ms(times.get(times.len() / 2)),
        ms(times.first()),
        ms(times.last()),
    );
}
