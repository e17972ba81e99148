//! Converts a project to plain Markdown for any generator: front matter into tables, references
//! into file links.

use std::fmt;
use std::ops::Range;

use anyhow::{Context as _, ensure};
use ssr_site::document::content::{Deliverable, Milestone, Update};
use ssr_site::document::fields::Completion;
use ssr_site::document::number::Number;
use ssr_site::document::prose::Part;
use ssr_site::document::{Content, Document};
use ssr_site::project;
use ssr_site::site::{DocumentId, RecommendationId, Resolution, Site, Target, View};
use ssr_site::world::World;

/// One page of a site.
pub(crate) struct Page {
    /// Its file relative to the content directory, such as `ssr1/2016-06-30/rec-25.md`.
    pub(crate) path: String,
    pub(crate) title: String,
    text: Vec<Piece>,
}

enum Piece {
    Text(String),
    /// A reference's text and target file, as in [`Page::path`].
    Link(String, String),
}

impl Page {
    /// Its Markdown, with generator-specific links.
    pub(crate) fn markdown(&self, spell: impl Fn(&str) -> String) -> String {
        let pieces = self.text.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Link(text, path) => format!("[{text}]({})", spell(path)),
        });
        pieces.collect()
    }
}

/// The authored content, one page per file, without derived data.
pub(crate) fn pages(world: &dyn World) -> anyhow::Result<Vec<Page>> {
    let site = project::site(world, |_| ()).0.context("the project has no settings")?;
    let documents = site.documents();
    documents.map(|(id, document)| Writer { site: &site, id, document }.page(world)).collect()
}

struct Writer<'a> {
    site: &'a Site,
    id: DocumentId,
    document: &'a Document,
}

/// A reference by its bytes in the file.
struct Found {
    range: Range<usize>,
    /// The text of a link; for a textual reference, the words.
    text: Option<String>,
    path: String,
}

impl Writer<'_> {
    fn number(&self) -> anyhow::Result<&Number> {
        self.document.number().context("a document without a number")
    }

    fn page(&self, world: &dyn World) -> anyhow::Result<Page> {
        ensure!(!self.document.broken, "`{}` has errors", self.document.path);
        let mut text = Vec::new();
        let title = match &self.document.content {
            Content::Page(page) => page.title.to_string(),
            Content::Report(report) => report.title.to_string(),
            Content::Edition(edition) => edition.title.to_string(),
            Content::Recommendation(adopted) => {
                if let Some(group) = &adopted.group {
                    text.push(Piece::Text(format!("Group: {}\n\n", group.value)));
                }
                format!("Recommendation {}: {}", self.number()?, adopted.title)
            }
            Content::Update(update) => {
                self.update(update, &mut text);
                format!("Recommendation {}", self.number()?)
            }
            Content::ReviewEntry(_) => format!("Recommendation {}", self.number()?),
        };
        let body = self.document.read_body(world)?;
        self.prose(body.text(), Some(body.start()), Part::Body, &mut text);
        Ok(Page { path: self.path(self.id), title, text })
    }

    fn update(&self, update: &Update, out: &mut Vec<Piece>) {
        if let Some(status) = &update.status {
            out.push(Piece::Text(format!("Status: **{}**\n\n", self.label(status))));
        }
        if !update.milestones.is_empty() {
            let head = "| Milestone | Date | Status |\n| --- | --- | --- |\n";
            let rows = update.milestones.iter().map(|milestone| self.milestone(milestone));
            out.push(Piece::Text(format!("{head}{}\n", rows.collect::<String>())));
        }
        if !update.deliverables.is_empty() {
            let head = "| Deliverable | Responsible | Due | Revised | Why | Status | Completed | Evidence |\n";
            out.push(Piece::Text(format!("{head}{}|\n", "| --- ".repeat(8))));
            for (index, deliverable) in update.deliverables.iter().enumerate() {
                self.deliverable(deliverable, Part::deliverable(index), out);
            }
            out.push(Piece::Text("\n".to_owned()));
        }
    }

    fn milestone(&self, milestone: &Milestone) -> String {
        let status = milestone.status.as_ref().map(|status| self.label(status));
        let date = milestone.date.as_ref().map(|date| &date.value);
        format!("| {} | {} | {} |\n", cell(&milestone.label.value), shown(date), shown(status))
    }

    fn deliverable(&self, deliverable: &Deliverable, part: Part, out: &mut Vec<Piece>) {
        out.push(Piece::Text("| ".to_owned()));
        let first = out.len();
        let start = deliverable.text.start.map(|start| start as usize);
        self.prose(&deliverable.text.text, start, part, out);
        for piece in out.iter_mut().skip(first) {
            let (Piece::Text(text) | Piece::Link(text, _)) = piece;
            *text = cell(text);
        }
        let completed = match deliverable.completed.as_ref().map(|completed| &completed.value) {
            Some(Completion::On(date)) => date.to_string(),
            Some(Completion::Done) => "yes".to_owned(),
            Some(Completion::Open) | None => String::new(),
        };
        let responsible: Vec<&str> =
            deliverable.responsible.iter().map(|who| who.as_str()).collect();
        let addresses =
            deliverable.evidence.iter().map(|link| format!("<{}>", link.value.as_str()));
        let cells = [
            responsible.join(", "),
            shown(deliverable.due.as_ref().map(|date| &date.value)),
            shown(deliverable.revised_due.as_ref().map(|date| &date.value)),
            shown(deliverable.slip_reason.as_ref()),
            shown(deliverable.status.as_ref().map(|status| self.label(status))),
            completed,
            addresses.collect::<Vec<_>>().join(" "),
        ];
        out.push(Piece::Text(format!(" | {} |\n", cells.join(" | "))));
    }

    /// A text at an offset of the file, with references as links. If source and text differ, none
    /// is found.
    fn prose(&self, text: &str, start: Option<usize>, part: Part, out: &mut Vec<Piece>) {
        let mut done = 0;
        let start = start.unwrap_or(usize::MAX);
        for found in self.found(part) {
            let Range { start: from, end: to } = found.range;
            let place = from.checked_sub(start).zip(to.checked_sub(start));
            let Some((from, to)) = place.filter(|(from, to)| *from >= done && *to <= text.len())
            else {
                continue;
            };
            let words = found.text.unwrap_or_else(|| text[from..to].to_owned());
            out.push(Piece::Text(text[done..from].to_owned()));
            out.push(Piece::Link(words.replace('\n', " "), found.path));
            done = to;
        }
        out.push(Piece::Text(text[done..].to_owned()));
    }

    /// References of a text, links and mentions, in order.
    fn found(&self, part: Part) -> Vec<Found> {
        let prose = &self.document.prose;
        let links = prose.links.iter().filter(|link| link.part == part);
        let links = links.filter_map(|link| {
            let Resolution::Internal(target, _) = self.site.resolve(self.id, &link.destination)
            else {
                return None;
            };
            let Target::Recommendation { id, at } = target else { return None };
            let path = self.recommendation(id, at.map(View::Edition))?;
            Some(Found { range: link.span.range(), text: Some(link.text.to_string()), path })
        });
        let mut found: Vec<Found> = links.collect();
        for reference in prose.references.iter().filter(|reference| reference.part == part) {
            let Some((report, mentions)) = self.site.mentions(self.id, &reference.clause) else {
                continue;
            };
            for mention in mentions {
                let Some(id) = self.site.report(report).find(&mention.number) else { continue };
                let Some(path) = self.recommendation(id, None) else { continue };
                found.push(Found {
                    range: reference.span(mention.source).range(),
                    text: None,
                    path,
                });
            }
        }
        found.sort_by_key(|found| found.range.start);
        found
    }

    /// The file of a recommendation's update: in the page's edition, unless another is named.
    fn recommendation(&self, id: RecommendationId, view: Option<View>) -> Option<String> {
        let view = view.unwrap_or_else(|| self.site.view_of(self.id));
        let update = self.site.carried(id, view).map(|(_, update)| update);
        Some(self.path(update.or(self.site.recommendation(id).document)?))
    }

    fn path(&self, id: DocumentId) -> String {
        let path = self.site.document(id).path.as_str();
        let below = path.strip_prefix(self.site.config.content.as_str()).unwrap_or(path);
        below.trim_start_matches('/').to_owned()
    }

    fn label(&self, status: &str) -> String {
        let report = self.site.subject(self.id).map(|report| self.site.report(report));
        let meaning = report.and_then(|report| report.status(status));
        meaning.map_or_else(|| status.to_owned(), |meaning| meaning.label.to_string())
    }
}

/// A text escaped for a table cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn shown(value: Option<impl fmt::Display>) -> String {
    value.map_or_else(String::new, |value| cell(&value.to_string()))
}
