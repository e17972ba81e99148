//! Prevents unintended definition lists.
//!
//! The parser takes any line that begins with a colon, after a line of text, for a definition: `:30
//! past the hour`, `:::note`, `:emoji:`. A definition needs white space after its colon. Other
//! colons are replaced by a placeholder of the same length before parsing, and restored in the
//! events.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::Spanned;

/// Placeholder for a colon. Control characters are removed from input before, so no text contains
/// it.
const HIDDEN: char = '\u{1}';

/// The text with unintended definition colons replaced; borrowed if there are none.
pub(super) fn hidden(text: &str) -> Cow<'_, str> {
    if text.contains(HIDDEN) || !text.contains(':') {
        return Cow::Borrowed(text);
    }
    let begins_line = |at: usize| {
        text[..at].trim_end_matches([' ', '\t', '>']).chars().next_back().is_none_or(|c| c == '\n')
    };
    if !text.match_indices(':').any(|(at, _)| begins_line(at)) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::new();
    let mut ticks = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_start_matches([' ', '\t', '>']);
        if shown.trim().is_empty() {
            ticks = 0;
        }
        let inside_code = ticks % 2 == 1;
        if let Some(rest) = shown.strip_prefix(':')
            && (inside_code || !rest.starts_with([' ', '\t']))
            && !is_below_heads(shown)
        {
            bytes.push(at + line.len() - shown.len());
        }
        ticks += line.matches('`').count();
        at += line.len();
    }
    if bytes.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut hidden = text.to_owned();
    for at in bytes {
        hidden.replace_range(at..=at, HIDDEN.encode_utf8(&mut [0]));
    }
    Cow::Owned(hidden)
}

/// Whether a line is the delimiter row of a table.
fn is_below_heads(line: &str) -> bool {
    line.contains('-')
        && line.trim_end().chars().all(|char| matches!(char, '|' | ':' | '-' | ' ' | '\t'))
}

/// Restores the colons of an event.
pub(super) fn shown<'a>((event, range): Spanned<'_>) -> Spanned<'a> {
    let event = match event.into_static() {
        Event::Text(text) => Event::Text(put_back(text)),
        Event::Code(text) => Event::Code(put_back(text)),
        Event::Html(text) => Event::Html(put_back(text)),
        Event::InlineHtml(text) => Event::InlineHtml(put_back(text)),
        Event::FootnoteReference(name) => Event::FootnoteReference(put_back(name)),
        Event::Start(tag) => Event::Start(in_tag(tag)),
        event => event,
    };
    (event, range)
}

fn in_tag(tag: Tag<'static>) -> Tag<'static> {
    match tag {
        Tag::Link { link_type, dest_url, title, id } => Tag::Link {
            link_type,
            dest_url: put_back(dest_url),
            title: put_back(title),
            id: put_back(id),
        },
        Tag::Image { link_type, dest_url, title, id } => Tag::Image {
            link_type,
            dest_url: put_back(dest_url),
            title: put_back(title),
            id: put_back(id),
        },
        Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
            Tag::CodeBlock(CodeBlockKind::Fenced(put_back(language)))
        }
        Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(put_back(name)),
        tag => tag,
    }
}

fn put_back(text: CowStr<'static>) -> CowStr<'static> {
    if text.contains(HIDDEN) { text.replace(HIDDEN, ":").into() } else { text }
}

#[cfg(test)]
mod tests {
    use crate::config::HtmlPolicy;
    use crate::fragment::tests::html;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(html(text, HtmlPolicy::Sanitize), expected, "{text}");
    }

    #[test]
    fn a_definition_has_white_space_after_its_colon() {
        case("a\n: b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>");
        case("a\n\n:\tb", "<dl>\n<dt>a</dt>\n<dd>\n<p>b</p>\n</dd>\n</dl>");
        case("starts at\n:30 past", "<p>starts at\n:30 past</p>");
        case("a\n:::note\nb\n:::", "<p>a\n:::note\nb\n:::</p>");
        case("> a\n> :smile: b", "<blockquote>\n<p>a\n:smile: b</p>\n</blockquote>");
        case("- a\n  :b", "<ul>\n<li>a\n:b</li>\n</ul>");
        case("a\n:", "<p>a\n:</p>");
        case("3\n:4 and `foo\n: bar` there", "<p>3\n:4 and <code>foo : bar</code> there</p>");
    }

    #[test]
    fn other_colons_stay_what_they_are() {
        case("```\na\n:b\n```", "<pre><code>a\n:b\n</code></pre>");
        case(
            "a | b\n:-|-:\nc | d",
            "<table><thead><tr><th style=\"text-align: left\">a</th><th style=\"text-align: right\">b</th></tr></thead><tbody>\n<tr><td style=\"text-align: left\">c</td><td style=\"text-align: right\">d</td></tr>\n</tbody></table>",
        );
        case("[a](b\n:c)", "<p>[a](b\n:c)</p>");
        case("[a][b]\n\n[b]: c\n\"t\n:u\"", "<p><a href=\"c\" title=\"t\n:u\">a</a></p>");
        case("<div>\n:a\n</div>", "<div>\n:a\n</div>");
    }
}
