//! Headings that nobody can read, or that have another id than their author gave them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::character;
use crate::fragment::{Doubt, DoubtKind, Heading, Spanned, raw, slug};

/// The headings of a text, in Markdown and in raw HTML, that have no words: neither text nor a picture with some.
pub(super) fn empty(events: &[Spanned<'_>], text: &str) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut open: Option<Open> = None;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                let id = id.as_deref().unwrap_or_default().into();
                open = Some(Open { id, start: range.start, end: range.end });
            }
            Event::End(TagEnd::Heading(_)) => {
                doubts.extend(open.take().map(|open| open.doubt(text)));
            }
            Event::Html(html) | Event::InlineHtml(html) if is_heading(html, "<") => {
                open = Some(Open { id: Box::default(), start: range.start, end: range.end });
            }
            Event::Html(html) | Event::InlineHtml(html) if is_heading(html, "</") => {
                let closed = open.take().map(|open| Open { end: range.end, ..open });
                doubts.extend(closed.map(|open| open.doubt(text)));
            }
            event if has_words(event) => open = None,
            _ => {}
        }
    }
    doubts
}

/// The headings to which the author gave an id that pages give to a part of themselves. In an update `status` and
/// `notes` begin its parts, which are what they name.
pub(super) fn reserved(events: &[Spanned<'_>], headings: &[Heading], text: &str) -> Vec<Doubt> {
    let own = headings.iter().filter(|heading| heading.section.is_none());
    own.filter_map(|heading| {
        let (Event::Start(Tag::Heading { id: Some(given), .. }), range) =
            events.get(heading.start)?
        else {
            return None;
        };
        if !slug::is_reserved(given) {
            return None;
        }
        let kind = DoubtKind::ReservedHeading {
            given: (&**given).into(),
            own: heading.id.as_str().into(),
        };
        let source = text.get(range.clone())?;
        let written = format!("#{given}");
        let range = match source.rfind(&written) {
            Some(at) => range.start + at..range.start + at + written.len(),
            None => range.start..range.start + source.trim_end().len(),
        };
        Some(Doubt { kind, range })
    })
    .collect()
}

/// A heading without words so far.
struct Open {
    id: Box<str>,
    start: usize,
    end: usize,
}

impl Open {
    fn doubt(self, text: &str) -> Doubt {
        let source = text.get(self.start..self.end).unwrap_or_default();
        let range: Range<usize> = self.start..self.start + source.trim_end().len();
        Doubt { kind: DoubtKind::EmptyHeading(self.id), range }
    }
}

/// Whether a piece of raw HTML is a tag of a heading that begins so.
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
                let found = empty(fragment.events(), text);
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
                assert_eq!(empty(fragment.events(), text), [], "{text}");
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
