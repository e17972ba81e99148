//! Black-box tests: command line, pages, and source structure.

// clippy does not count helpers of an integration test as tests; tests access their own disks.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "this is a test, all of it"
)]

mod across;
mod addresses;
mod again;
mod anchors;
mod architecture;
mod archive;
mod assessments;
mod bundle;
mod changes;
mod characters;
mod citation;
mod codes;
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
mod frozen;
mod fuzz;
mod harness;
mod hostile;
mod html;
mod incremental;
mod items;
mod languages;
mod lists;
mod long;
mod markup;
mod numbers;
mod over_time;
mod parties;
mod parts;
mod print;
#[path = "../../fuzz/properties/mod.rs"]
#[allow(unreachable_pub, reason = "it is the public part of the package of the fuzz targets")]
mod properties;
mod references;
mod renew;
mod report_pages;
mod responses;
mod search;
mod serve;
mod state;
mod table;
mod theme;
mod thirty;
mod words;
