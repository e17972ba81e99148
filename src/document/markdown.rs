//! Markdown to events. The only place that calls the parser.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::slug::Ids;
use crate::config::HtmlPolicy;
use crate::language::Language;

mod colons;
mod doubt;
pub mod raw;
mod sections;
pub(super) mod tags;

pub use doubt::{Doubt, DoubtKind};
pub use raw::Break;
pub use sections::{Stretch, stretches};

/// How deeply blocks, inline elements and raw HTML may be nested.
pub const MAX_NESTING: usize = 100;

/// An event and the bytes of the text that it comes from.
pub type Spanned<'a> = (Event<'a>, Range<usize>);

/// Why a text could not be read as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkdownError {
    /// Nested more deeply than [`MAX_NESTING`], first here.
    TooDeep(Range<usize>),
    /// The parser failed on it.
    Parser,
}

/// The extensions of CommonMark that are read.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// The events of a text, its raw HTML taken apart: see [`raw`].
pub fn parse(text: &str, html: HtmlPolicy) -> Result<Vec<Spanned<'_>>, MarkdownError> {
    parse_told(text, html).map(|(events, _)| events)
}

/// The same, with what its author should know about raw HTML.
pub fn parse_told(
    text: &str,
    html: HtmlPolicy,
) -> Result<(Vec<Spanned<'_>>, Vec<Doubt>), MarkdownError> {
    let (events, doubts) = raw::resolve(read(text)?, html);
    match raw::too_deep(&events, html) {
        Some(place) => Err(MarkdownError::TooDeep(place)),
        None => Ok((events, doubts)),
    }
}

/// The events of an update with its headings: raw HTML ends with the part that it stands in. Returns what it was done to.
pub fn in_parts<'a>(
    events: Vec<Spanned<'a>>,
    language: &Language,
) -> (Vec<Spanned<'a>>, Vec<Heading>, Vec<Doubt>) {
    let found = headings(&events, true, language);
    match raw::divide(&events, &found) {
        Some((events, doubts)) => {
            let found = headings(&events, true, language);
            (events, found, doubts)
        }
        None => (events, found, Vec::new()),
    }
}

/// The events as the parser has them, without definitions that nobody meant.
fn read(text: &str) -> Result<Vec<Spanned<'_>>, MarkdownError> {
    match colons::hidden(text) {
        Cow::Borrowed(text) => read_as_it_is(text),
        Cow::Owned(hidden) => {
            let events = read_as_it_is(&hidden)?;
            Ok(events.into_iter().map(colons::shown).collect())
        }
    }
}

fn read_as_it_is(text: &str) -> Result<Vec<Spanned<'_>>, MarkdownError> {
    contain(|| {
        let mut events = Vec::with_capacity(text.len() / 24);
        let mut depth = 0_usize;
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MAX_NESTING {
                return Err(MarkdownError::TooDeep(range));
            }
            events.push((event, range));
        }
        Ok(events)
    })
    .unwrap_or(Err(MarkdownError::Parser))
}

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Runs the parser so that a panic in it ends nothing but its own text. The parser is known to
/// panic on some rare mixtures of extensions.
fn contain<T>(run: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !CONTAINED.get() {
                usual(info);
            }
        }));
    });
    CONTAINED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    CONTAINED.set(false);
    result.ok()
}

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
    /// Whether it is within a quotation, a list or another block: there it begins and ends no part.
    pub nested: bool,
}

/// The headings of a text, each with its id. `sections` says whether the text is an update's,
/// where some headings begin known parts.
pub fn headings(events: &[Spanned<'_>], sections: bool, language: &Language) -> Vec<Heading> {
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

/// What of an event is text that readers see.
pub fn shown_text<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    }
}

/// Whether the event begins or ends a block, rather than something within its text.
pub fn ends_block(event: &Event<'_>) -> bool {
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

fn section(given: Option<&str>, text: &str, language: &Language) -> Option<Section> {
    let is = |id: &str, headings: &[&str]| match given {
        Some(given) => given == id,
        None => headings.iter().any(|heading| heading.eq_ignore_ascii_case(text.trim())),
    };
    if is("status", language.status_headings) {
        Some(Section::Status)
    } else if is("notes", language.notes_headings) {
        Some(Section::Notes)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    #[test]
    fn a_panic_of_the_parser_is_contained() {
        // When this fails, the parser was mended: take the text away.
        assert_eq!(parse("* [ ] \\\n\t-\n", HtmlPolicy::Sanitize), Err(MarkdownError::Parser));
        assert_eq!(contain(|| panic!("as the parser does")), None::<()>);
    }

    #[test]
    fn nesting_has_a_limit() {
        assert!(parse(&format!("{}x", "> ".repeat(MAX_NESTING - 1)), HtmlPolicy::Sanitize).is_ok());
        let deep = "> ".repeat(10_000) + "x";
        assert!(matches!(parse(&deep, HtmlPolicy::Sanitize), Err(MarkdownError::TooDeep(_))));
        let deep = |text: &str, html| matches!(parse(text, html), Err(MarkdownError::TooDeep(_)));
        let case = |raw: &str, sanitized: bool| {
            assert!(!deep(&raw.repeat(50), HtmlPolicy::Allow), "{raw}");
            assert!(deep(&raw.repeat(101), HtmlPolicy::Allow), "{raw}");
            assert_eq!(deep(&raw.repeat(101), HtmlPolicy::Sanitize), sanitized, "{raw}");
            assert!(!deep(&raw.repeat(101), HtmlPolicy::Escape), "{raw}");
        };
        case("<div>", true);
        case("a <b>", true);
        // What is open ends with its paragraph or quotation, and a name of no element opens nothing.
        case("a <b/>\n\n", false);
        case("> <div>\n\n", false);
        case("a <team> b\n\n", false);
        assert!(
            parse(&"<div>\n\n- <b>a</b><br>\n\n</div>\n\n".repeat(200), HtmlPolicy::Sanitize)
                .is_ok()
        );
    }

    #[test]
    fn sections_are_found_by_words_or_ids() {
        #[track_caller]
        fn case(text: &str, expected: &[(&str, Option<Section>)]) {
            let events = parse(text, HtmlPolicy::Sanitize).expect("parses");
            let found = headings(&events, true, &ENGLISH);
            let found: Vec<_> = found.iter().map(|h| (h.id.as_str(), h.section)).collect();
            assert_eq!(found, expected);
        }
        case("## Project status\n", &[("status", Some(Section::Status))]);
        case("## État {#status}\n", &[("status", Some(Section::Status))]);
        case("# IMPLEMENTATION NOTES\n", &[("notes", Some(Section::Notes))]);
        case("## Background\n", &[("background", None)]);
        case("## Status {#own}\n", &[("own", None)]);
        case("> ## Implementation notes\n", &[("implementation-notes", None)]);
        case("a\n: ## Project status\n", &[("project-status", None)]);
    }
}
