//! Creates files.

use std::io;
use std::path::Path;

use anyhow::Context as _;
use ssr_site::output::Destination;

use super::wrong_usage::WrongUsage;

/// A new file: its path relative to the root, and its content.
pub(crate) type Fresh<'a> = (&'a str, &'a [u8]);

/// Creates files and their directories. If one of them exists, none is written.
pub(crate) fn write(root: &Path, files: &[Fresh<'_>]) -> anyhow::Result<()> {
    let taken: Vec<&str> =
        files.iter().map(|(path, _)| *path).filter(|path| exists(&root.join(path))).collect();
    if !taken.is_empty() {
        return Err(refused(&taken).into());
    }
    // Check all before writing the first.
    let found = files.iter().map(|(path, bytes)| {
        let file = Destination::of_project(root, path);
        Ok((*path, *bytes, file.with_context(|| cannot_write(root, path))?))
    });
    for (path, bytes, file) in found.collect::<anyhow::Result<Vec<_>>>()? {
        match file.create_new(bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(refused(&[path]).into());
            }
            written => written.with_context(|| cannot_write(root, path))?,
        }
    }
    Ok(())
}

/// A file that the user named, in a directory that exists.
pub(crate) fn named(path: &Path, root: &Path) -> anyhow::Result<Destination> {
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty());
    if let Some(directory) = directory.filter(|directory| !exists(directory)) {
        let directory = directory.display();
        let message = format!("directory `{directory}` does not exist");
        return Err(WrongUsage::new(message, format!("create it: `mkdir -p {directory}`")).into());
    }
    Destination::named(path, root).with_context(|| format!("cannot write `{}`", path.display()))
}

fn cannot_write(root: &Path, path: &str) -> String {
    format!("cannot write `{}`", root.join(path).display())
}

/// Whether an entry exists, dangling links included.
pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn refused(taken: &[&str]) -> WrongUsage {
    match taken {
        [only] => WrongUsage::new(
            format!("`{only}` already exists"),
            "remove or rename it, or choose another name",
        ),
        taken => WrongUsage::new(
            format!("{} files already exist:\n  {}", taken.len(), taken.join("\n  ")),
            "remove or rename them, or choose another directory",
        ),
    }
}
