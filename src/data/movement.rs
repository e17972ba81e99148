//! What moved, as data.

#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a fragment is one of a lifetime, and what is asked for is one of any"
)]

use std::borrow::Cow;

use super::model::{Change, ChangeKind, Movement};
use super::source::Source;
use crate::analysis::changes::{self, DeliverableChange, MilestoneChange};
use crate::analysis::status::ShownStatus;
use crate::date::PartialDate;
use crate::document::fields::Disposition;
use crate::schema::Text;
use crate::site::{DeliverableId, EditionId, RecommendationId, StatusMeaning};

/// A value before or after.
type Value<'s> = Option<Cow<'s, str>>;

impl<'s> Source<'s> {
    /// What moved about a recommendation in an edition; `None` where nothing did.
    pub(super) fn movement(
        &self,
        id: RecommendationId,
        edition: EditionId,
    ) -> Option<Movement<'s>> {
        let moved = changes::in_edition(self.site, id, edition);
        (!moved.is_empty()).then(|| Movement {
            edition: &self.site.report(id.report).edition(edition).id,
            silent: moved.silent,
            changes: moved.changes.iter().map(|change| self.change(change)).collect(),
        })
    }

    fn change(&self, change: &changes::Change<'s>) -> Change<'s> {
        use ChangeKind as Kind;
        match change {
            changes::Change::FirstReported => plain(Kind::FirstReported),
            changes::Change::Withdrawn => plain(Kind::Withdrawn),
            changes::Change::TakenUpAgain => plain(Kind::TakenUpAgain),
            changes::Change::Narrative => plain(Kind::Narrative),
            changes::Change::Notes => plain(Kind::Notes),
            changes::Change::Refiled { from, to } => {
                between(Kind::Group, written(*from), written(*to))
            }
            changes::Change::Disposition { from, to } => {
                between(Kind::Decision, decision(*from), decision(*to))
            }
            changes::Change::Status { from, to } => Change {
                inherited_from: to
                    .and_then(|to| to.inherited_from)
                    .map(|source| self.number(source)),
                ..between(Kind::Status, shown(*from), shown(*to))
            },
            changes::Change::Due { moved, promise } => Change {
                about: self.words(moved.deliverable),
                days: Some(moved.days()),
                total_days: Some(promise.total_days()),
                slips: Some(promise.slips()),
                reason: moved.reason.map(Text::as_str),
                ..between(Kind::Due, date(Some(moved.from)), date(Some(moved.to)))
            },
            changes::Change::Milestone(change) => milestone(change),
            changes::Change::Deliverable(change) => self.deliverable_change(change),
        }
    }

    fn deliverable_change(&self, change: &DeliverableChange<'s>) -> Change<'s> {
        use ChangeKind as Kind;
        let about = |id, change| Change { about: self.words(id), ..change };
        match *change {
            DeliverableChange::Added(id) => about(id, plain(Kind::DeliverableAdded)),
            DeliverableChange::Dropped(id) => about(id, plain(Kind::DeliverableDropped)),
            DeliverableChange::Completed(id) => about(id, plain(Kind::DeliverableCompleted)),
            DeliverableChange::Reopened(id) => about(id, plain(Kind::DeliverableReopened)),
            DeliverableChange::Details(id) => about(id, plain(Kind::DeliverableDetails)),
            DeliverableChange::Status { id, from, to } => {
                about(id, between(Kind::DeliverableStatus, meaning(from), meaning(to)))
            }
            DeliverableChange::Phase { id, from, to } => {
                about(id, between(Kind::DeliverablePhase, written(from), written(to)))
            }
            DeliverableChange::Dated { id, date: day } => {
                about(id, between(Kind::DeliverableDated, None, date(Some(day))))
            }
            DeliverableChange::Undated { id, date: day } => {
                about(id, between(Kind::DeliverableUndated, date(Some(day)), None))
            }
            DeliverableChange::Reworded { from, to } => {
                let (mut was, mut is) = (self.words(from), self.words(to));
                if was == is {
                    // What a link or a mark leads to is all that differs.
                    (was, is) = (self.compared(from), self.compared(to));
                }
                about(to, between(Kind::DeliverableReworded, was, is))
            }
            DeliverableChange::Responsible { from, to } => {
                let (was, is) = (self.responsible(from), self.responsible(to));
                about(to, between(Kind::DeliverableResponsible, was, is))
            }
            DeliverableChange::Evidence { from, to } => {
                let (was, is) = (self.evidence(from), self.evidence(to));
                about(to, between(Kind::DeliverableEvidence, was, is))
            }
        }
    }

    /// The words of a deliverable, in one line.
    fn words(&self, id: DeliverableId) -> Value<'s> {
        let written = &self.site.deliverable(id)?.text.text;
        Some(self.fragments.with_value(id.document, written, |value| value.line()).ok()?.into())
    }

    /// The same with all that two versions are compared by, addresses too.
    fn compared(&self, id: DeliverableId) -> Value<'s> {
        let deliverable = self.site.deliverable(id)?;
        let written = &deliverable.text.text;
        let wording = self.fragments.with_value(id.document, written, |value| value.wording());
        Some(wording.ok()?.join(" ").into())
    }

    fn responsible(&self, id: DeliverableId) -> Value<'s> {
        let names = &self.site.deliverable(id)?.responsible;
        let names: Vec<&str> = names.iter().map(Text::as_str).collect();
        (!names.is_empty()).then(|| names.join("; ").into())
    }

    fn evidence(&self, id: DeliverableId) -> Value<'s> {
        let evidence = &self.site.deliverable(id)?.evidence;
        let evidence: Vec<String> = evidence
            .iter()
            .filter_map(|address| self.addresses.written(id.document, address.as_str()))
            .collect();
        (!evidence.is_empty()).then(|| evidence.join(" ").into())
    }
}

fn plain<'s>(kind: ChangeKind) -> Change<'s> {
    between(kind, None, None)
}

fn between<'s>(kind: ChangeKind, from: Value<'s>, to: Value<'s>) -> Change<'s> {
    Change {
        kind,
        about: None,
        from,
        to,
        days: None,
        total_days: None,
        slips: None,
        reason: None,
        inherited_from: None,
    }
}

fn milestone<'s>(change: &MilestoneChange<'s>) -> Change<'s> {
    use ChangeKind as Kind;
    let about = |label, change| Change { about: written(Some(label)), ..change };
    match *change {
        MilestoneChange::Added(label) => about(label, plain(Kind::MilestoneAdded)),
        MilestoneChange::Dropped(label) => about(label, plain(Kind::MilestoneDropped)),
        MilestoneChange::Relabelled { from, to } => {
            about(to, between(Kind::MilestoneRelabelled, written(Some(from)), written(Some(to))))
        }
        MilestoneChange::Moved { label, from, to } => {
            about(label, between(Kind::MilestoneMoved, date(from), date(to)))
        }
        MilestoneChange::Status { label, from, to } => {
            about(label, between(Kind::MilestoneStatus, written(from), written(to)))
        }
    }
}

fn written(text: Option<&Text>) -> Value<'_> {
    text.map(|text| text.as_str().into())
}

fn meaning(status: Option<&StatusMeaning>) -> Value<'_> {
    written(status.map(|status| &status.id))
}

fn shown(status: Option<ShownStatus<'_>>) -> Value<'_> {
    meaning(status.map(|shown| shown.status))
}

fn decision(disposition: Option<&Disposition>) -> Value<'_> {
    disposition.map(|disposition| disposition.decision.word().into())
}

fn date<'s>(date: Option<PartialDate>) -> Value<'s> {
    date.map(|date| date.to_string().into())
}
