//! Chart layout: coordinates for templates to draw.

pub(super) mod graph;
pub(super) mod lettering;
pub(super) mod schedule;
pub(super) mod timeline;
