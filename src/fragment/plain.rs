//! Plain text of a fragment.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::raw::{self, Break};
use super::wording::push;
use super::{Fragment, Section, Spanned, ends_block};

/// A text as Markdown and as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The Markdown.
    pub markdown: String,
    /// The plain text: blocks separated by an empty line, no addresses, no tags.
    pub text: String,
}

/// Both parts of an update's body; empty parts are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainParts {
    /// The narrative: everything but the notes.
    pub narrative: Option<Plain>,
    /// The implementation notes.
    pub notes: Option<Plain>,
}

/// The whole text; `None` if blank.
pub fn whole(fragment: &Fragment<'_>) -> Option<Plain> {
    let markdown = trimmed(&fragment.source);
    (!markdown.is_empty())
        .then(|| Plain { markdown: markdown.to_owned(), text: words(&fragment.events) })
}

/// The plain text in one line.
pub fn line(fragment: &Fragment<'_>) -> String {
    words(&fragment.events).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of an update's body.
pub fn parts(fragment: &Fragment<'_>) -> PlainParts {
    let mut parts = PlainParts::default();
    for stretch in &fragment.parts {
        // From the title up to the next part, so that source without events (link definitions)
        // is kept.
        let byte_of = |event: usize| match fragment.events.get(event) {
            Some((_, range)) if event > 0 => range.start,
            Some(_) => 0,
            None => fragment.source.len(),
        };
        let title = fragment.title_of(stretch);
        let start = match title {
            Some(title) if title.own_words => byte_of(title.start),
            Some(title) => fragment.events[title.start].1.end,
            None => byte_of(stretch.events.start),
        };
        let end = byte_of(stretch.events.end);
        let markdown = trimmed(fragment.source.get(start..end).unwrap_or_default());
        if markdown.is_empty() {
            continue;
        }
        let part = match stretch.section {
            Section::Status => &mut parts.narrative,
            Section::Notes => &mut parts.notes,
        };
        let part = part.get_or_insert_default();
        append(&mut part.markdown, markdown);
        let own_words = title.filter(|title| title.own_words);
        append(&mut part.text, own_words.map_or("", |title| title.text.trim()));
        append(&mut part.text, &words(&fragment.events[stretch.events.clone()]));
    }
    parts
}

/// Trims white space, except where it is significant: the indentation of a leading code block, and
/// the space after a colon that defines nothing.
fn trimmed(markdown: &str) -> &str {
    let is_white = |line: &str| line.chars().all(|char| matches!(char, ' ' | '\t' | '\r' | '\n'));
    let lines = markdown.split_inclusive('\n');
    let empty: usize = lines.take_while(|line| is_white(line)).map(str::len).sum();
    let text = &markdown[empty..];
    let unindented = text.trim_start_matches(' ');
    let is_code = text.len() - unindented.len() >= 4 || unindented.starts_with('\t');
    let text = if is_code { text } else { unindented };
    match text.trim_end() {
        end if end.ends_with(':') => text.trim_end_matches(['\r', '\n']),
        end => end,
    }
}

/// Appends a block after an empty line.
fn append(text: &mut String, block: &str) {
    if !text.is_empty() && !block.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(block);
}

fn words(events: &[Spanned<'_>]) -> String {
    let mut text = String::new();
    let mut block = String::new();
    // Line breaks in raw blocks are not significant.
    let mut is_raw = false;
    for (event, _) in events {
        is_raw = match event {
            Event::Start(Tag::HtmlBlock) => true,
            Event::End(TagEnd::HtmlBlock) => false,
            _ => is_raw,
        };
        match event {
            Event::Text(piece) if is_raw => push(&mut block, piece),
            Event::Text(piece) | Event::Code(piece) => block.push_str(piece),
            Event::Html(html) | Event::InlineHtml(html) => {
                match (raw::words(html), raw::breaks(html)) {
                    (Some(words), _) => push(&mut block, &words),
                    (None, Break::None) => {
                        push(&mut block, &raw::alternative(html).unwrap_or_default());
                    }
                    (None, Break::Line) => block.push('\n'),
                    (None, Break::Block) => {
                        append(&mut text, block.trim());
                        block.clear();
                    }
                }
            }
            Event::SoftBreak => block.push(' '),
            Event::HardBreak => block.push('\n'),
            Event::TaskListMarker(true) => block.push_str("[x] "),
            Event::TaskListMarker(false) => block.push_str("[ ] "),
            event if ends_block(event) => {
                append(&mut text, block.trim());
                block.clear();
            }
            _ => {}
        }
    }
    append(&mut text, block.trim());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fragment::Form;
    use crate::fragment::tests::parse;

    #[test]
    fn words_without_markup() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(whole(&parse(text, Form::Whole)).unwrap_or_default().text, expected);
        }
        case("one\n*two*  \nthree\n\nfour", "one two\nthree\n\nfour");
        case("see [the plan](plan.md)[^1] <b>now</b>\n\n[^1]: soon", "see the plan now\n\nsoon");
        case("- a\n- b\n\n```\nlet  a\n  b\n```", "a\n\nb\n\nlet  a\n  b");
        case("- [x] done", "[x] done");
        case(" \n", "");
    }

    #[test]
    fn parts_of_an_update() {
        #[track_caller]
        fn case(body: &str, narrative: &str, notes: &str) {
            let parts = parts(&parse(body, Form::Update));
            let markdown = |part: Option<Plain>| part.map_or(String::new(), |part| part.markdown);
            assert_eq!(markdown(parts.narrative), narrative);
            assert_eq!(markdown(parts.notes), notes);
        }
        case("\n## Project status\n\na *b*\n\n## Notes\n\nc\n", "a *b*", "c");
        case("a\n\n## Notes\n\nb\n\n## Other\n\nc\n", "a\n\n## Other\n\nc", "b");
        case("[a]\n\n[a]: b.md\n\n## Notes\n", "[a]\n\n[a]: b.md", "");
        case("", "", "");
        case("\n\n    a\n", "    a", "");
        case("   a  \n", "a", "");
    }
}
