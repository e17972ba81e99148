//! Registry of connections: memory held for each, and which are cut.
//!
//! It knows no sockets and no clock: the order of moves decides which connection has stalled
//! longest.

use std::collections::BTreeMap;

use tokio::sync::oneshot;

/// Limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Open connections.
    pub(super) connections: usize,
    /// Bytes held for all of them.
    pub(super) held: usize,
}

/// Id of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(u64);

/// The open connections, without cut ones.
pub(super) struct Registry {
    limits: Limits,
    open: BTreeMap<Id, Open>,
    /// Total number of moves of all connections.
    moves: u64,
}

struct Open {
    /// Its last move, as a number of moves.
    moved: u64,
    /// Bytes held for it.
    held: usize,
    /// Whether its socket buffer is full.
    is_stuck: bool,
    /// Signals that it is cut.
    cut: oneshot::Sender<()>,
}

impl Registry {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, open: BTreeMap::new(), moves: 0 }
    }

    /// Adds a connection; returns its id and its cut signal.
    pub(super) fn open(&mut self) -> (Id, oneshot::Receiver<()>) {
        while self.open.len() >= self.limits.connections
            && self.cut_first(|_, open| Some(open.moved))
        {}
        let (cut, told) = oneshot::channel();
        self.moves += 1;
        // Every move number is unique.
        let id = Id(self.moves);
        self.open.insert(id, Open { moved: self.moves, held: 0, is_stuck: false, cut });
        (id, told)
    }

    /// Records that a connection sent or received something.
    pub(super) fn moved(&mut self, id: Id) {
        if let Some(open) = self.open.get_mut(&id) {
            self.moves += 1;
            open.moved = self.moves;
            open.is_stuck = false;
        }
    }

    /// Records that a connection cannot be written to until its client reads.
    pub(super) fn stuck(&mut self, id: Id) {
        if let Some(open) = self.open.get_mut(&id) {
            open.is_stuck = true;
        }
    }

    /// Holds bytes for a connection and returns how many are counted, at most the limit. `None` if
    /// it is no longer open. Receiving a response counts as a move, and writable connections are
    /// cut only after all stuck ones: they are not at fault.
    pub(super) fn hold(&mut self, id: Id, bytes: usize) -> Option<usize> {
        let own = self.open.get(&id)?.held;
        let bytes = bytes.min(self.limits.held.saturating_sub(own));
        let first = |other, open: &Open| {
            (other != id && open.held > 0).then_some((!open.is_stuck, open.moved))
        };
        while self.held() + bytes > self.limits.held && self.cut_first(first) {}
        self.moved(id);
        self.open.get_mut(&id)?.held += bytes;
        Some(bytes)
    }

    /// Releases bytes held for a connection.
    pub(super) fn release(&mut self, id: Id, bytes: usize) {
        if let Some(open) = self.open.get_mut(&id) {
            open.held = open.held.saturating_sub(bytes);
        }
    }

    /// Removes a closed connection.
    pub(super) fn close(&mut self, id: Id) {
        self.open.remove(&id);
    }

    /// Bytes held for open connections.
    pub(super) fn held(&self) -> usize {
        self.open.values().map(|open| open.held).sum()
    }

    #[cfg(test)]
    pub(super) fn connections(&self) -> usize {
        self.open.len()
    }

    /// Cuts the first connection in the given order; returns whether there was one.
    fn cut_first<O: Ord>(&mut self, order: impl Fn(Id, &Open) -> Option<O>) -> bool {
        let candidates = self.open.iter().filter_map(|(id, open)| Some((order(*id, open)?, *id)));
        let first = candidates.min().map(|(_, id)| id);
        let Some(open) = first.and_then(|id| self.open.remove(&id)) else { return false };
        // If it is closed already, nobody receives the signal.
        let _ = open.cut.send(());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Connections in order of arrival, and their fate.
    struct Case {
        registry: Registry,
        came: Vec<(Id, oneshot::Receiver<()>)>,
    }

    impl Case {
        fn new(connections: usize, held: usize) -> Self {
            let registry = Registry::new(Limits { connections, held });
            Self { registry, came: Vec::new() }
        }

        /// Opens that many connections.
        fn come(mut self, count: usize) -> Self {
            for _ in 0..count {
                let came = self.registry.open();
                self.came.push(came);
            }
            self
        }

        fn moves(mut self, place: usize) -> Self {
            self.registry.moved(self.came[place].0);
            self
        }

        fn sticks(mut self, place: usize) -> Self {
            self.registry.stuck(self.came[place].0);
            self
        }

        #[track_caller]
        fn holds(mut self, place: usize, bytes: usize, counted: Option<usize>) -> Self {
            assert_eq!(self.registry.hold(self.came[place].0, bytes), counted);
            assert!(self.registry.held() <= self.registry.limits.held);
            self
        }

        fn releases(mut self, place: usize, bytes: usize) -> Self {
            self.registry.release(self.came[place].0, bytes);
            self
        }

        fn closes(mut self, place: usize) -> Self {
            self.registry.close(self.came[place].0);
            self
        }

        /// Asserts which were cut and how much is held for the open ones.
        #[track_caller]
        fn ends(mut self, cut: &[usize], held: usize) {
            let told = (0..self.came.len()).filter(|at| self.came[*at].1.try_recv().is_ok());
            assert_eq!(told.collect::<Vec<_>>(), cut);
            assert_eq!(self.registry.held(), held);
        }
    }

    #[test]
    fn who_comes_is_let_in_and_the_stillest_is_cut() {
        Case::new(3, 100).come(3).ends(&[], 0);
        Case::new(3, 100).come(4).ends(&[0], 0);
        Case::new(3, 100).come(6).ends(&[0, 1, 2], 0);
        Case::new(3, 100).come(3).moves(0).come(1).ends(&[1], 0);
        Case::new(3, 100).come(3).moves(0).moves(1).come(2).ends(&[0, 2], 0);
        Case::new(3, 100).come(3).closes(2).come(1).ends(&[], 0);
        // Receiving counts as a move.
        Case::new(3, 100).come(3).holds(0, 1, Some(1)).come(1).ends(&[1], 1);
    }

    #[test]
    fn what_is_made_is_held_and_the_stillest_of_those_that_hold_are_cut() {
        let full = || Case::new(9, 100).come(4).holds(1, 60, Some(60)).holds(2, 40, Some(40));
        full().ends(&[], 100);
        full().holds(3, 1, Some(1)).ends(&[1], 41);
        full().moves(1).holds(3, 1, Some(1)).ends(&[2], 61);
        full().holds(3, 70, Some(70)).ends(&[1, 2], 70);
        full().releases(1, 60).holds(3, 60, Some(60)).ends(&[], 100);
        full().closes(1).holds(3, 60, Some(60)).ends(&[], 100);
        // Clients that do not read go first.
        full().sticks(2).holds(3, 1, Some(1)).ends(&[2], 61);
        full().sticks(1).sticks(2).moves(1).holds(3, 1, Some(1)).ends(&[2], 61);
        full().sticks(1).sticks(2).moves(1).sticks(1).holds(3, 70, Some(70)).ends(&[1, 2], 70);
        // A connection is never cut for itself.
        full().holds(1, 1, Some(1)).ends(&[2], 61);
    }

    #[test]
    fn an_answer_larger_than_all_there_is_takes_all_there_is() {
        let huge = || Case::new(9, 100).come(3).holds(0, 10, Some(10)).holds(1, 1000, Some(100));
        huge().ends(&[0], 100);
        huge().holds(1, 5, Some(0)).ends(&[0], 100);
        huge().holds(2, 5, Some(5)).ends(&[0, 1], 5);
    }

    #[test]
    fn who_is_cut_holds_nothing_more() {
        let cut = || Case::new(2, 100).come(1).holds(0, 50, Some(50)).come(2);
        cut().ends(&[0], 0);
        cut().holds(0, 5, None).releases(0, 50).moves(0).closes(0).ends(&[0], 0);
    }
}
