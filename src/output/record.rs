//! Record of a build beside the target, so that an unchanged site need not be rendered.
//!
//! A record is valid only if the same program had the same inputs and every page is still the exact
//! file that was written. Otherwise every page is rendered and compared. Deleting a record only
//! costs time.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::place::Place;
use super::system::{Stamp, stamp};
use super::{Pages, door};

/// Clocks of kernels tick every 10 ms or faster: what was changed so shortly before, in nanoseconds, may show the time
/// of a later change.
const TICK: i128 = 20_000_000;

/// The same where times are whole seconds, or every other one.
const COARSE_TICK: i128 = 2_000_000_000;

/// No record is longer, in bytes.
const LONGEST: u64 = 96;

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// The record of one target for given inputs.
pub(super) struct Record<'a, P> {
    place: &'a Place,
    pages: &'a P,
    inputs: u64,
}

/// What a target was found to be.
struct Found {
    digest: String,
    /// How many of its files had to be read.
    read: usize,
}

impl<'a, P: Pages> Record<'a, P> {
    pub(super) fn new(place: &'a Place, pages: &'a P, inputs: u64) -> Self {
        Self { place, pages, inputs }
    }

    /// The total size of all pages in bytes, if every page is as it would be written now.
    pub(super) fn vouches(&self) -> Option<u64> {
        let mut text = String::new();
        door::read(self.place.record()).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        let mut words = text.strip_suffix('\n')?.split(' ');
        let (digest, bytes, written) = (words.next()?, words.next()?, words.next()?);
        let (bytes, written) = (bytes.parse().ok()?, written.parse().ok()?);
        let found = self.find(bytes, written).filter(|found| found.digest == digest)?;
        if found.read > 0 {
            self.keep(bytes);
        }
        Some(bytes)
    }

    /// Records that the target is complete. If that fails, the next build renders every page.
    pub(super) fn keep(&self, bytes: u64) {
        let path = self.place.record();
        let _ = fs::remove_file(path);
        // A new file: one that is there may be a link to somewhere else.
        let Ok(mut file) = door::create(path) else { return };
        let now = file.metadata().ok().and_then(|metadata| stamp(&metadata)).map(|now| now.changed);
        let found = now.and_then(|now| Some((now, self.find(bytes, now)?)));
        let written =
            found.is_some_and(|(now, it)| writeln!(file, "{} {bytes} {now}", it.digest).is_ok());
        if !written {
            let _ = fs::remove_file(path);
        }
    }

    /// The state of the target, for a record of this size written at this time.
    fn find(&self, bytes: u64, written: i128) -> Option<Found> {
        let stamps = self.stamps()?;
        let changed: Vec<i128> = stamps.iter().map(|stamp| stamp.changed).collect();
        let late = changed_late(&changed, written);
        let contents: Option<Vec<u64>> =
            late.par_iter().map(|index| content(&self.path(*index)).ok()).collect();
        let digest = self.digest(&stamps, &contents?, (bytes, written))?;
        Some(Found { digest, read: late.len() })
    }

    /// All that a target is, by its files and by the contents of those that are late, with what the record says of it.
    fn digest(&self, stamps: &[Stamp], contents: &[u64], said: (u64, i128)) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        program()?.hash(&mut hasher);
        self.inputs.hash(&mut hasher);
        for (index, stamp) in stamps.iter().enumerate() {
            (self.pages.route(index).as_str(), stamp).hash(&mut hasher);
        }
        (contents, said).hash(&mut hasher);
        Some(format!("{:016x}", hasher.finish()))
    }

    /// Which files the pages are now, in the order of the pages.
    fn stamps(&self) -> Option<Vec<Stamp>> {
        let stamp_of = |index: usize| stamp(&fs::symlink_metadata(self.path(index)).ok()?);
        (0..self.pages.count()).into_par_iter().map(stamp_of).collect()
    }

    fn path(&self, index: usize) -> PathBuf {
        self.place.target().join(self.pages.route(index).as_str())
    }
}

/// Identity of the program: another binary may write other pages, whatever its version.
fn program() -> Option<Stamp> {
    let path = std::env::current_exe().ok()?;
    stamp(&fs::metadata::<&Path>(&path).ok()?)
}

/// Which files were changed so late that their times need not tell of another change after a record was written.
fn changed_late(changed: &[i128], written: i128) -> Vec<usize> {
    let is_coarse = changed.iter().all(|changed| changed % 1_000_000_000 == 0);
    let tick = if is_coarse { COARSE_TICK } else { TICK };
    (0..changed.len()).filter(|index| changed[*index] + tick > written).collect()
}

/// Hash of a file's content, streamed.
fn content(path: &Path) -> io::Result<u64> {
    let mut file = door::read(path)?;
    let (mut piece, mut hasher) = (vec![0; PIECE], DefaultHasher::new());
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hasher.finish()),
            Ok(count) => hasher.write(&piece[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::super::{Options, publish};
    use super::*;
    use crate::path::Route;

    #[test]
    fn what_was_changed_about_when_the_record_was_written_is_late() {
        #[track_caller]
        fn case(changed: &[i128], written: i128, late: &[usize]) {
            assert_eq!(changed_late(changed, written), late);
        }
        let second = 1_000_000_000;
        case(&[1, 99 * second + 1], 100 * second, &[]);
        case(&[1, 100 * second - TICK + 1, 100 * second - TICK], 100 * second, &[1]);
        case(&[1, 100 * second, 200 * second], 100 * second, &[1, 2]);
        // Times of whole seconds.
        case(&[97 * second, 98 * second, 99 * second], 100 * second, &[2]);
        case(&[], 1, &[]);
    }

    /// A site of one page.
    struct One(Route);

    impl Pages for One {
        type Error = String;

        fn count(&self) -> usize {
            1
        }

        fn route(&self, _: usize) -> &Route {
            &self.0
        }

        fn write(&self, _: usize, out: &mut Vec<u8>) -> Result<(), String> {
            out.extend(b"one");
            Ok(())
        }
    }

    #[test]
    fn what_times_do_not_tell_the_bytes_do() {
        let directory = tempfile::tempdir().unwrap();
        let target = directory.path().join("public");
        let pages = One(Route::new("a.html"));
        publish(&target, &pages, &Options::default()).unwrap();
        let place = Place::take(&target).unwrap();
        let record = Record::new(&place, &pages, 1);
        let stamps = record.stamps().unwrap();
        let (late, early) = (stamps[0].changed, stamps[0].changed + COARSE_TICK);
        let bytes = content(&target.join("a.html")).unwrap();
        let digest = |contents: &[u64], written| record.digest(&stamps, contents, (3, written));
        let found = record.find(3, late).unwrap();
        assert_eq!((found.read, Some(found.digest)), (1, digest(&[bytes], late)));
        let found = record.find(3, early).unwrap();
        assert_eq!((found.read, Some(found.digest)), (0, digest(&[], early)));
        assert_ne!(digest(&[bytes], late), digest(&[bytes ^ 1], late));
        assert_ne!(digest(&[], early), digest(&[], early + 1));
    }

    #[test]
    fn bytes_are_told_apart_however_many() {
        let directory = tempfile::tempdir().unwrap();
        let of = |bytes: &[u8]| {
            let path = directory.path().join("a");
            fs::write(&path, bytes).unwrap();
            content(&path).unwrap()
        };
        let mut large = vec![b'x'; 3 * PIECE + 1];
        let before = of(&large);
        assert_eq!(before, of(&large));
        large[3 * PIECE] = b'y';
        assert_ne!(before, of(&large));
        assert!(content(&directory.path().join("none")).is_err());
    }
}
