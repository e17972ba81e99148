//! The status of each recommendation: its own, inherited, or derived from its parts.

use super::Facts;
use super::cycles::{self, Edge};
use crate::document::fields::StatusKind;
use crate::document::prose;
use crate::site::{DeliverableId, Owner, RecommendationId, ReportId, Site, StatusMeaning, View};

/// What is known of a recommendation's status as of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State<'a> {
    /// There is no update yet, and no status to inherit.
    NotReported,
    /// There is an update, of it or of a part, but no status: own, inherited or derived.
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
pub(super) struct Statuses {
    known: Box<[Known]>,
    /// Whether each says nothing for what it is part of, because it inherits that status.
    silent: Box<[bool]>,
}

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
    /// from the parts. A circle of `covered_by` has none to inherit.
    pub(super) fn new(facts: &Facts, report: ReportId, view: View) -> Self {
        let site = facts.site();
        let known: Vec<Known> =
            site.report(report).ids().map(|id| own_status(site, id, view)).collect();
        let covered_by = |id| site.recommendation(id).covered_by.map(|by| by.index);
        let mut settling = Settling {
            facts,
            report,
            view,
            sources: site.report(report).ids().map(covered_by).collect(),
            silent: vec![false; known.len()],
            seen: vec![false; known.len()],
            known,
        };
        settling.inherit();
        if site.has_parts(report, view) {
            settling.silence();
            settling.seen.fill(false);
            for index in (0..).take(settling.known.len()) {
                settling.settle(index);
            }
        }
        Self { known: settling.known.into(), silent: settling.silent.into() }
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
        self.known[id.index as usize]
    }

    /// The parts that a status is derived from: all but those that inherit it.
    pub(super) fn speaking_parts(
        &self,
        site: &Site,
        id: RecommendationId,
        view: View,
    ) -> impl Iterator<Item = RecommendationId> {
        let inherits = move |part: &RecommendationId| match self.known(*part) {
            Known::Stated { of, .. } if of == id.index => true,
            _ => self.silent[part.index as usize],
        };
        site.parts(id, view).into_iter().filter(move |part| !inherits(part))
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
    /// What each is covered by, except in a circle of those without a status.
    sources: Vec<Option<u32>>,
    /// See [`Statuses`].
    silent: Vec<bool>,
    seen: Vec<bool>,
}

impl Settling<'_> {
    /// Passes own statuses on to what is covered, and breaks circles.
    fn inherit(&mut self) {
        for start in (0..).take(self.known.len()) {
            let mut path: Vec<u32> = Vec::new();
            let mut at = Some(start);
            while let Some(index) = at.filter(|index| !self.is_stated(*index)) {
                if std::mem::replace(&mut self.seen[index as usize], true) {
                    let circle = path.iter().position(|known| *known == index);
                    for index in &path[circle.unwrap_or(path.len())..] {
                        self.sources[*index as usize] = None;
                    }
                    at = None;
                } else {
                    path.push(index);
                    at = self.sources[index as usize];
                }
            }
            if let Some(source) = at {
                for index in path {
                    self.known[index as usize] = self.known[source as usize];
                }
            }
        }
    }

    /// Finds the parts whose status would be derived from itself: they inherit, directly or not, what
    /// they are part of.
    fn silence(&mut self) {
        let edges = |index: u32| -> Vec<Edge> {
            let sources = self.sources[index as usize].into_iter().chain(self.parts(index));
            sources.map(|target| Edge { target, strong: false }).collect()
        };
        let all = (0..).take(self.known.len());
        let graph: Vec<Vec<Edge>> = all
            .clone()
            .map(|index| if self.is_stated(index) { Vec::new() } else { edges(index) })
            .collect();
        let mut circles = vec![0; graph.len()];
        for (members, circle) in cycles::components(&graph).into_iter().zip(1..) {
            for member in members {
                circles[member as usize] = circle;
            }
        }
        for whole in all {
            for part in self.parts(whole) {
                let source = self.sources[part as usize].filter(|_| !self.is_stated(part));
                self.silent[part as usize] =
                    source.is_some_and(|by| circles[by as usize] == circles[whole as usize]);
            }
        }
    }

    fn settle(&mut self, start: u32) {
        let mut open = vec![(start, false)];
        while let Some((index, is_ready)) = open.pop() {
            if is_ready {
                self.known[index as usize] = self.found(index);
            } else if !std::mem::replace(&mut self.seen[index as usize], true)
                && !self.is_stated(index)
            {
                open.push((index, true));
                let sources = self.sources[index as usize].into_iter();
                let parts = self.speaking_parts(index);
                open.extend(sources.chain(parts).map(|source| (source, false)));
            }
        }
    }

    fn id(&self, index: u32) -> RecommendationId {
        RecommendationId { report: self.report, index }
    }

    fn is_stated(&self, index: u32) -> bool {
        matches!(self.known[index as usize], Known::Stated { .. })
    }

    fn parts(&self, index: u32) -> impl Iterator<Item = u32> + use<> {
        let parts = self.facts.site().parts(self.id(index), self.view);
        parts.into_iter().map(|part| part.index)
    }

    fn speaking_parts(&self, index: u32) -> impl Iterator<Item = u32> {
        self.parts(index).filter(|part| !self.silent[*part as usize])
    }

    /// The state of a recommendation without a status of its own.
    fn found(&self, index: u32) -> Known {
        let inherited = self.sources[index as usize].map(|by| self.known[by as usize]);
        if let Some(inherited @ Known::Stated { .. }) = inherited {
            return inherited;
        }
        match self.derived(index) {
            Some((kind, parts)) => {
                let found = self.facts.site().report(self.report).status_of_kind(kind, self.view);
                let place = found.and_then(|(place, _)| u32::try_from(place).ok());
                place.map_or(Known::NotStated, |status| Known::Stated { status, of: index, parts })
            }
            // Only a status is inherited: whoever has none has been reported on, or not, itself or by
            // its parts.
            None => match self.known[index as usize] {
                Known::NotReported if self.has_reported_part(index) => Known::NotStated,
                own => own,
            },
        }
    }

    fn has_reported_part(&self, index: u32) -> bool {
        let mut parts = self.speaking_parts(index);
        parts.any(|part| !matches!(self.known[part as usize], Known::NotReported))
    }

    fn derived(&self, index: u32) -> Option<(StatusKind, u32)> {
        let statuses = &self.facts.site().report(self.report).statuses;
        derive(self.speaking_parts(index).map(|part| {
            let kind = match self.known[part as usize] {
                Known::Stated { status, .. } => Some(statuses[status as usize].kind),
                Known::NotReported | Known::NotStated => None,
            };
            Part::new(self.facts, kind, self.id(part), self.view)
        }))
    }
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

impl Part {
    /// The kind is given, since statuses cannot be looked up while they are derived.
    pub(super) fn new(
        facts: &Facts,
        kind: Option<StatusKind>,
        part: RecommendationId,
        view: View,
    ) -> Self {
        let is_late = facts.is_late_under(kind, part, view);
        Self { kind, is_late, is_rejected: facts.site().is_rejected(part, view) }
    }
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
