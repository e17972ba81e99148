//! Tries again what may pass by itself.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::host::{Cause, HostError};

/// Attempts before a call is given up.
const ATTEMPTS: u32 = 6;

/// The pause after the first failed attempt; doubled each time.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// Makes calls, and counts them.
pub struct Patience<'a> {
    sleep: &'a (dyn Fn(Duration) + Sync),
    calls: AtomicUsize,
}

impl<'a> Patience<'a> {
    /// Waits by `sleep`.
    pub fn new(sleep: &'a (dyn Fn(Duration) + Sync)) -> Self {
        Self { sleep, calls: AtomicUsize::new(0) }
    }

    /// Makes a call, again if its failure is [`Cause::Transient`].
    pub fn call<T>(
        &self,
        mut attempt: impl FnMut() -> Result<T, HostError>,
    ) -> Result<T, HostError> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..ATTEMPTS {
            self.calls.fetch_add(1, Ordering::Relaxed);
            match attempt() {
                Err(error) if error.cause == Cause::Transient => (self.sleep)(pause),
                result => return result,
            }
            pause *= 2;
        }
        self.calls.fetch_add(1, Ordering::Relaxed);
        attempt()
    }

    /// Number of calls so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }
}
