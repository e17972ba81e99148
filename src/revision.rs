//! A project in its git repository, and as of one of its revisions.
//!
//! Runs the installed `git`, which only reads: no checkout, no index, no lock. Knows files; must not
//! know what they mean.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use thiserror::Error;

use crate::path::SourcePath;

mod blobs;
mod tree;
mod world;

pub use world::RevisionWorld;

/// Variables that lead `git` to another repository or index: hooks set them.
const LEAD_AWAY: [&str; 7] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_WORK_TREE",
];

/// The git repository around a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The project's directory.
    project: PathBuf,
    /// The path of the project in the repository, with a slash at its end unless it is the root.
    prefix: String,
}

/// Why a revision cannot be read.
#[derive(Debug, Error)]
pub enum RevisionError {
    /// No directory above has a `.git`.
    #[error("the project is in no git repository")]
    NoRepository,
    /// `git` is not installed.
    #[error("`git` is not installed")]
    NoGit,
    /// There is no such commit.
    #[error("there is no revision `{0}` in this repository")]
    Unknown(String),
    /// `git` failed otherwise: what it said.
    #[error("`git` cannot read the revision: {0}")]
    Failed(String),
}

impl RevisionError {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoRepository => {
                "run `ssr-site check` without `--since`, or `git init` and commit first"
            }
            Self::NoGit => "install it; on Debian and Ubuntu: `apt install git`",
            Self::Unknown(_) => {
                "name a commit, branch or tag, such as `HEAD~1` or `origin/main`; a shallow clone lacks \
                 earlier ones: `git fetch --unshallow`"
            }
            Self::Failed(_) => {
                "run `git status` in the project to see whether the repository is usable"
            }
        }
    }

    /// Whether the command line is wrong, not the machine.
    pub fn is_of_usage(&self) -> bool {
        matches!(self, Self::NoRepository | Self::Unknown(_))
    }
}

impl Repository {
    /// The repository around a project's directory, which must be absolute: the nearest directory
    /// above, or the project itself, with a `.git`. That is a file in work trees and submodules.
    pub fn around(project: &Path) -> Option<Self> {
        let root = project.ancestors().find(|directory| directory.join(".git").exists())?;
        let below = project.strip_prefix(root).ok()?;
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let prefix = if parts.is_empty() { String::new() } else { parts.join("/") + "/" };
        Some(Self { project: project.to_owned(), prefix })
    }

    /// The path of the project in the repository: empty, or with a slash at its end.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The project as of a revision.
    pub fn at(&self, revision: &str) -> Result<RevisionWorld, RevisionError> {
        let commit = self.commit(revision)?;
        let entries = tree::list(&self.git(&["ls-tree", "-r", "-z", "-l", &commit, "--", "."])?);
        RevisionWorld::new(entries, blobs::Blobs::start(self.command(&["cat-file", "--batch"])))
    }

    /// The hash of a revision's commit.
    fn commit(&self, revision: &str) -> Result<String, RevisionError> {
        let unknown = || RevisionError::Unknown(revision.to_owned());
        // A name that begins with a dash would be an option.
        if revision.is_empty() || revision.starts_with('-') {
            return Err(unknown());
        }
        let spelled = format!("{revision}^{{commit}}");
        let output =
            self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &spelled])?;
        let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.status.success() {
            return Err(match said(&output) {
                said if said.is_empty() || said.contains("Needed a single revision") => unknown(),
                said => RevisionError::Failed(said),
            });
        }
        Ok(commit)
    }

    /// Files that git takes for renamed since a revision: the old path by the new one.
    pub fn renamed_since(
        &self,
        revision: &str,
    ) -> Result<BTreeMap<SourcePath, SourcePath>, RevisionError> {
        let commit = self.commit(revision)?;
        let changes = self.git(&[
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--relative",
            "--name-status",
            "-z",
            "-M",
            "--diff-filter=R",
            &commit,
        ])?;
        Ok(tree::renamed(&changes))
    }

    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, RevisionError> {
        let output = self.run(arguments)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(RevisionError::Failed(said(&output)))
        }
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, RevisionError> {
        self.command(arguments).stdin(Stdio::null()).output().map_err(|error| not_started(&error))
    }

    /// `git` in the project, which asks nothing and writes nothing.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut git = Command::new("git");
        for variable in LEAD_AWAY {
            git.env_remove(variable);
        }
        git.env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .env_remove("LANGUAGE")
            .current_dir(&self.project)
            .args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"])
            .args(arguments);
        git
    }
}

fn not_started(error: &io::Error) -> RevisionError {
    if error.kind() == io::ErrorKind::NotFound {
        RevisionError::NoGit
    } else {
        RevisionError::Failed(error.to_string())
    }
}

/// The last line of what `git` said.
fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    said.lines().last().unwrap_or_default().trim_start_matches("fatal: ").to_owned()
}

#[cfg(test)]
mod tests;
