//! Errors of publishing.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{MARK, Obstacle};
use crate::path::Route;

/// Why nothing was published. The target is unchanged.
#[derive(Debug, Error)]
pub enum PublishError<E> {
    /// Pages that failed: all of them, in the order of pages.
    #[error("cannot render {}", pages(.0.len()))]
    Pages(Vec<(Route, E)>),
    /// An error of the target or the system.
    #[error(transparent)]
    Target(#[from] TargetError),
}

/// An error of a target or of the system.
///
/// Paths are as given by the user, except in [`TargetError::Io`], which names the exact file.
#[derive(Debug, Error)]
pub enum TargetError {
    /// A directory not created by us.
    #[error("`{}` was not created by ssr-site: it contains `{found}` and no `{MARK}`", .target.display())]
    NotOurs {
        /// The target.
        target: PathBuf,
        /// An entry found in it.
        found: String,
    },
    /// Not a directory.
    #[error("`{}` is not a directory", .target.display())]
    NotADirectory {
        /// The target.
        target: PathBuf,
    },
    /// Another build of the same target is running.
    #[error("another build is writing `{}`", .target.display())]
    Locked {
        /// The target.
        target: PathBuf,
    },
    /// A file system root, a mount point, or a directory of a container image layer.
    #[error("`{}` cannot be swapped in one rename: it is a mount point or part of a container image", .target.display())]
    MountPoint {
        /// The target.
        target: PathBuf,
    },
    /// The target's parent directory is not writable.
    #[error(
        "`{}` is staged beside the old one, but `{}` is not writable",
        .target.display(),
        .parent.display()
    )]
    Beside {
        /// The target.
        target: PathBuf,
        /// The parent directory.
        parent: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A route that conflicts with others.
    #[error("`{route}` cannot be published: {problem}")]
    Route {
        /// The route.
        route: Route,
        /// The conflict.
        problem: &'static str,
    },
    /// Something is in place of a file beside the target.
    #[error(transparent)]
    Obstacle(#[from] Obstacle),
    /// A system call failed.
    #[error("cannot {action} `{}`", .path.display())]
    Io {
        /// The attempted action: a verb.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

impl TargetError {
    /// For `map_err`: the error of an `action` on `path`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }

    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotOurs { .. } | Self::NotADirectory { .. } => {
                Some("choose another directory with `--dest-dir`".into())
            }
            Self::Locked { .. } => Some("wait until it is done".into()),
            Self::MountPoint { target } => Some(format!(
                "build into a directory below it: `--dest-dir {}`",
                target.join("site").display()
            )),
            Self::Beside { parent, .. } => Some(format!(
                "make `{}` writable, or choose a directory in a writable one with `--dest-dir`",
                parent.display()
            )),
            Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                Some("free some disk space: changed files are staged beside the old site".into())
            }
            Self::Obstacle(obstacle) => Some(obstacle.help()),
            Self::Route { .. } | Self::Io { .. } => None,
        }
    }
}

fn pages(count: usize) -> String {
    if count == 1 { "1 page".into() } else { format!("{count} pages") }
}
