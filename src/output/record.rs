//! What a build remembers beside the target, so that the next one need not compute what is there.
//!
//! It must not be believed lightly: a record speaks for a target only where the same program had the same
//! inputs, and every page is still the very file that was written. In all other cases every page is computed and
//! compared. To delete a record is to lose a little time.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;

use super::place::Place;
use super::system::{Stamp, stamp};
use super::{Pages, door};

/// A file that was changed so shortly before it was looked at may be changed once more and show the same
/// time: clocks of kernels tick every 10 ms or faster.
const TICK: Duration = Duration::from_millis(20);

/// The same where times are whole seconds, or every other one.
const COARSE_TICK: Duration = Duration::from_secs(2);

/// After such a wait, clocks that tick every 10 ms have gone on by more than [`TICK`].
const WAIT: Duration = Duration::from_millis(35);

/// So many pages take so long to compute that it is worth a wait to be able to rely on the last ones.
const WORTH_WAITING: usize = 250;

/// No record is longer, in bytes.
const LONGEST: u64 = 64;

/// The record of one target, for what its pages are made of.
pub(super) struct Record<'a, P> {
    place: &'a Place,
    pages: &'a P,
    inputs: u64,
}

impl<'a, P: Pages> Record<'a, P> {
    pub(super) fn new(place: &'a Place, pages: &'a P, inputs: u64) -> Self {
        Self { place, pages, inputs }
    }

    /// The size of all pages in bytes, where each of them is as it would be written now.
    pub(super) fn vouches(&self) -> Option<u64> {
        let mut text = String::new();
        door::read(self.place.record()).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        let (digest, bytes) = text.strip_suffix('\n')?.split_once(' ')?;
        let bytes = bytes.parse().ok()?;
        let stamps = self.stamps()?;
        (digest == self.digest(&stamps, bytes)?).then_some(bytes)
    }

    /// Remembers that the target is as it should be. Where that is not possible, or not to be relied on, the next
    /// build computes every page.
    pub(super) fn keep(&self, bytes: u64) {
        let path = self.place.record();
        let _ = fs::remove_file(path);
        if self.pages.count() >= WORTH_WAITING {
            std::thread::sleep(WAIT);
        }
        // A new file: one that is there may be a link to somewhere else.
        let Ok(mut file) = door::create(path) else { return };
        let now = file.metadata().ok().and_then(|metadata| stamp(&metadata)).map(|now| now.changed);
        let line = self.stamps().zip(now).filter(|(stamps, now)| are_settled(stamps, *now));
        let line = line.and_then(|(stamps, _)| self.digest(&stamps, bytes));
        let written = line.is_some_and(|digest| writeln!(file, "{digest} {bytes}").is_ok());
        if !written {
            let _ = fs::remove_file(path);
        }
    }

    /// Which files the pages are now, in the order of the pages.
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

/// Which program this is: another one may write other pages, whatever its version says.
fn program() -> Option<Stamp> {
    let path = std::env::current_exe().ok()?;
    stamp(&fs::metadata::<&Path>(&path).ok()?)
}

/// Whether no file was changed so lately that its time could not tell of another change.
fn are_settled(stamps: &[Stamp], now: i128) -> bool {
    let newest = stamps.iter().map(|stamp| stamp.changed).max().unwrap_or(0);
    let is_coarse = stamps.iter().all(|stamp| stamp.changed % 1_000_000_000 == 0);
    let tick = if is_coarse { COARSE_TICK } else { TICK };
    newest + i128::try_from(tick.as_nanos()).unwrap_or(i128::MAX) <= now
}
