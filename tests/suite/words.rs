//! No word of an author's is lost: the words of a page are those of its data and of its search index, and those that a
//! browser would read, but for what a finding names.

use std::cmp::Reverse;

use proptest::prelude::*;
use pulldown_cmark::{Parser, html::push_html};
use ssr_site::config::HtmlPolicy;
use ssr_site::fragment::{Block, Dialect, Doubt, DoubtKind, Form, Fragment, options};
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

/// Spells every address as it is written.
struct AsWritten;

impl Spelling for AsWritten {
    fn address(&self, destination: &str) -> Option<String> {
        Some(destination.to_owned())
    }

    fn references(&self, _: &Block<'_>) -> Vec<ReferenceLink> {
        Vec::new()
    }
}

/// A text, unless it is one of the few that are refused.
fn fragment(text: &str, form: Form) -> Option<Fragment<'_>> {
    let dialect = Dialect { html: HtmlPolicy::Sanitize, language: &ENGLISH };
    Fragment::parse(text, form, dialect).ok()
}

/// The page that a text makes.
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

/// The headings of a text that begin a part of an update, each with the id of the part.
fn section_headings(text: &str) -> Vec<(&'static str, String)> {
    let fragment = fragment(text, Form::Update);
    let headings = fragment.iter().flat_map(Fragment::headings);
    headings.filter_map(|it| Some((it.section?.id(), it.text.clone()))).collect()
}

/// What a text is to data and search.
fn plain(of: &Fragment<'_>) -> Vec<String> {
    words(&of.plain().unwrap_or_default().text)
}

/// What is wrong with a text's words, if anything.
fn lost(text: &str) -> Option<String> {
    let fragment = fragment(text, Form::Whole)?;
    let page = words_of_html(&written(&fragment));
    let in_data = difference(&unmarked(&page), &unmarked(&plain(&fragment)), "data");
    in_data.or_else(|| {
        let mut html = String::new();
        push_html(&mut html, Parser::new_ext(text, options()));
        let html = as_told(html, &fragment).filter(|_| !begins_with_colon(text))?;
        // Where elements that nobody closed end, one reader may part words and another not.
        let letters = |words: &[String]| vec![words.concat()];
        let read = words_of_html(&nameless_shown(&html));
        difference(&letters(&page), &letters(&read), "a browser")
    })
}

/// The same where end tags without a name, which browsers drop, are words: so pages show them.
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

/// What a browser is given, with what is told of a text done to it: tags of no element are words. `None` where more is
/// told than that: elements that are left out with what is in them, and markup without an end.
fn as_told(mut html: String, of: &Fragment<'_>) -> Option<String> {
    let mut doubts = of.doubts();
    // One tag may have another in an attribute.
    doubts.sort_by_key(|doubt| Reverse(doubt.range.len()));
    for Doubt { kind, range } in doubts {
        let source = &of.source()[range];
        match kind {
            // The parser passes raw HTML on letter by letter, and writes other angle brackets as references.
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

/// Whether what is told of is a tag: markup without an end is named by its beginning.
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
