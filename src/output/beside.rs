//! Temporary names beside a file that is being written, and cleanup of those of killed processes.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::place::remove;
use super::scratch;

/// Between the file's name and six random letters and digits.
const INFIX: &str = ".ssr-site-scratch-";
const RANDOM: usize = 6;
/// Bytes of the file's name used in names beside it: names are limited to 255.
const NAMED: usize = 200;

/// Exclusive right to write a file, held until dropped. Leftovers of killed processes have been
/// removed.
pub(super) struct Beside {
    directory: PathBuf,
    name: String,
    _lock: Lock,
}

impl Beside {
    /// Acquires the right and removes leftovers of killed processes. The file's directory must
    /// exist, the file need not.
    pub(super) fn take(path: &Path) -> io::Result<Self> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let directory = parent.unwrap_or(Path::new(".")).to_owned();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name[..name.floor_char_boundary(NAMED)].to_owned();
        let lock =
            Lock::take(&directory.join(format!(".{name}.ssr-site-lock")))?.ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::ResourceBusy,
                    "another `ssr-site` is writing it; wait until it has finished",
                )
            })?;
        let beside = Self { directory, name, _lock: lock };
        beside.clear_up();
        Ok(beside)
    }

    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Prefix of temporary files; a random part follows.
    pub(super) fn file_prefix(&self) -> String {
        format!(".{}", self.directory_prefix())
    }

    /// Prefix of temporary directories. Not hidden: some sandboxed programs cannot see hidden
    /// directories in a home directory.
    pub(super) fn directory_prefix(&self) -> String {
        format!("{}{INFIX}", self.name)
    }

    /// Failures are ignored: the next run retries.
    fn clear_up(&self) {
        let Ok(entries) = fs::read_dir(&self.directory) else { return };
        for entry in entries.flatten() {
            let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
            match self.is_ours(&entry.file_name(), is_directory) {
                true if is_directory => scratch::clear(&entry.path()),
                true => drop(remove(&entry.path())),
                false => {}
            }
        }
    }

    fn is_ours(&self, name: &OsStr, is_directory: bool) -> bool {
        let prefix = if is_directory { self.directory_prefix() } else { self.file_prefix() };
        let random = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        random.is_some_and(is_random)
    }
}

/// Whether a name's suffix can be a random part.
pub(super) fn is_random(part: &str) -> bool {
    part.len() == RANDOM && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::super::Destination;
    use super::*;

    fn to(path: &Path) -> Destination {
        Destination::named(path, Path::new("/nowhere")).unwrap()
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn what_killed_processes_left_goes_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        let others = [
            ".b.pdf.ssr-site-scratch-aB3dE6",
            "a.pdf.ssr-site-scratch-aB3dE",
            "a.pdf.ssr-site-scratch-aB3d-6",
            "a.pdf.ssr-site-scratch-file00",
            "a.pdf.ssr-site-scratch-notes-of-mine",
        ];
        for ours in [".a.pdf.ssr-site-scratch-aB3dE6", ".a.pdf.ssr-site-lock"] {
            fs::write(at(ours), "half").unwrap();
        }
        for other in others {
            fs::write(at(other), "not ours").unwrap();
        }
        fs::create_dir_all(at("a.pdf.ssr-site-scratch-000000/profile")).unwrap();
        fs::create_dir(at("b.pdf.ssr-site-scratch-000000")).unwrap();
        to(&at("a.pdf")).replace(b"new").unwrap();
        let mut left = others.to_vec();
        left.extend(["a.pdf", "b.pdf.ssr-site-scratch-000000"]);
        left.sort_unstable();
        assert_eq!(names(directory.path()), left);
    }

    #[test]
    fn one_at_a_time_is_on_the_way_to_a_file() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.pdf");
        let scratch = to(&file).scratch().unwrap();
        fs::write(scratch.path().join("page.html"), "page").unwrap();
        let file = to(&file);
        let failed = [file.scratch().map(drop), file.replace(b""), file.create_new(b"")];
        for failed in failed {
            assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::ResourceBusy);
        }
        to(&directory.path().join("b.pdf")).replace(b"").unwrap();
        assert!(scratch.path().join("page.html").exists());
        drop(scratch);
        file.replace(b"").unwrap();
        assert_eq!(names(directory.path()), ["a.pdf", "b.pdf"]);
    }

    #[test]
    fn names_as_long_as_they_may_be() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["技".repeat(85), "a".repeat(255)] {
            let file = directory.path().join(&name);
            drop(to(&file).scratch().unwrap());
            to(&file).create_new(b"new").unwrap();
            to(&file).replace(b"newer").unwrap();
            assert_eq!(names(directory.path()), [name]);
            fs::remove_file(file).unwrap();
        }
    }
}
