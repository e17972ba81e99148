//! What the pages of an edition say of other reports.

use crate::schema::{Text, Verbatim};
use crate::site::{LockedReference, RecommendationId, Site, Strength, View};

/// The recommendations of other reports that one refers to in a view, in order.
pub(super) fn references(site: &Site, id: RecommendationId, view: View) -> Box<[LockedReference]> {
    let references = site.refers_to(id, view).into_iter();
    let mut found: Vec<LockedReference> = references
        .filter(|reference| reference.target.report != id.report)
        .map(|reference| {
            let target = reference.target;
            let status = (reference.strength >= Strength::See)
                .then(|| status(site, target, site.view_across(id.report, view, target.report)?))
                .flatten();
            LockedReference {
                report: Verbatim::new(&site.report(target.report).id),
                number: Verbatim::new(site.number(target, View::Latest).as_str()),
                title: site.title(target, View::Latest).cloned(),
                status,
            }
        })
        .collect();
    found.dedup();
    found.into()
}

/// The label of a recommendation's own status.
fn status(site: &Site, id: RecommendationId, view: View) -> Option<Text> {
    let (_, document) = site.carried(id, view)?;
    let written = site.update(document)?.status.as_ref()?;
    site.report(id.report).status(&written.value).map(|status| status.label.clone())
}
