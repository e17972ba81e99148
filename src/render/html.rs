//! Converts fragments to HTML with the page's link addresses and unique ids.
//!
//! Events are changed on the way to the parser's HTML writer; HTML is never rewritten afterwards.
//! Raw HTML was sanitised by parsing.

use std::ops::Range;

use pulldown_cmark::html::push_html;

use crate::document::clause::Extent;
use crate::fragment::{Block, Fragment, Section};
use crate::theme::Strings;

mod writer;

/// How links, ids and tables are written.
#[derive(Clone, Copy)]
pub struct Shape<'a> {
    /// Spells links.
    pub spelling: &'a dyn Spelling,
    /// Prefix of all ids of the page.
    pub id_prefix: &'a str,
    /// Second prefix of this text's ids, to keep texts apart.
    pub scope: &'a str,
    /// Levels to lower headings by.
    pub heading_shift: u8,
    /// The theme's strings.
    pub strings: &'a Strings,
}

/// Spells the links of a text for a page.
pub trait Spelling {
    /// The address of a destination; `None` to show plain text.
    fn address(&self, destination: &str) -> Option<String>;

    /// The address of a picture of the site; `None` to show its alternative text.
    fn picture(&self, destination: &str) -> Option<String> {
        self.address(destination)
    }

    /// The number of the note with this address, for print.
    fn number(&self, _address: &str) -> Option<usize> {
        None
    }

    /// Links for references in a block of prose.
    fn references(&self, block: &Block<'_>) -> Vec<ReferenceLink>;
}

/// A link on a reference in prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceLink {
    /// The words.
    pub extent: Extent,
    /// The address.
    pub url: String,
    /// The name of the target.
    pub title: String,
}

/// A fragment prepared for writing, whole or by section.
pub struct HtmlWriter<'f> {
    fragment: &'f Fragment<'f>,
    insertions: Vec<Insertion>,
    shape: Shape<'f>,
}

/// HTML to insert into the text of an event.
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
    /// The heading as written.
    pub heading: Option<String>,
    /// Whether it differs from the language's headings.
    pub own_words: bool,
    /// The text.
    pub html: String,
}

impl<'f> HtmlWriter<'f> {
    /// Resolves the references of a fragment.
    pub fn new(fragment: &'f Fragment<'f>, shape: Shape<'f>) -> Self {
        Self { fragment, insertions: insertions(fragment, shape), shape }
    }

    /// The whole text.
    pub fn html(&self) -> String {
        let mut html = String::new();
        self.write(0..self.fragment.events().len(), &mut html);
        html
    }

    /// The sections of an update.
    pub fn sections(&self) -> Sections {
        let mut sections = Sections::default();
        for stretch in self.fragment.parts() {
            let part = match stretch.section {
                Section::Status => &mut sections.narrative,
                Section::Notes => &mut sections.notes,
            };
            let written = part.get_or_insert_default();
            if let Some(title) = self.fragment.title_of(stretch) {
                written.heading = Some(title.text.trim().to_owned());
                written.own_words = title.own_words;
            }
            self.write(stretch.events.clone(), &mut written.html);
        }
        sections
    }

    fn write(&self, range: Range<usize>, out: &mut String) {
        push_html(out, writer::written(self, range).into_iter());
    }
}

/// The links on references, in text order.
fn insertions(fragment: &Fragment<'_>, shape: Shape<'_>) -> Vec<Insertion> {
    let mut insertions = Vec::new();
    fragment.for_each_block(|block| {
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

/// Appends text, escaped for elements.
pub(in crate::render) fn push_text(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html_body_text(out, text);
}

/// Appends text, escaped for quoted attributes.
pub(in crate::render) fn push_attribute(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(out, text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::HtmlPolicy;
    use crate::fragment::{Dialect, Form};
    use crate::language::ENGLISH;

    /// Keeps every address as written.
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

    #[track_caller]
    fn html(text: &str, policy: HtmlPolicy, shape: Shape<'_>) -> String {
        let dialect = Dialect { html: policy, language: &ENGLISH };
        let fragment = Fragment::parse(text, Form::Whole, dialect).unwrap();
        HtmlWriter::new(&fragment, shape).html().trim_end().to_owned()
    }

    #[test]
    fn policies() {
        #[track_caller]
        fn case(policy: HtmlPolicy, text: &str, expected: &str) {
            assert_eq!(html(text, policy, shape(&Strings::default())), expected);
        }
        let sanitize = HtmlPolicy::Sanitize;
        case(sanitize, "a <b onclick=\"x()\">b</b>", "<p>a <b>b</b></p>");
        case(sanitize, "<script>x()</script>", "");
        case(sanitize, "<p class=\"skip\" id=\"own\" style=\"x\">a</p>", "<p>a</p>");
        case(sanitize, "</main></div>a", "a");
        case(sanitize, "<img src=\"https://example.org/x.png\" alt=\"a\">", "a");
        for elsewhere in
            [" //e.org/x", "&#1;//e.org/x", "&#9;//e.org/x", "/&#10;/e.org", r"\\e.org"]
        {
            case(sanitize, &format!("<img src=\"{elsewhere}\" alt=\"a\">"), "a");
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
            assert_eq!(html(text, HtmlPolicy::Sanitize, shape(&Strings::default())), expected);
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
        fn case(columns: usize, raw: &str, expected: &str) {
            let table = format!("{}\n{}\n{raw}\n", "|a".repeat(columns), "|-".repeat(columns));
            let written = html(&table, HtmlPolicy::Sanitize, shape(&Strings::default()));
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
        let text = "# One\n\na[^n] b[^n]\n\n[^n]: note\n";
        let html = html(text, HtmlPolicy::Sanitize, shape);
        for id in ["ssr-d1-one", "ssr-fn-d1-1", "ssr-fnref-d1-1", "ssr-fnref-d1-1-2"] {
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {html}");
        }
        assert!(html.contains("<h2 id="), "below the page's title: {html}");
    }
}
