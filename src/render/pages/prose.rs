//! The texts of documents as HTML on this page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::context::PageContext;
use super::{Diagnostic, DocumentId, Failure, Html, LinkView, Location, View};
use crate::document::clause::{self, Clause};
use crate::document::markdown::Heading;
use crate::document::prose::Block;
use crate::document::text::Parts;
use crate::media;
use crate::render::markdown::{self, Policy, ReferenceLink, Sections, Shape, Spelling, Text};
use crate::site::{self, Resolution, Target};

/// How the links of one document are spelled on one page.
struct PageSpelling<'a> {
    cx: &'a PageContext<'a>,
    document: DocumentId,
    /// What the ids of the headings begin with, where the text is the document's body: they are then on this very page.
    scope: Option<&'a str>,
}

impl PageSpelling<'_> {
    /// The address of a heading of the text itself.
    fn own_heading(&self, destination: &str) -> Option<String> {
        let scope = self.scope?;
        let id = self.cx.site.heading_of(self.document, destination)?;
        Some(self.cx.links.target(&Target::Here, Some(&format!("{scope}{id}"))))
    }
}

impl Spelling for PageSpelling<'_> {
    fn address(&self, destination: &str) -> Option<String> {
        if let Some(own) = self.own_heading(destination) {
            return Some(own);
        }
        match self.cx.site.resolve(self.document, destination) {
            Resolution::External => Some(destination.to_owned()),
            Resolution::Internal(target, anchor) => {
                // A document for itself has no address for what it does not hold.
                let url = self.cx.links.of(self.document, &target, anchor.as_deref());
                (!url.is_empty()).then_some(url)
            }
            Resolution::UnknownAnchor { .. } => {
                // The page exists, and is the best that there is.
                let (path, _) = destination.split_once('#')?;
                self.address(path)
            }
            Resolution::Placeholder | Resolution::Unknown(_) | Resolution::Forbidden => None,
        }
    }

    fn picture(&self, destination: &str) -> Option<String> {
        if self.cx.addresses.is_none() {
            return self.address(destination);
        }
        // A document for itself has its pictures in it.
        match self.cx.site.resolve(self.document, destination) {
            Resolution::Internal(Target::Asset(path), _) => {
                let world = self.cx.rendering.world;
                let bytes = if media::is_drawing(path.name()) {
                    site::drawing(&path, world).ok()?
                } else {
                    world.read(&path).ok()?
                };
                let (media_type, _) = media::of_copied(path.name());
                Some(format!("data:{media_type};base64,{}", BASE64.encode(bytes)))
            }
            _ => None,
        }
    }

    fn number(&self, address: &str) -> Option<usize> {
        self.cx.addresses?.number(address)
    }

    fn references(&self, block: &Block<'_>) -> Vec<ReferenceLink> {
        let site = self.cx.site;
        let mut clauses: Vec<Clause> = Vec::new();
        clause::scan(&block.pieces, &site.grammar, &mut clauses);
        let mut links = Vec::new();
        for clause in &clauses {
            let Some((report, mentions)) = site.mentions(self.document, clause) else { continue };
            for mention in mentions {
                let found = site.report(report).find(&mention.number);
                if let (Some(id), Some(extent)) = (found, mention.link) {
                    links.push(ReferenceLink {
                        extent,
                        url: self.cx.links.target(&Target::Recommendation { id, at: None }, None),
                        title: self.cx.numbered_title(id),
                    });
                }
            }
        }
        links
    }
}

/// Which text of the page something is: what keeps its ids apart, and how far down its headings
/// are. No two texts of a page have the same ids, and but for the page's own text they begin with
/// a reserved prefix, so that no heading of an author's can have them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'s> {
    pub(super) ids: &'s str,
    pub(super) heading_shift: u8,
}

impl Scope<'_> {
    /// The text of an ordinary page or a report: right below the page's title.
    pub(super) const PAGE: Scope<'static> = Scope { ids: "", heading_shift: 0 };
    /// A review's text, on the page of one of its editions, which has a text of its own.
    pub(super) const REVIEW: Scope<'static> = Scope { ids: "part-review-", heading_shift: 0 };
    /// An update's text: below the headings of its sections.
    pub(super) const UPDATE: Scope<'static> = Scope { ids: "", heading_shift: 1 };
    /// A statement, which shares its page with an update's text.
    pub(super) const STATEMENT: Scope<'static> = Scope { ids: "statement-", heading_shift: 1 };
}

impl PageContext<'_> {
    /// An address of a document's front matter as it is spelled on this page.
    pub(super) fn address(&self, document: DocumentId, address: &str) -> Option<String> {
        PageSpelling { cx: self, document, scope: None }.address(address)
    }

    /// The body of a document as HTML.
    pub(super) fn body(&self, document: DocumentId, scope: Scope<'_>) -> Result<Html, Failure> {
        self.with_text(document, scope, |text| Html(text.html()))
    }

    /// The body of an ordinary page as HTML, with the way to its sections.
    pub(super) fn page_body(&self, document: DocumentId) -> Result<(Html, Vec<LinkView>), Failure> {
        self.with_text(document, Scope::PAGE, |text| {
            let section = |heading: &Heading| LinkView {
                title: heading.text.trim().to_owned(),
                url: self.links.target(&Target::Here, Some(&heading.id)),
            };
            (Html(text.html()), text.outline().map(section).collect())
        })
    }

    /// The body of an update as HTML, section by section.
    pub(super) fn sections(&self, document: DocumentId) -> Result<Sections, Failure> {
        self.with_text(document, Scope::UPDATE, |text| text.sections())
    }

    /// The same, and its words, to be compared with those of another edition.
    pub(super) fn compared_sections(
        &self,
        document: DocumentId,
    ) -> Result<(Sections, Parts), Failure> {
        self.with_text(document, Scope::UPDATE, |text| (text.sections(), text.parts()))
    }

    /// A text of a document's front matter as HTML.
    pub(super) fn value(
        &self,
        document: DocumentId,
        text: &str,
        scope: Scope<'_>,
    ) -> Result<Html, Failure> {
        self.with_policy(document, scope, None, |policy| {
            markdown::to_html(text, policy, self.site.language)
                .map(Html)
                .map_err(|_| self.unreadable(document))
        })
    }

    /// What is made of the body of a document.
    fn with_text<T>(
        &self,
        document: DocumentId,
        scope: Scope<'_>,
        write: impl FnOnce(Text<'_>) -> T,
    ) -> Result<T, Failure> {
        let body = self.read_body(document)?;
        let is_update = self.site.update(document).is_some();
        self.with_policy(document, scope, Some(scope.ids), |policy| {
            let text = Text::parse(body.text(), is_update, policy, self.site.language);
            text.map(write).map_err(|_| self.unreadable(document))
        })
    }

    fn with_policy<T>(
        &self,
        document: DocumentId,
        scope: Scope<'_>,
        body: Option<&str>,
        write: impl FnOnce(Policy<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let spelling = PageSpelling { cx: self, document, scope: body };
        let config = self.config();
        write(Policy {
            html: config.html,
            shape: Some(Shape {
                spelling: &spelling,
                id_prefix: self.links.ids,
                scope: scope.ids,
                heading_shift: scope.heading_shift + self.heading_shift,
                strings: self.strings(),
            }),
        })
    }

    pub(super) fn read_body(&self, document: DocumentId) -> Result<crate::document::Body, Failure> {
        let document = self.site.document(document);
        let body = document.read_body(self.rendering.world);
        body.map_err(|error| Box::new(error.diagnostic()))
    }

    /// A text that was parsed when the site was read, and cannot be any more.
    pub(super) fn unreadable(&self, document: DocumentId) -> Failure {
        let path = &self.site.document(document).path;
        Box::new(Diagnostic::error(
            "markdown-parser",
            Location::file(path),
            "the Markdown parser failed on this text",
        ))
    }

    /// The view of the report that this page shows.
    pub(super) fn view(&self) -> View {
        self.links.view
    }
}
