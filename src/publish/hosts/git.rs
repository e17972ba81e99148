//! A branch of a git repository: one commit per publication, by the installed `git`.
//!
//! Commits are made in a scratch repository that has the branch's last commit without its files.
//! The project's repository is only asked for settings; its working tree, index, branches and hooks
//! are not touched.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::publish::checks;
use crate::publish::command;
use crate::publish::host::{AnyHost, Cause, Change, Host, HostError, Listed, Switch};
use repository::Repository;
use settings::Settings;

mod repository;
mod settings;

/// What is published to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Name of a remote of the project's repository, a URL, or an absolute path.
    pub remote: String,
    /// The branch. If there is none, the first publication makes one without history.
    pub branch: String,
    /// Directory of the branch that the site is in: `docs`. The whole branch if `None`.
    pub directory: Option<String>,
    /// The project: where `git` finds its settings.
    pub project: PathBuf,
}

/// Checks the settings. Contacts nobody.
pub fn open(options: &Options) -> Result<AnyHost, HostError> {
    command::installed("git", "git")?;
    let settings = Settings::of(options)?;
    let prefix = match options.directory.as_deref().map(|path| path.trim_matches('/')) {
        None | Some("" | ".") => String::new(),
        Some(directory) => {
            checks::path(directory)?;
            format!("{directory}/")
        }
    };
    Ok(AnyHost::Switch(Box::new(Branch { settings, prefix, repository: Mutex::new(None) })))
}

/// A branch.
struct Branch {
    settings: Settings,
    /// Of paths in the branch: empty, or with a `/` at the end.
    prefix: String,
    /// As of the last look.
    repository: Mutex<Option<Repository>>,
}

impl Branch {
    fn kept(&self) -> MutexGuard<'_, Option<Repository>> {
        self.repository.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the branch as it was when it was last looked at.
    fn with<T>(
        &self,
        act: impl FnOnce(&mut Repository) -> Result<T, HostError>,
    ) -> Result<T, HostError> {
        let mut kept = self.kept();
        let mut repository = match kept.take() {
            Some(repository) => repository,
            None => Repository::look(&self.settings, None)?,
        };
        let done = act(&mut repository)?;
        // After a failure the next call looks again.
        *kept = Some(repository);
        Ok(done)
    }
}

impl Host for Branch {
    fn address(&self) -> String {
        let Settings { shown, branch, .. } = &self.settings;
        let directory = self.prefix.trim_end_matches('/');
        let directory = if directory.is_empty() { "" } else { &format!(":{directory}") };
        format!("{shown}#{branch}{directory}")
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        checks::path(path)?;
        self.with(|repository| repository.read(&self.settings, &format!("{}{path}", self.prefix)))
    }

    fn list(&self) -> Result<Option<Vec<Listed>>, HostError> {
        self.with(|repository| {
            let paths = repository.paths().filter_map(|path| path.strip_prefix(&*self.prefix));
            Ok(Some(paths.map(|path| Listed { path: path.to_owned(), size: None }).collect()))
        })
    }
}

impl Switch for Branch {
    fn switch(&self, change: &Change<'_>) -> Result<(), HostError> {
        checks::change(change)?;
        let author = self.settings.author()?;
        let mut kept = self.kept();
        let mut repository = Repository::look(&self.settings, kept.take())?;
        let at = |path: &str| format!("{}{path}", self.prefix);
        let there = repository.read(&self.settings, &at(change.expected.0))?;
        checks::expected(change, there.as_deref())?;
        self.obstructed(&repository, change)?;
        let tip = repository.tip().map(str::to_owned);
        repository
            .import(&self.settings, &mut |to| self.write(change, &author, tip.as_deref(), to))?;
        repository.push(&self.settings)?;
        *kept = Some(repository);
        Ok(())
    }
}

impl Branch {
    fn obstructed(&self, repository: &Repository, change: &Change<'_>) -> Result<(), HostError> {
        let ours: BTreeSet<&str> =
            change.put.iter().map(|file| file.path).chain(change.removed.iter().copied()).collect();
        let inside = repository.paths().filter_map(|path| path.strip_prefix(&*self.prefix));
        checks::obstructed(change, inside.filter(|path| !ours.contains(path)))?;
        // `docs` itself may be a file.
        let directory = self.prefix.trim_end_matches('/');
        let mut above = checks::ancestors(&self.prefix);
        match above.find(|above| repository.has(above)) {
            None => Ok(()),
            Some(file) => Err(HostError::new(
                Cause::Other,
                format!("`{file}` is a file of branch `{}`", self.settings.branch),
            )
            .with_help(format!("choose another directory than `{directory}`"))),
        }
    }

    /// Writes a commit as `git fast-import` reads it.
    fn write(
        &self,
        change: &Change<'_>,
        author: &settings::Author,
        tip: Option<&str>,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        let message = change.message.replace(|c: char| c.is_control(), " ");
        writeln!(to, "feature done\ncommit {}", repository::NEW)?;
        writeln!(to, "author {}\ncommitter {}", author.author, author.committer)?;
        writeln!(to, "data {}\n{message}\n", message.len() + 1)?;
        if let Some(tip) = tip {
            writeln!(to, "from {tip}")?;
        }
        // First, since a file can become a directory.
        for path in &change.removed {
            writeln!(to, "D {}", self.quoted(path))?;
        }
        let mut sent = 0;
        for (index, file) in change.put.iter().enumerate() {
            let mut bytes = Vec::new();
            checks::reader(file)?.read_to_end(&mut bytes)?;
            writeln!(to, "M 100644 inline {}\ndata {}", self.quoted(file.path), bytes.len())?;
            to.write_all(&bytes)?;
            writeln!(to)?;
            sent += bytes.len() as u64;
            (change.progress)(index + 1, sent);
        }
        writeln!(to, "done")
    }

    /// A path of the branch as a string of C.
    fn quoted(&self, path: &str) -> String {
        let path = format!("{}{path}", self.prefix).replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{path}\"")
    }
}
