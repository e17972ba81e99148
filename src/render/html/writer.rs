//! Transforms the events of a fragment for a page.

use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};

use super::{HtmlWriter, Insertion, Shape, push_attribute, push_text};
use crate::config::HtmlPolicy;
use crate::fragment::{self, Fragment, Heading};
use crate::schema::Address;

/// Maximum number of table columns on a portrait page.
const MOST_COLUMNS: usize = 6;

impl Shape<'_> {
    /// The id of a heading on the page.
    fn id(&self, id: &str) -> String {
        format!("{}{}{id}", self.id_prefix, self.scope)
    }

    /// The id of a footnote on the page. It begins with the kind, which no heading id does.
    fn generated_id(&self, kind: &str, number: &str) -> String {
        format!("{}{kind}{}{number}", self.id_prefix, self.scope)
    }
}

/// The events of a part of the text.
pub(super) fn written<'t>(of: &'t HtmlWriter<'_>, range: Range<usize>) -> Vec<Event<'t>> {
    let HtmlWriter { fragment, insertions, shape } = of;
    let headings = fragment.headings();
    let mut writer = Writer {
        fragment,
        insertions,
        shape: *shape,
        out: Vec::with_capacity(range.len() + range.len() / 8),
        insertion: insertions.partition_point(|insertion| insertion.event < range.start),
        heading: headings.partition_point(|heading| heading.start < range.start),
        level: HeadingLevel::H2,
        table: Table::default(),
        links: Vec::new(),
        wordless: false,
        raw_link: None,
        raw_heading: None,
    };
    for index in range {
        writer.event(index);
    }
    writer.out
}

struct Writer<'t> {
    fragment: &'t Fragment<'t>,
    insertions: &'t [Insertion],
    shape: Shape<'t>,
    out: Vec<Event<'t>>,
    /// The next insertion.
    insertion: usize,
    /// The next heading.
    heading: usize,
    /// The level of the open heading.
    level: HeadingLevel,
    table: Table,
    /// The output for each open link or image.
    links: Vec<Link>,
    /// Whether the open heading has no text so far.
    wordless: bool,
    /// The address number of the link opened in raw HTML.
    raw_link: Option<usize>,
    /// The level of the heading opened in raw HTML.
    raw_heading: Option<HeadingLevel>,
}

/// The output for a link or an image.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// As it is, with the number of its address note.
    Written(Option<usize>),
    /// Only its text.
    Dropped,
    /// A link instead of an image.
    Instead,
}

/// The position in a table.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl<'t> Writer<'t> {
    fn event(&mut self, index: usize) {
        let escapes = self.fragment.html() == HtmlPolicy::Escape;
        match &self.fragment.events()[index].0 {
            Event::Start(Tag::HtmlBlock) if escapes => {
                self.out.push(Event::Start(Tag::Paragraph));
            }
            Event::End(TagEnd::HtmlBlock) if escapes => {
                self.out.push(Event::End(TagEnd::Paragraph));
            }
            event => self.shaped(index, event, self.shape),
        }
    }

    fn shaped(&mut self, index: usize, event: &'t Event<'_>, shape: Shape<'_>) {
        match event {
            Event::Text(_) | Event::SoftBreak | Event::HardBreak => {
                self.with_insertions(index, event);
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let address = match link_type {
                    LinkType::Email => Some(dest_url.to_string()),
                    _ => shape.spelling.address(dest_url),
                };
                self.links.push(match &address {
                    Some(address) => Link::Written(shape.spelling.number(address)),
                    None => Link::Dropped,
                });
                if let Some(address) = address {
                    self.out.push(Event::Start(Tag::Link {
                        link_type: *link_type,
                        dest_url: address.into(),
                        title: CowStr::Borrowed(title),
                        id: CowStr::Borrowed(id),
                    }));
                }
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                if !Address::is_relative(dest_url)
                    && let Some(address) = shape.spelling.address(dest_url)
                {
                    self.remote_image(address, title);
                    return;
                }
                let address = shape.spelling.picture(dest_url);
                let written = address.is_some();
                self.links.push(if written { Link::Written(None) } else { Link::Dropped });
                if let Some(address) = address {
                    self.out.push(Event::Start(Tag::Image {
                        link_type: *link_type,
                        dest_url: address.into(),
                        title: CowStr::Borrowed(title),
                        id: CowStr::Borrowed(id),
                    }));
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => match self.links.pop() {
                Some(Link::Dropped) => {}
                Some(Link::Instead) => self.out.push(Event::End(TagEnd::Link)),
                Some(Link::Written(Some(number))) => {
                    self.out.push(event.clone());
                    self.address_number(number);
                }
                Some(Link::Written(None)) | None => self.out.push(event.clone()),
            },
            Event::InlineHtml(html) => self.raw(index, html, shape),
            Event::Start(Tag::Heading { .. }) => self.open_heading(index, shape),
            Event::End(TagEnd::Heading(_)) if std::mem::take(&mut self.wordless) => {
                self.html("</p>\n".to_owned());
            }
            Event::End(TagEnd::Heading(_)) => {
                self.out.push(Event::End(TagEnd::Heading(self.level)));
            }
            Event::FootnoteReference(label) => self.footnote_reference(index, label, shape),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let number = self.fragment.footnotes().number_at(index, label).to_string();
                let id = shape.generated_id("fn-", &number);
                self.html(format!(
                    "<div class=\"footnote-definition\" id=\"{id}\"><sup class=\"footnote-definition-label\">{number}</sup>\n"
                ));
            }
            Event::End(TagEnd::FootnoteDefinition) => self.html("</div>\n".to_owned()),
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                self.out.push(event.clone());
                self.alert_title(*kind, shape);
            }
            Event::TaskListMarker(done) => self.task_box(*done, shape),
            Event::Start(Tag::Item) if self.is_task(index) => {
                self.html("<li class=\"task-list-item\">".to_owned());
            }
            event => self.table(event),
        }
    }

    /// Pages load nothing from other hosts: a remote image becomes a link, or within a link, its
    /// text.
    fn remote_image(&mut self, address: String, title: &'t CowStr<'_>) {
        if self.links.iter().any(|link| *link != Link::Dropped) {
            self.links.push(Link::Dropped);
            return;
        }
        self.links.push(Link::Instead);
        self.out.push(Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: address.into(),
            title: CowStr::Borrowed(title),
            id: CowStr::Borrowed(""),
        }));
    }

    /// A raw HTML tag, with its link or image address spelled like others.
    fn raw(&mut self, index: usize, html: &'t str, shape: Shape<'_>) {
        let raw = self.fragment.raw_headings();
        if let Ok(place) = raw.binary_search_by_key(&index, |heading| heading.start) {
            let level = shown_level(raw[place].depth, shape);
            self.raw_heading = Some(level);
            // The tag name has three characters: `<h4 lang="fr">`.
            self.inline(format!("<{level}{}", html.get(3..).unwrap_or_default()));
            return;
        }
        match self.fragment.written_at(&self.fragment.events()[index].0) {
            Some((written, true)) => {
                if let Some(address) = shape.spelling.picture(&written) {
                    self.inline(fragment::readdressed(html, Some(&address)));
                } else {
                    let words = fragment::alternative(html).unwrap_or_default();
                    self.out.push(Event::Text(words.into()));
                }
            }
            Some((written, false)) => {
                let address = shape.spelling.address(&written);
                self.raw_link =
                    address.as_deref().and_then(|address| shape.spelling.number(address));
                self.inline(fragment::readdressed(html, address.as_deref()));
            }
            None => self.tag(html),
        }
    }

    fn tag(&mut self, html: &'t str) {
        // A remote one: its address was removed.
        if self.fragment.html() == HtmlPolicy::Sanitize && html.starts_with("<img") {
            self.out.push(Event::Text(fragment::alternative(html).unwrap_or_default().into()));
            return;
        }
        if html.starts_with("</h")
            && html.len() == "</h1>".len()
            && let Some(level) = self.raw_heading.take()
        {
            self.inline(format!("</{level}>"));
            return;
        }
        self.out.push(Event::InlineHtml(CowStr::Borrowed(html)));
        if html == "</a>"
            && let Some(number) = self.raw_link.take()
        {
            self.address_number(number);
        }
    }

    /// The number of the note with a link's address.
    fn address_number(&mut self, number: usize) {
        self.inline(format!("<sup class=\"address-number\">[{number}]</sup>"));
    }

    fn inline(&mut self, html: String) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    fn html(&mut self, html: String) {
        self.out.push(Event::Html(html.into()));
    }

    /// Text, with links on its references.
    fn with_insertions(&mut self, index: usize, event: &'t Event<'_>) {
        let insertions = self.insertions;
        let mut from = 0;
        while let Some(insertion) =
            insertions.get(self.insertion).filter(|next| next.event == index)
        {
            self.insertion += 1;
            if let Event::Text(text) = event
                && let Some(before) = text.get(from..insertion.byte)
            {
                if !before.is_empty() {
                    self.out.push(Event::Text(CowStr::Borrowed(before)));
                }
                from = insertion.byte;
            }
            self.out.push(Event::InlineHtml(CowStr::Borrowed(&insertion.html)));
        }
        match event {
            Event::Text(text) if from > 0 => {
                if let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
                    self.out.push(Event::Text(CowStr::Borrowed(rest)));
                }
            }
            event => self.out.push(event.clone()),
        }
    }

    fn open_heading(&mut self, index: usize, shape: Shape<'_>) {
        let heading =
            self.fragment.headings().get(self.heading).filter(|heading| heading.start == index);
        let id: Option<CowStr<'_>> = heading.map(|heading| shape.id(&heading.id).into());
        self.heading += usize::from(heading.is_some());
        if let Some(id) = id.as_ref().filter(|_| heading.is_some_and(Heading::is_wordless)) {
            let mut html = String::from("<p id=\"");
            push_attribute(&mut html, id);
            html.push_str("\">");
            self.wordless = true;
            return self.html(html);
        }
        // All headings of the text are known; others would be on the highest level.
        self.level = shown_level(heading.map_or(0, |heading| heading.depth), shape);
        self.out.push(Event::Start(Tag::Heading {
            level: self.level,
            id,
            classes: Vec::new(),
            attrs: Vec::new(),
        }));
    }

    fn footnote_reference(&mut self, index: usize, label: &str, shape: Shape<'_>) {
        let notes = &self.fragment.footnotes();
        let number = notes.number(label).to_string();
        let note = shape.generated_id("fn-", &number);
        let id = shape.generated_id("fnref-", &notes.reference_id(label, index));
        self.out.push(Event::InlineHtml(
            format!("<sup class=\"footnote-reference\"><a href=\"#{note}\" id=\"{id}\">{number}</a></sup>").into(),
        ));
    }

    fn alert_title(&mut self, kind: BlockQuoteKind, shape: Shape<'_>) {
        let key = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let title = shape.strings.text(&format!("alerts.{key}"), &[]).unwrap_or_default();
        let mut html = String::from("<p class=\"markdown-alert-title\">");
        push_text(&mut html, &title);
        html.push_str("</p>\n");
        self.html(html);
    }

    /// A task's state in words; a form control would need a label.
    fn task_box(&mut self, done: bool, shape: Shape<'_>) {
        let (class, key) =
            if done { ("task-box task-box--done", "task-done") } else { ("task-box", "task-open") };
        let label = shape.strings.text(key, &[]).unwrap_or_default();
        let mut html = format!("<span class=\"{class}\" role=\"img\" aria-label=\"");
        push_attribute(&mut html, &label);
        html.push_str("\"></span> ");
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// Whether a list item begins with a task box.
    fn is_task(&self, item: usize) -> bool {
        let mut next = self.fragment.events()[item + 1..].iter().map(|(event, _)| event);
        match next.next() {
            Some(Event::TaskListMarker(_)) => true,
            Some(Event::Start(Tag::Paragraph)) => {
                matches!(next.next(), Some(Event::TaskListMarker(_)))
            }
            _ => false,
        }
    }

    /// Tables; the parser's writer would use `style` for alignment.
    fn table(&mut self, event: &'t Event<'_>) {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.table.alignments.clone_from(alignments);
                // Shown on landscape pages, if available.
                let wide = alignments.len() > MOST_COLUMNS;
                self.html(if wide { "<table class=\"wide\">" } else { "<table>" }.to_owned());
            }
            Event::Start(Tag::TableHead) => {
                self.table.head = true;
                self.table.column = 0;
                self.html("<thead><tr>".to_owned());
            }
            Event::End(TagEnd::TableHead) => {
                self.table.head = false;
                self.html("</tr></thead><tbody>\n".to_owned());
            }
            Event::Start(Tag::TableRow) => {
                self.table.column = 0;
                self.html("<tr>".to_owned());
            }
            Event::End(TagEnd::TableRow) => self.html("</tr>\n".to_owned()),
            Event::Start(Tag::TableCell) => {
                let alignment = self.table.alignments.get(self.table.column);
                let class = match alignment {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    Some(Alignment::None) | None => "",
                };
                let cell = if self.table.head { "th scope=\"col\"" } else { "td" };
                self.html(format!("<{cell}{class}>"));
            }
            Event::End(TagEnd::TableCell) => {
                self.table.column += 1;
                let cell = if self.table.head { "</th>" } else { "</td>" };
                self.html(cell.to_owned());
            }
            Event::End(TagEnd::Table) => self.html("</tbody></table>\n".to_owned()),
            event => self.out.push(event.clone()),
        }
    }
}

/// The level of a heading with so many ancestors in its text: below the page's title, lowered as
/// the page needs.
fn shown_level(depth: usize, shape: Shape<'_>) -> HeadingLevel {
    let level = 2 + depth + usize::from(shape.heading_shift);
    HeadingLevel::try_from(level.min(6)).unwrap_or(HeadingLevel::H6)
}
