//! The status of each recommendation, own or inherited.

use crate::document::prose::Part;
use crate::site::{DeliverableId, Owner, RecommendationId, ReportId, Site, StatusMeaning, View};

/// The status of a recommendation as of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownStatus<'a> {
    /// The status.
    pub status: &'a StatusMeaning,
    /// The recommendation it is inherited from; `None` for its own status.
    pub inherited_from: Option<RecommendationId>,
}

/// The statuses of a report's recommendations as of a view, by index.
#[derive(Debug)]
pub(super) struct Statuses(Box<[Option<Known>]>);

/// A status and its source.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// Its index in the report's vocabulary.
    status: u32,
    /// Index of the recommendation that has it.
    of: u32,
}

impl Statuses {
    /// The own status, or else that of the covering recommendation, and so on. A cycle of
    /// `covered_by` has none.
    pub(super) fn new(site: &Site, report: ReportId, view: View) -> Self {
        let own: Vec<Option<Known>> =
            site.report(report).ids().map(|id| own_status(site, id, view)).collect();
        let mut shown = own.clone();
        let mut settled: Vec<bool> = own.iter().map(Option::is_some).collect();
        let mut chain = Vec::new();
        for start in (0..).take(own.len()) {
            let mut at = Some(start);
            while let Some(index) = at.filter(|index| !settled[*index as usize]) {
                settled[index as usize] = true;
                chain.push(index);
                let covered_by = site.recommendation(RecommendationId { report, index }).covered_by;
                at = covered_by.map(|by| by.index);
            }
            let found = at.and_then(|index| shown[index as usize]);
            for index in chain.drain(..) {
                shown[index as usize] = found;
            }
        }
        Self(shown.into())
    }

    pub(super) fn of<'s>(&self, site: &'s Site, id: RecommendationId) -> Option<ShownStatus<'s>> {
        let Known { status, of } = self.0[id.index as usize]?;
        let inherited_from =
            (of != id.index).then_some(RecommendationId { report: id.report, index: of });
        let status = &site.report(id.report).statuses[status as usize];
        Some(ShownStatus { status, inherited_from })
    }

    /// Index of a recommendation's status in the vocabulary.
    pub(super) fn place(&self, id: RecommendationId) -> Option<usize> {
        self.0[id.index as usize].map(|known| known.status as usize)
    }
}

fn own_status(site: &Site, id: RecommendationId, view: View) -> Option<Known> {
    let (_, document) = site.carried(id, view)?;
    let written = site.update(document)?.status.as_ref()?;
    let mut statuses = (0..).zip(&site.report(id.report).statuses);
    let (status, _) = statuses.find(|(_, status)| status.id == written.value)?;
    Some(Known { status, of: id.index })
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
