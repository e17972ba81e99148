//! Frozen editions: detects changes since publication.
//!
//! An edition is frozen by a lock file, which holds a hash of every file that the edition shows. A
//! change is covered by a correction added since, which discloses it to readers. This module only
//! compares: [`crate::check`] judges and the command line writes. It must not know a theme or a
//! page.

use std::collections::HashMap;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Location};
use crate::document::content::Correction;
use crate::document::digest::Digest;
use crate::schema::Verbatim;
use crate::site::{
    DocumentId, EditionId, Lock, LockedCorrection, LockedFile, LockedRecommendation, LockedUpdate,
    RecommendationId, ReportId, Site, View,
};
use crate::world::World;

mod change;
mod finding;
mod write;

pub use change::{Change, Changed};
pub use finding::findings;
pub use write::to_toml;

/// Differences between the site and frozen editions.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The differences, in order of editions and recommendations.
    pub changes: Vec<Change>,
    /// Files that could not be read again.
    pub problems: Vec<Diagnostic>,
}

/// The frozen editions.
pub fn frozen(site: &Site) -> Vec<(ReportId, EditionId)> {
    let editions = site.reports.iter().flat_map(|report| {
        let frozen = report.edition_ids().filter(|id| report.edition(*id).lock.is_some());
        frozen.map(|id| (report.place, id))
    });
    editions.collect()
}

/// Compares frozen editions with the site. Reads every file once, however many editions show it.
pub fn compare(site: &Site, editions: &[(ReportId, EditionId)], world: &dyn World) -> Comparison {
    let documents = editions.iter().flat_map(|(report, edition)| shown(site, *report, *edition));
    let (digests, problems) = Digests::read(site, documents.collect(), world);
    let changes = editions
        .iter()
        .flat_map(|(report, edition)| change::changes(site, *report, *edition, &digests))
        .collect();
    Comparison { changes, problems }
}

/// The lock of an edition, dated `today`. Fails if a file cannot be read again.
pub fn lock(
    site: &Site,
    report: ReportId,
    edition: EditionId,
    frozen: NaiveDate,
    world: &dyn World,
) -> Result<Lock, Vec<Diagnostic>> {
    let documents = shown(site, report, edition).collect();
    let (digests, problems) = Digests::read(site, documents, world);
    if !problems.is_empty() {
        return Err(problems);
    }
    let locked = Locked { site, report, edition, digests };
    locked.lock(frozen).ok_or_else(|| {
        let location = Location::file(&site.lock_path(report, edition));
        let message = "the edition has files with errors and cannot be frozen";
        vec![Diagnostic::error("not-frozen", location, message)]
    })
}

/// The files that an edition shows: its own, statements, and carried updates.
fn shown(site: &Site, report: ReportId, edition: EditionId) -> impl Iterator<Item = DocumentId> {
    let files = site.report(report).ids().flat_map(move |id| {
        let update = site.carried(id, View::Edition(edition)).map(|(_, document)| document);
        site.recommendation(id).document.into_iter().chain(update)
    });
    site.report(report).edition(edition).document.into_iter().chain(files)
}

/// Hashes of files. Those with errors are left out: already reported.
struct Digests(HashMap<DocumentId, Digest>);

impl Digests {
    fn read(
        site: &Site,
        mut documents: Vec<DocumentId>,
        world: &dyn World,
    ) -> (Self, Vec<Diagnostic>) {
        documents.sort_unstable();
        documents.dedup();
        documents.retain(|id| !site.document(*id).broken);
        let read: Vec<_> = documents
            .par_iter()
            .map(|id| site.document(*id).read_source(world))
            .map(|source| source.map(|source| Digest::of(&source)))
            .collect();
        let mut digests = HashMap::with_capacity(documents.len());
        let mut problems = Vec::new();
        for (id, digest) in documents.into_iter().zip(read) {
            match digest {
                Ok(Some(digest)) => drop(digests.insert(id, digest)),
                Ok(None) => {}
                Err(error) => {
                    let location = Location::file(&site.document(id).path);
                    problems.push(
                        Diagnostic::error("changed-file", location, error.to_string())
                            .help("run the command again"),
                    );
                }
            }
        }
        (Self(digests), problems)
    }

    fn of(&self, id: DocumentId) -> Option<Digest> {
        self.0.get(&id).copied()
    }
}

/// An edition being locked.
struct Locked<'s> {
    site: &'s Site,
    report: ReportId,
    edition: EditionId,
    digests: Digests,
}

impl Locked<'_> {
    fn lock(&self, frozen: NaiveDate) -> Option<Lock> {
        let report = self.site.report(self.report);
        Some(Lock {
            frozen,
            index: self.file(report.edition(self.edition).document?)?,
            recommendations: report
                .ids()
                .map(|id| self.recommendation(id))
                .collect::<Option<_>>()?,
        })
    }

    fn recommendation(&self, id: RecommendationId) -> Option<LockedRecommendation> {
        let recommendation = self.site.recommendation(id);
        let update = match self.site.carried(id, View::Edition(self.edition)) {
            Some((edition, document)) => {
                let LockedFile { sha256, corrections } = self.file(document)?;
                let edition = Verbatim::new(&self.site.report(self.report).edition(edition).id);
                Some(LockedUpdate { edition, sha256, corrections })
            }
            None => None,
        };
        Some(LockedRecommendation {
            number: self.site.number(id, View::Edition(self.edition)).clone(),
            statement: self.file(recommendation.document?)?,
            update,
        })
    }

    fn file(&self, id: DocumentId) -> Option<LockedFile> {
        let corrections = self.site.document(id).corrections().iter();
        Some(LockedFile {
            sha256: self.digests.of(id)?,
            corrections: corrections.map(locked_correction).collect(),
        })
    }
}

fn locked_correction(correction: &Correction) -> LockedCorrection {
    let sha256 = Digest::of_text(&correction.note.text);
    LockedCorrection { date: correction.date.value, sha256 }
}

#[cfg(test)]
mod tests;
