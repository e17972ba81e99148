//! Runs installed programs: input and both outputs at once, no window, no questions.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};

use super::checks;
use super::host::{Cause, HostError};

/// Lines of what a program said that are repeated in a message.
const LAST_LINES: usize = 4;

/// Writes what a program is given.
type Input<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + Send + 'a;

/// Reads what a program prints, and adds to [`Output::out`].
type Listener<'a> = dyn FnMut(&mut dyn Read, &mut Vec<u8>) -> io::Result<()> + 'a;

/// What a program did.
pub(super) struct Output {
    pub(super) status: ExitStatus,
    pub(super) out: Vec<u8>,
    /// What it said, without secrets.
    pub(super) said: String,
}

impl Output {
    /// Its last words in one line.
    pub(super) fn last_words(&self) -> String {
        last_words(&self.said)
    }
}

/// Runs a program to its end. `package` is Debian's package that has it.
pub(super) fn run(
    command: &mut Command,
    package: &str,
    input: &mut Input<'_>,
) -> Result<Output, HostError> {
    listen(command, package, input, &mut |from, out| from.read_to_end(out).map(drop))
}

/// The same, with its output read as it comes.
pub(super) fn listen(
    command: &mut Command,
    package: &str,
    input: &mut Input<'_>,
    listen: &mut Listener<'_>,
) -> Result<Output, HostError> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = start(command, package)?;
    let failed =
        |error: io::Error| HostError::new(Cause::Other, format!("`{package}` failed: {error}"));
    let failed = |error| checks::own(error).unwrap_or_else(failed);
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (mut out, mut said) = (Vec::new(), Vec::new());
    let (written, read) = std::thread::scope(|scope| {
        let written = scope.spawn(|| match stdin {
            Some(mut stdin) => match input(&mut stdin) {
                // It ended early; its status tells why.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                written => written,
            },
            None => Ok(()),
        });
        let heard = scope.spawn(|| stderr.map_or(Ok(0), |mut from| from.read_to_end(&mut said)));
        let read = stdout.map_or(Ok(()), |mut from| listen(&mut from, &mut out));
        let written = written.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()));
        if written.is_err() {
            // It must not take half of its input for the whole.
            let _ = child.kill();
        }
        let _ = heard.join();
        (written, read)
    });
    let status = child.wait().map_err(failed)?;
    written.map_err(failed)?;
    read.map_err(failed)?;
    Ok(Output { status, out, said: redacted(&String::from_utf8_lossy(&said)) })
}

/// Runs a program without input.
pub(super) fn ask(command: &mut Command, package: &str) -> Result<Output, HostError> {
    run(command, package, &mut |_| Ok(()))
}

/// Starts a program.
pub(super) fn start(command: &mut Command, package: &str) -> Result<Child, HostError> {
    command.spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        if error.kind() == io::ErrorKind::NotFound {
            missing(&program, package)
        } else {
            HostError::new(Cause::Other, format!("cannot start `{program}`: {error}"))
        }
    })
}

/// Fails if a program is not installed.
pub(super) fn installed(program: &str, package: &str) -> Result<(), HostError> {
    which::which(OsStr::new(program)).map(drop).map_err(|_| missing(program, package))
}

fn missing(program: &str, package: &str) -> HostError {
    HostError::new(Cause::MissingProgram, format!("`{program}` is not installed"))
        .with_help(format!("install it; on Debian and Ubuntu: `apt install {package}`"))
}

/// The last lines of a text as one, without what only decorates them.
pub(super) fn last_words(said: &str) -> String {
    let lines: Vec<&str> = said
        .lines()
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || c.is_control()))
        .filter(|line| !line.is_empty() && !line.starts_with("hint: "))
        .collect();
    let last = &lines[lines.len().saturating_sub(LAST_LINES)..];
    let words = last.join("; ").replace('\u{1b}', "");
    if words.is_empty() { "it did not say why".to_owned() } else { words }
}

/// The sort of cause in the words of git, curl, ssh, sftp, rsync and the system's programs.
pub(super) fn cause(said: &str) -> Cause {
    const WORDS: &[(Cause, &[&str])] = &[
        (Cause::Full, &["No space left", "quota exceeded", "Disk quota"]),
        (
            Cause::Denied,
            &[
                "Permission denied",
                "Authentication failed",
                "could not read Username",
                "could not read Password",
                "Host key verification failed",
                "returned error: 401",
                "returned error: 403",
                "access denied",
                "Operation not permitted",
                "Read-only file system",
                "Too many authentication failures",
            ],
        ),
        (
            Cause::Transient,
            &[
                "Could not resolve host",
                "Couldn't connect",
                "Failed to connect",
                "Connection refused",
                "Connection reset",
                "Connection closed",
                "connection unexpectedly closed",
                "Broken pipe",
                "Connection to",
                "No route to host",
                "Network is unreachable",
                "timed out",
                "Operation too slow",
                "early EOF",
                "unexpected disconnect",
                "hung up unexpectedly",
                // rsync: its ssh ended, the stream broke off, a timeout.
                "(code 255)",
                "(code 12)",
                "(code 30)",
                "(code 35)",
                "returned error: 429",
                "returned error: 5",
            ],
        ),
    ];
    let said = said.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| said.contains(&word.to_lowercase()));
    WORDS.iter().find(|(_, words)| has(words)).map_or(Cause::Other, |(cause, _)| *cause)
}

/// A text whose addresses have no user names and passwords.
pub(super) fn redacted(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        clean.push_str(before);
        let end = after
            .find(|c: char| c.is_whitespace() || matches!(c, '/' | '\'' | '"' | '`' | '?' | '#'))
            .unwrap_or(after.len());
        let host = after[..end].rfind('@').map_or(0, |at| at + 1);
        rest = &after[host..];
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn addresses_have_no_secrets() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(redacted(text), expected);
        }
        case("https://example.org/a@b", "https://example.org/a@b");
        case("to 'https://me:pa@ss@example.org/a'", "to 'https://example.org/a'");
        case("https://token@a.org and ssh://git@b.org:22/x", "https://a.org and ssh://b.org:22/x");
        case("https://token@a.org", "https://a.org");
        case("git@example.org:a/b", "git@example.org:a/b");
    }

    #[test]
    fn last_words_are_one_line() {
        assert_eq!(last_words("a\n\nhint: b\n  c\r\n"), "a; c");
        assert_eq!(last_words(""), "it did not say why");
    }

    #[test]
    fn a_missing_program_is_named_with_its_package() {
        let error = installed("no-such-program", "some-package").unwrap_err();
        assert_eq!(error.cause, Cause::MissingProgram);
        assert!(error.help.unwrap().contains("apt install some-package"));
        let error = ask(&mut Command::new("no-such-program"), "some-package").err().unwrap();
        assert_eq!(error.cause, Cause::MissingProgram);
    }

    #[cfg(unix)]
    #[test]
    fn much_input_and_output_at_once() {
        let bytes = vec![b'x'; 1 << 20];
        let output = run(&mut Command::new("cat"), "coreutils", &mut |to| to.write_all(&bytes));
        assert_eq!(output.unwrap().out.len(), 1 << 20);
        // One that reads nothing.
        let output = run(&mut Command::new("false"), "coreutils", &mut |to| to.write_all(&bytes));
        assert!(!output.unwrap().status.success());
    }
}
