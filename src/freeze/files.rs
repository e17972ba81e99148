//! Files that belong to a frozen edition: beside its texts, or linked from them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Location};
use crate::document::Content;
use crate::document::digest::Digest;
use crate::path::SourcePath;
use crate::site::{DocumentId, EditionId, ReportId, Resolution, Site, Target};
use crate::world::World;

/// The copied files of an edition, each with the texts that link to it.
pub(super) fn of_edition(
    site: &Site,
    report: ReportId,
    edition: EditionId,
    shown: &[DocumentId],
) -> BTreeMap<SourcePath, Vec<DocumentId>> {
    let mut files: BTreeMap<SourcePath, Vec<DocumentId>> = BTreeMap::new();
    let known = site.report(report);
    let directory = site.config.content.join(&known.id).join(&known.edition(edition).id);
    let from = site.assets.partition_point(|path| *path < directory);
    let beside = site.assets[from..].iter().take_while(|path| {
        // Names that go on after the directory's, such as `2016-06-30-notes`, sort among its files.
        path.as_str().starts_with(directory.as_str())
    });
    for path in beside.filter(|path| path.below(&directory).is_some()) {
        files.entry(path.clone()).or_default();
    }
    for document in shown.iter().copied() {
        for path in linked(site, document) {
            files.entry(path).or_default().push(document);
        }
    }
    files
}

/// The copied files that a document links to.
fn linked(site: &Site, id: DocumentId) -> BTreeSet<SourcePath> {
    let document = site.document(id);
    let links = document.prose.links.iter().map(|link| &*link.destination);
    let update = site.update(id);
    let evidence = update
        .into_iter()
        .flat_map(|update| &update.deliverables)
        .flat_map(|deliverable| &deliverable.evidence)
        .map(|address| address.as_str());
    let disposition = match &document.content {
        Content::Update(update) => update.disposition.as_ref(),
        Content::Recommendation(adopted) => adopted.disposition.as_ref(),
        _ => None,
    };
    let resolution = disposition
        .and_then(|disposition| disposition.resolution.as_ref())
        .map(|address| address.as_str());
    let responses = document.responses().unwrap_or_default().iter();
    let responses = responses.filter_map(|response| response.address.as_ref());
    let responses = responses.map(|address| address.as_str());
    let written = links.chain(evidence).chain(resolution).chain(responses);
    let resolved = written.map(|written| site.resolve(id, written));
    resolved
        .filter_map(|resolution| match resolution {
            Resolution::Internal(Target::Asset(path), _) => Some(path),
            _ => None,
        })
        .collect()
}

/// Hashes of files, each read once.
#[derive(Debug, Default)]
pub(super) struct Bytes(BTreeMap<SourcePath, Digest>);

impl Bytes {
    pub(super) fn read(
        paths: &BTreeSet<SourcePath>,
        world: &dyn World,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let read: Vec<_> = paths
            .par_iter()
            .map(|path| (path, Digest::of_bytes(|out| world.copy(path, out))))
            .collect();
        let mut bytes = BTreeMap::new();
        for (path, digest) in read {
            match digest {
                Ok(digest) => drop(bytes.insert(path.clone(), digest)),
                Err(error) => {
                    let message = format!("cannot read `{path}`: {error}");
                    problems.push(Diagnostic::error(
                        "unreadable-file",
                        Location::file(path),
                        message,
                    ));
                }
            }
        }
        Self(bytes)
    }

    pub(super) fn of(&self, path: &SourcePath) -> Option<Digest> {
        self.0.get(path).copied()
    }
}
