//! A directory that is written file by file, each by one rename.
#![expect(clippy::disallowed_methods, reason = "a published directory is no part of the project")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{Builder, NamedTempFile};

use super::tree;
use crate::publish::checks::{self, OWN};
use crate::publish::host::{Host, HostError, Listed, Outgoing, Store};

/// Network file systems answer several requests at once.
const AT_A_TIME: usize = 4;

/// The directory.
pub(super) struct InPlace {
    path: PathBuf,
    /// Whether files on their way that killed processes left are gone.
    cleared: Mutex<bool>,
}

impl InPlace {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, cleared: Mutex::new(false) }
    }

    fn own(&self) -> PathBuf {
        self.path.join(OWN)
    }

    /// Removes what killed processes left. Called by whoever puts, and so holds the lock.
    fn clear_up(&self) -> Result<(), HostError> {
        let mut cleared = self.cleared.lock().unwrap_or_else(PoisonError::into_inner);
        if !*cleared {
            match fs::remove_dir_all(self.own()) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(checks::io("delete", &self.own())(error));
                }
                _ => *cleared = true,
            }
        }
        Ok(())
    }

    /// Writes a file into our own directory, and creates the directory where it will be.
    fn write(&self, file: &Outgoing<'_>) -> Result<(NamedTempFile, PathBuf), HostError> {
        checks::outgoing(file)?;
        let is_there = tree::no_links(&self.path, file.path)?;
        let to = self.path.join(file.path);
        let parent = to.parent().unwrap_or(&self.path);
        fs::create_dir_all(parent).map_err(checks::io("create", parent))?;
        let own = self.own();
        fs::create_dir_all(&own).map_err(checks::io("create", &own))?;
        let mut from = checks::reader(file).map_err(checks::io("read", &to))?;
        let written = || {
            let mut new = new_file(&own)?;
            io::copy(&mut from, &mut new)?;
            if is_there {
                new.as_file().set_permissions(fs::symlink_metadata(&to)?.permissions())?;
            }
            // Network file systems report a full disk only now.
            new.as_file().sync_all()?;
            Ok(new)
        };
        let mut written = written;
        Ok((written().map_err(checks::io("write", &to))?, to))
    }

    /// Removes directories that have become empty.
    fn prune(&self, path: &str) {
        let above: Vec<&str> = checks::ancestors(path).collect();
        for directory in above.into_iter().rev() {
            if fs::remove_dir(self.path.join(directory)).is_err() {
                return;
            }
        }
    }
}

/// With default permissions.
fn new_file(directory: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(directory)
}

impl Host for InPlace {
    fn address(&self) -> String {
        self.path.display().to_string()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        tree::read(&self.path, path)
    }

    fn list(&self) -> Result<Option<Vec<Listed>>, HostError> {
        tree::list(&self.path).map(Some)
    }
}

impl Store for InPlace {
    fn put(&self, file: &Outgoing<'_>) -> Result<(), HostError> {
        self.clear_up()?;
        let (new, to) = self.write(file)?;
        new.persist(&to).map_err(|error| checks::io("write", &to)(error.error))?;
        Ok(())
    }

    fn create(&self, file: &Outgoing<'_>) -> Result<bool, HostError> {
        // Before anything is written: whoever has created it may be clearing up.
        if tree::no_links(&self.path, file.path)? {
            return Ok(false);
        }
        let (new, to) = self.write(file)?;
        match new.persist_noclobber(&to) {
            Ok(_) => Ok(true),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(checks::io("write", &to)(error.error)),
        }
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        checks::path(path)?;
        let file = self.path.join(path);
        if tree::no_links(&self.path, path)? {
            fs::remove_file(&file).map_err(checks::io("delete", &file))?;
            self.prune(path);
        }
        Ok(())
    }

    fn at_a_time(&self) -> usize {
        AT_A_TIME
    }
}

impl Drop for InPlace {
    fn drop(&mut self) {
        // Fails if others are on their way.
        let _ = fs::remove_dir(self.own());
    }
}
