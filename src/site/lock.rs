//! Reads lock files of editions.
//!
//! A lock is only read here and compared elsewhere, because loading a site does not depend on it.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::layout::LockPlace;
use super::{Edition, EditionId, Later, ReportId, Site};
use crate::diagnostic::{Diagnostic, Location, Span, all_of, nearest};
use crate::document::fields::ReportKind;
use crate::path::SourcePath;
use crate::schema;
use crate::world::{TextError, World, read_text};

mod format;

pub(crate) use format::FIRST_LOCK_FORMAT;
pub use format::*;

/// Reads the lock files and assigns them to editions.
pub(super) fn attach(
    site: &mut Site,
    places: &[LockPlace],
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let read: Vec<Result<Lock, Vec<Diagnostic>>> =
        places.par_iter().map(|place| read(&place.path, world)).collect();
    for (place, read) in places.iter().zip(read) {
        match edition(site, place) {
            Ok((report, edition)) => match read {
                Ok(lock) => {
                    let report = &mut site.reports[report.0 as usize];
                    let later = Later::than(&lock, report, edition);
                    let edition = &mut report.editions[edition.0 as usize];
                    edition.later = later;
                    edition.lock = Some(Arc::new(lock));
                }
                Err(mut found) => diagnostics.append(&mut found),
            },
            // The content of a stray lock does not matter.
            Err(stray) => diagnostics.push(*stray),
        }
    }
    for report in &mut site.reports {
        spread_back(&mut report.editions);
    }
}

/// An edition before a frozen one, and not frozen itself, shows no more than that: what was added
/// after the later one was published was not in the earlier one either.
fn spread_back(editions: &mut [Edition]) {
    let mut later: Option<Later> = None;
    for edition in editions.iter_mut().rev() {
        match (&edition.lock, &later) {
            (Some(_), _) => later = Some(edition.later.clone()),
            (None, Some(later)) => edition.later = later.clone(),
            (None, None) => {}
        }
    }
}

/// The edition of a lock file.
fn edition(site: &Site, place: &LockPlace) -> Result<(ReportId, EditionId), Box<Diagnostic>> {
    let LockPlace { path, report, edition } = place;
    let stray = |message: String| Diagnostic::error("stray-lock", Location::file(path), message);
    let Some(report) = site.reports.iter().find(|known| known.id == *report) else {
        let message = format!("`{path}` freezes an edition of a report that does not exist");
        return Err(Box::new(stray(message)));
    };
    if report.kind == ReportKind::Review {
        let message = format!("`{path}` freezes an edition of a review");
        let help = "delete the file: only editions of implementation reports are frozen";
        return Err(Box::new(stray(message).help(help)));
    }
    if let Some(edition) = report.edition_named(edition) {
        return Ok((report.place, edition));
    }
    let names = || report.editions.iter().map(|edition| &*edition.id);
    let known = match nearest(edition, names()) {
        Some(near) => format!("if the directory is now called `{near}`, rename it back"),
        None if report.editions.is_empty() => format!("`{}` has no edition", report.id),
        None => format!("the editions are {}", all_of(names())),
    };
    let message = format!(
        "this lock belongs to the edition `{edition}` of `{}`, which does not exist",
        report.id
    );
    let help = format!(
        "{known}; restore the directory `{}`, or delete the lock: `rm {path}`",
        path.parent().join(edition)
    );
    Err(Box::new(stray(message).help(help)))
}

fn read(path: &SourcePath, world: &dyn World) -> Result<Lock, Vec<Diagnostic>> {
    match read_text(world, path) {
        Ok(text) => parse(&text, path),
        Err(error @ TextError::NotUtf8(..)) => {
            Err(vec![error.diagnostic(path).help("restore the file")])
        }
        Err(error) => Err(vec![error.diagnostic(path)]),
    }
}

fn parse(text: &str, path: &SourcePath) -> Result<Lock, Vec<Diagnostic>> {
    let (raw, mut diagnostics) = schema::decode_file::<RawLock>(text, path);
    let RawLock {
        format,
        frozen,
        index,
        count,
        settings,
        report,
        statuses,
        parties,
        editions,
        recommendations,
        elsewhere,
        files,
    } = raw;
    let number = format.as_ref().map(|format| format.value);
    if let Some(format) = format.0
        && !(FIRST_LOCK_FORMAT..=LOCK_FORMAT).contains(&format)
    {
        // Do not report follow-up errors of an unknown format.
        let location = Location::new(path, format.span);
        let message = format!(
            "the lock file has format {}, only {FIRST_LOCK_FORMAT} and {LOCK_FORMAT} are supported",
            *format
        );
        let help = "use the version of ssr-site that wrote it, or a newer one";
        return Err(vec![Diagnostic::error("unknown-format", location, message).help(help)]);
    }
    let missing = |key: &str| {
        let message = format!("the key `{key}` is missing");
        Diagnostic::error("missing-key", Location::file(path), message).help("restore the file")
    };
    let shown = match (settings, report, statuses) {
        _ if number != Some(LOCK_FORMAT) => None,
        (Some(settings), Some(report), Some(statuses)) => Some(LockedShown {
            settings,
            report,
            count,
            statuses,
            parties,
            editions,
            elsewhere,
            files,
        }),
        (settings, report, statuses) => {
            let keys = [
                ("settings", settings.is_some()),
                ("report", report.is_some()),
                ("statuses", statuses.is_some()),
            ];
            let absent = keys.into_iter().filter(|(_, is_there)| !is_there);
            diagnostics.extend(absent.map(|(key, _)| missing(key)));
            None
        }
    };
    diagnostics.extend(listed_twice(&recommendations, path));
    match (frozen.0, index.0) {
        (Some(frozen), Some(index)) if diagnostics.is_empty() => {
            let recommendations = recommendations.into_iter().map(LockedRecommendation::from);
            Ok(Lock { frozen, index, recommendations: recommendations.collect(), shown })
        }
        _ => Err(diagnostics),
    }
}

fn listed_twice(recommendations: &[RawRecommendation], path: &SourcePath) -> Vec<Diagnostic> {
    let mut numbers: HashMap<String, Span> = HashMap::new();
    let mut found = Vec::new();
    for RawRecommendation { number, .. } in recommendations {
        if let Some(first) = numbers.insert(number.key(), number.span) {
            let message = format!("the number {} is listed twice", number.value);
            found.push(
                Diagnostic::error("duplicate-number", Location::new(path, number.span), message)
                    .related(Location::new(path, first), "first occurrence")
                    .help("restore the file"),
            );
        }
    }
    found
}

impl From<RawRecommendation> for LockedRecommendation {
    fn from(raw: RawRecommendation) -> Self {
        let RawRecommendation {
            number,
            title,
            group,
            statement,
            update,
            earlier,
            references,
            elsewhere,
        } = raw;
        let number = number.value;
        Self { number, title, group, statement, update, earlier, references, elsewhere }
    }
}
