//! The desired and the current contents of the target.

use std::collections::{BTreeSet, HashMap};
use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::place::{Place, Standing};
use super::{MARK, Pages, TargetError};
use crate::path::Route;

/// All routes and their directories.
pub(super) struct Routes<'a> {
    indices: HashMap<&'a str, usize>,
    /// Sorted: a directory precedes its contents.
    directories: BTreeSet<&'a str>,
}

impl<'a> Routes<'a> {
    /// Fails if the routes conflict with each other as files.
    pub(super) fn of<P: Pages>(pages: &'a P) -> Result<Self, TargetError> {
        let mut indices = HashMap::with_capacity(pages.count());
        let mut directories = BTreeSet::new();
        let refuse =
            |route: &Route, problem| Err(TargetError::Route { route: route.clone(), problem });
        for index in 0..pages.count() {
            let route = pages.route(index);
            let path = route.as_str();
            if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
                return refuse(route, "it leads out of the site");
            }
            if path.split('/').next() == Some(MARK) {
                return refuse(route, "the name is reserved");
            }
            if indices.insert(path, index).is_some() {
                return refuse(route, "another page has the same address");
            }
            directories.extend(ancestors(path));
        }
        match directories.iter().find_map(|directory| indices.get(directory)) {
            Some(index) => refuse(pages.route(*index), "another page has it as a directory"),
            None => Ok(Self { indices, directories }),
        }
    }

    /// Directories of pages, parents first.
    pub(super) fn directories(&self) -> impl Iterator<Item = &'a str> {
        self.directories.iter().copied()
    }

    /// Whether an entry at this path would conflict with a page.
    fn claim(&self, path: &str, is_directory: bool) -> bool {
        self.indices.contains_key(path)
            || (!is_directory && self.directories.contains(path))
            || ancestors(path).any(|directory| self.indices.contains_key(directory))
    }
}

/// The directories above a path, innermost last.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Contents of the target.
pub(super) struct Inventory {
    /// For each page, whether a file exists. Whether it is equal is checked page by page.
    pub(super) present: Vec<bool>,
    /// Files that are not pages.
    pub(super) removed: Vec<String>,
    /// Top-level dot files and everything below them, parents first.
    pub(super) carried: Vec<Carried>,
}

/// An entry that is not a page but is kept.
pub(super) struct Carried {
    /// Relative to the target.
    pub(super) path: PathBuf,
    pub(super) kind: FileType,
}

impl Inventory {
    /// Walks the target without following symbolic links: a link in place of a page or its
    /// directory is replaced.
    pub(super) fn take(place: &Place, routes: &Routes<'_>) -> Result<Self, TargetError> {
        let mut inventory = Self {
            present: vec![false; routes.indices.len()],
            removed: Vec::new(),
            carried: Vec::new(),
        };
        if place.standing() != Standing::Ours {
            return Ok(inventory);
        }
        for entry in WalkDir::new(place.target()).min_depth(1) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(place.target()).to_owned();
                TargetError::io("read", &path)(io::Error::from(error))
            })?;
            let path = entry.path().strip_prefix(place.target()).unwrap_or(entry.path());
            inventory.enter(path, entry.file_type(), routes);
        }
        inventory.removed.sort_unstable();
        Ok(inventory)
    }

    /// Whether every page has a file and nothing conflicts.
    pub(super) fn is_complete(&self) -> bool {
        self.removed.is_empty() && self.present.iter().all(|present| *present)
    }

    fn enter(&mut self, path: &Path, kind: FileType, routes: &Routes<'_>) {
        let spelled = path.to_string_lossy();
        let page = routes.indices.get(&*spelled).filter(|_| path.to_str().is_some());
        match page {
            Some(&index) if kind.is_file() => self.present[index] = true,
            _ if spelled.starts_with('.') && !routes.claim(&spelled, kind.is_dir()) => {
                self.carried.push(Carried { path: path.to_owned(), kind });
            }
            None if !kind.is_dir() => self.removed.push(spelled.into_owned()),
            // Empty directories are ignored, as in git; in the way of a page they are removed.
            _ => {}
        }
    }
}
