//! A report as of one edition.

use super::each::Each;
use super::model::{EditionFile, RecommendationInEdition, VERSION};
use super::rollup::Rollups;
use super::source::Source;
use super::{Failure, Schema, WriteError, lines};
use crate::key::Parts;
use crate::site::{EditionId, RecommendationId, ReportId, View};

pub(super) fn write(
    source: &Source<'_>,
    id: ReportId,
    edition: EditionId,
    out: &mut dyn Parts,
) -> Result<(), WriteError> {
    let ids = source.site.shown(id, View::Edition(edition));
    let item = |id| recommendation(source, id, edition);
    lines::write(source, &head(source, id, edition)?, ids, item, out)
}

fn head<'s>(
    source: &Source<'s>,
    id: ReportId,
    edition: EditionId,
) -> Result<EditionFile<'s>, Failure> {
    let view = View::Edition(edition);
    let Rollups { deliverables, groups, parties, bodies } = source.rollups(id, view);
    Ok(EditionFile {
        schema: source.schema(Schema::Edition),
        version: VERSION,
        site: source.publisher(),
        report: source.report_head(id, view)?,
        statuses: source.statuses(id, view),
        edition: source.edition(id, edition)?,
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
    edition: EditionId,
) -> Result<RecommendationInEdition<'s>, Failure> {
    let view = View::Edition(edition);
    let carried = source.site.carried(id, view);
    Ok(RecommendationInEdition {
        then: source.recommendation(id, view)?,
        update: carried.map_or(Ok(None), |said| source.update(id, said, view))?,
        carried_forward: carried.is_some_and(|(from, _)| from != edition),
        changes: source.movement(id, edition),
    })
}
