//! The ids of a page that links can target: sections, rows, entries, and headings in texts.
//!
//! Mirrors what the built-in themes show; a test compares both page by page.

use crate::document::content::Deliverable;
use crate::document::fields::ReportKind;
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, Site, Target, View};

use super::{Facts, Group, coverage, teams};

/// A page with texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The front page.
    Front,
    /// An ordinary page.
    Page(DocumentId),
    /// A report or a review, as of a view.
    Report(ReportId, View),
    /// A recommendation, as of a view.
    Recommendation(RecommendationId, View),
}

/// The target page of a link, as of the document's view; `None` for a file.
pub fn shown(site: &Site, from: DocumentId, target: &Target) -> Option<Shown> {
    Some(match target {
        Target::Front => Shown::Front,
        Target::Page(document) => Shown::Page(*document),
        Target::Report(report) => Shown::Report(*report, View::Latest),
        Target::Edition(report, edition) => Shown::Report(*report, View::Edition(*edition)),
        Target::Recommendation { id, at } => {
            let view = at.map_or_else(|| site.view_for(from, id.report), View::Edition);
            match site.report(id.report).kind {
                ReportKind::Review => Shown::Report(id.report, view),
                ReportKind::Implementation => Shown::Recommendation(*id, view),
            }
        }
        Target::Here => return shown(site, from, &site.home(from)),
        Target::Asset(_) => return None,
    })
}

/// Whether a page has an id. What this reads of a document that the page of another one links to
/// must be part of [`Document::outward`](crate::document::Document::outward), or the linking page
/// must have no coarse key (`facts::coarse`).
pub fn has(facts: &Facts, page: Shown, anchor: &str) -> bool {
    let site = facts.site();
    match page {
        Shown::Front => {
            let of_kind = |kind| site.reports.iter().any(|report| report.kind == kind);
            site.front.is_some_and(|front| has_heading(site, front, anchor))
                || match anchor {
                    "reports" => of_kind(ReportKind::Implementation),
                    "review" => of_kind(ReportKind::Review),
                    _ => false,
                }
        }
        Shown::Page(document) => has_heading(site, document, anchor),
        Shown::Recommendation(id, view) => {
            is_in_recommendation(facts, id, view, anchor)
                || match anchor {
                    "summary" => true,
                    "history" => knows_editions(site, id.report, view),
                    "moved" => match view {
                        View::Edition(edition) => facts.movement(id, edition).is_some(),
                        View::Latest => false,
                    },
                    "review" => {
                        view == View::Latest && coverage::entries_on(site, id).next().is_some()
                    }
                    _ => false,
                }
        }
        Shown::Report(id, view) if site.report(id).kind == ReportKind::Review => {
            is_in_review(facts, id, view, anchor, true)
        }
        Shown::Report(id, view) => is_on_dashboard(facts, id, view, anchor),
    }
}

/// Whether a page's part of the print edition has an id: it has fewer sections.
pub fn is_printed(facts: &Facts, page: Shown, anchor: &str) -> bool {
    let site = facts.site();
    match page {
        Shown::Recommendation(id, view) => is_in_recommendation(facts, id, view, anchor),
        Shown::Report(id, view) if site.report(id).kind == ReportKind::Review => {
            is_in_review(facts, id, view, anchor, false)
        }
        _ => false,
    }
}

/// The id of a deliverable's row: the author's, or its position from 1.
pub fn of_row(deliverable: &Deliverable, position: usize) -> String {
    match &deliverable.id {
        Some(id) => format!("deliverable-{}", id.value),
        None => format!("row-{position}"),
    }
}

fn has_heading(site: &Site, document: DocumentId, id: &str) -> bool {
    let anchors = &site.document(document).prose.anchors;
    anchors.iter().any(|anchor| anchor.section.is_none() && *anchor.id == *id)
}

/// The ids of a recommendation's texts, rows and sections that are also in print.
fn is_in_recommendation(facts: &Facts, id: RecommendationId, view: View, anchor: &str) -> bool {
    let site = facts.site();
    let known = site.recommendation(id);
    let carried = site.carried(id, view).map(|(_, document)| document);
    let update = carried.and_then(|document| site.update(document));
    let statement = known.document.zip(anchor.strip_prefix("statement-"));
    if carried.is_some_and(|document| has_heading(site, document, anchor))
        || statement.is_some_and(|(document, anchor)| has_heading(site, document, anchor))
    {
        return true;
    }
    let deliverables = update.map_or(&[][..], |update| &update.deliverables);
    match anchor {
        "statement" => true,
        "parts" => site.is_divided(id, view),
        "responses" => !site.responses(id, view).is_empty(),
        "timeline" => update.is_some_and(|update| !update.milestones.is_empty()),
        "deliverables" => !deliverables.is_empty() || !facts.left_out(id, view).is_empty(),
        "status" => {
            carried.is_some_and(|document| site.document(document).prose.digests.has_narrative())
        }
        "notes" => {
            carried.is_some_and(|document| site.document(document).prose.digests.has_notes())
        }
        "corrections" => !site.corrections(id, view).is_empty(),
        "references" => {
            known.covered_by.is_some()
                || site.covers(id, view).next().is_some()
                || site.dependencies(id, view).next().is_some()
                || site.dependents(id, view).next().is_some()
                || site.refers_to(id, view).iter().any(|reference| reference.target != id)
                || !site.referred_by(id, view).is_empty()
        }
        _ => deliverables.iter().zip(1..).any(|(row, position)| of_row(row, position) == anchor),
    }
}

fn is_on_dashboard(facts: &Facts, id: ReportId, view: View, anchor: &str) -> bool {
    let site = facts.site();
    let report = site.report(id);
    let is_latest = view == View::Latest;
    if has_own_heading(site, id, view, anchor) {
        return true;
    }
    let groups = || &facts.rollup(id, view).groups;
    match anchor {
        "totals" | "late" | "recommendations" => true,
        "statuses" => site.shown(id, view).next().is_some(),
        "progress" => knows_editions(site, id, view) && site.shown(id, view).next().is_some(),
        "movement" => report.last_edition().is_some(),
        "groups" => groups().len() > 1,
        "matrix" | "history" => is_latest && report.last_edition().is_some(),
        "review" => is_latest && site.reviews_of(id).next().is_some(),
        "corrections" => match view {
            View::Edition(edition) => has_corrections(site, id, edition),
            View::Latest => false,
        },
        _ => {
            let groups = groups();
            let is_alone = groups.len() == 1;
            groups.iter().zip(1..).any(|(group, place)| {
                anchor == format!("group-{place}") && (group.name.is_some() || !is_alone)
            })
        }
    }
}

fn is_in_review(facts: &Facts, id: ReportId, view: View, anchor: &str, on_screen: bool) -> bool {
    let site = facts.site();
    let review = site.report(id);
    let entries: Vec<RecommendationId> =
        review.ids().filter(|entry| site.entry_as_of(*entry, view).is_some()).collect();
    let in_entry = entries.iter().any(|entry| {
        let known = site.recommendation(*entry);
        let heading = anchor.strip_prefix(&*known.entry_scope());
        let in_notes = |document| heading.is_some_and(|id| has_heading(site, document, id));
        anchor == known.entry_id() || site.entry_as_of(*entry, view).is_some_and(in_notes)
    });
    if in_entry || (on_screen || view == View::Latest) && has_own_heading(site, id, view, anchor) {
        return true;
    }
    let groups = &facts.rollup(id, view).groups;
    let is_group = |(group, place): (&Group, usize)| {
        anchor == format!("group-{place}") && (on_screen || group.name.is_some())
    };
    if groups.iter().zip(1..).any(is_group) {
        return true;
    }
    on_screen
        && match anchor {
            "coverage" => true,
            "assessments" => !facts.assessments(id, view).is_empty(),
            "entries" => !entries.is_empty(),
            "contents" => groups.len() > 1,
            "teams" => {
                let documents = entries.iter().filter_map(|entry| site.entry_as_of(*entry, view));
                !teams::by_team(documents.filter_map(|document| site.entry(document))).is_empty()
            }
            "history" => view == View::Latest && review.last_edition().is_some(),
            "corrections" => match view {
                View::Edition(edition) => has_corrections(site, id, edition),
                View::Latest => false,
            },
            _ => false,
        }
}

/// Whether the text of a report (latest page) or of an edition has a heading.
fn has_own_heading(site: &Site, id: ReportId, view: View, anchor: &str) -> bool {
    let report = site.report(id);
    match view {
        View::Latest => has_heading(site, report.document, anchor),
        View::Edition(edition) => {
            let document = report.edition(edition).document;
            document.is_some_and(|document| has_heading(site, document, anchor))
        }
    }
}

fn has_corrections(site: &Site, id: ReportId, edition: EditionId) -> bool {
    let view = View::Edition(edition);
    !site.edition_corrections(id, edition).is_empty()
        || site.shown(id, view).any(|id| !site.corrections(id, view).is_empty())
}

fn knows_editions(site: &Site, id: ReportId, view: View) -> bool {
    match view {
        View::Latest => site.report(id).last_edition().is_some(),
        View::Edition(_) => true,
    }
}
