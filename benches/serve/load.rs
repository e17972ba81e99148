//! Concurrent requests during edits.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::client::page;
use super::{Edited, PAGE, Server};

/// Number of connections.
const CONNECTIONS: usize = 64;

/// Interval of edits.
const PAUSE: Duration = Duration::from_millis(200);

/// Pages of different sizes.
const PAGES: [&str; 4] = [PAGE, "/", "/synthetic/2.html", "/synthetic/2015-06-30/3.html"];

/// Results of the requests.
pub(crate) struct Load {
    pages: u64,
    errors: u64,
    stale: u64,
    edits: u64,
    time: Duration,
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} pages over {CONNECTIONS} connections in {:.0} s during {} edits: {} errors, {} \
             older than what had been seen",
            self.pages,
            self.time.as_secs_f64(),
            self.edits,
            self.errors,
            self.stale,
        )
    }
}

/// Requests pages for a duration. A page is stale if older than the newest seen before its request.
pub(crate) fn run(server: &Server, update: &Edited, time: Duration) -> anyhow::Result<Load> {
    let (pages, errors, stale) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let (seen, over) = (AtomicU64::new(0), AtomicBool::new(false));
    update.write("edit0end")?;
    while mark(&page(server.address, PAGE)?) != Some(0) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let start = Instant::now();
    let asks = |number: usize| {
        let mut turn = number;
        while !over.load(Ordering::Relaxed) {
            let path = PAGES[turn % PAGES.len()];
            turn += 1;
            let known = seen.load(Ordering::SeqCst);
            match page(server.address, path) {
                Err(_) => drop(errors.fetch_add(1, Ordering::Relaxed)),
                Ok(text) if path == PAGE => {
                    let shown = mark(&text).unwrap_or(0);
                    stale.fetch_add(u64::from(shown < known), Ordering::Relaxed);
                    seen.fetch_max(shown, Ordering::SeqCst);
                    pages.fetch_add(1, Ordering::Relaxed);
                }
                Ok(_) => drop(pages.fetch_add(1, Ordering::Relaxed)),
            }
        }
    };
    let mut edits = 0;
    std::thread::scope(|scope| -> anyhow::Result<()> {
        for number in 0..CONNECTIONS {
            scope.spawn(move || asks(number));
        }
        while start.elapsed() < time {
            edits += 1;
            if let Err(error) = update.write(&format!("edit{edits}end")) {
                over.store(true, Ordering::Relaxed);
                return Err(error);
            }
            std::thread::sleep(PAUSE);
        }
        over.store(true, Ordering::Relaxed);
        Ok(())
    })?;
    Ok(Load {
        pages: pages.into_inner(),
        errors: errors.into_inner(),
        stale: stale.into_inner(),
        edits,
        time: start.elapsed(),
    })
}

/// The marker number on a page.
fn mark(page: &str) -> Option<u64> {
    let (_, rest) = page.split_once("Marked edit")?;
    rest.split_once("end")?.0.parse().ok()
}
