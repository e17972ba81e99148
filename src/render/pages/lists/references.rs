//! References between the recommendations of a report, by strength and by recommendation.

use std::cmp::Reverse;

use super::report_link;
use crate::render::context::PageContext;
use crate::render::view::{
    CycleView, MostReferredView, ReferenceEntryView, ReferenceView, ReferencesView,
};
use crate::site::{Backlink, RecommendationId, ReportId, Strength};

/// Maximum number of most referenced recommendations; the table has all.
const MOST_REFERRED: usize = 10;

pub(in crate::render::pages) fn references(
    cx: &PageContext<'_>,
    report: ReportId,
) -> ReferencesView {
    let ids: Vec<RecommendationId> = cx.site.shown(report, cx.view()).collect();
    let strengths: Vec<Strength> = ids
        .iter()
        .flat_map(|id| cx.site.refers_to(*id, cx.view()).into_iter().map(move |it| (*id, it)))
        .filter(|(id, reference)| reference.target.report == report && reference.target != *id)
        .map(|(_, reference)| reference.strength)
        .collect();
    let mut ranking: Vec<(RecommendationId, usize)> =
        ids.iter().map(|id| (*id, referring(cx, *id))).filter(|(_, count)| *count > 1).collect();
    ranking.sort_by_key(|(_, count)| Reverse(*count));
    let highest = ranking.first().map_or(1, |(_, count)| *count);
    let entries: Vec<ReferenceEntryView> = ids.iter().map(|id| entry(cx, *id)).collect();
    let with = |strength| strengths.iter().filter(|known| **known == strength).count();
    ReferencesView {
        report: report_link(cx, report),
        count: strengths.len(),
        covered: with(Strength::CoveredBy),
        pointing: with(Strength::See),
        mentions: with(Strength::Mentions),
        referred_twice: ranking.len(),
        leaders: ranking.iter().filter(|(_, count)| *count == highest).count(),
        most_referred: ranking
            .into_iter()
            .take(MOST_REFERRED)
            .map(|(id, count)| most_referred(cx, id, count, highest))
            .collect(),
        covering: referred_as(&entries, Strength::CoveredBy),
        pointed: referred_as(&entries, Strength::See),
        entries: entries
            .into_iter()
            .filter(|entry| !entry.refers_to.is_empty() || !entry.referred_by.is_empty())
            .collect(),
        cycles: cx.facts.cycles(report, cx.view()).iter().map(|set| cycle(cx, set)).collect(),
    }
}

fn entry(cx: &PageContext<'_>, id: RecommendationId) -> ReferenceEntryView {
    let mut refers_to = cx.refers_to(id);
    let mut referred_by = cx.referred_by(id);
    for references in [&mut refers_to, &mut referred_by] {
        references.sort_by_key(|reference| Reverse(rank(reference)));
    }
    ReferenceEntryView { recommendation: cx.recommendation_link(id), refers_to, referred_by }
}

fn rank(reference: &ReferenceView) -> Option<Strength> {
    let all = [Strength::Mentions, Strength::See, Strength::CoveredBy];
    all.into_iter().find(|strength| strength.word() == reference.strength)
}

/// Number of recommendations of the report that refer to one.
fn referring(cx: &PageContext<'_>, id: RecommendationId) -> usize {
    let backlinks = cx.site.referred_by(id, cx.view());
    backlinks.iter().filter(|it| matches!(it, Backlink::Recommendation(..))).count()
}

fn most_referred(
    cx: &PageContext<'_>,
    id: RecommendationId,
    count: usize,
    highest: usize,
) -> MostReferredView {
    let ReferenceEntryView { recommendation, mut referred_by, .. } = entry(cx, id);
    referred_by.retain(|reference| reference.number.is_some());
    let percent = u32::try_from(count * 10_000 / highest).map_or(100.0, |of| f64::from(of) / 100.0);
    MostReferredView { recommendation, count, percent, referred_by }
}

/// Recommendations with backlinks of one strength from others of the report.
fn referred_as(entries: &[ReferenceEntryView], strength: Strength) -> Vec<ReferenceEntryView> {
    let is_one = |back: &&ReferenceView| back.strength == strength.word() && back.number.is_some();
    let selected = entries.iter().map(|entry| ReferenceEntryView {
        recommendation: entry.recommendation.clone(),
        refers_to: Vec::new(),
        referred_by: entry.referred_by.iter().filter(is_one).cloned().collect(),
    });
    selected.filter(|entry| !entry.referred_by.is_empty()).collect()
}

fn cycle(cx: &PageContext<'_>, members: &[RecommendationId]) -> CycleView {
    let numbers: Vec<&str> =
        members.iter().map(|id| cx.site.number(*id, cx.view()).as_str()).collect();
    let list = cx.listed(&numbers);
    let member = |id: &RecommendationId| {
        let mut entry = entry(cx, *id);
        entry.referred_by.clear();
        entry.refers_to.retain(|reference| {
            reference.number.as_deref().is_some_and(|number| numbers.contains(&number))
        });
        entry
    };
    CycleView {
        sentence: cx.text("reference-cycle", &[("list", &list)]),
        members: members.iter().map(member).collect(),
        list,
    }
}
