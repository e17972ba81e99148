//! Publishes to real hosts: directories, git repositories, servers on loopback.
#![cfg(unix)]
// clippy does not count helpers of an integration test as tests; tests access their own disks.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "this is a test, all of it"
)]

mod bench;
mod directory;
mod git;
mod many;
#[cfg(feature = "object-stores")]
mod network;
mod ssh;
mod store;
