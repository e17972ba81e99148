//! What others did in the old directory while the new one was made: carried over after the swap.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::io;
use std::path::Path;

use super::tree::{self, Entry};
use crate::output::Swapped;
use crate::publish::host::{Change, HostError};

/// Somebody may still be writing: looks until nothing is found.
const ROUNDS: usize = 10;

/// The old directory and the new one.
pub(super) struct Meanwhile<'a> {
    swapped: &'a Swapped,
    /// What was there when the new one was begun.
    before: HashMap<&'a Path, &'a Entry>,
    /// Paths of the site, at which it has its own file.
    site: BTreeSet<&'a OsStr>,
}

impl<'a> Meanwhile<'a> {
    pub(super) fn new(swapped: &'a Swapped, change: &Change<'a>, before: &'a [Entry]) -> Self {
        let before = before.iter().map(|entry| (&*entry.path, entry)).collect();
        let site = change.put.iter().map(|file| OsStr::new(file.path)).collect();
        Self { swapped, before, site }
    }

    /// Moves what others did. Returns what is still in the old directory, in words, if anything is.
    pub(super) fn carry_over(&self) -> Option<String> {
        let old = self.swapped.old()?;
        for _ in 0..ROUNDS {
            match self.round(old) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(left) => return Some(left),
            }
        }
        Some("somebody still writes where it was before".to_owned())
    }

    /// Number of entries that were moved.
    fn round(&self, old: &Path) -> Result<usize, String> {
        let entries = tree::entries(old).map_err(|error: HostError| error.message)?;
        let (mut moved, mut left) = (0, Vec::new());
        for entry in &entries {
            match self.is_of_others(entry).and_then(|it| if it { self.carry(entry) } else { Ok(0) })
            {
                Ok(count) => moved += count,
                Err(error) => left.push((entry, error)),
            }
        }
        let Some((first, error)) = left.first() else { return Ok(moved) };
        let path = first.path.display();
        Err(match left.len() {
            1 => format!("`{path}`, put there meanwhile, cannot be carried over: {error}"),
            count => format!(
                "{count} files put there meanwhile, such as `{path}`, cannot be carried over: {error}"
            ),
        })
    }

    /// Whether something was put there or replaced since, and is not in the new directory.
    fn is_of_others(&self, entry: &Entry) -> io::Result<bool> {
        let new = self.swapped.target().join(&entry.path);
        let before = self.before.get(&*entry.path);
        let Some(identity) = entry.identity else {
            let is_known = before.is_some_and(|before| before.is_directory);
            return Ok(entry.is_empty && !is_known && !tree::is_plain_directory(&new)?);
        };
        if self.site.contains(entry.path.as_os_str())
            || before.is_some_and(|before| before.identity == Some(identity))
        {
            return Ok(false);
        }
        // A link to one file under both names.
        Ok(!tree::identity(&new)?.is_some_and(|new| new.is_same_file(identity)))
    }

    fn carry(&self, entry: &Entry) -> io::Result<usize> {
        let mut above: Vec<&Path> = entry.path.ancestors().skip(1).collect();
        above.pop();
        let new = self.swapped.target();
        for directory in above.into_iter().rev() {
            if !tree::is_plain_directory(&new.join(directory))? {
                self.swapped.carry_directory(directory).map_err(reason)?;
            }
        }
        if entry.is_directory {
            self.swapped.carry_directory(&entry.path).map_err(reason)?;
            return Ok(1);
        }
        let to = new.join(&entry.path);
        let carried = self.before.get(&*entry.path).and_then(|before| before.identity);
        match tree::identity(&to)? {
            // Newer than the swap.
            Some(there) if !carried.is_some_and(|carried| carried.is_alike(there)) => {
                Err(io::Error::other("there is another one already"))
            }
            None if tree::is_plain_directory(&to)? => Err(io::Error::other("there is a directory")),
            _ => self.swapped.carry(&entry.path).map_err(reason).map(|()| 1),
        }
    }
}

/// Without the path, which is named already.
fn reason(error: crate::output::TargetError) -> io::Error {
    match error {
        crate::output::TargetError::Io { source, .. } => source,
        error => io::Error::other(error.to_string()),
    }
}
