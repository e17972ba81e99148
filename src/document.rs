//! A content file, parsed and typed: front matter, and what its prose mentions.
//!
//! Pure, and knows no other file: numbers, statuses and links are resolved in [`crate::site`].
//! Parsing never fails; it returns a document and its diagnostics. The body text is not kept: pages
//! are rendered from the file again, so that memory grows with front matter, not with prose.

use std::hash::BuildHasher as _;

use crate::character;
use chrono::NaiveDate;

use crate::claims::{Calendar, Cues};
use crate::config::HtmlPolicy;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::fragment::Dialect;
use crate::language::{DateOrder, Language};
use crate::path::SourcePath;
use crate::schema;
use crate::world::{ReadError, World, text_of};

pub mod clause;
pub mod content;
pub mod digest;
pub mod doi;
mod doubt;
mod escapes;
pub mod fields;
pub(crate) mod front_matter;
pub mod number;
mod placement;
pub mod prose;

use clause::Grammar;
use content::{Correction, Edition, Page, Recommendation, Report, Response, ReviewEntry, Update};
use fields::{Allow, Markdown, OwnNumber};
use number::Number;
use prose::{Part, Prose, ProseReader};

/// The kind of a file, determined by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The front page or an ordinary page.
    Page,
    /// The `_index.md` of a report.
    Report,
    /// A recommendation.
    Recommendation,
    /// The `_index.md` of an edition.
    Edition,
    /// An edition's update on a recommendation.
    Update,
    /// A review's entry on one recommendation.
    ReviewEntry,
}

/// A file's front matter.
#[derive(Clone, Debug)]
pub enum Content {
    /// The front page or an ordinary page.
    Page(Box<Page>),
    /// A report.
    Report(Box<Report>),
    /// A recommendation.
    Recommendation(Box<Recommendation>),
    /// An edition.
    Edition(Box<Edition>),
    /// An update.
    Update(Box<Update>),
    /// A review's entry on one recommendation.
    ReviewEntry(Box<ReviewEntry>),
}

/// A content file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub path: SourcePath,
    /// Its front matter.
    pub content: Content,
    /// Mentions in its prose: the body and the Markdown of the front matter.
    pub prose: Prose,
    /// Whether the file has errors. It still exists as a link target, so that one mistake makes one
    /// diagnostic.
    pub broken: bool,
    /// The line that opens the front matter, if there is one.
    head: Option<Span>,
    /// Offset of the body.
    body: u32,
    /// Hash of the bytes read.
    fingerprint: u64,
    /// Hash of what other documents' pages can show of it.
    outward: u64,
}

/// Settings needed for reading documents.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Grammar of references.
    pub grammar: &'a Grammar,
    /// The content's language.
    pub language: &'a Language,
    /// Words for the progress of work.
    pub cues: &'a Cues,
    /// The month in which the report's years of account begin.
    pub fiscal_year_start: u8,
    /// What comes first in 5/6/2020.
    pub date_order: Option<DateOrder>,
    /// Handling of raw HTML.
    pub html: HtmlPolicy,
}

impl<'a> Reading<'a> {
    /// How dates of a text of this day are read.
    pub fn calendar(&self, as_of: Option<NaiveDate>) -> Calendar {
        Calendar { as_of, fiscal_year_start: self.fiscal_year_start, order: self.date_order }
    }

    /// How texts are parsed.
    pub fn dialect(&self) -> Dialect<'a> {
        Dialect { html: self.html, language: self.language }
    }
}

/// The body text, read again.
#[derive(Debug)]
pub struct Body {
    text: String,
    start: usize,
}

impl Body {
    /// The Markdown.
    pub fn text(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// Its offset in the file.
    pub fn start(&self) -> usize {
        self.start
    }
}

/// Why a body could not be read again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// The file cannot be read.
    #[error("cannot read `{0}` again: {1}")]
    Read(SourcePath, ReadError),
    /// The file has changed since.
    #[error("`{0}` was changed while the site was being built")]
    Changed(SourcePath),
}

impl BodyError {
    /// The error as a diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        let (name, path) = match self {
            Self::Read(path, _) => ("unreadable-file", path),
            Self::Changed(path) => ("changed-file", path),
        };
        Diagnostic::error(name, Location::file(path), self.to_string()).help("run the build again")
    }
}

impl Document {
    /// Reads a file. Always returns a document: an unreadable one has its number from the file
    /// name.
    pub fn read(
        world: &dyn World,
        path: &SourcePath,
        role: Role,
        reading: Reading<'_>,
    ) -> (Self, Vec<Diagnostic>) {
        match world.read(path) {
            Ok(bytes) => Self::parse(&bytes, path, role, reading),
            Err(error) => {
                let diagnostic = match error {
                    ReadError::TooLarge => error.diagnostic(path).help("split the file"),
                    _ => error.diagnostic(path),
                };
                (Self::unreadable(path, role), vec![diagnostic])
            }
        }
    }

    /// Parses the bytes of a file.
    pub fn parse(
        bytes: &[u8],
        path: &SourcePath,
        role: Role,
        reading: Reading<'_>,
    ) -> (Self, Vec<Diagnostic>) {
        let text = match text_of(bytes) {
            Ok(text) => text,
            Err(error) => return (Self::unreadable(path, role), vec![error.diagnostic(path)]),
        };
        if let Some(character::Written { code, range }) = character::first_control(text) {
            let written = &text[range.clone()];
            let diagnostic = character::control(Location::new(path, range), code, written);
            return (Self::unreadable(path, role), vec![diagnostic]);
        }
        let split = match front_matter::split(text) {
            Ok(split) => split,
            Err(error) => {
                let mut document = Self::unreadable(path, role);
                document.prose.doubts = escapes::invisible(text, "", 0).into();
                return (document, vec![error.diagnostic(path, text, role)]);
            }
        };
        let head = Span::from(split.head.clone());
        let toml = &text[split.toml.clone()];
        let (mut content, mut diagnostics) =
            Content::decode(role, toml, path, split.toml.start, head);
        character::report_controls(toml, path, split.toml.start, &mut diagnostics);
        content.name_by_file(path);
        placement::misplaced(role, path, text, head, &mut diagnostics);

        let mut reader = ProseReader::new(reading, path);
        reader.take_up(escapes::invisible(text, toml, split.toml.start));
        content.read_prose(&mut reader);
        let update = match &content {
            Content::Update(update) => Some(&**update),
            _ => None,
        };
        reader.read_body(&text[split.body..], split.body, update);
        let prose = reader.finish(&mut diagnostics);
        let broken = diagnostics.iter().any(Diagnostic::is_error);
        let outward = (&text[..split.body], broken, prose.outward());
        let outward = foldhash::quality::FixedState::default().hash_one(outward);
        let document = Self {
            path: path.clone(),
            content,
            prose,
            broken,
            head: Some(head),
            body: Span::from(split.body..split.body).start,
            fingerprint: fingerprint(bytes),
            outward,
        };
        (document, diagnostics)
    }

    /// Where its front matter begins, for what is wrong with that as a whole.
    pub fn front_matter(&self) -> Location {
        Location { path: self.path.clone(), span: self.head }
    }

    /// The kind of the file.
    pub fn role(&self) -> Role {
        match &self.content {
            Content::Page(_) => Role::Page,
            Content::Report(_) => Role::Report,
            Content::Recommendation(_) => Role::Recommendation,
            Content::Edition(_) => Role::Edition,
            Content::Update(_) => Role::Update,
            Content::ReviewEntry(_) => Role::ReviewEntry,
        }
    }

    /// The number of the recommendation, if the document is about one and its number is known.
    pub fn number(&self) -> Option<&Number> {
        self.own_number().and_then(OwnNumber::known)
    }

    /// The number of the recommendation with its place, if the front matter states it.
    pub fn stated_number(&self) -> Option<&schema::Located<Number>> {
        self.own_number().and_then(OwnNumber::stated)
    }

    fn own_number(&self) -> Option<&OwnNumber> {
        self.content.own_number()
    }

    /// Its `[[allow]]` entries.
    pub fn allowed(&self) -> &[Allow] {
        match &self.content {
            Content::Page(content) => &content.allow,
            Content::Report(content) => &content.allow,
            Content::Recommendation(content) => &content.allow,
            Content::Edition(content) => &content.allow,
            Content::Update(content) => &content.allow,
            Content::ReviewEntry(content) => &content.allow,
        }
    }

    /// Whether it is marked as a draft.
    pub fn is_draft(&self) -> bool {
        let draft = match &self.content {
            Content::Page(content) => content.draft,
            Content::Edition(content) => content.draft,
            Content::Update(content) => content.draft,
            Content::Report(_) | Content::Recommendation(_) | Content::ReviewEntry(_) => None,
        };
        draft.unwrap_or(false)
    }

    /// Its corrections, in file order.
    pub fn corrections(&self) -> &[Correction] {
        match &self.content {
            Content::Recommendation(content) => &content.corrections,
            Content::Edition(content) => &content.corrections,
            Content::Update(content) => &content.corrections,
            Content::Page(_) | Content::Report(_) | Content::ReviewEntry(_) => &[],
        }
    }

    /// Earlier addresses of its page.
    pub fn aliases(&self) -> &[schema::Located<schema::Verbatim>] {
        match &self.content {
            Content::Page(content) => &content.aliases,
            Content::Report(content) => &content.aliases,
            Content::Recommendation(content) => &content.aliases,
            Content::Edition(content) => &content.aliases,
            Content::Update(_) | Content::ReviewEntry(_) => &[],
        }
    }

    /// Its responses, in file order; `None` for an update that keeps the earlier ones.
    pub fn responses(&self) -> Option<&[Response]> {
        match &self.content {
            Content::Recommendation(content) => Some(&content.responses),
            Content::Update(content) => content.responses.as_deref(),
            Content::Page(_)
            | Content::Report(_)
            | Content::Edition(_)
            | Content::ReviewEntry(_) => None,
        }
    }

    /// Hash of the bytes of the file.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Hash of what other documents' pages can show of it: its front matter, and where the links and
    /// references of its body lead. Its words are not part of it.
    pub fn outward(&self) -> u64 {
        self.outward
    }

    /// Reads the body text again.
    pub fn read_body(&self, world: &dyn World) -> Result<Body, BodyError> {
        Ok(Body { text: self.read_source(world)?, start: self.body as usize })
    }

    /// The body in the whole file's text.
    pub fn body_of<'t>(&self, source: &'t str) -> &'t str {
        source.get(self.body as usize..).unwrap_or_default()
    }

    /// Reads the whole file's text again.
    pub fn read_source(&self, world: &dyn World) -> Result<String, BodyError> {
        let bytes =
            world.read(&self.path).map_err(|error| BodyError::Read(self.path.clone(), error))?;
        if fingerprint(&bytes) != self.fingerprint {
            return Err(BodyError::Changed(self.path.clone()));
        }
        String::from_utf8(bytes).map_err(|_| BodyError::Changed(self.path.clone()))
    }

    pub(crate) fn unreadable(path: &SourcePath, role: Role) -> Self {
        let mut content = Content::unreadable(role);
        content.name_by_file(path);
        let prose = Prose::default();
        let path = path.clone();
        Self { path, content, prose, broken: true, head: None, body: 0, fingerprint: 0, outward: 0 }
    }
}

fn fingerprint(bytes: &[u8]) -> u64 {
    foldhash::quality::FixedState::default().hash_one(bytes)
}

impl Content {
    fn decode(
        role: Role,
        toml: &str,
        path: &SourcePath,
        offset: usize,
        head: Span,
    ) -> (Self, Vec<Diagnostic>) {
        fn read<T>(
            wrap: fn(Box<T>) -> Content,
            (content, diagnostics): (T, Vec<Diagnostic>),
        ) -> (Content, Vec<Diagnostic>) {
            (wrap(Box::new(content)), diagnostics)
        }
        match role {
            Role::Page => read(Self::Page, schema::decode(toml, path, offset, head)),
            Role::Report => read(Self::Report, schema::decode(toml, path, offset, head)),
            Role::Recommendation => {
                read(Self::Recommendation, schema::decode(toml, path, offset, head))
            }
            Role::Edition => read(Self::Edition, schema::decode(toml, path, offset, head)),
            Role::Update => read(Self::Update, schema::decode(toml, path, offset, head)),
            Role::ReviewEntry => read(Self::ReviewEntry, schema::decode(toml, path, offset, head)),
        }
    }

    /// Front matter of which nothing can be read.
    fn unreadable(role: Role) -> Self {
        match role {
            Role::Page => Self::Page(Box::default()),
            Role::Report => Self::Report(Box::default()),
            Role::Recommendation => Self::Recommendation(Box::default()),
            Role::Edition => Self::Edition(Box::default()),
            Role::Update => Self::Update(Box::default()),
            Role::ReviewEntry => Self::ReviewEntry(Box::default()),
        }
    }

    fn own_number(&self) -> Option<&OwnNumber> {
        match self {
            Self::Recommendation(content) => Some(&content.number),
            Self::Update(content) => Some(&content.number),
            Self::ReviewEntry(content) => Some(&content.number),
            Self::Page(_) | Self::Report(_) | Self::Edition(_) => None,
        }
    }

    /// The number, if it is known.
    fn number(&self) -> Option<&Number> {
        self.own_number().and_then(OwnNumber::known)
    }

    /// Uses the number in the file name if the front matter has no valid one.
    fn name_by_file(&mut self, path: &SourcePath) {
        let number = match self {
            Self::Recommendation(content) => &mut content.number,
            Self::Update(content) => &mut content.number,
            Self::ReviewEntry(content) => &mut content.number,
            Self::Page(_) | Self::Report(_) | Self::Edition(_) => return,
        };
        if *number != OwnNumber::Unknown {
            return;
        }
        let stem = path.name().trim_end_matches(".md");
        let label = stem.trim_start_matches(|char: char| !char.is_ascii_digit());
        if let Ok(named) = Number::new(label.trim_start_matches('0')) {
            *number = OwnNumber::Named(named);
        }
    }

    fn read_prose(&self, reader: &mut ProseReader<'_>) {
        match self {
            Self::Update(update) => {
                for (index, deliverable) in update.deliverables.iter().enumerate() {
                    reader.read_value(&deliverable.text, Part::deliverable(index));
                    if let Some(note) = &deliverable.note {
                        reader.read_value(note, Part::note(index));
                    }
                }
                read_responses(update.responses.as_deref().unwrap_or_default(), reader);
                read_notes(&update.corrections, reader);
            }
            Self::Recommendation(adopted) => {
                read_responses(&adopted.responses, reader);
                read_notes(&adopted.corrections, reader);
            }
            Self::Edition(edition) => read_notes(&edition.corrections, reader),
            Self::ReviewEntry(entry) => {
                if let Some(statement) = &entry.statement {
                    reader.read_value(statement, Part::Statement);
                }
                for text in entry.task_texts() {
                    reader.read_value(text, Part::Task);
                }
            }
            Self::Page(_) | Self::Report(_) => {}
        }
    }
}

fn read_responses(responses: &[Response], reader: &mut ProseReader<'_>) {
    for note in responses.iter().filter_map(|response| response.note.as_ref()) {
        reader.read_value(note, Part::Response);
    }
}

fn read_notes(corrections: &[Correction], reader: &mut ProseReader<'_>) {
    for correction in corrections {
        reader.read_value(&correction.note, Part::Correction);
    }
}

impl ReviewEntry {
    /// The texts of all tasks, depth-first.
    pub fn task_texts(&self) -> Vec<&Markdown> {
        fn collect<'a>(tasks: &'a [content::Task], texts: &mut Vec<&'a Markdown>) {
            for task in tasks {
                texts.push(&task.text);
                collect(&task.tasks, texts);
            }
        }
        let mut texts = Vec::new();
        collect(&self.tasks, &mut texts);
        texts
    }
}
