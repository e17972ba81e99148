//! Coarse keys: of everything that pages about one recommendation can show.

use std::sync::OnceLock;

use serde::Serialize;

use super::coverage;
use crate::key::{Key, KeyMaker};
use crate::site::{DocumentId, RecommendationId, Site};

/// Makes the keys of a site.
#[derive(Debug)]
pub struct KeyRing {
    surroundings: u64,
    /// Of what any page can show of every document.
    outward: Option<Key>,
    /// By report and recommendation, of its documents and the entries of reviews on it; `None` if
    /// they show more of others than `outward` covers. Made on first use.
    own: Vec<Vec<OnceLock<Option<Key>>>>,
}

impl KeyRing {
    /// `surroundings` is a digest of what pages are made from besides the documents: settings,
    /// theme, locks, copied files, options.
    pub fn new(site: &Site, surroundings: u64) -> Self {
        let mut maker = KeyMaker::default();
        for (_, document) in site.documents() {
            maker.add(&(document.path.as_str(), document.outward()));
        }
        let slots = |count| (0..count).map(|_| OnceLock::new()).collect();
        let own = site.reports.iter().map(|report| slots(report.recommendations.len()));
        Self { surroundings, outward: maker.finish(), own: own.collect() }
    }

    /// Begins a key.
    pub fn begin(&self) -> KeyMaker {
        let mut maker = KeyMaker::default();
        maker.add(&self.surroundings);
        maker
    }

    /// The coarse key of a page or a part about a recommendation. `what` tells it from the others
    /// about the same one.
    pub fn coarse(&self, site: &Site, id: RecommendationId, what: &impl Serialize) -> Option<Key> {
        let slot = self.own.get(id.report.0 as usize)?.get(id.index as usize)?;
        let own = (*slot.get_or_init(|| own(site, id)))?;
        let mut maker = self.begin();
        maker.add(&(self.outward?, own, what));
        maker.finish()
    }
}

/// The key of the words of all documents about a recommendation.
fn own(site: &Site, id: RecommendationId) -> Option<Key> {
    let mut maker = KeyMaker::default();
    for id in std::iter::once(id).chain(coverage::entries_on(site, id)) {
        let known = site.recommendation(id);
        let updates = known.updates.iter().map(|(_, document)| *document);
        let read = |document: DocumentId| (document.0, site.document(document).fingerprint());
        let documents = || known.document.into_iter().chain(updates.clone());
        if documents().any(|document| leads_to_changes(site, document)) {
            return None;
        }
        maker.add(&(id.report.0, documents().map(read).collect::<Vec<_>>()));
    }
    maker.finish()
}

/// Whether a document may link to what changed in another recommendation. Whether there is such a
/// section depends on the words of two updates.
fn leads_to_changes(site: &Site, document: DocumentId) -> bool {
    let links = &site.document(document).prose.links;
    links.iter().any(|link| link.destination.contains('#') && link.destination.ends_with("moved"))
}
