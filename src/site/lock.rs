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
use crate::schema::{self, Located, Required, Verbatim, record};
use crate::world::{TextError, World, read_text};

/// Version of the lock file format.
pub const LOCK_FORMAT: u32 = 1;

/// What a frozen edition was published with.
#[derive(Clone, Debug, PartialEq)]
pub struct Lock {
    /// Day of the freeze.
    pub frozen: NaiveDate,
    /// The edition's `_index.md`.
    pub index: LockedFile,
    /// Its recommendations.
    pub recommendations: Box<[LockedRecommendation]>,
}

/// A recommendation of a frozen edition.
#[derive(Clone, Debug, PartialEq)]
pub struct LockedRecommendation {
    /// Its number.
    pub number: Number,
    /// The file of its statement.
    pub statement: LockedFile,
    /// The carried update; none if not yet reported.
    pub update: Option<LockedUpdate>,
}

record! {
    /// A lock file.
    #[derive(Default)]
    Snake
    pub struct RawLock {
        /// Format version.
        pub format: Required<Located<u32>>,
        /// Day of the freeze.
        pub frozen: Required<NaiveDate>,
        /// The edition's `_index.md`.
        pub index: Required<LockedFile>,
        /// Its recommendations.
        pub recommendations: Box<[RawRecommendation]>,
    }
}

record! {
    /// A recommendation of a frozen edition.
    Snake
    pub struct RawRecommendation {
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
    let read: Vec<Result<Lock, Vec<Diagnostic>>> =
        places.par_iter().map(|place| read(&place.path, world)).collect();
    for (place, read) in places.iter().zip(read) {
        match edition(site, place) {
            Ok((report, edition)) => match read {
                Ok(lock) => {
                    let report = &mut site.reports[report.0 as usize];
                    report.editions[edition.0 as usize].lock = Some(Arc::new(lock));
                }
                Err(mut found) => diagnostics.append(&mut found),
            },
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

fn read(path: &SourcePath, world: &dyn World) -> Result<Lock, Vec<Diagnostic>> {
    match read_text(world, path) {
        Ok(text) => parse(&text, path),
        Err(error @ TextError::NotUtf8(_)) => {
            Err(vec![error.diagnostic(path).help("restore the file")])
        }
        Err(error) => Err(vec![error.diagnostic(path)]),
    }
}

fn parse(text: &str, path: &SourcePath) -> Result<Lock, Vec<Diagnostic>> {
    let (raw, mut diagnostics) = schema::decode_file::<RawLock>(text, path);
    if let Some(format) = raw.format.as_ref().filter(|format| format.value != LOCK_FORMAT) {
        // Do not report follow-up errors of an unknown format.
        let location = Location::new(path, format.span);
        let message =
            format!("the lock file has format {}, only {LOCK_FORMAT} is supported", **format);
        let help = "use the version of ssr-site that wrote it, or a newer one";
        return Err(vec![Diagnostic::error("unknown-format", location, message).help(help)]);
    }
    let mut numbers: HashMap<String, Span> = HashMap::new();
    for RawRecommendation { number, .. } in &raw.recommendations {
        if let Some(first) = numbers.insert(number.key(), number.span) {
            let message = format!("the number {} is listed twice", number.value);
            diagnostics.push(
                Diagnostic::error("duplicate-number", Location::new(path, number.span), message)
                    .related(Location::new(path, first), "first occurrence")
                    .help("restore the file"),
            );
        }
    }
    match (raw.frozen.0, raw.index.0) {
        (Some(frozen), Some(index)) if diagnostics.is_empty() => {
            let recommendations = raw.recommendations.into_iter().map(LockedRecommendation::from);
            Ok(Lock { frozen, index, recommendations: recommendations.collect() })
        }
        _ => Err(diagnostics),
    }
}

impl From<RawRecommendation> for LockedRecommendation {
    fn from(raw: RawRecommendation) -> Self {
        let RawRecommendation { number, statement, update } = raw;
        Self { number: number.value, statement, update }
    }
}
