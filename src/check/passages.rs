//! The texts of a document, block by block: plain text, with its places in the file.
//!
//! For rules about language. A document is read and parsed again for each rule that asks, one
//! document at a time, so that no text is kept. Must not know any rule.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Context, Findings};
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::document::content::Task;
use crate::document::fields::Markdown;
use crate::document::prose::Part;
use crate::document::{Content, Document};
use crate::fragment::{Destination, Form, Fragment, Section};
use crate::language::Language;
use crate::path::SourcePath;
use crate::site::{DocumentId, Site};

mod sentences;
mod tokens;

pub(super) use sentences::sentences;
pub(super) use tokens::Tokens;

/// Stands for code, pictures, addresses and struck out text, which are no prose.
pub(super) const OBJECT: char = '\u{fffc}';

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Paragraph,
    Heading,
    /// An item of a list, or a paragraph of it: number of the list in its text.
    Item(usize),
    Cell,
}

/// A paragraph, heading, list item or table cell.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) part: Part,
    pub(super) shape: Shape,
    /// The section of an update's body.
    pub(super) section: Option<Section>,
    /// As shown, without markup.
    pub(super) text: String,
    /// Whether it is in others' words: an adopted statement, or a block quotation.
    pub(super) is_quoted: bool,
    /// Whether it has a link or a footnote mark.
    pub(super) has_link: bool,
    /// Bytes in the text, and in the file.
    pieces: Vec<(Range<usize>, Range<usize>)>,
}

impl Passage {
    /// The place of some bytes of the text.
    pub(super) fn location(&self, path: &SourcePath, range: Range<usize>) -> Location {
        Location::new(path, self.span(range))
    }

    /// Its sentences.
    pub(super) fn sentences(&self, language: &Language) -> Vec<Range<usize>> {
        sentences(&self.text, language)
    }

    /// The bytes in the file of some bytes of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let at = |byte: usize, is_end: bool| {
            let known = |text: &Range<usize>| {
                if is_end { text.start < byte } else { text.start <= byte }
            };
            let index = self.pieces.partition_point(|(text, _)| known(text));
            let (text, source) = &self.pieces[index.saturating_sub(1)];
            // A piece that is spelled differently in the file is meant as a whole.
            match (text.len() == source.len(), is_end) {
                (true, _) => (source.start + byte.saturating_sub(text.start)).min(source.end),
                (false, false) => source.start,
                (false, true) => source.end,
            }
        };
        if self.pieces.is_empty() {
            return Span::from(0..0);
        }
        let start = at(range.start, false);
        Span::from(start..at(range.end, true).max(start))
    }
}

/// The passages of a document in file order; none if it has errors.
pub(super) fn of(context: &Context<'_>, document: &Document) -> Vec<Passage> {
    let mut reader = Reader { site: context.site, passages: Vec::new(), lists: 0 };
    if document.broken {
        return reader.passages;
    }
    reader.values(&document.content);
    // A file that changed meanwhile is an error elsewhere.
    if let Ok(body) = document.read_body(context.world) {
        let is_update = matches!(document.content, Content::Update(_));
        let form = if is_update { Form::Update } else { Form::Whole };
        let is_quoted = matches!(document.content, Content::Recommendation(_));
        reader.read(body.text(), form, Place::At(body.start()), (Part::Body, is_quoted));
    }
    reader.passages
}

/// The passages of a document's body.
pub(super) fn of_body(context: &Context<'_>, document: &Document) -> Vec<Passage> {
    let mut passages = of(context, document);
    passages.retain(|passage| passage.part == Part::Body);
    passages
}

/// Reports what is found in the passages of each document.
pub(super) fn report(
    context: &Context<'_>,
    findings: &mut Findings,
    visit: impl Fn(DocumentId, &Document, &[Passage]) -> Vec<Diagnostic> + Sync,
) {
    for found in collect(context, visit) {
        findings.push(found);
    }
}

/// Maps the passages of every document, in parallel; results are in order of documents.
pub(super) fn collect<T: Send>(
    context: &Context<'_>,
    visit: impl Fn(DocumentId, &Document, &[Passage]) -> Vec<T> + Sync,
) -> Vec<T> {
    context.collect(|id, document| {
        let passages = of(context, document);
        if passages.is_empty() { Vec::new() } else { visit(id, document, &passages) }
    })
}

/// Where a text is in its file.
#[derive(Clone, Copy)]
enum Place {
    /// Verbatim, from this offset.
    At(usize),
    /// Escaped: everything is at the whole value.
    Whole(Span),
}

struct Reader<'s> {
    site: &'s Site,
    passages: Vec<Passage>,
    /// Number of lists so far.
    lists: usize,
}

impl Reader<'_> {
    /// The Markdown of the front matter.
    fn values(&mut self, content: &Content) {
        match content {
            Content::Update(update) => {
                for (index, row) in update.deliverables.iter().enumerate() {
                    self.value(&row.text, (Part::deliverable(index), false));
                    if let Some(note) = &row.note {
                        self.value(note, (Part::note(index), false));
                    }
                }
            }
            Content::ReviewEntry(entry) => {
                if let Some(statement) = &entry.statement {
                    self.value(statement, (Part::Statement, true));
                }
                self.tasks(&entry.tasks);
            }
            _ => {}
        }
    }

    fn tasks(&mut self, tasks: &[Task]) {
        for task in tasks {
            self.value(&task.text, (Part::Task, false));
            self.tasks(&task.tasks);
        }
    }

    fn value(&mut self, value: &Markdown, part: (Part, bool)) {
        let place = value.start.map_or(Place::Whole(value.span), |start| Place::At(start as usize));
        self.read(&value.text, Form::Whole, place, part);
    }

    fn read(&mut self, text: &str, form: Form, place: Place, (part, is_quoted): (Part, bool)) {
        // What cannot be parsed is an error elsewhere.
        let Ok(fragment) = Fragment::parse(text, form, self.site.dialect()) else { return };
        let blank = Passage {
            part,
            shape: Shape::Paragraph,
            section: None,
            text: String::new(),
            is_quoted,
            has_link: false,
            pieces: Vec::new(),
        };
        let mut walk = Walk {
            place,
            next: blank.clone(),
            blank,
            lists: Vec::new(),
            links: Vec::new(),
            quotes: 0,
            struck: 0,
            silent: 0,
            out: self,
        };
        let mut parts = fragment.parts().iter().peekable();
        for (index, (event, range)) in fragment.events().iter().enumerate() {
            while parts.next_if(|part| part.events.end <= index).is_some() {}
            let section = parts.peek().filter(|part| part.events.start <= index);
            walk.blank.section = section.map(|part| part.section);
            walk.event(event, range);
        }
        walk.flush();
    }
}

/// A walk through the events of one text.
struct Walk<'w, 's> {
    place: Place,
    /// The passage that is being read.
    next: Passage,
    /// How a passage begins.
    blank: Passage,
    /// The numbers of the lists around.
    lists: Vec<usize>,
    /// For each link around, whether its text is its address.
    links: Vec<bool>,
    quotes: usize,
    struck: usize,
    /// Depth of what is no prose: code blocks, raw HTML, pictures, bare addresses.
    silent: usize,
    out: &'w mut Reader<'s>,
}

impl Walk<'_, '_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(*end),
            Event::Rule => self.flush(),
            _ if self.silent > 0 => {}
            Event::Text(_) if self.struck > 0 => self.object(range),
            Event::Text(text) => self.push(text, range),
            Event::SoftBreak | Event::HardBreak => self.push(" ", range),
            Event::FootnoteReference(_) => self.next.has_link = true,
            Event::InlineHtml(html) => {
                self.next.has_link |=
                    html.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<a "));
            }
            Event::TaskListMarker(_) => {}
            _ => self.object(range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => {}
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, link_type, .. } => {
                self.next.has_link |= !matches!(Destination::read(dest_url), Destination::Nowhere);
                let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                if is_bare {
                    self.object(range);
                    self.silent += 1;
                }
                self.links.push(is_bare);
            }
            Tag::Image { .. } => {
                self.object(range);
                self.silent += 1;
            }
            tag => {
                self.flush();
                self.block(tag);
            }
        }
    }

    fn block(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(_) => {
                self.out.lists += 1;
                self.lists.push(self.out.lists);
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.silent += 1,
            _ => {}
        }
        self.next.shape = match (tag, self.lists.last()) {
            (Tag::Heading { .. }, _) => Shape::Heading,
            (Tag::TableCell, _) => Shape::Cell,
            (_, Some(list)) => Shape::Item(*list),
            (_, None) => Shape::Paragraph,
        };
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Strikethrough => {
                self.struck = self.struck.saturating_sub(1);
                return;
            }
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.silent = self.silent.saturating_sub(1);
                }
                return;
            }
            TagEnd::Image => {
                self.silent = self.silent.saturating_sub(1);
                return;
            }
            _ => {}
        }
        self.flush();
        match end {
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.silent = self.silent.saturating_sub(1);
            }
            _ => {}
        }
        if let Some(list) = self.lists.last() {
            self.next.shape = Shape::Item(*list);
        }
    }

    fn object(&mut self, range: &Range<usize>) {
        self.push(OBJECT.encode_utf8(&mut [0; 4]), range);
    }

    fn push(&mut self, text: &str, range: &Range<usize>) {
        let start = self.next.text.len();
        self.next.text.push_str(text);
        let source = match self.place {
            Place::At(offset) => range.start + offset..range.end + offset,
            Place::Whole(span) => span.range(),
        };
        self.next.pieces.push((start..self.next.text.len(), source));
    }

    fn flush(&mut self) {
        let mut blank = self.blank.clone();
        // A paragraph may follow in the same item.
        blank.shape = self.next.shape;
        let mut passage = std::mem::replace(&mut self.next, blank);
        if !passage.text.trim().is_empty() {
            passage.section = self.blank.section;
            passage.is_quoted |= self.quotes > 0;
            self.out.passages.push(passage);
        }
    }
}

#[cfg(test)]
mod tests;
