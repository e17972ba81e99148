//! Record of a build beside the target, so that an unchanged site need not be rendered.
//!
//! A record is valid only if the same program had the same inputs and every page is still the exact
//! file that was written. Otherwise every page is rendered and compared. Deleting a record only
//! costs time.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;

use super::place::Place;
use super::system::{Stamp, stamp};
use super::{Pages, door};

/// A file changed this recently may change again with the same timestamp: kernel clocks tick every
/// 10 ms or faster.
const TICK: Duration = Duration::from_millis(20);

/// The same for timestamps of one- or two-second resolution.
const COARSE_TICK: Duration = Duration::from_secs(2);

/// Clocks that tick every 10 ms have advanced by more than [`TICK`] after this wait.
const WAIT: Duration = Duration::from_millis(35);

/// From this number of pages on, the wait is cheaper than rendering them again.
const WORTH_WAITING: usize = 250;

/// Maximum length of a record, in bytes.
const LONGEST: u64 = 64;

/// The record of one target for given inputs.
pub(super) struct Record<'a, P> {
    place: &'a Place,
    pages: &'a P,
    inputs: u64,
}

impl<'a, P: Pages> Record<'a, P> {
    pub(super) fn new(place: &'a Place, pages: &'a P, inputs: u64) -> Self {
        Self { place, pages, inputs }
    }

    /// The total size of all pages in bytes, if every page is as it would be written now.
    pub(super) fn vouches(&self) -> Option<u64> {
        let mut text = String::new();
        door::read(self.place.record()).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        let (digest, bytes) = text.strip_suffix('\n')?.split_once(' ')?;
        let bytes = bytes.parse().ok()?;
        let stamps = self.stamps()?;
        (digest == self.digest(&stamps, bytes)?).then_some(bytes)
    }

    /// Stores the record. If that fails or timestamps are unreliable, the next build renders every
    /// page.
    pub(super) fn keep(&self, bytes: u64) {
        let path = self.place.record();
        let _ = fs::remove_file(path);
        if self.pages.count() >= WORTH_WAITING {
            std::thread::sleep(WAIT);
        }
        // A new file: an existing one may be a link elsewhere.
        let Ok(mut file) = door::create(path) else { return };
        let now = file.metadata().ok().and_then(|metadata| stamp(&metadata)).map(|now| now.changed);
        let line = self.stamps().zip(now).filter(|(stamps, now)| are_settled(stamps, *now));
        let line = line.and_then(|(stamps, _)| self.digest(&stamps, bytes));
        let written = line.is_some_and(|digest| writeln!(file, "{digest} {bytes}").is_ok());
        if !written {
            let _ = fs::remove_file(path);
        }
    }

    /// Identities of the page files, in the order of pages.
    fn stamps(&self) -> Option<Vec<Stamp>> {
        let stamp_of = |index: usize| {
            let path = self.place.target().join(self.pages.route(index).as_str());
            stamp(&fs::symlink_metadata(path).ok()?)
        };
        (0..self.pages.count()).into_par_iter().map(stamp_of).collect()
    }

    fn digest(&self, stamps: &[Stamp], bytes: u64) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        program()?.hash(&mut hasher);
        self.inputs.hash(&mut hasher);
        for (index, stamp) in stamps.iter().enumerate() {
            (self.pages.route(index).as_str(), stamp).hash(&mut hasher);
        }
        bytes.hash(&mut hasher);
        Some(format!("{:016x}", hasher.finish()))
    }
}

/// Identity of the program: another binary may write other pages, whatever its version.
fn program() -> Option<Stamp> {
    let path = std::env::current_exe().ok()?;
    stamp(&fs::metadata::<&Path>(&path).ok()?)
}

/// Whether no file was changed so recently that another change could have the same timestamp.
fn are_settled(stamps: &[Stamp], now: i128) -> bool {
    let newest = stamps.iter().map(|stamp| stamp.changed).max().unwrap_or(0);
    let is_coarse = stamps.iter().all(|stamp| stamp.changed % 1_000_000_000 == 0);
    let tick = if is_coarse { COARSE_TICK } else { TICK };
    newest + i128::try_from(tick.as_nanos()).unwrap_or(i128::MAX) <= now
}
