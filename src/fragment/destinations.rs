//! Where addresses are spelled in a Markdown text, so that they can be changed in place.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{MarkdownError, parse, raw};
use crate::config::HtmlPolicy;

/// An address as spelled in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// Its bytes, without angle brackets or quotes.
    pub range: Range<usize>,
    /// What it means: without escapes.
    pub address: String,
}

/// The addresses of links and pictures in a text, in order: in place, in reference definitions and
/// in raw HTML, unless that is shown as text. Code has none.
pub fn spelled(text: &str, html: HtmlPolicy) -> Result<Vec<Spelled>, MarkdownError> {
    let parsed = parse::with_definitions(text)?;
    let mut found = in_place(text, &parsed.events);
    found.extend(parsed.definitions.into_iter().filter_map(|(span, address)| {
        let label = closing_bracket(text, span.start + 1)?;
        let after = label + text.get(label..)?.find("]:")? + 2;
        Some(Spelled { range: destination(text, after)?, address })
    }));
    if html != HtmlPolicy::Escape {
        found.extend(in_html(text, &parsed.events));
    }
    found.sort_by_key(|spelled| spelled.range.start);
    found.dedup_by_key(|spelled| spelled.range.start);
    Ok(found)
}

/// The first bracket that closes a label.
fn closing_bracket(text: &str, from: usize) -> Option<usize> {
    let mut escaped = false;
    let at = text.get(from..)?.char_indices().find(|(_, char)| {
        let closes = *char == ']' && !escaped;
        escaped = *char == '\\' && !escaped;
        closes
    });
    at.map(|(at, _)| from + at)
}

/// Links and pictures with their address in place.
fn in_place(text: &str, events: &[super::Spanned<'_>]) -> Vec<Spelled> {
    /// A link that is open: its address, and the end of what is in it.
    struct Open {
        address: Option<String>,
        end: usize,
    }
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (event, range) in events {
        let start = match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                Some((link_type, dest_url, range.start + 1))
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                Some((link_type, dest_url, range.start + 2))
            }
            _ => None,
        };
        if let Some((link_type, address, end)) = start {
            let address = (*link_type == LinkType::Inline).then(|| address.to_string());
            open.push(Open { address, end });
            continue;
        }
        if let Event::End(TagEnd::Link | TagEnd::Image) = event
            && let Some(Open { address, end }) = open.pop()
        {
            let place = address.and_then(|address| {
                let after = end + text.get(end..range.end)?.find("](")? + 2;
                Some(Spelled { range: destination(text, after)?, address })
            });
            found.extend(place);
        }
        if let Some(outer) = open.last_mut() {
            outer.end = outer.end.max(range.end);
        }
    }
    found
}

/// The destination that begins after white space; `None` for an empty one.
fn destination(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    // A definition in a quotation may go on in the next line of it.
    let start = from + rest.find(|char: char| !char.is_ascii_whitespace() && char != '>')?;
    let rest = &text[start..];
    let bracketed = rest.starts_with('<');
    let start = start + usize::from(bracketed);
    let (mut depth, mut escaped) = (0_usize, false);
    let mut end = text.len();
    for (at, char) in text[start..].char_indices() {
        let is_end = match char {
            _ if escaped => false,
            '>' if bracketed => true,
            '(' if !bracketed => {
                depth += 1;
                false
            }
            ')' if !bracketed => {
                let is_end = depth == 0;
                depth = depth.saturating_sub(1);
                is_end
            }
            char => !bracketed && char.is_ascii_whitespace(),
        };
        if is_end {
            end = start + at;
            break;
        }
        escaped = char == '\\' && !escaped;
    }
    (start < end).then_some(start..end)
}

/// The addresses of raw HTML.
fn in_html(text: &str, events: &[super::Spanned<'_>]) -> Vec<Spelled> {
    let is_raw = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (_, range) in events.iter().filter(|(event, _)| is_raw(event)) {
        match pieces.last_mut() {
            // A tag may go over several lines.
            Some(before) if before.end == range.start => before.end = range.end,
            _ => pieces.push(range.clone()),
        }
    }
    let mut found = Vec::new();
    for piece in pieces {
        for (range, address) in raw::addresses(&text[piece.clone()]) {
            let range = piece.start + range.start..piece.start + range.end;
            found.push(Spelled { range, address });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_addresses_are() {
        #[track_caller]
        fn case(text: &str, expected: &[(&str, &str)]) {
            let found = spelled(text, HtmlPolicy::Sanitize).expect("can be parsed");
            let found = found.iter().map(|it| (&text[it.range.clone()], it.address.as_str()));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
        }
        case("[a](b.txt)", &[("b.txt", "b.txt")]);
        case("[a]( b.txt \"](c)\" )", &[("b.txt", "b.txt")]);
        case("[a](<b c.txt> 'd')", &[("b c.txt", "b c.txt")]);
        case("[a](b\\)\\(.txt#x)", &[("b\\)\\(.txt#x", "b)(.txt#x")]);
        case("[a](b(1).txt)", &[("b(1).txt", "b(1).txt")]);
        case("[a](b&amp;c.txt)", &[("b&amp;c.txt", "b&c.txt")]);
        case("[`](x)`](b.txt)", &[("b.txt", "b.txt")]);
        case(
            "![*a*](b.png) and [![c](d.png)](e)",
            &[("b.png", "b.png"), ("d.png", "d.png"), ("e", "e")],
        );
        case("`[a](b)`\n\n    [a](b)\n\n```\n[a](b)\n<a href=b>\n```\n", &[]);
        case("[a][b] [b]\n\n[b]: c.txt 'd'\n", &[("c.txt", "c.txt")]);
        case(
            "> [a\\]]: <c d.txt>\n> [e]:\n>   f.txt\n",
            &[("c d.txt", "c d.txt"), ("f.txt", "f.txt")],
        );
        case("[a]() [a](<>) <https://b.org> [a]", &[]);
        case("- [a](b.txt)\n  | c |\n", &[("b.txt", "b.txt")]);
        case("| a |\n| - |\n| [b](c.txt) |\n", &[("c.txt", "c.txt")]);
        case(
            "a <a title='href=x' href=\"b.txt\">c</a> <IMG SRC=d.png>",
            &[("b.txt", "b.txt"), ("d.png", "d.png")],
        );
        case(
            "<p>\n<a\n  href='b&amp;c.txt'>d</a>\n<!-- <a href=x> -->\n</p>\n",
            &[("b&amp;c.txt", "b&c.txt")],
        );
        case(
            "<a name=href>c</a> <a href>d</a> <video poster=p.png src=v.mp4>",
            &[("p.png", "p.png"), ("v.mp4", "v.mp4")],
        );
        let shown = spelled("<a href=b>c</a>", HtmlPolicy::Escape).expect("can be parsed");
        assert_eq!(shown, []);
    }
}
