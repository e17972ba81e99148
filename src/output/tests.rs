//! Each case has its own directory; pages are a map, and the resulting tree is asserted.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::staging::{Keep, Strategy};
use super::swap::Swap;
use super::{Options, PageWriter, Pages, PublishError, Summary, TargetError, publish_by};
use crate::path::Route;

mod destinations;
mod kept;
mod keys;
mod kill;
mod manifest;
mod places;
mod recovery;
mod refused;
mod streams;

const SECOND_CHOICES: Strategy = Strategy { keep: Keep::Copy, swap: Swap::TwoRenames };

/// Pages by route; a page whose bytes are [`WRONG`] fails.
#[derive(Clone, Default)]
struct Site(Vec<(Route, Vec<u8>)>);

const WRONG: &str = "wrong";

impl Site {
    fn new(pages: &[(&str, &str)]) -> Self {
        Self(
            pages
                .iter()
                .map(|(route, text)| (Route::new(*route), text.as_bytes().to_vec()))
                .collect(),
        )
    }
}

impl Pages for Site {
    type Error = String;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn route(&self, index: usize) -> &Route {
        &self.0[index].0
    }

    fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), String> {
        assert!(out.is_empty());
        let (route, bytes) = &self.0[index];
        if bytes == WRONG.as_bytes() {
            return Err(format!("{route} is wrong"));
        }
        out.extend_from_slice(bytes);
        Ok(())
    }
}

type Published = Result<Summary, PublishError<String>>;

/// A directory containing at most the target, `public`.
struct Bench {
    directory: TempDir,
    strategy: Strategy,
}

impl Bench {
    fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap(), strategy: Strategy::default() }
    }

    fn target(&self) -> PathBuf {
        self.path("public")
    }

    fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// Writes a file and its parent directories.
    fn put(&self, path: &str, text: &str) {
        put(&self.path(path), text);
    }

    fn publish(&self, pages: &[(&str, &str)]) -> Published {
        self.publish_to(&self.target(), pages)
    }

    fn publish_to(&self, target: &Path, pages: &[(&str, &str)]) -> Published {
        publish_by(self.strategy, target, &Site::new(pages), &Options::default())
    }

    fn copy(from: &Path, to: &Path) {
        for entry in walkdir::WalkDir::new(from) {
            let entry = entry.unwrap();
            let path = to.join(entry.path().strip_prefix(from).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir(path).unwrap();
            } else {
                fs::copy(entry.path(), path).unwrap();
            }
        }
    }

    /// The error that publishing to the target returns.
    #[track_caller]
    fn refusal(&self, pages: &[(&str, &str)]) -> TargetError {
        match self.publish(pages) {
            Err(PublishError::Target(error)) => error,
            other => panic!("not refused: {other:?}"),
        }
    }

    /// Asserts everything beside and below the target except marks, one file a line.
    #[track_caller]
    fn holds(&self, expected: &[&str]) {
        assert_eq!(tree(self.directory.path()), expected);
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// `path: content` of all files except marks below a directory, and `path/` of empty directories.
fn tree(root: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in walkdir::WalkDir::new(root).min_depth(1).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap();
        if entry.file_type().is_symlink() {
            lines.push(format!("{path} -> {}", fs::read_link(entry.path()).unwrap().display()));
        } else if entry.file_type().is_dir() {
            if fs::read_dir(entry.path()).unwrap().next().is_none() {
                lines.push(format!("{path}/"));
            }
        } else if entry.file_name() != super::MARK {
            lines.push(format!("{path}: {}", fs::read_to_string(entry.path()).unwrap()));
        }
    }
    lines
}

/// Inode and mtime of a directory and everything below it.
fn identities(root: &Path) -> BTreeMap<PathBuf, (u64, SystemTime)> {
    use std::os::unix::fs::MetadataExt;
    walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            let metadata = entry.metadata().unwrap();
            (entry.into_path(), (metadata.ino(), metadata.modified().unwrap()))
        })
        .collect()
}

/// Backdates a file, so that a new mtime cannot be equal by chance.
fn age(path: &Path) -> SystemTime {
    let then = SystemTime::UNIX_EPOCH + Duration::from_hours(400_000);
    fs::File::open(path).unwrap().set_modified(then).unwrap();
    then
}

fn routes(list: &[Route]) -> Vec<&str> {
    list.iter().map(Route::as_str).collect()
}
