//! The deliverables of a recommendation over its updates: standing and promised dates.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::deadline::{Move, Overdue, Promise, Standing, days_between};
use crate::date::PartialDate;
use crate::document::content::Deliverable;
use crate::document::prose::Part;
use crate::site::{DeliverableId, DocumentId, RecommendationId, Site};

/// The deliverables of a recommendation's updates. A deliverable in several updates shares one line
/// of promised dates; each row stores its position on the line.
#[derive(Debug)]
pub(super) struct Rows {
    updates: BTreeMap<DocumentId, Box<[Row]>>,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    standing: Standing,
    /// Whether it only points elsewhere: "See Recommendation 25".
    points: bool,
    promised: Option<Promised>,
}

/// A position on a line.
#[derive(Clone, Copy, Debug)]
struct Promised {
    line: usize,
    moves: usize,
}

#[derive(Debug)]
struct Line {
    first: PartialDate,
    moves: Vec<Move>,
}

impl Rows {
    pub(super) fn new(site: &Site, id: RecommendationId) -> Self {
        let report = site.report(id.report);
        let updates = &site.recommendation(id).updates;
        let mut rows = Self { updates: BTreeMap::new(), lines: Vec::new() };
        for (_, document) in updates {
            let Some(update) = site.update(*document) else { continue };
            let pointers = &site.document(*document).prose.pointers;
            let of_update: Box<[Row]> = update
                .deliverables
                .iter()
                .zip(0..)
                .map(|(deliverable, row)| {
                    let here = DeliverableId { document: *document, row };
                    let before = site.previous_deliverable(here);
                    let before = before.and_then(|before| rows.row(before)?.promised);
                    Row {
                        standing: Standing::of(deliverable, update, report),
                        points: pointers.contains(&Part::deliverable(here.place())),
                        promised: rows.promised(before, here, deliverable),
                    }
                })
                .collect();
            rows.updates.insert(*document, of_update);
        }
        rows
    }

    /// The position of a deliverable on its line, given that of its predecessor.
    fn promised(
        &mut self,
        before: Option<Promised>,
        deliverable: DeliverableId,
        written: &Deliverable,
    ) -> Option<Promised> {
        let date = |date: &Option<crate::schema::Located<PartialDate>>| {
            date.as_ref().map(|date| date.value)
        };
        let (due, revised) = (date(&written.due), date(&written.revised_due));
        let at = if let Some(before) = before {
            before
        } else {
            self.lines.push(Line { first: due.or(revised)?, moves: Vec::new() });
            Promised { line: self.lines.len() - 1, moves: 0 }
        };
        let from = self.at(at).current();
        match revised.or(due).filter(|to| days_between(from, *to) != 0) {
            Some(to) => Some(self.moved(at, Move { deliverable, from, to })),
            None => Some(at),
        }
    }

    /// Extends a line. If a deliverable was split in two, each continues on a line of its own.
    fn moved(&mut self, at: Promised, next: Move) -> Promised {
        let line = &mut self.lines[at.line];
        if line.moves.len() == at.moves {
            line.moves.push(next);
            return Promised { moves: at.moves + 1, ..at };
        }
        let moves = line.moves[..at.moves].iter().copied().chain([next]).collect();
        let first = line.first;
        self.lines.push(Line { first, moves });
        Promised { line: self.lines.len() - 1, moves: at.moves + 1 }
    }

    fn at(&self, promised: Promised) -> Promise<'_> {
        let line = &self.lines[promised.line];
        Promise { first: line.first, moves: &line.moves[..promised.moves] }
    }

    fn row(&self, id: DeliverableId) -> Option<&Row> {
        self.updates.get(&id.document)?.get(id.place())
    }

    /// The standing of a deliverable, and whether it only points elsewhere.
    pub(super) fn standing(&self, id: DeliverableId) -> Option<(Standing, bool)> {
        self.row(id).map(|row| (row.standing, row.points))
    }

    pub(super) fn promise(&self, id: DeliverableId) -> Option<Promise<'_>> {
        self.row(id)?.promised.map(|promised| self.at(promised))
    }

    /// The counted deliverables of an update: all but pointing ones.
    pub(super) fn counted(
        &self,
        document: DocumentId,
    ) -> impl Iterator<Item = (DeliverableId, Standing, Option<Promise<'_>>)> {
        let rows = self.updates.get(&document).map_or(&[][..], |rows| &**rows);
        rows.iter().zip(0..).filter(|(row, _)| !row.points).map(move |(row, place)| {
            let id = DeliverableId { document, row: place };
            (id, row.standing, row.promised.map(|promised| self.at(promised)))
        })
    }

    pub(super) fn overdue(&self, document: DocumentId, day: NaiveDate) -> Vec<Overdue<'_>> {
        self.counted(document)
            .filter(|(_, standing, _)| *standing == Standing::Open)
            .filter_map(|(deliverable, _, promise)| {
                let promise = promise?;
                let days = promise.days_over(day);
                (days > 0).then_some(Overdue { deliverable, promise, day, days })
            })
            .collect()
    }
}
