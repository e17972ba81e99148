//! Tokenises pages as a browser does.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A token of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A start tag.
    Open { name: String, attributes: Vec<(String, String)>, closes_itself: bool },
    /// An end tag.
    Close(String),
    /// Text, with entities decoded.
    Text(String),
}

/// Void elements.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

#[derive(Default)]
struct Sink {
    pieces: RefCell<Vec<Piece>>,
    in_picture: Cell<bool>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut pieces = self.pieces.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = tag.name.to_string();
                let attributes = tag
                    .attrs
                    .iter()
                    .map(|attribute| {
                        (attribute.name.local.to_string(), attribute.value.to_string())
                    })
                    .collect();
                let raw = match name.as_str() {
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                        TokenSinkResult::RawData(RawKind::Rawtext)
                    }
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    _ => TokenSinkResult::Continue,
                };
                // In SVG, `title` is an ordinary element.
                let in_picture = self.in_picture.get();
                self.in_picture.set(in_picture || name == "svg");
                pieces.push(Piece::Open { name, attributes, closes_itself: tag.self_closing });
                if !in_picture {
                    return raw;
                }
            }
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                self.in_picture.set(self.in_picture.get() && name != "svg");
                pieces.push(Piece::Close(name));
            }
            Token::CharacterTokens(text) => match pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(&text),
                _ => pieces.push(Piece::Text(text.to_string())),
            },
            Token::NullCharacterToken => pieces.push(Piece::Text("\0".to_owned())),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The tokens of a page.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.pieces.into_inner()
}

impl Piece {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&str> {
        let Self::Open { attributes, .. } = self else { return None };
        attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// Whether it is a start tag of the element.
    pub(crate) fn opens(&self, wanted: &str) -> bool {
        matches!(self, Self::Open { name, .. } if name == wanted)
    }
}

/// Every link of a page: its address and its text.
pub(crate) fn links(html: &str) -> Vec<(String, String)> {
    let pieces = pieces(html);
    let starts = pieces.iter().enumerate().filter(|(_, piece)| piece.opens("a"));
    starts
        .filter_map(|(at, piece)| {
            let text = pieces[at + 1..]
                .iter()
                .take_while(|piece| !matches!(piece, Piece::Close(name) if name == "a"));
            Some((piece.attribute("href")?.to_owned(), joined(text)))
        })
        .collect()
}

/// The visible text of a page, with white space collapsed.
pub(crate) fn text(html: &str) -> String {
    joined(pieces(html).iter())
}

/// The HTML of the element with an id, including its tags.
#[track_caller]
pub(crate) fn section<'h>(html: &'h str, id: &str) -> &'h str {
    let mark = format!(" id=\"{id}\"");
    let at = html.find(&mark).unwrap_or_else(|| panic!("nothing has the id {id} in {html}"));
    let start = html[..at].rfind('<').unwrap();
    let name: String = html[start + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut depth = 0;
    let mut from = start;
    loop {
        let rest = &html[from..];
        let next_close = rest.find(&close).unwrap_or_else(|| panic!("{id} is never closed"));
        if let Some(next) = rest.find(&open).filter(|next| *next < next_close) {
            (depth, from) = (depth + 1, from + next + open.len());
        } else {
            (depth, from) = (depth - 1, from + next_close + close.len());
        }
        if depth == 0 {
            return &html[start..from];
        }
    }
}

/// The text of tokens, with white space collapsed.
pub(crate) fn joined<'p>(pieces: impl Iterator<Item = &'p Piece>) -> String {
    let texts = pieces.filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let text: String = texts.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a text's elements are unbalanced, if so.
pub(crate) fn unbalanced(html: &str) -> Option<String> {
    unbalanced_pieces(&pieces(html)).map(|wrong| format!("{wrong} in {html:?}"))
}

/// The same for tokens.
pub(crate) fn unbalanced_pieces(pieces: &[Piece]) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Open { name, closes_itself, .. } => {
                if !closes_itself && !VOID.contains(&&**name) {
                    open.push(name);
                }
            }
            Piece::Close(name) => {
                let last = open.pop();
                if last != Some(name) {
                    return Some(format!("</{name}> after {last:?}"));
                }
            }
            Piece::Text(_) => {}
        }
    }
    (!open.is_empty()).then(|| format!("{open:?} never closed"))
}

/// Asserts that an XML file is well-formed.
#[track_caller]
pub(crate) fn well_formed_xml(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").unwrap();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
        assert!(!text.contains('>'), "{text}");
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot"].contains(&name), "{entity}");
        }
    }
    assert!(open.is_empty(), "{open:?}");
    // <https://www.w3.org/TR/xml/#charsets>
    let forbidden = |char: char| {
        char < ' ' && !matches!(char, '\t' | '\n' | '\r') || matches!(char, '\u{fffe}' | '\u{ffff}')
    };
    assert!(!xml.contains(forbidden), "{xml:?}");
}

/// Active content of a page: anything that could run or load, which the default policy must never
/// allow.
///
/// `refresh` allows a redirect.
pub(crate) fn active(html: &str, refresh: bool) -> Vec<String> {
    active_pieces(&pieces(html), refresh)
}

/// The same for tokens.
pub(crate) fn active_pieces(pieces: &[Piece], refresh: bool) -> Vec<String> {
    const ELEMENTS: &[&str] = &[
        "applet", "base", "embed", "form", "frame", "frameset", "iframe", "math", "object",
        "portal", "script", "style", "template",
    ];
    const ADDRESSES: &[&str] = &[
        "action",
        "background",
        "cite",
        "data",
        "formaction",
        "href",
        "ping",
        "poster",
        "src",
        "srcset",
        "xlink:href",
    ];
    let mut found = Vec::new();
    for piece in pieces {
        let Piece::Open { name, attributes, .. } = piece else { continue };
        // A script with only this type is data.
        let data = [("type".to_owned(), "application/ld+json".to_owned())];
        let harmless = **attributes == data || is_own_script(attributes);
        if ELEMENTS.contains(&&**name) && !(name == "script" && harmless) {
            found.push(format!("<{name}>"));
        }
        for (attribute, value) in attributes {
            let address = || {
                let dropped = |char: &char| char.is_whitespace() || char.is_control();
                let value: String = value.chars().filter(|char| !dropped(char)).collect();
                let scheme = value.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
                let scheme = scheme.split_once(':').map(|(scheme, _)| scheme.to_owned());
                scheme.filter(|s| !["http", "https", "mailto", "tel"].contains(&&**s))
            };
            let wrong = match attribute.as_str() {
                name if name.starts_with("on") => true,
                "style" | "srcdoc" => true,
                "http-equiv" => !refresh,
                name if ADDRESSES.contains(&name) => address().is_some(),
                _ => false,
            };
            if wrong {
                found.push(format!("<{name} {attribute}={value:?}>"));
            }
        }
    }
    found
}

/// Active content besides the page layout.
#[track_caller]
pub(crate) fn active_content(route: &str, pieces: &[Piece]) -> Vec<String> {
    let refresh = pieces.iter().any(|piece| piece.attribute("http-equiv") == Some("refresh"));
    let mut active = active_pieces(pieces, refresh);
    // A print page has its own policy and one inline style.
    if route.ends_with("print.html") {
        let own: Vec<String> = active.drain(..active.len().min(2)).collect();
        assert!(own[0].contains("http-equiv"), "{route}: {own:?}");
        assert_eq!(own[1], "<style>", "{route}");
    }
    // The layout has a form, before all content.
    if active.first().is_some_and(|found| found == "<form>") {
        let form = pieces.iter().find(|piece| piece.opens("form")).unwrap();
        assert!(form.attribute("action").unwrap().ends_with("search.html"), "{route}");
        active.remove(0);
    }
    active
}

/// Whether a script is a theme asset, which content can never be.
fn is_own_script(attributes: &[(String, String)]) -> bool {
    attributes.iter().all(|(name, value)| match name.as_str() {
        "defer" => value.is_empty(),
        "src" => {
            let path = value.strip_prefix("https://example.org/").unwrap_or(value);
            let path = path.strip_prefix('/').unwrap_or(path);
            let path = path.strip_prefix("reports/").unwrap_or(path).trim_start_matches("../");
            path.starts_with("assets/") && path.ends_with(".js") && path.matches('/').count() == 1
        }
        _ => false,
    }) && attributes.iter().any(|(name, _)| name == "src")
}

#[test]
fn what_is_active_is_seen() {
    #[track_caller]
    fn case(html: &str, count: usize) {
        assert_eq!(active(html, false).len(), count, "{html}");
    }
    case("<p>alert(1) &lt;script&gt; <a href=\"https://example.org/?a=javascript:b\">x</a>", 0);
    case("<p title='<script>'><a href=\"25.html#a:b\">x</a><title><script></title>", 0);
    case("<script>alert(1)</script>", 1);
    case("<script type=\"application/ld+json\">{}</script>", 0);
    case("<script type=\"application/ld+json\">{}</script><script>x</script>", 1);
    case("<script type=\"module\">x</script>", 1);
    case("<IMG SRC=x OnError=alert(1)>", 1);
    case("<a href=\" java\tscript&#58;alert(1)\">x</a>", 1);
    case("<a href='data:text/html,x'>x</a><svg onload=x>", 2);
    case("<p style=\"color: red\"><meta http-equiv=refresh>", 2);
}

#[test]
fn pages_are_taken_apart() {
    assert_eq!(links("<a href=\"a&amp;b\"><b>x</b>\n y</a>"), [("a&b".into(), "x y".into())]);
    assert_eq!(
        section("<p id=\"a\"><div id=\"b\"><div>x</div></div></p>", "b"),
        "<div id=\"b\"><div>x</div></div>"
    );
    assert_eq!(unbalanced("<p><br>a<b>c</b></p><svg><path/></svg>"), None);
    assert!(unbalanced("<p><b></p></b>").is_some());
    assert!(unbalanced("<p>").is_some());
}
