//! Keeps two publications of one host apart, on hosts that have no locks of their own.
//!
//! The holder renews a small file of the host. Others go by whether it changes while they watch, never
//! by times, so wrong clocks do no harm; a killed holder is found out after [`PATIENCE`].

use std::time::Duration;

use super::host::{Body, Cause, HostError, Outgoing, Store};
use super::manifest::DIRECTORY;

/// Where it is on the host.
pub const PATH: &str = "ssr-site-publication/lock.txt";

/// How often the holder renews it.
pub const RENEWAL: Duration = Duration::from_secs(15);

/// How long others watch a lock that does not change before they take it over.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(5);

/// The right to change a host.
pub struct Lease<'a> {
    store: &'a dyn Store,
    token: String,
    renewed: u64,
    /// Whether another publication seemed to have it, until now.
    was_watched: bool,
}

/// How a lease is taken.
pub struct Claim<'a> {
    /// Names this publication; different for each.
    pub token: String,
    /// Names earlier publications that have certainly ended.
    pub ended: Vec<String>,
    /// Waits.
    pub sleep: &'a (dyn Fn(Duration) + Sync),
    /// Called once if there is a lock that must be watched.
    pub watching: &'a dyn Fn(),
}

impl<'a> Lease<'a> {
    /// Takes the lease. Fails with [`Cause::Conflict`] if another publication is running.
    pub fn take(store: &'a dyn Store, claim: &Claim<'_>) -> Result<Self, HostError> {
        let mut lease = Self { store, token: claim.token.clone(), renewed: 0, was_watched: false };
        if store.create(&outgoing(lease.text().as_bytes()))? {
            return Ok(lease);
        }
        let found = store.read(PATH)?;
        let is_ended = |found: &[u8]| {
            claim.ended.iter().any(|ended| token_of(found) == Some(ended.as_bytes()))
        };
        match found {
            Some(found) if !is_ended(&found) => {
                lease.outwait(&found, claim)?;
                lease.was_watched = true;
            }
            _ => {}
        }
        lease.take_over(claim)
    }

    /// Watches a lock; fails once it changes.
    fn outwait(&self, found: &[u8], claim: &Claim<'_>) -> Result<(), HostError> {
        (claim.watching)();
        let mut watched = Duration::ZERO;
        while watched < PATIENCE {
            (claim.sleep)(PAUSE);
            watched += PAUSE;
            match self.store.read(PATH)? {
                None => return Ok(()),
                Some(now) if now != found => return Err(self.is_held()),
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn take_over(self, claim: &Claim<'_>) -> Result<Self, HostError> {
        self.store.put(&outgoing(self.text().as_bytes()))?;
        // Of several that take it over at once, the last one has it.
        (claim.sleep)(Duration::from_secs(1));
        self.confirm()?;
        Ok(self)
    }

    /// Whether another publication may have written until the lease was taken, without noting all.
    pub fn was_watched(&self) -> bool {
        self.was_watched
    }

    /// Fails if another publication has taken it over.
    pub fn confirm(&self) -> Result<(), HostError> {
        let found = self.store.read(PATH)?;
        let ours = Some(self.token.as_bytes());
        if found.as_deref().and_then(token_of) == ours { Ok(()) } else { Err(self.is_held()) }
    }

    /// Tells others that the holder is alive.
    pub fn renew(&mut self) -> Result<(), HostError> {
        self.confirm()?;
        self.renewed += 1;
        self.store.put(&outgoing(self.text().as_bytes()))
    }

    /// Gives it back. What cannot be deleted is taken over by the next publication.
    pub fn release(self) {
        if self.confirm().is_ok() {
            let _ = self.store.delete(PATH);
        }
    }

    fn text(&self) -> String {
        format!("{}\n{}\n", self.token, self.renewed)
    }

    fn is_held(&self) -> HostError {
        let message = format!("another publication to `{}` is running", self.store.address());
        HostError::new(Cause::Conflict, message)
            .with_help("wait until it has finished, then publish again")
    }
}

fn token_of(text: &[u8]) -> Option<&[u8]> {
    text.split(|byte| *byte == b'\n').next()
}

/// A file of the protocol.
pub(super) fn of_protocol<'a>(path: &'a str, bytes: &'a [u8]) -> Outgoing<'a> {
    debug_assert!(path.starts_with(DIRECTORY));
    Outgoing {
        path,
        body: Body::Bytes(bytes),
        media_type: "text/plain; charset=utf-8",
        cache: "no-cache",
        encoding: None,
        hash: None,
    }
}

fn outgoing(bytes: &[u8]) -> Outgoing<'_> {
    of_protocol(PATH, bytes)
}
