//! Which revision of the sources is published, if they are in a git repository.

use std::path::Path;
use std::process::{Command, Stdio};

/// A revision of a git repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    pub(super) id: String,
    /// Whether files differ from it.
    pub(super) modified: bool,
}

/// The revision of a project; `None` without a repository, or without git.
pub(super) fn revision(root: &Path) -> Option<Revision> {
    let id = git(root, &["rev-parse", "--verify", "HEAD"])?;
    let changes = git(root, &["status", "--porcelain", "--", "."])?;
    // The log of publications is written by each of them.
    let is_source = |line: &&str| !line.ends_with(ssr_site::publish::log::FILE_NAME);
    Some(Revision { id: id.trim().to_owned(), modified: changes.lines().any(|it| is_source(&it)) })
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
