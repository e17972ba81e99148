//! What recommendations share although they do not belong together.

use crate::site::{EditionId, RecommendationId, Report};

/// Which recommendations of a report belong together: those that cover or are part of one another,
/// directly or not.
pub(super) struct Clusters {
    /// By index, the one that all of a cluster lead to.
    roots: Vec<u32>,
}

impl Clusters {
    pub(super) fn new(report: &Report) -> Self {
        const UNKNOWN: u32 = u32::MAX;
        let count = report.recommendations.len();
        let mut roots = vec![UNKNOWN; count];
        let mut path: Vec<u32> = Vec::new();
        for start in (0..).take(count) {
            let mut at: u32 = start;
            let root = loop {
                if roots[at as usize] != UNKNOWN {
                    break roots[at as usize];
                }
                path.push(at);
                // For now, so that a circle ends here.
                roots[at as usize] = start;
                let recommendation = &report.recommendations[at as usize];
                match recommendation.covered_by.or(recommendation.part_of) {
                    Some(above) => at = above.index,
                    None => break at,
                }
            };
            for index in path.drain(..) {
                roots[index as usize] = root;
            }
        }
        Self { roots }
    }

    /// The cluster of a recommendation.
    pub(super) fn of(&self, id: RecommendationId) -> u32 {
        self.roots.get(id.index as usize).copied().unwrap_or(id.index)
    }
}

/// Something in an update of a recommendation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence<T> {
    pub(super) id: RecommendationId,
    /// The edition of the update, and the one of the next update.
    pub(super) from: EditionId,
    pub(super) until: Option<EditionId>,
    pub(super) what: T,
}

/// The occurrences that an edition shows on another cluster too: the last of each recommendation,
/// in order of recommendations. One pass over the occurrences in order of editions.
pub(super) fn shared<T: Copy>(
    occurrences: &mut [Occurrence<T>],
    clusters: &Clusters,
) -> Vec<Occurrence<T>> {
    occurrences.sort_by_key(|it| (it.from, it.id));
    let end = |it: &Occurrence<T>| it.until.map_or(u32::MAX, |edition| edition.0);
    let mut is_shared = vec![false; occurrences.len()];
    // The ones shown for longest so far, of two clusters.
    let mut longest: [Option<usize>; 2] = [None; 2];
    for index in 0..occurrences.len() {
        let own = clusters.of(occurrences[index].id);
        let is_own = |other: usize| clusters.of(occurrences[other].id) == own;
        let other = longest.into_iter().flatten().find(|other| !is_own(*other));
        if let Some(other) = other
            && end(&occurrences[other]) > occurrences[index].from.0
        {
            is_shared[index] = true;
            is_shared[other] = true;
        }
        let lasts = |other: usize| end(&occurrences[other]) >= end(&occurrences[index]);
        longest = match longest {
            [Some(first), second] if is_own(first) => {
                [Some(if lasts(first) { first } else { index }), second]
            }
            [Some(first), second] if lasts(first) => {
                let keep = second.filter(|second| lasts(*second));
                [Some(first), Some(keep.unwrap_or(index))]
            }
            [first, _] => [Some(index), first],
        };
    }
    let mut found: Vec<Occurrence<T>> = occurrences
        .iter()
        .zip(is_shared)
        .filter(|(_, shared)| *shared)
        .map(|(it, _)| *it)
        .collect();
    found.sort_by_key(|it| (it.id, it.from));
    found.reverse();
    found.dedup_by_key(|it| it.id);
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::ReportId;

    #[test]
    fn occurrences_that_an_edition_shows_together() {
        #[track_caller]
        fn case(occurrences: &[(u32, u32, Option<u32>)], expected: &[(u32, u32)]) {
            let clusters = Clusters { roots: vec![0, 0, 2, 3] };
            let mut all: Vec<Occurrence<()>> = occurrences
                .iter()
                .map(|(index, from, until)| Occurrence {
                    id: RecommendationId { report: ReportId(0), index: *index },
                    from: EditionId(*from),
                    until: until.map(EditionId),
                    what: (),
                })
                .collect();
            let found = shared(&mut all, &clusters);
            let found: Vec<(u32, u32)> = found.iter().map(|it| (it.id.index, it.from.0)).collect();
            assert_eq!(found, expected, "{occurrences:?}");
        }
        case(&[(0, 0, None), (1, 0, None)], &[]);
        case(&[(0, 0, None), (2, 0, None)], &[(0, 0), (2, 0)]);
        case(&[(0, 0, None), (2, 0, None), (3, 0, None)], &[(0, 0), (2, 0), (3, 0)]);
        case(&[(0, 0, Some(1)), (2, 1, None)], &[]);
        case(&[(0, 0, Some(2)), (2, 1, None)], &[(0, 0), (2, 1)]);
        case(&[(0, 0, Some(1)), (0, 1, None), (2, 0, None)], &[(0, 1), (2, 0)]);
        case(&[(0, 0, None), (1, 0, None), (2, 3, None)], &[(0, 0), (2, 3)]);
        case(&[(2, 0, Some(9)), (0, 1, Some(2)), (1, 3, None)], &[(0, 1), (1, 3), (2, 0)]);
    }
}
