//! Looks at a directory without following symbolic links in it.
#![expect(clippy::disallowed_methods, reason = "a published directory is no part of the project")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::output::is_mount_point;
use crate::publish::checks;
use crate::publish::host::{Cause, HostError, Listed};
use crate::publish::identity::Identity;

/// Something in the directory.
pub(super) struct Entry {
    /// Relative to the directory.
    pub(super) path: PathBuf,
    pub(super) is_directory: bool,
    /// A directory without entries.
    pub(super) is_empty: bool,
    /// A regular file.
    pub(super) is_file: bool,
    /// Of what is no directory.
    pub(super) identity: Option<Identity>,
}

/// Whether there is a directory; fails if there is something else.
pub(super) fn is_directory(path: &Path) -> Result<bool, HostError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(true),
        Ok(_) => {
            let message = format!("`{}` is not a directory", path.display());
            Err(HostError::new(Cause::Other, message).with_help("name a directory"))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(checks::io("read", path)(error)),
    }
}

/// A path without links.
pub(super) fn real(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize()
}

/// What a symbolic link leads to; `None` for anything else.
pub(super) fn link(path: &Path) -> io::Result<Option<PathBuf>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => fs::read_link(path).map(Some),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A file below a directory; `None` if there is none.
pub(super) fn read(root: &Path, path: &str) -> Result<Option<Vec<u8>>, HostError> {
    checks::path(path)?;
    let file = root.join(path);
    let found = no_links(root, path)?.then(|| fs::read(&file)).transpose();
    match found {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::IsADirectory
            ) =>
        {
            Ok(None)
        }
        found => found.map_err(checks::io("read", &file)),
    }
}

/// Whether there is a regular file, reached without symbolic links. A link is an error: whoever
/// follows it could leave the directory.
pub(super) fn no_links(root: &Path, path: &str) -> Result<bool, HostError> {
    for part in checks::ancestors(path).chain([path]) {
        let file = root.join(part);
        match fs::symlink_metadata(&file) {
            Ok(metadata) if metadata.is_symlink() => {
                let message = format!("`{}` is a symbolic link", file.display());
                return Err(HostError::new(Cause::Other, message)
                    .with_help("replace it with what it points to, or remove it"));
            }
            Ok(metadata) if part == path => return Ok(metadata.is_file()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(false),
            Err(error) => return Err(checks::io("read", &file)(error)),
        }
    }
    Ok(false)
}

/// Whether there is a directory, and not a link to one.
pub(super) fn is_plain_directory(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(metadata.is_dir()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// What is at a path that is no directory; `None` if there is nothing, or a directory.
pub(super) fn identity(path: &Path) -> io::Result<Option<Identity>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok((!metadata.is_dir()).then(|| Identity::of(&metadata))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Everything in a directory but our own, parents first.
pub(super) fn entries(root: &Path) -> Result<Vec<Entry>, HostError> {
    let mut entries: Vec<Entry> = Vec::new();
    let walk = WalkDir::new(root).min_depth(1).sort_by_file_name();
    let is_own = |path: &Path| path == root.join(checks::OWN);
    for entry in walk.into_iter().filter_entry(|entry| !is_own(entry.path())) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(root).to_owned();
            checks::io("read", &path)(io::Error::from(error))
        })?;
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned();
        if let (Some(last), Some(parent)) = (entries.last_mut(), path.parent())
            && last.path == parent
        {
            last.is_empty = false;
        }
        let kind = entry.file_type();
        let identity = if kind.is_dir() {
            None
        } else {
            let metadata = entry.metadata();
            let failed = |error: walkdir::Error| checks::io("read", entry.path())(error.into());
            Some(Identity::of(&metadata.map_err(failed)?))
        };
        let (is_directory, is_file) = (kind.is_dir(), kind.is_file());
        entries.push(Entry { path, is_directory, is_empty: is_directory, is_file, identity });
    }
    Ok(entries)
}

/// Whether something is mounted in a directory. Swapped, it would be lost, or emptied.
pub(super) fn has_mounts(root: &Path) -> Result<bool, HostError> {
    Ok(mount(root, &entries(root)?).is_some())
}

/// The first mount point among the entries of a directory.
pub(super) fn mount(root: &Path, entries: &[Entry]) -> Option<PathBuf> {
    let directories = entries.iter().filter(|entry| entry.is_directory);
    directories.map(|entry| root.join(&entry.path)).find(|path| is_mount_point(path))
}

/// All files.
pub(super) fn list(root: &Path) -> Result<Vec<Listed>, HostError> {
    if !is_directory(root)? {
        return Ok(Vec::new());
    }
    let files = entries(root)?.into_iter().filter(|entry| !entry.is_directory);
    let listed = files.map(|entry| Listed {
        path: entry.path.to_string_lossy().into_owned(),
        size: entry.identity.filter(|_| entry.is_file).map(|identity| identity.size),
    });
    Ok(listed.collect())
}
