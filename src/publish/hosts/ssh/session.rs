//! A running `sftp` that is given one job after the other.

use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::connection::{Connection, unwritable};
use crate::publish::command::{self, last_words};
use crate::publish::host::{Cause, HostError};

/// Ends each job: its answer shows that all before it succeeded.
const LAST: &str = "pwd";
const ANSWER: &str = "Remote working directory: ";

/// Echoes of commands begin with it.
const PROMPT: &str = "sftp> ";

/// The program. A command that fails ends it.
pub(super) struct Session {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    /// Name of the file that it complains into.
    said: String,
    /// Its length when the present job began: what was said before is about other jobs.
    said_before: u64,
}

/// Why a job failed.
pub(super) struct Failed {
    /// All that was said since the job began.
    pub(super) said: String,
    /// The same for a message.
    pub(super) words: String,
}

impl Failed {
    /// Whether what was to be read or deleted is missing.
    pub(super) fn is_missing(&self) -> bool {
        ["not found", "No such file"].iter().any(|words| self.said.contains(words))
    }
}

impl Session {
    pub(super) fn start(connection: &Connection) -> Result<Self, HostError> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let said = format!("said-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let mut sftp = connection.program("sftp");
        sftp.args(["-q", "-b", "-", "-F"])
            .arg(connection.config_file())
            .args(["--", &connection.host])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(connection.scratch.create(&said).map_err(unwritable)?);
        let mut child = command::start(&mut sftp, "openssh-client")?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(to), Some(from)) => {
                Ok(Self { child, to, from: BufReader::new(from), said, said_before: 0 })
            }
            _ => Err(HostError::new(Cause::Other, "`sftp` cannot be spoken to")),
        }
    }

    /// Runs commands. Returns what they printed: for each the echo, then its lines.
    pub(super) fn run(
        &mut self,
        connection: &Connection,
        commands: &[String],
    ) -> Result<Vec<String>, Failed> {
        // All of it has been written: the answer to the last command came after it.
        self.said_before = self.said_so_far(connection);
        let mut text = commands.join("\n");
        text += "\n";
        text += LAST;
        text += "\n";
        // If it has ended, its output tells.
        let _ = self.to.write_all(text.as_bytes()).and_then(|()| self.to.flush());
        let mut lines = Vec::new();
        loop {
            let mut line = Vec::new();
            match self.from.read_until(b'\n', &mut line) {
                Ok(length) if length > 0 => {}
                _ => return Err(self.failed(connection)),
            }
            let line = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned();
            if line.starts_with(ANSWER) {
                return Ok(lines);
            }
            lines.push(line);
        }
    }

    /// Length of all that it has said.
    fn said_so_far(&self, connection: &Connection) -> u64 {
        let said = connection.scratch.open(&self.said);
        said.and_then(|mut file| file.seek(SeekFrom::End(0))).unwrap_or(0)
    }

    fn failed(&mut self, connection: &Connection) -> Failed {
        let _ = self.child.wait();
        let mut said = String::new();
        let read = connection.scratch.open(&self.said).and_then(|mut file| {
            let length = file.seek(SeekFrom::End(0))?;
            let begin = length.saturating_sub(4096).max(self.said_before);
            file.seek(SeekFrom::Start(begin))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            said = String::from_utf8_lossy(&bytes).into_owned();
            io::Result::Ok(())
        });
        if read.is_err() || said.is_empty() {
            "Connection closed".clone_into(&mut said);
        }
        let last = said.lines().last().unwrap_or_default().to_owned();
        Failed { words: last_words(&last), said }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command whose echo a line is.
pub(super) fn echoed(line: &str) -> Option<&str> {
    line.strip_prefix(PROMPT)
}

/// A path as a word of `sftp`, which has its own rules.
pub(super) fn word(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}
