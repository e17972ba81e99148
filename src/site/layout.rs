//! Classifies content files by path.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Location};
use crate::document::Role;
use crate::document::fields::ReportKind;
use crate::path::{SourcePath, name_problem};
use crate::world::Listing;

mod misnamed;

/// Directory of a report's recommendations.
pub(super) const RECOMMENDATIONS: &str = "recommendations";

/// Index file of a directory.
pub(super) const INDEX: &str = "_index.md";

/// Extension of lock files.
pub(super) const LOCK: &str = ".lock";

/// The classified content files.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Markdown documents and their roles, in order of paths.
    pub(super) documents: Vec<(SourcePath, Role)>,
    /// Unreadable documents, already reported. They still exist as link targets.
    pub(super) unreadable: BTreeSet<SourcePath>,
    /// Files to copy.
    pub(super) assets: Vec<SourcePath>,
    /// Lock files of editions.
    pub(super) locks: Vec<LockPlace>,
    /// Markdown files that are not read.
    pub(super) stray: Vec<SourcePath>,
}

/// A lock file and its edition.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LockPlace {
    /// The file.
    pub(super) path: SourcePath,
    /// The report.
    pub(super) report: Box<str>,
    /// The edition.
    pub(super) edition: Box<str>,
}

/// Whether a top-level directory looks like a report regardless of its `_index.md`, so that a typo
/// there does not reclassify every file below.
pub(super) fn looks_like_report(
    name: &str,
    content: &SourcePath,
    listing: &Listing,
) -> Option<ReportKind> {
    let directory = content.join(name);
    let mut kind = None;
    for file in &listing.files {
        let Some(below) = file.below(&directory) else { continue };
        match below.split_once('/') {
            Some((RECOMMENDATIONS, _)) => return Some(ReportKind::Implementation),
            None if below.starts_with("rec-") => kind = Some(ReportKind::Review),
            _ => {}
        }
    }
    kind
}

/// Classifies files, given the report directories and kinds.
pub(super) fn lay_out(
    content: &SourcePath,
    listing: &Listing,
    reports: &BTreeMap<String, ReportKind>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Layout {
    let mut layout = Layout::default();
    let role = |path: &SourcePath| role(path.below(content)?, reports);
    let unreadable = |layout: &mut Layout, path: &SourcePath| {
        if let Some(role) = role(path).filter(|_| is_markdown(path.name())) {
            layout.documents.push((path.clone(), role));
            layout.unreadable.insert(path.clone());
        }
    };
    for directory in &listing.directories {
        if is_markdown(directory.name()) {
            unreadable(&mut layout, directory);
            let message = format!("`{directory}` is a directory, not a Markdown file");
            diagnostics.push(
                Diagnostic::error("not-a-file", Location::file(directory), message)
                    .help("rename the directory, or put a file in its place"),
            );
        }
    }
    for (path, error) in &listing.problems {
        diagnostics.push(error.diagnostic(path));
        unreadable(&mut layout, path);
    }
    let mut misnamed = BTreeSet::new();
    for path in &listing.files {
        let below = path.below(content).unwrap_or_default();
        if let Some(meant) = misnamed::meant(path, content, listing, reports) {
            // It is what it was meant to be, so that nothing else is missing.
            let file = meant.file.below(content).and_then(|below| self::role(below, reports));
            if let Some(role) = file.filter(|_| is_markdown(path.name())) {
                layout.documents.push((meant.file.clone(), role));
                layout.unreadable.insert(meant.file.clone());
            }
            if misnamed.insert(meant.from.clone()) {
                diagnostics.push(meant.diagnostic());
            }
            continue;
        }
        let problem = below.split('/').find_map(|name| Some((name, name_problem(name)?)));
        if let Some((name, help)) = problem {
            let message =
                format!("`{}` is not a valid file name on every system", name.escape_debug());
            diagnostics
                .push(Diagnostic::error("unsafe-name", Location::file(path), message).help(help));
            continue;
        }
        if let Some(lock) = lock(path, below, reports) {
            layout.locks.push(lock);
        } else if !is_markdown(path.name()) {
            layout.assets.push(path.clone());
        } else if let Some(language) = translation(path.name()) {
            let message =
                format!("`{path}` is a translation into `{language}`, which cannot be built yet");
            diagnostics.push(
                Diagnostic::error("reserved-name", Location::file(path), message)
                    .help("rename it without the language, or move it out of the content"),
            );
        } else {
            match role(path) {
                Some(role) => layout.documents.push((path.clone(), role)),
                None => layout.stray.push(path.clone()),
            }
        }
    }
    layout.documents.sort_by(|(a, _), (b, _)| a.cmp(b));
    layout
}

/// A lock file in a report's directory, named like an edition.
fn lock(
    path: &SourcePath,
    below: &str,
    reports: &BTreeMap<String, ReportKind>,
) -> Option<LockPlace> {
    let (report, name) = below.split_once('/')?;
    let edition = name.strip_suffix(LOCK).filter(|edition| !edition.contains('/'))?;
    let place = LockPlace { path: path.clone(), report: report.into(), edition: edition.into() };
    reports.contains_key(report).then_some(place)
}

fn is_markdown(name: &str) -> bool {
    name.len() > 3 && name.ends_with(".md")
}

/// The language in `NAME.LANG.md`.
fn translation(name: &str) -> Option<&str> {
    let (_, language) = name.strip_suffix(".md")?.rsplit_once('.')?;
    let (primary, region) = language.split_once('-').unwrap_or((language, "XX"));
    let is =
        |text: &str, case: fn(&u8) -> bool| text.len() == 2 && text.as_bytes().iter().all(case);
    let is_tag = is(primary, u8::is_ascii_lowercase) && is(region, u8::is_ascii_uppercase);
    (is_tag && language != "md").then_some(language)
}

fn role(below: &str, reports: &BTreeMap<String, ReportKind>) -> Option<Role> {
    let parts: Vec<&str> = below.split('/').collect();
    let Some(kind) = reports.get(parts[0]).filter(|_| parts.len() > 1) else {
        return Some(Role::Page);
    };
    match (kind, &parts[1..]) {
        (_, [INDEX]) => Some(Role::Report),
        (ReportKind::Implementation, [RECOMMENDATIONS, INDEX]) => None,
        (ReportKind::Implementation, [RECOMMENDATIONS, _]) => Some(Role::Recommendation),
        (ReportKind::Implementation, [_]) => Some(Role::Page),
        (_, [_, INDEX]) => Some(Role::Edition),
        (ReportKind::Implementation, [_, _]) => Some(Role::Update),
        (ReportKind::Review, [_] | [_, _]) => Some(Role::ReviewEntry),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_by_place() {
        let reports = BTreeMap::from([
            ("ssr1".to_owned(), ReportKind::Implementation),
            ("plan".to_owned(), ReportKind::Review),
        ]);
        let case = |below: &str, expected: Option<Role>| {
            assert_eq!(role(below, &reports), expected, "{below}");
        };
        case("_index.md", Some(Role::Page));
        case("about.md", Some(Role::Page));
        case("guide/_index.md", Some(Role::Page));
        case("ssr1/_index.md", Some(Role::Report));
        case("ssr1/method.md", Some(Role::Page));
        case("ssr1/recommendations/rec-01.md", Some(Role::Recommendation));
        case("ssr1/2016-06-30/_index.md", Some(Role::Edition));
        case("ssr1/2016-06-30/rec-13.md", Some(Role::Update));
        case("ssr1/2016-06-30/old/rec-13.md", None);
        case("plan/rec-01.md", Some(Role::ReviewEntry));
        case("plan/2017-01-31/rec-01.md", Some(Role::ReviewEntry));
    }

    #[test]
    fn locks_by_place() {
        let reports = BTreeMap::from([("ssr1".to_owned(), ReportKind::Implementation)]);
        let case = |below: &str, expected: Option<&str>| {
            let lock = lock(&SourcePath::new("content").join(below), below, &reports);
            assert_eq!(lock.as_ref().map(|lock| &*lock.edition), expected, "{below}");
        };
        case("ssr1/2016-06-30.lock", Some("2016-06-30"));
        case("ssr1/v1.2.lock", Some("v1.2"));
        case("ssr1/2016-06-30/data.lock", None);
        case("other/2016-06-30.lock", None);
        case("2016-06-30.lock", None);
        case("ssr1/2016-06-30.lock.txt", None);
    }

    #[test]
    fn translations_are_told_apart() {
        let case = |name: &str, expected: Option<&str>| assert_eq!(translation(name), expected);
        case("about.fr.md", Some("fr"));
        case("about.pt-BR.md", Some("pt-BR"));
        case("about.md", None);
        case("v1.2.md", None);
        case("x.md.md", None);
        case("rec-8.32b.md", None);
    }
}
