//! Authors' texts with references as links to files.

use std::ops::Range;

use anyhow::ensure;
use ssr_site::document::Document;
use ssr_site::document::prose::Part;
use ssr_site::site::{DocumentId, RecommendationId, Resolution, Site, Target, View};
use ssr_site::world::World;

/// A Markdown text whose links are not spelled yet.
#[derive(Default)]
pub(crate) struct Prose(Vec<Piece>);

enum Piece {
    Text(String),
    /// A reference's text and target file.
    Link(String, String),
}

impl Prose {
    pub(crate) fn push(&mut self, text: impl Into<String>) {
        self.0.push(Piece::Text(text.into()));
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// The same with each of its texts changed, also those of links.
    pub(crate) fn map(mut self, change: impl Fn(&str) -> String) -> Self {
        for Piece::Text(text) | Piece::Link(text, _) in &mut self.0 {
            *text = change(text);
        }
        self
    }

    /// Its Markdown, with generator-specific links.
    pub(crate) fn markdown(&self, spell: impl Fn(&str) -> String) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Link(text, path) => format!("[{text}]({})", spell(path)),
        });
        pieces.collect()
    }
}

/// Finds the file of a recommendation: as of the reader's view, unless a text names another.
pub(crate) type Place<'a> = &'a dyn Fn(RecommendationId, Option<View>) -> Option<String>;

/// Reads the texts of a document.
pub(crate) struct Reader<'a> {
    pub(crate) site: &'a Site,
    pub(crate) id: DocumentId,
    pub(crate) place: Place<'a>,
}

/// A reference by its bytes in the file.
struct Found {
    range: Range<usize>,
    /// The text of a link; for a textual reference, the words.
    text: Option<String>,
    path: String,
}

impl<'a> Reader<'a> {
    pub(crate) fn document(&self) -> &'a Document {
        self.site.document(self.id)
    }

    pub(crate) fn body(&self, world: &dyn World) -> anyhow::Result<Prose> {
        let document = self.document();
        ensure!(!document.broken, "`{}` has errors", document.path);
        let body = document.read_body(world)?;
        Ok(self.prose(body.text(), Some(body.start()), Part::Body))
    }

    /// A text at an offset of the file, with references as links. If source and text differ, none
    /// is found.
    pub(crate) fn prose(&self, text: &str, start: Option<usize>, part: Part) -> Prose {
        let mut out = Prose::default();
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
            out.push(&text[done..from]);
            out.0.push(Piece::Link(words.replace('\n', " "), found.path));
            done = to;
        }
        out.push(&text[done..]);
        out
    }

    /// References of a text, links and mentions, in order.
    fn found(&self, part: Part) -> Vec<Found> {
        let prose = &self.document().prose;
        let links = prose.links.iter().filter(|link| link.part == part);
        let links = links.filter_map(|link| {
            let Resolution::Internal(target, _) = self.site.resolve(self.id, &link.destination)
            else {
                return None;
            };
            let Target::Recommendation { id, at } = target else { return None };
            let path = (self.place)(id, at.map(View::Edition))?;
            Some(Found { range: link.span.range(), text: Some(link.text.to_string()), path })
        });
        let mut found: Vec<Found> = links.collect();
        for reference in prose.references.iter().filter(|reference| reference.part == part) {
            let Some((report, mentions)) = self.site.mentions(self.id, &reference.clause) else {
                continue;
            };
            for mention in mentions {
                let Some(id) = self.site.report(report).find(&mention.number) else { continue };
                let Some(path) = (self.place)(id, None) else { continue };
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
}
