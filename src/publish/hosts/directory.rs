//! A directory: of this machine, or a mounted share.
//!
//! The new site is staged beside the old one and swapped in by one rename, as a build does it.
//! Where that cannot be, because the directory is a mount point or its parent is not writable, it
//! is written file by file ([`in_place`]).

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::output::{Replacement, TargetError, can_be_replaced};
use crate::publish::checks;
use crate::publish::host::{AnyHost, Cause, Change, Host, HostError, Listed, Outgoing, Switch};
use claim::Claim;
use in_place::InPlace;
use meanwhile::Meanwhile;
use tree::Entry;

mod claim;
mod in_place;
mod meanwhile;
#[cfg(all(test, unix))]
mod tests;
mod tree;

const IN_PLACE: &str = "set `in-place = true` to write file by file, which leaves the rest alone";

/// What is published to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The directory. Its parent must exist.
    pub path: PathBuf,
    /// Whether to write file by file even if the directory could be swapped.
    pub in_place: bool,
    /// The project, which the directory must have nothing in common with; empty if there is none.
    pub project: PathBuf,
}

/// Links followed, against loops.
const MAX_LINKS: usize = 40;

/// Looks at the directory. Writes nothing.
pub fn open(options: &Options) -> Result<AnyHost, HostError> {
    let path = plain(&options.path).map_err(checks::io("find", &options.path))?;
    is_apart(&path, &options.project)?;
    let is_directory = tree::is_directory(&path)?;
    let parent = path.parent().unwrap_or(&path);
    if !is_directory && !tree::is_directory(parent)? {
        return Err(HostError::new(Cause::Other, format!("`{}` does not exist", parent.display()))
            .with_help("mount the share, or create the directory"));
    }
    let can_be_swapped = can_be_replaced(&path) && (!is_directory || !tree::has_mounts(&path)?);
    if options.in_place || !can_be_swapped {
        return Ok(AnyHost::Store(Box::new(InPlace::new(path))));
    }
    Ok(AnyHost::Switch(Box::new(Swapped { path })))
}

/// A path without `..`, as far as it exists. If it is a link itself, that stays.
fn plain(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => {
            Ok(parent.canonicalize().map_or_else(|_| path.clone(), |parent| parent.join(name)))
        }
        _ => path.canonicalize(),
    }
}

/// Fails if a directory is, contains or lies in the project: what is published would be among what
/// it was made from.
fn is_apart(path: &Path, project: &Path) -> Result<(), HostError> {
    // An empty path has none.
    let Ok(project) = tree::real(project) else { return Ok(()) };
    let mut real = path.to_owned();
    for _ in 0..MAX_LINKS {
        // A link can lead to what does not exist yet.
        let Some(to) = tree::link(&real).map_err(checks::io("find", path))? else { break };
        let to = real.parent().unwrap_or(Path::new("")).join(to);
        real = plain(&to).map_err(checks::io("find", path))?;
    }
    let how = if real == project {
        "is the project's directory"
    } else if project.starts_with(&real) {
        "contains the project"
    } else if real.starts_with(&project) {
        "lies in the project's directory"
    } else {
        return Ok(());
    };
    let message = format!("`{}` {how}", path.display());
    Err(HostError::new(Cause::Settings, message)
        .with_help("set `path` to a directory outside of it, such as `../published`"))
}

/// A directory that is swapped.
struct Swapped {
    path: PathBuf,
}

impl Host for Swapped {
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

impl Switch for Swapped {
    fn switch(&self, change: &Change<'_>) -> Result<(), HostError> {
        checks::change(change)?;
        let replacement = Replacement::take(&self.path).map_err(of_target)?;
        replace(replacement, change)
    }
}

fn replace(replacement: Replacement, change: &Change<'_>) -> Result<(), HostError> {
    let claim = Claim::take(replacement.claim())?;
    let there = match replacement.old() {
        Some(old) => tree::read(old, change.expected.0)?,
        None => None,
    };
    checks::expected(change, there.as_deref())?;
    let entries = replacement.old().map_or(Ok(Vec::new()), tree::entries)?;
    // Mounted since this host was opened.
    if let Some(old) = replacement.old()
        && let Some(mount) = tree::mount(old, &entries)
    {
        let message = format!("`{}` is a mount point", mount.display());
        return Err(HostError::new(Cause::Other, message).with_help(IN_PLACE));
    }
    Plan::of(change, &entries)?.stage(&replacement, change)?;
    finish(replacement, change, &entries)?;
    drop(claim);
    Ok(())
}

/// Swaps, and carries over what others did since the entries were listed.
fn finish(
    replacement: Replacement,
    change: &Change<'_>,
    entries: &[Entry],
) -> Result<(), HostError> {
    let swapped = replacement.swap().map_err(of_target)?;
    let Some(left) = Meanwhile::new(&swapped, change, entries).carry_over() else {
        swapped.delete_old();
        return Ok(());
    };
    let new = swapped.target().to_owned();
    let kept = swapped.keep_old().map_err(of_target)?;
    let message = format!(
        "the site is published, but {left}; the directory that was there before is now `{}`",
        kept.display()
    );
    Err(HostError::new(Cause::Other, message).with_help(format!(
        "move what you need from there into `{}`, then delete it",
        new.display()
    )))
}

/// What the new directory consists of.
struct Plan<'a> {
    /// All directories, parents first.
    directories: BTreeSet<PathBuf>,
    /// What is carried over and no directory.
    kept: Vec<&'a Entry>,
    /// Directories of the old site.
    old: BTreeSet<&'a Path>,
    /// Files of the old site.
    replaced: BTreeSet<&'a Path>,
}

impl<'a> Plan<'a> {
    fn of(change: &Change<'_>, entries: &'a [Entry]) -> Result<Self, HostError> {
        let put: BTreeSet<&OsStr> = change.put.iter().map(|file| OsStr::new(file.path)).collect();
        let goes: BTreeSet<&OsStr> = change.removed.iter().map(OsStr::new).collect();
        let (mut kept, mut old) = (Vec::new(), BTreeSet::new());
        let mut replaced = BTreeSet::new();
        let mut directories = BTreeSet::new();
        let mut stay = Vec::new();
        for entry in entries {
            let name = entry.path.as_os_str();
            if entry.is_directory {
                old.insert(&*entry.path);
                if entry.is_empty {
                    directories.insert(entry.path.clone());
                    stay.push(entry.path.to_string_lossy());
                }
            } else if put.contains(name) {
                replaced.extend(entry.is_file.then_some(&*entry.path));
            } else if !goes.contains(name) {
                kept.push(entry);
                stay.push(entry.path.to_string_lossy());
            }
        }
        checks::obstructed(change, stay.iter().map(|path| &**path))?;
        let puts = change.put.iter().map(|file| Path::new(file.path));
        for path in puts.chain(kept.iter().map(|entry| &*entry.path)) {
            directories.extend(path.ancestors().skip(1).map(Path::to_owned));
        }
        let above: Vec<PathBuf> =
            directories.iter().flat_map(|path| path.ancestors()).map(Path::to_owned).collect();
        directories.extend(above);
        directories.remove(Path::new(""));
        Ok(Self { directories, kept, old, replaced })
    }

    fn stage(&self, replacement: &Replacement, change: &Change<'_>) -> Result<(), HostError> {
        replacement.begin().map_err(of_target)?;
        for directory in &self.directories {
            replacement.create_directory(directory).map_err(of_target)?;
        }
        let mut sent = 0;
        for (index, file) in change.put.iter().enumerate() {
            sent += self.put(replacement, file)?;
            (change.progress)(index + 1, sent);
        }
        self.kept
            .par_iter()
            .try_for_each(|entry| replacement.keep(&entry.path))
            .map_err(of_target)?;
        // Innermost first, after all files are in place: a directory may be read-only.
        let kept = self.directories.iter().rev().filter(|path| self.old.contains(&***path));
        let root = replacement.old().map(|_| PathBuf::new());
        for directory in kept.chain(&root) {
            replacement.keep_owner(directory).map_err(of_target)?;
            replacement.keep_permissions(directory).map_err(of_target)?;
        }
        Ok(())
    }

    /// Writes a file. Returns its size.
    fn put(&self, replacement: &Replacement, file: &Outgoing<'_>) -> Result<u64, HostError> {
        let path = Path::new(file.path);
        let mut new = replacement.create(path).map_err(of_target)?;
        let mut from = checks::reader(file).map_err(checks::io("read", source(file)))?;
        let size = io::copy(&mut from, &mut new).and_then(|size| new.flush().map(|()| size));
        let size = size.map_err(checks::io("write", path))?;
        if self.replaced.contains(path) {
            replacement.keep_permissions(path).map_err(of_target)?;
        }
        Ok(size)
    }
}

/// What to name if a file cannot be read.
fn source<'a>(file: &Outgoing<'a>) -> &'a Path {
    match file.body {
        crate::publish::host::Body::File(path) => path,
        crate::publish::host::Body::Bytes(_) => Path::new(file.path),
    }
}

/// An error of the directory.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn of_target(error: TargetError) -> HostError {
    let (cause, message) = match &error {
        TargetError::Io { source, .. } => (checks::cause(source), format!("{error}: {source}")),
        TargetError::Beside { source, .. } => (Cause::Denied, format!("{error}: {source}")),
        TargetError::Locked { target } => {
            (Cause::Conflict, format!("another `ssr-site` is writing `{}`", target.display()))
        }
        _ => (Cause::Other, error.to_string()),
    };
    let help = match &error {
        TargetError::Io { action: "carry over" | "keep the owner of", .. }
        | TargetError::MountPoint { .. }
        | TargetError::Beside { .. } => Some(IN_PLACE.to_owned()),
        TargetError::NotADirectory { .. } => Some("name a directory".to_owned()),
        _ => error.help(),
    };
    HostError { cause, message, help }
}
