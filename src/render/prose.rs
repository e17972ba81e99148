//! Renders the texts of documents as HTML.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::document::clause::{self, Clause};
use crate::fragment::{Block, Fragment, Heading, plain};
use crate::media;
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::html::{HtmlWriter, ReferenceLink, Sections, Shape, Spelling};
use crate::render::view::{Html, LinkView};
use crate::site::{self, DocumentId, Resolution, Shared, Target, View};

/// Spells the links of a document for a page.
struct PageSpelling<'a> {
    cx: &'a PageContext<'a>,
    document: DocumentId,
    /// Prefix of the heading ids if the text is the document's body, and thus on this page.
    scope: Option<&'a str>,
}

impl PageSpelling<'_> {
    /// The address of a heading in the same text.
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
                // A print document has no address for pages it does not contain.
                let url = self.cx.links.of(self.document, &target, anchor.as_deref());
                (!url.is_empty()).then_some(url)
            }
            Resolution::UnknownAnchor { .. } => {
                // The page exists, without the id.
                let (path, _) = destination.split_once('#')?;
                self.address(path)
            }
            Resolution::Placeholder | Resolution::Unknown(_) | Resolution::Forbidden => None,
        }
    }

    fn picture(&self, destination: &str) -> Option<String> {
        let on_screen = self.cx.addresses.is_none();
        match self.cx.site.resolve(self.document, destination) {
            Resolution::External | Resolution::Internal(Target::Asset(_), _) if on_screen => {
                self.address(destination)
            }
            // A print document embeds its pictures.
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
        clause::scan(&block.pieces, site.grammar(), &mut clauses);
        let mut links = Vec::new();
        for clause in &clauses {
            let Some((report, mentions)) = site.mentions(self.document, clause) else { continue };
            let view = site.view_read(self.document, report);
            for mention in mentions {
                let found = site.report(report).find_as_of(&mention.number, view);
                if let (Some(id), Some(extent)) = (found, mention.link) {
                    links.push(ReferenceLink {
                        extent,
                        url: self.cx.links.target(&Target::Recommendation { id, at: None }, None),
                        title: self.cx.names.numbered_title(id, self.cx.view_named(id.report)),
                    });
                }
            }
        }
        links
    }
}

/// Id prefix and heading level of a text. Ids are unique on a page: except for the page's own text,
/// they begin with a reserved prefix that headings cannot have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'s> {
    pub(super) ids: &'s str,
    pub(super) heading_shift: u8,
}

impl Scope<'_> {
    /// The text of an ordinary page or report, below the page's title.
    pub(super) const PAGE: Scope<'static> = Scope { ids: "", heading_shift: 0 };
    /// A review's text on an edition's page, which has a text of its own.
    pub(super) const REVIEW: Scope<'static> = Scope { ids: "part-review-", heading_shift: 0 };
    /// An update's text, below its section headings.
    pub(super) const UPDATE: Scope<'static> = Scope { ids: "", heading_shift: 1 };
    /// A statement, on the same page as an update.
    pub(super) const STATEMENT: Scope<'static> = Scope { ids: "statement-", heading_shift: 1 };
}

impl PageContext<'_> {
    /// An address of a document's front matter, for this page.
    pub(super) fn address(&self, document: DocumentId, address: &str) -> Option<String> {
        PageSpelling { cx: self, document, scope: None }.address(address)
    }

    /// The body of a document as HTML.
    pub(super) fn body(&self, document: DocumentId, scope: Scope<'_>) -> Result<Html, Failure> {
        self.written_body(document, scope, |fragment, shape| {
            Html(HtmlWriter::new(fragment, shape).html())
        })
    }

    /// The body of an ordinary page as HTML, and links to its sections.
    pub(super) fn page_body(&self, document: DocumentId) -> Result<(Html, Vec<LinkView>), Failure> {
        let fragment = self.rendering.fragments.body(document)?;
        let section = |heading: &Heading| LinkView {
            title: heading.text.trim().to_owned(),
            url: self.links.target(&Target::Here, Some(&heading.id)),
        };
        let sections = fragment.outline().map(section).collect();
        Ok((self.body(document, Scope::PAGE)?, sections))
    }

    /// The body of an update as HTML, by section.
    pub(super) fn sections(&self, document: DocumentId) -> Result<Sections, Failure> {
        self.written_body(document, Scope::UPDATE, |fragment, shape| {
            HtmlWriter::new(fragment, shape).sections()
        })
    }

    /// A text of a document's front matter as HTML.
    pub(super) fn value(
        &self,
        document: DocumentId,
        text: &str,
        scope: Scope<'_>,
    ) -> Result<Html, Failure> {
        let spelling = PageSpelling { cx: self, document, scope: None };
        let shape = self.shape(&spelling, scope);
        let write = |fragment: &Fragment<'_>| Html(HtmlWriter::new(fragment, shape).html());
        if self.on_paper() {
            return Ok(self.rendering.fragments.with_value(document, text, write)?);
        }
        Ok(write(&*self.fragment(document, text)?))
    }

    /// A text of a document's front matter.
    pub(super) fn fragment(&self, document: DocumentId, text: &str) -> Shared {
        self.rendering.fragments.value(document, text)
    }

    /// A text of a document's front matter on one line, without markup.
    pub(super) fn words_in_line(&self, document: DocumentId, text: &str) -> String {
        self.fragment(document, text)
            .map_or_else(|_| text.to_owned(), |fragment| plain::line(&fragment))
    }

    /// Writes the body of a document.
    fn written_body<T>(
        &self,
        document: DocumentId,
        scope: Scope<'_>,
        write: impl FnOnce(&Fragment<'_>, Shape<'_>) -> T,
    ) -> Result<T, Failure> {
        // The headings of a body are on this page.
        let spelling = PageSpelling { cx: self, document, scope: Some(scope.ids) };
        let shape = self.shape(&spelling, scope);
        let fragments = &self.rendering.fragments;
        if self.on_paper() {
            // A print document visits every recommendation once: no need to cache.
            return Ok(fragments.with_body(document, |fragment| write(fragment, shape))?);
        }
        Ok(write(&*fragments.body(document)?, shape))
    }

    /// The shape of a text on this page.
    fn shape<'s>(&'s self, spelling: &'s PageSpelling<'_>, scope: Scope<'s>) -> Shape<'s> {
        Shape {
            spelling,
            id_prefix: self.links.ids,
            scope: scope.ids,
            heading_shift: scope.heading_shift + self.heading_shift,
            strings: self.strings(),
        }
    }

    /// The page's view of its report.
    pub(super) fn view(&self) -> View {
        self.links.view
    }
}
