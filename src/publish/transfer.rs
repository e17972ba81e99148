//! Carries out a plan on a host whose files are written one by one.
//!
//! Order: the pending manifest, the steps of the plan, the manifest, deletions. At any moment the
//! site has no dead links, and what is on the host tells the next publication where this one was.

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
        let (patience, sent) = (Patience::new(claim.sleep), AtomicU64::new(0));
        let mut lease = patience.call(|| Lease::take(store, claim))?;
        let run = Run { job: self, store, patience, sent };
        let done = run.all(&mut lease);
        lease.release();
        done.map(|()| Done { requests: run.patience.calls(), bytes: run.sent.into_inner() })
    }
}

/// A job that is being carried out.
struct Run<'a> {
    job: &'a Job<'a>,
    store: &'a dyn Store,
    patience: Patience<'a>,
    /// Bytes.
    sent: AtomicU64,
}

impl Run<'_> {
    fn all(&self, lease: &mut Lease<'_>) -> Result<(), HostError> {
        let Job { files, plan, standing, manifest, progress, .. } = *self.job;
        let Plan { steps, removed, leftover, pending, .. } = plan;
        self.patience.call(|| standing::is_still(self.store, standing, lease.was_watched()))?;
        let count = leftover.len();
        self.side_by_side(count, lease, &|at| self.delete(&leftover[at]), &|_| Ok(()))?;
        self.note(pending::PATH, &pending.to_text())?;
        let mut begun = 0;
        for step in steps {
            let first = begun;
            begun += step.len();
            let one = |at: usize| self.put(&files[step[at]]);
            let noted = |count: usize| {
                let text = pending.progress(first + count);
                progress(first + count);
                self.store.put(&of_protocol(pending::PROGRESS, text.as_bytes()))
            };
            self.side_by_side(step.len(), lease, &one, &noted)?;
        }
        self.patience.call(|| lease.confirm())?;
        self.note(manifest::PATH, &manifest.to_text())?;
        // Deletions begin: the next publication must know.
        self.note(pending::PROGRESS, &pending.progress(begun))?;
        let noted = |count: usize| {
            progress(begun + count);
            Ok(())
        };
        self.side_by_side(removed.len(), lease, &|at| self.delete(&removed[at]), &noted)?;
        [pending::PATH, pending::PROGRESS].iter().try_for_each(|path| self.delete(path))
    }

    fn note(&self, path: &str, text: &str) -> Result<(), HostError> {
        self.patience.call(|| self.store.put(&of_protocol(path, text.as_bytes())))
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.patience.call(|| self.store.delete(path))
    }

    fn put(&self, file: &SiteFile) -> Result<(), HostError> {
        let loaded = body::load(file)?;
        let body = match &loaded {
            Loaded::Bytes(bytes) => Body::Bytes(bytes),
            Loaded::Large(path) => Body::File(path),
        };
        let outgoing = Outgoing {
            path: &file.path,
            body,
            media_type: &file.entry.media_type,
            cache: (self.job.cache)(&file.path),
            encoding: file.entry.stored.encoding(),
            hash: matches!(body, Body::File(_)).then_some(file.entry.hash),
        };
        self.patience.call(|| self.store.put(&outgoing))?;
        let bytes = match body {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File(_) => file.entry.size,
        };
        self.sent.fetch_add(bytes, Ordering::Relaxed);
        Ok(())
    }

    /// Does something `count` times, several at a time. `noted` is called now and then, and at the
    /// end, with the number of the first ones that are done. After a failure nothing new is begun.
    fn side_by_side(
        &self,
        count: usize,
        lease: &mut Lease<'_>,
        one: &(dyn Fn(usize) -> Result<(), HostError> + Sync),
        noted: &(dyn Fn(usize) -> Result<(), HostError> + Sync),
    ) -> Result<(), HostError> {
        if count == 0 {
            return Ok(());
        }
        // A machine that was suspended may have lost it meanwhile.
        self.patience.call(|| lease.confirm())?;
        let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..self.store.at_a_time().clamp(1, count) {
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
                    if let Err(error) = self.patience.call(|| lease.renew()) {
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
