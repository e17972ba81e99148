//! The subcommands as they are typed: what they write, what they say, and how they end.

// Helper functions of an integration test are not in a test as clippy sees it, and tests read
// and write disks of their own.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "this is a test, all of it"
)]

mod check;
mod freeze;
mod harness;
mod init;
mod new;
mod obeyed;
#[cfg(unix)]
mod obstacles;
#[cfg(unix)]
mod pdf;
#[cfg(unix)]
#[path = "../shared/stand_in.rs"]
mod stand_in;
mod stdout;
mod theme;
mod usage;
