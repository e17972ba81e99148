//! Files for programs: data, feeds, sitemaps and the search index.

pub(super) mod data;
pub(super) mod discovery;
pub(super) mod feed;
pub(super) mod search;
