//! Changes as data.

use std::borrow::Cow;

use super::model::{Change, ChangeKind, Movement};
use super::source::Source;
use crate::date::PartialDate;
use crate::document::content::Response;
use crate::document::fields::Disposition;
use crate::facts::{self, DeliverableChange, MilestoneChange, ResponseChange, ShownStatus};
use crate::fragment::{plain, wording};
use crate::schema::Text;
use crate::site::{
    DeliverableId, EditionId, Expected, MilestoneId, RecommendationId, ResponseId, StatusMeaning,
};

/// A value before or after.
type Value<'s> = Option<Cow<'s, str>>;

impl<'s> Source<'s> {
    /// Changes of a recommendation in an edition; `None` without any.
    pub(super) fn movement(
        &self,
        id: RecommendationId,
        edition: EditionId,
    ) -> Option<Movement<'s>> {
        let moved = self.facts.movement(id, edition)?;
        Some(Movement {
            edition: &self.site.report(id.report).edition(edition).id,
            silent: moved.silent,
            changes: moved.changes.iter().map(|change| self.change(&moved, change)).collect(),
        })
    }

    fn change(&self, movement: &facts::Movement<'_>, change: &facts::Change) -> Change<'s> {
        use ChangeKind as Kind;
        use facts::Change as Moved;
        let (site, id) = (self.site, movement.id);
        let (before, after) = (movement.before(), movement.after());
        match *change {
            Moved::FirstReported => plain(Kind::FirstReported),
            Moved::Withdrawn => plain(Kind::Withdrawn),
            Moved::TakenUpAgain => plain(Kind::TakenUpAgain),
            Moved::Narrative => plain(Kind::Narrative),
            Moved::Notes => plain(Kind::Notes),
            Moved::Renumbered => {
                let number = |view| Some(site.number(id, view).as_str().into());
                between(Kind::Renumbered, before.and_then(number), number(after))
            }
            Moved::Renamed => {
                let was = before.and_then(|before| site.title(id, before));
                between(Kind::Renamed, written(was), written(site.title(id, after)))
            }
            Moved::Superseded => {
                let by = |view| {
                    let by = site.superseded_by(id, view);
                    let by: Vec<&str> = by.iter().map(|by| self.number(*by, view)).collect();
                    (!by.is_empty()).then(|| by.join("; ").into())
                };
                between(Kind::Superseded, before.and_then(by), by(after))
            }
            Moved::Refiled => {
                let was = before.and_then(|before| site.group(id, before));
                between(Kind::Group, written(was), written(site.group(id, after)))
            }
            Moved::Disposition => {
                let was = before.and_then(|before| site.disposition(id, before));
                between(Kind::Decision, decision(was), decision(site.disposition(id, after)))
            }
            Moved::Response(change) => self.response_change(change),
            Moved::Expected => {
                let told = |view| expected(site.expected(id, view)?);
                Change {
                    days: movement.days_expected_moved(site),
                    ..between(Kind::Expected, before.and_then(told), told(after))
                }
            }
            Moved::Status => {
                let was = before.and_then(|before| self.facts.status(id, before));
                let is = self.facts.status(id, after);
                let source = is.and_then(|is| is.inherited_from);
                Change {
                    inherited_from: source.map(|source| self.number(source, after)),
                    ..between(Kind::Status, shown(was), shown(is))
                }
            }
            Moved::Due { deliverable, from, to } => {
                let promise = self.facts.promise(deliverable);
                let reason = site.deliverable(deliverable).and_then(|it| it.slip_reason.as_ref());
                Change {
                    about: self.words(deliverable),
                    days: change.days_moved(),
                    total_days: promise.map(|promise| promise.total_days()),
                    slips: promise.map(|promise| promise.slips()),
                    reason: reason.map(Text::as_str),
                    ..between(Kind::Due, date(Some(from)), date(Some(to)))
                }
            }
            Moved::Milestone(change) => self.milestone(change),
            Moved::Deliverable(change) => self.deliverable_change(change),
        }
    }

    fn response_change(&self, change: ResponseChange) -> Change<'s> {
        use ChangeKind as Kind;
        let known = |id: ResponseId| self.site.response(id);
        let about = |id, change| Change {
            about: written(known(id).map(|it| &it.addressee.value)),
            ..change
        };
        let decided = |id| known(id).and_then(response);
        match change {
            ResponseChange::Added(id) => about(id, plain(Kind::ResponseAdded)),
            ResponseChange::Dropped(id) => about(id, plain(Kind::ResponseDropped)),
            ResponseChange::Details(id) => about(id, plain(Kind::ResponseDetails)),
            ResponseChange::Given(id) => about(id, between(Kind::ResponseGiven, None, decided(id))),
            ResponseChange::Decision { from, to } => {
                about(to, between(Kind::ResponseDecision, decided(from), decided(to)))
            }
            ResponseChange::Deadline { from, to } => {
                let deadline = |id| date(known(id)?.deadline.as_ref().map(|date| date.value));
                about(to, between(Kind::ResponseDeadline, deadline(from), deadline(to)))
            }
        }
    }

    fn milestone(&self, change: MilestoneChange) -> Change<'s> {
        use ChangeKind as Kind;
        let known = |id: MilestoneId| self.site.milestone(id);
        let label = |id| written(known(id).map(|it| &it.label.value));
        let about = |id, change| Change { about: label(id), ..change };
        let day = |id| date(known(id).and_then(|it| it.date.as_ref()).map(|date| date.value));
        let status = |id| {
            let status = known(id).and_then(|it| it.status.as_ref());
            written(status.map(|status| &status.value))
        };
        match change {
            MilestoneChange::Added(id) => about(id, plain(Kind::MilestoneAdded)),
            MilestoneChange::Dropped(id) => about(id, plain(Kind::MilestoneDropped)),
            MilestoneChange::Relabelled { from, to } => {
                about(to, between(Kind::MilestoneRelabelled, label(from), label(to)))
            }
            MilestoneChange::Moved { from, to } => {
                about(to, between(Kind::MilestoneMoved, day(from), day(to)))
            }
            MilestoneChange::Status { from, to } => {
                about(to, between(Kind::MilestoneStatus, status(from), status(to)))
            }
        }
    }

    fn deliverable_change(&self, change: DeliverableChange) -> Change<'s> {
        use ChangeKind as Kind;
        let about = |id, change| Change { about: self.words(id), ..change };
        match change {
            DeliverableChange::Added(id) => about(id, plain(Kind::DeliverableAdded)),
            DeliverableChange::Dropped(id) => about(id, plain(Kind::DeliverableDropped)),
            DeliverableChange::LeftOut(id) => about(id, plain(Kind::DeliverableLeftOut)),
            DeliverableChange::MentionedAgain(id) => {
                about(id, plain(Kind::DeliverableMentionedAgain))
            }
            DeliverableChange::Unlisted(id) => about(id, plain(Kind::DeliverableUnlisted)),
            DeliverableChange::Note(id) => about(id, plain(Kind::DeliverableNote)),
            DeliverableChange::DueText { from, to } => {
                let words =
                    |id| written(self.site.deliverable(id).and_then(|it| it.due_text.as_ref()));
                about(to, between(Kind::DeliverableDueText, words(from), words(to)))
            }
            DeliverableChange::Completed(id) => about(id, plain(Kind::DeliverableCompleted)),
            DeliverableChange::Reopened(id) => about(id, plain(Kind::DeliverableReopened)),
            DeliverableChange::Details(id) => about(id, plain(Kind::DeliverableDetails)),
            DeliverableChange::Status { from, to } => {
                let status = |id| meaning(self.site.deliverable_status(id));
                about(to, between(Kind::DeliverableStatus, status(from), status(to)))
            }
            DeliverableChange::Phase { from, to } => {
                let phase =
                    |id| written(self.site.deliverable(id).and_then(|it| it.phase.as_ref()));
                about(to, between(Kind::DeliverablePhase, phase(from), phase(to)))
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
                    // Only link addresses or markup differ.
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

    /// The words of a deliverable on one line.
    pub(super) fn words(&self, id: DeliverableId) -> Value<'s> {
        let written = &self.site.deliverable(id)?.text.text;
        Some(self.fragments.with_value(id.document, written, plain::line).ok()?.into())
    }

    /// Everything that is compared between two versions, including addresses.
    fn compared(&self, id: DeliverableId) -> Value<'s> {
        let deliverable = self.site.deliverable(id)?;
        let written = &deliverable.text.text;
        let blocks = self.fragments.with_value(id.document, written, wording::whole);
        Some(blocks.ok()?.join(" ").into())
    }

    fn responsible(&self, id: DeliverableId) -> Value<'s> {
        let names = self.site.responsible(id);
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

/// The decision of a response, or else its words.
fn response(response: &Response) -> Value<'_> {
    let word = response.decision.map(|decision| decision.word().into());
    word.or_else(|| written(response.decision_text.as_ref()))
}

/// The date, or else the words.
fn expected(expected: Expected<'_>) -> Value<'_> {
    date(expected.date).or_else(|| written(expected.text))
}

fn date<'s>(date: Option<PartialDate>) -> Value<'s> {
    date.map(|date| date.to_string().into())
}
