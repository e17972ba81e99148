//! Carries out a plan on a host whose files are written one by one.
//!
//! Order: the pending manifest, the steps of the plan, the manifest, deletions. At any moment the
//! site has no dead links, and what is on the host tells the next publication where this one was.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::body::{self, Loaded};
use super::host::{Body, Cause, HostError, Outgoing, Store};
use super::lease::{Claim, Lease, RENEWAL, of_protocol};
use super::manifest::{self, Manifest};
use super::patience::Patience;
use super::pending;
use super::plan::{Plan, SiteFile, Standing};
use super::standing;

/// Files after which progress is noted on the host, at the latest.
const NOTED_EVERY: usize = 500;

/// A publication that has been planned.
pub struct Job<'a> {
    /// All files of the site.
    pub files: &'a [SiteFile],
    /// What was planned.
    pub plan: &'a Plan,
    /// What it was planned from.
    pub standing: &'a Standing,
    /// What is left on the host at the end.
    pub manifest: &'a Manifest,
    /// `Cache-Control` of a path.
    pub cache: &'a (dyn Fn(&str) -> &'static str + Sync),
    /// Called with the number of files written or deleted so far.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

/// What a publication did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Calls of the host, without those that keep the lock.
    pub requests: usize,
    /// Bytes sent, compressed where they are stored compressed.
    pub bytes: u64,
}

impl Job<'_> {
    /// Publishes. After a failure, the same call again ends in the same state as one that succeeded.
    pub fn run(&self, store: &dyn Store, claim: &Claim<'_>) -> Result<Done, HostError> {
        let patience = Patience::new(claim.sleep);
        let sent = AtomicU64::new(0);
        let mut lease = patience.call(|| Lease::take(store, claim))?;
        let done = self.run_with(store, &mut lease, &patience, &sent);
        lease.release();
        done.map(|()| Done { requests: patience.calls(), bytes: sent.into_inner() })
    }

    fn run_with(
        &self,
        store: &dyn Store,
        lease: &mut Lease<'_>,
        patience: &Patience<'_>,
        sent: &AtomicU64,
    ) -> Result<(), HostError> {
        patience.call(|| standing::is_still(store, self.standing, lease.was_watched()))?;
        let note = |path: &str, text: &str| {
            patience.call(|| store.put(&of_protocol(path, text.as_bytes())))
        };
        let Plan { steps, removed, leftover, pending, .. } = self.plan;
        let delete = |paths: &[String], at: usize| patience.call(|| store.delete(&paths[at]));
        side_by_side(
            (store, patience),
            leftover.len(),
            lease,
            &|at| delete(leftover, at),
            &|_| Ok(()),
        )?;
        note(pending::PATH, &pending.to_text())?;
        let mut begun = 0;
        for step in steps {
            let first = begun;
            begun += step.len();
            let one = |at: usize| self.put(store, &self.files[step[at]], patience, sent);
            let noted = |count: usize| {
                let text = pending.progress(first + count);
                (self.progress)(first + count);
                store.put(&of_protocol(pending::PROGRESS, text.as_bytes()))
            };
            side_by_side((store, patience), step.len(), lease, &one, &noted)?;
        }
        patience.call(|| lease.confirm())?;
        note(manifest::PATH, &self.manifest.to_text())?;
        // Deletions begin: the next publication must know.
        note(pending::PROGRESS, &pending.progress(begun))?;
        let noted = |count: usize| {
            (self.progress)(begun + count);
            Ok(())
        };
        side_by_side((store, patience), removed.len(), lease, &|at| delete(removed, at), &noted)?;
        for path in [pending::PATH, pending::PROGRESS] {
            patience.call(|| store.delete(path))?;
        }
        Ok(())
    }

    fn put(
        &self,
        store: &dyn Store,
        file: &SiteFile,
        patience: &Patience<'_>,
        sent: &AtomicU64,
    ) -> Result<(), HostError> {
        let loaded = body::load(file)?;
        let body = match &loaded {
            Loaded::Bytes(bytes) => Body::Bytes(bytes),
            Loaded::Large(path) => Body::File(Path::new(path)),
        };
        let outgoing = Outgoing {
            path: &file.path,
            body,
            media_type: &file.entry.media_type,
            cache: (self.cache)(&file.path),
            encoding: file.entry.stored.encoding(),
            hash: matches!(body, Body::File(_)).then_some(file.entry.hash),
        };
        patience.call(|| store.put(&outgoing))?;
        let bytes = match body {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File(_) => file.entry.size,
        };
        sent.fetch_add(bytes, Ordering::Relaxed);
        Ok(())
    }
}

/// Does something `count` times, several at a time. `noted` is called now and then, and at the
/// end, with the number of the first ones that are done. After a failure nothing new is begun.
fn side_by_side(
    (store, patience): (&dyn Store, &Patience<'_>),
    count: usize,
    lease: &mut Lease<'_>,
    one: &(dyn Fn(usize) -> Result<(), HostError> + Sync),
    noted: &(dyn Fn(usize) -> Result<(), HostError> + Sync),
) -> Result<(), HostError> {
    if count == 0 {
        return Ok(());
    }
    // A machine that was suspended may have lost it meanwhile.
    patience.call(|| lease.confirm())?;
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..store.at_a_time().clamp(1, count) {
            let (sender, shared) = (sender.clone(), (&next, &stopped));
            scope.spawn(move || work(count, shared, &sender, one));
        }
        drop(sender);
        let mut tally = Tally::new(count);
        let mut failure = None;
        let (mut renewed, mut said) = (Instant::now(), 0);
        loop {
            match receiver.recv_timeout(Duration::from_secs(1)) {
                Ok((at, Ok(()))) => tally.enter(at),
                Ok((_, Err(error))) => failure = failure.or(Some(error)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if renewed.elapsed() > RENEWAL || tally.first - said >= NOTED_EVERY {
                (renewed, said) = (Instant::now(), tally.first);
                if let Err(error) = patience.call(|| lease.renew()) {
                    failure = failure.or(Some(error));
                } else if failure.is_none() {
                    // Lost progress only costs time.
                    let _ = noted(tally.first);
                }
            }
            stopped.fetch_or(failure.is_some(), Ordering::Relaxed);
        }
        // Whoever has lost the lease must not write any more.
        if failure.as_ref().is_none_or(|failure: &HostError| failure.cause != Cause::Conflict) {
            let _ = noted(tally.first);
        }
        failure.map_or(Ok(()), Err)
    })
}

/// Takes the next ones until there are no more.
fn work(
    count: usize,
    (next, stopped): (&AtomicUsize, &AtomicBool),
    sender: &mpsc::Sender<(usize, Result<(), HostError>)>,
    one: &(dyn Fn(usize) -> Result<(), HostError> + Sync),
) {
    while !stopped.load(Ordering::Relaxed) {
        let at = next.fetch_add(1, Ordering::Relaxed);
        if at >= count {
            return;
        }
        let result = one(at);
        let failed = result.is_err();
        if sender.send((at, result)).is_err() || failed {
            return;
        }
    }
}

/// Which ones are done.
struct Tally {
    done: Vec<bool>,
    /// Number of the first ones that are all done.
    first: usize,
}

impl Tally {
    fn new(count: usize) -> Self {
        Self { done: vec![false; count], first: 0 }
    }

    fn enter(&mut self, at: usize) {
        self.done[at] = true;
        while self.done.get(self.first) == Some(&true) {
            self.first += 1;
        }
    }
}
