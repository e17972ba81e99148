//! Whether a status moved for the better or for the worse.

use super::super::Facts;
use super::{Change, Movement};
use crate::document::fields::StatusKind;
use crate::site::View;

/// Where a status moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To a kind that is further from done: `late` is the furthest.
    Worse,
    /// To a kind that is nearer to done.
    Better,
    /// Within one kind, or from or to a kind that has no place between `late` and `done`.
    Otherwise,
}

impl Facts {
    /// Where the status of a recommendation moved; `None` if it did not.
    pub fn direction(&self, movement: &Movement<'_>) -> Option<Direction> {
        if !movement.changes.iter().any(|change| matches!(change, Change::Status)) {
            return None;
        }
        let kind = |view: View| self.status(movement.id, view).map(|shown| shown.status.kind);
        Some(between(movement.before().and_then(kind), kind(movement.after())))
    }
}

fn between(from: Option<StatusKind>, to: Option<StatusKind>) -> Direction {
    match from.and_then(rank).zip(to.and_then(rank)) {
        Some((from, to)) if to < from => Direction::Worse,
        Some((from, to)) if to > from => Direction::Better,
        _ => Direction::Otherwise,
    }
}

/// How near to done, the furthest first.
fn rank(kind: StatusKind) -> Option<u8> {
    match kind {
        StatusKind::Late => Some(0),
        StatusKind::NotStarted => Some(1),
        StatusKind::Active => Some(2),
        StatusKind::Done => Some(3),
        StatusKind::Dropped => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_is_furthest_from_done() {
        #[track_caller]
        fn case(from: Option<StatusKind>, to: Option<StatusKind>, expected: Direction) {
            assert_eq!(between(from, to), expected);
        }
        use StatusKind::{Active, Done, Dropped, Late, NotStarted};
        case(Some(Active), Some(Late), Direction::Worse);
        case(Some(NotStarted), Some(Late), Direction::Worse);
        case(Some(Done), Some(Active), Direction::Worse);
        case(Some(Active), Some(NotStarted), Direction::Worse);
        case(Some(Late), Some(NotStarted), Direction::Better);
        case(Some(Late), Some(Done), Direction::Better);
        case(Some(NotStarted), Some(Active), Direction::Better);
        case(Some(Late), Some(Late), Direction::Otherwise);
        case(Some(Active), Some(Dropped), Direction::Otherwise);
        case(None, Some(Late), Direction::Otherwise);
        case(Some(Late), None, Direction::Otherwise);
    }
}
