//! Recommendations that are part of others.

use super::{RecommendationId, ReportId, Site, View};
use crate::diagnostic::{Diagnostic, Location, all_of};
use crate::document::Content;
use crate::document::fields::Counted;

/// Links the recommendations of a report with their parts, and sets the order of lists.
pub(super) fn link(site: &mut Site, report: usize, diagnostics: &mut Vec<Diagnostic>) {
    let ids: Vec<RecommendationId> = site.reports[report].ids().collect();
    let mut wholes: Vec<Option<RecommendationId>> =
        ids.iter().map(|id| site.named_whole(*id)).collect();
    for circle in circles(&wholes) {
        diagnostics.push(circular(site, &ids, &circle));
        for index in circle {
            wholes[index] = None;
        }
    }
    let known = &mut site.reports[report];
    let is_part = |id: &RecommendationId| wholes[id.index as usize].is_some();
    known.partial = ids.iter().copied().filter(is_part).collect();
    for (id, whole) in ids.iter().zip(&wholes) {
        known.recommendations[id.index as usize].part_of = *whole;
        if let Some(whole) = whole {
            known.recommendations[whole.index as usize].parts.push(*id);
        }
    }
    let mut open: Vec<RecommendationId> =
        ids.into_iter().filter(|id| wholes[id.index as usize].is_none()).collect();
    while let Some(id) = open.pop() {
        let whole = &known.recommendations[id.index as usize];
        let (level, parts) = (whole.level + 1, whole.parts.clone());
        for part in parts {
            known.recommendations[part.index as usize].level = level;
            open.push(part);
        }
    }
    let mut numberings = std::mem::take(&mut known.numberings);
    for numbering in &mut numberings {
        numbering.arrange(known);
    }
    known.numberings = numberings;
}

/// The circles, each by index, beginning with its first recommendation.
fn circles(wholes: &[Option<RecommendationId>]) -> Vec<Vec<usize>> {
    let whole = |index: usize| wholes[index].map(|whole| whole.index as usize);
    let mut circles = Vec::new();
    // 0 before it is looked at, else the start from which it was.
    let mut seen = vec![0; wholes.len()];
    for (start, turn) in (0..wholes.len()).zip(1..) {
        let mut at = Some(start);
        while let Some(index) = at.filter(|index| seen[*index] == 0) {
            seen[index] = turn;
            at = whole(index);
        }
        let Some(first) = at.filter(|index| seen[*index] == turn) else { continue };
        let around = std::iter::successors(whole(first), |index| whole(*index));
        let mut circle = vec![first];
        circle.extend(around.take_while(|index| *index != first));
        let least = circle.iter().zip(0..).min().map_or(0, |(_, place)| place);
        circle.rotate_left(least);
        circles.push(circle);
    }
    circles
}

fn circular(site: &Site, ids: &[RecommendationId], circle: &[usize]) -> Diagnostic {
    let called = ids.first().map(|id| site.report(id.report).called());
    let (one, others) = called.map_or(("", ""), |called| (called.one, called.other));
    let number = |index: usize| site.recommendation(ids[index]).number.as_str();
    let message = if let [only] = circle {
        format!("{one} {} cannot be part of itself", number(*only))
    } else {
        let numbers = all_of(circle.iter().map(|index| number(*index)));
        format!("the {others} {numbers} are part of one another")
    };
    let place = |index: usize| {
        let document = site.document(site.recommendation(ids[index]).document?);
        let part_of = site.adopted(ids[index])?.part_of.as_ref()?;
        Some(Location::new(&document.path, part_of.span))
    };
    let first = circle.first().and_then(|first| place(*first));
    let location = first.unwrap_or_else(|| Location::file(&site.config.content));
    let found = Diagnostic::error("circular-parts", location, message)
        .help("remove `part_of` from the one that contains the others");
    circle
        .iter()
        .skip(1)
        .filter_map(|index| place(*index))
        .fold(found, |found, place| found.related(place, "and here"))
}

impl Site {
    /// Whether any recommendation of a report is part of another as of a view.
    pub fn has_parts(&self, report: ReportId, view: View) -> bool {
        let mut parts = self.report(report).partial.iter();
        parts.any(|part| self.shows(*part, view) && self.part_of(*part, view).is_some())
    }

    /// Whether a recommendation has parts as of a view.
    pub fn is_divided(&self, id: RecommendationId, view: View) -> bool {
        self.recommendation(id).parts.iter().any(|part| self.shows(*part, view))
    }

    /// What the totals of a report count.
    pub fn counted(&self, report: ReportId) -> Counted {
        match &self.document(self.report(report).document).content {
            Content::Report(front_matter) => front_matter.totals,
            _ => None,
        }
        .unwrap_or(Counted::Wholes)
    }

    /// The recommendations that the totals of a report count as of a view, among some of its
    /// recommendations.
    pub fn counted_in(
        &self,
        report: ReportId,
        view: View,
        ids: impl IntoIterator<Item = RecommendationId>,
    ) -> impl Iterator<Item = RecommendationId> {
        let counted = self.counted(report);
        ids.into_iter().filter(move |id| match counted {
            Counted::Wholes => self.part_of(*id, view).is_none(),
            Counted::Parts => !self.is_divided(*id, view),
        })
    }

    /// The recommendation that one is part of as of a view.
    pub fn part_of(&self, id: RecommendationId, view: View) -> Option<RecommendationId> {
        self.recommendation(id).part_of.filter(|whole| self.shows(*whole, view))
    }

    /// Number of recommendations that one is part of as of a view, directly or not.
    pub fn level(&self, id: RecommendationId, view: View) -> u32 {
        match (self.recommendation(id).level, view) {
            (0, _) | (_, View::Latest) => self.recommendation(id).level,
            _ => u32::try_from(self.wholes(id, view).len()).unwrap_or(u32::MAX),
        }
    }

    /// The direct parts of a recommendation, in order of numbers as of a view.
    pub fn parts(&self, id: RecommendationId, view: View) -> Vec<RecommendationId> {
        let mut parts = self.recommendation(id).parts.clone();
        parts.retain(|part| self.shows(*part, view));
        parts.sort_by_key(|part| self.report(id.report).place_of(*part, view));
        parts
    }

    /// The parts of a recommendation, and theirs, in no particular order.
    pub fn all_parts(&self, id: RecommendationId, view: View) -> Vec<RecommendationId> {
        let mut parts = self.parts(id, view);
        let mut next = 0;
        while let Some(part) = parts.get(next) {
            next += 1;
            let of_part = self.parts(*part, view);
            parts.extend(of_part);
        }
        parts
    }

    /// The recommendations that one is part of, outermost first.
    pub fn wholes(&self, id: RecommendationId, view: View) -> Vec<RecommendationId> {
        let whole = |id: &RecommendationId| self.part_of(*id, view);
        let mut wholes: Vec<_> = std::iter::successors(whole(&id), whole).collect();
        wholes.reverse();
        wholes
    }

    /// The recommendation that a file's `part_of` names.
    fn named_whole(&self, id: RecommendationId) -> Option<RecommendationId> {
        let number = self.adopted(id)?.part_of.as_ref()?;
        self.report(id.report).find(number.as_str())
    }
}
