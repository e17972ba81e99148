//! The files of a project as of a revision.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::RevisionError;
use super::blobs::Blobs;
use super::tree::{Entry, Kind};
use crate::path::SourcePath;
use crate::world::{Listing, MAX_FILE_SIZE, ReadError, World};

/// Symbolic links that are followed one after the other.
const MOST_LINKS: usize = 8;

/// A project as of a revision. Files are read from the repository when they are asked for.
#[derive(Debug)]
pub struct RevisionWorld {
    files: BTreeMap<SourcePath, File>,
    submodules: Vec<SourcePath>,
    blobs: Blobs,
}

#[derive(Clone, Debug)]
struct File {
    object: String,
    size: u64,
}

impl RevisionWorld {
    pub(super) fn new(
        entries: Vec<Entry>,
        blobs: Result<Blobs, RevisionError>,
    ) -> Result<Self, RevisionError> {
        let mut world = Self { files: BTreeMap::new(), submodules: Vec::new(), blobs: blobs? };
        let mut links = Vec::new();
        for Entry { path, object, size, kind } in entries {
            match kind {
                Kind::File => {
                    world.files.insert(path, File { object, size });
                }
                Kind::Submodule => world.submodules.push(path),
                Kind::Link => {
                    let target = world.blobs.read(&object).ok();
                    let target = target.and_then(|target| String::from_utf8(target).ok());
                    let target = target.and_then(|target| path.parent().resolve(&target));
                    links.extend(target.map(|target| (path, target)));
                }
            }
        }
        world.follow(links);
        Ok(world)
    }

    /// Adds what symbolic links lead to. As on disk, none leads out of the project or to a directory
    /// above itself.
    fn follow(&mut self, mut links: Vec<(SourcePath, SourcePath)>) {
        for _ in 0..MOST_LINKS {
            links.retain(|(link, target)| {
                if link.below(target).is_some() {
                    return false;
                }
                let found = self.below(target);
                for (tail, file) in &found {
                    let path = if tail.is_empty() { link.clone() } else { link.join(tail) };
                    self.files.insert(path, file.clone());
                }
                found.is_empty()
            });
        }
    }

    /// The file of this path, or the files below it, each with its path from there.
    fn below(&self, path: &SourcePath) -> Vec<(String, File)> {
        if let Some(file) = self.files.get(path) {
            return vec![(String::new(), file.clone())];
        }
        let from = self.files.range(path.clone()..);
        let near = from.take_while(|(at, _)| at.as_str().starts_with(path.as_str()));
        near.filter_map(|(at, file)| Some((at.below(path)?.to_owned(), file.clone()))).collect()
    }

    /// Directories of other repositories, whose files are not here.
    pub fn submodules(&self) -> &[SourcePath] {
        &self.submodules
    }

    /// Whether it has a file.
    pub fn has(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }

    /// All files, in order of paths.
    pub fn files(&self) -> impl Iterator<Item = &SourcePath> {
        self.files.keys()
    }
}

impl World for RevisionWorld {
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
                if !directories.insert(parent) {
                    break;
                }
                parent = above;
            }
        }
        listing.directories = directories.into_iter().collect();
        listing
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        let File { object, size } = self.files.get(path).ok_or(ReadError::Missing)?;
        if *size > MAX_FILE_SIZE {
            return Err(ReadError::TooLarge);
        }
        self.blobs.read(object).map_err(|error| ReadError::System(error.to_string()))
    }

    /// Nothing is written, so that no day is needed.
    fn today(&self) -> NaiveDate {
        NaiveDate::default()
    }
}
