//! Why nothing was published.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{MARK, Obstacle};
use crate::path::Route;

/// Why nothing was published. The target is as it was.
#[derive(Debug, Error)]
pub enum PublishError<E> {
    /// Pages that failed: all of them, in the order of pages.
    #[error("cannot render {}", pages(.0.len()))]
    Pages(Vec<(Route, E)>),
    /// The target, or the machine.
    #[error(transparent)]
    Target(#[from] TargetError),
}

/// What is wrong with a target, or with the machine it is on.
///
/// Paths are as the user gave them, except in [`TargetError::Io`], where they name the very file.
#[derive(Debug, Error)]
pub enum TargetError {
    /// A directory not created by us.
    #[error("`{}` was not created by ssr-site: it contains `{found}` and no `{MARK}`", .target.display())]
    NotOurs {
        /// The target.
        target: PathBuf,
        /// Something that is in it.
        found: String,
    },
    /// A file, or whatever else is no directory.
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
    /// The root of a file system, a mount point, or a directory of a container image's layer.
    #[error("`{}` cannot be swapped in one rename: it is a mount point or part of a container image", .target.display())]
    MountPoint {
        /// The target.
        target: PathBuf,
    },
    /// The directory that holds the target cannot be written to.
    #[error(
        "`{}` is staged beside the old one, but `{}` is not writable",
        .target.display(),
        .parent.display()
    )]
    Beside {
        /// The target.
        target: PathBuf,
        /// The directory that holds it.
        parent: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A route that cannot be published together with the others.
    #[error("`{route}` cannot be published: {problem}")]
    Route {
        /// The route.
        route: Route,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Something is in the place of a file beside the target.
    #[error(transparent)]
    Obstacle(#[from] Obstacle),
    /// The system refused something.
    #[error("cannot {action} `{}`", .path.display())]
    Io {
        /// What was attempted: a verb.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl TargetError {
    /// For `map_err`: the error of doing `action` to `path`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }

    /// What to do about it.
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
