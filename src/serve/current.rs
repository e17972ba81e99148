//! The newest preview, for whoever asks, and word of the next one, for whoever waits.

use std::sync::Arc;
use std::time::Duration;

use rayon::ThreadPool;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::preview::{Findings, Preview, Shown};
use crate::check;
use crate::check::baseline::Baseline;
use crate::diagnostic::Diagnostic;

/// For how long nothing must have changed before the rules run. A page that is asked for should not
/// have to share the machine with them.
const QUIET: Duration = Duration::from_millis(250);

/// Has the newest preview.
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

    /// Tells of every next preview; the newest one counts as the first.
    pub(super) fn follow(&self) -> watch::Receiver<Arc<Preview>> {
        let mut receiver = self.sender.subscribe();
        receiver.mark_changed();
        receiver
    }

    /// Puts the next preview in the place of this one.
    pub(super) fn replace(&self, mut next: Preview) {
        self.sender.send_modify(|newest| {
            next.findings.clone_from(&newest.findings);
            next.checked = newest.checked && same(newest.shown.as_ref(), next.shown.as_ref());
            *newest = Arc::new(next);
        });
    }

    /// Runs the rules over every site that stays for a while, for ever. They have threads of their
    /// own, so that an edit is read at once however long they take.
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

    /// Takes in what the rules found in a site, unless another one is shown by now.
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

/// What the rules find in a site, but for what its baseline has.
fn findings(shown: &Shown) -> Vec<Diagnostic> {
    let found = check::check(&shown.facts, &shown.world).diagnostics;
    let (baseline, mut findings) = Baseline::load(&shown.world);
    let mut parted = baseline.unwrap_or_default().part(found, &shown.world, |_| true);
    findings.append(&mut parted.new);
    findings
}
