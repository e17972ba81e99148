//! After a kill or a system failure the old or the new site is complete, and the message names the
//! cause.
#![cfg(unix)]
// clippy does not count helpers of an integration test as tests; tests access their own disks.
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
mod publish;
#[allow(dead_code, reason = "another test uses all of it")]
#[path = "../shared/stand_in.rs"]
mod stand_in;
