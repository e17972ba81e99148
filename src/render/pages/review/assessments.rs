//! A review's assessments beside the statuses that are reported.

use crate::facts::Assessed;
use crate::render::context::PageContext;
use crate::render::view::{
    AssessedGroupView, AssessedRowView, AssessedView, AssessmentCountView, AssessmentView,
    AssessmentsView, LinkView,
};
use crate::site::{AssessmentMeaning, ReportId, View};

/// The assessments of a review in the page's view; `None` without any.
pub(super) fn view(cx: &PageContext<'_>, review: ReportId) -> Option<AssessmentsView> {
    let all = cx.facts.assessments(review, cx.view());
    let of = cx.site.report(review).of.filter(|_| !all.is_empty())?;
    let vocabulary = &cx.site.report(review).assessments;
    let counts = vocabulary.iter().map(|meaning| AssessmentCountView {
        assessment: named(meaning),
        count: all.iter().filter(|assessed| assessed.assessment == Some(meaning)).count(),
    });
    let rows = |group: &crate::facts::Group| {
        let members = group.members.iter();
        let of_group = members.filter_map(|member| {
            let place = all.binary_search_by_key(member, |assessed| assessed.entry).ok()?;
            Some(row(cx, &all[place]))
        });
        of_group.collect()
    };
    let groups = cx.facts.rollup(review, cx.view()).groups.iter().map(|group| AssessedGroupView {
        name: group.name.as_ref().map(ToString::to_string),
        rows: rows(group),
    });
    Some(AssessmentsView {
        counts: counts.collect(),
        missing: all.iter().filter(|assessed| assessed.assessment.is_none()).count(),
        groups: groups.filter(|group| !group.rows.is_empty()).collect(),
        entries: all.len(),
        legend: cx.legend(of),
        disagreements: all.iter().filter(|it| it.disagrees()).map(|it| row(cx, it)).collect(),
    })
}

fn row(cx: &PageContext<'_>, assessed: &Assessed<'_>) -> AssessedRowView {
    let site = cx.site;
    let (entry, about) = (assessed.entry, assessed.about);
    let place = |of: ReportId, id: &str| {
        site.report(of).statuses.iter().position(|status| &*status.id == id).map(|at| at + 1)
    };
    let vocabulary = &site.report(entry.report).assessments;
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
            disagrees: assessed.disagrees(),
        }
    }
}
