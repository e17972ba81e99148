//! One pass over all pages: each thread takes the next one, and long files go along.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Pages;
use super::pace::{Pace, Pacer};
use super::page::Buffers;

/// Long files that go along at a time: each has a thread.
const ALONG: usize = 24;

/// Makes every page and returns the outcomes in their order. A long file has a thread of its own
/// and keeps pace with the others by its [`Pacer`].
pub(super) fn run<P: Pages, T: Send>(
    pages: &P,
    one: impl Fn(&mut Buffers, usize, Option<Pacer<'_>>) -> T + Sync,
) -> Vec<T> {
    let (long, short): (Vec<usize>, Vec<usize>) =
        (0..pages.count()).partition(|index| pages.is_long(*index));
    let made: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(pages.count()));
    let keep = |mut own: Vec<(usize, T)>| {
        made.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
    };
    let next = AtomicUsize::new(0);
    let worker = |pacer: &Pacer<'_>| {
        let (mut buffers, mut own) = (Buffers::default(), Vec::new());
        while let Some(index) = short.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
            if let Some(step) = pages.step(index) {
                pacer.reach(step);
            }
            own.push((index, one(&mut buffers, index, None)));
        }
        keep(own);
    };
    let mut groups = long.chunks(ALONG);
    let mut is_first = true;
    loop {
        let group = groups.next();
        if group.is_none() && !is_first {
            break;
        }
        let pace = Pace::default();
        let workers = if is_first { rayon::current_num_threads() } else { 0 };
        let along: Vec<(usize, Pacer<'_>)> =
            group.unwrap_or_default().iter().map(|index| (*index, pace.join())).collect();
        let pacers: Vec<Pacer<'_>> = (0..workers).map(|_| pace.join()).collect();
        std::thread::scope(|scope| {
            for (index, pacer) in along {
                let (one, keep) = (&one, &keep);
                scope.spawn(move || {
                    keep(vec![(index, one(&mut Buffers::default(), index, Some(pacer)))]);
                });
            }
            for pacer in pacers {
                let worker = &worker;
                scope.spawn(move || worker(&pacer));
            }
        });
        is_first = false;
    }
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_unstable_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, outcome)| outcome).collect()
}
