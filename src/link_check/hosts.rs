//! All addresses: several hosts at a time, one address of a host after the other.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use url::Url;

use super::answer::Answer;
use super::ask::{Asking, Reach, ask};
use super::client::{Networks, agent};

/// Between two addresses of a host.
const PAUSE: Duration = Duration::from_millis(100);
/// After so many addresses in a row without a connection, a host is not asked further.
const UNREACHABLE: usize = 2;

/// How much is asked.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Time for one request.
    pub timeout: Duration,
    /// Time for all.
    pub total: Duration,
    /// Number of hosts at a time.
    pub hosts: usize,
    /// Number of addresses.
    pub addresses: usize,
    /// Which networks are asked.
    pub networks: Networks,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            total: Duration::from_mins(10),
            hosts: 8,
            addresses: 10_000,
            networks: Networks::Public,
        }
    }
}

/// What came of asking.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Answers, by address.
    pub answers: BTreeMap<String, Answer>,
    /// Number of hosts.
    pub hosts: usize,
    /// Addresses that were not asked, since time or number did not allow it.
    pub left: Vec<String>,
    /// Whether none of several hosts could be reached, so that this says nothing about them.
    pub offline: bool,
}

/// Addresses of one host, and those still to come.
type Queue<'a> = VecDeque<Vec<&'a str>>;

/// Asks each address once. `progress` is called with the number of answers so far.
pub fn ask_all(addresses: &[&str], bounds: &Bounds, progress: &(dyn Fn(usize) + Sync)) -> Asked {
    let (asked, beyond) = addresses.split_at(addresses.len().min(bounds.addresses));
    let queue = by_host(asked);
    let run = Run {
        hosts: queue.len(),
        queue: Mutex::new(queue),
        answers: Mutex::default(),
        count: AtomicUsize::new(0),
        reached: AtomicBool::new(false),
        end: Instant::now() + bounds.total,
        bounds,
        progress,
    };
    thread::scope(|scope| {
        for _ in 0..bounds.hosts.clamp(1, run.hosts.max(1)) {
            scope.spawn(|| run.work());
        }
    });
    let answers = run.answers.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let left = asked.iter().filter(|address| !answers.contains_key(**address)).chain(beyond);
    let left = left.map(|address| (*address).to_owned()).collect();
    // A single host may just be gone.
    let offline = run.hosts > 1 && !answers.is_empty() && !run.reached.into_inner();
    Asked { answers, hosts: run.hosts, left, offline }
}

/// Hosts with most addresses first, since they take longest.
fn by_host<'a>(addresses: &[&'a str]) -> Queue<'a> {
    let mut hosts: BTreeMap<Option<String>, Vec<&str>> = BTreeMap::new();
    for address in addresses {
        let host = Url::parse(address).ok().and_then(|url| Some(url.host_str()?.to_owned()));
        hosts.entry(host).or_default().push(address);
    }
    let mut hosts: Vec<_> = hosts.into_values().collect();
    hosts.sort_by_key(|addresses| std::cmp::Reverse(addresses.len()));
    hosts.into()
}

struct Run<'a> {
    hosts: usize,
    queue: Mutex<Queue<'a>>,
    answers: Mutex<BTreeMap<String, Answer>>,
    count: AtomicUsize,
    /// Whether any host could be reached.
    reached: AtomicBool,
    end: Instant,
    bounds: &'a Bounds,
    progress: &'a (dyn Fn(usize) + Sync),
}

impl Run<'_> {
    fn work(&self) {
        let agent = agent(self.bounds.timeout, self.bounds.networks);
        while let Some(addresses) = self.next() {
            let mut unreachable = 0;
            let mut last: Option<Answer> = None;
            for (index, address) in addresses.into_iter().enumerate() {
                if unreachable < UNREACHABLE {
                    if self.is_over() {
                        return;
                    }
                    if index > 0 {
                        thread::sleep(PAUSE);
                    }
                    let Asking { answer, reach } = ask(&agent, address);
                    unreachable = if reach == Reach::Server { 0 } else { unreachable + 1 };
                    self.reached.fetch_or(reach != Reach::Nowhere, Ordering::Relaxed);
                    last = Some(answer);
                }
                if let Some(answer) = &last {
                    self.enter(address, answer.clone());
                }
            }
        }
    }

    /// The next host, without holding the queue meanwhile.
    fn next(&self) -> Option<Vec<&str>> {
        lock(&self.queue).pop_front()
    }

    fn is_over(&self) -> bool {
        Instant::now() >= self.end
    }

    fn enter(&self, address: &str, answer: Answer) {
        lock(&self.answers).insert(address.to_owned(), answer);
        (self.progress)(self.count.fetch_add(1, Ordering::Relaxed) + 1);
    }
}

/// The value, whatever became of another thread.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
