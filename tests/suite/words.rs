//! No word of an author's is lost: the words of a page are those of its data and of its search index, and those that a
//! browser would read, but for what a finding names.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use pulldown_cmark::{Parser, html::push_html};
use ssr_site::config::HtmlPolicy;
use ssr_site::fragment::{Block, Dialect, Form, Fragment, options};
use ssr_site::language::ENGLISH;
use ssr_site::render::html::{HtmlWriter, ReferenceLink, Shape, Spelling};
use ssr_site::theme::Strings;

use super::commonmark::{begins_with_colon, markdown};
use super::html::{Piece, pieces};

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

/// What pages add to the words of a text, by the class of its element: numbers of notes, and titles of alerts.
const ADDED: [&str; 3] =
    ["footnote-reference", "footnote-definition-label", "markdown-alert-title"];

/// Elements that do not part words.
const INLINE: [&str; 38] = [
    "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em",
    "i", "img", "input", "ins", "kbd", "label", "map", "mark", "q", "rb", "rp", "rt", "rtc",
    "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
];

/// The words that a reader of HTML sees, with the texts that stand for pictures.
fn words_of_html(html: &str) -> Vec<String> {
    let mut text = String::new();
    // Inside of what is no text of the author's: the element, and how often it is open.
    let mut hidden: Option<(String, usize)> = None;
    for piece in pieces(html) {
        match (&mut hidden, piece) {
            (Some((name, depth)), Piece::Open { name: other, .. }) => {
                *depth += usize::from(*name == other);
            }
            (Some((name, depth)), Piece::Close(other)) => {
                *depth -= usize::from(*name == other);
                if *depth == 0 {
                    hidden = None;
                }
            }
            (Some(_), Piece::Text(_)) => {}
            (None, Piece::Open { name, attributes, .. }) => {
                let value = |key: &str| {
                    attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
                };
                let is_added = value("class").is_some_and(|class| ADDED.contains(&class));
                if is_added || ["script", "style"].contains(&name.as_str()) {
                    hidden = Some((name.clone(), 1));
                }
                part(&name, &mut text);
                text.push_str(value("alt").unwrap_or_default());
            }
            (None, Piece::Close(name)) => part(&name, &mut text),
            (None, Piece::Text(words)) => text.push_str(&words),
        }
    }
    words(&text)
}

fn part(element: &str, text: &mut String) {
    if !INLINE.contains(&element) && !["var", "wbr"].contains(&element) {
        text.push(' ');
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| word.replace('\0', "\u{fffd}")).collect()
}

/// A text, unless it is one of the few that are refused.
fn fragment(text: &str) -> Option<Fragment<'_>> {
    let dialect = Dialect { html: HtmlPolicy::Sanitize, language: &ENGLISH };
    Fragment::parse(text, Form::Whole, dialect).ok()
}

/// The page that a text makes.
fn page(of: &Fragment<'_>) -> String {
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

/// What a text is to data and search.
fn plain(of: &Fragment<'_>) -> Vec<String> {
    words(&of.plain().unwrap_or_default().text)
}

/// Words without the marks of tasks, which a page draws.
fn unmarked(of: &[String]) -> Vec<String> {
    words(&of.join(" ").replace("[x]", " ").replace("[ ]", " "))
}

/// What is wrong with a text's words, if anything.
fn lost(text: &str) -> Option<String> {
    let fragment = fragment(text)?;
    let page = words_of_html(&page(&fragment));
    let in_data = difference(&unmarked(&page), &unmarked(&plain(&fragment)), "data");
    in_data.or_else(|| {
        let mut html = String::new();
        push_html(&mut html, Parser::new_ext(text, options()));
        // Where elements that nobody closed end, one reader may part words and another not.
        let letters = |words: &[String]| vec![words.concat()];
        let read = letters(&words_of_html(&html));
        (fragment.doubts().is_empty() && !begins_with_colon(text))
            .then(|| difference(&letters(&page), &read, "a browser"))
            .flatten()
    })
}

/// Where two lists of words part.
fn difference(page: &[String], other: &[String], what: &str) -> Option<String> {
    let at = page.iter().zip(other).take_while(|(one, other)| one == other).count();
    let around = |words: &[String]| words[at.saturating_sub(3)..words.len().min(at + 3)].join(" ");
    (page != other)
        .then(|| format!("the page has “{}”, {what} has “{}”", around(page), around(other)))
}

#[test]
fn words_of_texts() {
    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        assert_eq!(unmarked(&plain(&fragment(text).unwrap())), expected, "{text}");
        assert_eq!(lost(text), None, "{text}");
    }
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

/// Markdown that people wrote: what the crates that this one is made of say of themselves.
#[test]
fn real_texts_have_the_same_words_everywhere() {
    // Cargo had them to compile this test, wherever it keeps them.
    let texts = readmes();
    assert!(texts.len() > 50, "{} texts", texts.len());
    let found: Vec<String> = texts
        .iter()
        .filter_map(|path| {
            let text = fs::read_to_string(path).ok()?;
            Some(format!("{}: {}", path.display(), lost(&text)?))
        })
        .collect();
    assert_eq!(found, [""; 0], "of {} texts", texts.len());
}

/// The README of each crate that cargo has fetched.
fn readmes() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let below = |path: PathBuf| fs::read_dir(path).into_iter().flatten().flatten();
    let registries = home.into_iter().flat_map(|home| below(home.join("registry/src")));
    let crates = registries.flat_map(|registry| below(registry.path()));
    let mut found: Vec<PathBuf> = crates.map(|each| each.path().join("README.md")).collect();
    found.retain(|path| path.exists());
    found.sort_unstable();
    found
}
