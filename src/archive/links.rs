//! Finds what a page loads and links to within its site.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::path::{Route, SourcePath};
use crate::percent;

/// The attributes that hold one address.
const ATTRIBUTES: [&str; 4] = ["href", "src", "poster", "data"];

/// The addresses within the site that a page refers to by relative links.
pub(super) fn within_site(html: &str, route: &Route) -> BTreeSet<String> {
    let directory = SourcePath::new(route.as_str()).parent();
    let resolved = |address: &String| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        if path.is_empty() || path.starts_with('/') || has_scheme(path) {
            return None;
        }
        let path = percent::decoded(path)?;
        Some(directory.resolve(&path)?.as_str().to_owned())
    };
    addresses(html).iter().filter_map(resolved).collect()
}

fn has_scheme(path: &str) -> bool {
    path.split('/').next().is_some_and(|first| first.contains(':'))
}

fn addresses(html: &str) -> Vec<String> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The sink never pauses.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.addresses.into_inner()
}

#[derive(Default)]
struct Sink {
    addresses: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            let mut addresses = self.addresses.borrow_mut();
            for attribute in &tag.attrs {
                let name = &*attribute.name.local;
                if ATTRIBUTES.contains(&name) {
                    addresses.push(attribute.value.trim().to_owned());
                } else if name == "srcset" {
                    let candidates = attribute.value.split(',');
                    let urls = candidates.filter_map(|each| each.split_whitespace().next());
                    addresses.extend(urls.map(str::to_owned));
                }
            }
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_refers_to() {
        #[track_caller]
        fn case(html: &str, expected: &[&str]) {
            let route = Route::new("ssr1/2016-06-30/25.html");
            let found: Vec<String> = within_site(html, &route).into_iter().collect();
            assert_eq!(found, expected, "{html}");
        }
        case("<a href=26.html#x>", &["ssr1/2016-06-30/26.html"]);
        case("<a href='../25.html?a=b'>", &["ssr1/25.html"]);
        case(
            "<img src=\"../../a%20b.png\" srcset=\"c.png 1x, d.png 2x\">",
            &["a b.png", "ssr1/2016-06-30/c.png", "ssr1/2016-06-30/d.png"],
        );
        case("<a href=\"https://example.org/\"><a href=\"mailto:a@b\"><a href=\"//a/b\">", &[]);
        case("<a href=\"#x\"><a href=\"/a\"><a href=\"../../../a\"><a href>", &[]);
        case("<p>href=\"a.html\"<!-- <a href=\"b.html\"> -->", &[]);
        case("<a href=\"../../a&amp;b.html\">", &["a&b.html"]);
        case("<a href=\"./\">", &["ssr1/2016-06-30"]);
    }
}
