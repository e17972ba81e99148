//! Headings without text, or with another id than the explicit one.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::character;
use crate::fragment::{Doubt, DoubtKind, Heading, Spanned, raw, slug};

/// Headings without text or alternative text, in Markdown and raw HTML.
pub(super) fn empty(events: &[Spanned<'_>], headings: &[Heading], text: &str) -> Vec<Doubt> {
    let wordless = headings.iter().filter(|heading| heading.is_wordless());
    let doubt = |heading: &Heading| {
        let (_, range) = events.get(heading.start)?;
        let range = trimmed(text, range.clone());
        Some(Doubt {
            kind: DoubtKind::EmptyHeading(heading.given.clone().unwrap_or_default()),
            range,
        })
    };
    let mut doubts: Vec<Doubt> = wordless.filter_map(doubt).collect();
    // Start of an open raw HTML heading that is still empty.
    let mut open: Option<usize> = None;
    for (event, range) in events {
        match event {
            Event::Html(html) | Event::InlineHtml(html) if is_heading(html, "<") => {
                open = Some(range.start);
            }
            Event::Html(html) | Event::InlineHtml(html) if is_heading(html, "</") => {
                doubts.extend(open.take().map(|start| Doubt {
                    kind: DoubtKind::EmptyHeading(Box::default()),
                    range: trimmed(text, start..range.end),
                }));
            }
            event if has_words(event) => open = None,
            _ => {}
        }
    }
    doubts
}

/// Headings with an explicit id that pages use themselves. In an update, `status` and `notes` mark
/// its parts and are allowed.
pub(super) fn reserved(events: &[Spanned<'_>], headings: &[Heading], text: &str) -> Vec<Doubt> {
    let own = headings.iter().filter(|heading| heading.section.is_none());
    own.filter_map(|heading| {
        let given = heading.given.as_deref().filter(|given| slug::is_reserved(given))?;
        let (_, range) = events.get(heading.start)?;
        let written = format!("#{given}");
        let range = match text.get(range.clone())?.rfind(&written) {
            Some(at) => range.start + at..range.start + at + written.len(),
            None => trimmed(text, range.clone()),
        };
        let own = heading.id.as_str().into();
        Some(Doubt { kind: DoubtKind::ReservedHeading { given: given.into(), own }, range })
    })
    .collect()
}

/// The bytes of a heading without trailing white space.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let source = text.get(range.clone()).unwrap_or_default();
    range.start..range.start + source.trim_end().len()
}

/// Whether a piece of raw HTML is a heading tag with this beginning.
fn is_heading(html: &str, begin: &str) -> bool {
    html.strip_prefix(begin).is_some_and(|name| {
        let mut bytes = name.bytes();
        matches!(bytes.next(), Some(b'h' | b'H'))
            && matches!(bytes.next(), Some(b'1'..=b'6'))
            && bytes.next().is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'-')
    })
}

fn has_words(event: &Event<'_>) -> bool {
    let has = |words: &str| words.chars().any(character::is_shown);
    match event {
        Event::Text(text) | Event::Code(text) => has(text),
        Event::Html(html) | Event::InlineHtml(html) => {
            raw::words(html).or_else(|| raw::alternative(html)).is_some_and(|words| has(&words))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;
    use crate::config::HtmlPolicy;
    use crate::fragment::tests::dialect;
    use crate::fragment::{Form, Fragment};

    #[test]
    fn headings_without_words() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            for html in [HtmlPolicy::Sanitize, HtmlPolicy::Allow] {
                let fragment = Fragment::parse(text, Form::Whole, dialect(html)).unwrap();
                let found = empty(fragment.events(), fragment.headings(), text);
                let found: Vec<&str> = found.into_iter().map(|doubt| &text[doubt.range]).collect();
                assert_eq!(found, expected, "{text}");
            }
        }
        case("##\n", &["##"]);
        case("a\n\n## \n\nb", &["##"]);
        case("## <!-- x -->\n", &["## <!-- x -->"]);
        case("## ![](x.png)\n", &["## ![](x.png)"]);
        case("## ![ ](x.png)\n", &["## ![ ](x.png)"]);
        case("## <img src=\"x.png\" alt=\"\">\n", &["## <img src=\"x.png\" alt=\"\">"]);
        case("## {#only}\n", &["## {#only}"]);
        case("## ##\n", &["## ##"]);
        case("## &nbsp;\u{200b}&shy;\n", &["## &nbsp;\u{200b}&shy;"]);
        case("## [](a.md) ** **\n", &[]);
        case("> - ###\n", &["###"]);
        case("![](x.png)\n===\n", &["![](x.png)\n==="]);
        case("##\n##\n", &["##", "##"]);
        case("<h2></h2>\n\na <H3 id=\"x\"> </H3>\n", &["<h2></h2>", "<H3 id=\"x\"> </H3>"]);
        case("## [](a.md)\n", &["## [](a.md)"]);
    }

    #[test]
    fn headings_with_words() {
        #[track_caller]
        fn case(text: &str) {
            for html in [HtmlPolicy::Sanitize, HtmlPolicy::Allow, HtmlPolicy::Escape] {
                let fragment = Fragment::parse(text, Form::Whole, dialect(html)).unwrap();
                assert_eq!(empty(fragment.events(), fragment.headings(), text), [], "{text}");
            }
        }
        case("## A\n\n# `b`\n\n## *c* {#d}\n\n## –\n\n## 1\n");
        case("## ![A picture](x.png)\n");
        case("## <img src=\"x.png\" alt=\"A picture\">\n");
        case("## <!-- x --> A\n");
        case("<h2>A</h2>\n\n<h2>\nA\n</h2>\n\n<hr>\n\n<header></header>\n");
        case("#no heading\n\n`##`\n\n    ##\n");
    }
}
