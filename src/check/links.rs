//! The links of a document, in prose and front matter.

use crate::diagnostic::Span;
use crate::document::{Content, Document};
use crate::schema::{Address, Located};

/// An address as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'d> {
    pub(super) destination: &'d str,
    /// The link, the image, or the front matter value.
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Whether it is in raw HTML.
    pub(super) raw: bool,
}

/// The kind of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Link,
    Image,
    Evidence,
    Resolution,
}

/// All addresses of a document, in prose and front matter.
pub(super) fn written(document: &Document) -> impl Iterator<Item = Written<'_>> {
    let prose = document.prose.links.iter().map(|link| Written {
        destination: &link.destination,
        span: link.span,
        kind: if link.image { Kind::Image } else { Kind::Link },
        raw: link.raw,
    });
    prose.chain(front_matter(&document.content))
}

fn front_matter(content: &Content) -> impl Iterator<Item = Written<'_>> {
    let resolution = match content {
        Content::Recommendation(adopted) => {
            adopted.disposition.as_ref().and_then(|disposition| disposition.resolution.as_ref())
        }
        _ => None,
    };
    let deliverables = match content {
        Content::Update(update) => &*update.deliverables,
        _ => &[],
    };
    let evidence = deliverables.iter().flat_map(|deliverable| &deliverable.evidence);
    let resolution =
        resolution.into_iter().map(|address| Written::value(address, Kind::Resolution));
    resolution.chain(evidence.map(|address| Written::value(address, Kind::Evidence)))
}

impl<'d> Written<'d> {
    fn value(address: &'d Located<Address>, kind: Kind) -> Self {
        Self { destination: address.as_str(), span: address.span, kind, raw: false }
    }
}
