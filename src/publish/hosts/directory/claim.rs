//! A lock file for a share that several machines publish to: kernel locks do not always reach from
//! one to another.
#![expect(clippy::disallowed_methods, reason = "a published directory is no part of the project")]

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{SecondsFormat, Utc};
use tempfile::TempPath;

use crate::publish::checks;
use crate::publish::host::HostError;
use crate::publish::who::Who;

/// Attempts: a lock can go between looking at it and taking it.
const TRIES: usize = 3;

/// The lock, held until dropped. Two processes of one machine are kept apart by a kernel lock
/// already, so that only one of them judges whether a lock is stale.
pub(super) struct Claim {
    path: PathBuf,
}

impl Claim {
    pub(super) fn take(path: &Path) -> Result<Self, HostError> {
        for _ in 0..TRIES {
            match create(path) {
                Ok(()) => return Ok(Self { path: path.to_owned() }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(checks::io("write", path)(error)),
            }
            let Some(there) = look(path).map_err(checks::io("read", path))? else { continue };
            match Who::parse(&there) {
                Some(who) if who.has_ended() => {
                    fs::remove_file(path).map_err(checks::io("delete", path))?;
                }
                who => return Err(held(path, &there, who)),
            }
        }
        Err(checks::conflict(format!("`{}` comes and goes: others publish", path.display())))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // If it cannot be deleted, the next call finds that its process has ended.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whole or not at all.
fn create(path: &Path) -> io::Result<()> {
    let since = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
    let who = Who::here();
    // One name for each machine, on which a kernel lock keeps others out: what a killed process left
    // goes.
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!("-{}", who.machine));
    let new = path.with_file_name(name);
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(&new)?;
    let new = TempPath::try_from_path(new)?;
    writeln!(file, "{} since={since}", who.line())?;
    new.persist_noclobber(path)?;
    Ok(())
}

fn look(path: &Path) -> io::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn held(path: &Path, there: &str, who: Option<Who>) -> HostError {
    let since = there.split_whitespace().find_map(|word| word.strip_prefix("since="));
    let message = match who {
        Some(who) => format!(
            "`{}` publishes there since {} (process {})",
            who.host,
            since.unwrap_or("an unknown time").escape_debug(),
            who.process
        ),
        None => format!("`{}` says that somebody publishes there", path.display()),
    };
    checks::conflict(message).with_help(format!(
        "wait until it has finished; if it was killed or switched off, delete `{}`",
        path.display()
    ))
}
