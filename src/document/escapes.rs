//! Escaped characters: `&#xAD;` in Markdown, `\u00AD` in TOML.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::doubt::RawDoubt;
use crate::character::{self, Written};
use crate::diagnostic::Span;
use crate::fragment::{DoubtKind, Fragment, Spanned};

/// Invisible characters of a file, literal or escaped in its front matter, which begins at this
/// offset.
pub(super) fn invisible(text: &str, toml: &str, start: usize) -> Vec<RawDoubt> {
    let as_they_are = character::invisible(text).into_iter().map(|found| RawDoubt {
        kind: DoubtKind::Invisible { code: found.code, escape: Box::default() },
        span: Span::from(found.range),
    });
    let escaped = character::in_toml(toml).into_iter();
    let escaped = escaped.filter(|found| character::is_invisible(found.code)).map(|found| {
        let escape = toml[found.range.clone()].into();
        let kind = DoubtKind::Invisible { code: found.code, escape };
        RawDoubt { kind, span: Span::from(found.range).shifted(start) }
    });
    as_they_are.chain(escaped).collect()
}

/// Numeric character references that `is_meant` accepts and that are decoded on pages: not in code,
/// comments, or HTML shown or removed as written.
pub(super) fn find(fragment: &Fragment<'_>, is_meant: impl Fn(u32) -> bool) -> Vec<Written> {
    let (events, text) = (fragment.events(), fragment.source());
    let mut written = references(text, is_meant);
    if written.is_empty() {
        return written;
    }
    let sought: HashSet<char> = written.iter().map(|written| shown(written.code)).collect();
    let hidden: HashSet<char> = events
        .iter()
        .flat_map(|(event, _)| attributes(event))
        .flat_map(str::chars)
        .filter(|char| sought.contains(char))
        .collect();
    let mut leaves: Vec<&Spanned<'_>> = events.iter().filter(|(event, _)| is_leaf(event)).collect();
    leaves.sort_by_key(|(_, range)| range.start);
    written.retain(|reference| {
        let source = &text[reference.range.clone()];
        let after = leaves.partition_point(|(_, range)| range.start <= reference.range.start);
        let leaf = after.checked_sub(1).map(|leaf| leaves[leaf]);
        match leaf.filter(|(_, range)| reference.range.end <= range.end) {
            Some((Event::Html(html) | Event::InlineHtml(html), _)) => {
                !["<!", "<?"].iter().any(|start| html.starts_with(start))
            }
            Some((leaf, _)) => !leaf_text(leaf).contains(source),
            // An address, a title, or a code block's info string.
            None => source.ends_with(';') && hidden.contains(&shown(reference.code)),
        }
    });
    written
}

/// The character of a code point.
fn shown(code: u32) -> char {
    char::from_u32(code).filter(|char| *char != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn is_leaf(event: &Event<'_>) -> bool {
    matches!(event, Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_))
}

fn leaf_text<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Text(text) | Event::Code(text) => text,
        _ => "",
    }
}

/// Attributes of an element besides its text.
fn attributes<'e>(event: &'e Event<'_>) -> Vec<&'e str> {
    match event {
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
            vec![&**dest_url, &**title]
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => vec![&**info],
        _ => Vec::new(),
    }
}

/// All numeric character references in a text. Raw HTML needs no semicolon.
fn references(text: &str, is_meant: impl Fn(u32) -> bool) -> Vec<Written> {
    let starts = text.match_indices("&#").map(|(at, _)| at);
    starts
        .filter_map(|start| {
            let (code, range) = reference(text, start)?;
            Some(Written { code, range }).filter(|written| is_meant(written.code))
        })
        .collect()
}

fn reference(text: &str, start: usize) -> Option<(u32, Range<usize>)> {
    let after = &text[start + 2..];
    let (radix, skipped) = if after.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let digits = &after[skipped..];
    let length = digits.find(|char: char| !char.is_digit(radix)).unwrap_or(digits.len());
    if length == 0 {
        return None;
    }
    // Larger numbers are not characters either.
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let end = start + 2 + skipped + length;
    Some((code, start..end + usize::from(text[end..].starts_with(';'))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;
    use crate::character::is_control;
    use crate::config::HtmlPolicy;
    use crate::fragment::{Dialect, Form};
    use crate::language::ENGLISH;

    #[track_caller]
    fn case_of(html: HtmlPolicy, text: &str, expected: &[&str]) {
        let dialect = Dialect { html, language: &ENGLISH };
        let fragment = Fragment::parse(text, Form::Whole, dialect).unwrap();
        let found = find(&fragment, is_control);
        let found: Vec<&str> = found.into_iter().map(|found| &text[found.range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        case_of(HtmlPolicy::Sanitize, text, expected);
    }

    #[test]
    fn references_to_control_characters() {
        case("a &#11; b&#x7;c", &["&#11;", "&#x7;"]);
        case("&#0; &#x80; &#X1F; &#127;", &["&#0;", "&#x80;", "&#X1F;", "&#127;"]);
        case("&#9; &#10; &#12; &#13; &#160; &#65;", &[]);
        case("# A&#1;\n\n| a&#2; |\n|---|\n| *b&#3;* |\n", &["&#1;", "&#2;", "&#3;"]);
        case("a[^1]\n\n[^1]: b&#1;", &["&#1;"]);
    }

    #[test]
    fn references_in_addresses_titles_and_infos() {
        case("[a](b&#1;c)", &["&#1;"]);
        case("[a](b \"c&#1;\")", &["&#1;"]);
        case("![a&#2;](b&#1;.png)", &["&#2;", "&#1;"]);
        case("[a]\n\n[a]: b 'c&#1;'", &["&#1;"]);
        case("```a&#1;\n&#2;\n```", &["&#1;"]);
        case("[a](b \"c\\&#1;\")", &[]);
    }

    #[test]
    fn references_that_are_not_read() {
        case("`&#1;` \\&#1; &#1 &#; &#x; &#00000001;", &[]);
        case("    &#1;\n", &[]);
        case("```\n&#1;\n```\n", &[]);
        case("<!-- &#1; --> a <!-- &#1; -->\n", &[]);
        case("a <!-- &#1; -->\n", &[]);
        case("<http://a/&#1;>", &[]);
    }

    #[test]
    fn references_in_raw_html() {
        for html in [HtmlPolicy::Sanitize, HtmlPolicy::Allow] {
            case_of(html, "a <b title=\"c&#1;d\">e</b>", &["&#1;"]);
            case_of(html, "<div title='&#x1'>\n&#2;\n</div>", &["&#x1", "&#2;"]);
            case_of(html, "<!-- &#1;\n\n&#1; -->\n\na <!-- &#1; --> b", &[]);
        }
        case_of(HtmlPolicy::Escape, "a <b title=\"c&#1;d\">e</b>", &[]);
    }
}
