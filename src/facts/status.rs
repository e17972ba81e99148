//! The status of each recommendation, own or inherited.

use crate::document::prose::Part;
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
    /// The recommendation it is inherited from; `None` for its own status.
    pub inherited_from: Option<RecommendationId>,
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
    },
}

impl Statuses {
    /// The own status, or else that of the covering recommendation, and so on. A cycle of
    /// `covered_by` has none.
    pub(super) fn new(site: &Site, report: ReportId, view: View) -> Self {
        let own: Vec<Known> =
            site.report(report).ids().map(|id| own_status(site, id, view)).collect();
        let is_stated = |known: &Known| matches!(known, Known::Stated { .. });
        let mut settled: Vec<bool> = own.iter().map(is_stated).collect();
        let mut shown = own;
        let mut chain = Vec::new();
        for start in (0..).take(shown.len()) {
            let mut at = Some(start);
            while let Some(index) = at.filter(|index| !settled[*index as usize]) {
                settled[index as usize] = true;
                chain.push(index);
                let covered_by = site.recommendation(RecommendationId { report, index }).covered_by;
                at = covered_by.map(|by| by.index);
            }
            let mut found = at.map_or(Known::NotReported, |index| shown[index as usize]);
            for index in chain.drain(..).rev() {
                let own = shown[index as usize];
                if let (Known::NotReported, Known::NotStated) = (found, own) {
                    found = own;
                }
                shown[index as usize] = found;
            }
        }
        Self(shown.into())
    }

    pub(super) fn of<'s>(&self, site: &'s Site, id: RecommendationId) -> State<'s> {
        match self.known(id) {
            Known::NotReported => State::NotReported,
            Known::NotStated => State::NotStated,
            Known::Stated { status, of } => State::Stated(ShownStatus {
                status: &site.report(id.report).statuses[status as usize],
                inherited_from: (of != id.index)
                    .then_some(RecommendationId { report: id.report, index: of }),
            }),
        }
    }

    pub(super) fn known(&self, id: RecommendationId) -> Known {
        self.0[id.index as usize]
    }
}

fn own_status(site: &Site, id: RecommendationId, view: View) -> Known {
    let Some((_, document)) = site.carried(id, view) else { return Known::NotReported };
    let written = site.update(document).and_then(|update| update.status.as_ref());
    let Some(written) = written else { return Known::NotStated };
    let mut statuses = (0..).zip(&site.report(id.report).statuses);
    match statuses.find(|(_, status)| status.id == written.value) {
        Some((status, _)) => Known::Stated { status, of: id.index },
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
    let part = Part::deliverable(id.place());
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
