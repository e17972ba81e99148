//! What the standard library has no name for.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Exchanges two directories in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// Exchanges two directories in one step: not on this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Waits until all that was written to a file system is on the disk, and fails where some of it
/// could not be written: network file systems tell only now that there is no room.
#[cfg(target_os = "linux")]
pub(super) fn sync(directory: &Path) -> io::Result<()> {
    match rustix::fs::syncfs(File::open(directory)?).map_err(io::Error::from) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        synced => synced,
    }
}

/// Waits until all that was written to a file system is on the disk: not on this system.
#[cfg(not(target_os = "linux"))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether a file system is mounted at this path, bind mounts included. Where the system does
/// not tell, the rename will.
#[cfg(target_os = "linux")]
pub(super) fn is_mount_point(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, path, AtFlags::empty(), StatxFlags::empty())
        .is_ok_and(|stat| stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

/// Whether a file system is mounted at this path: the rename will tell.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount_point(_: &Path) -> bool {
    false
}

/// What tells a file from all others and from itself before it was last changed in any way, its rights
/// and its names included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    file: (u64, u64),
    size: u64,
    modified: i128,
    /// In nanoseconds since 1970. Programs cannot set it.
    pub(super) changed: i128,
}

/// What tells a file from all others.
#[cfg(unix)]
pub(super) fn stamp(metadata: &fs::Metadata) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let time = |seconds: i64, nanoseconds: i64| {
        i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds)
    };
    metadata.is_file().then(|| Stamp {
        file: (metadata.dev(), metadata.ino()),
        size: metadata.len(),
        modified: time(metadata.mtime(), metadata.mtime_nsec()),
        changed: time(metadata.ctime(), metadata.ctime_nsec()),
    })
}

/// What tells a file from all others: not on this system.
#[cfg(not(unix))]
pub(super) fn stamp(_: &fs::Metadata) -> Option<Stamp> {
    None
}

/// Whether a path still names the file that was opened.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (open, named) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok((open.dev(), open.ino()) == (named.dev(), named.ino()))
}

/// Whether a path still names the file that was opened: an open file cannot be replaced here.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    fs::symlink_metadata(path).map(|_| true)
}

/// Whether something belongs to the user that this process runs as.
#[cfg(unix)]
pub(super) fn is_own(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw()
}

/// Whether something belongs to the user that this process runs as: temporary files are in a directory of
/// the user's own here.
#[cfg(not(unix))]
pub(super) fn is_own(_: &fs::Metadata) -> bool {
    true
}

/// Makes a symbolic link with the same target as another.
#[cfg(unix)]
pub(super) fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

/// Makes a symbolic link with the same target as another: not on this system.
#[cfg(not(unix))]
pub(super) fn copy_symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
