//! Publishes a built site to a host: only what changed, in an order in which no page leads to what
//! is not there, and so that an interrupted run can be run again.
//!
//! Knows manifests and bytes. Must not know reports, pages or themes, nor how
//! anything is shown.

pub mod environment;
pub mod host;
pub mod hosts;
pub mod network;
