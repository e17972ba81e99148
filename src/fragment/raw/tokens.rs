//! Tokenises raw HTML.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token as Read, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::elements::is_text;
use crate::fragment::tags::whole_comment_end;

/// A piece of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Its bytes in the input.
    pub(super) range: Range<usize>,
}

/// The kind of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, with character references decoded.
    Words(String),
    Start(Start),
    /// The name in lower case.
    End(String),
    /// Unterminated markup, with everything after it, which a browser would drop: treated as text.
    Endless,
    /// `<!-- … -->`
    Comment,
    /// Also skipped by browsers, perhaps unintended: `<!DOCTYPE …>`, `<?…>`, `<![CDATA[…]]>`.
    Skipped,
}

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// In lower case.
    pub(super) name: String,
    /// Unique, in order, with character references decoded.
    pub(super) attributes: Vec<(String, String)>,
    /// For raw text elements, the content and the end tag.
    pub(super) text: Option<Range<usize>>,
}

/// Maximum length of a tag in bytes. Longer ones are text.
const LONGEST_TAG: usize = 8 * 1024;

/// Tokenises a piece of raw HTML. Tokens cover every byte.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut at, mut words) = (0, 0);
    // Raw text elements without an end tag: searching again would be quadratic.
    let mut endless: Vec<String> = Vec::new();
    while let Some(found) = html[at..].find('<').map(|found| at + found) {
        let end = match markup_end(html, found) {
            Markup::To(end) => end,
            Markup::None => {
                at = found + 1;
                continue;
            }
            Markup::Endless => {
                push_words(html, words..found, &mut tokens);
                tokens.push(Token { kind: Kind::Endless, range: found..html.len() });
                return tokens;
            }
        };
        let Some(kind) = read(&html[found..end]) else {
            at = found + 1;
            continue;
        };
        push_words(html, words..found, &mut tokens);
        let mut token = Token { kind, range: found..end };
        if let Kind::Start(start) = &mut token.kind
            && is_text(&start.name)
            && !endless.contains(&start.name)
        {
            match text_end(html, end, &start.name) {
                Some(closed) => {
                    start.text = Some(end..closed);
                    token.range.end = closed;
                }
                None => endless.push(start.name.clone()),
            }
        }
        at = token.range.end;
        words = at;
        tokens.push(token);
    }
    push_words(html, words..html.len(), &mut tokens);
    tokens
}

/// Decodes the character references of a text.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains(['&', '\0', '\r']) {
        return text.to_owned();
    }
    // Text must not be parsed as markup again: "A &amp; B </3 C>".
    let words = tokenized(&text.replace('<', "&lt;")).into_iter().filter_map(|token| match token {
        Read::CharacterTokens(words) => Some(words.to_string()),
        _ => None,
    });
    words.collect()
}

fn push_words(html: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    if !range.is_empty() {
        let words = decoded(&html[range.clone()]);
        tokens.push(Token { kind: Kind::Words(words), range });
    }
}

/// Markup at a `<`.
enum Markup {
    To(usize),
    /// None: text.
    None,
    /// Unterminated.
    Endless,
}

fn markup_end(html: &str, at: usize) -> Markup {
    let rest = &html[at + 1..];
    let to = |end: Option<usize>| end.map_or(Markup::Endless, |end| Markup::To(at + 1 + end));
    if let Some(comment) = rest.strip_prefix("!--") {
        return to(whole_comment_end(comment).map(|end| "!--".len() + end));
    }
    let named = rest.strip_prefix('/').unwrap_or(rest);
    if named.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return to(tag_end(rest));
    }
    if rest.starts_with(['!', '?']) || rest.starts_with('/') && rest.len() > 1 {
        return to(rest.find('>').map(|end| end + 1));
    }
    Markup::None
}

/// The end of a tag, after its `<`: the first `>` outside quoted values.
fn tag_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let (mut at, mut after_equals) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at + 1),
            b'"' | b'\'' if after_equals => {
                at += 1 + rest[at + 1..].find(char::from(byte))?;
                after_equals = false;
            }
            b'=' => after_equals = true,
            byte if byte.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        at += 1;
    }
    None
}

/// The end of the end tag of a raw text element.
fn text_end(html: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = html[at..].find("</").map(|found| at + found) {
        let rest = &html[found + 2..];
        let is_it = rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name))
            && rest[name.len()..]
                .starts_with(|next: char| next.is_ascii_whitespace() || "/>".contains(next));
        if is_it {
            return tag_end(rest).map(|end| found + 2 + end);
        }
        at = found + 2;
    }
    None
}

/// Parses markup with a browser's tokenizer.
fn read(markup: &str) -> Option<Kind> {
    // Attributes are compared with each other: quadratic.
    if markup.len() > LONGEST_TAG && !markup.starts_with("<!--") {
        return None;
    }
    let mut tokens = tokenized(markup).into_iter();
    let kind = match tokens.next()? {
        Read::TagToken(tag) => {
            let name = tag.name.to_string();
            match tag.kind {
                TagKind::StartTag => {
                    let attributes = tag.attrs.into_iter();
                    let attributes = attributes
                        .map(|attribute| {
                            (attribute.name.local.to_string(), attribute.value.to_string())
                        })
                        .collect();
                    Kind::Start(Start { name, attributes, text: None })
                }
                TagKind::EndTag => Kind::End(name),
            }
        }
        Read::CommentToken(_) if markup.starts_with("<!--") => Kind::Comment,
        // "I </3 you": a bogus comment to browsers, text to authors.
        Read::CommentToken(_) if markup.starts_with("</") => return None,
        Read::CommentToken(_) | Read::DoctypeToken(_) => Kind::Skipped,
        _ => return None,
    };
    tokens.next().is_none().then_some(kind)
}

fn tokenized(html: &str) -> Vec<Read> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The sink never pauses.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.tokens.into_inner()
}

#[derive(Default)]
struct Sink {
    tokens: RefCell<Vec<Read>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Read, _: u64) -> TokenSinkResult<()> {
        if !matches!(token, Read::ParseError(_) | Read::EOFToken | Read::NullCharacterToken) {
            self.tokens.borrow_mut().push(token);
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(html: &str, expected: &[&str]) {
        let tokens = tokens(html);
        let mut at = 0;
        for token in &tokens {
            assert_eq!(token.range.start, at, "{html}");
            at = token.range.end;
        }
        assert_eq!(at, html.len(), "{html}");
        let shown = tokens.iter().map(|token| match &token.kind {
            Kind::Words(words) => format!("{words:?}"),
            Kind::Start(Start { name, attributes, text }) => {
                let attributes =
                    attributes.iter().map(|(name, value)| format!(" {name}={value:?}"));
                let text = text.clone().map(|range| html[range].to_owned()).unwrap_or_default();
                format!("<{name}{}>{text}", attributes.collect::<String>())
            }
            Kind::End(name) => format!("</{name}>"),
            Kind::Comment => "!".to_owned(),
            Kind::Skipped => "?".to_owned(),
            Kind::Endless => format!("…{}", &html[token.range.clone()]),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{html}");
    }

    #[test]
    fn tags_and_words() {
        case("<b>a</b>", &["<b>", "\"a\"", "</b>"]);
        case("<TD\nColSpan=2 TITLE='a > b'>", &["<td colspan=\"2\" title=\"a > b\">"]);
        case("a &amp; b &eacute;", &["\"a & b é\""]);
        case("1 < 2 <3 </ > </3>", &["\"1 < 2 <3 </ > </3>\""]);
        case("a<b", &["\"a\"", "…<b"]);
        case("<a href=\"x", &["…<a href=\"x"]);
        case("<a x=1 x=2>", &["<a x=\"1\">"]);
        case("<br/>", &["<br>"]);
        case("<a b'c'>d>", &["<a b'c'=\"\">", "\"d>\""]);
    }

    #[test]
    fn what_browsers_skip() {
        case("<!-- <b> -->a", &["!", "\"a\""]);
        case("<!-->a<!--->b", &["!", "\"a\"", "!", "\"b\""]);
        case("<!DOCTYPE html><?php x ?><![CDATA[a]]>", &["?", "?", "?"]);
        case("<!-- a -- b --!>c<!---->", &["!", "\"c\"", "!"]);
        case("<!-- a", &["…<!-- a"]);
    }

    #[test]
    fn text_up_to_an_end_tag() {
        case("<script>a<b></script>c", &["<script>a<b></script>", "\"c\""]);
        case("<STYLE></styles></Style >c", &["<style></styles></Style >", "\"c\""]);
        case("<script>a", &["<script>", "\"a\""]);
    }
}
