//! Notices what somebody does to the files.
//!
//! Directories are watched, never files: editors put new files in the place of old ones. A watched
//! directory that is itself replaced is watched again when it is seen from above.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{
    Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _,
};

use super::touched::Touched;
use crate::path::SourcePath;

/// For how long nothing must have happened before the files are read. Editors write a file in
/// several steps that take a few milliseconds; a reader in between would see half of it.
pub const QUIET: Duration = Duration::from_millis(20);

/// For how long reading is put off at most, however much is going on.
pub const PATIENCE: Duration = Duration::from_millis(200);

/// How often files are looked at where the system does not tell of them.
const POLL: Duration = Duration::from_millis(500);

/// Tells of what happens below some directories of a project.
pub(super) struct Watcher {
    source: Box<dyn notify::Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
    /// The directories that are watched with all that is in them.
    deep: Vec<PathBuf>,
    /// Directories in which something may have happened before they were watched.
    unseen: Vec<SourcePath>,
    /// Whether files are looked at time and again.
    pub(super) polls: bool,
}

impl Watcher {
    /// Watches the root of a project itself, and some directories with all that is in them. Where
    /// the system cannot tell, or is not to be relied on, files are looked at time and again.
    pub(super) fn new(root: &Path, deep: &[PathBuf], poll: bool) -> notify::Result<Self> {
        let (sender, events) = channel();
        if !poll {
            match Self::native(root, deep, sender.clone()) {
                Ok(watcher) => {
                    let watcher = Box::new(watcher);
                    return Ok(Self::of(watcher, events, root, deep, false));
                }
                // Other failures would meet a look at the files as well.
                Err(error)
                    if !matches!(error.kind, ErrorKind::MaxFilesWatch | ErrorKind::Io(_)) =>
                {
                    return Err(error);
                }
                Err(_) => {}
            }
        }
        // The times of files are compared in whole seconds, which two saves may share.
        let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
        let mut watcher = PollWatcher::new(sender, config)?;
        watch(&mut watcher, root, deep)?;
        Ok(Self::of(Box::new(watcher), events, root, deep, true))
    }

    fn native(
        root: &Path,
        deep: &[PathBuf],
        sender: Sender<notify::Result<Event>>,
    ) -> notify::Result<RecommendedWatcher> {
        let mut watcher = RecommendedWatcher::new(sender, Config::default())?;
        watch(&mut watcher, root, deep)?;
        Ok(watcher)
    }

    fn of(
        source: Box<dyn notify::Watcher + Send>,
        events: Receiver<notify::Result<Event>>,
        root: &Path,
        deep: &[PathBuf],
        polls: bool,
    ) -> Self {
        let unseen = Vec::new();
        Self { source, events, root: root.to_owned(), deep: deep.to_vec(), unseen, polls }
    }

    /// Waits until something happened and is over. `None` where nothing will ever happen.
    pub(super) fn next(&mut self) -> Option<Touched> {
        let mut touched = Touched::default();
        touched.paths.extend(self.unseen.drain(..));
        while touched == Touched::default() {
            let first = self.events.recv().ok()?;
            self.add(first, &mut touched);
            let until = Instant::now() + PATIENCE;
            loop {
                let left = until.saturating_duration_since(Instant::now());
                match self.events.recv_timeout(QUIET.min(left)) {
                    Ok(event) => self.add(event, &mut touched),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
                if left.is_zero() {
                    break;
                }
            }
        }
        Some(touched)
    }

    /// Watches these directories from now on, with all that is in them, and no others. Whatever happened in those
    /// that were not watched until now is told of next.
    pub(super) fn follow(&mut self, deep: Vec<PathBuf>) {
        for gone in self.deep.iter().filter(|known| !deep.contains(known)) {
            let _ = self.source.unwatch(gone);
        }
        let new: Vec<PathBuf> =
            deep.iter().filter(|path| !self.deep.contains(path)).cloned().collect();
        self.deep = deep;
        for path in new {
            self.watch_again(&path);
            self.unseen.extend(self.below_root(&path));
        }
    }

    /// Watches what there is at or below a path of the directories that matter: a watch ends with
    /// the directory that it was for, and another one may be in its place.
    fn watch_again(&mut self, path: &Path) {
        for deep in self.deep.iter().filter(|deep| deep.starts_with(path)) {
            for above in above(&self.root, deep).filter(|above| above.starts_with(path)) {
                let _ = self.source.watch(&above, RecursiveMode::NonRecursive);
            }
            let _ = self.source.unwatch(deep);
            let _ = self.source.watch(deep, RecursiveMode::Recursive);
        }
    }

    fn add(&mut self, event: notify::Result<Event>, touched: &mut Touched) {
        // What cannot be told of has happened all the same.
        let Ok(event) = event else {
            touched.overflow = true;
            return;
        };
        touched.overflow |= event.need_rescan();
        if !is_a_change(event.kind) {
            return;
        }
        for path in event.paths {
            if self.deep.iter().any(|deep| deep.starts_with(&path)) {
                self.watch_again(&path);
            }
            touched.paths.extend(self.below_root(&path));
        }
    }

    /// A path of the disk as one of the project. A name that is not UTF-8 is reported when its directory is read.
    fn below_root(&self, path: &Path) -> Option<SourcePath> {
        let below = path.strip_prefix(&self.root).ok()?.to_str()?;
        let below = SourcePath::new(&below.replace('\\', "/"));
        Some(below).filter(|path| !path.as_str().is_empty())
    }
}

fn watch(watcher: &mut impl notify::Watcher, root: &Path, deep: &[PathBuf]) -> notify::Result<()> {
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for directory in deep {
        for above in above(root, directory).filter(|above| above.exists()) {
            watcher.watch(&above, RecursiveMode::NonRecursive)?;
        }
        if directory.exists() {
            watcher.watch(directory, RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}

/// The directories between the root of a project and one that matters.
fn above(root: &Path, deep: &Path) -> impl Iterator<Item = PathBuf> {
    let above =
        deep.ancestors().skip(1).take_while(|above| above.starts_with(root) && *above != root);
    above.map(Path::to_owned).collect::<Vec<_>>().into_iter()
}

/// Whether a file may be another one after an event. Reading files makes events too.
fn is_a_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}
