//! Chart layout: coordinates for templates to draw.

pub(super) mod lettering;
mod scale;
pub(super) mod schedule;
