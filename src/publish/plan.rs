//! What a publication will do, from what is built, what is known of the host, and what it lists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::host::{Body, Listed};
use super::manifest::{Entry, Hash, Manifest, Stored};
use super::pending::{self, Known, Pending, Possible};

/// A built file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Its path below the site's address.
    pub path: String,
    /// Where its bytes are.
    pub source: Source,
    /// What the manifest will say of it.
    pub entry: Entry,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// On disk.
    File(PathBuf),
    /// In memory.
    Bytes(Arc<[u8]>),
}

impl SiteFile {
    /// Whether it is a page, which leads to other files.
    pub fn is_page(&self) -> bool {
        self.entry.media_type.starts_with("text/html")
    }

    /// Its bytes as they were built, unchecked.
    pub(super) fn body(&self) -> Body<'_> {
        match &self.source {
            Source::File(path) => Body::File(path),
            Source::Bytes(bytes) => Body::Bytes(bytes),
        }
    }
}

/// What is known of a host before a publication.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// What the last complete publication left; empty before the first.
    pub manifest: Manifest,
    /// The same, as it is on the host.
    pub text: Option<Vec<u8>>,
    /// What an interrupted publication left, and how many of its files are certainly there.
    pub interrupted: Option<(Pending, usize)>,
    /// What is there, if the host can tell.
    pub listing: Option<Vec<Listed>>,
    /// What was found at paths that were read.
    pub found: BTreeMap<String, Option<Hash>>,
}

impl Standing {
    /// Whether nothing of ours is there.
    pub fn is_first(&self) -> bool {
        self.text.is_none() && self.interrupted.is_none()
    }

    /// For each of our paths, what may be there.
    pub fn known(&self) -> Known {
        let interrupted = self.interrupted.as_ref();
        let interrupted = interrupted.map(|(pending, done)| (pending, *done));
        let leftover = self.leftover().map(|path| (path.to_owned(), None)).collect();
        Known::new(&self.manifest, interrupted).with(&self.found).with(&leftover)
    }

    /// What an interrupted publication was about to delete. Nothing leads there any more.
    fn leftover(&self) -> impl Iterator<Item = &str> {
        // Before, other files may lead there.
        let has_written = |(pending, done): &&(Pending, usize)| *done == pending.puts.len();
        let interrupted = self.interrupted.iter().filter(has_written);
        interrupted.flat_map(|(pending, _)| {
            let was_ours = |path: &&String| {
                pending.before.get(*path).is_some_and(|before| before.iter().any(Option::is_some))
            };
            pending.removed.iter().filter(was_ours).map(|path| &**path)
        })
    }
}

/// What a publication will do. Indices are those of the built files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files that are new on the host.
    pub added: Vec<usize>,
    /// Files that replace others of ours.
    pub changed: Vec<usize>,
    /// Files that are as published, but that somebody else changed or deleted on the host.
    pub restored: Vec<usize>,
    /// Files of an interrupted publication that may or may not be there: they are written again.
    pub uncertain: Vec<usize>,
    /// Files that an interrupted publication was about to delete: they are deleted before anything
    /// else, since they may lead to what is gone already.
    pub leftover: Vec<String>,
    /// Files of ours that the site has no longer.
    pub removed: Vec<String>,
    /// Number of files that stay as they are.
    pub unchanged: usize,
    /// Files that are not ours, which stay.
    pub foreign: usize,
    /// Files that are not ours where files of ours would be.
    pub in_the_way: Vec<String>,
    /// The order in which files are written: each step is complete before the next begins.
    pub steps: Vec<Vec<usize>>,
    /// What is told to later publications before this one begins.
    pub pending: Pending,
}

/// When a file is written. No page leads to what comes later, except to another new page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// Assets, pictures, data: nothing leads to them yet.
    NewFile,
    /// Nothing leads to these yet, other than each other.
    NewPage,
    /// All that it leads to is there.
    ChangedPage,
    /// Data, search, feeds and sitemaps, which name pages.
    ChangedFile,
    /// A new front page makes a new site public.
    NewFront,
}

impl Plan {
    /// Plans a publication.
    pub fn new(files: &[SiteFile], standing: &Standing) -> Self {
        let known = standing.known();
        let listing = standing.listing.as_deref().map(|listed| Listing::new(listed, standing));
        let leftover = standing.leftover().map(ToOwned::to_owned).collect();
        let mut plan = Self { leftover, ..Self::default() };
        let mut steps: BTreeMap<Step, Vec<usize>> = BTreeMap::new();
        for (index, file) in files.iter().enumerate() {
            let before = known.at(&file.path);
            let found = listing.as_ref().map(|listing| listing.at(&file.path));
            let is_as_known = known.has(&file.path, file.entry.hash)
                && standing.stored_alike(file)
                && found.is_none_or(|found| is_of_size(found, file));
            if is_as_known {
                plan.unchanged += 1;
                continue;
            }
            let is_there = match found {
                Some(found) => found != Found::No,
                None => before.is_some_and(|possible| !possible.contains(&None)),
            };
            if before.is_none() && is_there {
                plan.in_the_way.push(file.path.clone());
            }
            plan.enter(index, file, before, is_there, standing);
            steps.entry(step(file, is_there)).or_default().push(index);
        }
        plan.steps = steps.into_values().map(|step| ordered(step, files)).collect();
        plan.remove(files, &known, listing.as_ref());
        if let Some(listing) = &listing {
            let is_foreign =
                |path: &&str| known.at(path).is_none() && !pending::is_of_protocol(path);
            plan.foreign = listing.sizes.keys().copied().filter(|path| is_foreign(path)).count();
        }
        plan.pending = plan.pending(files, &known, &standing.manifest);
        plan
    }

    fn enter(
        &mut self,
        index: usize,
        file: &SiteFile,
        before: Option<&Possible>,
        is_there: bool,
        standing: &Standing,
    ) {
        let recorded = standing.manifest.files.get(&file.path);
        let is_certain = before.is_none_or(|possible| possible.len() == 1);
        let list = if !is_certain {
            &mut self.uncertain
        } else if recorded.is_some_and(|entry| entry.hash == file.entry.hash)
            && standing.stored_alike(file)
        {
            &mut self.restored
        } else if is_there {
            &mut self.changed
        } else {
            &mut self.added
        };
        list.push(index);
    }

    /// Finds what the site has no longer.
    fn remove(&mut self, files: &[SiteFile], known: &Known, listing: Option<&Listing<'_>>) {
        let kept: BTreeSet<&str> = files.iter().map(|file| &*file.path).collect();
        let may_be_there = |path: &str| listing.is_none_or(|listing| listing.at(path) != Found::No);
        let was_there = |path: &str| known.at(path).is_some_and(|it| !it.iter().eq([&None]));
        let removed = known.paths().filter(|path| !kept.contains(path));
        let removed = removed.filter(|path| was_there(path) && may_be_there(path));
        self.removed = removed.map(ToOwned::to_owned).collect();
    }

    fn pending(&self, files: &[SiteFile], known: &Known, manifest: &Manifest) -> Pending {
        let puts: Vec<_> = self
            .steps
            .iter()
            .flatten()
            .map(|index| (files[*index].path.clone(), files[*index].entry.hash))
            .collect();
        let was = |path: &str| {
            let before = known.at(path).cloned();
            (path.to_owned(), before.unwrap_or_else(|| Possible::from([None])))
        };
        let written = puts.iter().map(|(path, _)| &**path);
        let removed = self.removed.iter().map(|path| &**path);
        let is_recorded = |path: &&str| {
            manifest.files.get(*path).is_some_and(|entry| known.has(path, entry.hash))
        };
        let left = known.paths().filter(|path| !is_recorded(path));
        let before = written.chain(removed).chain(left).map(was).collect();
        Pending { puts, removed: self.removed.clone(), before }
    }

    /// Number of files that will be written.
    pub fn written(&self) -> usize {
        self.steps.iter().map(Vec::len).sum()
    }

    /// Number of bytes that will be sent, before compression.
    pub fn bytes(&self, files: &[SiteFile]) -> u64 {
        self.steps.iter().flatten().map(|index| files[*index].entry.size).sum()
    }

    /// Whether the host is as it should be.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.removed.is_empty() && self.leftover.is_empty()
    }

    /// Percentage of our files on the host that would be deleted, rounded up.
    pub fn share_removed(&self, standing: &Standing) -> usize {
        let ours = standing.known().paths().count();
        ((self.removed.len() + self.leftover.len()) * 100).div_ceil(ours.max(1))
    }
}

impl Standing {
    /// Whether a file is stored in the form that it would have now.
    fn stored_alike(&self, file: &SiteFile) -> bool {
        self.manifest.files.get(&file.path).is_none_or(|entry| {
            entry.stored == file.entry.stored && entry.media_type == file.entry.media_type
        })
    }
}

/// What a host lists, by path.
struct Listing<'a> {
    sizes: BTreeMap<&'a str, Option<u64>>,
}

impl<'a> Listing<'a> {
    /// Without what is deleted before anything else.
    fn new(listed: &'a [Listed], standing: &Standing) -> Self {
        let leftover: BTreeSet<&str> = standing.leftover().collect();
        let kept = listed.iter().filter(|file| !leftover.contains(&*file.path));
        Self { sizes: kept.map(|file| (&*file.path, file.size)).collect() }
    }

    fn at(&self, path: &str) -> Found {
        self.sizes.get(path).map_or(Found::No, |size| Found::Yes { size: *size })
    }
}

/// What a host lists at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    No,
    Yes { size: Option<u64> },
}

/// Whether what is there can be a file that is known to be there, as far as its size tells.
fn is_of_size(found: Found, file: &SiteFile) -> bool {
    match found {
        Found::No => false,
        Found::Yes { size: Some(size) } if file.entry.stored == Stored::Plain => {
            size == file.entry.size
        }
        Found::Yes { .. } => true,
    }
}

fn step(file: &SiteFile, is_there: bool) -> Step {
    match (file.is_page(), is_there) {
        (true, false) if file.path == "index.html" => Step::NewFront,
        (true, false) => Step::NewPage,
        (true, true) => Step::ChangedPage,
        (false, false) => Step::NewFile,
        (false, true) => Step::ChangedFile,
    }
}

/// Innermost first, and in each directory its front page last.
fn ordered(mut step: Vec<usize>, files: &[SiteFile]) -> Vec<usize> {
    step.sort_by_key(|index| {
        let path = &*files[*index].path;
        let is_front = path.rsplit('/').next() == Some("index.html");
        (usize::MAX - path.matches('/').count(), is_front, path)
    });
    step
}

/// The manifest that a publication of these files leaves.
pub fn manifest_of(files: &[SiteFile], site_url: Option<&str>) -> Manifest {
    Manifest {
        site_url: site_url.map(ToOwned::to_owned),
        files: files.iter().map(|file| (file.path.clone(), file.entry.clone())).collect(),
    }
}
