//! An edition's update of a recommendation.

use super::Failure;
use super::model::{Correction, Day, Deliverable, Milestone, PartialDay, Slipped, Update};
use super::source::Source;
use crate::document::content;
use crate::document::fields::Completion;
use crate::facts::{Move, Promise, Row, Standing};
use crate::schema::Text;
use crate::site::{DeliverableId, DocumentId, EditionId, Owner, RecommendationId, View};

impl<'s> Source<'s> {
    /// The update of an edition as of a view, of that edition or later: days overdue depend on it.
    pub(super) fn update(
        &self,
        id: RecommendationId,
        (edition, document): (EditionId, DocumentId),
        view: View,
    ) -> Result<Option<Update<'s>>, Failure> {
        let Some(update) = self.site.update(document) else { return Ok(None) };
        let known = self.site.report(id.report).edition(edition);
        let (narrative, notes) = self.parts(document)?;
        let counted = self.facts.rows_of(id, view);
        let rows = self.site.deliverables_of(document);
        let rows = rows.map(|row| self.deliverable(row, view, &counted));
        Ok(Some(Update {
            edition: &known.id,
            url: self.url(id, View::Edition(edition)),
            as_of: Day(self.site.as_of(document).unwrap_or(known.date)),
            was: update.was.as_ref().map(|was| was.as_str()),
            title: update.title.as_ref().map(Text::as_str),
            short_title: update.short_title.as_ref().map(Text::as_str),
            superseded_by: update
                .superseded_by
                .as_ref()
                .map(|numbers| numbers.0.iter().map(|number| number.as_str()).collect()),
            status: update.status.as_ref().map(|status| status.as_str()),
            group: update.group.as_ref().map(|group| group.as_str()),
            disposition: update
                .disposition
                .as_ref()
                .map(|disposition| self.disposition(document, disposition)),
            expected: update.expected.as_ref().map(|date| PartialDay(date.value)),
            expected_text: update.expected_text.as_ref().map(Text::as_str),
            responses: match update.responses {
                Some(_) => Some(self.responses(id, self.site.responses_in(document), view)?),
                None => None,
            },
            milestones: update.milestones.iter().map(milestone).collect(),
            deliverables: rows.filter_map(Result::transpose).collect::<Result<_, _>>()?,
            narrative,
            notes,
            corrections: self.corrections(document)?,
        }))
    }

    /// Unfinished deliverables that the carried update leaves out.
    pub(super) fn left_out(
        &self,
        id: RecommendationId,
        view: View,
    ) -> Result<Vec<Deliverable<'s>>, Failure> {
        let counted = self.facts.rows_of(id, view);
        let left_out = counted.iter().filter(|row| row.left_out);
        let rows = left_out.map(|row| self.deliverable(row.id, view, &counted));
        rows.filter_map(Result::transpose).collect()
    }

    /// A deliverable as of a view, given those that count in it.
    pub(super) fn deliverable(
        &self,
        row: DeliverableId,
        view: View,
        counted: &[Row],
    ) -> Result<Option<Deliverable<'s>>, Failure> {
        let (site, Some(deliverable)) = (self.site, self.site.deliverable(row)) else {
            return Ok(None);
        };
        let counted = counted.iter().find(|counted| counted.id == row);
        let standing = self.facts.shown_standing(row, view).unwrap_or(Standing::Open);
        let edition = match site.owner(row.document) {
            Owner::Update(of, edition) => &*site.report(of.report).edition(edition).id,
            _ => "",
        };
        let promise = self.facts.promise(row);
        let status = match site.owner(row.document) {
            Owner::Update(of, _) => site.report(of.report).deliverable_status_in(deliverable, view),
            _ => None,
        };
        let completed = deliverable.completed.as_ref().map(|completed| completed.value);
        let date = |date: &Option<crate::schema::Located<_>>| {
            date.as_ref().map(|date| PartialDay(date.value))
        };
        Ok(Some(Deliverable {
            edition,
            id: deliverable.id.as_ref().map(|id| id.as_str()),
            position: row.place() + 1,
            text: self.prose(row.document, &deliverable.text.text)?,
            phase: deliverable.phase.as_ref().map(Text::as_str),
            responsible: site.responsible(row),
            due: date(&deliverable.due),
            revised_due: date(&deliverable.revised_due),
            slip_reason: deliverable.slip_reason.as_ref().map(Text::as_str),
            first_due: promise.as_ref().map(|promise| PartialDay(promise.first)),
            due_text: deliverable.due_text.as_ref().map(Text::as_str),
            slips: match counted {
                Some(counted) => counted.slips as usize,
                None => promise.as_ref().map_or(0, Promise::slips),
            },
            slipped: promise.map_or_else(Vec::new, |promise| {
                promise.moves.iter().filter_map(|moved| self.slipped(moved)).collect()
            }),
            overdue_days: counted.map(|row| row.days_overdue).filter(|days| *days > 0),
            status: status.map(|status| status.id.as_str()),
            standing: standing.word(),
            done: standing == Standing::Done,
            dropped: deliverable.dropped.as_ref().map(|reason| reason.value.as_str()),
            note: match &deliverable.note {
                Some(note) => self.prose(row.document, &note.text)?,
                None => None,
            },
            points_elsewhere: self.facts.points_elsewhere(row),
            completed: match completed {
                Some(Completion::On(date)) => Some(PartialDay(date)),
                Some(Completion::Done | Completion::Open) | None => None,
            },
            evidence: deliverable
                .evidence
                .iter()
                .filter_map(|address| self.addresses.written(row.document, address.as_str()))
                .collect(),
        }))
    }

    /// A move as a slip; `None` if it is none.
    fn slipped(&self, moved: &Move) -> Option<Slipped<'s>> {
        let (id, edition) = self.facts.moved_in(moved).filter(|_| moved.days() > 0)?;
        let reason = self.site.deliverable(moved.deliverable)?.slip_reason.as_ref();
        Some(Slipped {
            edition: &self.site.report(id.report).edition(edition).id,
            from: PartialDay(moved.from),
            to: PartialDay(moved.to),
            days: moved.days(),
            reason: reason.map(Text::as_str),
        })
    }

    /// The corrections of a file.
    pub(super) fn corrections(&self, document: DocumentId) -> Result<Vec<Correction>, Failure> {
        let corrections = self.site.document(document).corrections().iter();
        corrections
            .map(|correction| {
                Ok(Correction {
                    date: Day(correction.date.value),
                    note: self.prose(document, &correction.note.text)?,
                })
            })
            .collect()
    }
}

fn milestone(milestone: &content::Milestone) -> Milestone<'_> {
    Milestone {
        label: &milestone.label.value,
        date: milestone.date.as_ref().map(|date| PartialDay(date.value)),
        status: milestone.status.as_ref().map(|status| status.as_str()),
    }
}
