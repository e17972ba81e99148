//! What is left, and what is said, when the program is killed or the machine fails it: the old site or
//! the new one, whole, and a message that names the cause.
#![cfg(unix)]
// Helper functions of an integration test are not in a test as clippy sees it, and tests read
// and write disks of their own.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "this is a test, all of it"
)]

#[path = "../cli/harness.rs"]
#[allow(dead_code, reason = "another test uses all of it")]
mod harness;
mod kill;
mod machine;
#[path = "../shared/stand_in.rs"]
mod stand_in;
