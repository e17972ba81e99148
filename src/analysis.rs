//! What is derived from a site and never typed: pure functions of it.

pub mod rollup;
pub mod status;
