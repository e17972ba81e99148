//! Pictures laid out: places of lines, columns and words, which templates draw.

pub(super) mod graph;
pub(super) mod lettering;
pub(super) mod progress;
pub(super) mod schedule;
pub(super) mod timeline;
