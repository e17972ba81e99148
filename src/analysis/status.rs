//! The status that a recommendation has: its own, or the one it inherits.

use crate::document::prose::Part;
use crate::site::{DeliverableId, Owner, RecommendationId, Site, StatusMeaning, View};

/// The status of a recommendation as of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownStatus<'a> {
    /// The status.
    pub status: &'a StatusMeaning,
    /// The recommendation that it is inherited from; `None` for an own status.
    pub inherited_from: Option<RecommendationId>,
}

/// The own status where there is one, else that of the recommendation which covers this one, and
/// so on; `None` where nothing has been reported. A circle of `covered_by` ends the search.
pub fn shown_status(site: &Site, id: RecommendationId, view: View) -> Option<ShownStatus<'_>> {
    match own_status(site, id, view) {
        Some(status) => Some(ShownStatus { status, inherited_from: None }),
        None => inherited_status(site, id, view),
    }
}

/// The status that a recommendation inherits, or would inherit if it had none of its own: that of
/// the recommendation which covers it, or of the next one that has a status.
pub fn inherited_status(site: &Site, id: RecommendationId, view: View) -> Option<ShownStatus<'_>> {
    let mut at = id;
    for _ in 0..site.report(id.report).recommendations.len() {
        at = site.recommendation(at).covered_by.filter(|next| *next != id)?;
        if let Some(status) = own_status(site, at, view) {
            return Some(ShownStatus { status, inherited_from: Some(at) });
        }
    }
    None
}

/// The status of what a deliverable points to, where its text does nothing but point to one
/// recommendation: "See Recommendation 25". A deliverable never gives a recommendation its status,
/// so that this cannot go round in a circle.
pub fn pointed_status(site: &Site, id: DeliverableId, view: View) -> Option<ShownStatus<'_>> {
    let prose = &site.document(id.document).prose;
    let part = Part::deliverable(id.row);
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
    let (target, None) = (targets.next()?, targets.next()) else { return None };
    let ShownStatus { status, inherited_from } = shown_status(site, target, view)?;
    Some(ShownStatus { status, inherited_from: Some(inherited_from.unwrap_or(target)) })
}

fn own_status(site: &Site, id: RecommendationId, view: View) -> Option<&StatusMeaning> {
    let (_, document) = site.carried(id, view)?;
    let status = site.update(document)?.status.as_ref()?;
    site.report(id.report).status(status)
}
