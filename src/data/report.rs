//! A whole report.

use super::each::Each;
use super::model::{RecommendationInReport, ReportFile, VERSION};
use super::rollup::Rollups;
use super::source::Source;
use super::{Failure, Schema, WriteError, lines};
use crate::key::Parts;
use crate::site::{RecommendationId, ReportId, View};

pub(super) fn write(
    source: &Source<'_>,
    id: ReportId,
    out: &mut dyn Parts,
) -> Result<(), WriteError> {
    let ids = source.site.report(id).listed(View::Latest).iter().copied();
    let item = |id| recommendation(source, id);
    lines::write(source, &head(source, id)?, ids, item, out)
}

fn head<'s>(source: &Source<'s>, id: ReportId) -> Result<ReportFile<'s>, Failure> {
    let report = source.site.report(id);
    let Rollups { deliverables, groups, parties, bodies } = source.rollups(id, View::Latest);
    Ok(ReportFile {
        schema: source.schema(Schema::Report),
        version: VERSION,
        site: source.publisher(),
        report: source.report_head(id, View::Latest)?,
        statuses: source.statuses(id, View::Latest),
        editions: report
            .edition_ids()
            .map(|edition| source.edition(id, edition))
            .collect::<Result<_, _>>()?,
        deliverables,
        groups,
        parties,
        bodies,
        recommendations: Each::default(),
    })
}

fn recommendation<'s>(
    source: &Source<'s>,
    id: RecommendationId,
) -> Result<RecommendationInReport<'s>, Failure> {
    let updates = &source.site.recommendation(id).updates;
    let editions = source.site.report(id.report).edition_ids();
    Ok(RecommendationInReport {
        latest: source.recommendation(id, View::Latest)?,
        updates: updates
            .iter()
            .filter(|(edition, _)| source.site.shows(id, View::Edition(*edition)))
            .filter_map(|said| {
                // The last one is the latest view's, overdue as of the last edition.
                let is_last = updates.last() == Some(said);
                let view = if is_last { View::Latest } else { View::Edition(said.0) };
                source.update(id, *said, view).transpose()
            })
            .collect::<Result<_, _>>()?,
        changes: editions.filter_map(|edition| source.movement(id, edition)).collect(),
    })
}
