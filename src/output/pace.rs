//! Keeps the long files and the pages of one build about the same recommendations at the same time,
//! so that what one of them has read and parsed is at hand for the others.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many steps the first may be ahead of the last.
const AHEAD: usize = 16;

/// The steps of all that keep pace. The last one never waits, so that someone always goes on.
#[derive(Default)]
pub(super) struct Pace {
    /// How far each is; `None` once it has ended.
    steps: Mutex<Vec<Option<usize>>>,
    moved: Condvar,
}

/// One that keeps pace until dropped.
pub(super) struct Pacer<'p> {
    pace: &'p Pace,
    place: usize,
}

impl Pace {
    /// Joins those that keep pace, at the beginning. Others wait for it from now on.
    pub(super) fn join(&self) -> Pacer<'_> {
        let mut steps = self.lock();
        steps.push(Some(0));
        Pacer { pace: self, place: steps.len() - 1 }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Option<usize>>> {
        // No panic leaves the list inconsistent.
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far the last one is.
fn last(steps: &[Option<usize>]) -> Option<usize> {
    steps.iter().flatten().min().copied()
}

impl Pacer<'_> {
    /// Goes to this step, or stays at a later one; waits if that is too far ahead of the last.
    pub(super) fn reach(&self, step: usize) {
        let mut steps = self.pace.lock();
        let before = last(&steps);
        let own = steps[self.place].max(Some(step));
        steps[self.place] = own;
        if last(&steps) != before {
            self.pace.moved.notify_all();
        }
        while own > last(&steps).map(|last| last + AHEAD) {
            steps = self.pace.moved.wait(steps).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Pacer<'_> {
    fn drop(&mut self) {
        self.pace.lock()[self.place] = None;
        self.pace.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn nobody_is_far_ahead_and_all_arrive() {
        let pace = Pace::default();
        let lengths = [100, 3, 0, 57, 100];
        let reached: Vec<AtomicUsize> = lengths.iter().map(|_| AtomicUsize::new(0)).collect();
        let pacers: Vec<_> = lengths.iter().map(|_| pace.join()).collect();
        std::thread::scope(|scope| {
            for ((pacer, length), own) in pacers.into_iter().zip(lengths).zip(&reached) {
                let reached = &reached;
                scope.spawn(move || {
                    for step in 1..=length {
                        pacer.reach(step);
                        own.store(step, Ordering::SeqCst);
                        let others = reached.iter().zip(lengths);
                        let going = others.map(|(at, of)| (at.load(Ordering::SeqCst), of));
                        // Those that are about to end may have ended.
                        let last = going.filter(|(at, of)| at < of).map(|(at, _)| at).min();
                        assert!(last.is_none_or(|last| step <= last + AHEAD + 1), "{step}");
                    }
                });
            }
        });
        let reached: Vec<usize> = reached.into_iter().map(AtomicUsize::into_inner).collect();
        assert_eq!(reached, lengths);
    }
}
