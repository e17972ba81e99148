//! A project with some files cached as they were read.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{Listing, ReadError, World};
use crate::path::SourcePath;

/// Number of newer files after which they are merged with the rest.
const MOST_NEWER: usize = 256;

/// A project with some files cached as they were read, whatever happens to them on disk. All others
/// are read on request.
///
/// It is immutable. Reading files again makes a new one that shares everything else, so that pages
/// of the previous state can still be rendered.
#[derive(Debug)]
pub struct HeldWorld<W> {
    world: Arc<W>,
    held: Arc<HashMap<SourcePath, Held>>,
    /// Overrides `held`; `None` for a file no longer held.
    newer: HashMap<SourcePath, Option<Held>>,
}

impl<W> Clone for HeldWorld<W> {
    fn clone(&self) -> Self {
        Self {
            world: Arc::clone(&self.world),
            held: Arc::clone(&self.held),
            newer: self.newer.clone(),
        }
    }
}

/// The bytes of a file, or the error.
type Held = Result<Arc<[u8]>, ReadError>;

/// Result of reading files again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    /// Files whose bytes changed.
    pub changed: BTreeSet<SourcePath>,
    /// Files added or removed.
    pub came_or_went: BTreeSet<SourcePath>,
}

impl<W: World> HeldWorld<W> {
    /// A project with nothing held.
    pub fn new(world: Arc<W>) -> Self {
        Self { world, held: Arc::default(), newer: HashMap::new() }
    }

    /// The project on disk.
    pub fn world(&self) -> &W {
        &self.world
    }

    /// Reads some files again and holds them; missing ones are dropped.
    #[must_use]
    pub fn reread(&self, paths: &BTreeSet<SourcePath>) -> (Self, Reread)
    where
        W: Send,
    {
        let read: Vec<(&SourcePath, Held)> =
            paths.par_iter().map(|path| (path, self.world.read(path).map(Arc::from))).collect();
        let (mut next, mut reread) = (self.clone(), Reread::default());
        for (path, now) in read {
            let now = (now != Err(ReadError::Missing)).then_some(now);
            let before = self.of(path);
            if before == now.as_ref() {
                continue;
            }
            if before.is_some() != now.is_some() {
                reread.came_or_went.insert(path.clone());
            }
            reread.changed.insert(path.clone());
            next.newer.insert(path.clone(), now);
        }
        next.settle();
        (next, reread)
    }

    /// Held files below some directories.
    pub fn held_below(&self, directories: &BTreeSet<SourcePath>) -> BTreeSet<SourcePath> {
        if directories.is_empty() {
            return BTreeSet::new();
        }
        let is_below = |path: &&SourcePath| {
            let slashes = path.as_str().match_indices('/');
            let mut above = slashes.map(|(at, _)| SourcePath::new(&path.as_str()[..at]));
            above.any(|directory| directories.contains(&directory))
        };
        let paths = self.held.keys().chain(self.newer.keys());
        paths.filter(|path| self.of(path).is_some()).filter(is_below).cloned().collect()
    }

    fn of(&self, path: &SourcePath) -> Option<&Held> {
        match self.newer.get(path) {
            Some(newer) => newer.as_ref(),
            None => self.held.get(path),
        }
    }

    fn settle(&mut self) {
        if self.newer.len() <= MOST_NEWER {
            return;
        }
        let mut held = (*self.held).clone();
        for (path, newer) in self.newer.drain() {
            match newer {
                Some(newer) => drop(held.insert(path, newer)),
                None => drop(held.remove(&path)),
            }
        }
        self.held = Arc::new(held);
    }
}

impl<W: World + Send> World for HeldWorld<W> {
    fn walk(&self, directory: &SourcePath) -> Listing {
        self.world.walk(directory)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        match self.of(path) {
            Some(held) => held.as_ref().map(|bytes| bytes.to_vec()).map_err(Clone::clone),
            None => self.world.read(path),
        }
    }

    fn copy(&self, path: &SourcePath, out: &mut dyn io::Write) -> Result<(), ReadError> {
        self.world.copy(path, out)
    }

    fn directory(&self) -> Option<&Path> {
        self.world.directory()
    }

    fn today(&self) -> NaiveDate {
        self.world.today()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    fn paths(paths: &[&str]) -> BTreeSet<SourcePath> {
        paths.iter().copied().map(SourcePath::new).collect()
    }

    /// The same held files over a changed project.
    fn moved_on(held: &HeldWorld<MemoryWorld>, world: MemoryWorld) -> HeldWorld<MemoryWorld> {
        HeldWorld { world: Arc::new(world), ..held.clone() }
    }

    #[test]
    fn a_state_stays_what_it_was() {
        let mut world = MemoryWorld::new([("p/a.md", "one"), ("p/b.md", "two")]);
        let (first, reread) =
            HeldWorld::new(Arc::new(world.clone())).reread(&paths(&["p/a.md", "p/b.md", "p/c.md"]));
        assert_eq!(reread.came_or_went, paths(&["p/a.md", "p/b.md"]));

        world.insert("p/a.md", "other");
        world.remove("p/b.md");
        world.insert("p/c.md", "three");
        let first = moved_on(&first, world);
        let (second, reread) = first.reread(&paths(&["p/a.md", "p/b.md", "p/c.md"]));
        assert_eq!(reread.changed, paths(&["p/a.md", "p/b.md", "p/c.md"]));
        assert_eq!(reread.came_or_went, paths(&["p/b.md", "p/c.md"]));

        let read = |world: &HeldWorld<MemoryWorld>, path| world.read(&SourcePath::new(path));
        assert_eq!(read(&first, "p/a.md"), Ok(b"one".to_vec()));
        assert_eq!(read(&first, "p/b.md"), Ok(b"two".to_vec()));
        assert_eq!(read(&second, "p/a.md"), Ok(b"other".to_vec()));
        assert_eq!(read(&second, "p/b.md"), Err(ReadError::Missing));
        assert_eq!(second.held_below(&paths(&["p"])), paths(&["p/a.md", "p/c.md"]));
        assert_eq!(second.reread(&paths(&["p/a.md", "p/b.md", "p/c.md"])).1, Reread::default());
    }

    #[test]
    fn many_edits_are_put_together() {
        let mut held = HeldWorld::new(Arc::new(MemoryWorld::default()));
        for edit in 0..3 * MOST_NEWER {
            let (name, text) = (format!("p/{}.md", edit % (2 * MOST_NEWER)), edit.to_string());
            let world = MemoryWorld::new([(name.as_str(), text.as_str())]);
            held = moved_on(&held, world).reread(&paths(&[&name])).0;
        }
        assert!(held.newer.len() <= MOST_NEWER);
        assert_eq!(held.held_below(&paths(&["p"])).len(), 2 * MOST_NEWER);
        assert_eq!(held.read(&SourcePath::new("p/0.md")), Ok(b"512".to_vec()));
        assert_eq!(held.read(&SourcePath::new("p/300.md")), Ok(b"300".to_vec()));
    }
}
