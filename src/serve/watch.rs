//! Watches files for changes.
//!
//! Only directories are watched, because editors replace files. If a watched directory is itself
//! replaced, its parent's watch notices and it is watched again.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{
    Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _,
};

use super::touched::Touched;
use crate::path::SourcePath;

/// Idle time before files are read. Editors write a file in several steps within milliseconds;
/// reading in between would see half of it.
pub const QUIET: Duration = Duration::from_millis(20);

/// Maximum delay of reading under constant activity.
pub const PATIENCE: Duration = Duration::from_millis(200);

/// Polling interval.
const POLL: Duration = Duration::from_millis(500);

/// Watches directories of a project.
pub(super) struct Watcher {
    source: Box<dyn notify::Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
    /// Directories watched recursively.
    deep: Vec<PathBuf>,
    /// Directories that may have changed before they were watched.
    unseen: Vec<SourcePath>,
    /// Whether it polls.
    pub(super) polls: bool,
}

impl Watcher {
    /// Watches the project's root non-recursively and some directories recursively. Falls back to
    /// polling if notifications are unavailable or unreliable.
    pub(super) fn new(root: &Path, deep: &[PathBuf], poll: bool) -> notify::Result<Self> {
        let (sender, events) = channel();
        if !poll {
            match Self::native(root, deep, sender.clone()) {
                Ok(watcher) => {
                    let watcher = Box::new(watcher);
                    return Ok(Self::of(watcher, events, root, deep, false));
                }
                // Polling would meet other failures too.
                Err(error)
                    if !matches!(error.kind, ErrorKind::MaxFilesWatch | ErrorKind::Io(_)) =>
                {
                    return Err(error);
                }
                Err(_) => {}
            }
        }
        // Timestamps are compared in whole seconds, within which two saves can fall: compare
        // contents too.
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

    /// Waits for events and the idle time after them. `None` if there will never be any.
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

    /// Changes the set of recursively watched directories. Newly watched ones count as touched.
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

    /// Watches again what exists at or below a path: a watch ends with its directory, and another
    /// one may have taken its place.
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
        // Events may have been lost.
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

    /// A path relative to the project's root. Non-UTF-8 names are reported when the directory is
    /// read.
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

/// Directories between the project's root and a relevant one.
fn above(root: &Path, deep: &Path) -> impl Iterator<Item = PathBuf> {
    let above =
        deep.ancestors().skip(1).take_while(|above| above.starts_with(root) && *above != root);
    above.map(Path::to_owned).collect::<Vec<_>>().into_iter()
}

/// Whether an event may change a file; reading causes events too.
fn is_a_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}
