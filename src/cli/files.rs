//! Files that are written once.

use std::io;
use std::path::Path;

use anyhow::Context as _;
use ssr_site::output::create_new;

use super::wrong_usage::WrongUsage;

/// A file that does not exist yet: its path below the root, and what it is to hold.
pub(crate) type Fresh<'a> = (&'a str, &'a [u8]);

/// Writes files below a directory, and the directories they need. Where one of them is there
/// already, none is written.
pub(crate) fn write(root: &Path, files: &[Fresh<'_>]) -> anyhow::Result<()> {
    let taken: Vec<&str> =
        files.iter().map(|(path, _)| *path).filter(|path| exists(&root.join(path))).collect();
    if !taken.is_empty() {
        return Err(refused(&taken).into());
    }
    for (path, _) in files {
        stays_inside(root, path)?;
    }
    for (path, bytes) in files {
        let file = root.join(path);
        match create_new(&file, bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(refused(&[path]).into());
            }
            written => written.with_context(|| format!("cannot write `{}`", file.display()))?,
        }
    }
    Ok(())
}

/// Whether something has the name, be it a link to nowhere.
pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn refused(taken: &[&str]) -> WrongUsage {
    match taken {
        [only] => WrongUsage::new(
            format!("`{only}` exists, and nothing is overwritten"),
            "move it away, or choose another name",
        ),
        taken => WrongUsage::new(
            format!(
                "{} files exist, and nothing is overwritten:\n  {}",
                taken.len(),
                taken.join("\n  ")
            ),
            "move them away, or choose another directory",
        ),
    }
}

/// A symbolic link on the way must not lead out of the project.
fn stays_inside(root: &Path, path: &str) -> Result<(), WrongUsage> {
    let file = root.join(path);
    // What does not exist has no links in it.
    let Ok(root) = root.canonicalize() else { return Ok(()) };
    let above = file.ancestors().skip(1).find_map(|above| above.canonicalize().ok());
    if above.is_none_or(|above| above.starts_with(&root)) {
        return Ok(());
    }
    Err(WrongUsage::new(
        format!("`{path}` leads out of the project"),
        "put a directory in the place of the symbolic link",
    ))
}
