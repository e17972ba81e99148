//! What is derived from a site and never typed: pure functions of it.
//!
//! Nothing here judges; that is for [`crate::check`].

pub mod coverage;
pub mod cycles;
pub mod rollup;
pub mod status;

#[cfg(test)]
mod tests;
