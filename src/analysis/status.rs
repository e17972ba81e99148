//! The status that a recommendation has: its own, or the one it inherits.

use crate::site::{RecommendationId, Site, StatusMeaning, View};

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
    let report = site.report(id.report);
    let mut at = id;
    for _ in 0..report.recommendations.len() {
        if let Some(status) = own_status(site, at, view) {
            return Some(ShownStatus { status, inherited_from: (at != id).then_some(at) });
        }
        at = site.recommendation(at).covered_by.filter(|next| *next != id)?;
    }
    None
}

fn own_status(site: &Site, id: RecommendationId, view: View) -> Option<&StatusMeaning> {
    let (_, document) = site.carried(id, view)?;
    let status = site.update(document)?.status.as_ref()?;
    site.report(id.report).status(status)
}
