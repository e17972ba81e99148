//! Which revision of the sources is published, if they are in a git repository.

use std::path::Path;
use std::process::{Command, Stdio};

use ssr_site::config::{Config, FILE_NAME};

/// A revision of a git repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    pub(super) id: String,
    /// Whether files differ from it.
    pub(super) modified: bool,
}

/// The revision of a project; `None` without a repository, or without git.
pub(super) fn revision(root: &Path, config: &Config) -> Option<Revision> {
    let id = git(root, &["rev-parse", "--verify", "HEAD"])?;
    let sources = [FILE_NAME, config.content.as_str(), "themes"];
    let changes = git(root, &[&["status", "--porcelain", "--"], &sources[..]].concat())?;
    Some(Revision { id: id.trim().to_owned(), modified: !changes.trim().is_empty() })
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let mut git = Command::new("git");
    // Hooks of another repository set them.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR"] {
        git.env_remove(variable);
    }
    let output = git
        .arg("-C")
        .arg(root)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
