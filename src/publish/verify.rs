//! Compares all files of a host with its manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::host::{AnyHost, HostError};
use super::manifest::{Hash, Manifest};
use super::patience::Patience;
use super::pending::is_of_protocol;
use super::plan::Standing;
use super::standing;

/// Files read at a time from hosts that are switched.
const AT_A_TIME: usize = 4;

/// What was found on a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// What should be there.
    pub manifest: Manifest,
    /// Whether nothing was ever published there.
    pub is_first: bool,
    /// Whether a publication was interrupted, so that differences are to be expected.
    pub is_interrupted: bool,
    /// Paths of files that are missing.
    pub missing: Vec<String>,
    /// Paths of files with other bytes.
    pub differing: Vec<String>,
    /// Paths of files that are not ours; `None` if the host cannot list its files.
    pub foreign: Option<Vec<String>>,
}

impl Verified {
    /// Whether every file of ours is there as it was published.
    pub fn is_as_published(&self) -> bool {
        self.missing.is_empty() && self.differing.is_empty() && !self.is_interrupted
    }
}

/// Reads every file of ours and compares the host with what was published there. Calls `progress`
/// with the number of files read.
pub fn verify(
    host: &AnyHost,
    patience: &Patience<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Verified, HostError> {
    let standing = standing::read(host, patience)?;
    let found = differing(host, &standing, patience, progress)?;
    let (missing, differing): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, hash)| hash.is_none());
    let paths = |found: Vec<(String, Option<Hash>)>| found.into_iter().map(|(path, _)| path);
    let known = standing.known();
    let ours: BTreeSet<&str> = known.paths().collect();
    let foreign = standing.listing.as_ref().map(|listed| {
        let paths = listed.iter().map(|file| &*file.path);
        let foreign = paths.filter(|path| !ours.contains(path) && !is_of_protocol(path));
        foreign.map(ToOwned::to_owned).collect()
    });
    Ok(Verified {
        is_first: standing.is_first(),
        is_interrupted: standing.interrupted.is_some(),
        manifest: standing.manifest,
        missing: paths(missing).collect(),
        differing: paths(differing).collect(),
        foreign,
    })
}

/// Reads every file of the manifest. Returns what is at the paths of those that differ: `None` stands
/// for no file.
pub fn differing(
    host: &AnyHost,
    standing: &Standing,
    patience: &Patience<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<BTreeMap<String, Option<Hash>>, HostError> {
    let files: Vec<_> = standing.manifest.files.iter().collect();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Ok(BTreeMap::new())));
    let at_a_time = match host {
        AnyHost::Store(store) => store.at_a_time(),
        AnyHost::Switch(_) => AT_A_TIME,
    };
    let work = || {
        while let Some((path, entry)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let bytes = patience.call(|| host.host().read(path));
            let hash = bytes.map(|bytes| bytes.map(|bytes| Hash::of(&bytes)));
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            let Ok(paths) = &mut *found else { return };
            match hash {
                Ok(hash) if hash == Some(entry.hash) => {}
                Ok(hash) => drop(paths.insert((*path).clone(), hash)),
                Err(error) => *found = Err(error),
            }
            drop(found);
            progress(next.load(Ordering::Relaxed).min(files.len()));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..at_a_time.clamp(1, files.len().max(1)) {
            scope.spawn(work);
        }
    });
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}
