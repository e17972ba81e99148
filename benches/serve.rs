//! Benchmarks the preview of a synthetic report: start and edits.
//!
//! `cargo bench --bench serve -- --recommendations 10000 --editions 4 --edits 50 --in /dev/shm`
//!
//! One run: `check` and a clean build; from the start of the server to its first page; edits of one
//! update, each from the end of its write to the last byte of the updated page; with `--load
//! SECONDS`, concurrent requests during edits; with `--hugo PROGRAM`, the same edits under Hugo's
//! server. Machines are noisy: compare only figures of one run.

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
    /// Hugo, for comparison.
    #[arg(long)]
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

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let scratch = tempfile::Builder::new().prefix("ssr-site-bench").tempdir_in(&args.within)?;
    let project = scratch.path().join("project");
    let options = synthetic::Options {
        recommendations: args.recommendations,
        editions: args.editions,
        changed_percent: 100,
        review: false,
        seed: 1,
    };
    files::write(&options, &project).context("cannot write the project")?;
    println!("{} recommendations x {} editions", args.recommendations, args.editions);

    let mut checks = Vec::new();
    let mut starts = Vec::new();
    for _ in 0..args.runs {
        checks.push(timed(&project, &["check", "--quiet"])?);
        let start = Instant::now();
        let server = serve(&project)?;
        client::page(server.address, PAGE)?;
        starts.push(start.elapsed());
    }
    row("check", &mut checks);
    row("start to first page", &mut starts);
    let build = timed(&project, &["build", "--quiet"])?;
    row("build from nothing", &mut [build]);

    let server = serve(&project)?;
    // It listens before it has read the project.
    client::page(server.address, PAGE)?;
    let update = Edited::find(&project)?;
    let mut times = edits(&server, &update, 0..args.edits)?;
    let before = memory(&server);
    row("edit to page", &mut times);
    if args.more_edits > 0 {
        let after_some = (args.edits, args.edits + args.more_edits / 10);
        edits(&server, &update, after_some.0..after_some.1)?;
        let settled = memory(&server).or(before);
        edits(&server, &update, after_some.1..args.edits + args.more_edits)?;
        println!(
            "{:>22}  {} MiB after {} edits, {} MiB after {}",
            "memory",
            settled.unwrap_or(0) / 1024,
            after_some.1,
            memory(&server).unwrap_or(0) / 1024,
            args.edits + args.more_edits,
        );
    }
    if args.load > 0 {
        let seconds = Duration::from_secs(args.load);
        println!("{:>22}  {}", "load", load::run(&server, &update, seconds)?);
    }
    drop(server);
    if let Some(program) = &args.hugo {
        let server = hugo::serve(program, &project)?;
        let mut times = hugo::edits(&server, &update, args.edits)?;
        row("edit to page, Hugo", &mut times);
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

/// The latencies of some edits.
fn edits(
    server: &Server,
    update: &Edited,
    numbers: std::ops::Range<usize>,
) -> anyhow::Result<Vec<Duration>> {
    numbers
        .map(|number| {
            let mark = format!("edit{number}end");
            update.write(&mark)?;
            let start = Instant::now();
            while !client::page(server.address, PAGE)?.contains(&mark) {
                ensure!(start.elapsed() < Duration::from_mins(1), "the edit was never seen");
                std::thread::sleep(Duration::from_millis(1));
            }
            Ok(start.elapsed())
        })
        .collect()
}

fn serve(project: &Path) -> anyhow::Result<Server> {
    let port = client::free_port()?;
    let process = Command::new(env!("CARGO_BIN_EXE_ssr-site"))
        .args(["serve", "--quiet", "--port", &port.to_string()])
        .arg(project)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let server = Server { process, address: ([127, 0, 0, 1], port).into() };
    client::wait(server.address)?;
    Ok(server)
}

fn timed(project: &Path, arguments: &[&str]) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_ssr-site"))
        .args(arguments)
        .arg(project)
        .stdin(Stdio::null())
        .output()?;
    let time = start.elapsed();
    if !output.status.success() {
        bail!("{arguments:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(time)
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
        "{name:>22}  median {:>6.1} ms  ({:.1} to {:.1})",
        ms(times.get(times.len() / 2)),
        ms(times.first()),
        ms(times.last()),
    );
}
