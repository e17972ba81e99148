//! What the pages of an edition name: in the report, and in other reports.

use std::collections::BTreeSet;

use crate::document::fields::StatusKind;
use crate::schema::{Text, Verbatim};
use crate::site::{
    EditionId, LockedReference, RecommendationId, Reference, ReportId, Site, StatusMeaning,
    Strength, View,
};

/// The recommendations of other reports that one refers to in a view, in order.
pub(super) fn references(site: &Site, id: RecommendationId, view: View) -> Box<[LockedReference]> {
    locked(site, id.report, view, site.refers_to(id, view))
}

/// The numbers of the recommendations of its report that one names in a view, sorted.
pub(super) fn numbers(site: &Site, id: RecommendationId, view: View) -> Box<[Verbatim]> {
    let known = site.recommendation(id);
    let references = site.refers_to(id, view).into_iter().map(|reference| reference.target);
    let mut named: Vec<RecommendationId> = references
        .filter(|target| target.report == id.report && *target != id)
        .chain(site.part_of(id, view))
        .chain(known.covered_by)
        .chain(site.dependencies(id, view))
        .collect();
    named.sort_unstable();
    named.dedup();
    let mut numbers: Vec<&str> =
        named.into_iter().map(|target| site.number(target, view).as_str()).collect();
    numbers.sort_unstable();
    numbers.into_iter().map(Verbatim::new).collect()
}

/// The recommendations of other reports that the text of an edition refers to, in order.
pub(super) fn references_of_text(
    site: &Site,
    report: ReportId,
    edition: EditionId,
) -> Box<[LockedReference]> {
    let document = site.report(report).edition(edition).document;
    let references = document.map_or(&[][..], |document| site.references(document));
    locked(site, report, View::Edition(edition), references.iter().copied())
}

fn locked(
    site: &Site,
    from: ReportId,
    view: View,
    references: impl IntoIterator<Item = Reference>,
) -> Box<[LockedReference]> {
    let references = references.into_iter();
    let mut found: Vec<LockedReference> = references
        .filter(|reference| reference.target.report != from)
        .map(|reference| {
            let target = reference.target;
            let then = reference
                .at
                .map_or_else(|| site.view_named(from, view, target.report), View::Edition);
            let statuses = (reference.strength >= Strength::See)
                .then(|| Some(statuses(site, target, site.view_across(from, view, target.report)?)))
                .flatten()
                .unwrap_or_default();
            let text = |of: fn(&StatusMeaning) -> &str| {
                let texts: Vec<&str> = statuses.iter().map(|status| of(status)).collect();
                (!texts.is_empty()).then(|| Text::new(&texts.join(", ")))
            };
            LockedReference {
                report: Verbatim::new(&site.report(target.report).id),
                number: Verbatim::new(site.number(target, then).as_str()),
                title: site.title(target, then).cloned(),
                status: text(|status| &status.label),
                kind: text(|status| StatusKind::word(status.kind)),
            }
        })
        .collect();
    found.dedup();
    found.into()
}

/// The statuses that make the shown one: its own, or else that of what covers it, or else those of
/// its parts.
fn statuses(site: &Site, id: RecommendationId, view: View) -> Vec<&StatusMeaning> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(status) = own_status(site, id, view) {
            found.push(status);
        } else {
            open.extend(site.parts(id, view).into_iter().rev());
            open.extend(site.recommendation(id).covered_by);
        }
    }
    found
}

fn own_status(site: &Site, id: RecommendationId, view: View) -> Option<&StatusMeaning> {
    let (_, document) = site.carried(id, view)?;
    let written = site.update(document)?.status.as_ref()?;
    site.report(id.report).status(&written.value)
}
