//! What this machine remembers of its last publication to a host: which one it was, so that the next
//! one knows whether a lock on the host is that of a publication that was killed here.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::place::{self, remove};
use super::{TargetError, door};

/// The right to publish a built site to one host from this machine, held until dropped.
pub struct Remembered {
    path: PathBuf,
    _lock: Lock,
}

impl Remembered {
    /// Takes the right; `host` is a word. Fails with [`TargetError::Locked`] if another process has
    /// it.
    pub fn take(target: &Path, host: &str) -> Result<Self, TargetError> {
        let beside = |suffix: &str| {
            let mut name = OsString::from(".ssr-site-publication-");
            name.push(host);
            name.push(suffix);
            place::beside(target, &name)
        };
        let (path, lock) = (beside("")?, beside("-lock")?);
        let lock = Lock::take(&lock)
            .map_err(TargetError::io("write", &lock))?
            .ok_or_else(|| TargetError::Locked { target: target.to_owned() })?;
        Ok(Self { path, _lock: lock })
    }

    /// The token of the last publication. It has ended, however.
    pub fn last(&self) -> Option<String> {
        door::read(&self.path).ok()?;
        fs::read_to_string(&self.path).ok()
    }

    /// Remembers the token of the publication that begins.
    pub fn remember(&self, token: &str) -> Result<(), TargetError> {
        let failed = TargetError::io("write", &self.path);
        // A new file: one that is there may be a link to somewhere else.
        remove(&self.path)?;
        door::create(&self.path)
            .and_then(|mut file| file.write_all(token.as_bytes()))
            .map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn one_at_a_time_and_the_last_is_remembered() {
        let directory = tempfile::tempdir().unwrap();
        let target = directory.path().join("public");
        let first = Remembered::take(&target, "web").unwrap();
        assert_eq!(first.last(), None);
        first.remember("one").unwrap();
        assert!(matches!(Remembered::take(&target, "web"), Err(TargetError::Locked { .. })));
        Remembered::take(&target, "other").unwrap();
        drop(first);
        let second = Remembered::take(&target, "web").unwrap();
        assert_eq!(second.last().as_deref(), Some("one"));
        second.remember("two").unwrap();
        assert_eq!(second.last().as_deref(), Some("two"));
    }
}
