//! The staging directory: the new site while it is assembled beside the old one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::inventory::{Carried, Routes};
use super::place::{Place, Standing};
use super::{MARK, TargetError, door, swap, system};
use crate::path::Route;

const MARK_TEXT: &str =
    "This directory was created by ssr-site. The next build replaces everything in it.\n";

/// Methods of keeping files and swapping directories; the defaults fall back to the second methods
/// if the file system lacks the first. Tests select the second.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Strategy {
    pub(super) keep: Keep,
    pub(super) swap: swap::Swap,
}

/// How an unchanged file gets into the new site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Keep {
    /// By a hard link.
    #[default]
    HardLink,
    /// As a copy with the same mtime.
    #[cfg_attr(not(test), expect(dead_code, reason = "what a failed link leads to anyway"))]
    Copy,
}

/// A directory created with its first file, and deleted unless it becomes the target.
pub(super) struct Staging<'a> {
    place: &'a Place,
    routes: &'a Routes<'a>,
    strategy: Strategy,
    making: Mutex<()>,
    /// Set as soon as there may be something to delete.
    begun: OnceLock<()>,
    made: OnceLock<()>,
}

impl<'a> Staging<'a> {
    pub(super) fn new(place: &'a Place, routes: &'a Routes<'a>, strategy: Strategy) -> Self {
        Self {
            place,
            routes,
            strategy,
            making: Mutex::new(()),
            begun: OnceLock::new(),
            made: OnceLock::new(),
        }
    }

    /// Path of a page before the swap.
    pub(super) fn path(&self, route: &Route) -> PathBuf {
        self.place.staging().join(route.as_str())
    }

    /// An empty file for a page.
    ///
    /// Always new, and never behind a symbolic link: this build created all directories.
    pub(super) fn create(&self, route: &Route) -> Result<File, TargetError> {
        self.make()?;
        let path = self.path(route);
        door::create(&path).map_err(TargetError::io("write", &path))
    }

    /// Adds everything unchanged.
    pub(super) fn complete(
        &self,
        unchanged: &[&Route],
        carried: &[Carried],
    ) -> Result<(), TargetError> {
        self.make()?;
        unchanged.par_iter().try_for_each(|route| self.keep(Path::new(route.as_str())))?;
        carried.iter().try_for_each(|carried| self.carry(carried))?;
        if self.place.standing() != Standing::Ours {
            let path = self.place.staging().join(MARK);
            door::create(&path)
                .and_then(|mut mark| mark.write_all(MARK_TEXT.as_bytes()))
                .map_err(TargetError::io("write", &path))?;
        }
        // Innermost first, after all files are in place: a directory may be read-only.
        let directories = carried.iter().rev().filter(|carried| carried.kind.is_dir());
        directories
            .map(|carried| &*carried.path)
            .try_for_each(|path| self.copy_permissions(path))?;
        if self.place.standing() != Standing::Missing {
            self.copy_permissions(Path::new(""))?;
        }
        let staging = self.place.staging();
        system::sync(staging).map_err(TargetError::io("write", staging))
    }

    /// Swaps the new site in. Returns the old one if it could not be deleted.
    pub(super) fn swap(self) -> Result<Option<PathBuf>, TargetError> {
        let old = swap::swap(self.place, self.strategy.swap)?;
        // From here on the new site is public and the build has succeeded.
        Ok(old.filter(|old| fs::remove_dir_all(old).is_err()))
    }

    /// Creates the staging directory and its subdirectories, once.
    fn make(&self) -> Result<(), TargetError> {
        if self.made.get().is_some() {
            return Ok(());
        }
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if self.made.get().is_some() {
            return Ok(());
        }
        let create_dir =
            |path: &Path| fs::create_dir(path).map_err(TargetError::io("create", path));
        create_dir(self.place.staging())?;
        self.begun.get_or_init(|| ());
        for directory in self.routes.directories() {
            create_dir(&self.place.staging().join(directory))?;
        }
        self.made.get_or_init(|| ());
        Ok(())
    }

    fn carry(&self, Carried { path, kind }: &Carried) -> Result<(), TargetError> {
        if !kind.is_dir() {
            return self.keep(path);
        }
        let new = self.place.staging().join(path);
        match fs::create_dir(&new) {
            // Created already for pages.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made.map_err(TargetError::io("create", &new)),
        }
    }

    fn keep(&self, path: &Path) -> Result<(), TargetError> {
        let (old, new) = (self.place.target().join(path), self.place.staging().join(path));
        keep(&old, &new, self.strategy.keep).map_err(TargetError::io("write", &new))
    }

    fn copy_permissions(&self, path: &Path) -> Result<(), TargetError> {
        let (old, new) = (self.place.target().join(path), self.place.staging().join(path));
        fs::metadata(&old)
            .and_then(|metadata| fs::set_permissions(&new, metadata.permissions()))
            .map_err(TargetError::io("set the permissions of", &new))
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // After a swap this is empty, or the old site that could not be deleted.
        if self.begun.get().is_some() {
            let _ = fs::remove_dir_all(self.place.staging());
        }
    }
}

/// Puts an unchanged file or symbolic link into the new directory.
pub(super) fn keep(old: &Path, new: &Path, how: Keep) -> io::Result<()> {
    let linked = match how {
        Keep::HardLink => fs::hard_link(old, new),
        Keep::Copy => Err(io::ErrorKind::Unsupported.into()),
    };
    match linked {
        Err(error) if error.kind() != io::ErrorKind::StorageFull => copy(old, new),
        linked => linked,
    }
}

/// Copies a file with permissions and mtime, or a symbolic link as a link.
fn copy(old: &Path, new: &Path) -> io::Result<()> {
    let metadata = fs::symlink_metadata(old)?;
    if metadata.is_symlink() {
        return system::copy_symlink(old, new);
    }
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "not a regular file"));
    }
    let mut copy = door::create(new)?;
    io::copy(&mut door::read(old)?, &mut copy)?;
    copy.set_permissions(metadata.permissions())?;
    copy.set_modified(metadata.modified()?)
}
