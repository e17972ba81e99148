//! Diagnostics of changes in frozen editions.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Keyed;
use super::{Change, Changed, frozen, place};
use crate::diagnostic::{Diagnostic, Location, all_of, beginning};
use crate::site::{EditionId, ReportId, Site};
use crate::world::World;

/// Location of a diagnostic: the file, once for all editions that show it, or each edition if the
/// file is gone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    File(Location),
    Edition(ReportId, EditionId),
}

/// Diagnostics of uncovered changes: one error for each change, naming the editions.
pub fn findings(site: &Site, changes: &[Change]) -> Vec<Diagnostic> {
    let mut told: BTreeMap<(At, &Changed), Vec<&Change>> = BTreeMap::new();
    for change in changes.iter().filter(|change| !change.covered) {
        let at = match &change.location {
            Some(location) => At::File(location.clone()),
            None => At::Edition(change.report, change.edition),
        };
        told.entry((at, &change.what)).or_default().push(change);
    }
    let indexes: BTreeSet<At> = told
        .keys()
        .filter(|(_, what)| **what == Changed::Index)
        .map(|(at, _)| at.clone())
        .collect();
    // What later editions show of an edition's own text is told with that, and so is what it names.
    told.retain(|(at, what), _| {
        !matches!(what, Changed::EditionTitle(_) | Changed::ElsewhereInText)
            || !indexes.contains(at)
    });
    told.into_iter().map(|((at, what), changes)| finding(site, &at, what, &changes)).collect()
}

/// Warnings of locks that cover less than those of today.
pub fn outdated(site: &Site, world: &dyn World) -> Vec<Diagnostic> {
    let editions = frozen(site).into_iter();
    let first = editions.filter(|(report, edition)| {
        let lock = site.report(*report).edition(*edition).lock.as_ref();
        lock.is_some_and(|lock| lock.shown.is_none())
    });
    first
        .map(|(report, edition)| {
            let name = named(site, report, edition);
            let path = site.lock_path(report, edition);
            let message = format!(
                "the lock of `{name}` has format 1, which covers only its files: changes of \
                 statuses, of the report's title, of earlier updates, of attached files and of \
                 settings are not noticed"
            );
            let help = format!(
                "`ssr-site freeze {name}` writes it anew; look first whether its pages still say \
                 what was published"
            );
            let location = place::of_setting(world, &path, &["format"]);
            Diagnostic::warning("outdated-lock", location, message).help(help)
        })
        .collect()
}

fn finding(site: &Site, at: &At, what: &Changed, changes: &[&Change]) -> Diagnostic {
    let names: Vec<String> =
        changes.iter().map(|change| named(site, change.report, change.edition)).collect();
    let (editions, were) = (all_of(names.iter().map(String::as_str)), one_or_many(&names));
    let called = changes.first().map(|change| site.called(change.report)).unwrap_or_default();
    let message = format!("{} after {editions} {were} frozen", told(what, &names, called.one));
    let days = changes.iter().filter_map(|change| {
        let edition = site.report(change.report).edition(change.edition);
        edition.lock.as_ref().map(|lock| lock.frozen)
    });
    let day = days.max().unwrap_or_default();
    let location = match at {
        At::File(location) => location.clone(),
        At::Edition(report, edition) => index(site, *report, *edition),
    };
    let into = if discloses_itself(what) {
        "its front matter".to_owned()
    } else {
        let indexes: Vec<String> = changes
            .iter()
            .map(|change| index(site, change.report, change.edition).path.to_string())
            .collect();
        all_of(indexes.iter().map(String::as_str))
    };
    let help = format!(
        "{}, or disclose the change with `[[corrections]]` in {into}: `date = …`, {day} or later, \
         and `note = \"…\"`",
        undo(what)
    );
    Diagnostic::error("changed-after-freeze", location, message).help(help)
}

/// Whether a correction in the changed file is shown beside what it is about.
fn discloses_itself(what: &Changed) -> bool {
    matches!(
        what,
        Changed::Index | Changed::Statement(_) | Changed::Update(_) | Changed::UpdateAdded(_)
    )
}

/// What to do, beside disclosing it.
fn undo(what: &Changed) -> &'static str {
    match what {
        Changed::UpdateAdded(_) => "remove the file, or move it to a later edition",
        Changed::Title(..) => {
            "restore the title, and write `title` in the update of the edition that changes it"
        }
        Changed::Group(..) => {
            "restore the group, and write `group` in the update of the edition that changes it"
        }
        Changed::Number(..) => "restore the number",
        Changed::References(_) => "restore the numbers",
        Changed::Text(Keyed::Setting, ..) => "restore the setting",
        Changed::Text(Keyed::Report, ..) => "restore the text",
        Changed::StatusLabel(..) | Changed::StatusKind(..) => {
            "restore it, and add another status with an id of its own"
        }
        Changed::Party(_) => "restore the party, and declare the new one beside it",
        Changed::StatusRemoved(_) => "restore the status",
        Changed::StatusOrder => "restore the order, and add new statuses at the end",
        Changed::EditionAdded(_) => "remove the edition",
        Changed::EditionOrder | Changed::EditionTitle(_) => "restore the edition",
        Changed::File(_) => "restore the file, and give the new one another name",
        _ => "restore the file",
    }
}

/// Describes the change, without the editions.
fn told(what: &Changed, editions: &[String], item: &str) -> String {
    match what {
        Changed::Index => "the edition's own text was changed".to_owned(),
        Changed::Statement(number) => {
            format!("the statement of {item} {number} was changed")
        }
        Changed::Title(number, before) => {
            format!("the title of {item} {number}, {}, was changed", quoted(before))
        }
        Changed::Group(number, Some(before)) => {
            format!("the group of {item} {number}, {}, was changed", quoted(before))
        }
        Changed::Group(number, None) => format!("{item} {number} was given a group"),
        Changed::Number(before, now) => {
            format!("the number of {item} {before} was changed to {now}")
        }
        Changed::RecommendationRemoved(number) => format!("{item} {number} was removed"),
        Changed::Update(number) => format!("the update of {item} {number} was changed"),
        Changed::UpdateAdded(number) => format!("an update of {item} {number} was added"),
        Changed::UpdateRemoved(number, edition) => {
            let own = editions.iter().any(|name| name.ends_with(&format!("/{edition}")));
            let of = if own { String::new() } else { format!(" in `{edition}`") };
            format!("the update of {item} {number}{of} was removed")
        }
        Changed::References(number) => {
            format!("the numbers that {item} {number} names were given to others")
        }
        Changed::Elsewhere(number) => {
            format!("what {item} {number} refers to in other reports was changed")
        }
        Changed::ElsewhereInText => {
            "what the edition's own text refers to in other reports was changed".to_owned()
        }
        Changed::Text(keyed, key, change) => text(*keyed, key, change),
        Changed::StatusLabel(id, [before, now]) => {
            let (before, now) = (quoted(before), quoted(now));
            format!("the label of status `{id}` was changed from {before} to {now}")
        }
        Changed::StatusKind(id, [before, now]) => {
            format!("the kind of status `{id}` was changed from `{before}` to `{now}`")
        }
        Changed::Party(name) => {
            format!("how the party {} is shown was changed", quoted(name))
        }
        Changed::StatusRemoved(id) => format!("the status `{id}` was removed"),
        Changed::StatusOrder => "the order of the statuses was changed".to_owned(),
        Changed::EditionAdded(id) => format!("the earlier edition `{id}` was added"),
        Changed::EditionRemoved(id) => format!("the earlier edition `{id}` was removed"),
        Changed::EditionTitle(id) => {
            format!("title, date or summary of the earlier edition `{id}` was changed")
        }
        Changed::EditionOrder => "the order of the earlier editions was changed".to_owned(),
        Changed::File(path) => format!("the file `{path}` was replaced"),
        Changed::FileRemoved(path) => format!("the file `{path}` was removed"),
    }
}

/// A setting, as `[table] key`, or a key of the report.
fn text(keyed: Keyed, key: &str, [before, now]: &[Option<Box<str>>; 2]) -> String {
    let what = match (keyed, key.rsplit_once('.')) {
        (Keyed::Setting, Some((table, key))) => format!("`[{table}] {key}`"),
        (Keyed::Setting, None) => format!("`{key}`"),
        (Keyed::Report, _) => format!("`{key}` of the report"),
    };
    match (before, now) {
        (Some(before), Some(now)) => {
            format!("{what} was changed from {} to {}", quoted(before), quoted(now))
        }
        (None, Some(now)) => format!("{what} was set to {}", quoted(now)),
        (Some(before), None) => format!("{what}, {}, was removed", quoted(before)),
        (None, None) => format!("{what} was changed"),
    }
}

fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", beginning(text))
}

fn one_or_many(names: &[String]) -> &'static str {
    if names.len() == 1 { "was" } else { "were" }
}

fn named(site: &Site, report: ReportId, edition: EditionId) -> String {
    let report = site.report(report);
    format!("{}/{}", report.id, report.edition(edition).id)
}

/// The `_index.md` of an edition, or its lock file if there is none.
fn index(site: &Site, report: ReportId, edition: EditionId) -> Location {
    match site.report(report).edition(edition).document {
        Some(document) => Location::file(&site.document(document).path),
        None => Location::file(&site.lock_path(report, edition)),
    }
}
