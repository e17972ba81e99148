//! Drafts.

use std::collections::BTreeSet;

use super::layout::Layout;
use super::read::Read;
use crate::config::Drafts;
use crate::document::Role;
use crate::path::SourcePath;

/// Finds all drafts, including documents in draft editions. If drafts are left out, removes them
/// and the files beside them from the site.
pub(super) fn sort_out(
    drafts: Drafts,
    layout: &mut Layout,
    read: &mut Vec<Read>,
) -> BTreeSet<SourcePath> {
    let says_so = || read.iter().filter(|read| read.document.is_draft());
    let of_edition = |read: &&Read| {
        layout
            .documents
            .iter()
            .any(|(path, role)| *role == Role::Edition && *path == read.document.path)
    };
    let editions: Vec<SourcePath> =
        says_so().filter(of_edition).map(|read| read.document.path.parent()).collect();
    let belongs = |path: &SourcePath| editions.iter().any(|edition| path.below(edition).is_some());
    let own = says_so().map(|read| read.document.path.clone());
    let others = read.iter().map(|read| &read.document.path).filter(|path| belongs(path)).cloned();
    let found: BTreeSet<SourcePath> = own.chain(others).collect();
    if drafts == Drafts::LeftOut && !found.is_empty() {
        layout.documents.retain(|(path, _)| !found.contains(path));
        read.retain(|read| !found.contains(&read.document.path));
        layout.assets.retain(|path| !belongs(path));
    }
    found
}
