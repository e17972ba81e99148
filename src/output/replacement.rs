//! Replaces a directory as a whole, whoever made it: for publishing, which knows what in it is its
//! own and carries over the rest.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::place::{Place, Standing, Whose, can_stage};
use super::staging::{Keep, keep};
use super::{TargetError, door, swap, system};

/// Whether a directory, existing or not, can be staged beside and replaced, as far as can be told
/// without writing.
pub(crate) fn can_be_replaced(target: &Path) -> bool {
    can_stage(target)
}

/// Whether something is mounted at a path. A directory with mounts in it must not be replaced: it
/// would be emptied.
pub(crate) fn is_mount_point(path: &Path) -> bool {
    system::is_mount_point(path)
}

/// A directory and its successor in the making. Dropped before [`Replacement::swap`], the directory
/// is unchanged.
pub(crate) struct Replacement {
    /// First, so that it goes while the place is still locked.
    unfinished: Unfinished,
    place: Place,
    swap: swap::Swap,
    keep: Keep,
}

/// The successor, deleted when dropped.
struct Unfinished(Option<PathBuf>);

impl Replacement {
    /// Locks a directory, recovers it and removes leftovers of killed processes.
    pub(crate) fn take(target: &Path) -> Result<Self, TargetError> {
        let place = Place::take(target, Whose::Anyones)?;
        let unfinished = Unfinished(Some(place.staging().to_owned()));
        Ok(Self { unfinished, place, swap: swap::Swap::default(), keep: Keep::default() })
    }

    /// The same by the second methods: copies, and two renames.
    #[cfg(test)]
    pub(crate) fn without_links_and_exchange(mut self) -> Self {
        (self.swap, self.keep) = (swap::Swap::TwoRenames, Keep::Copy);
        self
    }

    /// The directory, if there is one.
    pub(crate) fn old(&self) -> Option<&Path> {
        (self.place.standing() != Standing::Missing).then(|| self.place.target())
    }

    /// A name beside it, for a lock that other machines see.
    pub(crate) fn claim(&self) -> &Path {
        self.place.claim()
    }

    /// Creates the new directory, empty.
    pub(crate) fn begin(&self) -> Result<(), TargetError> {
        self.create_directory(Path::new(""))
    }

    /// Creates a directory below it, whose parent exists.
    pub(crate) fn create_directory(&self, path: &Path) -> Result<(), TargetError> {
        let new = self.place.staging().join(path);
        fs::create_dir(&new).map_err(TargetError::io("create", &new))
    }

    /// An empty file below it.
    ///
    /// Always new, and never behind a symbolic link: all directories were created here.
    pub(crate) fn create(&self, path: &Path) -> Result<File, TargetError> {
        let new = self.place.staging().join(path);
        door::create(&new).map_err(TargetError::io("write", &new))
    }

    /// Carries over a file or a symbolic link with all that belongs to it.
    pub(crate) fn keep(&self, path: &Path) -> Result<(), TargetError> {
        let (old, new) = self.both(path);
        keep(&old, &new, self.keep).map_err(TargetError::io("carry over", &old))?;
        // A copy belongs to whoever made it.
        self.keep_owner(path)
    }

    /// Gives a file or directory the owner of the old one.
    pub(crate) fn keep_owner(&self, path: &Path) -> Result<(), TargetError> {
        let (old, new) = self.both(path);
        fs::symlink_metadata(&old)
            .and_then(|metadata| system::copy_owner(&metadata, &new))
            .map_err(TargetError::io("keep the owner of", &old))
    }

    /// Gives a file or directory the permissions of the old one.
    pub(crate) fn keep_permissions(&self, path: &Path) -> Result<(), TargetError> {
        let (old, new) = self.both(path);
        fs::symlink_metadata(&old)
            .and_then(|metadata| fs::set_permissions(&new, metadata.permissions()))
            .map_err(TargetError::io("set the permissions of", &new))
    }

    /// Replaces the old directory.
    pub(crate) fn swap(mut self) -> Result<Swapped, TargetError> {
        let staging = self.place.staging();
        system::sync(staging).map_err(TargetError::io("write", staging))?;
        let old = swap::swap(&self.place, self.swap)?;
        // What has this name now is the old directory.
        self.unfinished.0 = None;
        Ok(Swapped { old, place: self.place })
    }

    fn both(&self, path: &Path) -> (PathBuf, PathBuf) {
        (self.place.target().join(path), self.place.staging().join(path))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(staging) = &self.0 {
            // If it cannot be deleted, the next call tries again.
            let _ = fs::remove_dir_all(staging);
        }
    }
}

/// A directory that was replaced, and the old one beside it. Locked until dropped.
pub(crate) struct Swapped {
    old: Option<PathBuf>,
    place: Place,
}

impl Swapped {
    /// The old directory, unless it was missing or empty.
    pub(crate) fn old(&self) -> Option<&Path> {
        self.old.as_deref()
    }

    /// The new one.
    pub(crate) fn target(&self) -> &Path {
        self.place.target()
    }

    /// Creates a directory of the old one in the new one, with owner and permissions.
    pub(crate) fn carry_directory(&self, path: &Path) -> Result<(), TargetError> {
        let Some((old, new)) = self.both(path) else { return Ok(()) };
        fs::symlink_metadata(&old)
            .and_then(|metadata| {
                fs::create_dir(&new)?;
                system::copy_owner(&metadata, &new)?;
                fs::set_permissions(&new, metadata.permissions())
            })
            .map_err(TargetError::io("carry over", &old))
    }

    /// Moves a file or symbolic link of the old directory into the new one.
    pub(crate) fn carry(&self, path: &Path) -> Result<(), TargetError> {
        let Some((old, new)) = self.both(path) else { return Ok(()) };
        fs::rename(&old, &new).map_err(TargetError::io("carry over", &old))
    }

    /// Deletes the old directory. One that cannot be deleted is left beside, and deleted by the next
    /// call.
    pub(crate) fn delete_old(self) {
        if let Some(old) = &self.old {
            let _ = fs::remove_dir_all(old);
        }
    }

    /// Keeps the old directory under a name that nothing deletes. Returns its path.
    pub(crate) fn keep_old(self) -> Result<PathBuf, TargetError> {
        let Some(old) = &self.old else { return Ok(self.place.target().to_owned()) };
        let kept = self.place.free_name().map_err(TargetError::io("find a name beside", old))?;
        fs::rename(old, &kept).map_err(TargetError::io("rename", old))?;
        Ok(kept)
    }

    fn both(&self, path: &Path) -> Option<(PathBuf, PathBuf)> {
        self.old.as_ref().map(|old| (old.join(path), self.place.target().join(path)))
    }
}
