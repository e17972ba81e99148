//! The target's path and state, and the names beside it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};

use super::lock::Lock;
use super::{MARK, Obstacle, TargetError, system};

/// Limit of links followed, against loops; the kernel's own.
const MAX_LINKS: usize = 40;

/// Directories that are kept beside a target, before somebody looks at them.
const MAX_KEPT: usize = 1000;

/// A replaceable target, locked until dropped.
pub(super) struct Place {
    names: Names,
    standing: Standing,
    _lock: Lock,
}

/// State of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Does not exist.
    Missing,
    /// An empty directory.
    Empty,
    /// A directory with the mark.
    Ours,
    /// Any other directory.
    Foreign,
}

/// Which directories may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Missing or empty ones, and those with the mark.
    Ours,
    /// Any: the caller carries over what it does not know.
    Anyones,
}

/// The target and the names beside it. The target itself is not a symbolic link; its parents can
/// be.
struct Names {
    /// As given by the user.
    shown: PathBuf,
    target: PathBuf,
    parent: PathBuf,
    staging: PathBuf,
    old: PathBuf,
    lock: PathBuf,
    manifest: PathBuf,
    claim: PathBuf,
}

impl Place {
    /// Finds and locks the target, recovers it if a build was killed between two renames, and
    /// removes leftovers of killed builds.
    pub(super) fn take(target: &Path, whose: Whose) -> Result<Self, TargetError> {
        let names = Names::of(target)?;
        // Check before creating anything: the parent of a foreign directory is not ours.
        names.standing(whose)?;
        fs::create_dir_all(&names.parent).map_err(|error| names.beside(error))?;
        let lock = Lock::take(&names.lock)
            .map_err(|error| names.beside(error))?
            .ok_or_else(|| TargetError::Locked { target: names.shown.clone() })?;
        names.recover(whose)?;
        let standing = names.standing(whose)?;
        remove(&names.staging)?;
        remove(&names.old)?;
        Ok(Self { names, standing, _lock: lock })
    }

    pub(super) fn standing(&self) -> Standing {
        self.standing
    }

    /// The target as given by the user.
    pub(super) fn shown(&self) -> &Path {
        &self.names.shown
    }

    /// The directory to be replaced.
    pub(super) fn target(&self) -> &Path {
        &self.names.target
    }

    /// The staging directory.
    pub(super) fn staging(&self) -> &Path {
        &self.names.staging
    }

    /// Where the old site is between two renames.
    pub(super) fn old(&self) -> &Path {
        &self.names.old
    }

    /// The manifest of the last build.
    pub(super) fn manifest(&self) -> &Path {
        &self.names.manifest
    }

    /// The lock file of publications from several machines.
    pub(super) fn claim(&self) -> &Path {
        &self.names.claim
    }

    /// A name beside the target that nothing has: for what is kept.
    pub(super) fn free_name(&self) -> io::Result<PathBuf> {
        let mut name = OsString::from(".");
        name.push(self.names.target.file_name().unwrap_or_default());
        for number in 1..=MAX_KEPT {
            let mut name = name.clone();
            name.push(format!(".ssr-site-kept-{number}"));
            let path = self.names.parent.join(name);
            if fs::symlink_metadata(&path)
                .is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
            {
                return Ok(path);
            }
        }
        Err(io::Error::other("there are too many already"))
    }
}

/// Whether [`Place::take`] can stage beside a target, as far as can be told without writing.
pub(super) fn can_stage(target: &Path) -> bool {
    Names::of(target).is_ok_and(|names| {
        !system::is_mount_point(&names.target) && system::is_writable(&names.parent)
    })
}

/// Where the manifest of the last build of a target is.
pub(super) fn manifest(target: &Path) -> Result<PathBuf, TargetError> {
    Names::of(target).map(|names| names.manifest)
}

/// A name beside a target: its own, hidden, with a suffix.
pub(super) fn beside(target: &Path, suffix: &OsStr) -> Result<PathBuf, TargetError> {
    let names = Names::of(target)?;
    let mut name = OsString::from(".");
    name.push(names.target.file_name().unwrap_or_default());
    name.push(suffix);
    Ok(names.parent.join(name))
}

impl Names {
    fn of(shown: &Path) -> Result<Self, TargetError> {
        let target = resolve(shown)?;
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(TargetError::MountPoint { target: shown.to_owned() });
        };
        let beside = |suffix: &str| {
            let mut beside = OsString::from(".");
            beside.push(name);
            beside.push(suffix);
            parent.join(beside)
        };
        Ok(Self {
            shown: shown.to_owned(),
            parent: parent.to_owned(),
            staging: beside(".ssr-site-staging"),
            old: beside(".ssr-site-old"),
            lock: beside(".ssr-site-lock"),
            manifest: beside(".ssr-site-manifest"),
            claim: beside(".ssr-site-publishing"),
            target,
        })
    }

    /// Restores the old site if a build was killed after moving it away and before moving the new
    /// one in. The entry under that name can be foreign, or a link to something foreign.
    fn recover(&self, whose: Whose) -> Result<(), TargetError> {
        let is_missing = fs::symlink_metadata(&self.target)
            .is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        let is_directory =
            || fs::symlink_metadata(&self.old).is_ok_and(|metadata| metadata.is_dir());
        let is_old_site = || is_directory() && (whose == Whose::Anyones || is_marked(&self.old));
        if is_missing && is_old_site() {
            fs::rename(&self.old, &self.target)
                .map_err(TargetError::io("restore", &self.target))?;
        }
        Ok(())
    }

    fn standing(&self, whose: Whose) -> Result<Standing, TargetError> {
        match fs::symlink_metadata(&self.target) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(TargetError::NotADirectory { target: self.shown.clone() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Missing),
            Err(error) => return Err(TargetError::io("read", &self.target)(error)),
        }
        if system::is_mount_point(&self.target) {
            return Err(TargetError::MountPoint { target: self.shown.clone() });
        }
        if is_marked(&self.target) {
            return Ok(Standing::Ours);
        }
        match first_entry(&self.target).map_err(TargetError::io("read", &self.target))? {
            None => Ok(Standing::Empty),
            Some(_) if whose == Whose::Anyones => Ok(Standing::Foreign),
            Some(found) => Err(TargetError::NotOurs { target: self.shown.clone(), found }),
        }
    }

    fn beside(&self, source: io::Error) -> TargetError {
        let source = match source.downcast::<Obstacle>() {
            Ok(obstacle) => return obstacle.into(),
            Err(source) => source,
        };
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                TargetError::Beside {
                    target: self.shown.clone(),
                    parent: self.parent.clone(),
                    source,
                }
            }
            _ => TargetError::io("write to", &self.parent)(source),
        }
    }
}

/// The directory that a path refers to, existing or not. Follows symbolic links, because the rename
/// would replace the link instead of its target.
fn resolve(shown: &Path) -> Result<PathBuf, TargetError> {
    let mut path = absolute(shown).map_err(TargetError::io("find", shown))?;
    for _ in 0..MAX_LINKS {
        match fs::canonicalize(&path) {
            Ok(path) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(TargetError::io("find", shown)(error)),
        }
        // A dangling link may point to a site that is to be recovered.
        match fs::read_link(&path) {
            Ok(link) => path = path.parent().unwrap_or(Path::new("/")).join(link),
            Err(_) => return Ok(path),
        }
    }
    let looped = io::Error::other("too many symbolic links");
    Err(TargetError::io("find", shown)(looped))
}

fn is_marked(directory: &Path) -> bool {
    fs::symlink_metadata(directory.join(MARK)).is_ok_and(|mark| mark.is_file())
}

/// The first name in a directory, in sorted order.
fn first_entry(directory: &Path) -> io::Result<Option<String>> {
    let mut first = None;
    for entry in fs::read_dir(directory)? {
        let name = entry?.file_name();
        if first.as_ref().is_none_or(|first| name < *first) {
            first = Some(name);
        }
    }
    Ok(first.map(|name| name.to_string_lossy().into_owned()))
}

/// Removes our leftover, if any.
pub(super) fn remove(path: &Path) -> Result<(), TargetError> {
    let removed = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(TargetError::io("delete", path)(error))
        }
        _ => Ok(()),
    }
}
