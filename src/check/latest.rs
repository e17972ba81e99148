//! The updates that the latest view shows.

use super::{Context, Findings};
use crate::document::Document;
use crate::document::content::Update;
use crate::site::{DocumentId, Owner, RecommendationId, View};

/// An update that the latest view shows.
#[derive(Clone, Copy)]
pub(super) struct Latest<'s> {
    pub(super) of: RecommendationId,
    pub(super) id: DocumentId,
    pub(super) document: &'s Document,
    pub(super) update: &'s Update,
}

impl Context<'_> {
    /// Visits the update of each recommendation that the latest view shows, if it has no errors.
    pub(super) fn each_latest(
        &self,
        findings: &mut Findings,
        visit: impl Fn(Latest<'_>, &mut Findings) + Sync,
    ) {
        let site = self.site;
        self.each_document(findings, |id, document, findings| {
            let Owner::Update(of, _) = site.owner(id) else { return };
            let last = site.carried(of, View::Latest).map(|(_, document)| document);
            if last != Some(id) || document.broken {
                return;
            }
            if let Some(update) = site.update(id) {
                visit(Latest { of, id, document, update }, findings);
            }
        });
    }
}
