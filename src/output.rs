//! Publishes pages into a directory: all of them or none, in one rename.
//!
//! It must not know what a page is about: it sees routes and bytes ([`Pages`]) and a target.
//!
//! What holds, whenever the process ends and for whatever reason:
//!
//! - The target is entirely the old site or entirely the new one. Where the file system cannot
//!   exchange two directories it is missing for the moment between two renames, and a build
//!   that is killed right there is recovered by the next.
//! - A directory that was not made here is never written to, replaced or deleted. Ours are told
//!   by [`MARK`], a file in them.
//! - A file whose bytes are the same stays the same file, with its inode and its mtime; a build
//!   that changes nothing writes nothing to the target and makes no staging directory.
//! - Whatever stands in the target and is no page disappears, except entries at its top whose
//!   name begins with a dot (`.well-known`, `.htaccess`, `.git`): they belong to whoever put
//!   them there and are carried over.
//! - Beside the target `NAME`, only these names are made and deleted: `.NAME.ssr-site-staging`,
//!   `.NAME.ssr-site-old`, `.NAME.ssr-site-lock` and `.NAME.ssr-site-record`. All but the last are
//!   gone after a build, and what a killed one left of them, the next one removes. The same holds for a
//!   single file and what is made on the way to it (`beside`, and `temporary` where nothing can be made beside it).
//! - No symbolic link is followed under a name that is ours, and nothing that is no file is waited for or
//!   written to (`door`). A file outside the site is written where it may be, wherever links lead
//!   (`destination`); else an [`Obstacle`] says what is in the way.
//!
//! On Linux the new site is on the disk before it takes the old one's place, so that this holds
//! for a power cut as well. Writing a whole site with one `syncfs` takes a third of the time that it takes with
//! a sync for every file (docs/performance.md).
#![expect(clippy::disallowed_methods, reason = "this is the module that writes")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::path::Route;
use inventory::{Inventory, Routes};
use page::{Buffers, Fate};
use place::{Place, Standing};
use record::Record;
use staging::{Staging, Strategy};

mod beside;
mod destination;
mod door;
mod error;
mod inventory;
mod lock;
mod obstacle;
mod page;
mod place;
mod processes;
mod record;
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
pub use obstacle::{Bounds, Kind, Obstacle};
pub use page::PageWriter;
pub use scratch::Scratch;

/// The file that tells a directory made here from all others.
pub const MARK: &str = ".ssr-site";

/// What can be published: a fixed list of routes, and the bytes of any one of them.
pub trait Pages: Sync {
    /// What can be wrong with a page.
    type Error: Send;

    /// How many pages there are.
    fn count(&self) -> usize;

    /// The address of a page. The order of the pages is the order of whatever is reported.
    fn route(&self, index: usize) -> &Route;

    /// Appends a page's bytes to `out`, which is empty.
    fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), Self::Error>;

    /// Writes a page piece by piece. The default is [`Pages::write`]; pages that grow with the
    /// site (print, data, search) have their own, so that they are never held whole.
    fn stream(&self, index: usize, out: &mut PageWriter<'_>) -> Result<(), Self::Error> {
        self.write(index, out.buffer())
    }
}

/// How to publish.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// A hash of everything that the pages are made of. Where it, the program and the target are those of
    /// the last build, no page is computed. With `None` all are.
    pub inputs: Option<u64>,
    /// Told after each page how many are done. Called from any thread, and not always in order.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { inputs: None, progress: &|_| {} }
    }
}

/// What a build did to the target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages that were not there, in the order of the pages.
    pub added: Vec<Route>,
    /// Pages whose bytes differ from before, in the order of the pages.
    pub changed: Vec<Route>,
    /// Paths of files that were there and are no pages any more, sorted.
    pub removed: Vec<String>,
    /// How many pages are as they were.
    pub unchanged: usize,
    /// The size of all pages, in bytes.
    pub bytes: u64,
    /// The size of the pages that were added or changed, in bytes.
    pub bytes_written: u64,
    /// The old site, where it could not be deleted after the new one took its place. The next
    /// build tries again.
    pub leftover: Option<PathBuf>,
}

impl Summary {
    /// Whether the target is as it was.
    pub fn is_unchanged(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Makes the target hold these pages and nothing else.
///
/// Every page is attempted even where others fail, and all that fail are returned together; the
/// target is then as it was.
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
    let place = Place::take(target)?;
    let inventory = Inventory::take(&place, &routes)?;
    let ours = place.standing() == Standing::Ours;
    let record = options.inputs.map(|inputs| Record::new(&place, pages, inputs));
    let vouched =
        record.as_ref().filter(|_| ours && inventory.is_complete()).and_then(Record::vouches);
    if let Some(bytes) = vouched {
        return Ok(Summary { unchanged: pages.count(), bytes, ..Summary::default() });
    }
    let staging = Staging::new(&place, &routes, strategy);
    let fates = evaluate(pages, &place, &inventory, &staging, options)?;
    let (mut summary, unchanged) = sum_up(pages, &inventory, &fates);
    if !(summary.is_unchanged() && ours) {
        staging.complete(&unchanged, &inventory.carried)?;
        summary.leftover = staging.swap()?;
    }
    if let Some(record) = record {
        record.keep(summary.bytes);
    }
    Ok(summary)
}

/// What became of one page.
enum Outcome<E> {
    Done(Fate),
    /// The page itself is wrong.
    Failed(E),
    /// The machine failed us.
    Broken(TargetError),
    /// Not attempted, because the machine had failed us before.
    Skipped,
}

/// Computes every page, and writes those that differ into the staging directory.
fn evaluate<P: Pages>(
    pages: &P,
    place: &Place,
    inventory: &Inventory,
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
        let old = inventory.present[index].then(|| place.target().join(route.as_str()));
        let mut writer = if failed.load(Ordering::Relaxed) {
            PageWriter::nowhere(route, staging, buffers)
        } else {
            PageWriter::new(route, old, staging, buffers)
        };
        let written = pages.stream(index, &mut writer);
        let outcome = match (writer.failure(), written) {
            (Some(error), _) => Outcome::Broken(error),
            (None, Err(error)) => Outcome::Failed(error),
            (None, Ok(())) => writer.finish().map_or_else(Outcome::Broken, Outcome::Done),
        };
        failed.fetch_or(matches!(outcome, Outcome::Failed(_)), Ordering::Relaxed);
        broken.fetch_or(matches!(outcome, Outcome::Broken(_)), Ordering::Relaxed);
        (options.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
        outcome
    };
    let outcomes: Vec<_> =
        (0..pages.count()).into_par_iter().map_init(Buffers::default, one).collect();

    let mut fates = Vec::with_capacity(outcomes.len());
    let mut failures = Vec::new();
    let mut failure = None;
    for (index, outcome) in outcomes.into_iter().enumerate() {
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

/// The summary, and the routes of the pages that are still to be kept.
fn sum_up<'a, P: Pages>(
    pages: &'a P,
    inventory: &Inventory,
    fates: &[Fate],
) -> (Summary, Vec<&'a Route>) {
    let mut summary = Summary { removed: inventory.removed.clone(), ..Summary::default() };
    let mut unchanged = Vec::new();
    for (index, fate) in fates.iter().enumerate() {
        let route = pages.route(index);
        summary.bytes += fate.bytes();
        match fate {
            Fate::Unchanged(_) => unchanged.push(route),
            Fate::Written(bytes) => {
                summary.bytes_written += bytes;
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
