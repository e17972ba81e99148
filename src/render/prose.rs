//! Renders the texts of documents as HTML.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;

use crate::document::clause::{self, Clause, Extent};
use crate::fragment::{Block, Fragment, Heading, plain};
use crate::key::{Key, KeyMaker};
use crate::media;
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::html::{HtmlWriter, ReferenceLink, Sections, Shape, Spelling};
use crate::render::view::{Html, LinkView, Made};
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

    /// The links of a clause: their words, addresses and titles.
    fn each_reference(&self, clause: &Clause, mut found: impl FnMut(Extent, String, String)) {
        let site = self.cx.site;
        let Some((report, mentions)) = site.mentions(self.document, clause) else { return };
        let view = site.view_read(self.document, report);
        for mention in mentions {
            let target = site.report(report).find_as_of(&mention.number, view);
            if let (Some(id), Some(extent)) = (target, mention.link) {
                let url = self.cx.links.target(&Target::Recommendation { id, at: None }, None);
                found(extent, url, self.cx.names.numbered_title(id, self.cx.view_named(id.report)));
            }
        }
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
        let mut clauses: Vec<Clause> = Vec::new();
        clause::scan(&block.pieces, self.cx.site.grammar(), &mut clauses);
        let mut links = Vec::new();
        for clause in &clauses {
            self.each_reference(clause, |extent, url, title| {
                links.push(ReferenceLink { extent, url, title });
            });
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
    pub(super) fn body(
        &self,
        document: DocumentId,
        scope: Scope<'_>,
    ) -> Result<Made<Html>, Failure> {
        self.made_of_body(document, scope, || {
            self.written_body(document, scope, |fragment, shape| {
                Html(HtmlWriter::new(fragment, shape).html())
            })
        })
    }

    /// The body of an ordinary page as HTML, and links to its sections.
    pub(super) fn page_body(
        &self,
        document: DocumentId,
    ) -> Result<(Made<Html>, Made<Vec<LinkView>>), Failure> {
        let body = self.body(document, Scope::PAGE)?;
        let section = |heading: &Heading| LinkView {
            title: heading.text.trim().to_owned(),
            url: self.links.target(&Target::Here, Some(&heading.id)),
        };
        let sections = self.made_of_body(document, Scope::PAGE, || {
            let fragment = self.rendering.fragments.body(document)?;
            Ok(fragment.outline().map(section).collect())
        })?;
        Ok((body, sections))
    }

    /// The body of an update as HTML, by section.
    pub(super) fn sections(&self, document: DocumentId) -> Result<Made<Sections>, Failure> {
        self.made_of_body(document, Scope::UPDATE, || {
            self.written_body(document, Scope::UPDATE, |fragment, shape| {
                HtmlWriter::new(fragment, shape).sections()
            })
        })
    }

    /// A text of a document's front matter as HTML.
    pub(super) fn value(
        &self,
        document: DocumentId,
        text: &str,
        scope: Scope<'_>,
    ) -> Result<Made<Html>, Failure> {
        self.made(document, &text, scope, || {
            let spelling = PageSpelling { cx: self, document, scope: None };
            let shape = self.shape(&spelling, scope);
            let write = |fragment: &Fragment<'_>| Html(HtmlWriter::new(fragment, shape).html());
            if self.on_paper() {
                return Ok(self.rendering.fragments.with_value(document, text, write)?);
            }
            Ok(write(&*self.fragment(document, text)?))
        })
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

    /// A value made from the body of a document.
    fn made_of_body<T: Default>(
        &self,
        document: DocumentId,
        scope: Scope<'_>,
        make: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<Made<T>, Failure> {
        self.made(document, &self.site.document(document).fingerprint(), scope, make)
    }

    /// A value made from a text of a document: of the text, where its links lead and what they are
    /// called, its ids and levels of headings.
    fn made<T: Default>(
        &self,
        document: DocumentId,
        text: &impl Serialize,
        Scope { ids, heading_shift }: Scope<'_>,
        make: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<Made<T>, Failure> {
        self.made_from(&(text, self.key_of_links(document), ids, heading_shift), make)
    }

    /// The addresses of the links of a document on this page.
    pub(super) fn each_address(&self, document: DocumentId, mut found: impl FnMut(String)) {
        let spelling = PageSpelling { cx: self, document, scope: None };
        let links = self.site.document(document).prose.links.iter();
        let links = links.filter(|link| !link.image);
        links.filter_map(|link| spelling.address(&link.destination)).for_each(&mut found);
    }

    /// The links of all texts of a document as spelled on this page, if keys are made at all.
    fn key_of_links(&self, document: DocumentId) -> Option<Key> {
        self.rendering.keys.as_ref()?;
        if let Some(made) = self.links_made.borrow().get(&document) {
            return Some(*made);
        }
        let spelling = PageSpelling { cx: self, document, scope: None };
        let mut maker = KeyMaker::default();
        let prose = &self.site.document(document).prose;
        for link in &prose.links {
            if link.image {
                maker.add(&spelling.picture(&link.destination));
                continue;
            }
            let address = spelling.address(&link.destination);
            let number = address.as_deref().and_then(|address| spelling.number(address));
            maker.add(&(address, number));
        }
        for reference in &prose.references {
            spelling.each_reference(&reference.clause, |_, url, title| maker.add(&(url, title)));
        }
        let key = maker.finish()?;
        self.links_made.borrow_mut().insert(document, key);
        Some(key)
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
