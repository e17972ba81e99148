//! The headings of a text: their ids, their depth, and the parts of an update that they begin.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::slug::Ids;
use super::{Spanned, shown_text};
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

/// The headings of a text, each with its id. `sections` says whether the text is an update's,
/// where some headings begin known parts.
pub(super) fn find(events: &[Spanned<'_>], sections: bool, language: &Language) -> Vec<Heading> {
    let mut ids = Ids::default();
    let mut headings = Vec::new();
    // The levels of the headings that a heading stands below.
    let mut above: Vec<u8> = Vec::new();
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
                above.retain(|higher| *higher < level);
                let depth = above.len();
                above.push(level);
                if section.is_some() {
                    above.clear();
                }
                headings.push(Heading {
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
