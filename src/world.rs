//! The only door to the disk and the clock.
//!
//! Everything from [`crate::config`] to [`crate::render`] sees files through a [`World`], so that
//! tests run on a [`MemoryWorld`] and nothing but this module and the edges can reach outside.

use std::io;

use chrono::NaiveDate;
use thiserror::Error;

use crate::path::SourcePath;

mod disk;
mod held;
mod memory;
mod noted;

pub use disk::DiskWorld;
pub use held::{HeldWorld, Reread};
pub use memory::MemoryWorld;
pub use noted::NotedWorld;

/// The largest file that is read, in bytes: 16 MiB.
pub const MAX_FILE_SIZE: u64 = 16 * 1024 * 1024;

/// The most files a project may hold.
pub const MAX_FILES: usize = 1_000_000;

/// Files and directories of a project, and the day.
pub trait World: Sync {
    /// Everything below a directory, except what begins with a dot. A directory that does not
    /// exist holds nothing.
    fn walk(&self, directory: &SourcePath) -> Listing;

    /// The bytes of one file, of at most [`MAX_FILE_SIZE`].
    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError>;

    /// Writes the bytes of one file, of any size, without holding them.
    fn copy(&self, path: &SourcePath, out: &mut dyn io::Write) -> Result<(), ReadError> {
        let bytes = self.read(path)?;
        out.write_all(&bytes).map_err(|error| ReadError::System(error.to_string()))
    }

    /// Today's date, for the files that `new` and `freeze` write. No output of a build depends on
    /// it.
    fn today(&self) -> NaiveDate;
}

/// What a directory holds, at any depth, in the order of the paths' bytes.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Regular files.
    pub files: Vec<SourcePath>,
    /// Directories.
    pub directories: Vec<SourcePath>,
    /// Files whose names begin with a dot, outside of directories whose names do. They are no part of the content.
    pub hidden: Vec<SourcePath>,
    /// What could not be listed, and why.
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
    /// The project holds more than [`MAX_FILES`].
    #[error("there are more than 1,000,000 files")]
    TooMany,
    /// A symbolic link leads out of the project.
    #[error("the symbolic link leads out of the project")]
    Outside,
    /// A symbolic link leads to a directory that it is itself in.
    #[error("the symbolic link leads back to a directory above it")]
    Loop,
    /// A name that is not valid UTF-8.
    #[error("the name is not valid UTF-8")]
    Name,
    /// A pipe, a socket or a device.
    #[error("not a regular file")]
    Special,
    /// Whatever else the system says.
    #[error("{0}")]
    System(String),
}
