//! The manifest: what a build wrote, so that the next one need not write it again.
//!
//! For each page its key, hash, size and media type, and which file it is; for a file in parts
//! their keys and sizes. A page is taken as it is if its key is the recorded one and its file is
//! the exact one that was written. Deleting a manifest only costs time.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::path::Path;
use std::str::{FromStr, Split};
use std::time::Duration;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::place::Place;
use super::system::{Stamp, stamp};
use super::{Pages, door};
use crate::hexadecimal;
use crate::key::Key;
use crate::path::Route;

/// Clocks of kernels tick every 10 ms or faster: what was changed so shortly before, in
/// nanoseconds, may show the time of a later change.
const TICK: i128 = 20_000_000;

/// The same where times are whole seconds, or every other one.
const COARSE_TICK: i128 = 2_000_000_000;

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// First word of a manifest, with the version of the format.
const FORMAT: &str = "ssr-site-manifest-1";

/// First word of its last line: without it, writing was interrupted.
const END: &str = "end";

/// Stands for a missing key.
const NONE: &str = "-";

/// The bytes of a page, as a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// In bytes.
    pub(super) size: u64,
    /// SHA-256.
    pub(super) hash: [u8; 32],
    pub(super) keys: Keys,
    /// The file that was found to have these bytes; `None` for a new one.
    pub(super) found: Option<Found>,
    /// The parts of a long file, in order; they cover all of it.
    pub(super) parts: Vec<Part>,
}

/// What a file keeps while it is linked or copied: its size, and when it was modified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    size: u64,
    modified: i128,
}

impl Found {
    pub(super) fn of(metadata: &fs::Metadata) -> Option<Self> {
        stamp(metadata).map(|stamp| Self::from(&stamp))
    }
}

impl From<&Stamp> for Found {
    fn from(stamp: &Stamp) -> Self {
        Self { size: stamp.size, modified: stamp.modified }
    }
}

/// The keys of a page or a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    /// Of more than it is made from, but cheap.
    pub(super) coarse: Option<Key>,
    /// Of what it is made from.
    pub(super) key: Option<Key>,
}

/// A part of a long file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) keys: Keys,
    pub(super) size: u64,
}

/// What the last build wrote.
pub(super) struct Manifest {
    inputs: u64,
    /// When it was written, as the file system tells.
    written: i128,
    tick: i128,
    /// By hash of the route.
    entries: HashMap<u64, Entry>,
    parts: Vec<Part>,
}

struct Entry {
    size: u64,
    hash: [u8; 32],
    keys: Keys,
    /// Hash of the file's identity.
    stamp: u64,
    parts: Range<usize>,
}

impl Manifest {
    /// The manifest of the target, if it is one of this program.
    pub(super) fn read(place: &Place) -> Option<Self> {
        let mut lines = BufReader::new(door::read(place.manifest()).ok()?).lines();
        let head = lines.next()?.ok()?;
        let mut words = head.split('\t');
        if words.next()? != FORMAT || words.next()? != program()? {
            return None;
        }
        let mut manifest = Self {
            inputs: read(&mut words)?,
            written: read(&mut words)?,
            tick: read(&mut words)?,
            entries: HashMap::with_capacity(read(&mut words)?),
            parts: Vec::new(),
        };
        let mut last = None;
        for line in lines {
            let line = line.ok()?;
            let mut words = line.split('\t');
            match words.next()? {
                END => {
                    return (read(&mut words) == Some(manifest.entries.len())).then_some(manifest);
                }
                "" => {
                    manifest.parts.push(Part { keys: keys(&mut words), size: read(&mut words)? });
                    let entry = manifest.entries.get_mut(&last?)?;
                    entry.parts.end = manifest.parts.len();
                }
                hash => {
                    let (size, keys, stamp) =
                        (read(&mut words)?, keys(&mut words), read(&mut words)?);
                    let (_, route) = (words.next()?, words.next()?);
                    let parts = manifest.parts.len()..manifest.parts.len();
                    let entry = Entry { size, hash: hexadecimal::bytes(hash)?, keys, stamp, parts };
                    let place = hash_of(route);
                    manifest.entries.insert(place, entry);
                    last = Some(place);
                }
            }
        }
        None
    }

    /// What is known of a page, if its file is the exact one that was written.
    pub(super) fn known(&self, place: &Place, route: &Route) -> Option<Known<'_>> {
        let entry = self.entries.get(&hash_of(route.as_str()))?;
        let path = place.target().join(route.as_str());
        let stamp = stamp(&fs::symlink_metadata(&path).ok()?)?;
        if hash_of(&stamp) != entry.stamp {
            return None;
        }
        let is_late = is_late(&stamp, self.tick, self.written);
        if is_late && hash_of_file(&path).ok()? != entry.hash {
            return None;
        }
        let parts = &self.parts[entry.parts.clone()];
        let (hash, keys, found) = (entry.hash, entry.keys, Found::from(&stamp));
        Some(Known { size: entry.size, hash, keys, found, parts, is_late })
    }

    /// All pages, in their order, if every one was made from these inputs and is still there.
    pub(super) fn all<P: Pages>(
        &self,
        place: &Place,
        pages: &P,
        inputs: u64,
    ) -> Option<Vec<Known<'_>>> {
        if self.inputs != inputs || self.entries.len() != pages.count() {
            return None;
        }
        let known = |index: usize| self.known(place, pages.route(index));
        (0..pages.count()).into_par_iter().map(known).collect()
    }
}

/// A file of a built site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its path below the target.
    pub route: String,
    /// SHA-256 of its bytes.
    pub hash: [u8; 32],
    /// In bytes.
    pub size: u64,
    /// Media type with parameters.
    pub media_type: String,
}

/// A page as the last build wrote it.
#[derive(Clone, Copy)]
pub(super) struct Known<'m> {
    pub(super) size: u64,
    pub(super) hash: [u8; 32],
    pub(super) keys: Keys,
    pub(super) found: Found,
    pub(super) parts: &'m [Part],
    /// Whether its file had to be read, since its times do not tell whether it was changed.
    pub(super) is_late: bool,
}

impl Known<'_> {
    /// The content of a page that is as it was, with the keys that it has now.
    pub(super) fn content(&self, keys: Keys) -> Content {
        let Self { size, hash, found, parts, .. } = *self;
        Content { size, hash, keys, found: Some(found), parts: parts.to_vec() }
    }
}

/// What the last build wrote, in the order of pages; `None` if there is no manifest of it.
pub(super) fn recorded(path: &Path) -> Option<Vec<Recorded>> {
    let mut files = Vec::new();
    let mut lines = BufReader::new(door::read(path).ok()?).lines();
    if lines.next()?.ok()?.split('\t').next()? != FORMAT {
        return None;
    }
    for line in lines {
        let line = line.ok()?;
        let mut words = line.split('\t');
        match words.next()? {
            END => return (read(&mut words) == Some(files.len())).then_some(files),
            "" => {}
            hash => {
                let (hash, size) = (hexadecimal::bytes(hash)?, read(&mut words)?);
                // Two keys, and the identity of the file.
                let mut words = words.skip(3);
                let (media_type, route) = (words.next()?.to_owned(), words.next()?.to_owned());
                files.push(Recorded { route, hash, size, media_type });
            }
        }
    }
    None
}

/// Removes the manifest, since the target is about to change.
pub(super) fn remove(place: &Place) {
    let _ = fs::remove_file(place.manifest());
}

/// Records that the target is complete. If that fails, the next build renders every page.
pub(super) fn keep<P: Pages>(place: &Place, pages: &P, inputs: u64, contents: &[Content]) {
    remove(place);
    if write(place, pages, inputs, contents).is_none() {
        remove(place);
    }
}

fn write<P: Pages>(place: &Place, pages: &P, inputs: u64, contents: &[Content]) -> Option<()> {
    let stamp_of = |index: usize| {
        let path = place.target().join(pages.route(index).as_str());
        stamp(&fs::symlink_metadata(path).ok()?)
    };
    let stamps: Vec<Stamp> =
        (0..pages.count()).into_par_iter().map(stamp_of).collect::<Option<_>>()?;
    let tick = tick(&stamps);
    let last = stamps.iter().map(|stamp| stamp.changed).max().unwrap_or_default();
    // A new file: one that is there may be a link to somewhere else.
    let mut file = door::create(place.manifest()).ok()?;
    let mut written = stamp(&file.metadata().ok()?)?.changed;
    if tick == TICK && last + tick > written {
        // After this short wait, no file has to be read by the next build.
        let wait = u64::try_from((last + tick - written).min(TICK)).ok()?;
        std::thread::sleep(Duration::from_nanos(wait) + Duration::from_millis(1));
        remove(place);
        file = door::create(place.manifest()).ok()?;
        written = stamp(&file.metadata().ok()?)?.changed;
    }
    let mut out = io::BufWriter::with_capacity(PIECE, file);
    let count = pages.count();
    writeln!(out, "{FORMAT}\t{}\t{inputs}\t{written}\t{tick}\t{count}", program()?).ok()?;
    for (index, (content, stamp)) in contents.iter().zip(&stamps).enumerate() {
        let Content { size, hash, keys, found, parts } = content;
        // One that was changed meanwhile is not what was found.
        let is_it = found.is_none_or(|found| found == Found::from(stamp));
        let (media_type, route) = (pages.media_type(index), pages.route(index));
        let (hash, stamp) = (hexadecimal::digits(hash), if is_it { hash_of(stamp) } else { 0 });
        writeln!(out, "{hash}\t{size}\t{keys}\t{stamp}\t{media_type}\t{route}").ok()?;
        for Part { keys, size } in parts {
            writeln!(out, "\t{keys}\t{size}").ok()?;
        }
    }
    writeln!(out, "{END}\t{count}").ok()?;
    out.flush().ok()
}

/// How far apart two changes must be for the times of these files to tell them apart.
fn tick(stamps: &[Stamp]) -> i128 {
    let is_coarse = stamps.iter().all(|stamp| stamp.changed % 1_000_000_000 == 0);
    if is_coarse { COARSE_TICK } else { TICK }
}

/// Whether a file was changed so late that its times need not tell of another change after the
/// manifest was written.
fn is_late(stamp: &Stamp, tick: i128, written: i128) -> bool {
    stamp.changed + tick > written
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (key, separator) in [(self.coarse, "\t"), (self.key, "")] {
            match key {
                Some(key) => write!(f, "{key}{separator}")?,
                None => write!(f, "{NONE}{separator}")?,
            }
        }
        Ok(())
    }
}

fn read<T: FromStr>(words: &mut Split<'_, char>) -> Option<T> {
    words.next()?.parse().ok()
}

/// The next two words, if they are keys. What is none only costs time.
fn keys(words: &mut Split<'_, char>) -> Keys {
    let mut key = || words.next()?.parse().ok();
    Keys { coarse: key(), key: key() }
}

/// Identity of the program: another binary may write other pages, whatever its version.
fn program() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    Some(format!("{:016x}", hash_of(&stamp(&fs::metadata::<&Path>(&path).ok()?)?)))
}

fn hash_of(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// SHA-256 of a file's content, streamed.
fn hash_of_file(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = door::read(path)?;
    let (mut piece, mut hasher) = (vec![0; PIECE], Sha256::new());
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hasher.finalize().into()),
            Ok(count) => hasher.update(&piece[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn what_was_changed_about_when_the_manifest_was_written_is_late() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        fs::write(&path, "a").unwrap();
        let some = stamp(&fs::metadata(&path).unwrap()).unwrap();
        let case = |changed: &[i128], written: i128, late: &[usize]| {
            let mut stamps = vec![some; changed.len()];
            for (stamp, changed) in stamps.iter_mut().zip(changed) {
                stamp.changed = *changed;
            }
            let tick = tick(&stamps);
            let found = (0..stamps.len()).filter(|at| is_late(&stamps[*at], tick, written));
            assert_eq!(found.collect::<Vec<_>>(), late);
        };
        let second = 1_000_000_000;
        case(&[1, 99 * second + 1], 100 * second, &[]);
        case(&[1, 100 * second - TICK + 1, 100 * second - TICK], 100 * second, &[1]);
        case(&[1, 100 * second, 200 * second], 100 * second, &[1, 2]);
        // Times of whole seconds.
        case(&[97 * second, 98 * second, 99 * second], 100 * second, &[2]);
        case(&[], 1, &[]);
    }

    #[test]
    fn bytes_are_told_apart_however_many() {
        let directory = tempfile::tempdir().unwrap();
        let of = |bytes: &[u8]| {
            let path = directory.path().join("a");
            fs::write(&path, bytes).unwrap();
            hash_of_file(&path).unwrap()
        };
        let mut large = vec![b'x'; 3 * PIECE + 1];
        let before = of(&large);
        assert_eq!(before, of(&large));
        large[3 * PIECE] = b'y';
        assert_ne!(before, of(&large));
        assert!(hash_of_file(&directory.path().join("none")).is_err());
        let digits = hexadecimal::digits(&before);
        assert_eq!(hexadecimal::bytes(&digits), Some(before));
        assert_eq!(
            [
                hexadecimal::bytes::<32>(&digits[1..]),
                hexadecimal::bytes(&format!("{digits}0")),
                hexadecimal::bytes("")
            ],
            [None; 3]
        );
    }
}
