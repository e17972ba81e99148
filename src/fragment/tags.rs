//! A minimal scanner for tags in raw HTML, for measuring nesting.

/// Void elements.
pub(super) const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
];

/// Elements with an optional end tag, and links, which cannot nest: the next one of the same kind
/// closes the last, so they do not nest in each other.
const ENDED_BY_THE_NEXT: &[&str] = &[
    "a", "colgroup", "dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
];

/// SVG elements, for which `<path/>` is self-closing. Elsewhere the slash is ignored.
const DRAWING: &[&str] = &[
    "circle", "defs", "ellipse", "g", "image", "line", "marker", "mask", "path", "pattern",
    "polygon", "polyline", "rect", "stop", "svg", "symbol", "text", "tspan", "use",
];

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fragment) struct RawTag<'h> {
    /// The element, as written.
    pub(in crate::fragment) name: &'h str,
    /// The kind of tag.
    pub(in crate::fragment) kind: RawKind,
}

/// The kind of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fragment) enum RawKind {
    /// `<b>`
    Start,
    /// `<b/>`
    SelfClosing,
    /// `</b>`
    End,
}

impl RawTag<'_> {
    /// Whether the element is one of these.
    pub(in crate::fragment) fn is(self, names: &[&str]) -> bool {
        names.iter().any(|name| name.eq_ignore_ascii_case(self.name))
    }
}

/// Scans consecutive pieces of raw HTML for tags: a comment can continue in the next piece. Also
/// finds tags within attributes, which only a parser could distinguish.
#[derive(Debug, Default)]
pub(in crate::fragment) struct Scanner {
    comment: bool,
}

impl Scanner {
    /// Visits the tags of the next piece.
    pub(in crate::fragment) fn scan<'h>(
        &mut self,
        html: &'h str,
        mut visit: impl FnMut(RawTag<'h>),
    ) {
        let mut rest = html;
        loop {
            if self.comment {
                let Some(end) = comment_end(rest) else { return };
                rest = &rest[end..];
                self.comment = false;
            }
            let Some(at) = rest.find('<') else { return };
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                let end = whole_comment_end(comment);
                self.comment = end.is_none();
                rest = end.map_or("", |end| &comment[end..]);
                continue;
            }
            if let Some(tag) = tag(rest) {
                visit(tag);
            }
        }
    }
}

/// The end of a comment, after its `<!--`: `<!-->` and `<!--->` are complete.
pub(super) fn whole_comment_end(comment: &str) -> Option<usize> {
    let short = ["->", ">"].iter().find(|end| comment.starts_with(**end));
    short.map(|end| end.len()).or_else(|| comment_end(comment))
}

/// The end of a comment, anywhere in it.
fn comment_end(html: &str) -> Option<usize> {
    html.match_indices("--").find_map(|(at, _)| {
        let rest = &html[at + 2..];
        let end = [">", "!>"].iter().find(|end| rest.starts_with(**end))?;
        Some(at + 2 + end.len())
    })
}

/// The tag after a `<`.
fn tag(rest: &str) -> Option<RawTag<'_>> {
    let (end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    if !rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let length = rest
        .find(|char: char| char.is_ascii_whitespace() || matches!(char, '/' | '>' | '<'))
        .unwrap_or(rest.len());
    let (name, rest) = rest.split_at(length);
    let inside = rest.split(['<', '>']).next().unwrap_or_default();
    let closed = inside.ends_with('/') && rest[inside.len()..].starts_with('>');
    let kind = match (end, closed) {
        (true, _) => RawKind::End,
        (false, true) => RawKind::SelfClosing,
        (false, false) => RawKind::Start,
    };
    Some(RawTag { name, kind })
}

/// Unclosed elements of raw HTML.
#[derive(Debug, Default)]
pub(super) struct OpenTags {
    scanner: Scanner,
    names: Vec<String>,
    drawing: bool,
}

impl OpenTags {
    /// Scans the next piece; returns the deepest nesting in it.
    pub(super) fn read(&mut self, html: &str) -> usize {
        let Self { scanner, names, drawing } = self;
        let mut deepest = names.len();
        scanner.scan(html, |tag| {
            // Any non-SVG element ends the drawing.
            let opens_drawing = tag.kind == RawKind::Start && tag.is(&["svg"]);
            let within =
                *drawing && tag.is(DRAWING) && !(tag.kind == RawKind::End && tag.is(&["svg"]));
            *drawing = opens_drawing || within;
            if tag.is(VOID) || tag.is(ENDED_BY_THE_NEXT) {
                return;
            }
            match tag.kind {
                RawKind::SelfClosing if *drawing => {}
                RawKind::Start | RawKind::SelfClosing => {
                    names.push(tag.name.to_owned());
                    deepest = deepest.max(names.len());
                }
                RawKind::End => {
                    let open = names.iter().rposition(|name| name.eq_ignore_ascii_case(tag.name));
                    if let Some(open) = open {
                        names.remove(open);
                    }
                }
            }
        });
        deepest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found() {
        #[track_caller]
        fn case(html: &str, expected: &str) {
            let mut found = Vec::new();
            Scanner::default().scan(html, |tag| found.push(format!("{}{:?}", tag.name, tag.kind)));
            assert_eq!(found.join(" "), expected);
        }
        case("<b>a</b>", "bStart bEnd");
        case("<BR/><a\nhref=x>", "BRSelfClosing aStart");
        case("1 < 2 <3 </ >", "");
        case("<!-- <b> --><i>", "iStart");
        case("<!--><b><!---><i>", "bStart iStart");
        case("<!-- --!><i>", "iStart");
        case("<!-- <b>", "");
    }

    #[test]
    fn nesting_is_counted() {
        #[track_caller]
        fn case(html: &str, expected: usize) {
            assert_eq!(OpenTags::default().read(html), expected, "{html}");
        }
        case("<div><b>a</b></div><div>", 2);
        case(&"<br><img src=x>".repeat(9), 0);
        case(&"<li><p>a".repeat(9), 0);
        case(&"<ul><li>".repeat(9), 9);
        case(&"<div/>".repeat(9), 9);
        case("<svg><path/><path/><path/></svg>", 1);
        case("<svg><div></div><path/><path/>", 3);
        case(&"<div></x>".repeat(9), 9);
    }

    #[test]
    fn a_comment_goes_on_in_the_next_piece() {
        let mut tags = OpenTags::default();
        assert_eq!(tags.read("<!--\n"), 0);
        assert_eq!(tags.read("<div>\n"), 0);
        assert_eq!(tags.read("--><div>\n"), 1);
    }
}
