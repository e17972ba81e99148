//! A text in Markdown as a value: parsed once, and written in every form that an output needs.
//!
//! A [`Fragment`] is a body, or a text of front matter. It holds what all forms have in common: raw HTML made
//! harmless, ids of headings, numbers of notes, the parts of an update. HTML ([`crate::render`]), plain words
//! ([`plain`]) and the words that versions are compared by ([`wording`]) are written from it and from nothing else, so
//! that no word is in one of them and missing in another. It knows no page, no theme and no document.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use crate::config::HtmlPolicy;
use crate::language::Language;

mod blocks;
mod colons;
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
pub use doubt::{Doubt, DoubtKind};
pub use footnotes::Footnotes;
use headings::Headings;
pub use headings::{Heading, RawHeading, Section};
pub use links::{Destination, Link};
pub use parse::options;
pub use raw::{alternative, readdressed};
pub use sections::Stretch;

/// How deeply blocks, inline elements and raw HTML may be nested.
pub const MAX_NESTING: usize = 100;

/// An event and the bytes of the text that it comes from.
pub type Spanned<'t> = (Event<'t>, Range<usize>);

/// Why a text could not be read as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkdownError {
    /// Nested more deeply than [`MAX_NESTING`], first here.
    TooDeep(Range<usize>),
    /// The parser failed on it.
    Parser,
}

/// How a site's texts are read.
#[derive(Clone, Copy, Debug)]
pub struct Dialect<'a> {
    /// What happens to raw HTML.
    pub html: HtmlPolicy,
    /// Whose words some headings are known by.
    pub language: &'a Language,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One text.
    Whole,
    /// The body of an update, in which headings begin narrative and notes.
    Update,
}

/// A text, parsed.
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
    /// The text is nested too deeply, or one of the few that the parser fails on.
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
            // Raw HTML ends with the part that it stands in.
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

    /// The same with a text of its own.
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

    /// What happened to its raw HTML.
    pub fn html(&self) -> HtmlPolicy {
        self.html
    }

    /// What the text is made of, each with its bytes in the source.
    pub fn events(&self) -> &[Spanned<'t>] {
        &self.events
    }

    /// The headings of Markdown, in order.
    pub fn headings(&self) -> &[Heading] {
        &self.headings.written
    }

    /// The headings of raw HTML, in order. Where it is passed on, they are not looked for.
    pub fn raw_headings(&self) -> &[RawHeading] {
        &self.headings.raw
    }

    /// The headings of the highest level that there is, but for those in a quotation or a list.
    pub fn outline(&self) -> impl Iterator<Item = &Heading> {
        let is_own = |heading: &&Heading| !heading.nested && !heading.is_wordless();
        let own = || self.headings.written.iter().filter(is_own);
        let highest = own().map(|heading| heading.level).min();
        own().filter(move |heading| Some(heading.level) == highest)
    }

    /// The stretches of an update's narrative and notes, in order.
    pub fn parts(&self) -> &[Stretch] {
        &self.parts
    }

    /// The heading that is the title of a stretch's part.
    pub fn title_of(&self, part: &Stretch) -> Option<&Heading> {
        self.headings.written.get(part.title?)
    }

    /// The numbers of notes and of the references to them.
    pub fn footnotes(&self) -> &Footnotes {
        &self.footnotes
    }

    /// What the author should know about the text.
    pub fn doubts(&self) -> Vec<Doubt> {
        let mut doubts = self.doubts.clone();
        doubts.append(&mut slips::find(&self.events, &self.headings.written, &self.source));
        doubts
    }
}

/// What of an event is text that readers see.
pub fn shown_text<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    }
}

/// Whether the event begins or ends a block, rather than something within its text.
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
