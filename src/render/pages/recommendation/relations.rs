//! What a recommendation refers to, and what refers to it, as one list.

use indexmap::IndexMap;

use crate::render::context::PageContext;
use crate::render::view::{RecommendationLinkView, ReferenceView, RelationView};
use crate::site::{RecommendationId, Strength};

/// Ranks of relations, strongest first. Each has two, one a direction.
const COVERED_BY: usize = 0;
const DEPENDS_ON: usize = 2;
const SEE: usize = 4;
const MENTIONS: usize = 6;

/// Relations by address of the other end.
#[derive(Default)]
struct Relations {
    found: IndexMap<String, (Vec<(usize, String)>, RelationView)>,
}

pub(super) fn view(cx: &PageContext<'_>, id: RecommendationId) -> Vec<RelationView> {
    let (site, view) = (cx.site, cx.view());
    let mut relations = Relations::default();
    let covered_by = site.recommendation(id).covered_by;
    for (others, rank, key) in [
        (covered_by.into_iter().collect::<Vec<_>>(), COVERED_BY, "strengths.covered-by"),
        (site.covers(id, view).collect(), COVERED_BY + 1, "strengths-back.covered-by"),
        (site.dependencies(id, view).collect(), DEPENDS_ON, "dependencies.depends-on"),
        (site.dependents(id, view).collect(), DEPENDS_ON + 1, "dependencies.needed-by"),
    ] {
        let word = cx.text(key, &[]);
        for other in others {
            relations.add_link(rank, &word, cx.recommendation_link(other));
        }
    }
    for (references, direction) in [(cx.refers_to(id), 0), (cx.referred_by(id), 1)] {
        for reference in references {
            relations.add(direction, reference);
        }
    }
    relations.in_order()
}

impl Relations {
    fn add_link(&mut self, rank: usize, word: &str, to: RecommendationLinkView) {
        let relation = RelationView {
            relations: Vec::new(),
            name: to.name,
            url: to.url.clone(),
            edition: None,
            status: to.status,
        };
        let (words, _) = self.found.entry(to.url).or_insert_with(|| (Vec::new(), relation));
        words.push((rank, word.to_owned()));
    }

    fn add(&mut self, direction: usize, reference: ReferenceView) {
        let rank = match reference.strength {
            word if word == Strength::CoveredBy.word() => COVERED_BY,
            word if word == Strength::See.word() => SEE,
            _ => MENTIONS,
        } + direction;
        let relation = RelationView {
            relations: Vec::new(),
            name: reference.name,
            url: reference.url.clone(),
            edition: reference.edition,
            status: None,
        };
        let (words, _) = self.found.entry(reference.url).or_insert_with(|| (Vec::new(), relation));
        // Of each direction the strongest: what covers another one also mentions it.
        let is_known = |(known, _): &(usize, String)| {
            *known % 2 == direction && (*known <= rank && *known / 2 != DEPENDS_ON / 2)
        };
        if !words.iter().any(is_known) {
            words.push((rank, reference.relation));
        }
    }

    /// The strongest first, others in order of numbers.
    fn in_order(self) -> Vec<RelationView> {
        let mut found: Vec<_> = self.found.into_values().collect();
        for (words, _) in &mut found {
            words.sort_by_key(|(rank, _)| *rank);
        }
        found.sort_by_key(|(words, _)| words.first().map(|(rank, _)| *rank));
        let relation = |(words, relation): (Vec<(usize, String)>, RelationView)| RelationView {
            relations: words.into_iter().map(|(_, word)| word).collect(),
            ..relation
        };
        found.into_iter().map(relation).collect()
    }
}
