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
    Response,
}

/// All addresses of a document, in prose and front matter.
pub(super) fn written(document: &Document) -> impl Iterator<Item = Written<'_>> {
    let prose = document.prose.links.iter().map(|link| Written {
        destination: &link.destination,
        span: link.span,
        kind: if link.image { Kind::Image } else { Kind::Link },
        raw: link.raw,
    });
    prose.chain(front_matter(document))
}

fn front_matter(document: &Document) -> impl Iterator<Item = Written<'_>> {
    let content = &document.content;
    let resolution = match content {
        Content::Recommendation(adopted) => adopted.disposition.as_ref(),
        Content::Update(update) => update.disposition.as_ref(),
        _ => None,
    };
    let resolution = resolution.and_then(|disposition| disposition.resolution.as_ref());
    let deliverables = match content {
        Content::Update(update) => &*update.deliverables,
        _ => &[],
    };
    let evidence = deliverables.iter().flat_map(|deliverable| &deliverable.evidence);
    let resolution =
        resolution.into_iter().map(|address| Written::value(address, Kind::Resolution));
    let responses = document.responses().unwrap_or_default().iter();
    let responses = responses.filter_map(|response| response.address.as_ref());
    resolution
        .chain(evidence.map(|address| Written::value(address, Kind::Evidence)))
        .chain(responses.map(|address| Written::value(address, Kind::Response)))
}

impl<'d> Written<'d> {
    fn value(address: &'d Located<Address>, kind: Kind) -> Self {
        Self { destination: address.as_str(), span: address.span, kind, raw: false }
    }
}
