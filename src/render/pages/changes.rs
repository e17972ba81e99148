//! The changes of an edition, by kind.

use crate::address::{List, Page, report_title};
use crate::facts::{Change, DeliverableChange, Movement};
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::view::{
    ChangeGroupView, ChangeView, ChangesView, LinkView, MovedView, MovementView,
};
use crate::site::{EditionId, RecommendationId, ReportId, View};

mod kinds;
mod responses;
mod sentence;
mod summary;
mod words;

pub(in crate::render) use sentence::shortened;

use kinds::KINDS;

/// With more rewritten texts, diffs are only on the pages of recommendations: otherwise the page
/// would have many megabytes.
const MOST_TEXTS: usize = 200;

pub(super) fn view(
    cx: &PageContext<'_>,
    report: ReportId,
    edition: EditionId,
) -> Result<ChangesView, Failure> {
    let known = cx.site.report(report);
    let movements: Vec<Movement<'_>> = cx.facts.movements(report, edition).collect();
    let mut groups: Vec<ChangeGroupView> = KINDS
        .iter()
        .map(|kind| ChangeGroupView { kind, id: kinds::id(kind), count: 0, entries: Vec::new() })
        .collect();
    let texts = movements.iter().filter(|movement| movement.changes.iter().any(has_words)).count();
    let words_elsewhere = texts > MOST_TEXTS;
    for movement in &movements {
        let views = if words_elsewhere { cx.sentences(movement) } else { cx.changes(movement)? };
        for (group, kind) in groups.iter_mut().zip(KINDS) {
            let of_kind: Vec<ChangeView> = match kind {
                "silent" if movement.silent => views.clone(),
                _ => views
                    .iter()
                    .zip(movement.changes)
                    .filter(|(_, change)| cx.kind_of(movement, change) == kind)
                    .map(|(view, _)| ChangeView {
                        // Diffs of a silent revision are in its own group.
                        words: view.words.clone().filter(|_| !movement.silent),
                        ..view.clone()
                    })
                    .collect(),
            };
            if !of_kind.is_empty() {
                group.count += kinds::counted_as(kind, of_kind.len());
                let recommendation = cx.recommendation_link(movement.id);
                group.entries.push(MovedView { recommendation, changes: of_kind });
            }
        }
    }
    biggest_first(&mut groups[0]);
    groups.retain(|group| !group.entries.is_empty());
    let kinds = cx.kinds(report, edition, &movements);
    let changes_url = |edition| cx.links.page(&Page::Changes(report, edition));
    let is_last = known.last_edition() == Some(edition);
    let list = |list| is_last.then(|| cx.links.page(&Page::List(report, list)));
    Ok(ChangesView {
        report: LinkView {
            title: report_title(cx.site, report),
            url: cx.links.page(&Page::Report(report, View::Edition(edition))),
        },
        edition: cx.edition_link(report, edition, None),
        previous: edition.before().map(|before| cx.edition_link(report, before, None)),
        later_exists: known.last_edition() != Some(edition),
        previous_url: edition.before().map(changes_url),
        next_url: known.after(edition).map(changes_url),
        latest_url: cx.links.page(&Page::Report(report, View::Latest)),
        overdue_url: list(List::Overdue),
        owners_url: list(List::Owners),
        headline: cx.movement_headline(report, edition, &movements, &kinds),
        kinds,
        recommendations: movements.len(),
        words_elsewhere,
        groups,
    })
}

/// Sorts slips by days, one entry per slip.
fn biggest_first(group: &mut ChangeGroupView) {
    let mut slips: Vec<MovedView> = std::mem::take(&mut group.entries)
        .into_iter()
        .flat_map(|MovedView { recommendation, changes }| {
            changes.into_iter().map(move |change| MovedView {
                recommendation: recommendation.clone(),
                changes: vec![change],
            })
        })
        .collect();
    let days = |entry: &MovedView| {
        entry.changes.first().and_then(|change| change.slip.as_ref()).map_or(0, |slip| slip.days)
    };
    slips.sort_by_key(|entry| std::cmp::Reverse(days(entry)));
    group.entries = slips;
}

/// Whether a change has a word diff.
fn has_words(change: &Change) -> bool {
    matches!(
        change,
        Change::Narrative | Change::Notes | Change::Deliverable(DeliverableChange::Reworded { .. })
    )
}

impl PageContext<'_> {
    /// The changes of a recommendation, with word diffs.
    fn changes(&self, movement: &Movement<'_>) -> Result<Vec<ChangeView>, Failure> {
        let mut views = self.sentences(movement);
        let texts = |change: &Change| matches!(change, Change::Narrative | Change::Notes);
        let texts = match (movement.old, movement.new) {
            (Some(old), Some(new)) if movement.changes.iter().any(texts) => {
                Some(self.compared_texts(old, new)?)
            }
            _ => None,
        };
        for (view, change) in views.iter_mut().zip(movement.changes) {
            view.words = match (change, &texts) {
                (Change::Narrative, Some(texts)) => Some(texts.clone().map(|it| it.narrative)),
                (Change::Notes, Some(texts)) => Some(texts.clone().map(|it| it.notes)),
                (Change::Deliverable(DeliverableChange::Reworded { from, to }), _) => {
                    Some(self.compared_deliverables(*from, *to)?)
                }
                _ => None,
            };
        }
        Ok(views)
    }

    /// The changes in this page's edition; on a latest page, in the last one.
    pub(super) fn movement(&self, report: ReportId) -> Option<MovementView> {
        let known = self.site.report(report);
        let edition = known.edition_as_of(self.view())?;
        let movements: Vec<Movement<'_>> = self.facts.movements(report, edition).collect();
        let kinds = self.kinds(report, edition, &movements);
        Some(MovementView {
            headline: self.movement_headline(report, edition, &movements, &kinds),
            kinds,
            url: self.links.page(&Page::Changes(report, edition)),
        })
    }

    /// The changes of a recommendation in an edition, in sentences, and whether they are silent.
    pub(super) fn moved(
        &self,
        id: RecommendationId,
        edition: EditionId,
    ) -> (Vec<ChangeView>, bool) {
        let movement = self.facts.movement(id, edition);
        movement.map_or_else(Default::default, |it| (self.sentences(&it), it.silent))
    }

    /// The same with word diffs.
    pub(super) fn moved_with_words(
        &self,
        id: RecommendationId,
        edition: EditionId,
    ) -> Result<Vec<ChangeView>, Failure> {
        let movement = self.facts.movement(id, edition);
        movement.map_or_else(|| Ok(Vec::new()), |movement| self.changes(&movement))
    }
}
