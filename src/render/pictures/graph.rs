//! Arc diagram of references.

use std::collections::BTreeMap;

use crate::render::view::{ArcView, GraphView, NodeView};
use crate::site::Strength;

/// Distance between numbers, in user units.
const STEP: u32 = 34;
/// Maximum height of an arc.
const HIGHEST: u32 = 180;
/// Space for the numbers, between the line and the arcs.
const GAP: u32 = 16;
/// Margin around the diagram.
const MARGIN: u32 = 8;
/// Maximum number of recommendations, for legibility and width; those with most references are
/// shown.
const MOST: usize = 30;

/// A reference: source and target by index in the report.
pub(in crate::render) type Edge = (u32, u32, Strength);

/// Lays out the recommendations with references or backlinks; `None` without any. `node` describes
/// one by index, without coordinates.
pub(in crate::render) fn lay_out(
    edges: &[Edge],
    node: impl Fn(u32) -> NodeView,
) -> Option<GraphView> {
    let Chosen { places, of } = choose(edges, MOST);
    if places.is_empty() {
        return None;
    }
    let x_of: BTreeMap<u32, u32> =
        (0..).zip(&places).map(|(index, place)| (*place, STEP / 2 + STEP * index)).collect();
    // The ends of the arcs between shown recommendations.
    let shown: Vec<(&Edge, u32, u32)> = edges
        .iter()
        .filter_map(|edge| Some((edge, *x_of.get(&edge.0)?, *x_of.get(&edge.1)?)))
        .collect();
    let highest = |forward: bool| {
        let rises = shown.iter().filter(|(_, start, end)| (start < end) == forward);
        rises.map(|(_, start, end)| rise(*start, *end)).max().unwrap_or_default()
    };
    let line_y = MARGIN + highest(true) + GAP;
    let arcs: Vec<(u32, u32, ArcView)> = shown
        .iter()
        .map(|((from, to, strength), start, end)| {
            (*from, *to, ArcView { strength: strength.word(), path: path(*start, *end, line_y) })
        })
        .collect();
    let nodes = places.iter().map(|place| NodeView {
        x: x_of[place],
        arcs: arcs
            .iter()
            .filter(|(from, to, _)| from == place || to == place)
            .map(|(_, _, arc)| arc.clone())
            .collect(),
        ..node(*place)
    });
    Some(GraphView {
        width: STEP * u32::try_from(places.len()).unwrap_or_default(),
        height: line_y + GAP + highest(false) + MARGIN,
        line_y,
        of,
        nodes: nodes.collect(),
        arcs: arcs.iter().map(|(_, _, arc)| arc.clone()).collect(),
    })
}

fn rise(start: u32, end: u32) -> u32 {
    (start.abs_diff(end) / 2).min(HIGHEST)
}

/// Clockwise: left to right above the line, right to left below.
fn path(start: u32, end: u32, line_y: u32) -> String {
    let (radius, height) = (start.abs_diff(end) / 2, rise(start, end));
    let y = if start < end { line_y - GAP } else { line_y + GAP };
    format!("M{start} {y}A{radius} {height} 0 0 1 {end} {y}")
}

/// The shown recommendations, in order of the diagram.
struct Chosen {
    places: Vec<u32>,
    /// Total number.
    of: usize,
}

/// Chooses those with most references; ties in order of the report. Connected ones are adjacent, in
/// order of the report.
fn choose(edges: &[Edge], most: usize) -> Chosen {
    let mut degrees: BTreeMap<u32, usize> = BTreeMap::new();
    for (from, to, _) in edges {
        *degrees.entry(*from).or_default() += 1;
        *degrees.entry(*to).or_default() += 1;
    }
    let of = degrees.len();
    let mut places: Vec<u32> = degrees.keys().copied().collect();
    places.sort_by_key(|place| (std::cmp::Reverse(degrees[place]), *place));
    places.truncate(most);
    // The first member of each one's group. A reference merges two groups.
    let mut group: BTreeMap<u32, u32> = places.iter().map(|place| (*place, *place)).collect();
    for (from, to, _) in edges {
        let (Some(&a), Some(&b)) = (group.get(from), group.get(to)) else { continue };
        for first in group.values_mut().filter(|first| **first == a.max(b)) {
            *first = a.min(b);
        }
    }
    places.sort_by_key(|place| (group[place], *place));
    Chosen { places, of }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pairs: &[(u32, u32)]) -> Vec<Edge> {
        pairs.iter().map(|(from, to)| (*from, *to, Strength::Mentions)).collect()
    }

    #[test]
    fn what_belongs_together_stands_together() {
        #[track_caller]
        fn case(pairs: &[(u32, u32)], most: usize, expected: &[u32]) {
            assert_eq!(choose(&edges(pairs), most).places, expected);
        }
        case(&[], 9, &[]);
        case(&[(3, 1)], 9, &[1, 3]);
        case(&[(1, 4), (2, 3), (4, 5)], 9, &[1, 4, 5, 2, 3]);
        case(&[(1, 2), (3, 4), (4, 1)], 9, &[1, 2, 3, 4]);
        // Those with the fewest references are left out, and with them their connections.
        case(&[(1, 9), (2, 9), (5, 6), (6, 5)], 3, &[5, 6, 9]);
        case(&[(1, 2), (3, 4)], 3, &[1, 2, 3]);
    }

    #[test]
    fn arcs_lead_to_what_is_shown() {
        let node = |place: u32| NodeView {
            number: place.to_string(),
            name: String::new(),
            url: String::new(),
            referred: 0,
            x: 0,
            arcs: Vec::new(),
        };
        let star: Vec<(u32, u32)> = (1..=40).map(|other| (other, 0)).collect();
        let graph = lay_out(&edges(&star), node).expect("a picture");
        assert_eq!((graph.nodes.len(), graph.of, graph.arcs.len()), (30, 41, 29));
        assert_eq!((graph.nodes[0].arcs.len(), graph.nodes[1].arcs.len()), (29, 1));
        assert_eq!(graph.width, 30 * STEP);
        assert!(lay_out(&[], node).is_none());
    }
}
