//! Files and directories whose names are almost those that the layout knows.

use std::collections::BTreeMap;

use super::{INDEX, RECOMMENDATIONS, role};
use crate::diagnostic::{Diagnostic, Location, nearest};
use crate::document::Role;
use crate::document::fields::ReportKind;
use crate::path::SourcePath;
use crate::world::Listing;

/// A file or directory that should have another name.
pub(super) struct Meant {
    /// What is misnamed.
    pub(super) from: SourcePath,
    /// Its right path.
    to: SourcePath,
    /// The file at hand, at its right path.
    pub(super) file: SourcePath,
}

impl Meant {
    pub(super) fn diagnostic(&self) -> Diagnostic {
        let message = format!("`{}` must be called `{}`", self.from, self.to.name());
        Diagnostic::error("misnamed-file", Location::file(&self.from), message)
            .help(format!("rename it: `mv {} {}`", self.from, self.to))
    }
}

/// The right name of a file, if it is almost one of the layout's.
pub(super) fn meant(
    path: &SourcePath,
    content: &SourcePath,
    listing: &Listing,
    reports: &BTreeMap<String, ReportKind>,
) -> Option<Meant> {
    index(path, content, listing, reports).or_else(|| directory(path, content, listing, reports))
}

/// `index.md`, as other generators call it, or another case of `_index.md`.
fn index(
    path: &SourcePath,
    content: &SourcePath,
    listing: &Listing,
    reports: &BTreeMap<String, ReportKind>,
) -> Option<Meant> {
    let name = path.name();
    if name == INDEX || !name.trim_start_matches('_').eq_ignore_ascii_case("index.md") {
        return None;
    }
    let (directory, to) = (path.parent(), path.parent().join(INDEX));
    // An ordinary page can be called `index.md`.
    let is_index = name.starts_with('_')
        || directory == *content
        || matches!(role(to.below(content)?, reports), Some(Role::Report | Role::Edition));
    let is_there = listing.files.binary_search(&to).is_ok();
    (is_index && !is_there).then(|| Meant { from: path.clone(), file: to.clone(), to })
}

/// A directory of a report that is called almost like that of its recommendations.
fn directory(
    path: &SourcePath,
    content: &SourcePath,
    listing: &Listing,
    reports: &BTreeMap<String, ReportKind>,
) -> Option<Meant> {
    let (report, rest) = path.below(content)?.split_once('/')?;
    let (name, file) = rest.split_once('/')?;
    if name == RECOMMENDATIONS || reports.get(report) != Some(&ReportKind::Implementation) {
        return None;
    }
    nearest(&name.to_ascii_lowercase(), [RECOMMENDATIONS])?;
    let report = content.join(report);
    let (from, to) = (report.join(name), report.join(RECOMMENDATIONS));
    let is_there = listing.directories.binary_search(&to).is_ok();
    (!is_there).then(|| Meant { from, file: to.join(file), to })
}
