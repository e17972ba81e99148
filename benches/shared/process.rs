//! Runs a program and measures time, processor time and memory.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

/// Measurements of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    #[allow(dead_code, reason = "not every benchmark needs it")]
    pub(crate) time: Duration,
    /// What only GNU time tells, if it is installed.
    pub(crate) usage: Option<Usage>,
}

/// What a program and its children used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// Processor time of the program and the system for it, to 10 ms.
    pub(crate) cpu: Duration,
    /// Peak memory in KiB.
    pub(crate) peak: u64,
}

/// GNU time, for memory and processor time, and coreutils' timeout.
const GNU_TIME: &str = "/usr/bin/time";
const TIMEOUT: &str = "/usr/bin/timeout";

/// Exit code after SIGKILL.
const KILLED: i32 = 137;

/// Runs a program; `None` on timeout. Its output becomes the error if it fails.
#[allow(dead_code, reason = "not every benchmark needs it")]
pub(crate) fn run<S: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = S>,
    limit: Duration,
) -> anyhow::Result<Option<Run>> {
    run_to(&[0], program, arguments, limit)
}

/// The same of a program that ends with one of these codes.
pub(crate) fn run_to<S: AsRef<OsStr>>(
    codes: &[i32],
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = S>,
    limit: Duration,
) -> anyhow::Result<Option<Run>> {
    let mut words = Vec::new();
    let tells_usage = Path::new(GNU_TIME).exists();
    if tells_usage {
        words.extend([GNU_TIME, "--format", "%M %U %S"].map(Into::into));
    }
    if Path::new(TIMEOUT).exists() {
        let seconds = limit.as_secs().max(1).to_string();
        words.extend([TIMEOUT, "--signal", "KILL", &seconds].map(Into::into));
    }
    words.push(program.as_ref().to_owned());
    words.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
    let (first, rest) = words.split_first().context("no program")?;
    let mut command = Command::new(first);
    command.args(rest).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let start = Instant::now();
    let output = command.output().with_context(|| format!("cannot run `{}`", first.display()))?;
    let time = start.elapsed();
    if output.status.code() == Some(KILLED) && time >= limit {
        return Ok(None);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let ended = output.status.code().is_some_and(|code| codes.contains(&code));
    ensure!(ended, "{words:?} failed: {said}");
    let last = said.lines().last().filter(|_| tells_usage);
    Ok(Some(Run { time, usage: last.and_then(usage) }))
}

/// Reads KiB, seconds of the program and seconds of the system.
fn usage(line: &str) -> Option<Usage> {
    let mut words = line.split_whitespace();
    let peak = words.next()?.parse().ok()?;
    let [user, system]: [f64; 2] = [words.next()?.parse().ok()?, words.next()?.parse().ok()?];
    Some(Usage { cpu: Duration::try_from_secs_f64(user + system).ok()?, peak })
}

/// Milliseconds.
#[allow(dead_code, reason = "not every benchmark needs it")]
pub(crate) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
