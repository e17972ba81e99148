//! Obstacles in place of a file to be written, which are neither followed nor opened.

use std::fmt;
use std::fs::FileType;
use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::destination::NamedBy;

/// Why a file is not written. Nothing was written.
///
/// Wrapped in an [`io::Error`], so that all writers can return it: [`Obstacle::in_error`] extracts
/// it.
#[derive(Debug, Error)]
pub enum Obstacle {
    /// A symbolic link that leads out of bounds.
    #[error("`{}` is a symbolic link out of {bounds}, to `{}`", .link.display(), .to.display())]
    LeadsAway {
        /// The link: the file itself or a directory above it.
        link: PathBuf,
        /// Where it leads.
        to: PathBuf,
        /// The bounds.
        bounds: Bounds,
        /// Whether the link is in place of a directory.
        is_directory: bool,
        /// Who named the file.
        named_by: NamedBy,
    },
    /// A dangling symbolic link, or a link loop.
    #[error("`{}` is a dangling symbolic link", .link.display())]
    LeadsNowhere {
        /// The link.
        link: PathBuf,
    },
    /// Not a regular file.
    #[error("`{}` is {kind}", .path.display())]
    NotAFile {
        /// Where it is.
        path: PathBuf,
        /// What it is.
        kind: Kind,
        /// Who named the file.
        named_by: NamedBy,
    },
    /// Not a regular file, under a name that only we use.
    #[error("`{}` is {kind}, not a file created by ssr-site", .path.display())]
    NotOurs {
        /// Where it is.
        path: PathBuf,
        /// What it is.
        kind: Kind,
    },
    /// A pipe without a reader, which would block.
    #[error("no process reads from `{}`", .path.display())]
    NoReader {
        /// The pipe.
        path: PathBuf,
    },
}

impl Obstacle {
    /// The obstacle in an error, if any.
    pub fn in_error(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    /// What to do.
    pub fn help(&self) -> String {
        match self {
            Self::LeadsAway { is_directory: true, named_by: NamedBy::User, to, .. } => format!(
                "name the file by its real directory, `{}`, or replace the symbolic link with a directory",
                to.display()
            ),
            Self::LeadsAway { is_directory: true, .. } => {
                "replace the symbolic link with a directory".to_owned()
            }
            Self::LeadsAway { named_by: NamedBy::Project, .. } => {
                "replace the symbolic link with a file, or remove it".to_owned()
            }
            Self::LeadsAway { named_by: NamedBy::Nobody, .. } => {
                "remove the symbolic link, or name a file with `-o`".to_owned()
            }
            Self::LeadsAway { to, .. } => {
                format!("name the file itself, `{}`, or remove the symbolic link", to.display())
            }
            Self::NotAFile { named_by: NamedBy::Project, .. } => {
                "replace it with a file, or remove it".to_owned()
            }
            Self::NotAFile { named_by: NamedBy::Nobody, .. } => {
                "name the file to write with `-o`".to_owned()
            }
            Self::NotAFile { .. } => "name the file to write".to_owned(),
            Self::LeadsNowhere { .. } | Self::NotOurs { .. } => "remove it".to_owned(),
            Self::NoReader { .. } => "start its reader first, or name a file".to_owned(),
        }
    }

    /// Whether naming another file, on the command line or in the project, is enough.
    pub fn is_of_names(&self) -> bool {
        match self {
            Self::LeadsAway { .. } | Self::LeadsNowhere { .. } | Self::NotAFile { .. } => true,
            Self::NotOurs { .. } | Self::NoReader { .. } => false,
        }
    }
}

impl From<Obstacle> for io::Error {
    fn from(obstacle: Obstacle) -> Self {
        Self::other(obstacle)
    }
}

/// What a symbolic link must not lead out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// The project.
    Project,
    /// Its directory.
    Directory,
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Project => "the project",
            Self::Directory => "its directory",
        })
    }
}

/// Kinds of non-files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A directory.
    Directory,
    /// A symbolic link.
    Link,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A character device, such as a terminal.
    Device,
    /// A block device.
    BlockDevice,
    /// Anything else.
    Other,
}

impl Kind {
    /// `None` for a regular file.
    pub(super) fn of(kind: FileType) -> Option<Self> {
        if kind.is_file() {
            return None;
        }
        if kind.is_dir() {
            return Some(Self::Directory);
        }
        if kind.is_symlink() {
            return Some(Self::Link);
        }
        Some(special(kind))
    }

    /// Whether it accepts a byte stream.
    pub(super) fn takes_bytes(self) -> bool {
        matches!(self, Self::Pipe | Self::Device | Self::Other)
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> Kind {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        Kind::Pipe
    } else if kind.is_socket() {
        Kind::Socket
    } else if kind.is_block_device() {
        Kind::BlockDevice
    } else {
        Kind::Device
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> Kind {
    Kind::Other
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Directory => "a directory",
            Self::Link => "a symbolic link",
            Self::Pipe => "a named pipe",
            Self::Socket => "a socket",
            Self::Device => "a device",
            Self::BlockDevice => "a block device",
            Self::Other => "not a regular file",
        })
    }
}
