//! What is derived from a site and never typed: pure functions of it.
//!
//! Nothing here judges; that is for [`crate::check`].

pub mod anchors;
pub mod changes;
pub mod coverage;
pub mod cycles;
pub mod deadline;
pub mod rollup;
pub mod status;
pub mod teams;
pub mod words;

#[cfg(test)]
mod tests;
