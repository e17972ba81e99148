//! Reference cycles.

use crate::site::{RecommendationId, ReportId, Site, Strength, View};

/// Sets of two or more recommendations of a report, each of which leads to all others by references
/// of any strength, at least one of them stronger than a mention. Members and sets are in order of
/// numbers.
pub(super) fn cycles(site: &Site, report: ReportId, view: View) -> Vec<Vec<RecommendationId>> {
    let ids: Vec<RecommendationId> = site.report(report).ids().collect();
    cycles_in(report, &ids.into_iter().map(|id| edges(site, id, view)).collect::<Vec<_>>())
}

/// Sets of two or more recommendations, each of which depends on all others.
pub(super) fn of_dependencies(site: &Site, report: ReportId) -> Vec<Vec<RecommendationId>> {
    let dependencies = |id| {
        let others = site.recommendation(id).depends_on.iter();
        others.map(|other| Edge { target: other.index, strong: true }).collect()
    };
    cycles_in(report, &site.report(report).ids().map(dependencies).collect::<Vec<_>>())
}

fn cycles_in(report: ReportId, graph: &[Vec<Edge>]) -> Vec<Vec<RecommendationId>> {
    let sets = components(graph);
    let mut set_of = vec![0; graph.len()];
    for (place, set) in sets.iter().enumerate() {
        for node in set {
            set_of[*node as usize] = place;
        }
    }
    let points = |node: u32| {
        let inside = |edge: &Edge| set_of[edge.target as usize] == set_of[node as usize];
        graph[node as usize].iter().any(|edge| edge.strong && inside(edge))
    };
    let mut cycles: Vec<Vec<RecommendationId>> = sets
        .iter()
        .filter(|set| set.len() > 1 && set.iter().any(|node| points(*node)))
        .map(|set| {
            let mut members: Vec<RecommendationId> =
                set.iter().map(|index| RecommendationId { report, index: *index }).collect();
            members.sort_unstable();
            members
        })
        .collect();
    cycles.sort_unstable();
    cycles
}

/// A reference between recommendations of a report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) target: u32,
    pub(super) strong: bool,
}

fn edges(site: &Site, id: RecommendationId, view: View) -> Vec<Edge> {
    site.refers_to(id, view)
        .into_iter()
        .filter(|reference| reference.target.report == id.report && reference.target != id)
        .filter(|_| site.shows(id, view))
        .map(|reference| Edge {
            target: reference.target.index,
            strong: reference.strength >= Strength::See,
        })
        .collect()
}

/// Strongly connected components, by Tarjan's algorithm.
///
/// Uses an explicit stack: a chain of 25,000 references would overflow a thread's.
pub(super) fn components(graph: &[Vec<Edge>]) -> Vec<Vec<u32>> {
    let mut search = Search {
        found: vec![None; graph.len()],
        lowest: vec![0; graph.len()],
        settled: vec![false; graph.len()],
        open: Vec::new(),
        count: 0,
        components: Vec::new(),
    };
    for root in (0..).take(graph.len()) {
        if search.found[root as usize].is_none() {
            search.run(graph, root);
        }
    }
    search.components
}

struct Search {
    /// Discovery order of each node.
    found: Vec<Option<u32>>,
    /// The earliest open node reachable from each node.
    lowest: Vec<u32>,
    /// Whether the node's component is complete.
    settled: Vec<bool>,
    /// Nodes of components that are not complete.
    open: Vec<u32>,
    count: u32,
    components: Vec<Vec<u32>>,
}

impl Search {
    fn run(&mut self, graph: &[Vec<Edge>], root: u32) {
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let edge = graph[node as usize].get(*next);
            *next += 1;
            if let Some(edge) = edge {
                match self.found[edge.target as usize] {
                    None => {
                        self.enter(edge.target);
                        path.push((edge.target, 0));
                    }
                    Some(found) if !self.settled[edge.target as usize] => self.lower(node, found),
                    Some(_) => {}
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                self.lower(*parent, self.lowest[node as usize]);
            }
            self.leave(node);
        }
    }

    fn enter(&mut self, node: u32) {
        self.found[node as usize] = Some(self.count);
        self.lowest[node as usize] = self.count;
        self.count += 1;
        self.open.push(node);
    }

    fn lower(&mut self, node: u32, to: u32) {
        let lowest = &mut self.lowest[node as usize];
        *lowest = to.min(*lowest);
    }

    /// Completes the component entered through this node, if any.
    fn leave(&mut self, node: u32) {
        if self.found[node as usize] != Some(self.lowest[node as usize]) {
            return;
        }
        let start = self.open.iter().rposition(|open| *open == node).unwrap_or_default();
        let component = self.open.split_off(start);
        for node in &component {
            self.settled[*node as usize] = true;
        }
        self.components.push(component);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(edges: &[(u32, u32)], nodes: usize, expected: &[&[u32]]) {
        let mut graph = vec![Vec::new(); nodes];
        for (from, target) in edges {
            graph[*from as usize].push(Edge { target: *target, strong: false });
        }
        let mut found = components(&graph);
        for component in &mut found {
            component.sort_unstable();
        }
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn components_of_small_graphs() {
        case(&[], 2, &[&[0], &[1]]);
        case(&[(0, 1), (1, 0)], 2, &[&[0, 1]]);
        case(&[(0, 1), (1, 2), (2, 0), (2, 3)], 4, &[&[0, 1, 2], &[3]]);
        case(&[(0, 1), (1, 0), (1, 2), (2, 3), (3, 2)], 4, &[&[0, 1], &[2, 3]]);
        case(&[(0, 0)], 1, &[&[0]]);
        // Two paths from 0 to 3, one back.
        case(&[(0, 1), (0, 2), (1, 3), (2, 3), (3, 0)], 4, &[&[0, 1, 2, 3]]);
        // Reaches a node of a complete component again.
        case(&[(0, 1), (2, 1), (2, 0)], 3, &[&[0], &[1], &[2]]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let nodes = 200_000_u32;
        let chain: Vec<(u32, u32)> = (0..nodes).map(|node| (node, (node + 1) % nodes)).collect();
        let all: Vec<u32> = (0..nodes).collect();
        case(&chain, nodes as usize, &[&all]);
    }
}
