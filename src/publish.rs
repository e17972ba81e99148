//! Publishes a built site to a host: only what changed, in an order in which no page leads to what
//! is not there, and so that an interrupted run can be run again.
//!
//! [`standing::read`] tells what is there, [`Plan::new`](plan::Plan::new) what is to be done,
//! a [`Job`](transfer::Job) does it. Knows manifests and bytes.
//! Must not know reports, pages or themes, nor how anything is shown.

mod body;
mod checks;
mod command;
pub mod environment;
pub mod headers;
pub mod host;
pub mod hosts;
mod identity;
pub mod lease;
pub mod log;
pub mod manifest;
pub mod network;
pub mod patience;
pub mod pending;
pub mod plan;
pub mod public;
pub mod standing;
mod switching;
pub mod transfer;
pub mod verify;
pub mod who;

#[cfg(test)]
mod tests;

pub use body::compressed;
