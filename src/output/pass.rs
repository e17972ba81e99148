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
    alongside(
        groups.next().unwrap_or_default(),
        rayon::current_num_threads(),
        &one,
        &keep,
        &worker,
    );
    for group in groups {
        alongside(group, 0, &one, &keep, &worker);
    }
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_unstable_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, outcome)| outcome).collect()
}

/// Makes long files, and by so many workers everything else.
fn alongside<T: Send>(
    long: &[usize],
    workers: usize,
    one: &(impl Fn(&mut Buffers, usize, Option<Pacer<'_>>) -> T + Sync),
    keep: &(impl Fn(Vec<(usize, T)>) + Sync),
    worker: &(impl Fn(&Pacer<'_>) + Sync),
) {
    let pace = Pace::default();
    let along: Vec<(usize, Pacer<'_>)> = long.iter().map(|index| (*index, pace.join())).collect();
    let pacers: Vec<Mutex<Option<Pacer<'_>>>> =
        (0..workers).map(|_| Mutex::new(Some(pace.join()))).collect();
    std::thread::scope(|scope| {
        for (index, pacer) in along {
            scope.spawn(move || {
                keep(vec![(index, one(&mut Buffers::default(), index, Some(pacer)))]);
            });
        }
        if workers > 0 {
            // The threads that read the site: they have the memory that reading has freed.
            rayon::broadcast(|thread| {
                let pacer = pacers.get(thread.index());
                let pacer = pacer
                    .and_then(|pacer| pacer.lock().unwrap_or_else(PoisonError::into_inner).take());
                pacer.iter().for_each(worker);
            });
        }
    });
}
