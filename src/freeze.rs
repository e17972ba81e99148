//! Frozen editions: detects changes since publication.
//!
//! An edition is frozen by a lock file, which holds hashes of the files that the edition shows, and
//! the texts and settings that its pages depend on. A change is covered by a correction added since,
//! which discloses it to readers. This module only compares: [`crate::check`] judges and the command
//! line writes. It must not know a theme or a page.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Location};
use crate::document::Role;
use crate::document::content::Correction;
use crate::document::digest::Digest;
use crate::site::{DocumentId, EditionId, LockedCorrection, ReportId, Site, View};
use crate::world::World;

mod change;
mod elsewhere;
mod files;
mod finding;
mod make;
mod parties;
mod place;
mod settings;
mod write;

pub use change::{Change, Changed};
pub use finding::{findings, outdated};
pub use make::lock;
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
    let (content, problems) = Contents::read(site, editions, world);
    let changes = editions
        .iter()
        .flat_map(|(report, edition)| change::changes(site, *report, *edition, &content, world))
        .collect();
    Comparison { changes, problems }
}

/// The files whose content an edition shows: its own, statements, and updates up to it.
fn shown(site: &Site, report: ReportId, edition: EditionId) -> Vec<DocumentId> {
    let view = View::Edition(edition);
    let of_recommendation = |id| {
        let updates = site.recommendation(id).updates.iter();
        let known = updates.take_while(move |(other, _)| *other <= edition && site.shows(id, view));
        let updates = known.map(|(_, document)| *document);
        site.recommendation(id).document.into_iter().chain(updates)
    };
    // Statements of all recommendations: a listed one may have another number.
    let files = site.report(report).ids().flat_map(of_recommendation);
    site.report(report).edition(edition).document.into_iter().chain(files).collect()
}

/// The files that an edition shows whole: its own, statements, and carried updates.
fn shown_whole(site: &Site, report: ReportId, edition: EditionId) -> Vec<DocumentId> {
    let view = View::Edition(edition);
    let of_recommendation = |id| {
        let update = site.carried(id, view).map(|(_, document)| document);
        site.recommendation(id).document.into_iter().chain(update)
    };
    let files = site.shown(report, view).flat_map(of_recommendation);
    site.report(report).edition(edition).document.into_iter().chain(files).collect()
}

/// Hashes of everything that some editions show. Files with errors are left out: already reported.
struct Contents {
    documents: HashMap<DocumentId, Hashes>,
    files: files::Bytes,
}

/// The hashes of a document.
#[derive(Clone, Copy)]
struct Hashes {
    whole: Digest,
    /// Of a recommendation: without its names.
    statement: Option<Digest>,
}

impl Contents {
    fn read(
        site: &Site,
        editions: &[(ReportId, EditionId)],
        world: &dyn World,
    ) -> (Self, Vec<Diagnostic>) {
        let mut ids: Vec<DocumentId> = Vec::new();
        let mut paths = BTreeSet::new();
        for (report, edition) in editions.iter().copied() {
            ids.extend(shown(site, report, edition));
            let whole = shown_whole(site, report, edition);
            paths.extend(files::of_edition(site, report, edition, &whole).into_keys());
            let lock = site.report(report).edition(edition).lock.as_ref();
            let locked = lock.and_then(|lock| lock.shown.as_ref()).map(|shown| &shown.files);
            let locked = locked.into_iter().flatten();
            let locked = locked.map(|file| site.config.content.join(&file.path));
            paths.extend(locked.filter(|path| site.assets.binary_search(path).is_ok()));
        }
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| !site.document(*id).broken);
        let read: Vec<_> = ids
            .par_iter()
            .map(|id| site.document(*id))
            .map(|document| Ok(Hashes::of(&document.read_source(world)?, document.role())))
            .collect();
        let mut documents = HashMap::with_capacity(ids.len());
        let mut problems = Vec::new();
        for (id, hashes) in ids.into_iter().zip(read) {
            match hashes {
                Ok(Some(hashes)) => drop(documents.insert(id, hashes)),
                Ok(None) => {}
                Err(error) => {
                    let error: crate::document::BodyError = error;
                    let location = Location::file(&site.document(id).path);
                    problems.push(
                        Diagnostic::error("changed-file", location, error.to_string())
                            .help("run the command again"),
                    );
                }
            }
        }
        let files = files::Bytes::read(&paths, world, &mut problems);
        (Self { documents, files }, problems)
    }

    fn of(&self, id: DocumentId) -> Option<Digest> {
        self.documents.get(&id).map(|hashes| hashes.whole)
    }

    fn of_statement(&self, id: DocumentId) -> Option<Digest> {
        self.documents.get(&id)?.statement
    }
}

impl Hashes {
    fn of(source: &str, role: Role) -> Option<Self> {
        let statement = match role {
            Role::Recommendation => Digest::of_statement(source),
            _ => None,
        };
        Some(Self { whole: Digest::of(source)?, statement })
    }
}

fn locked_correction(correction: &Correction) -> LockedCorrection {
    let sha256 = Digest::of_text(&correction.note.text);
    LockedCorrection { date: correction.date.value, sha256 }
}

#[cfg(test)]
mod tests;
