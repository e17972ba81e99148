//! The only access to disk and clock.
//!
//! Everything from [`crate::config`] to [`crate::render`] sees files through a [`World`]: tests use
//! a [`MemoryWorld`], and only this module and the edges can reach outside.

use std::io;
use std::path::Path;

use chrono::NaiveDate;
use thiserror::Error;

use crate::path::SourcePath;

mod disk;
mod held;
mod kept;
mod memory;
mod noted;
mod text;

pub use disk::DiskWorld;
pub use held::{HeldWorld, Reread};
pub use kept::KeptWorld;
pub use memory::MemoryWorld;
pub use noted::NotedWorld;
pub use text::{TextError, read_text, text_of, unmarked};

/// Maximum size of a file that is read: 16 MiB.
pub const MAX_FILE_SIZE: u64 = 16 * 1024 * 1024;

/// Maximum number of files in a project.
pub const MAX_FILES: usize = 1_000_000;

/// A project's files and directories, and the date.
pub trait World: Sync {
    /// Everything below a directory except dot files. A missing directory is empty.
    fn walk(&self, directory: &SourcePath) -> Listing;

    /// The bytes of one file, of at most [`MAX_FILE_SIZE`].
    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError>;

    /// Copies a file of any size without holding it in memory.
    fn copy(&self, path: &SourcePath, out: &mut dyn io::Write) -> Result<(), ReadError> {
        let bytes = self.read(path)?;
        out.write_all(&bytes).map_err(|error| ReadError::System(error.to_string()))
    }

    /// Its directory on disk, absolute; `None` if it is elsewhere.
    fn directory(&self) -> Option<&Path> {
        None
    }

    /// Today's date, for files written by `new` and `freeze`. No build output depends on it.
    fn today(&self) -> NaiveDate;
}

/// The recursive contents of a directory, in byte order of paths.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Regular files.
    pub files: Vec<SourcePath>,
    /// Directories.
    pub directories: Vec<SourcePath>,
    /// Hidden files outside hidden directories. Not part of the content.
    pub hidden: Vec<SourcePath>,
    /// Entries that could not be listed, and why.
    pub problems: Vec<(SourcePath, ReadError)>,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// The file is larger than [`MAX_FILE_SIZE`].
    #[error("the file is larger than 16 MiB")]
    TooLarge,
    /// The project has more than [`MAX_FILES`].
    #[error("there are more than 1,000,000 files")]
    TooMany,
    /// A symbolic link leads out of the project.
    #[error("the symbolic link leads out of the project")]
    Outside,
    /// A symbolic link leads to one of its own parent directories.
    #[error("the symbolic link leads back to a directory above it")]
    Loop,
    /// A name that is not valid UTF-8.
    #[error("the name is not valid UTF-8")]
    Name,
    /// A pipe, a socket or a device.
    #[error("not a regular file")]
    Special,
    /// Any other system error.
    #[error("{0}")]
    System(String),
}
