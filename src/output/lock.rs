//! Keeps two builds of one target apart.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{door, system};

/// A lock that the kernel holds for as long as the process lives, on a file that exists for
/// as long as the lock does. A killed build leaves the file, but not the lock.
pub(super) struct Lock {
    path: PathBuf,
    keeps_others_out: bool,
    _file: File,
}

impl Lock {
    /// Takes the lock, or returns `None` where somebody else has it. A file system without
    /// locks (some network ones) is no reason not to build: the lock is then granted to all.
    pub(super) fn take(path: &Path) -> io::Result<Option<Self>> {
        loop {
            let file = door::ours(path)?;
            let keeps_others_out = match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(None),
                locked => locked.is_ok(),
            };
            // The build before may have deleted the file between the two calls; a lock on
            // a file without a name keeps nobody out.
            match system::is_at(&file, path) {
                Ok(true) => {
                    return Ok(Some(Self { path: path.to_owned(), keeps_others_out, _file: file }));
                }
                Ok(false) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether nobody else has the lock, which is not known where the file system has none.
    pub(super) fn keeps_others_out(&self) -> bool {
        self.keeps_others_out
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While the lock is still held. A file that stays does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn one_at_a_time_and_nothing_is_left() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("lock");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..3000 {
                        if let Some(_lock) = Lock::take(&path).unwrap() {
                            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                            taken.fetch_add(1, Ordering::SeqCst);
                            std::thread::yield_now();
                            inside.fetch_sub(1, Ordering::SeqCst);
                        }
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
        assert!(!path.exists());
    }
}
