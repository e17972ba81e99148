//! The inline text of each block, for finding references.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::tags::{RawKind, Scanner};
use super::{Fragment, Spanned, ends_block};

/// A piece of a block's inline content, in reading order.
#[derive(Clone, Debug)]
pub enum Piece<'a> {
    /// Text that can contain references. Soft and hard breaks are runs of a single space.
    Text(Run<'a>),
    /// A boundary that references cannot cross: code, image, link, raw HTML, footnote mark. Holds
    /// its visible text, of a link at least the last piece, or nothing. This text can name a
    /// series: "`[WHOIS](…) Recommendation 4`".
    Barrier(&'a str),
}

/// A run of text that is contiguous in the file.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// As shown: entities and escapes decoded.
    pub text: &'a str,
    /// Its bytes in the file. If the lengths are equal, the texts are taken to be equal.
    pub source: Range<usize>,
    /// The innermost inline container (such as emphasis). Equal ids are the same container.
    pub container: u32,
}

/// The inline text of one block: a paragraph, a table cell, an item.
#[derive(Debug, Default)]
pub struct Block<'e> {
    /// Text and boundaries.
    pub pieces: Vec<Piece<'e>>,
    /// The event index of each piece.
    pub events: Vec<usize>,
}

impl Fragment<'_> {
    /// Visits every block in which references are recognised: not headings, not code.
    pub fn for_each_block<'e>(&'e self, visit: impl FnMut(&Block<'e>)) {
        for_each_block(&self.events, visit);
    }
}

fn for_each_block<'e>(events: &'e [Spanned<'_>], mut visit: impl FnMut(&Block<'e>)) {
    let mut block = Block::default();
    let mut containers: Vec<u32> = vec![0];
    let mut next_container = 1;
    // No references inside headings, code blocks, raw HTML, links and images.
    let mut silent = 0_usize;
    // The same elements as raw HTML; unclosed ones end with their block.
    let mut raw = 0_usize;
    for (index, (event, range)) in events.iter().enumerate() {
        let container = *containers.last().unwrap_or(&0);
        if ends_block(event) {
            raw = 0;
        }
        match event {
            Event::InlineHtml(html) => {
                raw = silent_after(html, raw);
                block.push(Piece::Barrier(""), index);
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                silent += 1;
                block.push(Piece::Barrier(""), index);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => silent = silent.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if silent > 0 && block.ends_with_barrier() => {
                // "[WHOIS](…) Recommendation 4" belongs to the WHOIS review.
                block.push(Piece::Barrier(text), index);
            }
            Event::Start(tag) if is_silent(tag) => {
                block.flush(&mut visit);
                silent += 1;
            }
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::MetadataBlock(_),
            ) => {
                silent = silent.saturating_sub(1);
            }
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript,
            ) => {
                containers.push(next_container);
                next_container += 1;
            }
            Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript,
            ) => {
                containers.pop();
            }
            Event::Start(_) | Event::End(_) | Event::Rule => block.flush(&mut visit),
            Event::Text(text) | Event::Code(text) if raw > 0 => {
                block.push(Piece::Barrier(text), index);
            }
            _ if silent > 0 || raw > 0 => {}
            Event::Code(text) => block.push(Piece::Barrier(text), index),
            Event::Text(text) => {
                block.push(Piece::Text(Run { text, source: range.clone(), container }), index);
            }
            Event::SoftBreak | Event::HardBreak => {
                block.push(Piece::Text(Run { text: " ", source: range.clone(), container }), index);
            }
            Event::TaskListMarker(_) => {}
            _ => block.push(Piece::Barrier(""), index),
        }
    }
    block.flush(&mut visit);
}

fn is_silent(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_))
}

/// The number of open raw elements without references, after a piece of raw HTML.
fn silent_after(html: &str, mut open: usize) -> usize {
    Scanner::default().scan(html, |tag| match tag.kind {
        _ if !tag.is(&["a", "code", "kbd", "pre", "samp"]) => {}
        RawKind::Start => open += 1,
        RawKind::End => open = open.saturating_sub(1),
        RawKind::SelfClosing => {}
    });
    open
}

impl<'e> Block<'e> {
    fn push(&mut self, piece: Piece<'e>, event: usize) {
        self.pieces.push(piece);
        self.events.push(event);
    }

    fn ends_with_barrier(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Barrier(_)))
    }

    fn flush(&mut self, visit: &mut impl FnMut(&Self)) {
        if !self.pieces.is_empty() {
            visit(self);
            self.pieces.clear();
            self.events.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fragment::Form;
    use crate::fragment::tests::parse;

    #[test]
    fn nothing_in_raw_links_and_code_is_text() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let fragment = parse(text, Form::Whole);
            let mut found = Vec::new();
            fragment.for_each_block(|block| {
                found.extend(block.pieces.iter().filter_map(|piece| match piece {
                    Piece::Text(run) => Some(run.text.to_owned()),
                    Piece::Barrier(_) => None,
                }));
            });
            assert_eq!(found, expected);
        }
        case("a <a href=\"https://e.org\">b</a> c", &["a ", " c"]);
        case("<KBD>a</kbd> <b>c</b>", &[" ", "c"]);
        case("<code>a *b* `c`\nd</code> e", &[" e"]);
        // Browsers ignore the slash.
        case("a <samp/> b</samp> c", &["a ", " c"]);
        case("a <a>b\n\nc", &["a ", "c"]);
        case("- <pre>a\n- b <!-- <a> --> c", &["b ", " c"]);
        case("| <code>a | b |\n|---|---|\n| c | d |", &["b", "c", "d"]);
    }
}
