//! Detects report directories before any document is parsed.

use std::collections::BTreeMap;

use super::layout::{self, INDEX};
use crate::document::fields::ReportKind;
use crate::document::{Content, Document, Reading, Role};
use crate::item::Item;
use crate::path::SourcePath;
use crate::world::{Listing, World};

/// What a report's front matter says before any other document is read.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub(super) kind: ReportKind,
    /// The directory of the reviewed report.
    pub(super) of: Option<String>,
    /// What it calls its recommendations.
    pub(super) item: Option<Item>,
    /// The month in which its years of account begin.
    pub(super) fiscal_year_start: u8,
}

/// The report directories and what they declare.
pub(super) fn of_directories(
    content: &SourcePath,
    listing: &Listing,
    world: &dyn World,
    reading: Reading<'_>,
) -> BTreeMap<String, Declared> {
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
        let Content::Report(report) = document.content else { continue };
        let stated = report.kind.as_ref().map(|kind| kind.value);
        let kind = stated.or(looks).unwrap_or(ReportKind::Implementation);
        let is_review = kind == ReportKind::Review;
        let of = report.of.filter(|_| is_review).map(|of| of.value.to_string());
        let item = report.item.filter(|_| !is_review).map(|item| item.value);
        let fiscal_year_start = report.fiscal_year_start.map_or(1, |month| month.0);
        let declared = Declared { kind, of, item, fiscal_year_start };
        kinds.insert(directory.name().to_owned(), declared);
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
