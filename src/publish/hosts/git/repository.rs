//! A scratch repository with the last commit of a branch: its names, and files as they are asked
//! for.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::settings::Settings;
use crate::output::Scratch;
use crate::publish::checks;
use crate::publish::command::{self, Output, cause, last_words};
use crate::publish::host::{Cause, HostError};

/// Where the new commit is.
pub(super) const NEW: &str = "refs/ssr-site/new";
const TIP: &str = "refs/ssr-site/tip";

/// Files that are fetched one by one; whoever reads more gets all of them at once.
const ONE_BY_ONE: usize = 8;

/// Length of an object's name in repositories with SHA-256.
const SHA_256: usize = 64;

/// The repository.
pub(super) struct Repository {
    /// First, so that it ends before its directory goes.
    reader: Option<Reader>,
    scratch: Scratch,
    tip: Option<String>,
    /// Names of objects by path; not of commits of other repositories.
    files: BTreeMap<String, Option<String>>,
    reads: usize,
    /// Whether files are fetched with their names. Otherwise some servers refuse to send them later.
    is_whole: bool,
    /// Of names of objects: arguments of `git init`.
    format: &'static [&'static str],
}

impl Repository {
    /// The branch as it is now. What was fetched before is used again.
    pub(super) fn look(settings: &Settings, before: Option<Self>) -> Result<Self, HostError> {
        let mut repository = match before {
            Some(before) => before,
            None => Self::new(settings)?,
        };
        let tip = repository.remote_tip(settings)?;
        if tip != repository.tip {
            repository.fetch(settings, tip.is_some())?;
        }
        Ok(repository)
    }

    fn new(settings: &Settings) -> Result<Self, HostError> {
        let scratch = Scratch::temporary()
            .map_err(|error| HostError::new(checks::cause(&error), unwritable(&error)))?;
        let repository = Self {
            reader: None,
            scratch,
            tip: None,
            files: BTreeMap::new(),
            reads: 0,
            is_whole: false,
            format: &[],
        };
        repository.init(settings)?;
        Ok(repository)
    }

    /// An empty repository in place of what is there.
    fn init(&self, settings: &Settings) -> Result<(), HostError> {
        self.scratch
            .keep_only("")
            .map_err(|error| HostError::new(checks::cause(&error), unwritable(&error)))?;
        let mut git = settings.git(&self.path());
        git.args(["init", "--quiet", "--bare", "--template="]).args(self.format);
        self.done(settings, &mut git)?;
        // Not by arguments, which other users of the machine see.
        let mut config = self
            .scratch
            .append("repository/config")
            .map_err(|error| HostError::new(checks::cause(&error), unwritable(&error)))?;
        let Settings { fetch, push, .. } = settings;
        let (fetch, push) = (quoted(fetch), quoted(push));
        write!(config, "[remote \"origin\"]\n\turl = {fetch}\n\tpushurl = {push}\n")
            .map_err(|error| HostError::new(checks::cause(&error), unwritable(&error)))
    }

    fn path(&self) -> PathBuf {
        self.scratch.path().join("repository")
    }

    /// The commit that the branch is at.
    fn remote_tip(&mut self, settings: &Settings) -> Result<Option<String>, HostError> {
        let branch = format!("refs/heads/{}", settings.branch);
        let mut git = settings.git(&self.path());
        let output = self.done(settings, git.args(["ls-remote", "origin", &branch]))?;
        let text = String::from_utf8_lossy(&output.out);
        let tip = text.lines().find_map(|line| line.strip_suffix(&branch)?.strip_suffix('\t'));
        if tip.is_some_and(|tip| tip.len() == SHA_256) && self.tip.is_none() {
            self.format = &["--object-format=sha256"];
            self.init(settings)?;
        }
        Ok(tip.map(str::to_owned))
    }

    /// Fetches a commit and the names in it, without files.
    fn fetch(&mut self, settings: &Settings, exists: bool) -> Result<(), HostError> {
        (self.reader, self.tip, self.files) = (None, None, BTreeMap::new());
        if !exists {
            return Ok(());
        }
        let mut git = settings.git(&self.path());
        git.args(["fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head"])
            .args((!self.is_whole).then_some("--filter=blob:none"))
            .args(["--recurse-submodules=no", "origin"])
            .arg(format!("+refs/heads/{}:{TIP}", settings.branch));
        self.done(settings, &mut git)?;
        self.know(settings, TIP)
    }

    /// Takes a commit for that of the branch.
    fn know(&mut self, settings: &Settings, commit: &str) -> Result<(), HostError> {
        let mut git = settings.git(&self.path());
        let output = self.done(settings, git.args(["rev-parse", "--verify", commit]))?;
        self.tip = Some(String::from_utf8_lossy(&output.out).trim().to_owned());
        let mut git = settings.git(&self.path());
        let output =
            self.done(settings, git.args(["ls-tree", "-r", "-z", "--full-tree", commit]))?;
        let text = String::from_utf8_lossy(&output.out);
        // `100644 blob NAME<tab>PATH`
        let entries = text.split('\0').filter_map(|entry| {
            let (about, path) = entry.split_once('\t')?;
            let mut about = about.split(' ').skip(1);
            let (kind, name) = (about.next()?, about.next()?);
            Some((path.to_owned(), (kind == "blob").then(|| name.to_owned())))
        });
        self.files = entries.collect();
        Ok(())
    }

    /// The commit, if there is a branch.
    pub(super) fn tip(&self) -> Option<&str> {
        self.tip.as_deref()
    }

    /// All files of the branch.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// A file of the branch.
    pub(super) fn read(
        &mut self,
        settings: &Settings,
        path: &str,
    ) -> Result<Option<Vec<u8>>, HostError> {
        if !matches!(self.files.get(path), Some(Some(_))) {
            return Ok(None);
        }
        self.reads += 1;
        if self.reads == ONE_BY_ONE && !self.is_whole && self.fetch_missing(settings).is_err() {
            self.fetch_whole(settings)?;
        }
        if let Some(bytes) = self.object(settings, path)? {
            return Ok(Some(bytes));
        }
        if !self.is_whole {
            self.fetch_whole(settings)?;
            let bytes = self.object(settings, path)?;
            if bytes.is_some() || !self.has(path) {
                return Ok(bytes);
            }
        }
        let message = format!("cannot fetch `{path}` from {}", settings.shown);
        Err(HostError::new(Cause::Transient, message))
    }

    /// A file; `None` if it cannot be fetched.
    fn object(&mut self, settings: &Settings, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let Some(Some(name)) = self.files.get(path).cloned() else { return Ok(None) };
        let mut reader = match self.reader.take() {
            Some(reader) => reader,
            None => Reader::start(settings, self)?,
        };
        let read = reader.read(&name).unwrap_or_default();
        if read.is_some() {
            self.reader = Some(reader);
        }
        Ok(read)
    }

    /// Fetches the branch anew, with all files.
    fn fetch_whole(&mut self, settings: &Settings) -> Result<(), HostError> {
        (self.reader, self.is_whole) = (None, true);
        self.init(settings)?;
        self.fetch(settings, true)
    }

    /// Fetches all files that are still missing.
    fn fetch_missing(&self, settings: &Settings) -> Result<(), HostError> {
        let mut git = settings.git(&self.path());
        git.args(["rev-list", "--objects", "--missing=print", "--no-object-names", TIP]);
        let output = command::ask(&mut git, "git")?;
        let text = String::from_utf8_lossy(&output.out).into_owned();
        let missing: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix('?')).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let mut git = settings.git(&self.path());
        git.args(["-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", "--no-tags"])
            .args(["--no-write-fetch-head", "--recurse-submodules=no", "--filter=blob:none"])
            .args(["--stdin", "origin"]);
        let lines = missing.join("\n") + "\n";
        let output = command::run(&mut git, "git", &mut |to| to.write_all(lines.as_bytes()))?;
        self.checked(settings, output).map(drop)
    }

    /// Makes a commit from a stream.
    pub(super) fn import(
        &self,
        settings: &Settings,
        write: &mut (dyn FnMut(&mut dyn Write) -> io::Result<()> + Send),
    ) -> Result<(), HostError> {
        let mut git = settings.git(&self.path());
        git.args(["fast-import", "--quiet", "--force"]);
        let output = command::run(&mut git, "git", &mut |to| {
            let mut to = io::BufWriter::new(to);
            write(&mut to)?;
            to.flush()
        })?;
        self.checked(settings, output).map(drop)
    }

    /// Pushes the new commit, unless the branch has moved.
    pub(super) fn push(&mut self, settings: &Settings) -> Result<(), HostError> {
        let mut git = settings.git(&self.path());
        git.args(["push", "--porcelain", "--no-verify", "--no-thin", "--recurse-submodules=no"])
            .args(["origin", &format!("{NEW}:refs/heads/{}", settings.branch)]);
        let output = command::ask(&mut git, "git")?;
        let text = String::from_utf8_lossy(&output.out).into_owned();
        // `!<tab>FROM:TO<tab>[rejected] (fetch first)`
        if let Some(line) = text.lines().find(|line| line.starts_with("!\t")) {
            let reason = line.rsplit('\t').next().unwrap_or_default();
            return Err(refused(settings, reason, &output.said));
        }
        self.checked(settings, output)?;
        self.reader = None;
        let mut git = settings.git(&self.path());
        self.done(settings, git.args(["update-ref", TIP, NEW]))?;
        self.know(settings, TIP)
    }

    fn done(
        &self,
        settings: &Settings,
        git: &mut std::process::Command,
    ) -> Result<Output, HostError> {
        let output = command::ask(git, "git")?;
        self.checked(settings, output)
    }

    #[expect(clippy::unused_self, reason = "what failed is this repository")]
    fn checked(&self, settings: &Settings, output: Output) -> Result<Output, HostError> {
        if output.status.success() {
            return Ok(output);
        }
        let cause = cause(&output.said);
        let message = format!("cannot use {} with git: {}", settings.shown, output.last_words());
        let error = HostError::new(cause, message);
        Err(match cause {
            Cause::Denied => error.with_help(
                "give git access: a key in ssh-agent, or a credential helper; it is asked no questions",
            ),
            _ => error,
        })
    }
}

/// A running `git cat-file`.
struct Reader {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Reader {
    fn start(settings: &Settings, repository: &Repository) -> Result<Self, HostError> {
        let mut git = settings.git(&repository.path());
        git.args(["cat-file", "--batch"]);
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command::start(&mut git, "git")?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(to), Some(from)) => Ok(Self { child, to, from: BufReader::new(from) }),
            _ => Err(HostError::new(Cause::Other, "`git cat-file` cannot be spoken to")),
        }
    }

    /// An object by name; `None` if it cannot be fetched.
    fn read(&mut self, name: &str) -> io::Result<Option<Vec<u8>>> {
        writeln!(self.to, "{name}")?;
        let mut about = String::new();
        self.from.read_line(&mut about)?;
        // `NAME blob SIZE`
        let Some(size) = about.trim().rsplit(' ').next().and_then(|size| size.parse().ok()) else {
            return Ok(None);
        };
        let mut bytes = vec![0; size];
        self.from.read_exact(&mut bytes)?;
        self.from.read_exact(&mut [0])?;
        Ok(Some(bytes))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Why a push was refused.
fn refused(settings: &Settings, reason: &str, said: &str) -> HostError {
    let Settings { shown, branch, .. } = settings;
    // Of two pushes at once, the server refuses the later one in several words.
    let moved = ["[rejected]", "cannot lock ref", "failed to update ref", "incorrect old value"];
    if moved.iter().any(|moved| reason.contains(moved)) {
        return checks::conflict(format!("branch `{branch}` of {shown} has moved meanwhile"));
    }
    let cause = match cause(&format!("{reason}\n{said}")) {
        Cause::Full => Cause::Full,
        _ => Cause::Denied,
    };
    let remote: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("remote:")).collect();
    let why = if remote.is_empty() { reason.to_owned() } else { last_words(&remote.join("\n")) };
    HostError::new(cause, format!("{shown} refuses branch `{branch}`: {why}"))
        .with_help("allow pushing to this branch in the repository's settings, or name another one")
}

/// A value of a configuration file of git.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

fn unwritable(error: &io::Error) -> String {
    format!("cannot write to the system's temporary directory: {error}")
}
