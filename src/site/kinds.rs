//! Detects report directories before any document is parsed.

use std::collections::BTreeMap;

use super::layout::{self, INDEX};
use crate::document::fields::ReportKind;
use crate::document::{Content, Document, Reading, Role};
use crate::path::SourcePath;
use crate::world::{Listing, World};

/// The report directories and their kinds.
pub(super) fn of_directories(
    content: &SourcePath,
    listing: &Listing,
    world: &dyn World,
    reading: Reading<'_>,
) -> BTreeMap<String, ReportKind> {
    let mut kinds = BTreeMap::new();
    let top = listing.directories.iter().filter(|path| path.parent() == *content);
    for directory in top {
        let index = directory.join(INDEX);
        let looks = layout::looks_like_report(directory.name(), content, listing);
        let bytes = world.read(&index).unwrap_or_default();
        if looks.is_none() && !declares_kind(&bytes) {
            continue;
        }
        let (document, _) = Document::parse(&bytes, &index, Role::Report, reading);
        let stated = match &document.content {
            Content::Report(report) => report.kind.as_ref().map(|kind| kind.value),
            _ => None,
        };
        let kind = stated.or(looks).unwrap_or(ReportKind::Implementation);
        kinds.insert(directory.name().to_owned(), kind);
    }
    kinds
}

/// Whether front matter has a key `kind`, without decoding it.
fn declares_kind(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).lines().skip(1).take_while(|line| line.trim_end() != "+++").any(
        |line| {
            line.trim_start()
                .strip_prefix("kind")
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        },
    )
}
