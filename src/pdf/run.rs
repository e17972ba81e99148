//! Runs a program in a scratch directory, with a timeout.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write as _};
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::runtime::Builder;
use tokio::time::sleep;

use super::PdfError;
use super::engine::{DOCUMENT, Engine, PAGE};
use crate::output::Scratch;

/// Its output, in the same directory.
const SAID: &str = "said.txt";
/// Number of its last output lines to report.
const LAST_LINES: usize = 5;
/// Its temporary directory.
const TEMPORARY: &str = "tmp";

/// Creates the page.
pub(super) fn page(scratch: &Scratch) -> Result<BufWriter<File>, PdfError> {
    scratch.create(PAGE).map(BufWriter::new).map_err(PdfError::Page)
}

/// Removes what printing left, and adds to the page.
pub(super) fn amend(scratch: &Scratch, more: &str) -> Result<(), PdfError> {
    let amend = || {
        scratch.keep_only(PAGE)?;
        scratch.append(PAGE)?.write_all(more.as_bytes())
    };
    amend().map_err(PdfError::Page)
}

/// Prints the page in the directory.
pub(super) fn print(
    engine: &Engine,
    scratch: &Scratch,
    limit: Duration,
) -> Result<Vec<u8>, PdfError> {
    let failed = |source| PdfError::Run { program: engine.name(), source };
    let mut command = command(engine, scratch).map_err(failed)?;
    let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let ended = runtime.block_on(wait(&mut command, limit, scratch)).map_err(failed)?;
    let status = match ended {
        Ended::Itself(status) => status,
        Ended::TooLong => return Err(PdfError::TooLong { program: engine.name(), limit }),
        Ended::Interrupted => return Err(PdfError::Interrupted),
    };
    match read(scratch, DOCUMENT) {
        Ok(document) if status.success() && !document.is_empty() => Ok(document),
        _ => Err(PdfError::Nothing {
            program: engine.name(),
            ended: status.to_string(),
            last_words: last_words(scratch),
        }),
    }
}

/// The command, with all its state in the directory.
fn command(engine: &Engine, scratch: &Scratch) -> io::Result<Command> {
    let input = if engine.reads_input() { Stdio::from(scratch.open(PAGE)?) } else { Stdio::null() };
    scratch.create_directory(TEMPORARY)?;
    let (variable, value) = scratch.mark();
    let mut command = Command::new(engine.program());
    command
        .args(engine.arguments())
        .current_dir(scratch.path())
        .env(variable, value)
        // Other browser state is discarded with it.
        .env("XDG_CONFIG_HOME", scratch.path().join("config"))
        .env("XDG_CACHE_HOME", scratch.path().join("cache"))
        .envs(["TMPDIR", "TMP", "TEMP"].map(|name| (name, temporary(scratch))))
        .stdin(input)
        .stdout(Stdio::null())
        .stderr(scratch.create(SAID)?)
        .kill_on_drop(true);
    // A process group of its own, to be killed together.
    #[cfg(unix)]
    command.process_group(0);
    Ok(command)
}

/// The temporary directory. Browsers create sockets there, whose paths are limited to 107 bytes,
/// however deep the working directory is.
fn temporary(scratch: &Scratch) -> PathBuf {
    if cfg!(unix) { TEMPORARY.into() } else { scratch.path().join(TEMPORARY) }
}

/// How a program ended.
enum Ended {
    Itself(ExitStatus),
    TooLong,
    Interrupted,
}

async fn wait(command: &mut Command, limit: Duration, scratch: &Scratch) -> io::Result<Ended> {
    let mut child = command.spawn()?;
    let ended = tokio::select! {
        status = child.wait() => return Ok(Ended::Itself(status?)),
        () = sleep(limit) => Ended::TooLong,
        () = asked_to_stop() => Ended::Interrupted,
    };
    end(&mut child, scratch).await?;
    Ok(ended)
}

/// Waits for Ctrl-C or a termination signal.
#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).ok();
    match (listen(SignalKind::interrupt()), listen(SignalKind::terminate())) {
        (Some(mut interrupt), Some(mut terminate)) => tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        },
        _ => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

/// Kills a program and everything it started, and waits for its end.
async fn end(child: &mut Child, scratch: &Scratch) -> io::Result<()> {
    let group = child.id();
    #[cfg(unix)]
    if let Some(group) = group.and_then(|id| rustix::process::Pid::from_raw(id.cast_signed())) {
        // It may have exited just now.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    child.start_kill().or_else(|error| match error.kind() {
        io::ErrorKind::InvalidInput => Ok(()),
        _ => Err(error),
    })?;
    child.wait().await?;
    // Its children may outlive it for a moment and write into the directory.
    scratch.end_processes(group);
    Ok(())
}

fn read(scratch: &Scratch, name: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    scratch.open(name)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn last_words(scratch: &Scratch) -> String {
    let said = read(scratch, SAID).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    // Chromium logs an error for every missing session bus and continues.
    let noise = |line: &str| line.trim().is_empty() || line.contains("ERROR:dbus/");
    let lines: Vec<&str> = said.lines().filter(|line| !noise(line)).collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}
