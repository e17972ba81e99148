//! The reference graph.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::{DocumentId, EditionId, Owner, RecommendationId, Resolution, Site, Target, View};

/// Strength of a reference, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// A mention in prose.
    Mentions,
    /// A deliverable or paragraph that only points there.
    See,
    /// `covered_by` in front matter.
    CoveredBy,
}

/// A reference from a document to a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The target.
    pub target: RecommendationId,
    /// The named edition, if any.
    pub at: Option<EditionId>,
    /// Its strength.
    pub strength: Strength,
}

/// A backlink: its source and strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backlink {
    /// A recommendation of the same report.
    Recommendation(RecommendationId, Strength),
    /// A page, a report, or another report's recommendation.
    Document(DocumentId, Strength),
}

/// References of all documents, and their inverse.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    outgoing: Vec<Arc<[Reference]>>,
    /// By report and recommendation: the referring documents, each once.
    incoming: Vec<Vec<Sources>>,
}

/// The documents that refer to a recommendation, with strengths.
type Sources = Arc<[(DocumentId, Strength)]>;

impl Graph {
    pub(super) fn build(site: &Site) -> Self {
        let documents: Vec<DocumentId> = site.documents().map(|(id, _)| id).collect();
        let outgoing: Vec<Arc<[Reference]>> =
            documents.into_par_iter().map(|id| references_of(site, id)).collect();
        let mut incoming: Vec<Vec<Vec<(DocumentId, Strength)>>> = site
            .reports
            .iter()
            .map(|report| vec![Vec::new(); report.recommendations.len()])
            .collect();
        for (source, references) in (0..).map(DocumentId).zip(&outgoing) {
            for reference in references.iter() {
                let target = reference.target;
                let sources = &mut incoming[target.report.0 as usize][target.index as usize];
                match sources.last_mut() {
                    Some((last, strength)) if *last == source => {
                        *strength = reference.strength.max(*strength);
                    }
                    _ => sources.push((source, reference.strength)),
                }
            }
        }
        let incoming = incoming
            .into_iter()
            .map(|report| report.into_iter().map(Into::into).collect())
            .collect();
        Self { outgoing, incoming }
    }

    /// Updates the references of some documents.
    pub(super) fn renew(&mut self, site: &Site, documents: &[DocumentId]) {
        for id in documents.iter().copied() {
            let references = references_of(site, id);
            let before = std::mem::replace(&mut self.outgoing[id.0 as usize], references);
            let after = Arc::clone(&self.outgoing[id.0 as usize]);
            let targets = |references: &[Reference]| -> BTreeSet<RecommendationId> {
                references.iter().map(|reference| reference.target).collect()
            };
            for target in targets(&before).union(&targets(&after)) {
                let to_it = after.iter().filter(|reference| reference.target == *target);
                let strongest = to_it.map(|reference| reference.strength).max();
                let sources = &mut self.incoming[target.report.0 as usize][target.index as usize];
                let others = sources.iter().copied().filter(|(source, _)| *source != id);
                let mut renewed: Vec<_> =
                    others.chain(strongest.map(|strength| (id, strength))).collect();
                renewed.sort_by_key(|(source, _)| *source);
                *sources = renewed.into();
            }
        }
    }
}

/// All references of a document, in text order.
fn references_of(site: &Site, id: DocumentId) -> Arc<[Reference]> {
    let document = site.document(id);
    let mut references = Vec::new();
    let mut add = |target: RecommendationId, at, strength| {
        let reference = Reference { target, at, strength };
        if !references.contains(&reference) {
            references.push(reference);
        }
    };
    if let Some(by) = site.covered_by(id) {
        add(by, None, Strength::CoveredBy);
    }
    for reference in &document.prose.references {
        let strength = if reference.points { Strength::See } else { Strength::Mentions };
        for target in site.meant(id, &reference.clause) {
            add(target, None, strength);
        }
    }
    for link in document.prose.links.iter().filter(|link| !link.image) {
        if let Resolution::Internal(Target::Recommendation { id: target, at }, _) =
            site.resolve(id, &link.destination)
        {
            add(target, at, Strength::Mentions);
        }
    }
    references.into()
}

impl Site {
    /// The references of one document.
    pub fn references(&self, document: DocumentId) -> &[Reference] {
        &self.graph.outgoing[document.0 as usize]
    }

    /// References of a recommendation as of a view: from its statement and the carried update. Each
    /// target once, with the strongest strength, in text order.
    pub fn refers_to(&self, id: RecommendationId, view: View) -> Vec<Reference> {
        let carried = self.carried(id, view).map(|(_, document)| document);
        let mut merged: Vec<Reference> = Vec::new();
        for document in self.recommendation(id).document.into_iter().chain(carried) {
            for reference in self.references(document) {
                match merged
                    .iter_mut()
                    .find(|known| known.target == reference.target && known.at == reference.at)
                {
                    Some(known) => known.strength = known.strength.max(reference.strength),
                    None => merged.push(*reference),
                }
            }
        }
        merged
    }

    /// Backlinks of a recommendation as of a view. An edition knows only its own report; the latest
    /// view also pages and other reports.
    pub fn referred_by(&self, id: RecommendationId, view: View) -> Vec<Backlink> {
        let mut recommendations: Vec<(RecommendationId, Strength)> = Vec::new();
        let mut others: Vec<Backlink> = Vec::new();
        for (source, strength) in
            self.graph.incoming[id.report.0 as usize][id.index as usize].iter()
        {
            let is_carried = |from, edition| self.carried(from, view) == Some((edition, *source));
            let other = match self.owner(*source) {
                Owner::Nothing(_) => false,
                Owner::Statement(from) if from.report == id.report => {
                    add_stronger(&mut recommendations, from, *strength);
                    false
                }
                Owner::Update(from, edition) if from.report == id.report => {
                    if is_carried(from, edition) {
                        add_stronger(&mut recommendations, from, *strength);
                    }
                    false
                }
                // An edition's own text counts for its pages and for the latest view.
                Owner::Edition(report, edition) if report == id.report => {
                    view == View::Latest || view == View::Edition(edition)
                }
                Owner::Update(from, edition) => view == View::Latest && is_carried(from, edition),
                Owner::Page | Owner::Report(_) | Owner::Edition(..) | Owner::Statement(_) => {
                    view == View::Latest
                }
            };
            if other {
                others.push(Backlink::Document(*source, *strength));
            }
        }
        recommendations.sort_unstable();
        let recommendations = recommendations
            .into_iter()
            .filter(|(from, _)| *from != id)
            .map(|(from, strength)| Backlink::Recommendation(from, strength));
        recommendations.chain(others).collect()
    }
}

/// Adds a recommendation, or keeps the stronger reference.
fn add_stronger(
    recommendations: &mut Vec<(RecommendationId, Strength)>,
    from: RecommendationId,
    strength: Strength,
) {
    match recommendations.iter_mut().find(|(known, _)| *known == from) {
        Some((_, known)) => *known = (*known).max(strength),
        None => recommendations.push((from, strength)),
    }
}
