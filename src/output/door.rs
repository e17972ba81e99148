//! Opens files in directories that others can write to: no link is followed, nothing blocks, and
//! what was opened is checked to be a regular file before use.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::destination::NamedBy;
use super::obstacle::{Kind, Obstacle};

/// Creates a file that must not exist.
pub(super) fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Opens an existing file for reading.
pub(super) fn read(path: &Path) -> io::Result<File> {
    opened(OpenOptions::new().read(true), path)
}

/// Opens or creates a file under a name only we use. Its content is kept.
pub(super) fn ours(path: &Path) -> io::Result<File> {
    // Merely opening a device can trigger it, so check first.
    if let Ok(metadata) = fs::symlink_metadata(path) {
        is_ours(path, &metadata)?;
    }
    opened(OpenOptions::new().write(true).create(true).truncate(false), path)
}

/// Opens a pipe or a device named by the user. Fails at once if a pipe has no reader.
pub(super) fn stream(path: &Path, shown: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    let file = patiently::open(&mut options, path).map_err(|error| {
        if patiently::has_no_reader(&error, path) {
            Obstacle::NoReader { path: shown.to_owned() }.into()
        } else {
            error
        }
    })?;
    match Kind::of(file.metadata()?.file_type()) {
        Some(kind) if kind.takes_bytes() => Ok(file),
        kind => Err(Obstacle::NotAFile {
            path: shown.to_owned(),
            kind: kind.unwrap_or(Kind::Other),
            named_by: NamedBy::User,
        }
        .into()),
    }
}

/// Opens without following links and without blocking; accepts only regular files.
fn opened(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let file = plainly(options).open(path)?;
    is_ours(path, &file.metadata()?)?;
    Ok(file)
}

fn is_ours(path: &Path, metadata: &fs::Metadata) -> io::Result<()> {
    match Kind::of(metadata.file_type()) {
        None => Ok(()),
        Some(kind) => Err(Obstacle::NotOurs { path: path.to_owned(), kind }.into()),
    }
}

#[cfg(unix)]
fn plainly(options: &mut OpenOptions) -> &mut OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    options
        .custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed())
}

#[cfg(windows)]
fn plainly(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;
    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
}

#[cfg(not(any(unix, windows)))]
fn plainly(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Opens without blocking, then clears the flag so that writes block as usual.
#[cfg(unix)]
mod patiently {
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};

    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    use rustix::io::Errno;

    use super::{File, OpenOptions, Path, fs, io};

    pub(super) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
        let at_once = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
        let file = options.custom_flags(at_once).open(path)?;
        fcntl_setfl(&file, fcntl_getfl(&file)? - OFlags::NONBLOCK)?;
        Ok(file)
    }

    pub(super) fn has_no_reader(error: &io::Error, path: &Path) -> bool {
        error.raw_os_error() == Some(Errno::NXIO.raw_os_error())
            && fs::metadata(path).is_ok_and(|there| there.file_type().is_fifo())
    }
}

#[cfg(not(unix))]
mod patiently {
    use super::{File, OpenOptions, Path, io};

    pub(super) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
        options.open(path)
    }

    pub(super) fn has_no_reader(_: &io::Error, _: &Path) -> bool {
        false
    }
}
