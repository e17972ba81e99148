//! System calls missing from the standard library.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Atomically exchanges two directories.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// Atomically exchanges two directories: unsupported here.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Syncs a file system, and fails if some writes failed: network file systems report a full disk
/// only now.
#[cfg(target_os = "linux")]
pub(super) fn sync(directory: &Path) -> io::Result<()> {
    match rustix::fs::syncfs(File::open(directory)?).map_err(io::Error::from) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        synced => synced,
    }
}

/// Syncs a file system: unsupported here.
#[cfg(not(target_os = "linux"))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether a path is a mount point, bind mounts included. If unknown, the rename fails instead.
#[cfg(target_os = "linux")]
pub(super) fn is_mount_point(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, path, AtFlags::empty(), StatxFlags::empty())
        .is_ok_and(|stat| stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

/// Whether a path is a mount point: unknown here, the rename fails instead.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount_point(_: &Path) -> bool {
    false
}

/// Whether entries of a directory can be created and deleted, as far as can be told without trying.
#[cfg(unix)]
pub(super) fn is_writable(directory: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(directory, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

/// Whether entries of a directory can be created and deleted: unknown here, creating fails instead.
#[cfg(not(unix))]
pub(super) fn is_writable(_: &Path) -> bool {
    true
}

/// Gives an entry the owner and group of another. Fails if that is not permitted; does nothing if
/// they are the same.
#[cfg(unix)]
pub(super) fn copy_owner(from: &fs::Metadata, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, lchown};
    let there = fs::symlink_metadata(to)?;
    let changed = |from: u32, to: u32| (from != to).then_some(from);
    match (changed(from.uid(), there.uid()), changed(from.gid(), there.gid())) {
        (None, None) => Ok(()),
        (user, group) => lchown(to, user, group),
    }
}

/// Gives an entry the owner and group of another: unsupported here.
#[cfg(not(unix))]
pub(super) fn copy_owner(_: &fs::Metadata, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Identity of a file version: changes with any modification, including permissions and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    file: (u64, u64),
    pub(super) size: u64,
    /// mtime in nanoseconds since 1970.
    pub(super) modified: i128,
    /// ctime in nanoseconds since 1970. Programs cannot set it.
    pub(super) changed: i128,
}

/// Identity of a file.
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

/// Identity of a file: unsupported here.
#[cfg(not(unix))]
pub(super) fn stamp(_: &fs::Metadata) -> Option<Stamp> {
    None
}

/// Whether a path still names the opened file.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (open, named) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok((open.dev(), open.ino()) == (named.dev(), named.ino()))
}

/// Whether a path still names the opened file: open files cannot be replaced here.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    fs::symlink_metadata(path).map(|_| true)
}

/// Whether an entry belongs to the user of this process.
#[cfg(unix)]
pub(super) fn is_own(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw()
}

/// Whether an entry belongs to the user of this process: temporary directories are per user here.
#[cfg(not(unix))]
pub(super) fn is_own(_: &fs::Metadata) -> bool {
    true
}

/// Creates a symbolic link with the same target as another.
#[cfg(unix)]
pub(super) fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

/// Creates a symbolic link with the same target as another: unsupported here.
#[cfg(not(unix))]
pub(super) fn copy_symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
