//! An in-memory project, for tests and the rules' examples.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Listing, MAX_FILE_SIZE, ReadError, World};
use crate::path::SourcePath;

/// An in-memory project.
#[derive(Clone, Debug, Default)]
pub struct MemoryWorld {
    files: BTreeMap<SourcePath, Vec<u8>>,
}

impl MemoryWorld {
    /// A project with the given files.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut world = Self::default();
        for (path, text) in files {
            world.insert(path, text);
        }
        world
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(SourcePath::new(path), bytes.into());
    }

    /// Removes a file.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(&SourcePath::new(path));
    }
}

impl World for MemoryWorld {
    fn walk(&self, directory: &SourcePath) -> Listing {
        let mut directories = BTreeSet::new();
        let mut listing = Listing::default();
        for path in self.files.keys() {
            let Some(below) = path.below(directory) else { continue };
            let (above, name) = below.rsplit_once('/').unwrap_or(("", below));
            if above.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            if name.starts_with('.') {
                listing.hidden.push(path.clone());
                continue;
            }
            listing.files.push(path.clone());
            let mut parent = path.parent();
            while parent.below(directory).is_some_and(|below| !below.is_empty()) {
                let above = parent.parent();
                directories.insert(parent);
                parent = above;
            }
        }
        listing.directories = directories.into_iter().collect();
        listing
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        let bytes = self.files.get(path).ok_or(ReadError::Missing)?;
        if bytes.len() as u64 > MAX_FILE_SIZE {
            return Err(ReadError::TooLarge);
        }
        Ok(bytes.clone())
    }

    fn today(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default()
    }
}
