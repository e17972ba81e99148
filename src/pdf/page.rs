//! Parses the page to print: its headings, lists of its parts, and redirects.

use std::cell::RefCell;
use std::io::{self, Write};

use html5ever::tendril::stream::{TendrilSink, Utf8LossyDecoder};
use html5ever::tendril::{ByteTendril, StrTendril, fmt::UTF8};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Soft hyphens are meaningless in an outline.
const SOFT_HYPHEN: char = '\u{ad}';

/// A heading of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// From 1 to 6.
    pub(super) level: u8,
    /// Its text with single spaces.
    pub(super) text: String,
}

/// Results for a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Non-empty headings in page order.
    pub(super) headings: Vec<Heading>,
    /// Targets of the links within `<nav>`, without `#`, as written.
    pub(super) listed: Vec<String>,
    /// Elements with an id and `data-running`: what heads the pages from there on.
    pub(super) running: Vec<(String, String)>,
    /// A `<meta http-equiv="refresh">`: its content and the heading above it.
    pub(super) refresh: Option<(String, Option<String>)>,
}

/// Parses a page while it is written. A tokenizer suffices: nothing here depends on the tree.
pub(super) struct Reader {
    decoder: Utf8LossyDecoder<Tokens>,
}

impl Reader {
    pub(super) fn new() -> Self {
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        let tokens = Tokens { input: BufferQueue::default(), tokenizer };
        Self { decoder: Utf8LossyDecoder::new(tokens) }
    }

    /// Finishes the page.
    pub(super) fn finish(self) -> Found {
        self.decoder.finish()
    }
}

impl Write for Reader {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A tendril holds up to 4 GiB; no single write is that large.
        self.decoder.process(ByteTendril::from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Tokens {
    input: BufferQueue,
    tokenizer: Tokenizer<Sink>,
}

impl TendrilSink<UTF8> for Tokens {
    type Output = Found;

    fn process(&mut self, text: StrTendril) {
        self.input.push_back(text);
        // The sink never pauses.
        let _ = self.tokenizer.feed(&self.input);
    }

    fn error(&mut self, _: std::borrow::Cow<'static, str>) {}

    fn finish(self) -> Found {
        let _ = self.tokenizer.feed(&self.input);
        self.tokenizer.end();
        self.tokenizer.sink.state.into_inner().found
    }
}

#[derive(Default)]
struct Sink {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    found: Found,
    /// The open heading.
    open: Option<Heading>,
    /// Nesting depth of SVG: its titles are not the page's.
    drawings: usize,
    /// Nesting depth of `<nav>`.
    navigations: usize,
    /// The text of an open raw text element. Within SVG and MathML browsers parse tags in it.
    raw: Option<String>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) => return state.tag(&tag),
            Token::CharacterTokens(text) if state.raw.is_some() => {
                state.raw.get_or_insert_default().push_str(&text);
            }
            Token::CharacterTokens(text) if state.drawings == 0 => {
                if let Some(open) = &mut state.open {
                    open.text.push_str(&text);
                }
            }
            Token::EOFToken => state.look_into_raw(),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    /// Handles a tag. In some elements, everything up to the end tag is text.
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        self.look_into_raw();
        let name = &*tag.name;
        if let Some(to) = refresh(tag) {
            self.leads_away(to);
        }
        if name == "svg" && !tag.self_closing {
            self.drawings = match tag.kind {
                TagKind::StartTag => self.drawings + 1,
                TagKind::EndTag => self.drawings.saturating_sub(1),
            };
        }
        if tag.kind == TagKind::StartTag
            && let Some(text) = attribute(tag, "data-running")
            && let Some(id) = attribute(tag, "id")
        {
            self.found.running.push((id, text));
        }
        match (name, tag.kind) {
            ("nav", TagKind::StartTag) => self.navigations += 1,
            ("nav", TagKind::EndTag) => self.navigations = self.navigations.saturating_sub(1),
            ("a", TagKind::StartTag) if self.navigations > 0 => self.list(tag),
            _ => {}
        }
        if let Some(level) = level(name) {
            self.close();
            if tag.kind == TagKind::StartTag {
                self.open = Some(Heading { level, text: String::new() });
            }
        } else if let Some(open) = &mut self.open
            && matches!(name, "br" | "p" | "div")
        {
            open.text.push(' ');
        }
        if tag.kind == TagKind::EndTag || self.drawings > 0 {
            return TokenSinkResult::Continue;
        }
        let kind = match name {
            "title" | "textarea" => RawKind::Rcdata,
            "style" => RawKind::Rawtext,
            "script" => RawKind::ScriptData,
            _ => return TokenSinkResult::Continue,
        };
        self.raw = Some(String::new());
        TokenSinkResult::RawData(kind)
    }

    /// Looks for what leads away in a text that was taken for no tags. Whatever stands around it, there is no end of a
    /// tag before the next `>`.
    fn look_into_raw(&mut self) {
        let Some(text) = self.raw.take() else { return };
        let lower = text.to_ascii_lowercase();
        let mut rest = 0;
        while let Some(at) = lower[rest..].find("<meta").map(|at| rest + at) {
            let end = lower[at..].find('>').map_or(text.len(), |end| at + end + 1);
            let told = match only_tag(&text[at..end]) {
                Some(tag) => refresh(&tag),
                // Its `>` is in quotation marks: nothing that a style or a title is about.
                None => Some(text[at..end].to_owned()),
            };
            if let Some(to) = told {
                return self.leads_away(to);
            }
            rest = end;
        }
    }

    fn close(&mut self) {
        if let Some(Heading { level, text }) = self.open.take() {
            let text = words(&text);
            if !text.is_empty() {
                self.found.headings.push(Heading { level, text });
            }
        }
    }

    /// Notes a link in a list of the page's parts.
    fn list(&mut self, link: &Tag) {
        let address = attribute(link, "href");
        if let Some(target) = address.as_deref().and_then(|address| address.strip_prefix('#')) {
            self.found.listed.push(target.to_owned());
        }
    }

    /// Notes the first that leads away.
    fn leads_away(&mut self, to: String) {
        if self.found.refresh.is_none() {
            let above = self.found.headings.iter().rev().find(|heading| heading.level <= 2);
            self.found.refresh = Some((to, above.map(|heading| heading.text.clone())));
        }
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.to_string())
}

/// The target of a `<meta http-equiv="refresh">`.
fn refresh(tag: &Tag) -> Option<String> {
    let value = |name: &str| attribute(tag, name);
    let is_one = tag.kind == TagKind::StartTag
        && &*tag.name == "meta"
        && value("http-equiv").is_some_and(|what| what.trim().eq_ignore_ascii_case("refresh"));
    is_one.then(|| value("content").unwrap_or_default())
}

/// The tag, if a text is a single tag.
fn only_tag(text: &str) -> Option<Tag> {
    #[derive(Default)]
    struct Last(RefCell<Option<Tag>>);
    impl TokenSink for Last {
        type Handle = ();

        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                self.0.replace(Some(tag));
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(Last::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// The level of a heading element.
fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// A text with single spaces, as in an outline or a window title.
pub(super) fn words(text: &str) -> String {
    let text = text.replace(SOFT_HYPHEN, "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    /// The result is the same however the bytes are split.
    #[track_caller]
    fn found(html: &str) -> Found {
        let whole = [html.as_bytes()];
        let bytes: Vec<&[u8]> = html.as_bytes().chunks(1).collect();
        let read = |pieces: &[&[u8]]| {
            let mut reader = Reader::new();
            for piece in pieces {
                reader.write_all(piece).unwrap();
            }
            reader.finish()
        };
        let found = read(&whole);
        assert_eq!(found, read(&bytes));
        found
    }

    #[test]
    fn headings_with_their_words() {
        #[track_caller]
        fn case(html: &str, expected: &[(u8, &str)]) {
            let found = found(html).headings;
            let found: Vec<_> = found.iter().map(|it| (it.level, it.text.as_str())).collect();
            assert_eq!(found, expected, "{html}");
        }
        case("<h1>One</h1><h2>Two</h2>", &[(1, "One"), (2, "Two")]);
        case(
            "<h2><span>Rec 1<span>: </span></span>First\n  thing</h2>",
            &[(2, "Rec 1: First thing")],
        );
        case("<h3>Zones &amp; keys – é</h3>", &[(3, "Zones & keys – é")]);
        case("<h3>a<br>b</h3>", &[(3, "a b")]);
        case("<h2>infra\u{ad}structure</h2>", &[(2, "infrastructure")]);
        case("<h2>infra&shy;struc&#xAD;ture</h2>", &[(2, "infrastructure")]);
        case("<title>no</title><style>h1{}</style><script>'<h1>'</script><h2> </h2>", &[]);
        case("<!-- <h1>no</h1> --><h2>a<svg><title>no</title></svg></h2>", &[(2, "a")]);
        case("<h2>a<h3>b</h3>", &[(2, "a"), (3, "b")]);
    }

    #[test]
    fn lists_of_parts_and_heads_of_pages() {
        let found = found(
            "<a href='#no'></a><nav><a href='#é &amp;'>a</a><nav></nav><a href='b.html'>b</a>\
             <a href='#a%20b'>c</a></nav><p id=a data-running='One &amp; all'></p>\
             <p data-running=no></p><p id=b data-running=''></p><a href='#no'></a>",
        );
        assert_eq!(found.listed, ["é &", "a%20b"]);
        let running: Vec<_> = found.running.iter().map(|(id, text)| (&**id, &**text)).collect();
        assert_eq!(running, [("a", "One & all"), ("b", "")]);
    }

    #[test]
    fn what_leads_away_and_where_it_stands() {
        #[track_caller]
        fn case(html: &str, expected: Option<(&str, Option<&str>)>) {
            let found = found(html).refresh;
            let found = found.as_ref().map(|(to, under)| (to.as_str(), under.as_deref()));
            assert_eq!(found, expected, "{html}");
        }
        case("<meta charset=utf-8><meta name=refresh content=1>", None);
        case("<META HTTP-EQUIV=' Refresh' CONTENT='0;url=x'>", Some(("0;url=x", None)));
        case(
            "<h2>Two</h2><h3>Notes</h3><p><meta http-equiv=refresh content=\"1\"></p>",
            Some(("1", Some("Two"))),
        );
        case("<!-- <meta http-equiv=refresh content=1> -->", None);
        case("<style>a>b{}</style><title>a<b <meta name=x></title>", None);
        let quoted = "<meta content='>' http-equiv=refresh>";
        case(quoted, Some((">", None)));
        case(&format!("<math><style>{quoted}"), Some(("<meta content='>", None)));
        // A drawing or formula ends at such a tag, and holds tags where HTML has text.
        for hidden in [
            "<svg>META</svg>",
            "<svg><foreignObject>META</foreignObject></svg>",
            "<svg><style>META</style></svg>",
            "<math>META</math>",
            "<math><style>META</style></math>",
            "<math><title><style>META</style></title></math>",
            "<math><title><p><style><!--</style>META</title></math>",
            "<math><script>META",
        ] {
            let html = hidden.replace("META", "<meta http-equiv=refresh content=1>");
            case(&html, Some(("1", None)));
        }
    }
}
