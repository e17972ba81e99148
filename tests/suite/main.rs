//! What holds for the whole of `ssr-site`, seen from outside: its command line, its pages, and the
//! shape of its source.

// Helper functions of an integration test are not in a test as clippy sees it, and tests read
// and write disks of their own.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "this is a test, all of it"
)]

mod addresses;
mod again;
mod anchors;
mod architecture;
mod changes;
mod characters;
mod commonmark;
mod contents;
mod data;
mod determinism;
mod discovery;
mod doubts;
mod drafts;
mod editions;
mod fragments;
mod freeze;
mod frontmatter;
mod fuzz;
mod harness;
mod hostile;
mod html;
mod languages;
mod lists;
mod markup;
mod print;
#[path = "../../fuzz/properties/mod.rs"]
#[allow(unreachable_pub, reason = "it is the public part of the package of the fuzz targets")]
mod properties;
mod references;
mod renew;
mod search;
mod serve;
mod table;
mod theme;
mod thirty;
mod words;
