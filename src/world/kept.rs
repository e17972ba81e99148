//! A project whose files are kept as they were read, as far as there is room.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::{Listing, ReadError, World};
use crate::path::SourcePath;

/// Bytes kept at most: all content of most reports, and not what makes a large one larger.
const MOST: usize = 8 << 20;

/// Larger files are read again.
const LARGEST: usize = 64 << 10;

/// Keeps the first files that are read, so that they are read from disk once. A build needs every
/// text again for its pages.
pub struct KeptWorld<'a> {
    world: &'a dyn World,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    files: HashMap<SourcePath, Arc<[u8]>>,
    bytes: usize,
}

impl<'a> KeptWorld<'a> {
    /// A project of which nothing has been read yet.
    pub fn new(world: &'a dyn World) -> Self {
        Self { world, kept: Mutex::default() }
    }

    fn kept(&self, path: &SourcePath) -> Option<Arc<[u8]>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.files.get(path).cloned()
    }

    fn keep(&self, path: &SourcePath, bytes: &[u8]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = bytes.len() <= LARGEST && kept.bytes + bytes.len() <= MOST;
        // Of two threads that read a file at the same time, the first one decides.
        if fits && !kept.files.contains_key(path) {
            kept.files.insert(path.clone(), bytes.into());
            kept.bytes += bytes.len();
        }
    }
}

impl World for KeptWorld<'_> {
    fn walk(&self, directory: &SourcePath) -> Listing {
        self.world.walk(directory)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        if let Some(kept) = self.kept(path) {
            return Ok(kept.to_vec());
        }
        let bytes = self.world.read(path)?;
        self.keep(path, &bytes);
        Ok(bytes)
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
    use crate::world::{MemoryWorld, NotedWorld};

    #[test]
    fn small_files_are_read_once_until_there_is_no_room() {
        let (small, large) = ("x".repeat(LARGEST), "x".repeat(LARGEST + 1));
        let names: Vec<String> = (0..=MOST / LARGEST).map(|count| format!("{count}.md")).collect();
        let mut files: Vec<(&str, &str)> = vec![("large.md", &large)];
        files.extend(names.iter().map(|name| (name.as_str(), small.as_str())));
        let world = MemoryWorld::new(files);
        let kept = KeptWorld::new(&world);
        let read = |path: &str| kept.read(&SourcePath::new(path));
        assert_eq!(read("large.md"), Ok(large.clone().into_bytes()));
        for name in &names {
            for _ in 0..2 {
                assert_eq!(read(name), Ok(small.clone().into_bytes()));
            }
        }
        let held = |path: &str| kept.kept(&SourcePath::new(path)).is_some();
        let last = &names[names.len() - 1];
        assert_eq!([held("large.md"), held("0.md"), held(last)], [false, true, false]);
        assert_eq!(read("missing.md"), Err(ReadError::Missing));
    }

    #[test]
    fn what_was_read_first_is_what_a_build_is_made_from() {
        let before = MemoryWorld::new([("a.md", "one")]);
        let kept = KeptWorld::new(&before);
        let noted = NotedWorld::new(&kept);
        assert_eq!(noted.read(&SourcePath::new("a.md")), Ok(b"one".to_vec()));
        let after = MemoryWorld::new([("a.md", "two")]);
        let kept = KeptWorld { world: &after, kept: kept.kept };
        assert_eq!(kept.read(&SourcePath::new("a.md")), Ok(b"one".to_vec()));
    }
}
