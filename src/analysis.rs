//! What is derived from a site and never typed: pure functions of it.

pub mod coverage;
pub mod cycles;
pub mod rollup;
pub mod status;
