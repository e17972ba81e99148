//! Directories for programs to work in on the way to a file. They go with everything in them, and with
//! every process that still works in them.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::Builder;

use super::beside::Beside;
use super::destination::{Destination, There, directory};
use super::lock::Lock;
use super::single::without_path;
use super::{door, place, processes, temporary};

/// How often it is tried to remove a directory, and after which time again: a process that was ended may
/// have been about to write there.
const TRIES: usize = 40;
const PAUSE: Duration = Duration::from_millis(25);

impl Destination {
    /// An empty directory, for what is made on the way to the file. It is beside the file, which programs
    /// that may not see all of the disk can see as well; beside a device or a pipe nothing can be made, and
    /// it is where the system has temporary files. It is deleted with all in it when it is dropped, and
    /// the file cannot be written before that. What killed processes left of such directories is deleted
    /// first.
    pub fn scratch(&self) -> io::Result<Scratch> {
        temporary::clear_up();
        let There::File(path) = &self.there else {
            let (path, lock) = temporary::take()?;
            return Ok(Scratch { path, _right: Right::Name(lock) });
        };
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

/// What keeps others from taking the directory for a leftover.
enum Right {
    /// That to write the file.
    File(#[expect(dead_code, reason = "it is held")] Beside),
    /// That to the name of the directory.
    Name(#[expect(dead_code, reason = "it is held")] Lock),
}

impl Scratch {
    /// Where it is, absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What a program is to have in its environment that is started for the directory: by this it and all
    /// that it starts are known when they are to be ended.
    pub fn mark(&self) -> (&'static str, &Path) {
        (processes::VARIABLE, &self.path)
    }

    /// A new file in it.
    pub fn create(&self, name: &str) -> io::Result<File> {
        door::create(&self.path.join(name))
    }

    /// A new directory in it.
    pub fn create_directory(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.path.join(name))
    }

    /// A file in it, to be read, whoever wrote it.
    pub fn open(&self, name: &str) -> io::Result<File> {
        door::read(&self.path.join(name))
    }

    /// Ends what works for the directory, and a group of processes that is led by one that was started for
    /// it and has not ended by itself. Returns when they are gone, or after a while.
    pub fn end_processes(&self, group: Option<u32>) {
        processes::end(&self.path, group);
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        clear(&self.path);
    }
}

/// A directory that is nobody's yet and that nobody else may look into.
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

/// Removes a directory of a process that has ended or is about to. What cannot be removed is tried again
/// the next time.
pub(super) fn clear(path: &Path) {
    processes::end(path, None);
    for _ in 0..TRIES {
        if place::remove(path).is_ok() {
            return;
        }
        std::thread::sleep(PAUSE);
    }
}
