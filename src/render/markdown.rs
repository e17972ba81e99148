//! Events to HTML: links spelled for the page they stand on, ids unique on it.
//!
//! Everything is decided event by event on the way to the parser's own HTML writer, and nothing
//! rewrites HTML afterwards. Raw HTML was made harmless when the text was parsed.

use std::ops::Range;

use pulldown_cmark::html::push_html;

use crate::config::HtmlPolicy;
use crate::document::clause::Extent;
use crate::document::markdown::{self, Heading, MarkdownError, Section, Spanned, Stretch};
use crate::document::prose::{Block, for_each_block};
use crate::document::text::Parts;
use crate::language::Language;
use crate::theme::Strings;

mod footnotes;
mod transform;

use footnotes::Footnotes;

/// What happens to a text on its way to HTML.
#[derive(Clone, Copy)]
pub struct Policy<'a> {
    /// What happens to raw HTML.
    pub html: HtmlPolicy,
    /// How links, ids and tables are written; `None` leaves them exactly as the parser writes them.
    pub shape: Option<Shape<'a>>,
}

/// How links, ids and tables are written.
#[derive(Clone, Copy)]
pub struct Shape<'a> {
    /// How links are spelled.
    pub spelling: &'a dyn Spelling,
    /// What every id of the page begins with.
    pub id_prefix: &'a str,
    /// What the ids of this text begin with after that, so that two texts of a page differ.
    pub scope: &'a str,
    /// How many levels headings are moved down.
    pub heading_shift: u8,
    /// The display texts.
    pub strings: &'a Strings,
}

/// How the links of a text are spelled on the page it stands on.
pub trait Spelling {
    /// The address for a destination; `None` where it is written as plain text.
    fn address(&self, destination: &str) -> Option<String>;

    /// The address of a picture of the site; `None` where its words stand alone.
    fn picture(&self, destination: &str) -> Option<String> {
        self.address(destination)
    }

    /// The number of the note that spells out where a link leads, for readers who cannot follow it.
    fn number(&self, _address: &str) -> Option<usize> {
        None
    }

    /// The links to put on references in a block of prose.
    fn references(&self, block: &Block<'_>) -> Vec<ReferenceLink>;
}

/// A link on a reference in prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceLink {
    /// The words.
    pub extent: Extent,
    /// The address.
    pub url: String,
    /// What it leads to, in words.
    pub title: String,
}

/// A text, parsed and ready to be written, as a whole or section by section.
pub struct Text<'a> {
    events: Vec<Spanned<'a>>,
    headings: Vec<Heading>,
    insertions: Vec<Insertion>,
    footnotes: Footnotes,
    policy: Policy<'a>,
}

/// HTML to put into the text of an event.
struct Insertion {
    event: usize,
    byte: usize,
    html: String,
}

/// The sections of an update's text.
#[derive(Debug, Default)]
pub struct Sections {
    /// The narrative: everything but the notes.
    pub narrative: Option<Written>,
    /// The implementation notes.
    pub notes: Option<Written>,
}

/// A section as HTML.
#[derive(Debug, Default)]
pub struct Written {
    /// The heading in the author's words.
    pub heading: Option<String>,
    /// The text.
    pub html: String,
}

/// The whole of a short text as HTML.
pub fn to_html(
    text: &str,
    policy: Policy<'_>,
    language: &Language,
) -> Result<String, MarkdownError> {
    Ok(Text::parse(text, false, policy, language)?.html())
}

impl<'a> Text<'a> {
    /// Parses a text. `sections` says whether it is an update's body.
    pub fn parse(
        text: &'a str,
        sections: bool,
        policy: Policy<'a>,
        language: &Language,
    ) -> Result<Self, MarkdownError> {
        let events = markdown::parse(text, policy.html)?;
        let (events, headings) = match policy.shape {
            None => (events, Vec::new()),
            Some(_) if sections => {
                let (events, headings, _) = markdown::in_parts(events, language);
                (events, headings)
            }
            Some(_) => {
                let headings = markdown::headings(&events, false, language);
                (events, headings)
            }
        };
        let insertions = policy.shape.map_or_else(Vec::new, |shape| insertions(&events, shape));
        let footnotes = Footnotes::of(&events);
        Ok(Self { events, headings, insertions, footnotes, policy })
    }

    /// The whole text.
    pub fn html(&self) -> String {
        let mut html = String::new();
        self.write(0..self.events.len(), &mut html);
        html
    }

    /// The headings of the highest level that there is, but for those in a quotation or a list.
    pub fn outline(&self) -> impl Iterator<Item = &Heading> {
        let own = || self.headings.iter().filter(|heading| !heading.nested);
        let highest = own().map(|heading| heading.level).min();
        own().filter(move |heading| Some(heading.level) == highest)
    }

    /// The sections of an update.
    pub fn sections(&self) -> Sections {
        let mut sections = Sections::default();
        for Stretch { section, heading, events } in
            markdown::stretches(&self.headings, self.events.len())
        {
            let part = match section {
                Section::Status => &mut sections.narrative,
                Section::Notes => &mut sections.notes,
            };
            self.append(part, events, heading);
        }
        sections
    }

    /// The words of an update's sections.
    pub fn parts(&self) -> Parts {
        Parts::of(&self.events, &self.headings)
    }

    fn append(&self, part: &mut Option<Written>, range: Range<usize>, heading: Option<&Heading>) {
        let written = part.get_or_insert_default();
        if written.heading.is_none() {
            written.heading = heading.map(|heading| heading.text.trim().to_owned());
        }
        self.write(range, &mut written.html);
    }

    fn write(&self, range: Range<usize>, out: &mut String) {
        if self.policy.shape.is_none() && self.policy.html == HtmlPolicy::Allow {
            push_html(out, self.events[range].iter().map(|(event, _)| event.clone()));
            return;
        }
        push_html(out, transform::transform(self, range).into_iter());
    }
}

/// The links on references, in the order of the text.
fn insertions(events: &[Spanned<'_>], shape: Shape<'_>) -> Vec<Insertion> {
    let mut insertions = Vec::new();
    for_each_block(events, |block| {
        for link in shape.spelling.references(block) {
            let event = |piece: u32| block.events.get(piece as usize).copied();
            let Extent { start, end } = link.extent;
            let (Some(first), Some(last)) = (event(start.piece), event(end.piece)) else {
                continue;
            };
            let mut open = String::from("<a class=\"reference\" href=\"");
            push_attribute(&mut open, &link.url);
            open.push_str("\" title=\"");
            push_attribute(&mut open, &link.title);
            open.push_str("\">");
            insertions.push(Insertion { event: first, byte: start.byte as usize, html: open });
            insertions.push(Insertion {
                event: last,
                byte: end.byte as usize,
                html: "</a>".to_owned(),
            });
        }
    });
    insertions
}

/// Appends text so that it can stand between tags.
pub(in crate::render) fn push_text(out: &mut String, text: &str) {
    // A string takes everything.
    let _ = pulldown_cmark_escape::escape_html_body_text(out, text);
}

/// Appends text so that it can stand in a quoted attribute.
fn push_attribute(out: &mut String, text: &str) {
    // A string takes everything.
    let _ = pulldown_cmark_escape::escape_html(out, text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    /// Spells every address as it is written.
    struct AsWritten;

    impl Spelling for AsWritten {
        fn address(&self, destination: &str) -> Option<String> {
            (!destination.is_empty()).then(|| destination.to_owned())
        }

        fn references(&self, _: &Block<'_>) -> Vec<ReferenceLink> {
            Vec::new()
        }
    }

    fn shape(strings: &Strings) -> Shape<'_> {
        Shape { spelling: &AsWritten, id_prefix: "", scope: "", heading_shift: 0, strings }
    }

    #[test]
    fn policies() {
        #[track_caller]
        fn case(html: HtmlPolicy, text: &str, expected: &str) {
            let strings = Strings::default();
            let policy = Policy { html, shape: Some(shape(&strings)) };
            assert_eq!(to_html(text, policy, &ENGLISH).unwrap().trim_end(), expected);
        }
        let sanitize = HtmlPolicy::Sanitize;
        case(sanitize, "a <b onclick=\"x()\">b</b>", "<p>a <b>b</b></p>");
        case(sanitize, "<script>x()</script>", "");
        case(sanitize, "<p class=\"skip\" id=\"own\" style=\"x\">a</p>", "<p>a</p>");
        case(sanitize, "</main></div>a", "a");
        case(sanitize, "<img src=\"https://example.org/x.png\" alt=\"a\">", "<img alt=\"a\">");
        for elsewhere in
            [" //e.org/x", "&#1;//e.org/x", "&#9;//e.org/x", "/&#10;/e.org", r"\\e.org"]
        {
            case(sanitize, &format!("<img src=\"{elsewhere}\" alt=\"a\">"), "<img alt=\"a\">");
        }
        case(
            sanitize,
            "<i>a</i>\n\n```rust\nb\n```",
            "<p><i>a</i></p>\n<pre><code class=\"language-rust\">b\n</code></pre>",
        );
        case(HtmlPolicy::Escape, "a <b>b</b>", "<p>a &lt;b&gt;b&lt;/b&gt;</p>");
        case(HtmlPolicy::Allow, "a <b onclick=\"x()\">b</b>", "<p>a <b onclick=\"x()\">b</b></p>");
    }

    #[test]
    fn a_picture_elsewhere_is_a_link() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let strings = Strings::default();
            let policy = Policy { html: HtmlPolicy::Sanitize, shape: Some(shape(&strings)) };
            assert_eq!(to_html(text, policy, &ENGLISH).unwrap().trim_end(), expected);
        }
        case("![a](x.png)", "<p><img src=\"x.png\" alt=\"a\" /></p>");
        case("![a](https://e.org/x.png)", "<p><a href=\"https://e.org/x.png\">a</a></p>");
        case("[![a](//e.org/x.png)](b.html)", "<p><a href=\"b.html\">a</a></p>");
        case("![a](<&#32;//e.org/x>)", "<p><a href=\"%20//e.org/x\">a</a></p>");
        case("![]()", "<p></p>");
    }

    #[test]
    fn wide_tables_are_told_apart() {
        #[track_caller]
        fn case(columns: usize, html: &str, expected: &str) {
            let strings = Strings::default();
            let policy = Policy { html: HtmlPolicy::Sanitize, shape: Some(shape(&strings)) };
            let table = format!("{}\n{}\n{html}\n", "|a".repeat(columns), "|-".repeat(columns));
            let written = to_html(&table, policy, &ENGLISH).unwrap();
            assert!(written.starts_with(expected), "{written}");
        }
        case(6, "", "<table><thead>");
        case(7, "", "<table class=\"wide\"><thead>");
        case(7, "|<b>raw</b>", "<table class=\"wide\"><thead>");
    }

    #[test]
    fn notes_and_headings_have_ids_of_their_own() {
        let strings = Strings::default();
        let shape = Shape { id_prefix: "ssr-", scope: "d1-", ..shape(&strings) };
        let policy = Policy { html: HtmlPolicy::Sanitize, shape: Some(shape) };
        let html = to_html("# One\n\na[^n] b[^n]\n\n[^n]: note\n", policy, &ENGLISH).unwrap();
        for id in ["ssr-d1-one", "ssr-fn-d1-1", "ssr-fnref-d1-1", "ssr-fnref-d1-1-2"] {
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {html}");
        }
        assert!(html.contains("<h2 id="), "below the page's title: {html}");
    }
}
