//! No word of an author is lost: pages, data and search index have the same words as a browser's
//! parse, except what findings report.

use std::cmp::Reverse;

use proptest::prelude::*;
use pulldown_cmark::{Parser, html::push_html};
use ssr_site::config::HtmlPolicy;
use ssr_site::fragment::{Block, Dialect, Doubt, DoubtKind, Form, Fragment, options, plain};
use ssr_site::language::ENGLISH;
use ssr_site::render::html::{HtmlWriter, ReferenceLink, Shape, Spelling};
use ssr_site::theme::Strings;

use super::commonmark::{begins_with_colon, markdown};

mod bodies;
mod comparison;
mod corpus;
mod files;
mod pages;
mod reading;
mod site;
mod sites;

use corpus::readmes;
use reading::{difference, unmarked, words, words_of_html};

/// Links to addresses as written.
struct AsWritten;

impl Spelling for AsWritten {
    fn address(&self, destination: &str) -> Option<String> {
        Some(destination.to_owned())
    }

    fn references(&self, _: &Block<'_>) -> Vec<ReferenceLink> {
        Vec::new()
    }
}

/// A parsed text, unless refused.
fn fragment(text: &str, form: Form) -> Option<Fragment<'_>> {
    let dialect = Dialect { html: HtmlPolicy::Sanitize, language: &ENGLISH };
    Fragment::parse(text, form, dialect).ok()
}

/// The page of a text.
fn page(text: &str) -> Option<String> {
    fragment(text, Form::Whole).map(|fragment| written(&fragment))
}

fn written(of: &Fragment<'_>) -> String {
    let strings = Strings::default();
    let shape = Shape {
        spelling: &AsWritten,
        id_prefix: "",
        scope: "",
        heading_shift: 0,
        strings: &strings,
    };
    HtmlWriter::new(of, shape).html()
}

/// Headings that begin a part of an update, with the part's id.
fn section_headings(text: &str) -> Vec<(&'static str, String)> {
    let fragment = fragment(text, Form::Update);
    let headings = fragment.iter().flat_map(Fragment::headings);
    headings.filter_map(|it| Some((it.section?.id(), it.text.clone()))).collect()
}

/// A text in data and search.
fn plain(of: &Fragment<'_>) -> Vec<String> {
    words(&plain::whole(of).unwrap_or_default().text)
}

/// The lost words of a text, if any.
fn lost(text: &str) -> Option<String> {
    let fragment = fragment(text, Form::Whole)?;
    let page = words_of_html(&written(&fragment));
    let in_data = difference(&unmarked(&page), &unmarked(&plain(&fragment)), "data");
    in_data.or_else(|| {
        let mut html = String::new();
        push_html(&mut html, Parser::new_ext(text, options()));
        let html = as_told(html, &fragment).filter(|_| !begins_with_colon(text))?;
        // At the end of unclosed elements, readers may split words differently.
        let letters = |words: &[String]| vec![words.concat()];
        let read = words_of_html(&nameless_shown(&html));
        difference(&letters(&page), &letters(&read), "a browser")
    })
}

/// Shows nameless end tags, which browsers drop, as text, as pages do.
fn nameless_shown(html: &str) -> String {
    let mut pieces = html.split("</");
    let mut shown = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        shown.push_str(if piece.starts_with(|char: char| char.is_ascii_alphabetic()) {
            "</"
        } else {
            "&lt;/"
        });
        shown.push_str(piece);
    }
    shown
}

/// The HTML for a browser after applying the reported changes: unknown tags are text. `None` if
/// more is reported: elements removed with content, or unterminated markup.
fn as_told(mut html: String, of: &Fragment<'_>) -> Option<String> {
    let mut doubts = of.doubts();
    // A tag can contain another in an attribute.
    doubts.sort_by_key(|doubt| Reverse(doubt.range.len()));
    for Doubt { kind, range } in doubts {
        let source = &of.source()[range];
        match kind {
            // The parser passes raw HTML through literally, and escapes other angle brackets.
            DoubtKind::Unknown(_) => html = html.replace(source, &escaped(source)),
            DoubtKind::Removed(what) if !what.contains('=') => return None,
            DoubtKind::Unpaired(what) if !is_tag(&what) => return None,
            _ => {}
        }
    }
    Some(html)
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}

/// Whether a report is about a tag: unterminated markup is named by its beginning.
fn is_tag(what: &str) -> bool {
    let name = what.trim_start_matches(['<', '/']).strip_suffix('>');
    name.is_some_and(|name| !name.is_empty() && name.chars().all(char::is_alphanumeric))
}

#[test]
fn words_of_texts() {
    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        assert_eq!(unmarked(&plain(&fragment(text, Form::Whole).unwrap())), expected, "{text}");
        assert_eq!(lost(text), None, "{text}");
    }
    case("<div>\nA &amp; B </3 C> D\n</div>", &["A", "&", "B", "</3", "C>", "D"]);
    case("list.<br>Review", &["list.", "Review"]);
    case("<table><tr><td>a</td><td>b</td></tr></table>", &["a", "b"]);
    case("keep a <list> of zones", &["keep", "a", "<list>", "of", "zones"]);
    case("a <!-- b --> c", &["a", "c"]);
    case("<details>\n<summary>More</summary>\n\n*all*\n\n</details>", &["More", "all"]);
    case("![a map](map.png) <img alt='of it' src='x.png'>", &["a", "map", "of", "it"]);
    case("- [x] a\n\n> [!NOTE]\n> b[^1]\n\n[^1]: c", &["a", "b", "c"]);
    case("a&nbsp;b &copy; <b>c</b>d", &["a", "b", "©", "cd"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_the_same_words_everywhere(text in markdown()) {
        prop_assert_eq!(lost(&text), None, "{:?}", text);
    }
}

#[test]
fn real_texts_have_the_same_words_everywhere() {
    let texts = readmes();
    let found: Vec<String> = texts
        .iter()
        .filter_map(|(path, text)| Some(format!("{}: {}", path.display(), lost(text)?)))
        .collect();
    assert_eq!(found, [""; 0], "of {} texts", texts.len());
}
