//! Contents of files, read from one running `git cat-file --batch`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use super::{RevisionError, not_started};

/// A running reader of objects.
#[derive(Debug)]
pub(super) struct Blobs {
    running: Mutex<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    /// `None` once it was told to end.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    pub(super) fn start(mut command: Command) -> Result<Self, RevisionError> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        let (questions, answers) = (child.stdin.take(), child.stdout.take());
        let Some(answers) = answers else {
            return Err(RevisionError::Failed("it has no output".to_owned()));
        };
        let running = Running { child, questions, answers: BufReader::new(answers) };
        Ok(Self { running: Mutex::new(running) })
    }

    /// The bytes of an object.
    pub(super) fn read(&self, object: &str) -> io::Result<Vec<u8>> {
        let mut running = self.running.lock().map_err(|_| io::Error::other("a reader failed"))?;
        let questions = running.questions.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        questions.write_all(format!("{object}\n").as_bytes())?;
        questions.flush()?;
        let mut header = String::new();
        running.answers.read_line(&mut header)?;
        // `OBJECT TYPE SIZE`, or `OBJECT missing`.
        let size = header.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse().ok());
        let size: usize = size.ok_or_else(|| {
            io::Error::other("the repository lacks this file; it may be a partial clone")
        })?;
        let mut bytes = vec![0; size];
        running.answers.read_exact(&mut bytes)?;
        // A line break follows.
        running.answers.read_exact(&mut [0])?;
        Ok(bytes)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        let Ok(running) = self.running.get_mut() else { return };
        running.questions = None;
        let _ = running.child.wait();
    }
}
