//! The subcommands: files written, output, exit codes.

// clippy does not count helpers of an integration test as tests; tests access their own disks.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "this is a test, all of it"
)]

mod archive;
mod bundle;
mod check;
mod freeze;
mod harness;
mod init;
#[cfg(unix)]
mod links;
mod man;
mod new;
mod obeyed;
#[cfg(unix)]
mod obstacles;
#[cfg(unix)]
mod packaging;
#[cfg(unix)]
mod pdf;
#[cfg(unix)]
mod publish;
mod since;
#[cfg(unix)]
#[path = "../shared/stand_in.rs"]
mod stand_in;
mod stdout;
mod theme;
mod usage;
