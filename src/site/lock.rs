//! Reads lock files of editions.
//!
//! A lock is only read here and compared elsewhere, because loading a site does not depend on it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::layout::LockPlace;
use super::{EditionId, ReportId, Site};
use crate::diagnostic::{Diagnostic, Location, Span, all_of, nearest};
use crate::document::digest::Digest;
use crate::document::fields::ReportKind;
use crate::document::number::Number;
use crate::path::SourcePath;
use crate::schema::{self, Located, Verbatim, record};
use crate::world::World;

/// Version of the lock file format.
pub const LOCK_FORMAT: u32 = 1;

record! {
    /// A lock file.
    Snake
    pub struct Lock {
        /// Format version.
        pub format: Located<u32>,
        /// Day of the freeze.
        pub frozen: NaiveDate,
        /// The edition's `_index.md`.
        pub index: LockedFile,
        /// Its recommendations.
        pub recommendations: Box<[LockedRecommendation]>,
    }
}

record! {
    /// A recommendation of a frozen edition.
    Snake
    pub struct LockedRecommendation {
        /// Its number.
        pub number: Located<Number>,
        /// The file of its statement.
        pub statement: LockedFile,
        /// The carried update; none if not yet reported.
        pub update: Option<LockedUpdate>,
    }
}

record! {
    /// A file of a frozen edition.
    Snake
    pub struct LockedFile {
        /// Hash of its content.
        pub sha256: Digest,
        /// Its corrections.
        pub corrections: Box<[LockedCorrection]>,
    }
}

record! {
    /// The carried update of a recommendation.
    Snake
    pub struct LockedUpdate {
        /// Its edition.
        pub edition: Verbatim,
        /// Hash of its content.
        pub sha256: Digest,
        /// Its corrections.
        pub corrections: Box<[LockedCorrection]>,
    }
}

record! {
    /// A correction that existed at the freeze.
    #[derive(Copy)]
    Snake
    pub struct LockedCorrection {
        /// Its date.
        pub date: NaiveDate,
        /// Hash of its content.
        pub sha256: Digest,
    }
}

/// Reads the lock files and assigns them to editions.
pub(super) fn attach(
    site: &mut Site,
    places: &[LockPlace],
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let read: Vec<(Lock, Vec<Diagnostic>)> =
        places.par_iter().map(|place| read(&place.path, world)).collect();
    for (place, (lock, mut found)) in places.iter().zip(read) {
        match edition(site, place) {
            Ok((report, edition)) if found.is_empty() => {
                let report = &mut site.reports[report.0 as usize];
                report.editions[edition.0 as usize].lock = Some(Arc::new(lock));
            }
            Ok(_) => diagnostics.append(&mut found),
            // The content of a stray lock does not matter.
            Err(stray) => diagnostics.push(*stray),
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
        Some(near) => format!("did you mean `{near}`?"),
        None if report.editions.is_empty() => format!("`{}` has no edition", report.id),
        None => format!("the editions are {}", all_of(names())),
    };
    let message = format!("`{path}` freezes the edition `{edition}`, which does not exist");
    let help = format!("{known}; restore the edition's directory, or delete the lock file");
    Err(Box::new(stray(message).help(help)))
}

fn read(path: &SourcePath, world: &dyn World) -> (Lock, Vec<Diagnostic>) {
    let nothing = || <Lock as schema::Decode>::fallback();
    let bytes = match world.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read `{path}`: {error}");
            let location = Location::file(path);
            return (nothing(), vec![Diagnostic::error("unreadable-file", location, message)]);
        }
    };
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let location = Location::new(path, at..at + 1);
            let diagnostic =
                Diagnostic::error("not-utf-8", location, "the file is not valid UTF-8")
                    .label("this byte is not UTF-8")
                    .help("restore the file");
            return (nothing(), vec![diagnostic]);
        }
    };
    parse(text, path)
}

fn parse(text: &str, path: &SourcePath) -> (Lock, Vec<Diagnostic>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first_line = text.lines().next().map_or(0, str::len);
    let head = Span::from(start..first_line.max(start));
    let (lock, mut diagnostics) = schema::decode::<Lock>(&text[start..], path, start, head);
    let format = &lock.format;
    if format.value != LOCK_FORMAT && !format.span.range().is_empty() {
        // Do not report follow-up errors of an unknown format.
        let location = Location::new(path, format.span);
        let message =
            format!("the lock file has format {}, only {LOCK_FORMAT} is supported", **format);
        let help = "use the version of ssr-site that wrote it, or a newer one";
        return (lock, vec![Diagnostic::error("unknown-format", location, message).help(help)]);
    }
    let mut numbers: HashMap<String, Span> = HashMap::new();
    for recommendation in &lock.recommendations {
        let number = &recommendation.number;
        // Placeholder values have an empty span.
        if number.span.range().is_empty() {
            continue;
        }
        if let Some(first) = numbers.insert(number.key(), number.span) {
            let message = format!("the recommendation {} is listed twice", number.value);
            diagnostics.push(
                Diagnostic::error("duplicate-number", Location::new(path, number.span), message)
                    .related(Location::new(path, first), "first occurrence")
                    .help("restore the file"),
            );
        }
    }
    (lock, diagnostics)
}
