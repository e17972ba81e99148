//! The reference graph.

use std::collections::{BTreeMap, BTreeSet};
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

impl Strength {
    /// Its keyword for programs and templates.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::See => "see",
            Self::CoveredBy => "covered-by",
        }
    }
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
    /// By report and recommendation: the referring documents.
    incoming: Vec<Vec<Arc<Sources>>>,
}

/// A referring document, with its strength.
type Source = (DocumentId, Strength);

/// The documents that refer to a recommendation, each once.
#[derive(Clone, Debug, Default)]
struct Sources {
    /// Updates, sorted by their recommendation. A view carries one of each.
    updates: Box<[(RecommendationId, Source)]>,
    /// Other documents.
    others: Box<[Source]>,
}

impl Sources {
    fn new(site: &Site, sources: impl IntoIterator<Item = Source>) -> Self {
        let (mut updates, mut others) = (Vec::new(), Vec::new());
        for source in sources {
            match site.owner(source.0) {
                Owner::Update(from, _) => updates.push((from, source)),
                _ => others.push(source),
            }
        }
        updates.sort_unstable_by_key(|(from, (document, _))| (*from, *document));
        others.sort_unstable_by_key(|(document, _)| *document);
        Self { updates: updates.into(), others: others.into() }
    }

    fn all(&self) -> impl Iterator<Item = Source> {
        self.updates.iter().map(|(_, source)| *source).chain(self.others.iter().copied())
    }

    /// The carried update of each recommendation, if it is among these. Costs time by recommendations, not by editions.
    fn carried(&self, site: &Site, view: View) -> Vec<(RecommendationId, Source)> {
        let mut carried = Vec::new();
        let mut rest = &self.updates[..];
        while let Some((from, _)) = rest.first() {
            let (own, others) = rest.split_at(rest.partition_point(|(other, _)| other == from));
            rest = others;
            let Some((_, update)) = site.carried(*from, view) else { continue };
            let place = own.binary_search_by_key(&update, |(_, (document, _))| *document);
            carried.extend(place.ok().map(|place| own[place]));
        }
        carried
    }
}

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
        let sources = |sources| Arc::new(Sources::new(site, sources));
        let incoming =
            incoming.into_iter().map(|report| report.into_iter().map(sources).collect()).collect();
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
                let others = sources.all().filter(|(source, _)| *source != id);
                let renewed = others.chain(strongest.map(|strength| (id, strength)));
                *sources = Arc::new(Sources::new(site, renewed));
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
    /// target once for each edition that is named, with the strongest strength, in text order.
    pub fn refers_to(&self, id: RecommendationId, view: View) -> Vec<Reference> {
        let carried = self.carried(id, view).map(|(_, document)| document);
        let statement = self.recommendation(id).document;
        let statement = statement.filter(|statement| !self.is_replaced(id, *statement, view));
        let mut merged: Vec<Reference> = Vec::new();
        for document in statement.into_iter().chain(carried) {
            for reference in self.references(document) {
                let is_same = reference.target.report == id.report;
                if is_same && !self.shows(reference.target, view) {
                    continue;
                }
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

    /// Whether a document is an undated entry of a review that a dated one replaces as of a view.
    fn is_replaced(&self, id: RecommendationId, document: DocumentId, view: View) -> bool {
        self.entry(document).is_some() && self.entry_as_of(id, view) != Some(document)
    }

    /// Backlinks of a recommendation as of a view. An edition knows only its own report; the latest
    /// view also pages and other reports.
    pub fn referred_by(&self, id: RecommendationId, view: View) -> Vec<Backlink> {
        let sources = &self.graph.incoming[id.report.0 as usize][id.index as usize];
        let is_latest = view == View::Latest;
        let mut recommendations: BTreeMap<RecommendationId, Strength> = BTreeMap::new();
        let mut others: Vec<Source> = Vec::new();
        for (from, source) in sources.carried(self, view) {
            if from.report == id.report {
                if !self.shows(from, view) {
                    continue;
                }
                add_stronger(&mut recommendations, from, source.1);
            } else if is_latest {
                others.push(source);
            }
        }
        for source in sources.others.iter().copied() {
            match self.owner(source.0) {
                Owner::Statement(from) if self.is_replaced(from, source.0, view) => {}
                Owner::Statement(from) if from.report == id.report && !self.shows(from, view) => {}
                Owner::Statement(from) if from.report == id.report => {
                    add_stronger(&mut recommendations, from, source.1);
                }
                // An edition's own text counts for its pages and for the latest view.
                Owner::Edition(report, edition) if report == id.report => {
                    others.extend((is_latest || view == View::Edition(edition)).then_some(source));
                }
                Owner::Nothing(_) => {}
                _ => others.extend(is_latest.then_some(source)),
            }
        }
        others.sort_unstable_by_key(|(document, _)| *document);
        let others =
            others.into_iter().map(|(document, strength)| Backlink::Document(document, strength));
        let recommendations = recommendations
            .into_iter()
            .filter(|(from, _)| *from != id)
            .map(|(from, strength)| Backlink::Recommendation(from, strength));
        recommendations.chain(others).collect()
    }
}

/// Adds a recommendation, or keeps the stronger of two references from it.
fn add_stronger(
    recommendations: &mut BTreeMap<RecommendationId, Strength>,
    from: RecommendationId,
    strength: Strength,
) {
    let known = recommendations.entry(from).or_insert(strength);
    *known = strength.max(*known);
}
