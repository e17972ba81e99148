//! What a text mentions: links, references, headings and dates, without the text itself.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Reading;
use super::clause::{self, Clause};
use super::content::Update;
use super::date::PartialDate;
use super::escapes;
use super::fields::Markdown;
use super::headings;
use super::markdown::{self, Doubt, DoubtKind, MarkdownError, Section, Spanned, shown_text};
use super::text::{Digests, Parts};
use crate::character::{self, Written};
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::path::SourcePath;
use crate::schema::Address;

mod blocks;
mod claims;
mod dates;
mod slips;

pub use blocks::{Block, for_each_block};
pub use claims::{Claim, ClaimKind, Cues, OwnCues, Section as ClaimSection, Subject};

/// Which text of a document something was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The body.
    Body,
    /// A review's quotation of the statement.
    Statement,
    /// A deliverable, by its place from 0.
    Deliverable(u16),
    /// A task of a review's entry.
    Task,
    /// The note of a correction.
    Correction,
}

impl Part {
    /// The part of a deliverable.
    pub fn deliverable(index: usize) -> Self {
        Self::Deliverable(u16::try_from(index).unwrap_or(u16::MAX))
    }
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written.
    pub destination: Box<str>,
    /// What readers see of it.
    pub text: Box<str>,
    /// Its bytes in the file.
    pub span: Span,
    /// The text it stands in.
    pub part: Part,
    /// Whether it is an image.
    pub image: bool,
}

/// A label word with its numbers.
#[derive(Clone, Debug)]
pub struct Reference {
    /// What is written.
    pub clause: Clause,
    /// The text it stands in.
    pub part: Part,
    /// Whether the paragraph or the deliverable only points there.
    pub points: bool,
    place: Place,
}

impl Reference {
    /// Bytes of the text, such as a mention's, as bytes of the file.
    pub fn span(&self, of_text: Span) -> Span {
        self.place.span(of_text.range())
    }
}

/// A heading that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its id in the document.
    pub id: Box<str>,
    /// The part of an update that it begins.
    pub section: Option<Section>,
}

/// A date in prose, known at least to the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProseDate {
    /// The date.
    pub date: PartialDate,
    /// Its bytes in the file.
    pub span: Span,
}

/// What the texts of a document mention, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// Links and images.
    pub links: Box<[Link]>,
    /// References in prose.
    pub references: Box<[Reference]>,
    /// Headings of the body.
    pub anchors: Box<[Anchor]>,
    /// Dates.
    pub dates: Box<[ProseDate]>,
    /// The parts that hold nothing but a pointer elsewhere.
    pub pointers: Box<[Part]>,
    /// What the parts of an update's body come to.
    pub digests: Digests,
    /// What the body of an update claims.
    pub claims: Box<[Claim]>,
    /// What is to be known about raw HTML, tables and notes.
    pub doubts: Box<[RawDoubt]>,
}

/// Something that its author should know, and where it is in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDoubt {
    /// What it is.
    pub kind: DoubtKind,
    /// Its bytes in the file.
    pub span: Span,
}

/// Reads the texts of one document.
#[derive(Debug)]
pub(super) struct ProseReader<'a> {
    reading: Reading<'a>,
    path: &'a SourcePath,
    links: Vec<Link>,
    references: Vec<Reference>,
    anchors: Vec<Anchor>,
    dates: Vec<ProseDate>,
    pointers: Vec<Part>,
    digests: Digests,
    claims: Box<[Claim]>,
    doubts: Vec<RawDoubt>,
    diagnostics: Vec<Diagnostic>,
}

/// How bytes of a text are bytes of its file.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// The text stands in the file letter by letter, from this byte on.
    At(usize),
    /// It does not: everything in it is said to be at the whole value.
    Whole(Span),
}

impl Place {
    fn span(self, range: Range<usize>) -> Span {
        match self {
            Self::At(start) => Span::from(range).shifted(start),
            Self::Whole(span) => span,
        }
    }
}

impl<'a> ProseReader<'a> {
    pub(super) fn new(reading: Reading<'a>, path: &'a SourcePath) -> Self {
        Self {
            reading,
            path,
            links: Vec::new(),
            references: Vec::new(),
            anchors: Vec::new(),
            dates: Vec::new(),
            pointers: Vec::new(),
            digests: Digests::default(),
            claims: Box::default(),
            doubts: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Reads a text of the front matter.
    pub(super) fn read_value(&mut self, value: &Markdown, part: Part) {
        let place = value.start.map_or(Place::Whole(value.span), |start| Place::At(start as usize));
        self.read(&value.text, place, part);
    }

    /// Reads the body, which begins at this byte of the file: after the deliverables, which an
    /// update's body may speak of.
    pub(super) fn read_body(&mut self, text: &str, start: usize, update: Option<&Update>) {
        let Some(events) = self.read(text, Place::At(start), Part::Body) else { return };
        let (events, headings) = if update.is_some() {
            let (events, headings, doubts) = markdown::in_parts(events, self.reading.language);
            self.note(doubts, Place::At(start));
            (events, headings)
        } else {
            let headings = markdown::headings(&events, false, self.reading.language);
            (events, headings)
        };
        self.note(headings::reserved(&events, &headings, text), Place::At(start));
        if let Some(update) = update {
            self.digests = Parts::of(&events, &headings).digests();
            let about = (update, &*self.pointers);
            self.claims = claims::read(&events, &headings, start, about, self.reading);
        }
        self.anchors = headings
            .into_iter()
            .map(|heading| Anchor { id: heading.id.into(), section: heading.section })
            .collect();
    }

    pub(super) fn finish(self, diagnostics: &mut Vec<Diagnostic>) -> Prose {
        diagnostics.extend(self.diagnostics);
        Prose {
            links: self.links.into(),
            references: self.references.into(),
            anchors: self.anchors.into(),
            dates: self.dates.into(),
            pointers: self.pointers.into(),
            digests: self.digests,
            claims: self.claims,
            doubts: self.doubts.into(),
        }
    }

    /// Takes up what was found in the file itself.
    pub(super) fn take_up(&mut self, doubts: impl IntoIterator<Item = RawDoubt>) {
        self.doubts.extend(doubts);
    }

    fn note(&mut self, doubts: Vec<Doubt>, place: Place) {
        self.doubts.extend(
            doubts
                .into_iter()
                .map(|doubt| RawDoubt { kind: doubt.kind, span: place.span(doubt.range) }),
        );
    }

    fn read<'t>(&mut self, text: &'t str, place: Place, part: Part) -> Option<Vec<Spanned<'t>>> {
        let events = match markdown::parse_told(text, self.reading.html) {
            Ok((events, mut doubts)) => {
                doubts.append(&mut slips::find(&events, text));
                doubts.append(&mut headings::empty(&events, text));
                self.note(doubts, place);
                events
            }
            Err(error) => {
                self.report(&error, place, text);
                return None;
            }
        };
        self.read_escapes(&events, place, text);
        self.read_links(&events, place, part);
        let reading = self.reading;
        let mut clauses = Vec::new();
        for_each_block(&events, |block| {
            dates::find(&block.pieces, reading.language, |date, range| {
                self.dates.push(ProseDate { date, span: place.span(range) });
            });
            clause::scan(&block.pieces, reading.grammar, &mut clauses);
            if clauses.is_empty() {
                return;
            }
            let points = block.points_elsewhere(&clauses, reading);
            if points && (part != Part::Body) {
                self.pointers.push(part);
            }
            for clause in clauses.drain(..) {
                self.references.push(Reference { clause, part, points, place });
            }
        });
        Some(events)
    }

    fn read_escapes(&mut self, events: &[Spanned<'_>], place: Place, text: &str) {
        let is_meant = |code| character::is_control(code) || character::is_invisible(code);
        for Written { code, range } in escapes::find(events, text, is_meant) {
            let span = place.span(range.clone());
            if character::is_control(code) {
                let location = Location::new(self.path, span);
                self.diagnostics.push(character::control(location, code, &text[range]));
            } else {
                let kind = DoubtKind::Invisible { code, escape: text[range].into() };
                self.doubts.push(RawDoubt { kind, span });
            }
        }
    }

    fn read_links(&mut self, events: &[Spanned<'_>], place: Place, part: Part) {
        // Links hold no links, but they hold images.
        let mut open: Vec<Link> = Vec::new();
        for (event, range) in events {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    open.push(Link {
                        destination: destination(event, dest_url),
                        text: Box::default(),
                        span: place.span(range.clone()),
                        part,
                        image: matches!(event, Event::Start(Tag::Image { .. })),
                    });
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    let Some(link) = open.pop() else { continue };
                    if !Address::is_allowed(&link.destination)
                        && !link.destination.starts_with("rec:")
                    {
                        self.forbidden_scheme(&link);
                    } else if link.image && !Address::is_relative(&link.destination) {
                        self.remote_image(&link);
                    }
                    self.links.push(link);
                }
                event => {
                    if let (Some(link), Some(text)) = (open.last_mut(), shown_text(event)) {
                        link.text = [&*link.text, text].concat().into();
                    }
                }
            }
        }
    }

    fn remote_image(&mut self, link: &Link) {
        self.diagnostics.push(
            Diagnostic::warning(
                "remote-image",
                Location::new(self.path, link.span),
                format!("the picture `{}` is not part of this site", link.destination),
            )
            .label("written as a link")
            .help("pages load nothing from elsewhere; put the picture beside this file"),
        );
    }

    fn forbidden_scheme(&mut self, link: &Link) {
        self.diagnostics.push(
            Diagnostic::warning(
                "forbidden-scheme",
                Location::new(self.path, link.span),
                format!("the address `{}` has a scheme that is not allowed", link.destination),
            )
            .label("written as plain text")
            .help("use http, https, mailto, tel or a relative address"),
        );
    }

    fn report(&mut self, error: &MarkdownError, place: Place, text: &str) {
        self.diagnostics.push(match error {
            MarkdownError::TooDeep(range) => Diagnostic::error(
                "too-deep",
                // The line is as long as the nesting is deep: its first byte will do.
                Location::new(self.path, place.span(range.start..range.start)),
                format!("nested more than {} levels deep", markdown::MAX_NESTING),
            )
            .help(format!("quotes, lists, emphasis and raw HTML may be nested {} levels deep", markdown::MAX_NESTING)),
            MarkdownError::Parser => Diagnostic::error(
                "markdown-parser",
                Location::new(self.path, place.span(0..text.len())),
                "the Markdown parser failed on this text",
            )
            .help("a list item whose task box or definition holds only a `-` or `{}` is a known cause; write it another way"),
        });
    }
}

/// Where a link leads: an address of the form `<who@example.org>` is one of mail.
fn destination(event: &Event<'_>, written: &str) -> Box<str> {
    match event {
        Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {
            format!("mailto:{written}").into()
        }
        _ => written.into(),
    }
}
