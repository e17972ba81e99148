//! Sanitises authors' raw HTML, tag by tag.
//!
//! Raw HTML is tokenised and each tag becomes an event of its own: rewritten if allowed, removed if
//! not, or text if the author meant text. Tags are matched across the raw pieces of one container
//! (body, quotation, list item, cell, paragraph), and unclosed elements end with it. So authors'
//! HTML never affects anything outside its place, and the program's own output needs no sanitising.
//! Removals are reported.

use std::ops::Range;

use pulldown_cmark::Event;

use super::tags::OpenTags;
use super::{Doubt, DoubtKind, MAX_NESTING, Spanned, slug};
use crate::config::HtmlPolicy;

mod addresses;
mod divide;
mod elements;
mod run;
mod sanitize;
#[cfg(test)]
mod tests;
mod tokens;

pub(super) use addresses::addresses;
pub(super) use divide::divide;
use elements::{is_block, is_void};
use run::Run;
use tokens::{Kind, Start, Token, tokens};

/// The break that raw HTML makes in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// None: same line.
    None,
    /// A line break.
    Line,
    /// A block boundary.
    Block,
}

/// The break made by a sanitised tag.
pub(super) fn breaks(html: &str) -> Break {
    let name = html.trim_start_matches(['<', '/']);
    let end = name.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(name.len());
    match &name[..end].to_ascii_lowercase() {
        name if name == "br" => Break::Line,
        name if is_block(name) => Break::Block,
        _ => Break::None,
    }
}

/// The alternative text of an image tag.
pub fn alternative(html: &str) -> Option<String> {
    let is_picture = html.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("<img"));
    let start = start(html).filter(|_| is_picture)?;
    let alternative = start.attributes.into_iter().find(|(name, _)| name == "alt");
    alternative.map(|(_, words)| words)
}

/// The address of a sanitised link or image tag, and whether it is an image.
pub(super) fn address(html: &str) -> Option<(String, bool)> {
    let (name, picture) = addressed(html)?;
    let start = start(html)?;
    let address = start.attributes.into_iter().find(|(key, _)| key == name);
    address.map(|(_, address)| (address, picture))
}

/// The tag with another address, or without one.
pub fn readdressed(html: &str, address: Option<&str>) -> String {
    let (Some((name, _)), Some(start)) = (addressed(html), start(html)) else {
        return html.to_owned();
    };
    let attributes = start.attributes.iter().filter_map(|(key, value)| {
        let value = if key == name { address? } else { value };
        Some((key.as_str(), value))
    });
    sanitize::tag(&start.name, attributes)
}

/// The address attribute of an element, and whether it is an image.
fn addressed(html: &str) -> Option<(&'static str, bool)> {
    let name = html.strip_prefix('<')?.split([' ', '>']).next()?;
    match name {
        "a" => Some(("href", false)),
        "img" => Some(("src", true)),
        _ => None,
    }
}

fn start(html: &str) -> Option<Start> {
    match tokens(html).into_iter().next()?.kind {
        Kind::Start(start) => Some(start),
        _ => None,
    }
}

/// The level of a sanitised heading start tag.
pub(super) fn heading(html: &str) -> Option<u8> {
    let name = html.strip_prefix("<h")?.split([' ', '>']).next()?;
    name.parse().ok().filter(|level| (1..=6).contains(level))
}

/// The text in a piece of passed-through raw HTML; `None` for a tag.
pub(super) fn words(html: &str) -> Option<String> {
    (!html.starts_with('<')).then(|| tokens::decoded(html))
}

/// Processes the raw HTML of a text.
pub(super) fn resolve(
    events: Vec<Spanned<'_>>,
    policy: HtmlPolicy,
) -> (Vec<Spanned<'_>>, Vec<Doubt>) {
    let is_raw = |(event, _): &Spanned<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    if !events.iter().any(is_raw) {
        return (events, Vec::new());
    }
    match policy {
        HtmlPolicy::Escape => (events.into_iter().map(escaped).collect(), Vec::new()),
        HtmlPolicy::Allow => passed_on(&events),
        HtmlPolicy::Sanitize => sanitize::sanitize(events),
    }
}

/// Where blocks, inline elements and raw HTML first exceed the nesting limit, as a browser would
/// nest them.
pub(super) fn too_deep(events: &[Spanned<'_>], policy: HtmlPolicy) -> Option<Range<usize>> {
    let (mut depth, mut raw) = (0_usize, 0_usize);
    // Passed-through elements extend to the end of the text unless closed.
    let mut open = OpenTags::default();
    for (event, range) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Html(html) | Event::InlineHtml(html) if policy == HtmlPolicy::Allow => {
                raw = open.read(html);
            }
            Event::InlineHtml(html) if html.starts_with("</") => raw = raw.saturating_sub(1),
            Event::InlineHtml(html) => {
                let name =
                    html.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default();
                raw += usize::from(!is_void(name));
            }
            _ => {}
        }
        if depth + raw > MAX_NESTING {
            return Some(range.clone());
        }
    }
    None
}

fn escaped((event, range): Spanned<'_>) -> Spanned<'_> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => (Event::Text(raw), range),
        event => (event, range),
    }
}

/// Splits passed-through raw HTML into tags and text.
fn passed_on<'a>(events: &[Spanned<'a>]) -> (Vec<Spanned<'a>>, Vec<Doubt>) {
    let (mut out, mut doubts) = (Vec::with_capacity(events.len()), Vec::new());
    let mut at = 0;
    while at < events.len() {
        let Some((run, count)) = Run::at(&events[at..]) else {
            out.push(events[at].clone());
            at += 1;
            continue;
        };
        for Token { kind, range } in tokens(&run.html) {
            let source = run.source(&range);
            if let Kind::Start(start) = &kind {
                let ids = start.attributes.iter().filter(|(name, _)| name == "id");
                let reserved = ids.filter(|(_, id)| slug::is_of_pages(id));
                doubts.extend(reserved.map(|(_, id)| Doubt {
                    kind: DoubtKind::ReservedId(id.as_str().into()),
                    range: source.clone(),
                }));
            }
            out.push((run.event(run.html[range].to_owned()), source));
        }
        at += count;
    }
    (out, doubts)
}
