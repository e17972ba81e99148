//! Who is connected, how much is held for whom, and who is cut for others.
//!
//! It knows no sockets and no clock: what stands still longest is what moved before all others did.

use std::collections::BTreeMap;

use tokio::sync::oneshot;

/// How much there may be of everything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// How many connections are open at once.
    pub(super) connections: usize,
    /// How many bytes are held for all of them.
    pub(super) held: usize,
}

/// Which connection is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(u64);

/// The connections that are open. One that is cut is not among them any more.
pub(super) struct Registry {
    limits: Limits,
    open: BTreeMap<Id, Open>,
    /// How often any connection moved.
    moves: u64,
}

struct Open {
    /// When it moved last, as a number of moves.
    moved: u64,
    /// How many bytes are held for it.
    held: usize,
    /// Whether it has been written what it takes, and could not be written more.
    is_stuck: bool,
    /// Tells it that it is cut.
    cut: oneshot::Sender<()>,
}

impl Registry {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, open: BTreeMap::new(), moves: 0 }
    }

    /// Lets in another connection, and says by what it learns that it is cut.
    pub(super) fn open(&mut self) -> (Id, oneshot::Receiver<()>) {
        while self.open.len() >= self.limits.connections
            && self.cut_first(|_, open| Some(open.moved))
        {}
        let (cut, told) = oneshot::channel();
        self.moves += 1;
        // Every number of moves is given once.
        let id = Id(self.moves);
        self.open.insert(id, Open { moved: self.moves, held: 0, is_stuck: false, cut });
        (id, told)
    }

    /// Notes that a connection sent or took something.
    pub(super) fn moved(&mut self, id: Id) {
        if let Some(open) = self.open.get_mut(&id) {
            self.moves += 1;
            open.moved = self.moves;
            open.is_stuck = false;
        }
    }

    /// Notes that a connection cannot be written to before its reader has read.
    pub(super) fn stuck(&mut self, id: Id) {
        if let Some(open) = self.open.get_mut(&id) {
            open.is_stuck = true;
        }
    }

    /// Holds bytes for a connection, and says how many are counted: no more than there may be of all
    /// of its own. `None` where it is not open any more. To be given something is to move, and who
    /// could still be written to is cut after all those who are stuck: it is not their fault.
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

    /// Bytes that were held for a connection are not any more.
    pub(super) fn release(&mut self, id: Id, bytes: usize) {
        if let Some(open) = self.open.get_mut(&id) {
            open.held = open.held.saturating_sub(bytes);
        }
    }

    /// Forgets a connection that has come to its end.
    pub(super) fn close(&mut self, id: Id) {
        self.open.remove(&id);
    }

    /// How many bytes are held for those that are open.
    pub(super) fn held(&self) -> usize {
        self.open.values().map(|open| open.held).sum()
    }

    #[cfg(test)]
    pub(super) fn connections(&self) -> usize {
        self.open.len()
    }

    /// Cuts the first of those that have a place in the order; says whether there was one.
    fn cut_first<O: Ord>(&mut self, order: impl Fn(Id, &Open) -> Option<O>) -> bool {
        let candidates = self.open.iter().filter_map(|(id, open)| Some((order(*id, open)?, *id)));
        let first = candidates.min().map(|(_, id)| id);
        let Some(open) = first.and_then(|id| self.open.remove(&id)) else { return false };
        // One that is closed already has nobody left to tell.
        let _ = open.cut.send(());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Connections by the order in which they came, and what became of them.
    struct Case {
        registry: Registry,
        came: Vec<(Id, oneshot::Receiver<()>)>,
    }

    impl Case {
        fn new(connections: usize, held: usize) -> Self {
            let registry = Registry::new(Limits { connections, held });
            Self { registry, came: Vec::new() }
        }

        /// That many come, one after the other.
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

        /// Which were cut, and how much is held for those that are open.
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
        // To be given something is to move.
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
        // Who does not read goes first.
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
