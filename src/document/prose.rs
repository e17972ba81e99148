//! Links, references, headings and dates of a text, without the text itself.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Reading;
use super::clause::{self, Clause};
use super::content::Update;
pub use super::doubt::RawDoubt;
use super::escapes;
use super::fields::Markdown;
use crate::character::{self, Written};
use crate::claims::counts::{self, Count};
use crate::claims::{self, Claim, Topic};
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::fragment::wording::{self, Digests};
use crate::fragment::{
    self, Destination, Doubt, DoubtKind, Form, Fragment, MarkdownError, Section,
};
use crate::path::SourcePath;
use crate::schema::{Address, shared};

mod loose;
mod paragraph;
mod placeholder;
mod pointer;

/// A text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The body.
    Body,
    /// A review's quoted statement.
    Statement,
    /// A deliverable, by index.
    Deliverable(u16),
    /// The note of a deliverable, by index.
    Note(u16),
    /// A task of a review's entry.
    Task,
    /// The note of a response.
    Response,
    /// The note of a correction.
    Correction,
}

impl Part {
    /// The part of a deliverable.
    pub fn deliverable(index: usize) -> Self {
        Self::Deliverable(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// The part of a deliverable's note.
    pub fn note(index: usize) -> Self {
        Self::Note(u16::try_from(index).unwrap_or(u16::MAX))
    }
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The destination as written.
    pub destination: Arc<str>,
    /// The visible text.
    pub text: Arc<str>,
    /// Its bytes in the file.
    pub span: Span,
    /// Its text.
    pub part: Part,
    /// Whether it is an image.
    pub image: bool,
    /// Whether it is a raw HTML tag.
    pub raw: bool,
}

/// A label word with its numbers.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The clause.
    pub clause: Clause,
    /// Its text.
    pub part: Part,
    /// Whether the paragraph or the deliverable only points there.
    pub points: bool,
    place: Place,
}

impl Reference {
    /// Maps bytes of the text, such as a mention's, to bytes of the file.
    pub fn span(&self, of_text: Span) -> Span {
        self.place.span(of_text.range())
    }
}

/// A heading as a link target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its id in the document.
    pub id: Arc<str>,
    /// The section of an update that it begins.
    pub section: Option<Section>,
}

/// A date in prose with at least a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProseDate {
    /// The date.
    pub date: PartialDate,
    /// Its bytes in the file.
    pub span: Span,
}

/// A text that is not written to the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// What it is.
    pub kind: UnfinishedKind,
    /// Its words.
    pub text: Box<str>,
    /// Its bytes in the file.
    pub span: Span,
}

/// Why a text is not written to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnfinishedKind {
    /// It is a placeholder, or has filler text.
    Placeholder,
    /// It ends in a dash.
    Dash,
    /// It has a remark to colleagues.
    Remark,
}

/// What the texts of a document mention, in file order.
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
    /// The texts that only point elsewhere.
    pub pointers: Box<[Part]>,
    /// Texts that are not written to the end.
    pub unfinished: Box<[Unfinished]>,
    /// Hashes of the sections of an update's body.
    pub digests: Digests,
    /// Hash of each deliverable's words.
    pub deliverables: Box<[u64]>,
    /// The longer paragraphs of an update's body, each with a hash of its words.
    pub paragraphs: Box<[(Span, u64)]>,
    /// Claims of an update's body.
    pub claims: Box<[Claim]>,
    /// Counts of the body.
    pub counts: Box<[Count]>,
    /// Whether the body has no text.
    pub blank: bool,
    /// Problems with raw HTML, tables and footnotes.
    pub doubts: Box<[RawDoubt]>,
}

impl Prose {
    /// Hash of what other documents' pages can show of the texts: where they lead, and what can be
    /// linked to.
    pub(super) fn outward(&self) -> u64 {
        let mut hasher = foldhash::quality::FixedState::default().build_hasher();
        for Link { destination, part, image, raw, text: _, span: _ } in &self.links {
            (destination, part, image, raw).hash(&mut hasher);
        }
        for Reference { clause, part, points, place: _ } in &self.references {
            (clause.series(), clause.is_plural(), clause.text(), part, points).hash(&mut hasher);
        }
        for Anchor { id, section } in &self.anchors {
            (id, section).hash(&mut hasher);
        }
        (self.links.len(), self.references.len(), &self.pointers).hash(&mut hasher);
        // Whether a page has the sections, which others can link to.
        (self.digests.has_narrative(), self.digests.has_notes()).hash(&mut hasher);
        hasher.finish()
    }
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
    unfinished: Vec<Unfinished>,
    digests: Digests,
    deliverables: Vec<u64>,
    paragraphs: Vec<(Span, u64)>,
    claims: Box<[Claim]>,
    counts: Vec<Count>,
    blank: bool,
    doubts: Vec<RawDoubt>,
    diagnostics: Vec<Diagnostic>,
}

/// Maps bytes of a text to bytes of its file.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// The text is verbatim in the file, from this offset.
    At(usize),
    /// The text is escaped: everything is located at the whole value.
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
            unfinished: Vec::new(),
            digests: Digests::default(),
            deliverables: Vec::new(),
            paragraphs: Vec::new(),
            claims: Box::default(),
            counts: Vec::new(),
            blank: false,
            doubts: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Reads a text of the front matter.
    pub(super) fn read_value(&mut self, value: &Markdown, part: Part) {
        let place = value.start.map_or(Place::Whole(value.span), |start| Place::At(start as usize));
        let fragment = self.read(&value.text, Form::Whole, place, part);
        if let Part::Deliverable(_) = part {
            // An unreadable one is an error; its hash is not used.
            self.deliverables.push(fragment.map_or(0, |fragment| wording::digest_of(&fragment)));
        }
    }

    /// Reads the body, at this offset of the file; after the deliverables, which an update's body
    /// can be about.
    pub(super) fn read_body(&mut self, text: &str, start: usize, update: Option<&Update>) {
        let form = if update.is_some() { Form::Update } else { Form::Whole };
        self.blank = text.trim().is_empty();
        let Some(fragment) = self.read(text, form, Place::At(start), Part::Body) else { return };
        if update.is_some() {
            self.digests = wording::digests(&fragment);
        }
        if let Some(update) = update
            && let Some(number) = update.number.known()
        {
            let deliverables = self.deliverables_of(update);
            let calendar = self.reading.calendar(self.as_of(update));
            let topic = Topic { number: number.as_str(), deliverables: &deliverables, calendar };
            self.claims = claims::read(&fragment, start, topic, self.reading.cues);
        }
        let anchor = |heading: &fragment::Heading| Anchor {
            id: shared(&heading.id),
            section: heading.title,
        };
        self.anchors = fragment.headings().iter().map(anchor).collect();
    }

    /// The day of an update: its own, or that in the name of its edition.
    fn as_of(&self, update: &Update) -> Option<NaiveDate> {
        let edition = || PartialDate::parse(self.path.parent().name()).map(PartialDate::last_day);
        update.as_of.as_ref().map(|as_of| as_of.value).or_else(edition)
    }

    /// The deliverables that the body can be about: all but pointing ones.
    fn deliverables_of<'u>(&self, update: &'u Update) -> Vec<claims::Deliverable<'u>> {
        let deliverables = update.deliverables.iter().enumerate();
        let deliverables = deliverables.map(|(index, it)| (Part::deliverable(index), it));
        deliverables
            .filter(|(part, _)| !self.pointers.contains(part))
            .filter_map(|(part, deliverable)| {
                let Part::Deliverable(index) = part else { return None };
                let (text, phase) = (&*deliverable.text.text, deliverable.phase.as_deref());
                Some(claims::Deliverable { index, text, phase })
            })
            .collect()
    }

    pub(super) fn finish(self, diagnostics: &mut Vec<Diagnostic>) -> Prose {
        diagnostics.extend(self.diagnostics);
        Prose {
            links: self.links.into(),
            references: self.references.into(),
            anchors: self.anchors.into(),
            dates: self.dates.into(),
            pointers: self.pointers.into(),
            unfinished: self.unfinished.into(),
            digests: self.digests,
            deliverables: self.deliverables.into(),
            paragraphs: self.paragraphs.into(),
            claims: self.claims,
            counts: self.counts.into(),
            blank: self.blank,
            doubts: self.doubts.into(),
        }
    }

    /// Adds problems of the file itself.
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

    fn read<'t>(
        &mut self,
        text: &'t str,
        form: Form,
        place: Place,
        part: Part,
    ) -> Option<Fragment<'t>> {
        let reading = self.reading;
        let fragment = match Fragment::parse(text, form, reading.dialect()) {
            Ok(fragment) => fragment,
            Err(error) => {
                self.report(&error, place, text);
                return None;
            }
        };
        let mut doubts = fragment.doubts();
        // Ids in values get a prefix on the page, so links cannot target them.
        doubts.retain(|doubt| {
            part == Part::Body || !matches!(doubt.kind, DoubtKind::ReservedHeading { .. })
        });
        self.note(doubts, place);
        self.read_escapes(&fragment, place);
        self.read_links(&fragment, place, part);
        let mut clauses = Vec::new();
        fragment.for_each_block(|block| {
            claims::dates::find(&block.pieces, &reading.language.dates, |date, range| {
                self.dates.push(ProseDate { date, span: place.span(range) });
            });
            if part == Part::Body {
                let counts = counts::find(block, &reading.language.counts).into_iter();
                self.counts.extend(counts.map(|count| count.shifted(place.span(0..0).start)));
            }
            if form == Form::Update
                && let Some((hash, range)) = paragraph::find(block)
            {
                self.paragraphs.push((place.span(range), hash));
            }
            let placeholder = placeholder::find(block, reading.language)
                .map(|(text, range)| (UnfinishedKind::Placeholder, text, range));
            let unfinished =
                placeholder.or_else(|| loose::find(block, fragment.events(), reading.language));
            if let Some((kind, text, range)) = unfinished {
                self.unfinished.push(Unfinished {
                    kind,
                    text: text.into(),
                    span: place.span(range),
                });
            }
            clause::scan(&block.pieces, reading.grammar, &mut clauses);
            if clauses.is_empty() {
                return;
            }
            let points = pointer::points_elsewhere(block, &clauses, reading.language);
            if points && (part != Part::Body) {
                self.pointers.push(part);
            }
            for clause in clauses.drain(..) {
                self.references.push(Reference { clause, part, points, place });
            }
        });
        Some(fragment)
    }

    fn read_escapes(&mut self, fragment: &Fragment<'_>, place: Place) {
        let is_meant = |code| character::is_control(code) || character::is_invisible(code);
        for Written { code, range } in escapes::find(fragment, is_meant) {
            let span = place.span(range.clone());
            let escape = &fragment.source()[range];
            if character::is_control(code) {
                let location = Location::new(self.path, span);
                self.diagnostics.push(character::control(location, code, escape));
            } else {
                let kind = DoubtKind::Invisible { code, escape: escape.into() };
                self.doubts.push(RawDoubt { kind, span });
            }
        }
    }

    fn read_links(&mut self, fragment: &Fragment<'_>, place: Place, part: Part) {
        for link in fragment.links() {
            let fragment::Link { written, text, range, picture, raw } = link;
            let span = place.span(range);
            let (destination, text) = (shared(&written), shared(&text));
            let link = Link { destination, text, span, part, image: picture, raw };
            if !Destination::is_allowed(&link.destination) {
                self.forbidden_scheme(&link);
            } else if link.image && !Address::is_relative(&link.destination) {
                self.remote_image(&link);
            }
            self.links.push(link);
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
            .help(
                "pages load nothing from other hosts; put a copy of the picture beside this file",
            ),
        );
    }

    fn forbidden_scheme(&mut self, link: &Link) {
        self.diagnostics.push(
            Diagnostic::warning(
                "forbidden-scheme",
                Location::new(self.path, link.span),
                format!("the address `{}` has a scheme that is not allowed", link.destination),
            )
            .label("shown as plain text")
            .help("use http, https, mailto, tel or a relative address"),
        );
    }

    fn report(&mut self, error: &MarkdownError, place: Place, text: &str) {
        self.diagnostics.push(match error {
            MarkdownError::TooDeep(range) => Diagnostic::error(
                "too-deep",
                // The line is as long as the nesting is deep; its first byte is enough.
                Location::new(self.path, place.span(range.start..range.start)),
                format!("nested more than {} levels deep", fragment::MAX_NESTING),
            )
            .help(format!("nest quotes, lists, emphasis and raw HTML at most {} levels deep", fragment::MAX_NESTING)),
            MarkdownError::Parser => Diagnostic::error(
                "markdown-parser",
                Location::new(self.path, place.span(0..text.len())),
                "the Markdown parser failed on this text",
            )
            .help("a list item whose task box or definition holds only a `-` or `{}` is a known cause; rephrase it"),
        });
    }
}
