//! The deliverables of a recommendation over its updates: stated standings and promised dates.

use std::collections::{BTreeMap, BTreeSet};

use super::deadline::{Move, Promise, Standing, days_between};
use crate::date::PartialDate;
use crate::document::content::Deliverable;
use crate::document::prose::Part;
use crate::site::{DeliverableId, DocumentId, RecommendationId, Site};

/// The deliverables of a recommendation's updates. A deliverable in several updates shares one line
/// of promised dates; each row stores its position on the line.
#[derive(Debug)]
pub(super) struct Rows {
    updates: BTreeMap<DocumentId, OfUpdate>,
    lines: Vec<Line>,
}

/// The deliverables listed as of an update.
#[derive(Debug)]
struct OfUpdate {
    /// Its own.
    rows: Box<[Row]>,
    /// Unfinished ones of earlier updates that it leaves out.
    left_out: Box<[DeliverableId]>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The standing that it states itself; without one, it follows its recommendation.
    pub(super) stated: Option<Standing>,
    /// Whether it only points elsewhere: "See Recommendation 25".
    pub(super) points: bool,
    promised: Option<Promised>,
}

/// A position on a line.
#[derive(Clone, Copy, Debug)]
struct Promised {
    line: usize,
    moves: usize,
    /// Whether the row itself gives a date.
    given: bool,
}

#[derive(Debug)]
struct Line {
    first: PartialDate,
    moves: Vec<Move>,
}

impl Rows {
    pub(super) fn new(site: &Site, id: RecommendationId) -> Self {
        let report = site.report(id.report);
        let mut rows = Self { updates: BTreeMap::new(), lines: Vec::new() };
        // Unfinished deliverables so far, by their last row.
        let mut unfinished: BTreeSet<DeliverableId> = BTreeSet::new();
        for (_, document) in &site.recommendation(id).updates {
            let Some(update) = site.update(*document) else { continue };
            let pointers = &site.document(*document).prose.pointers;
            let mut of_update = Vec::with_capacity(update.deliverables.len());
            for (deliverable, here) in
                update.deliverables.iter().zip(site.deliverables_of(*document))
            {
                let before = site.previous_deliverable(here);
                if let Some(before) = before {
                    unfinished.remove(&before);
                }
                let before = before.and_then(|before| rows.row(before)?.promised);
                of_update.push(Row {
                    stated: Standing::stated(deliverable, report),
                    points: pointers.contains(&Part::deliverable(here.place())),
                    promised: rows.promised(before, here, deliverable),
                });
            }
            let left_out = unfinished.iter().copied().collect();
            let goes_on =
                |row: &Row| !row.points && matches!(row.stated, None | Some(Standing::Open));
            let own = of_update.iter().zip(site.deliverables_of(*document));
            unfinished.extend(own.filter(|(row, _)| goes_on(row)).map(|(_, here)| here));
            rows.updates.insert(*document, OfUpdate { rows: of_update.into(), left_out });
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
        let given = due.is_some() || revised.is_some();
        let at = if let Some(before) = before {
            Promised { given, ..before }
        } else {
            self.lines.push(Line { first: due.or(revised)?, moves: Vec::new() });
            Promised { line: self.lines.len() - 1, moves: 0, given }
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
        Promised { line: self.lines.len() - 1, moves: at.moves + 1, ..at }
    }

    fn at(&self, promised: Promised) -> Promise<'_> {
        let line = &self.lines[promised.line];
        let moves = &line.moves[..promised.moves];
        Promise { first: line.first, moves, given: promised.given }
    }

    pub(super) fn row(&self, id: DeliverableId) -> Option<&Row> {
        self.updates.get(&id.document)?.rows.get(id.place())
    }

    pub(super) fn promise(&self, id: DeliverableId) -> Option<Promise<'_>> {
        self.row(id)?.promised.map(|promised| self.at(promised))
    }

    /// The unfinished deliverables of earlier updates that an update leaves out.
    pub(super) fn left_out(&self, document: DocumentId) -> &[DeliverableId] {
        self.updates.get(&document).map_or(&[], |update| &update.left_out)
    }
}
