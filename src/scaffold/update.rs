//! A new update, carried forward from an earlier one if any.

use thiserror::Error;

use super::carry::carry_forward;
use super::{NewFile, Refusal, find, quote};
use crate::diagnostic::one_of;
use crate::document::BodyError;
use crate::document::content::Milestone;
use crate::document::fields::StatusKind;
use crate::path::SourcePath;
use crate::site::{RecommendationId, Report, Site, View};
use crate::world::World;

/// A new update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpdate {
    /// The file.
    pub file: NewFile,
    /// The edition of the update it starts from; `None` without one.
    pub carried_from: Option<Box<str>>,
}

/// Why there is no new update.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UpdateError {
    /// The request is invalid.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The earlier update has errors.
    #[error("`{0}` has errors")]
    Broken(SourcePath),
    /// The earlier update cannot be read again.
    #[error(transparent)]
    Read(#[from] BodyError),
}

/// The file of an update in an edition, by default the last.
pub fn update(
    site: &Site,
    report: &Report,
    number: &str,
    edition: Option<&str>,
    world: &dyn World,
) -> Result<NewUpdate, UpdateError> {
    let id = find::recommendation(report, number)?;
    let edition = find::edition(report, edition)?;
    let carried = site.carried(id, View::Edition(edition));
    let directory = site.config.content.join(&report.id).join(&report.edition(edition).id);
    let Some((from, document)) = carried else {
        let text = fresh(site, report, id);
        let path = directory.join(&statement_name(site, id));
        return Ok(NewUpdate { file: NewFile { path, text }, carried_from: None });
    };
    let document = site.document(document);
    if from == edition {
        return Err(Refusal::new(format!(
            "`{}` already has an update of recommendation {}",
            report.edition(edition).id,
            site.recommendation(id).number
        ))
        .help(format!("it is in `{}`", document.path))
        .into());
    }
    if document.broken {
        return Err(UpdateError::Broken(document.path.clone()));
    }
    let text = document.read_source(world)?;
    let path = directory.join(document.path.name());
    let text = carry_forward(&text, report.edition(edition).date);
    Ok(NewUpdate {
        file: NewFile { path, text },
        carried_from: Some(report.edition(from).id.clone()),
    })
}

/// File name of the recommendation.
fn statement_name(site: &Site, id: RecommendationId) -> String {
    let recommendation = site.recommendation(id);
    match recommendation.document {
        Some(document) => site.document(document).path.name().to_owned(),
        None => format!("rec-{}.md", recommendation.stem),
    }
}

/// An empty update. Optional keys are comments, so that an unedited file states nothing unintended.
fn fresh(site: &Site, report: &Report, id: RecommendationId) -> String {
    let number = quote::number(&site.recommendation(id).number);
    let status = status(site, report, id);
    let group = site.group(id, View::Latest).map_or_else(String::new, |group| {
        let group = quote::quoted(group);
        format!("# Only if this edition puts it in another group:\n# group = {group}\n")
    });
    let milestones = milestones(site, id);
    let heading = |headings: &[&str]| {
        let mut heading = headings.first().copied().unwrap_or_default().to_owned();
        if let Some(first) = heading.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        heading
    };
    let narrative = heading(site.language.status_headings);
    let notes = heading(site.language.notes_headings);
    format!(
        "\
+++
number = {number}
{status}{group}
{milestones}
# [[deliverables]]
# id = \"…\"
# text = \"…\"
# responsible = [\"…\"]
# due = \"…\"
+++
## {narrative}

## {notes}
"
    )
}

/// The first active status; for a covered recommendation, only a comment.
fn status(site: &Site, report: &Report, id: RecommendationId) -> String {
    let active = report.statuses.iter().find(|status| status.kind == StatusKind::Active);
    let Some(chosen) = active.or(report.statuses.first()) else { return String::new() };
    let chosen = quote::quoted(&chosen.id);
    let choice = one_of(report.statuses.iter().map(|status| &*status.id)).replace('`', "");
    match site.recommendation(id).covered_by {
        Some(by) => format!(
            "# Inherits the status of recommendation {}, unless it has its own:\n\
             # {choice}:\n# status = {chosen}\n",
            site.recommendation(by).number
        ),
        None => format!("# {choice}:\nstatus = {chosen}\n"),
    }
}

/// The milestones of later editions, for an edition written after them.
fn milestones(site: &Site, id: RecommendationId) -> String {
    let later = site.recommendation(id).updates.first();
    let known: &[Milestone] = later
        .and_then(|(_, document)| site.update(*document))
        .map_or(&[], |update| &update.milestones);
    let labels: Vec<String> =
        known.iter().map(|milestone| quote::quoted(&milestone.label)).collect();
    let stub = |label: &str| format!("# [[milestones]]\n# label = {label}\n# date = \"…\"\n");
    if labels.is_empty() {
        return stub("\"…\"");
    }
    labels.iter().map(|label| stub(label)).collect::<Vec<_>>().join("\n")
}
