//! What this machine remembers of its last publication to a host: which one it was, so that the next
//! one knows whether a lock on the host is that of a publication that was killed here.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::place::{self, remove};
use super::{TargetError, door};

/// Publications that are remembered.
const MOST: usize = 16;

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

    /// What is remembered, the last one first. All of these have ended.
    pub fn earlier(&self) -> Vec<String> {
        let text = door::read(&self.path).and_then(|_| fs::read_to_string(&self.path));
        text.unwrap_or_default().lines().take(MOST).map(ToOwned::to_owned).collect()
    }

    /// Remembers the publication that begins, in one line. It may be killed before it has a lock, so
    /// some earlier ones stay.
    pub fn remember(&self, line: &str) -> Result<(), TargetError> {
        let failed = TargetError::io("write", &self.path);
        let mut lines = vec![line.to_owned()];
        lines.extend(self.earlier());
        // A new file: one that is there may be a link to somewhere else.
        remove(&self.path)?;
        door::create(&self.path)
            .and_then(|mut file| file.write_all(lines.join("\n").as_bytes()))
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
        assert_eq!(first.earlier(), [""; 0]);
        first.remember("one").unwrap();
        assert!(matches!(Remembered::take(&target, "web"), Err(TargetError::Locked { .. })));
        Remembered::take(&target, "other").unwrap();
        drop(first);
        let second = Remembered::take(&target, "web").unwrap();
        assert_eq!(second.earlier(), ["one"]);
        second.remember("two").unwrap();
        assert_eq!(second.earlier(), ["two", "one"]);
        (0..100).for_each(|turn| second.remember(&turn.to_string()).unwrap());
        assert_eq!(second.earlier().len(), MOST);
    }
}
