//! Views of the references of a report.

use serde::Serialize;

use super::{LinkView, RecommendationLinkView, ReferenceView};

/// `references` on the page of references.
#[derive(Clone, Debug, Serialize)]
pub struct ReferencesView {
    /// The report.
    pub report: LinkView,
    /// Number of references between the report's recommendations.
    pub count: usize,
    /// Number of these that say what covers a recommendation.
    pub covered: usize,
    /// Number of these that only point elsewhere.
    pub pointing: usize,
    /// Number of the others, which mention.
    pub mentions: usize,
    /// Recommendations with references or backlinks.
    pub entries: Vec<ReferenceEntryView>,
    /// The most referenced ones, at most ten, each referred to by two or more.
    pub most_referred: Vec<MostReferredView>,
    /// Number of recommendations that two or more refer to.
    pub referred_twice: usize,
    /// Number of recommendations with as many backlinks as the first.
    pub leaders: usize,
    /// Recommendations that cover others.
    pub covering: Vec<ReferenceEntryView>,
    /// Recommendations to which a text only points.
    pub pointed: Vec<ReferenceEntryView>,
    /// Reference cycles.
    pub cycles: Vec<CycleView>,
}

/// A recommendation with its references and backlinks; where strengths or members are selected,
/// with these alone.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceEntryView {
    /// The recommendation.
    pub recommendation: RecommendationLinkView,
    /// Its references, strongest first.
    pub refers_to: Vec<ReferenceView>,
    /// Its backlinks, strongest first.
    pub referred_by: Vec<ReferenceView>,
}

/// A recommendation with many backlinks.
#[derive(Clone, Debug, Serialize)]
pub struct MostReferredView {
    /// The recommendation.
    pub recommendation: RecommendationLinkView,
    /// Number of recommendations that refer to it.
    pub count: usize,
    /// The same in percent of the highest.
    pub percent: f64,
    /// The backlinks from these.
    pub referred_by: Vec<ReferenceView>,
}

/// A reference cycle.
#[derive(Clone, Debug, Serialize)]
pub struct CycleView {
    /// The numbers, in words: "25, 26 and 27".
    pub list: String,
    /// The same in a sentence.
    pub sentence: String,
    /// The members, with their references to other members.
    pub members: Vec<ReferenceEntryView>,
}
