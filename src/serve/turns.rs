//! Limits concurrent rendering, to bound memory.
//!
//! Last in, first out: under load, clients of old requests may have left, and a new page should
//! only wait for those in progress, not for the whole queue.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// The limiter of a server.
#[derive(Clone)]
pub(super) struct Turns(Arc<Mutex<State>>);

struct State {
    free: usize,
    /// In order of arrival.
    waiting: Vec<oneshot::Sender<Turn>>,
}

/// A permit to render. Held until the result is freed, or counted for its client.
pub(super) struct Turn(Turns);

impl Turns {
    /// With so many permits.
    pub(super) fn new(count: usize) -> Self {
        Self(Arc::new(Mutex::new(State { free: count, waiting: Vec::new() })))
    }

    /// Waits for a permit. `None` on shutdown.
    pub(super) async fn take(&self) -> Option<Turn> {
        let coming = {
            let mut state = self.lock();
            if state.free > 0 {
                state.free -= 1;
                return Some(Turn(self.clone()));
            }
            let (sender, coming) = oneshot::channel();
            state.waiting.retain(|waiting| !waiting.is_closed());
            state.waiting.push(sender);
            coming
        };
        coming.await.ok()
    }

    /// Number of free permits.
    #[cfg(test)]
    pub(super) fn free(&self) -> usize {
        self.lock().free
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Its limiter.
    pub(super) fn turns(&self) -> &Turns {
        &self.0
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let next = {
            let mut state = self.0.lock();
            let next = state.waiting.pop();
            state.free += usize::from(next.is_none());
            next
        };
        // If the waiter has left, the permit is dropped and passed to the next one.
        let _ = next.map(|next| next.send(Self(self.0.clone())));
    }
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Runtime;
    use tokio::task::JoinHandle;

    use super::super::connections::tests::until;
    use super::*;

    /// Waits for a permit, and signals when it has one.
    fn wait(runtime: &Runtime, turns: &Turns) -> JoinHandle<Option<Turn>> {
        let before = turns.lock().waiting.len();
        let own = turns.clone();
        let waiting = runtime.spawn(async move { own.take().await });
        until(|| turns.lock().waiting.len() == before + 1);
        waiting
    }

    #[test]
    fn who_came_last_is_next_and_who_left_is_passed_over() {
        let runtime = Runtime::new().unwrap();
        let turns = Turns::new(1);
        let taken = runtime.block_on(turns.take()).unwrap();
        assert_eq!(turns.free(), 0);
        let [first, second, third] = [(); 3].map(|()| wait(&runtime, &turns));
        third.abort();
        assert!(runtime.block_on(third).is_err());
        drop(taken);
        let turn = runtime.block_on(second).unwrap();
        assert!(!first.is_finished());
        drop(turn);
        drop(runtime.block_on(first).unwrap());
        assert_eq!(turns.free(), 1);
    }
}
