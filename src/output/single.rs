//! Writes one file outside the site atomically.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::beside::Beside;
use super::destination::{Destination, There, directory};
use super::door;
use super::obstacle::{Kind, Obstacle};

impl Destination {
    /// Writes a file that must not exist, with its parent directories. Fails with
    /// [`io::ErrorKind::AlreadyExists`] if it does, leaving it unchanged.
    pub fn create_new(&self, bytes: &[u8]) -> io::Result<()> {
        let There::File(path) = &self.there else {
            return Err(io::ErrorKind::AlreadyExists.into());
        };
        fs::create_dir_all(directory(path))?;
        let beside = Beside::take(path)?;
        written(&beside, &mut |out| out.write_all(bytes))?.persist_noclobber(path)?;
        Ok(())
    }

    /// Creates or replaces a file, keeping its permissions. Writes into pipes and devices.
    pub fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        self.replace_with(&mut |out| out.write_all(bytes))
    }

    /// The same for a file written in pieces. On failure the file is unchanged.
    pub fn replace_with(
        &self,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let path = match &self.there {
            There::File(path) => path,
            There::Stream(path) => {
                let mut out = BufWriter::new(door::stream(path, &self.shown)?);
                return write(&mut out).and_then(|()| out.flush());
            }
        };
        fs::create_dir_all(directory(path))?;
        let beside = Beside::take(path)?;
        let permissions = self.permissions(path)?;
        let file = written(&beside, write)?;
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions)?;
        }
        file.persist(path)?;
        Ok(())
    }

    /// Removes leftovers of killed processes beside a file that is up to date. Failures are
    /// ignored: a later write reports them.
    pub fn clear_up(&self) {
        if let There::File(path) = &self.there {
            let _ = Beside::take(path);
        }
    }

    /// Permissions of the existing file, if any.
    fn permissions(&self, path: &Path) -> io::Result<Option<fs::Permissions>> {
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let (path, named_by) = (self.shown.clone(), self.named_by);
        match Kind::of(metadata.file_type()) {
            None => Ok(Some(metadata.permissions())),
            Some(kind) => Err(Obstacle::NotAFile { path, kind, named_by }.into()),
        }
    }
}

/// Writes to a temporary file in the same directory, with default permissions. It is deleted unless
/// renamed.
fn written(
    beside: &Beside,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let prefix = beside.file_prefix();
    let mut builder = Builder::new();
    builder.prefix(&prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(beside.directory()).map_err(without_path)?;
    let mut out = BufWriter::new(file);
    write(&mut out).map_err(without_path)?;
    let written = out.into_inner().map_err(io::IntoInnerError::into_error);
    written.map_err(without_path)
}

/// The system's error without the random name of the temporary file.
pub(super) fn without_path(error: io::Error) -> io::Error {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        kind @ (PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
            if error.raw_os_error().is_none() =>
        {
            kind.into()
        }
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    fn to(path: &Path) -> Destination {
        Destination::named(path, Path::new("/nowhere")).unwrap()
    }

    #[test]
    fn a_new_file_never_replaces_another() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("content/ssr1/rec-01.md");
        to(&path).create_new(b"one").unwrap();
        let error = to(&path).create_new(b"two").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_usual_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        let (ours, usual) = (directory.path().join("ours"), directory.path().join("usual"));
        to(&ours).create_new(b"").unwrap();
        fs::write(&usual, b"").unwrap();
        assert_eq!(mode(&ours), mode(&usual));
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_its_permissions_and_its_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let directory = tempfile::tempdir().unwrap();
        let (file, link) = (directory.path().join("changes.json"), directory.path().join("link"));
        to(&file).replace(b"one").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("changes.json", &link).unwrap();
        to(&link).replace(b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        to(Path::new("/dev/null")).replace(b"nothing").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
