//! A review as of the latest view or one edition.

use super::each::Each;
use super::model::{
    Assessed, AssessmentKind, AssessmentMeaning, Coverage, Entry, ReviewFile, ReviewedReport, Task,
    Team, VERSION,
};
use super::source::Source;
use super::{Failure, Schema, WriteError, lines};
use crate::document::content;
use crate::key::Parts;
use crate::schema::{Located, Text};
use crate::site::{DocumentId, EditionId, RecommendationId, ReportId, Target, View};

pub(super) fn write(
    source: &Source<'_>,
    id: ReportId,
    edition: Option<EditionId>,
    out: &mut dyn Parts,
) -> Result<(), WriteError> {
    let view = edition.map_or(View::Latest, View::Edition);
    let entries = source.entries(id, view);
    let head = head(source, id, edition, &entries)?;
    lines::write(source, &head, entries, |id| source.entry(id, view), out)
}

fn head<'s>(
    source: &Source<'s>,
    id: ReportId,
    edition: Option<EditionId>,
    entries: &[RecommendationId],
) -> Result<ReviewFile<'s>, Failure> {
    let review = source.site.report(id);
    let view = edition.map_or(View::Latest, View::Edition);
    let editions = review.edition_ids().filter(|_| edition.is_none());
    Ok(ReviewFile {
        schema: source.schema(Schema::Review),
        version: VERSION,
        site: source.publisher(),
        report: source.report_head(id, View::Latest)?,
        of: review.of.map(|of| ReviewedReport {
            id: &source.site.report(of).id,
            title: source.report_title(of),
            url: source.addresses.page(&Target::Report(of)),
        }),
        edition: edition.map(|edition| source.edition(id, edition)).transpose()?,
        editions: editions.map(|edition| source.edition(id, edition)).collect::<Result<_, _>>()?,
        teams: teams(source, id),
        assessments: assessments(source, id, view),
        coverage: coverage(source, id, entries),
        entries: Each::default(),
    })
}

fn teams<'s>(source: &Source<'s>, id: ReportId) -> Vec<Team<'s>> {
    let teams = source.front_matter(id).map_or(&[][..], |front_matter| &front_matter.teams);
    teams
        .iter()
        .map(|team| Team { code: team.code.as_str(), name: team.name.as_ref().map(Text::as_str) })
        .collect()
}

fn assessments<'s>(source: &Source<'s>, id: ReportId, view: View) -> Vec<AssessmentMeaning<'s>> {
    let assessed = source.facts.assessments(id, view);
    let vocabulary = source.site.report(id).assessments.iter();
    vocabulary
        .map(|known| AssessmentMeaning {
            id: &known.id,
            label: &known.label,
            kind: AssessmentKind(known.kind),
            count: assessed.iter().filter(|it| it.assessment == Some(known)).count(),
        })
        .collect()
}

fn coverage<'s>(source: &Source<'s>, id: ReportId, entries: &[RecommendationId]) -> Coverage<'s> {
    let review = source.site.report(id);
    let of = review.of.map(|of| source.site.report(of));
    let missing = of.into_iter().flat_map(crate::site::Report::ids).filter(|recommendation| {
        let entry = source.site.entry_on(review.place, *recommendation);
        entry.is_none_or(|entry| entries.binary_search(&entry).is_err())
    });
    Coverage {
        recommendations: of.map_or(0, |of| of.recommendations.len()),
        entries: entries.len(),
        missing: missing
            .map(|recommendation| source.number(recommendation, View::Latest))
            .collect(),
    }
}

impl<'s> Source<'s> {
    /// The entries as of a view.
    pub(super) fn entries(&self, id: ReportId, view: View) -> Vec<RecommendationId> {
        let ids = self.site.report(id).ids();
        ids.filter(|entry| self.entry_document(*entry, view).is_some()).collect()
    }

    /// The entry's document as of a view: the latest dated one, or else the undated one.
    fn entry_document(
        &self,
        id: RecommendationId,
        view: View,
    ) -> Option<(Option<EditionId>, DocumentId)> {
        let dated =
            self.site.carried(id, view).map(|(edition, document)| (Some(edition), document));
        dated.or_else(|| Some((None, self.site.recommendation(id).document?)))
    }

    pub(super) fn entry(&self, id: RecommendationId, view: View) -> Result<Entry<'s>, Failure> {
        let site = self.site;
        let said = self.entry_document(id, view);
        let (edition, document) =
            said.map_or((None, None), |(edition, said)| (edition, Some(said)));
        let entry = document.and_then(|document| site.entry(document));
        let review = site.report(id.report);
        let about = site.recommendation(id).about;
        let covered_by = document.and_then(|document| site.covered_by(document));
        let statement = entry.and_then(|entry| entry.statement.as_ref());
        Ok(Entry {
            number: self.number(id, view),
            title: about.map(|about| self.title(about, View::Latest)),
            url: self.url(id, view),
            recommendation: about.map(|about| self.url(about, View::Latest)),
            edition: edition.map(|edition| &*review.edition(edition).id),
            group: site.group(id, view).map(Text::as_str),
            statement: match (document, statement) {
                (Some(document), Some(statement)) => self.prose(document, &statement.text)?,
                _ => None,
            },
            teams: entry.map_or_else(Vec::new, |entry| codes(&entry.teams)),
            progress: entry
                .and_then(|entry| entry.progress.as_ref())
                .map(|progress| progress.value),
            assessed: self.assessed(id, view),
            covered_by: covered_by.map(|by| self.number(by, view)),
            tasks: match (document, entry) {
                (Some(document), Some(entry)) => self.tasks(document, &entry.tasks)?,
                _ => Vec::new(),
            },
            notes: document.map_or(Ok(None), |document| self.body(document))?,
            references: self.references(id, view),
        })
    }

    fn assessed(&self, id: RecommendationId, view: View) -> Assessed<'s> {
        let assessed = self.facts.assessed(id, view);
        let reported = assessed.and_then(|it| it.reported);
        Assessed {
            assessment: assessed.and_then(|it| it.assessment).map(|known| &*known.id),
            reported_status: reported.map(|shown| &*shown.status.id),
            disagrees: assessed.is_some_and(|it| it.disagrees()),
        }
    }

    fn tasks(
        &self,
        document: DocumentId,
        tasks: &'s [content::Task],
    ) -> Result<Vec<Task<'s>>, Failure> {
        tasks
            .iter()
            .map(|task| {
                Ok(Task {
                    text: self.prose(document, &task.text.text)?,
                    teams: codes(&task.teams),
                    progress: task.progress.as_ref().map(|progress| progress.value),
                    tasks: self.tasks(document, &task.tasks)?,
                })
            })
            .collect()
    }
}

fn codes(teams: &[Located<Text>]) -> Vec<&str> {
    teams.iter().map(|team| team.as_str()).collect()
}
