//! Temporary directories for programs that produce a file. Removed with all contents and all
//! processes still working in them.

use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::Builder;

use super::beside::Beside;
use super::destination::{Destination, There, directory};
use super::lock::Lock;
use super::single::without_path;
use super::{door, place, processes, temporary};

/// Number of attempts to remove a directory, and the interval: a killed process may still be
/// writing there.
const TRIES: usize = 40;
const PAUSE: Duration = Duration::from_millis(25);

impl Destination {
    /// An empty directory for intermediate files. It is beside the file, which also works for
    /// sandboxed programs; for a device or a pipe it is in the system's temporary directory.
    /// Deleted with all contents on drop; the file can only be written after that. Leftovers of
    /// killed processes are deleted first.
    pub fn scratch(&self) -> io::Result<Scratch> {
        let There::File(path) = &self.there else { return Scratch::temporary() };
        temporary::clear_up();
        fs::create_dir_all(directory(path))?;
        let beside = Beside::take(path)?;
        let made = create(&beside.directory_prefix(), beside.directory());
        Ok(Scratch { path: made.map_err(without_path)?, _right: Right::File(beside) })
    }
}

/// A directory of [`Destination::scratch`].
pub struct Scratch {
    path: PathBuf,
    _right: Right,
}

/// Protects the directory from being taken for a leftover.
enum Right {
    /// The right to write the file.
    File(#[expect(dead_code, reason = "it is held")] Beside),
    /// The lock on the directory's name.
    Name(#[expect(dead_code, reason = "it is held")] Lock),
}

impl Scratch {
    /// An empty directory in the system's temporary directory, deleted with all contents on drop.
    /// Leftovers of killed processes are deleted first.
    pub fn temporary() -> io::Result<Self> {
        temporary::clear_up();
        let (path, lock) = temporary::take()?;
        Ok(Self { path, _right: Right::Name(lock) })
    }

    /// Its absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Environment variable to set for programs started for the directory. It identifies them and
    /// their children when they are killed.
    pub fn mark(&self) -> (&'static str, &Path) {
        (processes::VARIABLE, &self.path)
    }

    /// Creates a file in it.
    pub fn create(&self, name: &str) -> io::Result<File> {
        door::create(&self.path.join(name))
    }

    /// Opens a file in it for writing at its end.
    pub fn append(&self, name: &str) -> io::Result<File> {
        let mut file = door::ours(&self.path.join(name))?;
        file.seek(SeekFrom::End(0))?;
        Ok(file)
    }

    /// Removes everything in it but one file.
    pub fn keep_only(&self, name: &str) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if entry.file_name() != name {
                place::remove(&entry.path()).map_err(io::Error::other)?;
            }
        }
        Ok(())
    }

    /// Removes a file in it.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    /// Creates a directory in it.
    pub fn create_directory(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.path.join(name))
    }

    /// Opens a file in it for reading, whoever wrote it.
    pub fn open(&self, name: &str) -> io::Result<File> {
        door::read(&self.path.join(name))
    }

    /// Kills all processes working for the directory, and the group of a started program that has
    /// not ended. Returns when they are gone, or after a timeout.
    pub fn end_processes(&self, group: Option<u32>) {
        processes::end(&self.path, group);
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        clear(&self.path);
    }
}

/// Creates a directory that only this user can access.
pub(super) fn create(prefix: &str, parent: &Path) -> io::Result<PathBuf> {
    let mut builder = Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    Ok(builder.tempdir_in(parent)?.keep())
}

/// Removes a directory whose process has ended or is about to. Failures are ignored: the next run
/// retries.
pub(super) fn clear(path: &Path) {
    processes::end(path, None);
    for _ in 0..TRIES {
        if place::remove(path).is_ok() {
            return;
        }
        std::thread::sleep(PAUSE);
    }
}
