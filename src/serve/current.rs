//! Holds the newest preview, and notifies of the next.

use std::sync::Arc;
use std::time::Duration;

use rayon::ThreadPool;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::preview::{Findings, Preview, Shown};
use crate::check::baseline::Baseline;
use crate::check::{self, Selection};
use crate::diagnostic::Diagnostic;
use crate::theme::review;

/// Idle time before the rules run, so that they do not compete with page requests.
const QUIET: Duration = Duration::from_millis(250);

/// Handle to the newest preview.
#[derive(Clone)]
pub(super) struct Current {
    sender: Arc<watch::Sender<Arc<Preview>>>,
}

impl Current {
    pub(super) fn new(first: Preview) -> Self {
        Self { sender: Arc::new(watch::Sender::new(Arc::new(first))) }
    }

    /// The newest preview.
    pub(super) fn newest(&self) -> Arc<Preview> {
        Arc::clone(&self.sender.borrow())
    }

    /// Subscribes to previews; the newest one counts as the first.
    pub(super) fn follow(&self) -> watch::Receiver<Arc<Preview>> {
        let mut receiver = self.sender.subscribe();
        receiver.mark_changed();
        receiver
    }

    /// Replaces the preview.
    pub(super) fn replace(&self, mut next: Preview) {
        self.sender.send_modify(|newest| {
            next.findings.clone_from(&newest.findings);
            next.checked = newest.checked && same(newest.shown.as_ref(), next.shown.as_ref());
            *newest = Arc::new(next);
        });
    }

    /// Runs the rules on every site that stays for a while, forever. They have their own threads,
    /// so that edits are read at once.
    pub(super) async fn check(self, threads: ThreadPool) {
        let threads = Arc::new(threads);
        let mut news = self.follow();
        while news.changed().await.is_ok() {
            while matches!(timeout(QUIET, news.changed()).await, Ok(Ok(()))) {}
            let preview = self.newest();
            let unchecked = preview.shown.clone().filter(|_| preview.is_being_checked());
            let Some(shown) = unchecked else { continue };
            let of = Arc::clone(&shown);
            let threads = Arc::clone(&threads);
            let found = spawn_blocking(move || threads.install(|| findings(&of))).await;
            if let Ok(found) = found {
                let world = Some(shown.world.clone());
                self.add_findings(&shown, Findings { found, world });
            }
        }
    }

    /// Adds the findings of a site, unless another one is shown by now.
    fn add_findings(&self, shown: &Arc<Shown>, findings: Findings) {
        self.sender.send_if_modified(|newest| {
            let wanted = same(newest.shown.as_ref(), Some(shown)) && !newest.checked;
            if wanted {
                let findings = Arc::new(findings);
                *newest = Arc::new(Preview { findings, checked: true, ..(**newest).clone() });
            }
            wanted
        });
    }
}

fn same(one: Option<&Arc<Shown>>, other: Option<&Arc<Shown>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// Findings of a site, without those of its baseline.
fn findings(shown: &Shown) -> Vec<Diagnostic> {
    let given = review(&shown.facts.site().config, &shown.world);
    let selection = Selection::default();
    let found = check::check_with(&shown.facts, &shown.world, &selection, &given).diagnostics;
    let (baseline, mut findings) = Baseline::load(&shown.world);
    let mut parted = baseline.unwrap_or_default().part(found, &shown.world, |_| true);
    findings.append(&mut parted.new);
    findings
}
