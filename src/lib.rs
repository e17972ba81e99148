//! A static site generator for implementation reports.

pub mod diagnostic;
pub mod path;
pub mod world;
