//! Diagnostics of changes in frozen editions.

use std::collections::BTreeMap;

use super::{Change, Changed};
use crate::diagnostic::{Diagnostic, Location, all_of};
use crate::site::{DocumentId, EditionId, ReportId, Site};

/// Location of a diagnostic: the file, once for all editions that show it, or each edition if the
/// file is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    File(DocumentId),
    Edition(ReportId, EditionId),
}

/// Diagnostics of uncovered changes: one error for each file, naming the editions.
pub fn findings(site: &Site, changes: &[Change]) -> Vec<Diagnostic> {
    let mut told: BTreeMap<(At, &Changed), Vec<&Change>> = BTreeMap::new();
    for change in changes.iter().filter(|change| !change.covered) {
        let at = match change.document {
            Some(document) => At::File(document),
            None => At::Edition(change.report, change.edition),
        };
        told.entry((at, &change.what)).or_default().push(change);
    }
    told.into_iter().map(|((at, what), changes)| finding(site, at, what, &changes)).collect()
}

fn finding(site: &Site, at: At, what: &Changed, changes: &[&Change]) -> Diagnostic {
    let names: Vec<String> = changes.iter().map(|change| name(site, change)).collect();
    let (editions, were) = (all_of(names.iter().map(String::as_str)), one_or_many(&names));
    let called = changes.first().map(|change| site.called(change.report)).unwrap_or_default();
    let message = format!("{} after {editions} {were} frozen", told(what, &names, called.one));
    let days = changes.iter().filter_map(|change| {
        let edition = site.report(change.report).edition(change.edition);
        edition.lock.as_ref().map(|lock| lock.frozen)
    });
    let day = days.max().unwrap_or_default();
    let location = place(site, at);
    let undo = match what {
        Changed::UpdateAdded(_) | Changed::RecommendationAdded(_) => "remove the file",
        _ => "restore the file",
    };
    let into = match at {
        At::File(_) => "its front matter".to_owned(),
        At::Edition(report, edition) => format!("`{}`", index(site, report, edition).path),
    };
    let help = format!(
        "{undo}, or disclose the change with `[[corrections]]` in {into}: `date = …`, {day} or \
         later, and `note = \"…\"`"
    );
    Diagnostic::error("changed-after-freeze", location, message).help(help)
}

/// Describes the change, without the editions.
fn told(what: &Changed, editions: &[String], item: &str) -> String {
    match what {
        Changed::Index => "the edition's own text was changed".to_owned(),
        Changed::Statement(number) => {
            format!("the statement of {item} {number} was changed")
        }
        Changed::RecommendationAdded(number) => format!("{item} {number} was added"),
        Changed::RecommendationRemoved(number) => format!("{item} {number} was removed"),
        Changed::Update(number) => format!("the update of {item} {number} was changed"),
        Changed::UpdateAdded(number) => format!("an update of {item} {number} was added"),
        Changed::UpdateRemoved(number, edition) => {
            let own = editions.iter().any(|name| name.ends_with(&format!("/{edition}")));
            let of = if own { String::new() } else { format!(" in `{edition}`") };
            format!("the update of {item} {number}{of} was removed")
        }
    }
}

fn one_or_many(names: &[String]) -> &'static str {
    if names.len() == 1 { "was" } else { "were" }
}

fn name(site: &Site, change: &Change) -> String {
    let report = site.report(change.report);
    format!("{}/{}", report.id, report.edition(change.edition).id)
}

/// The number in a recommendation's file, or the whole file.
fn place(site: &Site, at: At) -> Location {
    match at {
        At::File(id) => {
            let document = site.document(id);
            match document.stated_number() {
                Some(number) => Location::new(&document.path, number.span),
                None => Location::file(&document.path),
            }
        }
        At::Edition(report, edition) => index(site, report, edition),
    }
}

/// The `_index.md` of an edition, or its lock file if there is none.
fn index(site: &Site, report: ReportId, edition: EditionId) -> Location {
    match site.report(report).edition(edition).document {
        Some(document) => Location::file(&site.document(document).path),
        None => Location::file(&site.lock_path(report, edition)),
    }
}
