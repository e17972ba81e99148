//! Markdown to HTML.

use std::sync::LazyLock;

use ssr_site::config::{Config, HtmlPolicy};
use ssr_site::document::clause::{self, Grammar, Place};
use ssr_site::fragment::{Block, Dialect, Form, Fragment, MarkdownError, Piece, plain, wording};
use ssr_site::language::ENGLISH;
use ssr_site::render::html::{HtmlWriter, ReferenceLink, Shape, Spelling};
use ssr_site::theme::{Strings, Theme, Wording};
use ssr_site::world::MemoryWorld;

use crate::html;

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::of(&ENGLISH));

static STRINGS: LazyLock<Strings> = LazyLock::new(|| {
    let world = MemoryWorld::new([("book.toml", "[book]\ntitle = \"T\"\n")]);
    let (config, _) = Config::load(&world);
    let theme = config.and_then(|config| Theme::load(&config, &world).0);
    theme.map(|theme| theme.worded(Wording::Theme).strings().clone()).unwrap_or_default()
});

/// No text breaks out of its place or runs anything, and references are words of the text.
pub fn check(data: &[u8]) {
    let text = super::text(data);
    match fragment(&text, HtmlPolicy::Sanitize) {
        Ok(fragment) => {
            references(&text, &fragment);
            forms(&fragment);
        }
        Err(MarkdownError::TooDeep(range)) => assert!(text.get(range).is_some(), "{text:?}"),
        Err(MarkdownError::Parser) => {}
    }
    // They differ only in raw HTML.
    let policies = [HtmlPolicy::Sanitize, HtmlPolicy::Escape];
    let policies = if text.contains('<') { &policies } else { &policies[..1] };
    for &policy in policies {
        let Some(written) = shaped(&text, policy) else { continue };
        let pieces = html::pieces(&written);
        assert_eq!(html::unbalanced_pieces(&pieces), None, "{policy:?} of {text:?}");
        // Refusing schemes is up to the link writer; this one allows all.
        let active = html::active_pieces(&pieces, false);
        let own = |found: &String| !found.starts_with("<a ") && !found.starts_with("<img ");
        assert!(!active.iter().any(own), "{policy:?} of {text:?}: {active:?}");
    }
}

fn fragment(text: &str, html: HtmlPolicy) -> Result<Fragment<'_>, MarkdownError> {
    // The form with parts includes the other.
    Fragment::parse(text, Form::Update, Dialect { html, language: &ENGLISH })
}

/// A text is equivalent in every form, and reports are within it.
fn forms(fragment: &Fragment<'_>) {
    let owned = fragment.clone().into_static();
    assert_eq!(fragment.events(), owned.events());
    assert_eq!(wording::parts(fragment), wording::parts(&owned));
    assert_eq!(plain::parts(fragment), plain::parts(&owned));
    for doubt in fragment.doubts() {
        assert!(fragment.source().get(doubt.range.clone()).is_some(), "{doubt:?}");
    }
}

fn references(text: &str, fragment: &Fragment<'_>) {
    fragment.for_each_block(|block| {
        for mention in mentions(block) {
            let words = text.get(mention.source.range());
            assert!(words.is_some_and(|words| !words.is_empty()), "{mention:?} of {text:?}");
            let Some(link) = mention.link else { continue };
            for place in [link.start, link.end] {
                let piece = block.pieces.get(place.piece as usize);
                let Some(Piece::Text(run)) = piece else {
                    panic!("{mention:?} is in no text of {text:?}");
                };
                assert!(run.text.is_char_boundary(place.byte as usize), "{mention:?} of {text:?}");
            }
        }
    });
}

fn mentions(block: &Block<'_>) -> Vec<clause::Mention> {
    let mut clauses = Vec::new();
    clause::scan(&block.pieces, &GRAMMAR, &mut clauses);
    clauses.iter().flat_map(|clause| clause.read(&GRAMMAR, |_| true)).collect()
}

/// A link writer: keeps some, drops some, links references.
struct Somehow;

impl Spelling for Somehow {
    fn address(&self, destination: &str) -> Option<String> {
        (destination.len() % 2 == 1).then(|| destination.to_owned())
    }

    fn references(&self, block: &Block<'_>) -> Vec<ReferenceLink> {
        let extents = mentions(block).into_iter().filter_map(|mention| mention.link);
        let mut links: Vec<ReferenceLink> = extents
            .map(|extent| ReferenceLink { extent, url: "25.html".into(), title: "\"<&".into() })
            .collect();
        let place = |place: Place| (place.piece, place.byte);
        assert!(links.is_sorted_by_key(|link| place(link.extent.start)), "references out of order");
        links.dedup();
        links
    }
}

fn shaped(text: &str, html: HtmlPolicy) -> Option<String> {
    let shape = Shape {
        spelling: &Somehow,
        id_prefix: "p-",
        scope: "s-",
        heading_shift: 1,
        strings: &STRINGS,
    };
    // Too deep, or a parser panic: acceptable.
    let fragment = fragment(text, html).ok()?;
    Some(HtmlWriter::new(&fragment, shape).html())
}
