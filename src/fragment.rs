//! A Markdown text as a value: parsed once, written in every output format.
//!
//! A [`Fragment`] is a body or a front-matter text. It holds what all formats share: sanitised raw
//! HTML, heading ids, footnote numbers, the parts of an update. HTML ([`crate::render`]), plain
//! text ([`plain`]) and the words for comparing versions ([`wording`]) are written only from it, so
//! that no word is in one and missing in another. It knows no page, theme or document.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use crate::config::HtmlPolicy;
use crate::language::Language;

mod blocks;
mod colons;
mod destinations;
mod doubt;
mod footnotes;
mod headings;
pub mod likeness;
mod links;
mod parse;
pub mod plain;
mod raw;
mod sections;
mod slips;
pub mod slug;
mod tags;
pub mod wording;

pub use blocks::{Block, Piece, Run};
pub use destinations::{Spelled, spelled};
pub use doubt::{Doubt, DoubtKind};
pub use footnotes::Footnotes;
use headings::Headings;
pub use headings::{Heading, RawHeading, Section};
pub use links::{Destination, Link};
pub use parse::options;
pub use raw::{alternative, readdressed};
pub use sections::Stretch;

/// Maximum nesting of blocks, inline elements and raw HTML.
pub const MAX_NESTING: usize = 100;

/// An event and its byte range in the text.
pub type Spanned<'t> = (Event<'t>, Range<usize>);

/// Why a text could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkdownError {
    /// Nested more deeply than [`MAX_NESTING`]; where it is first exceeded.
    TooDeep(Range<usize>),
    /// The parser panicked.
    Parser,
}

/// How a site's texts are parsed.
#[derive(Clone, Copy, Debug)]
pub struct Dialect<'a> {
    /// Handling of raw HTML.
    pub html: HtmlPolicy,
    /// The language, for recognising section headings.
    pub language: &'a Language,
}

/// The kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An undivided text.
    Whole,
    /// The body of an update, divided by headings into narrative and notes.
    Update,
}

/// A parsed text.
#[derive(Clone, Debug)]
pub struct Fragment<'t> {
    source: Cow<'t, str>,
    html: HtmlPolicy,
    events: Vec<Spanned<'t>>,
    headings: Headings,
    parts: Vec<Stretch>,
    footnotes: Footnotes,
    doubts: Vec<Doubt>,
}

impl<'t> Fragment<'t> {
    /// Parses a text.
    ///
    /// # Errors
    ///
    /// The text is nested too deeply, or the parser panicked.
    pub fn parse(text: &'t str, form: Form, dialect: Dialect<'_>) -> Result<Self, MarkdownError> {
        let html = dialect.html;
        let (mut events, mut doubts) = raw::resolve(parse::read(text)?, html);
        if let Some(place) = raw::too_deep(&events, html) {
            return Err(MarkdownError::TooDeep(place));
        }
        let find = |events: &[Spanned<'_>]| headings::find(events, form, dialect);
        let mut headings = find(&events);
        let mut parts = Vec::new();
        if form == Form::Update {
            parts = sections::stretches(&headings.written, events.len());
            // Raw HTML must not extend beyond its part.
            if let Some((divided, mut unpaired)) = raw::divide(&events, &parts) {
                events = divided;
                doubts.append(&mut unpaired);
                headings = find(&events);
                parts = sections::stretches(&headings.written, events.len());
            }
        }
        headings.arrange(&parts);
        let footnotes = Footnotes::of(&events);
        Ok(Self { source: Cow::Borrowed(text), html, events, headings, parts, footnotes, doubts })
    }

    /// Converts to owned text.
    pub fn into_static(self) -> Fragment<'static> {
        let Self { source, html, events, headings, parts, footnotes, doubts } = self;
        let events =
            events.into_iter().map(|(event, range)| (event.into_static(), range)).collect();
        let source = Cow::Owned(source.into_owned());
        Fragment { source, html, events, headings, parts, footnotes, doubts }
    }

    /// The Markdown.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The handling of its raw HTML.
    pub fn html(&self) -> HtmlPolicy {
        self.html
    }

    /// The events, each with its byte range in the source.
    pub fn events(&self) -> &[Spanned<'t>] {
        &self.events
    }

    /// The Markdown headings, in order.
    pub fn headings(&self) -> &[Heading] {
        &self.headings.written
    }

    /// The raw HTML headings, in order. None if raw HTML is passed through.
    pub fn raw_headings(&self) -> &[RawHeading] {
        &self.headings.raw
    }

    /// The top-level headings, without those in quotations or lists.
    pub fn outline(&self) -> impl Iterator<Item = &Heading> {
        let is_own = |heading: &&Heading| !heading.nested && !heading.is_wordless();
        let own = || self.headings.written.iter().filter(is_own);
        let highest = own().map(|heading| heading.level).min();
        own().filter(move |heading| Some(heading.level) == highest)
    }

    /// The ranges of an update's narrative and notes, in order.
    pub fn parts(&self) -> &[Stretch] {
        &self.parts
    }

    /// The heading that is the title of a part.
    pub fn title_of(&self, part: &Stretch) -> Option<&Heading> {
        self.headings.written.get(part.title?)
    }

    /// The numbers of footnotes and of their references.
    pub fn footnotes(&self) -> &Footnotes {
        &self.footnotes
    }

    /// Problems of the text.
    pub fn doubts(&self) -> Vec<Doubt> {
        let mut doubts = self.doubts.clone();
        doubts.append(&mut slips::find(&self.events, &self.headings.written, &self.source));
        doubts
    }
}

/// The visible text of an event.
pub fn shown_text<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    }
}

/// Whether the event begins or ends a block.
fn ends_block(event: &Event<'_>) -> bool {
    let inline = match event {
        Event::Start(tag) => tag.to_end(),
        Event::End(end) => *end,
        event => return matches!(event, Event::Rule),
    };
    !matches!(
        inline,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests;
