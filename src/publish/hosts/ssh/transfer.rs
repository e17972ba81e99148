//! Replaces files one by one over sftp, which needs no shell on the server.
//!
//! A file is sent under another name, into a directory of ours, and renamed.

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::connection::{Connection, unwritable};
use super::session::{Failed, Session, echoed, word};
use crate::publish::checks::{self, OWN};
use crate::publish::host::{Host, HostError, Listed, Outgoing, Store};

/// Files on their way at once; servers allow ten sessions on a connection.
const AT_A_TIME: usize = 4;

/// The host.
pub(super) struct Transfer {
    /// First, so that they end before the connection.
    idle: Mutex<Vec<Session>>,
    /// Directories that are known to be there.
    known: Mutex<BTreeSet<String>>,
    connection: Connection,
    path: String,
    count: AtomicUsize,
}

impl Transfer {
    pub(super) fn new(connection: Connection, path: String) -> Self {
        let (idle, known) = (Mutex::default(), Mutex::default());
        Self { idle, known, connection, path, count: AtomicUsize::new(0) }
    }

    /// A path below the published one.
    fn at(&self, path: &str) -> String {
        if path.is_empty() { self.path.clone() } else { format!("{}/{path}", self.path) }
    }

    fn run(&self, commands: &[String]) -> Result<Result<Vec<String>, Failed>, HostError> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let mut session = match kept {
            Some(session) => session,
            None => Session::start(&self.connection)?,
        };
        let done = session.run(&self.connection, commands);
        if done.is_ok() {
            idle().push(session);
        }
        Ok(done)
    }

    fn error(&self, failed: &Failed) -> HostError {
        self.connection.error(&failed.said, &failed.words)
    }

    /// Commands that create directories; existing ones are no error.
    fn directories(&self, path: &str) -> (Vec<String>, Vec<String>) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let all = ["", OWN].into_iter().chain(checks::ancestors(path));
        let new: Vec<String> =
            all.filter(|path| !known.contains(*path)).map(str::to_owned).collect();
        let commands = new.iter().map(|path| format!("-mkdir {}", word(&self.at(path))));
        (commands.collect(), new)
    }

    /// Sends a file and gives it its name by `rename`.
    fn send(&self, file: &Outgoing<'_>, rename: &str) -> Result<Result<(), Failed>, HostError> {
        checks::outgoing(file)?;
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let name = format!("file-{}-{number}", std::process::id());
        let staged = self.stage(&name, file)?;
        let own = word(&self.at(&format!("{OWN}/{name}")));
        let (mut commands, new) = self.directories(file.path);
        commands.push(format!("put {} {own}", word(&staged)));
        commands.push(format!("{rename} {own} {}", word(&self.at(file.path))));
        let done = self.run(&commands)?;
        let _ = self.connection.scratch.remove(&name);
        match done {
            Ok(_) => {
                let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
                known.extend(new);
                Ok(Ok(()))
            }
            Err(failed) => {
                // Failing that, it goes with the directory.
                let _ = self.run(&[format!("-rm {own}")]);
                Ok(Err(failed))
            }
        }
    }

    /// A copy with a plain name and permissions that the server's umask limits.
    fn stage(&self, name: &str, file: &Outgoing<'_>) -> Result<String, HostError> {
        let copy = || {
            let mut copy = self.connection.scratch.create(name)?;
            io::copy(&mut checks::reader(file)?, &mut copy)?;
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                copy.set_permissions(std::fs::Permissions::from_mode(0o666))?;
            }
            Ok(())
        };
        copy().map_err(unwritable)?;
        Ok(self.connection.scratch.path().join(name).to_string_lossy().into_owned())
    }

    /// Lines of a directory's listing, or `None` if it is missing.
    fn look(&self, directories: &[String]) -> Result<Option<Vec<String>>, HostError> {
        let list = |path: &String| format!("ls -lan {}", word(&self.at(path)));
        let commands: Vec<String> = directories.iter().map(list).collect();
        match self.run(&commands)? {
            Ok(lines) => Ok(Some(lines)),
            Err(failed) if failed.is_missing() => Ok(None),
            Err(failed) => Err(self.error(&failed)),
        }
    }
}

impl Host for Transfer {
    fn address(&self) -> String {
        format!("{}:{}", self.connection.host, self.path)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        checks::path(path)?;
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let name = format!("read-{number}");
        let to = self.connection.scratch.path().join(&name);
        let command = format!("get {} {}", word(&self.at(path)), word(&to.to_string_lossy()));
        match self.run(&[command])? {
            Ok(_) => {}
            Err(failed) if failed.is_missing() || failed.said.contains("not a regular file") => {
                return Ok(None);
            }
            Err(failed) => return Err(self.error(&failed)),
        }
        let mut bytes = Vec::new();
        let read = self
            .connection
            .scratch
            .open(&name)
            .and_then(|mut file| io::Read::read_to_end(&mut file, &mut bytes));
        let _ = self.connection.scratch.remove(&name);
        match read {
            Ok(_) => Ok(Some(bytes)),
            // It skips what is no file.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unwritable(error)),
        }
    }

    fn list(&self) -> Result<Option<Vec<Listed>>, HostError> {
        let mut files = Vec::new();
        let mut directories = VecDeque::from([String::new()]);
        while !directories.is_empty() {
            let some: Vec<String> = directories.drain(..directories.len().min(100)).collect();
            let Some(lines) = self.look(&some)? else { continue };
            let mut which = some.iter();
            let mut parent = "";
            for line in &lines {
                if echoed(line).is_some() {
                    parent = which.next().map_or("", String::as_str);
                    continue;
                }
                let Some(entry) = Entry::parse(line) else { continue };
                let path = if parent.is_empty() {
                    entry.name.clone()
                } else {
                    format!("{parent}/{}", entry.name)
                };
                match entry.kind {
                    'd' if path == OWN => {}
                    'd' => directories.push_back(path),
                    kind => {
                        let size = (kind == '-').then_some(entry.size).flatten();
                        files.push(Listed { path, size });
                    }
                }
            }
        }
        Ok(Some(files))
    }
}

/// A line of `ls -lan`: `-rw-r--r--    ? 0 0 12 Nov 30 20:11 a b.html`.
struct Entry {
    kind: char,
    size: Option<u64>,
    name: String,
}

impl Entry {
    /// `None` for the directory itself and the one above it.
    fn parse(line: &str) -> Option<Self> {
        const TIME: usize = "Nov 30 20:11 ".len();
        let kind = line.chars().next()?;
        let mut rest = line;
        let mut size = None;
        for _ in 0..5 {
            let (field, after) = rest.trim_start().split_once(' ')?;
            (size, rest) = (field.parse().ok(), after);
        }
        let path = rest.get(TIME..)?;
        let name = path.rsplit('/').next()?.to_owned();
        (!matches!(&*name, "" | "." | "..")).then_some(Self { kind, size, name })
    }
}

impl Store for Transfer {
    fn put(&self, file: &Outgoing<'_>) -> Result<(), HostError> {
        self.send(file, "rename")?.map_err(|failed| self.error(&failed))
    }

    fn create(&self, file: &Outgoing<'_>) -> Result<bool, HostError> {
        // By the rename of the standard, which replaces nothing.
        match self.send(file, "rename -l")? {
            Ok(()) => Ok(true),
            Err(_) if self.read(file.path)?.is_some() => Ok(false),
            Err(failed) => Err(self.error(&failed)),
        }
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        checks::path(path)?;
        match self.run(&[format!("rm {}", word(&self.at(path)))])? {
            Ok(_) => {}
            Err(failed) if failed.is_missing() => return Ok(()),
            Err(failed) => return Err(self.error(&failed)),
        }
        // Directories that have become empty, innermost first; others cannot be deleted.
        let mut above: Vec<&str> = checks::ancestors(path).collect();
        above.reverse();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for directory in &above {
            known.remove(*directory);
        }
        drop(known);
        let commands: Vec<String> =
            above.iter().map(|path| format!("-rmdir {}", word(&self.at(path)))).collect();
        if !commands.is_empty() {
            self.run(&commands)?.map_err(|failed| self.error(&failed))?;
        }
        Ok(())
    }

    fn at_a_time(&self) -> usize {
        AT_A_TIME
    }
}

impl Drop for Transfer {
    fn drop(&mut self) {
        let sent = self.known.lock().is_ok_and(|known| known.contains(OWN));
        if sent {
            let own = self.at(OWN);
            // With what killed processes left; fails while others send.
            let _ =
                self.run(&[format!("-rm {}/file-*", glob(&own)), format!("-rmdir {}", word(&own))]);
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A path in which only a pattern behind it is one.
fn glob(path: &str) -> String {
    let mut escaped = String::new();
    for c in path.chars() {
        if !c.is_ascii_alphanumeric() && !"/._-".contains(c) && c.is_ascii() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn a_listing_is_read() {
        #[track_caller]
        fn case(line: &str, expected: Option<(char, Option<u64>, &str)>) {
            let entry = Entry::parse(line);
            let found = entry.as_ref().map(|entry| (entry.kind, entry.size, &*entry.name));
            assert_eq!(found, expected);
        }
        case(
            "-rw-r--r--    ? 0        0              12 Nov 30 20:11 /srv/a b/ c  d.html",
            Some(('-', Some(12), " c  d.html")),
        );
        case("drwxr-xr-x    2 0  0  4096 Jan  1  2026 x/ü", Some(('d', Some(4096), "ü")));
        case("drwxr-xr-x    2 0  0  4096 Jan  1  2026 x/..", None);
        case("", None);
    }
}
