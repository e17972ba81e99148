//! Converts a project to plain Markdown for any generator: front matter into tables, references
//! into file links.

use std::fmt;

use anyhow::Context as _;
use ssr_site::document::Content;
use ssr_site::document::content::{Deliverable, Milestone, Update};
use ssr_site::document::fields::Completion;
use ssr_site::document::number::Number;
use ssr_site::document::prose::Part;
use ssr_site::project;
use ssr_site::site::{DocumentId, RecommendationId, Site, View};
use ssr_site::world::World;

use super::prose::{Prose, Reader};

/// One page of a site.
pub(crate) struct Page {
    /// Its file relative to the content directory, such as `ssr1/2016-06-30/rec-25.md`.
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) text: Prose,
}

/// The authored content, one page per file, without derived data.
pub(crate) fn pages(world: &dyn World) -> anyhow::Result<Vec<Page>> {
    let site = project::site(world, |_| ()).0.context("the project has no settings")?;
    site.documents().map(|(id, _)| page(&site, id, world)).collect()
}

fn page(site: &Site, id: DocumentId, world: &dyn World) -> anyhow::Result<Page> {
    let place = |to, view| file_of(site, id, to, view);
    let reader = Reader { site, id, place: &place };
    let document = reader.document();
    let mut text = Prose::default();
    let title = match &document.content {
        Content::Page(page) => page.title.to_string(),
        Content::Report(report) => report.title.to_string(),
        Content::Edition(edition) => edition.title.to_string(),
        Content::Recommendation(adopted) => {
            if let Some(group) = &adopted.group {
                text.push(format!("Group: {}\n\n", group.value));
            }
            format!("Recommendation {}: {}", number(&reader)?, adopted.title)
        }
        Content::Update(update) => {
            tables(&reader, update, &mut text);
            format!("Recommendation {}", number(&reader)?)
        }
        Content::ReviewEntry(_) => format!("Recommendation {}", number(&reader)?),
    };
    text.append(reader.body(world)?);
    Ok(Page { path: path(site, id), title, text })
}

fn number<'a>(reader: &Reader<'a>) -> anyhow::Result<&'a Number> {
    reader.document().number().context("a document without a number")
}

/// An update's front matter as tables.
fn tables(reader: &Reader<'_>, update: &Update, out: &mut Prose) {
    if let Some(status) = &update.status {
        out.push(format!("Status: **{}**\n\n", label(reader, status)));
    }
    if !update.milestones.is_empty() {
        let rows = update.milestones.iter().map(|milestone| milestone_row(reader, milestone));
        let head = "| Milestone | Date | Status |\n| --- | --- | --- |\n";
        out.push(format!("{head}{}\n", rows.collect::<String>()));
    }
    if !update.deliverables.is_empty() {
        let head =
            "| Deliverable | Responsible | Due | Revised | Why | Status | Completed | Evidence |\n";
        out.push(format!("{head}{}|\n", "| --- ".repeat(8)));
        for (index, deliverable) in update.deliverables.iter().enumerate() {
            deliverable_row(reader, deliverable, Part::deliverable(index), out);
        }
        out.push("\n");
    }
}

fn milestone_row(reader: &Reader<'_>, milestone: &Milestone) -> String {
    let status = milestone.status.as_ref().map(|status| label(reader, status));
    let date = milestone.date.as_ref().map(|date| &date.value);
    format!("| {} | {} | {} |\n", cell(&milestone.label.value), shown(date), shown(status))
}

fn deliverable_row(reader: &Reader<'_>, deliverable: &Deliverable, part: Part, out: &mut Prose) {
    let start = deliverable.text.start.map(|start| start as usize);
    out.push("| ");
    out.append(reader.prose(&deliverable.text.text, start, part).map(cell));
    let completed = match deliverable.completed.as_ref().map(|completed| &completed.value) {
        Some(Completion::On(date)) => date.to_string(),
        Some(Completion::Done) => "yes".to_owned(),
        Some(Completion::Open) | None => String::new(),
    };
    let responsible: Vec<&str> = deliverable.responsible.iter().map(|who| who.as_str()).collect();
    let addresses = deliverable.evidence.iter().map(|link| format!("<{}>", link.value.as_str()));
    let cells = [
        responsible.join(", "),
        shown(deliverable.due.as_ref().map(|date| &date.value)),
        shown(deliverable.revised_due.as_ref().map(|date| &date.value)),
        shown(deliverable.slip_reason.as_ref()),
        shown(deliverable.status.as_ref().map(|status| label(reader, status))),
        completed,
        addresses.collect::<Vec<_>>().join(" "),
    ];
    out.push(format!(" | {} |\n", cells.join(" | ")));
}

fn label(reader: &Reader<'_>, status: &str) -> String {
    let report = reader.site.subject(reader.id).map(|report| reader.site.report(report));
    let meaning = report.and_then(|report| report.status(status));
    meaning.map_or_else(|| status.to_owned(), |meaning| meaning.label.to_string())
}

/// The file of a recommendation's update: in a document's edition, unless another is named.
fn file_of(
    site: &Site,
    from: DocumentId,
    id: RecommendationId,
    view: Option<View>,
) -> Option<String> {
    let view = view.unwrap_or_else(|| site.view_of(from));
    let update = site.carried(id, view).map(|(_, update)| update);
    Some(path(site, update.or(site.recommendation(id).document)?))
}

/// A document's file relative to the content directory.
pub(crate) fn path(site: &Site, id: DocumentId) -> String {
    let path = site.document(id).path.as_str();
    let below = path.strip_prefix(site.config.content.as_str()).unwrap_or(path);
    below.trim_start_matches('/').to_owned()
}

/// A text escaped for a table cell.
pub(crate) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn shown(value: Option<impl fmt::Display>) -> String {
    value.map_or_else(String::new, |value| cell(&value.to_string()))
}
