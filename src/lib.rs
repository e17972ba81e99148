//! A static site generator for implementation reports.

pub mod config;
pub mod diagnostic;
pub mod document;
pub mod language;
pub mod message;
pub mod path;
pub mod schema;
pub mod site;
pub mod world;
