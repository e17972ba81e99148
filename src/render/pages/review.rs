//! A review: entries by group, and coverage.

use crate::address::{Page, report_title, series};
use crate::document::Content;
use crate::document::content::{ReviewEntry, Task};
use crate::facts::coverage;
use crate::facts::teams::{self, Work};
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::prose::Scope;
use crate::render::view::{
    EntryGroupView, EntryView, LinkView, ReviewView, TaskView, TeamView, WorkView,
};
use crate::schema::{Located, Text};
use crate::site::{DocumentId, RecommendationId, ReportId, View};

mod assessments;

pub(super) fn view(cx: &PageContext<'_>, id: ReportId) -> Result<ReviewView, Failure> {
    let site = cx.site;
    let review = site.report(id);
    let latest = cx.view() == View::Latest;
    let entries: Vec<RecommendationId> =
        review.ids().filter(|entry| cx.site.entry_as_of(*entry, cx.view()).is_some()).collect();
    let said: Vec<&ReviewEntry> = entries
        .iter()
        .filter_map(|entry| site.entry(site.entry_as_of(*entry, cx.view())?))
        .collect();
    let measured = teams::measured(said.iter().copied());
    let of = review.of.map(|of| site.report(of));
    let missing = of.map_or_else(Vec::new, |of| {
        of.ids()
            .filter(|id| {
                let entry = site.entry_on(review.place, *id);
                entry.is_none_or(|entry| entries.binary_search(&entry).is_err())
            })
            .collect()
    });
    Ok(ReviewView {
        title: report_title(site, id),
        series: series(site, id),
        body: cx.body(review.document, if latest { Scope::PAGE } else { Scope::REVIEW })?,
        of: of.map(|of| LinkView {
            title: report_title(site, of.place),
            url: cx.links.page(&Page::Report(of.place, View::Latest)),
        }),
        edition: match cx.view() {
            View::Edition(edition) => Some(cx.edition(id, edition)?),
            View::Latest => None,
        },
        editions: review
            .edition_ids()
            .rev()
            .filter(|_| latest)
            .map(|edition| cx.edition_link(id, edition, None))
            .collect(),
        teams: teams(cx, id),
        work: work(cx, id, &said),
        assessments: assessments::view(cx, id),
        table: assessments::table(cx, id, &said, &measured),
        progress: assessments::common_progress(cx, &entries, &measured),
        groups: groups(cx, id)?,
        entries: entries.len(),
        recommendations: of.map_or(0, |of| of.recommendations.len()),
        missing: missing.into_iter().map(|id| cx.recommendation_link(id)).collect(),
    })
}

fn teams(cx: &PageContext<'_>, id: ReportId) -> Vec<TeamView> {
    match &cx.site.document(cx.site.report(id).document).content {
        Content::Report(report) => report
            .teams
            .iter()
            .map(|team| TeamView {
                code: team.code.to_string(),
                name: team.name.as_ref().map(ToString::to_string),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn work(cx: &PageContext<'_>, id: ReportId, entries: &[&ReviewEntry]) -> Vec<WorkView> {
    let mut named = teams::by_team(entries.iter().copied());
    let known = teams(cx, id);
    let mut work = Vec::with_capacity(named.len());
    for team in known {
        if let Some(of_team) = named.shift_remove(team.code.as_str()) {
            work.push(view_of(team, of_team));
        }
    }
    let others = named
        .into_iter()
        .map(|(code, of_team)| view_of(TeamView { code: code.to_owned(), name: None }, of_team));
    work.extend(others);
    work
}

fn view_of(team: TeamView, work: Work) -> WorkView {
    WorkView { team, entries: work.entries, measured: work.measured, percent: work.percent() }
}

fn groups(cx: &PageContext<'_>, review: ReportId) -> Result<Vec<EntryGroupView>, Failure> {
    let groups = cx.facts.rollup(review, cx.view()).groups.iter();
    groups
        .zip(1..)
        .map(|(group, place)| {
            let members = group.members.iter();
            let entries =
                members.filter_map(|member| cx.entry(*member, cx.view(), "part-").transpose());
            Ok(EntryGroupView {
                name: group.name.as_ref().map(ToString::to_string),
                id: format!("group-{place}"),
                entries: entries.collect::<Result<_, _>>()?,
            })
        })
        .collect()
}

impl PageContext<'_> {
    /// A review's entry as of a view. `ids` is the prefix of its ids, unique among the reviews of
    /// the page.
    pub(super) fn entry(
        &self,
        id: RecommendationId,
        view: View,
        ids: &str,
    ) -> Result<Option<EntryView>, Failure> {
        let Some(document) = self.site.entry_as_of(id, view) else { return Ok(None) };
        let Some(entry) = self.site.entry(document) else { return Ok(None) };
        let known = self.site.recommendation(id);
        let about = known.about;
        // Two hyphens end the number: entry 25-1 is not note 1 of entry 25.
        let end = format!("{}--", known.stem);
        let scope = format!("{ids}e{end}");
        let notes = self.body(document, Scope { ids: &scope, heading_shift: 2 })?;
        Ok(Some(EntryView {
            number: known.number.to_string(),
            anchor: known.entry_id(),
            title: about.map(|about| self.names.recommendation(about, View::Latest)),
            name: about.map_or_else(
                || self.names.numbered(id, View::Latest),
                |about| self.names.numbered_title(about, View::Latest),
            ),
            url: about.map(|about| self.links.page(&Page::Recommendation(about, View::Latest))),
            statement: match &entry.statement {
                Some(statement) => {
                    let scope = format!("{ids}s{end}");
                    let scope = Scope { ids: &scope, heading_shift: 2 };
                    Some(self.value(document, &statement.text, scope)?)
                }
                None => None,
            },
            teams: self.team_codes(id.report, &entry.teams),
            progress: entry.progress.as_ref().map(|progress| progress.value),
            assessed: self
                .facts
                .assessed(id, view)
                .filter(|assessed| assessed.assessment.is_some())
                .map(|assessed| self.assessed(&assessed)),
            covered_by: self.site.covered_by(document).map(|by| {
                // One that comes later is not on the page of this view.
                let is_there = self.site.entry_as_of(by, view).is_some();
                self.entry_link(by, if is_there { view } else { View::Latest })
            }),
            tasks: self.tasks(document, id.report, &entry.tasks, &format!("{ids}t{end}"))?,
            notes: notes.map(|notes| Some(notes).filter(|notes| !notes.0.trim().is_empty())),
        }))
    }

    /// A link to an entry on its review's page.
    pub(super) fn entry_link(&self, id: RecommendationId, view: View) -> LinkView {
        let entry = self.site.recommendation(id).entry_id();
        LinkView {
            title: self.names.numbered(id, View::Latest),
            url: self.links.anchored(&Page::Report(id.report, view), &entry),
        }
    }

    /// A review's entries on a recommendation, in the latest view.
    pub(super) fn entries_on(
        &self,
        id: RecommendationId,
    ) -> impl Iterator<Item = (RecommendationId, &ReviewEntry)> {
        coverage::entries_on(self.site, id).filter_map(move |entry| {
            let document = self.site.entry_as_of(entry, View::Latest)?;
            Some((entry, self.site.entry(document)?))
        })
    }

    fn tasks(
        &self,
        document: DocumentId,
        review: ReportId,
        tasks: &[Task],
        ids: &str,
    ) -> Result<Vec<TaskView>, Failure> {
        tasks
            .iter()
            .zip(1..)
            .map(|(task, place)| {
                let ids = format!("{ids}{place}--");
                let scope = Scope { ids: &ids, heading_shift: 3 };
                Ok(TaskView {
                    html: self.value(document, &task.text.text, scope)?,
                    teams: self.team_codes(review, &task.teams),
                    progress: task.progress.as_ref().map(|progress| progress.value),
                    tasks: self.tasks(document, review, &task.tasks, &ids)?,
                })
            })
            .collect()
    }

    fn team_codes(&self, review: ReportId, codes: &[Located<Text>]) -> Vec<TeamView> {
        let known = teams(self, review);
        codes
            .iter()
            .map(|code| TeamView {
                code: code.to_string(),
                name: known
                    .iter()
                    .find(|team| *team.code == ***code)
                    .and_then(|team| team.name.clone()),
            })
            .collect()
    }
}
