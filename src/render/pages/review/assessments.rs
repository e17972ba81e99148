//! A review's assessments beside the statuses that are reported.

use crate::document::content::ReviewEntry;
use crate::facts::teams::{self, Measured};
use crate::facts::{Agreement, Assessed};
use crate::render::context::PageContext;
use crate::render::view::{
    AssessedGroupView, AssessedRowView, AssessedView, AssessmentCountView, AssessmentView,
    AssessmentsView, CommonProgressView, EntryTableView, LinkView, TeamView,
};
use crate::site::{AssessmentMeaning, RecommendationId, ReportId, View};

/// The assessments of a review in the page's view; `None` without any.
pub(super) fn view(cx: &PageContext<'_>, review: ReportId) -> Option<AssessmentsView> {
    let all = cx.facts.assessments(review, cx.view());
    cx.site.report(review).of.filter(|_| !all.is_empty())?;
    let vocabulary = &cx.site.report(review).assessments;
    let counts = vocabulary.iter().map(|meaning| AssessmentCountView {
        assessment: named(meaning),
        count: all.iter().filter(|assessed| assessed.assessment == Some(meaning)).count(),
    });
    Some(AssessmentsView {
        counts: counts.collect(),
        missing: all.iter().filter(|assessed| assessed.assessment.is_none()).count(),
        entries: all.len(),
        disagreements: all.iter().filter(|it| it.disagrees()).map(|it| row(cx, it)).collect(),
    })
}

/// The entries of a review side by side; `None` without any.
pub(super) fn table(
    cx: &PageContext<'_>,
    review: ReportId,
    entries: &[&ReviewEntry],
    measured: &Measured,
) -> Option<EntryTableView> {
    let rows = |group: &crate::facts::Group| {
        let assessed = group.members.iter().filter_map(|id| cx.facts.assessed(*id, cx.view()));
        assessed.map(|assessed| row(cx, &assessed)).collect()
    };
    let groups = cx.facts.rollup(review, cx.view()).groups.iter().map(|group| AssessedGroupView {
        name: group.name.as_ref().map(ToString::to_string),
        rows: rows(group),
    });
    let named = teams::by_team(entries.iter().copied());
    let known = super::teams(cx, review);
    let team = |code: &str| {
        let known = known.iter().find(|team| team.code == code).cloned();
        known.unwrap_or_else(|| TeamView { code: code.to_owned(), name: None })
    };
    (!entries.is_empty()).then(|| EntryTableView {
        groups: groups.filter(|group| !group.rows.is_empty()).collect(),
        legend: cx.site.report(review).of.map(|of| cx.legend(of)),
        teams: named.keys().map(|code| team(code)).collect(),
        progress_differs: measured.entries > 0 && measured.common.is_none(),
    })
}

/// The progress of all entries in a sentence, and those that do not give it; `None` if it differs.
pub(super) fn common_progress(
    cx: &PageContext<'_>,
    ids: &[RecommendationId],
    measured: &Measured,
) -> Option<CommonProgressView> {
    /// Maximum number of entries that are listed.
    const LISTED: usize = 12;
    let percent = measured.common?;
    let key = if percent == 0 { "progress-none" } else { "progress-same" };
    let value = cx.text("percent", &[("value", &percent.to_string())]);
    let count = measured.entries.to_string();
    let without = ids.iter().filter(|id| {
        let entry = cx.site.entry_as_of(**id, cx.view()).and_then(|it| cx.site.entry(it));
        entry.is_some_and(|entry| entry.progress.is_none())
    });
    let without = without.take(LISTED).map(|id| LinkView {
        title: cx.site.recommendation(*id).number.to_string(),
        url: cx.entry_link(*id, cx.view()).url,
    });
    Some(CommonProgressView {
        sentence: cx.text(key, &[("n", &count), ("percent", &value)]),
        unmeasured: ids.len() - measured.entries,
        without: without.collect(),
    })
}

fn row(cx: &PageContext<'_>, assessed: &Assessed<'_>) -> AssessedRowView {
    let site = cx.site;
    let (entry, about) = (assessed.entry, assessed.about);
    let place = |of: ReportId, id: &str| {
        site.report(of).statuses.iter().position(|status| &*status.id == id).map(|at| at + 1)
    };
    let vocabulary = &site.report(entry.report).assessments;
    let said = site.entry_as_of(entry, cx.view()).and_then(|document| site.entry(document));
    AssessedRowView {
        number: site.recommendation(entry).number.to_string(),
        position: entry.index as usize + 1,
        title: about.map_or_else(
            || cx.names.numbered(entry, View::Latest),
            |about| cx.names.short_title(about, View::Latest),
        ),
        entry: LinkView {
            title: about.map_or_else(
                || cx.names.numbered(entry, View::Latest),
                |about| cx.names.numbered_short(about, View::Latest),
            ),
            url: cx.entry_link(entry, cx.view()).url,
        },
        status_position: about
            .zip(assessed.reported)
            .and_then(|(about, shown)| place(about.report, &shown.status.id)),
        assessment_position: assessed
            .assessment
            .and_then(|own| Some(vocabulary.iter().position(|known| known.id == own.id)? + 1)),
        assessed: cx.assessed(assessed),
        progress: said.and_then(|entry| entry.progress.as_ref()).map(|progress| progress.value),
        teams: said.map_or_else(Vec::new, |said| cx.team_codes(entry.report, &said.teams)),
    }
}

fn named(meaning: &AssessmentMeaning) -> AssessmentView {
    AssessmentView {
        id: meaning.id.to_string(),
        label: meaning.label.to_string(),
        kind: meaning.kind.word(),
    }
}

impl PageContext<'_> {
    pub(super) fn assessed(&self, assessed: &Assessed<'_>) -> AssessedView {
        AssessedView {
            assessment: assessed.assessment.map(named),
            reported: assessed
                .about
                .zip(assessed.view)
                .and_then(|(about, view)| self.shown_status(about, view)),
            agreement: assessed.agreement().map(Agreement::word),
            disagrees: assessed.disagrees(),
        }
    }
}
