//! Scratch directories in the system's shared temporary directory, each with a lock file beside it
//! that shows whether it is in use.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::beside::is_random;
use super::lock::Lock;
use super::scratch::{clear, create};
use super::system::is_own;

const PREFIX: &str = "ssr-site-scratch-";
const LOCK_SUFFIX: &str = ".ssr-site-lock";

/// Number of names tried: another process may take a directory without a lock for a leftover.
const TRIES: usize = 100;

/// Creates a directory and its lock.
pub(super) fn take() -> io::Result<(PathBuf, Lock)> {
    take_in(&fs::canonicalize(std::env::temp_dir())?)
}

/// Removes leftovers of this user's killed processes.
pub(super) fn clear_up() {
    if let Ok(parent) = fs::canonicalize(std::env::temp_dir()) {
        clear_up_in(&parent);
    }
}

fn take_in(parent: &Path) -> io::Result<(PathBuf, Lock)> {
    for _ in 0..TRIES {
        let path = create(PREFIX, parent)?;
        match Lock::take(&lock_of(&path)) {
            // Cleanup takes the lock before removing the directory.
            Ok(Some(lock)) if path.is_dir() => return Ok((path, lock)),
            Ok(_) => {}
            Err(error) => {
                let _ = fs::remove_dir(&path);
                return Err(error);
            }
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

fn clear_up_in(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    let names = entries.flatten().filter_map(|entry| scratch_of(entry.file_name().to_str()?));
    // Also of a lock without a directory: dropping the lock removes its file.
    for name in names.collect::<BTreeSet<String>>() {
        let path = parent.join(name);
        let lock = lock_of(&path);
        let is_ours = |path: &Path| fs::symlink_metadata(path).map_or(true, |there| is_own(&there));
        if is_ours(&path)
            && is_ours(&lock)
            && let Ok(Some(lock)) = Lock::take(&lock)
            && lock.keeps_others_out()
            && fs::symlink_metadata(&path).is_ok_and(|there| there.is_dir())
        {
            clear(&path);
        }
    }
}

/// The directory's name, from its own name or its lock file's.
fn scratch_of(name: &str) -> Option<String> {
    let of_lock = name.strip_prefix('.').and_then(|name| name.strip_suffix(LOCK_SUFFIX));
    let name = of_lock.unwrap_or(name);
    name.strip_prefix(PREFIX).filter(|random| is_random(random)).map(|_| name.to_owned())
}

fn lock_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{LOCK_SUFFIX}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn what_killed_processes_left_goes_and_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        let others = [
            ".ssr-site-scratch-notes-of-mine.ssr-site-lock",
            "ssr-site-aB3dE6",
            "ssr-site-scratch-aB3d-6",
            "ssr-site-scratch-aB3dE",
            "ssr-site-scratch-file00",
        ];
        for other in others {
            fs::write(at(other), "not ours").unwrap();
        }
        fs::create_dir_all(at("ssr-site-scratch-000000/profile/Default")).unwrap();
        fs::create_dir(at("ssr-site-scratch-000001")).unwrap();
        fs::write(at(".ssr-site-scratch-000001.ssr-site-lock"), "").unwrap();
        fs::write(at(".ssr-site-scratch-000002.ssr-site-lock"), "").unwrap();
        clear_up_in(parent.path());
        assert_eq!(names(parent.path()), others);
    }

    #[test]
    fn what_somebody_works_in_stays() {
        let parent = tempfile::tempdir().unwrap();
        let (path, lock) = take_in(parent.path()).unwrap();
        fs::write(path.join("page.html"), "page").unwrap();
        clear_up_in(parent.path());
        assert!(path.join("page.html").exists());
        let (other, other_lock) = take_in(parent.path()).unwrap();
        assert_ne!(path, other);
        drop(lock);
        clear_up_in(parent.path());
        assert!(!path.exists() && other.exists());
        drop(other_lock);
        clear_up_in(parent.path());
        assert_eq!(names(parent.path()), Vec::<String>::new());
    }

    #[test]
    fn whoever_looks_for_leftovers_takes_nothing_from_whoever_begins() {
        let parent = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| (0..200).for_each(|_| clear_up_in(parent.path())));
                scope.spawn(|| {
                    for _ in 0..200 {
                        let (path, lock) = take_in(parent.path()).unwrap();
                        fs::write(path.join("page.html"), "page").unwrap();
                        std::thread::yield_now();
                        assert!(path.join("page.html").exists());
                        fs::remove_dir_all(&path).unwrap();
                        drop(lock);
                    }
                });
            }
        });
        clear_up_in(parent.path());
        assert_eq!(names(parent.path()), Vec::<String>::new());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_of_that_name_leads_nowhere() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        fs::create_dir(at("elsewhere")).unwrap();
        fs::write(at("elsewhere/a"), "precious").unwrap();
        std::os::unix::fs::symlink("elsewhere", at("ssr-site-scratch-000000")).unwrap();
        clear_up_in(parent.path());
        assert_eq!(names(parent.path()), ["elsewhere", "ssr-site-scratch-000000"]);
        assert_eq!(fs::read(at("elsewhere/a")).unwrap(), b"precious");
    }
}
