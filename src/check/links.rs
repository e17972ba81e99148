//! The links of a document, in prose and front matter.

use std::collections::BTreeMap;

use super::findings::finding;
use super::{Context, Findings};
use crate::diagnostic::{Location, Span};
use crate::document::{Content, Document};
use crate::link_check::results::without_fragment;
use crate::link_check::{Known, Results};
use crate::schema::{Address, Located};
use crate::site::Site;

/// Places named in a finding about an address, beside the first.
const PLACES: usize = 3;

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

/// Every address outside the site, without fragments, and where it is written: in the order of
/// documents.
pub fn outside(site: &Site) -> BTreeMap<&str, Vec<Location>> {
    let mut found: BTreeMap<&str, Vec<Location>> = BTreeMap::new();
    for (_, document) in site.documents() {
        for written in written(document).filter(|written| is_outside(written.destination)) {
            let location = Location::new(&document.path, written.span);
            found.entry(without_fragment(written.destination)).or_default().push(location);
        }
    }
    found
}

fn is_outside(destination: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        destination.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// Judges each address that was asked. A finding is where the address was written last, which is
/// most likely what can still be edited; the other places are its notes.
pub(super) fn judged(
    context: &Context<'_>,
    findings: &mut Findings,
    judge: impl Fn(&str, &Known, &Results) -> Option<(String, String)>,
) {
    let (results, _) = Results::load(context.world);
    if results.is_empty() {
        return;
    }
    for (address, mut places) in outside(context.site) {
        let Some(known) = results.get(address) else { continue };
        let Some((message, help)) = judge(address, known, &results) else { continue };
        let Some(last) = places.pop() else { continue };
        let mut finding = finding(last, message).help(help);
        if let Some(day) = known.worked
            && known.last.as_ref().is_some_and(|(asked, _)| *asked != day)
        {
            finding = finding.label(format!("last found working on {day}"));
        }
        let more = places.len().saturating_sub(PLACES);
        for (index, place) in places.into_iter().rev().take(PLACES).enumerate() {
            let text = match more {
                1.. if index + 1 == PLACES => format!("also here, and in {more} more places"),
                _ => "also here".to_owned(),
            };
            finding = finding.related(place, text);
        }
        findings.push(finding);
    }
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
