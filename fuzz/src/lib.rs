//! The properties of the fuzz targets, shared with the tests of `ssr-site`.

#![forbid(unsafe_code)]

#[path = "../../tests/suite/html.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "the tests need more of it")]
mod html;
#[path = "../properties/mod.rs"]
pub mod properties;
