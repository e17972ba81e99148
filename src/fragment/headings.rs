//! The headings of a text: their ids, their depth, and the parts of an update that they begin.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::slug::Ids;
use super::{Dialect, Form, Spanned, raw, shown_text};
use crate::config::HtmlPolicy;
use crate::language::Language;

/// The part of an update that a heading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The narrative.
    Status,
    /// The implementation notes.
    Notes,
}

impl Section {
    /// The id of the part on the page.
    pub fn id(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Notes => "notes",
        }
    }

    /// Whether a heading is what a language calls the part, or says nothing.
    fn is_called(self, heading: &str, language: &Language) -> bool {
        let names = match self {
            Self::Status => language.status_headings,
            Self::Notes => language.notes_headings,
        };
        let heading = heading.trim();
        heading.is_empty() || names.iter().any(|name| name.eq_ignore_ascii_case(heading))
    }
}

/// A heading among events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The index of its start event.
    pub start: usize,
    /// The index of its end event.
    pub end: usize,
    /// From 1 to 6.
    pub level: u8,
    /// How many headings of its part it stands below, whatever their levels: pages skip none.
    pub depth: usize,
    /// Its id, unique in the text.
    pub id: String,
    /// Its text, without markup.
    pub text: String,
    /// The part of an update that it begins.
    pub section: Option<Section>,
    /// Whether it begins that part in other words than the language's: they are words of the text.
    pub own_words: bool,
    /// Whether it is within a quotation, a list or another block: there it begins and ends no part.
    pub nested: bool,
}

/// A heading in raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawHeading {
    /// The index of its start tag.
    pub start: usize,
    /// How many headings of its part it stands below.
    pub depth: usize,
}

/// The headings of a text, those of Markdown and those of raw HTML.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    pub(super) written: Vec<Heading>,
    pub(super) raw: Vec<RawHeading>,
}

/// The levels of the headings that a heading stands below.
#[derive(Default)]
struct Above(Vec<u8>);

impl Above {
    /// How many headings one of a level stands below.
    fn depth_of(&mut self, level: u8) -> usize {
        self.0.retain(|higher| *higher < level);
        let depth = self.0.len();
        self.0.push(level);
        depth
    }
}

/// The headings of a text, each with its id. In an update some begin known parts. Tags that are passed on as they are
/// begin no heading that is known.
pub(super) fn find(events: &[Spanned<'_>], form: Form, dialect: Dialect<'_>) -> Headings {
    let Dialect { html: policy, language } = dialect;
    let sections = form == Form::Update;
    let mut ids = Ids::default();
    let mut headings = Headings::default();
    let mut above = Above::default();
    let mut open: Option<(usize, HeadingLevel, Option<CowStr<'_>>, String)> = None;
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                open = Some((index, *level, id.clone(), String::new()));
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((start, level, given, text)) = open.take() else { continue };
                let nested = depth > 0;
                let begins = sections && !nested;
                let section = begins.then(|| section(given.as_deref(), &text, language)).flatten();
                let own_words = section.is_some_and(|section| !section.is_called(&text, language));
                let id = match section {
                    Some(section) => ids.reserve(section.id()),
                    None => ids.heading(given.as_deref(), &text),
                };
                let level = level as u8;
                let depth = above.depth_of(level);
                if section.is_some() {
                    above = Above::default();
                }
                headings.written.push(Heading {
                    start,
                    end: index,
                    level,
                    depth,
                    id,
                    text,
                    section,
                    own_words,
                    nested,
                });
            }
            Event::InlineHtml(html) if policy == HtmlPolicy::Sanitize => {
                headings.raw.extend(
                    raw::heading(html)
                        .map(|level| RawHeading { start: index, depth: above.depth_of(level) }),
                );
            }
            Event::Start(_) if open.is_none() => depth += 1,
            Event::End(_) if open.is_none() => depth = depth.saturating_sub(1),
            event => {
                if let (Some((.., text)), Some(piece)) = (&mut open, shown_text(event)) {
                    text.push_str(piece);
                }
            }
        }
    }
    headings
}

fn section(given: Option<&str>, text: &str, language: &Language) -> Option<Section> {
    [Section::Status, Section::Notes].into_iter().find(|section| match given {
        Some(given) => given == section.id(),
        None => !text.trim().is_empty() && section.is_called(text, language),
    })
}
