//! A project that records which files were read.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;

use super::{Listing, ReadError, World};
use crate::path::SourcePath;

/// Records which files were read and their contents, so that a build's inputs are complete by
/// construction.
pub struct NotedWorld<'a> {
    world: &'a dyn World,
    noted: Mutex<BTreeMap<SourcePath, u64>>,
}

impl<'a> NotedWorld<'a> {
    /// A project with nothing read yet.
    pub fn new(world: &'a dyn World) -> Self {
        Self { world, noted: Mutex::default() }
    }

    /// Hash of everything read so far. Valid only within the same program version; not
    /// cryptographic.
    pub fn digest(&self) -> u64 {
        self.digest_of(|_| true)
    }

    /// The same for some files.
    pub fn digest_of(&self, is_meant: impl Fn(&SourcePath) -> bool) -> u64 {
        let noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let mut hasher = DefaultHasher::new();
        noted.iter().filter(|(path, _)| is_meant(path)).for_each(|read| read.hash(&mut hasher));
        hasher.finish()
    }

    fn note(&self, path: &SourcePath, read: u64) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        match noted.get_mut(path) {
            None => drop(noted.insert(path.clone(), read)),
            // The file changed in between: make the hash differ from that of either version.
            Some(before) if *before != read => *before = before.wrapping_mul(31) ^ read,
            Some(_) => {}
        }
    }
}

impl World for NotedWorld<'_> {
    fn walk(&self, directory: &SourcePath) -> Listing {
        self.world.walk(directory)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        let read = self.world.read(path);
        let mut hasher = DefaultHasher::new();
        match &read {
            Ok(bytes) => hasher.write(bytes),
            Err(error) => error.to_string().hash(&mut hasher),
        }
        self.note(path, hasher.finish());
        read
    }

    fn copy(&self, path: &SourcePath, out: &mut dyn Write) -> Result<(), ReadError> {
        let mut copy = Hashing { out, hasher: DefaultHasher::new() };
        let copied = self.world.copy(path, &mut copy);
        if let Err(error) = &copied {
            error.to_string().hash(&mut copy.hasher);
        }
        self.note(path, copy.hasher.finish());
        copied
    }

    fn directory(&self) -> Option<&Path> {
        self.world.directory()
    }

    fn today(&self) -> NaiveDate {
        self.world.today()
    }
}

/// A writer that hashes what passes through. The hash does not depend on how writes are split.
struct Hashing<'a> {
    out: &'a mut dyn Write,
    hasher: DefaultHasher,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hasher.write(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;
    use crate::world::MemoryWorld;

    fn digest(files: &[(&str, &str)], of: impl Fn(&NotedWorld<'_>)) -> u64 {
        let world = MemoryWorld::new(files.iter().copied());
        let noted = NotedWorld::new(&world);
        of(&noted);
        noted.digest()
    }

    #[test]
    fn what_was_read_counts_and_nothing_else() {
        let read = |path: &'static str| {
            move |world: &NotedWorld<'_>| drop(world.read(&SourcePath::new(path)))
        };
        let one = digest(&[("a.md", "1"), ("b.md", "2")], read("a.md"));
        assert_eq!(one, digest(&[("a.md", "1"), ("b.md", "3")], read("a.md")));
        assert_ne!(one, digest(&[("a.md", "2"), ("b.md", "2")], read("a.md")));
        assert_ne!(one, digest(&[("a.md", "1"), ("b.md", "1")], read("b.md")), "another file");
        assert_ne!(one, digest(&[("b.md", "2")], read("a.md")), "which is missing");
    }

    #[test]
    fn a_copy_counts_as_a_reading_does() {
        let path = SourcePath::new("map.png");
        let files = [("map.png", "map")];
        let read = digest(&files, |world| drop(world.read(&path)));
        assert_eq!(read, digest(&files, |world| world.copy(&path, &mut io::sink()).unwrap()));
        let twice = digest(&files, |world| {
            world.read(&path).unwrap();
            world.copy(&path, &mut io::sink()).unwrap();
        });
        assert_eq!(read, twice);
    }
}
