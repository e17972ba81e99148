//! Prevents concurrent builds of one target.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{door, system};

/// A kernel lock on a lock file, both released with the process. A killed build leaves the file,
/// but not the lock.
pub(super) struct Lock {
    path: PathBuf,
    keeps_others_out: bool,
    _file: File,
}

impl Lock {
    /// Acquires the lock, or returns `None` if it is held. On file systems without locks (some
    /// network ones) it is always granted, so that builds still work there.
    pub(super) fn take(path: &Path) -> io::Result<Option<Self>> {
        loop {
            let file = door::ours(path)?;
            let keeps_others_out = match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(None),
                locked => locked.is_ok(),
            };
            // The previous holder may have deleted the file between the two calls; a lock on a
            // deleted file excludes nobody.
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

    /// Whether the lock is exclusive; unknown on file systems without locks.
    pub(super) fn keeps_others_out(&self) -> bool {
        self.keeps_others_out
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While still holding the lock. A leftover file is harmless.
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
