//! A new update, carried forward from an earlier one if any.

use thiserror::Error;

use super::carry::carry_forward;
use super::toml::{self, FrontMatter};
use super::{NewFile, Refusal, find};
use crate::diagnostic::one_of;
use crate::document::content::Milestone;
use crate::document::fields::StatusKind;
use crate::document::{BodyError, Content, Document, Role};
use crate::fragment::Destination;
use crate::path::SourcePath;
use crate::site::{DocumentId, RecommendationId, Report, Site, View};
use crate::world::World;

/// A new update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpdate {
    /// The file.
    pub file: NewFile,
    /// The edition of the update it starts from; `None` without one.
    pub carried_from: Option<Box<str>>,
    /// Addresses in it that led somewhere and now do not.
    pub lost: Vec<Box<str>>,
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
        let text = fresh(site, report, id, View::Edition(edition));
        let path = directory.join(&statement_name(site, id));
        return Ok(NewUpdate {
            file: NewFile { path, text },
            carried_from: None,
            lost: Vec::new(),
        });
    };
    let carried = document;
    let document = site.document(carried);
    if from == edition {
        return Err(Refusal::new(format!(
            "`{}` already has an update of {} {}",
            report.edition(edition).id,
            report.called().one,
            site.number(id, View::Edition(edition))
        ))
        .help(format!("it is in `{}`", document.path))
        .into());
    }
    if document.broken {
        return Err(UpdateError::Broken(document.path.clone()));
    }
    let text = document.read_source(world)?;
    let path = directory.join(document.path.name());
    let text = site.relocated(&text, carried, &directory);
    let text = carry_forward(&text, report.edition(edition).date);
    let lost = lost(site, carried, &path, &text);
    let carried_from = Some(report.edition(from).id.clone());
    Ok(NewUpdate { file: NewFile { path, text }, carried_from, lost })
}

/// Relative addresses that led to a file and do not in the copy. Relocation knows the places of
/// addresses; this looks at what is read from them.
fn lost(site: &Site, from: DocumentId, path: &SourcePath, text: &str) -> Vec<Box<str>> {
    let (copy, _) = Document::parse(text.as_bytes(), path, Role::Update, site.reading(path));
    let directory = path.parent();
    let evidence = match &copy.content {
        Content::Update(update) => &update.deliverables[..],
        _ => &[],
    };
    let evidence = evidence.iter().flat_map(|row| &row.evidence).map(|address| address.as_str());
    let links = copy.prose.links.iter().map(|link| &*link.destination).chain(evidence);
    let is_lost = |address: &&str| match Destination::read(address) {
        Destination::File { path: written, .. } => {
            let leads = |directory: &SourcePath| {
                directory.resolve(&written).is_some_and(|file| {
                    file == *path
                        || site.document_at(&file).is_some()
                        || site.assets.binary_search(&file).is_ok()
                })
            };
            leads(&site.document(from).path.parent()) && !leads(&directory)
        }
        _ => false,
    };
    links.filter(is_lost).map(Box::from).collect()
}

/// File name of the recommendation.
fn statement_name(site: &Site, id: RecommendationId) -> String {
    let recommendation = site.recommendation(id);
    match recommendation.document {
        Some(document) => site.document(document).path.name().to_owned(),
        None => format!("rec-{}.md", recommendation.stem),
    }
}

/// A deliverable, as a comment.
const DELIVERABLES: &str = "\
# [[deliverables]]
# id = \"…\"
# text = \"…\"
# responsible = [\"…\"]
# due = \"…\"
";

/// An empty update. Optional keys are comments, so that an unedited file states nothing unintended.
fn fresh(site: &Site, report: &Report, id: RecommendationId, view: View) -> String {
    let number = toml::number(site.number(id, view));
    let mut front_matter = FrontMatter::default().entry("number", number);
    front_matter = status(site, report, id, front_matter);
    if let Some(group) = site.group(id, view) {
        front_matter = front_matter
            .lines("# Only if this edition puts it in another group:\n")
            .choice("group", group.as_str());
    }
    front_matter = milestones(site, id, front_matter.lines("\n")).lines(DELIVERABLES);
    let heading = |headings: &[&str]| {
        let mut heading = headings.first().copied().unwrap_or_default().to_owned();
        if let Some(first) = heading.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        heading
    };
    let narrative = heading(site.language.status_headings);
    let notes = heading(site.language.notes_headings);
    front_matter.file(&format!("## {narrative}\n\n## {notes}\n"))
}

/// The statuses as a comment: what nobody has stated is not stated.
fn status(
    site: &Site,
    report: &Report,
    id: RecommendationId,
    front_matter: FrontMatter,
) -> FrontMatter {
    let active = report.statuses.iter().find(|status| status.kind == StatusKind::Active);
    let Some(chosen) = active.or(report.statuses.first()) else { return front_matter };
    let choice = one_of(report.statuses.iter().map(|status| &*status.id)).replace('`', "");
    match site.recommendation(id).covered_by {
        Some(by) => front_matter
            .lines(&format!(
                "# Inherits the status of {} {}, unless it has its own:\n\
                 # {choice}:\n",
                report.called().one,
                site.recommendation(by).number
            ))
            .choice("status", &*chosen.id),
        None => front_matter.lines(&format!("# {choice}:\n")).choice("status", &*chosen.id),
    }
}

/// The milestones of later editions, for an edition written after them.
fn milestones(site: &Site, id: RecommendationId, front_matter: FrontMatter) -> FrontMatter {
    let later = site.recommendation(id).updates.first();
    let known: &[Milestone] = later
        .and_then(|(_, document)| site.update(*document))
        .map_or(&[], |update| &update.milestones);
    let stub = |front_matter: FrontMatter, label: &str| {
        let front_matter = front_matter.lines("# [[milestones]]\n").choice("label", label);
        front_matter.lines("# date = \"…\"\n\n")
    };
    if known.is_empty() {
        return stub(front_matter, "…");
    }
    known.iter().fold(front_matter, |front_matter, milestone| stub(front_matter, &milestone.label))
}
