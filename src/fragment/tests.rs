#![allow(clippy::unwrap_used, reason = "a test may fail")]

use pulldown_cmark::html::push_html;

use super::*;
use crate::language::ENGLISH;

/// The dialect of an English site.
pub(super) fn dialect(html: HtmlPolicy) -> Dialect<'static> {
    Dialect { html, language: &ENGLISH }
}

/// Parses a valid text.
#[track_caller]
pub(super) fn parse(text: &str, form: Form) -> Fragment<'_> {
    Fragment::parse(text, form, dialect(HtmlPolicy::Sanitize)).unwrap()
}

/// The parser's own HTML of a text.
#[track_caller]
pub(super) fn html(text: &str, policy: HtmlPolicy) -> String {
    let fragment = Fragment::parse(text, Form::Whole, dialect(policy)).unwrap();
    let mut html = String::new();
    push_html(&mut html, fragment.events().iter().map(|(event, _)| event.clone()));
    html.trim_end().to_owned()
}

#[test]
fn nesting_has_a_limit() {
    let deep = |text: &str, html| {
        let fragment = Fragment::parse(text, Form::Whole, dialect(html));
        matches!(fragment, Err(MarkdownError::TooDeep(_)))
    };
    assert!(!deep(&format!("{}x", "> ".repeat(MAX_NESTING - 1)), HtmlPolicy::Sanitize));
    assert!(deep(&("> ".repeat(10_000) + "x"), HtmlPolicy::Sanitize));
    let case = |raw: &str, sanitized: bool| {
        assert!(!deep(&raw.repeat(50), HtmlPolicy::Allow), "{raw}");
        assert!(deep(&raw.repeat(101), HtmlPolicy::Allow), "{raw}");
        assert_eq!(deep(&raw.repeat(101), HtmlPolicy::Sanitize), sanitized, "{raw}");
        assert!(!deep(&raw.repeat(101), HtmlPolicy::Escape), "{raw}");
    };
    case("<div>", true);
    case("a <b>", true);
    // Unclosed elements end with their paragraph or quotation; unknown names open nothing.
    case("a <b/>\n\n", false);
    case("> <div>\n\n", false);
    case("a <team> b\n\n", false);
    let many = "<div>\n\n- <b>a</b><br>\n\n</div>\n\n".repeat(200);
    assert!(!deep(&many, HtmlPolicy::Sanitize));
}

#[test]
fn sections_are_found_by_words_or_ids() {
    #[track_caller]
    fn case(text: &str, expected: &[(&str, Option<Section>)]) {
        let fragment = parse(text, Form::Update);
        let found: Vec<_> =
            fragment.headings().iter().map(|h| (h.id.as_str(), h.section)).collect();
        assert_eq!(found, expected);
    }
    case("## Project status\n", &[("status", Some(Section::Status))]);
    case("## État {#status}\n", &[("status", Some(Section::Status))]);
    case("# IMPLEMENTATION NOTES\n", &[("notes", Some(Section::Notes))]);
    case("## Background\n", &[("background", None)]);
    case("## Status {#own}\n", &[("own", None)]);
    case("> ## Implementation notes\n", &[("implementation-notes", None)]);
    case("a\n: ## Project status\n", &[("project-status", None)]);
}

#[test]
fn a_text_of_its_own_is_the_same() {
    let text = "## Notes\n\na <b>b</b>[^1] and :emoji:\n\n[^1]: *c*\n";
    let borrowed = parse(text, Form::Update);
    let owned = borrowed.clone().into_static();
    assert_eq!(owned.source(), text);
    assert_eq!(owned.events(), borrowed.events());
    assert_eq!(plain::parts(&owned), plain::parts(&borrowed));
    assert_eq!(wording::digests(&owned), wording::digests(&borrowed));
}

#[test]
fn every_form_has_the_same_parts() {
    #[track_caller]
    fn case(body: &str, narrative: &str, notes: &str) {
        let fragment = parse(body, Form::Update);
        let worded = wording::parts(&fragment);
        let in_plain = plain::parts(&fragment);
        let words = |part: Option<plain::Plain>| {
            let text = part.unwrap_or_default().text;
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            (worded.narrative.join(" "), worded.notes.join(" ")),
            (narrative.to_owned(), notes.to_owned())
        );
        assert_eq!(
            (words(in_plain.narrative), words(in_plain.notes)),
            (narrative.to_owned(), notes.to_owned())
        );
    }
    case("a\n\n## Project status\n\nb\n\n## Notes\n\nc\n", "a b", "c");
    case("## Other\n\na\n\n## Notes\n\nb\n", "Other a", "b");
    case("> ## Notes\n\na\n", "Notes a", "");
    case("## Notes\n\na\n\n## Other\n\nb\n", "Other b", "a");
    case("## Project status\n\n<div>a\n\n## Notes\n\nb</div>\n", "a", "b");
    case("alpha\n\n## État {#status}\n", "alpha État", "");
    case("## Weiteres {#notes}\n\na\n\n## Und {#notes}\n\nb\n", "", "Weiteres a Und b");
    case("## Weiteres {#notes}\n", "", "Weiteres");
    case("## Notes\n\na\n\n## Notes\n\nb\n", "", "a Notes b");
    case("## Notes\n", "", "");
    case("<table><tr><td>a</td></tr></table>\n\n## Notes\n\n<br>b\n", "a", "b");
}
