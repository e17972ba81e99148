//! The headings of a text: ids, depth, and the parts of an update that they begin.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::slug::Ids;
use super::{Dialect, Form, Spanned, Stretch, raw, shown_text};
use crate::character;
use crate::config::HtmlPolicy;
use crate::language::Language;

/// The part of an update that a heading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// Whether a heading is the language's name for the part, or empty.
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
    /// Nesting depth among the headings of its part, whatever their levels: pages skip no level.
    pub depth: usize,
    /// Its id, unique in the text.
    pub id: String,
    /// The explicit id.
    pub given: Option<Box<str>>,
    /// Its text, without markup.
    pub text: String,
    /// The part of an update that it begins.
    pub section: Option<Section>,
    /// The part that it is the title of.
    pub title: Option<Section>,
    /// Whether it begins that part in other words than the language's: then these are part of the
    /// text.
    pub own_words: bool,
    /// Whether it is plain text: no link, picture or footnote mark.
    pub plain: bool,
    /// Whether it is within a quotation, list or another block: then it does not divide parts.
    pub nested: bool,
}

impl Heading {
    /// Whether it has no visible text: pages then show only an anchor.
    pub fn is_wordless(&self) -> bool {
        !self.text.chars().any(character::is_shown)
    }
}

/// A heading in raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawHeading {
    /// The index of its start tag.
    pub start: usize,
    /// From 1 to 6.
    pub level: u8,
    /// Nesting depth among the headings of its part.
    pub depth: usize,
}

/// The headings of a text, Markdown and raw HTML.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    pub(super) written: Vec<Heading>,
    pub(super) raw: Vec<RawHeading>,
}

/// The levels of the open headings.
#[derive(Default)]
struct Above(Vec<u8>);

impl Above {
    /// The depth of a heading of a level. Restarts with each part.
    fn depth_in(&mut self, part: &mut usize, of: usize, level: u8) -> usize {
        if *part != of {
            *part = of;
            self.0.clear();
        }
        self.0.retain(|higher| *higher < level);
        let depth = self.0.len();
        self.0.push(level);
        depth
    }
}

/// Finds the headings. In an update some begin known parts. Raw HTML that is passed through has
/// none. Ids and depths are assigned by [`Headings::arrange`].
pub(super) fn find(events: &[Spanned<'_>], form: Form, dialect: Dialect<'_>) -> Headings {
    let Dialect { html: policy, language } = dialect;
    let mut headings = Headings::default();
    let mut open: Option<Open> = None;
    let mut nesting = 0_usize;
    for (index, (event, _)) in events.iter().enumerate() {
        if let Event::InlineHtml(html) = event
            && policy == HtmlPolicy::Sanitize
            && let Some(level) = raw::heading(html)
        {
            headings.raw.push(RawHeading { start: index, level, depth: 0 });
        }
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let given = id.as_deref().map(Into::into);
                open = Some(Open {
                    start: index,
                    level: *level,
                    given,
                    text: String::new(),
                    plain: true,
                });
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some(open) = open.take() else { continue };
                let begins = form == Form::Update && nesting == 0;
                headings.written.push(open.closed(index, begins.then_some(language), nesting > 0));
            }
            Event::Start(_) if open.is_none() => nesting += 1,
            Event::End(_) if open.is_none() => nesting = nesting.saturating_sub(1),
            event => {
                if let Some(open) = &mut open {
                    open.read(event);
                }
            }
        }
    }
    headings
}

impl Headings {
    /// Assigns ids, and depths within each part. The title of a part has the part's id.
    pub(super) fn arrange(&mut self, parts: &[Stretch]) {
        for part in parts {
            if let Some(heading) = part.title.and_then(|title| self.written.get_mut(title)) {
                heading.title = Some(part.section);
            }
        }
        let mut ids = Ids::default();
        for heading in &mut self.written {
            heading.id = match heading.title {
                Some(part) => ids.title(part.id()),
                None => ids.heading(heading.given.as_deref(), &heading.text),
            };
        }
        let starts: Vec<usize> = parts.iter().map(|part| part.events.start).collect();
        let part_of = |event: usize| starts.partition_point(|start| *start <= event);
        let (mut above, mut part) = (Above::default(), 0);
        let mut raw = self.raw.iter_mut().peekable();
        for heading in &mut self.written {
            while let Some(raw) = raw.next_if(|raw| raw.start < heading.start) {
                raw.depth = above.depth_in(&mut part, part_of(raw.start), raw.level);
            }
            if !heading.is_wordless() {
                heading.depth = above.depth_in(&mut part, part_of(heading.start), heading.level);
            }
        }
        for rest in raw {
            rest.depth = above.depth_in(&mut part, part_of(rest.start), rest.level);
        }
    }
}

/// A heading being read.
struct Open {
    start: usize,
    level: HeadingLevel,
    given: Option<Box<str>>,
    text: String,
    plain: bool,
}

impl Open {
    fn read(&mut self, event: &Event<'_>) {
        match event {
            Event::InlineHtml(html) => {
                let words = raw::words(html).or_else(|| raw::alternative(html));
                self.text.push_str(&words.unwrap_or_default());
                self.plain = false;
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) | Event::End(_) => {}
            event => match shown_text(event) {
                Some(piece) => self.text.push_str(piece),
                None => self.plain = false,
            },
        }
    }

    /// The finished heading; in an update it can begin a part.
    fn closed(self, end: usize, begins: Option<&Language>, nested: bool) -> Heading {
        let Self { start, level, given, text, plain } = self;
        let section = begins.and_then(|language| section(given.as_deref(), &text, language));
        let called = begins.zip(section);
        let own_words = called.is_some_and(|(language, it)| !it.is_called(&text, language));
        Heading {
            start,
            end,
            level: level as u8,
            depth: 0,
            id: String::new(),
            given,
            text,
            section,
            title: None,
            own_words,
            plain,
            nested,
        }
    }
}

fn section(given: Option<&str>, text: &str, language: &Language) -> Option<Section> {
    [Section::Status, Section::Notes].into_iter().find(|section| match given {
        Some(given) => given == section.id(),
        None => !text.trim().is_empty() && section.is_called(text, language),
    })
}
