//! Publishes pages into a directory atomically.
//!
//! It must not know what a page is about: it sees routes and bytes ([`Pages`]) and a target.
//!
//! Invariants, however the process ends:
//!
//! - The target is the complete old site or the complete new one. On a file system that cannot
//!   exchange two directories it is missing between two renames; if a build is killed right there,
//!   the next one recovers it.
//! - A directory not created here is never written to, replaced or deleted. Ours contain the file
//!   [`MARK`].
//! - An unchanged file keeps its inode and mtime; a build that changes nothing writes nothing to
//!   the target and creates no staging directory.
//! - Anything else in the target is deleted, except top-level dot files (`.well-known`,
//!   `.htaccess`, `.git`), which are carried over.
//! - Beside the target `NAME`, only these names are created and deleted: `.NAME.ssr-site-staging`,
//!   `.NAME.ssr-site-old`, `.NAME.ssr-site-lock` and `.NAME.ssr-site-manifest`. All but the last are
//!   gone after a build; the next build removes leftovers of a killed one. The same holds for
//!   single files and their temporary files (`beside`, and `temporary` where nothing can be created
//!   beside them).
//! - Under our own names no symbolic link is followed, and only regular files are opened; nothing
//!   blocks (`door`). A file outside the site is written only where permitted, wherever links lead
//!   (`destination`); otherwise an [`Obstacle`] says what is in the way.
//!
//! On Linux the new site is synced to disk before the swap, so that this also holds for a power
//! loss. One `syncfs` for the whole site takes a third of the time of an `fsync` for every file
//! (docs/performance.md).
#![expect(clippy::disallowed_methods, reason = "this is the module that writes")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::key::Key;
use crate::path::Route;
use inventory::{Inventory, Routes};
use manifest::{Content, Keys, Known, Manifest};
use page::{Buffers, Fate, Old};
use place::{Place, Standing, Whose};
use staging::{Staging, Strategy};

mod beside;
mod destination;
mod door;
mod error;
mod inventory;
mod lock;
mod manifest;
mod obstacle;
mod page;
mod place;
mod processes;
mod remembered;
mod replacement;
mod scratch;
mod single;
mod staging;
mod swap;
mod system;
mod temporary;
#[cfg(all(test, unix))]
mod tests;

pub use destination::{Destination, NamedBy};
pub use error::{PublishError, TargetError};
pub use manifest::Recorded;
pub use obstacle::{Bounds, Kind, Obstacle};
pub use page::PageWriter;
pub use remembered::Remembered;
pub(crate) use replacement::{Replacement, Swapped, can_be_replaced, is_mount_point};
pub use scratch::Scratch;

/// Marker file of a directory created here.
pub const MARK: &str = ".ssr-site";

/// Pages that are written by one thread, one after the other.
const NEIGHBOURS: usize = 64;

/// A fixed list of routes, and the bytes of each.
pub trait Pages: Sync {
    /// Error of a page.
    type Error: Send;

    /// Number of pages.
    fn count(&self) -> usize;

    /// The address of a page. Results are reported in the order of pages.
    fn route(&self, index: usize) -> &Route;

    /// Appends a page's bytes to `out`, which is empty.
    fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), Self::Error>;

    /// The media type of a page.
    fn media_type(&self, _index: usize) -> String {
        "application/octet-stream".to_owned()
    }

    /// The coarse key of a page: of more than it is made from, but cheap. While it is the same, and
    /// the file is the one that was written, the page is not made; if not, [`Pages::key`] decides.
    fn coarse_key(&self, _index: usize) -> Option<Key> {
        None
    }

    /// The key of everything that a page is made from: while it is the same, and the file is the one
    /// that was written, the page is not made. `None` for a page that is always made, or that is
    /// [streamed](Pages::stream) in parts with keys of their own. Asked for only where there is one
    /// to compare with; [`Pages::stream`] tells that of a page that it makes.
    fn key(&self, _index: usize) -> Option<Key> {
        None
    }

    /// Whether a page has unbounded size. Such pages are begun first: the last pages to be written
    /// should be short, so that no thread waits long for another.
    fn is_long(&self, _index: usize) -> bool {
        false
    }

    /// Writes a page in pieces. Defaults to [`Pages::write`]; pages that grow with the site (print,
    /// data, search) override it, so that they are never held whole.
    fn stream(&self, index: usize, out: &mut PageWriter<'_>) -> Result<(), Self::Error> {
        self.write(index, out.buffer())
    }
}

/// Options of [`publish`].
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Hash of all inputs of the pages. If it, the program and the target match the last build's
    /// manifest, no page is rendered. `None` renders all, and keeps no manifest.
    pub inputs: Option<u64>,
    /// Whether to render all and compare, whatever the manifest says.
    pub full: bool,
    /// Called after each page with the number of finished pages; from any thread, not always in
    /// order.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { inputs: None, full: false, progress: &|_| {} }
    }
}

/// The files of a built site, in the order of pages, as the last build of this target recorded them;
/// `None` if it kept no manifest.
pub fn recorded(target: &Path) -> Option<Vec<Recorded>> {
    manifest::recorded(&place::manifest(target).ok()?)
}

/// Changes to the target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New pages, in the order of pages.
    pub added: Vec<Route>,
    /// Pages whose bytes differ, in the order of pages.
    pub changed: Vec<Route>,
    /// Deleted files that are no longer pages, sorted.
    pub removed: Vec<String>,
    /// Number of unchanged pages.
    pub unchanged: usize,
    /// Total size of all pages, in bytes.
    pub bytes: u64,
    /// Total size of added and changed pages, in bytes.
    pub bytes_written: u64,
    /// The old site, if it could not be deleted after the swap. The next build retries.
    pub leftover: Option<PathBuf>,
}

impl Summary {
    /// Whether the target is unchanged.
    pub fn is_unchanged(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Makes the target contain exactly these pages.
///
/// Attempts every page even if others fail, and returns all failures together; the target is then
/// unchanged.
pub fn publish<P: Pages>(
    target: &Path,
    pages: &P,
    options: &Options<'_>,
) -> Result<Summary, PublishError<P::Error>> {
    publish_by(Strategy::default(), target, pages, options)
}

fn publish_by<P: Pages>(
    strategy: Strategy,
    target: &Path,
    pages: &P,
    options: &Options<'_>,
) -> Result<Summary, PublishError<P::Error>> {
    let routes = Routes::of(pages)?;
    let place = Place::take(target, Whose::Ours)?;
    let inventory = Inventory::take(&place, &routes)?;
    let ours = place.standing() == Standing::Ours;
    let manifest = if ours && options.inputs.is_some() && !options.full {
        Manifest::read(&place)
    } else {
        None
    };
    if let (Some(manifest), Some(inputs)) = (&manifest, options.inputs)
        && inventory.is_complete()
        && let Some(known) = manifest.all(&place, pages, inputs)
    {
        let bytes = known.iter().map(|known| known.size).sum();
        if known.iter().any(|known| known.is_late) {
            // Its own time is later, so that the next build need not read them again.
            let contents: Vec<Content> =
                known.iter().map(|known| known.content(known.keys)).collect();
            manifest::keep(&place, pages, inputs, &contents);
        }
        return Ok(Summary { unchanged: pages.count(), bytes, ..Summary::default() });
    }
    let staging = Staging::new(&place, &routes, strategy);
    let target = Target { place: &place, inventory: &inventory, manifest: manifest.as_ref() };
    let fates = evaluate(pages, &target, &staging, options)?;
    drop(manifest);
    let (mut summary, unchanged) = sum_up(pages, &inventory, &fates);
    if !(summary.is_unchanged() && ours) {
        staging.complete(&unchanged, &inventory.carried)?;
        summary.leftover = staging.swap()?;
    }
    if let Some(inputs) = options.inputs {
        let contents: Vec<Content> = fates.into_iter().map(Fate::content).collect();
        manifest::keep(&place, pages, inputs, &contents);
    }
    Ok(summary)
}

/// What is there.
struct Target<'t> {
    place: &'t Place,
    inventory: &'t Inventory,
    manifest: Option<&'t Manifest>,
}

/// Outcome of one page.
enum Outcome<E> {
    Done(Fate),
    /// Rendering failed.
    Failed(E),
    /// System failure.
    Broken(TargetError),
    /// Skipped after a system failure.
    Skipped,
}

/// Renders every page and writes differing ones to the staging directory.
fn evaluate<P: Pages>(
    pages: &P,
    target: &Target<'_>,
    staging: &Staging<'_>,
    options: &Options<'_>,
) -> Result<Vec<Fate>, PublishError<P::Error>> {
    let (failed, broken, done) =
        (AtomicBool::new(false), AtomicBool::new(false), AtomicUsize::new(0));
    let one = |buffers: &mut Buffers, index: usize| {
        if broken.load(Ordering::Relaxed) {
            return Outcome::Skipped;
        }
        let route = pages.route(index);
        let is_there = target.inventory.present[index];
        let manifest = target.manifest.filter(|_| is_there);
        let known = manifest.and_then(|manifest| manifest.known(target.place, route));
        let coarse = options.inputs.and_then(|_| pages.coarse_key(index));
        let same = known.and_then(|known| same(pages, index, known, coarse));
        let outcome = if let Some(content) = same {
            Outcome::Done(Fate::Unchanged(content))
        } else {
            let old = is_there.then(|| target.place.target().join(route.as_str()));
            let mut writer = if failed.load(Ordering::Relaxed) {
                PageWriter::nowhere(route, staging, buffers)
            } else {
                let keyed = options.inputs.is_some();
                PageWriter::new(route, Old { path: old, known, coarse, keyed }, staging, buffers)
            };
            let written = pages.stream(index, &mut writer);
            match (writer.failure(), written) {
                (Some(error), _) => Outcome::Broken(error),
                (None, Err(error)) => Outcome::Failed(error),
                (None, Ok(())) => writer.finish().map_or_else(Outcome::Broken, Outcome::Done),
            }
        };
        failed.fetch_or(matches!(outcome, Outcome::Failed(_)), Ordering::Relaxed);
        broken.fetch_or(matches!(outcome, Outcome::Broken(_)), Ordering::Relaxed);
        (options.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
        outcome
    };
    let mut outcomes: Vec<_> = turns(pages)
        .into_iter()
        .par_bridge()
        .map_init(Buffers::default, |buffers, turn| {
            turn.into_iter().map(|index| (index, one(buffers, index))).collect::<Vec<_>>()
        })
        .flatten_iter()
        .collect();
    outcomes.sort_unstable_by_key(|(index, _)| *index);

    let mut fates = Vec::with_capacity(outcomes.len());
    let mut failures = Vec::new();
    let mut failure = None;
    for (index, outcome) in outcomes {
        match outcome {
            Outcome::Done(fate) => fates.push(fate),
            Outcome::Failed(error) => failures.push((pages.route(index).clone(), error)),
            Outcome::Broken(error) => failure = failure.or(Some(error)),
            Outcome::Skipped => {}
        }
    }
    match failure {
        Some(failure) => Err(failure.into()),
        None if !failures.is_empty() => Err(PublishError::Pages(failures)),
        None => Ok(fates),
    }
}

/// The pages that a thread writes without a pause, in the order in which they are begun: long ones
/// alone, others with their neighbours, which are often made from the same files.
fn turns<P: Pages>(pages: &P) -> Vec<Vec<usize>> {
    let (long, short): (Vec<_>, Vec<_>) =
        (0..pages.count()).partition(|index| pages.is_long(*index));
    let alone = long.into_iter().map(|index| vec![index]);
    alone.chain(short.chunks(NEIGHBOURS).map(<[_]>::to_vec)).collect()
}

/// A page that is as it would be written, as its keys tell.
fn same<P: Pages>(
    pages: &P,
    index: usize,
    known: Known<'_>,
    coarse: Option<Key>,
) -> Option<Content> {
    let recorded = known.keys;
    if coarse.is_some() && coarse == recorded.coarse {
        return Some(known.content(recorded));
    }
    let key = recorded.key?;
    (pages.key(index)? == key).then(|| known.content(Keys { coarse, key: Some(key) }))
}

/// The summary, and the routes of unchanged pages, which are still to be linked.
fn sum_up<'a, P: Pages>(
    pages: &'a P,
    inventory: &Inventory,
    fates: &[Fate],
) -> (Summary, Vec<&'a Route>) {
    let mut summary = Summary { removed: inventory.removed.clone(), ..Summary::default() };
    let mut unchanged = Vec::new();
    for (index, fate) in fates.iter().enumerate() {
        let route = pages.route(index);
        summary.bytes += fate.size();
        match fate {
            Fate::Unchanged(_) => unchanged.push(route),
            Fate::Written(content) => {
                summary.bytes_written += content.size;
                let list = if inventory.present[index] {
                    &mut summary.changed
                } else {
                    &mut summary.added
                };
                list.push(route.clone());
            }
        }
    }
    summary.unchanged = unchanged.len();
    (summary, unchanged)
}
