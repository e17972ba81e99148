//! The status of each recommendation: its own, inherited, or derived from its parts.

use super::Facts;
use crate::document::fields::StatusKind;
use crate::document::prose;
use crate::site::{DeliverableId, Owner, RecommendationId, ReportId, Site, StatusMeaning, View};

/// What is known of a recommendation's status as of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State<'a> {
    /// There is no update yet, and no status to inherit.
    NotReported,
    /// There is an update, but no status, own or inherited.
    NotStated,
    /// Its status.
    Stated(ShownStatus<'a>),
}

impl<'a> State<'a> {
    /// The status, if stated.
    pub fn status(self) -> Option<ShownStatus<'a>> {
        match self {
            Self::Stated(shown) => Some(shown),
            Self::NotReported | Self::NotStated => None,
        }
    }

    /// Whether both say the same, wherever it comes from.
    pub fn says_the_same(self, other: State<'_>) -> bool {
        match (self, other) {
            (Self::Stated(one), State::Stated(other)) => one.status == other.status,
            (Self::NotReported, State::NotReported) | (Self::NotStated, State::NotStated) => true,
            _ => false,
        }
    }

    /// Its keyword for programs and templates.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotReported => "not-reported",
            Self::NotStated => "not-stated",
            Self::Stated(_) => "stated",
        }
    }
}

/// The status of a recommendation as of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownStatus<'a> {
    /// The status.
    pub status: &'a StatusMeaning,
    /// The recommendation it is inherited from; `None` for its own status or a derived one.
    pub inherited_from: Option<RecommendationId>,
    /// Number of parts it is derived from; 0 for its own status or an inherited one.
    pub derived_from: u32,
}

/// The states of a report's recommendations as of a view, by index.
#[derive(Debug)]
pub(super) struct Statuses(Box<[Known]>);

/// A state, by index.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known {
    NotReported,
    NotStated,
    Stated {
        /// Index in the report's vocabulary.
        status: u32,
        /// Index of the recommendation that has it.
        of: u32,
        /// Number of parts it is derived from.
        parts: u32,
    },
}

impl Statuses {
    /// The own status, or else that of the covering recommendation, and so on, or else that derived
    /// from the parts. A circle of `covered_by` has none.
    pub(super) fn new(facts: &Facts, report: ReportId, view: View) -> Self {
        let site = facts.site();
        let own: Vec<Known> =
            site.report(report).ids().map(|id| own_status(site, id, view)).collect();
        let count = own.len();
        let mut settling = Settling { facts, report, view, known: own, seen: vec![false; count] };
        for index in (0..).take(count) {
            settling.settle(index);
        }
        Self(settling.known.into())
    }

    pub(super) fn of<'s>(&self, site: &'s Site, id: RecommendationId) -> State<'s> {
        match self.known(id) {
            Known::NotReported => State::NotReported,
            Known::NotStated => State::NotStated,
            Known::Stated { status, of, parts } => State::Stated(ShownStatus {
                status: &site.report(id.report).statuses[status as usize],
                inherited_from: (of != id.index)
                    .then_some(RecommendationId { report: id.report, index: of }),
                derived_from: if of == id.index { parts } else { 0 },
            }),
        }
    }

    pub(super) fn known(&self, id: RecommendationId) -> Known {
        self.0[id.index as usize]
    }
}

/// The states while they are found. What a state depends on is settled before it, without recursion:
/// chains may be long.
struct Settling<'f> {
    facts: &'f Facts,
    report: ReportId,
    view: View,
    /// Own states, then settled ones.
    known: Vec<Known>,
    seen: Vec<bool>,
}

impl Settling<'_> {
    fn settle(&mut self, start: u32) {
        let mut open = vec![(start, false)];
        while let Some((index, is_ready)) = open.pop() {
            if is_ready {
                self.known[index as usize] = self.found(index);
            } else if !std::mem::replace(&mut self.seen[index as usize], true)
                && !matches!(self.known[index as usize], Known::Stated { .. })
            {
                open.push((index, true));
                let id = self.id(index);
                let parts = speaking_parts(self.facts.site(), id, self.view);
                let covered_by = self.facts.site().recommendation(id).covered_by;
                let sources = covered_by.into_iter().chain(parts);
                open.extend(sources.map(|source| (source.index, false)));
            }
        }
    }

    fn id(&self, index: u32) -> RecommendationId {
        RecommendationId { report: self.report, index }
    }

    /// The state of a recommendation without a status of its own.
    fn found(&self, index: u32) -> Known {
        let known = self.facts.site().recommendation(self.id(index));
        let inherited = known.covered_by.map(|by| self.known[by.index as usize]);
        if let Some(inherited @ Known::Stated { .. }) = inherited {
            return inherited;
        }
        match self.derived(self.id(index)) {
            Some((kind, parts)) => {
                let found = self.facts.site().report(self.report).status_of_kind(kind, self.view);
                let place = found.and_then(|(place, _)| u32::try_from(place).ok());
                place.map_or(Known::NotStated, |status| Known::Stated { status, of: index, parts })
            }
            // Only a status is inherited: whoever has none has been reported on, or not, itself.
            None => self.known[index as usize],
        }
    }

    fn derived(&self, id: RecommendationId) -> Option<(StatusKind, u32)> {
        let site = self.facts.site();
        let statuses = &site.report(self.report).statuses;
        derive(speaking_parts(site, id, self.view).map(|part| {
            let kind = match self.known[part.index as usize] {
                Known::Stated { status, .. } => Some(statuses[status as usize].kind),
                Known::NotReported | Known::NotStated => None,
            };
            Part {
                kind,
                is_late: self.facts.is_late_under(kind, part, self.view),
                is_rejected: site.is_rejected(part, self.view),
            }
        }))
    }
}

/// The parts that a status is derived from: all but those that inherit it.
pub(super) fn speaking_parts(
    site: &Site,
    id: RecommendationId,
    view: View,
) -> impl Iterator<Item = RecommendationId> {
    let inherits = move |part: RecommendationId| {
        site.recommendation(part).covered_by == Some(id)
            && !matches!(own_status(site, part, view), Known::Stated { .. })
    };
    site.parts(id, view).into_iter().filter(move |part| !inherits(*part))
}

/// What a part says for the status of what it is part of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The kind of its status, if it has one.
    pub(super) kind: Option<StatusKind>,
    /// Whether it is late, by its status or a date.
    pub(super) is_late: bool,
    /// Whether it is rejected.
    pub(super) is_rejected: bool,
}

/// The kind of status that parts make, and of how many: dropped and rejected ones are left out.
/// `None` if no part says anything.
pub(super) fn derive(parts: impl IntoIterator<Item = Part>) -> Option<(StatusKind, u32)> {
    let (left_out, parts): (Vec<Part>, Vec<Part>) = parts
        .into_iter()
        .partition(|part| part.is_rejected || part.kind == Some(StatusKind::Dropped));
    let is = |part: &Part, kind| part.kind == Some(kind);
    let count = |parts: &[Part]| u32::try_from(parts.len()).unwrap_or(u32::MAX);
    if parts.is_empty() {
        let is_dropped = left_out.iter().any(|part| is(part, StatusKind::Dropped));
        return is_dropped.then_some((StatusKind::Dropped, count(&left_out)));
    }
    if parts.iter().all(|part| part.kind.is_none() && !part.is_late) {
        return None;
    }
    let kind = if parts.iter().all(|part| is(part, StatusKind::Done)) {
        StatusKind::Done
    } else if parts.iter().any(|part| part.is_late) {
        StatusKind::Late
    } else if parts.iter().any(|part| is(part, StatusKind::Active) || is(part, StatusKind::Done)) {
        StatusKind::Active
    } else {
        StatusKind::NotStarted
    };
    Some((kind, count(&parts)))
}

fn own_status(site: &Site, id: RecommendationId, view: View) -> Known {
    let Some((_, document)) = site.carried(id, view) else { return Known::NotReported };
    let written = site.update(document).and_then(|update| update.status.as_ref());
    let Some(written) = written else { return Known::NotStated };
    let mut statuses = (0..).zip(&site.report(id.report).statuses);
    match statuses.find(|(_, status)| status.id == written.value) {
        Some((status, _)) => Known::Stated { status, of: id.index, parts: 0 },
        None => Known::NotStated,
    }
}

/// The recommendation of a deliverable, and its target if it only points to one. Cannot loop:
/// recommendations never inherit from deliverables.
pub(super) fn pointed(
    site: &Site,
    id: DeliverableId,
) -> Option<(RecommendationId, RecommendationId)> {
    let prose = &site.document(id.document).prose;
    let part = prose::Part::deliverable(id.place());
    if !prose.pointers.contains(&part) {
        return None;
    }
    let Owner::Update(own, _) = site.owner(id.document) else { return None };
    let mut targets = prose
        .references
        .iter()
        .filter(|reference| reference.part == part && reference.points)
        .flat_map(|reference| site.meant(id.document, &reference.clause))
        .filter(|target| *target != own);
    let target = targets.next()?;
    targets.all(|other| other == target).then_some((own, target))
}
