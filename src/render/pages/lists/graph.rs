//! References laid out as arcs between numbers on a line.

use crate::render::view::{ArcView, GraphView, NodeView};
use crate::site::{Report, Strength};

/// From one number to the next, in user units of the picture.
const STEP: u32 = 40;
/// How high an arc may rise.
const HIGHEST: u32 = 180;
/// Between the line and the beginning of an arc, where the number stands.
const GAP: u32 = 16;
/// Around the whole.
const MARGIN: u32 = 8;
/// A picture of more numbers shows nothing.
const MOST: usize = 300;

/// Lays out the numbers that refer to others or are referred to; `None` where there are none, or
/// too many.
pub(super) fn lay_out(report: &Report, edges: &[(u32, u32, Strength)]) -> Option<GraphView> {
    let mut places: Vec<u32> = edges.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    places.sort_unstable();
    places.dedup();
    if places.is_empty() || places.len() > MOST {
        return None;
    }
    let x = |index: &u32| {
        let place = places.binary_search(index).unwrap_or_default();
        STEP / 2 + STEP * u32::try_from(place).unwrap_or_default()
    };
    let rise = |from: u32, to: u32| (from.abs_diff(to) / 2).min(HIGHEST);
    let highest = |forward: bool| {
        let rises = edges
            .iter()
            .filter(|(from, to, _)| (from < to) == forward)
            .map(|(from, to, _)| rise(x(from), x(to)));
        rises.max().unwrap_or_default()
    };
    let line_y = MARGIN + highest(true) + GAP;
    let arcs = edges
        .iter()
        .map(|(from, to, strength)| {
            let (start, end) = (x(from), x(to));
            let (radius, height) = (start.abs_diff(end) / 2, rise(start, end));
            // Clockwise from left to right rises above the line, from right to left falls below.
            let y = if start < end { line_y - GAP } else { line_y + GAP };
            let path = format!("M{start} {y}A{radius} {height} 0 0 1 {end} {y}");
            ArcView { strength: super::super::recommendation::strength_word(*strength), path }
        })
        .collect();
    Some(GraphView {
        width: STEP * u32::try_from(places.len()).unwrap_or_default(),
        height: line_y + GAP + highest(false) + MARGIN,
        line_y,
        nodes: places
            .iter()
            .map(|place| NodeView {
                number: report.recommendations[*place as usize].number.to_string(),
                x: x(place),
            })
            .collect(),
        arcs,
    })
}
