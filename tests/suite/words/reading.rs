//! Extracts words of pages and texts.

use super::super::html::{Piece, pieces};

/// Text added by pages, by class: footnote numbers, alert titles, and in print the numbers of
/// addresses.
const ADDED: [&str; 4] =
    ["footnote-reference", "footnote-definition-label", "markdown-alert-title", "address-number"];

/// Inline elements.
const INLINE: [&str; 40] = [
    "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em",
    "i", "img", "input", "ins", "kbd", "label", "map", "mark", "q", "rb", "rp", "rt", "rtc",
    "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// Void elements.
const VOID: [&str; 5] = ["area", "br", "hr", "img", "wbr"];

/// The words of HTML, with alternative texts.
pub(super) fn words_of_html(html: &str) -> Vec<String> {
    words_of(&pieces(html))
}

/// The words of tokens.
pub(super) fn words_of(pieces: &[Piece]) -> Vec<String> {
    let mut text = String::new();
    // Within added text: the element and its nesting.
    let mut hidden: Option<(&str, usize)> = None;
    for piece in pieces {
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
            (None, Piece::Open { name, .. }) => {
                let is_added = piece.attribute("class").is_some_and(|name| ADDED.contains(&name));
                if is_added || ["script", "style"].contains(&name.as_str()) {
                    hidden = Some((name, 1));
                }
                part(name, &mut text);
                text.push_str(piece.attribute("alt").unwrap_or_default());
            }
            (None, Piece::Close(name)) => part(name, &mut text),
            (None, Piece::Text(words)) => text.push_str(words),
        }
    }
    words(&text)
}

fn part(element: &str, text: &mut String) {
    if !INLINE.contains(&element) {
        text.push(' ');
    }
}

/// The words of a text. Characters invalid in XML and spreadsheets are replaced.
pub(super) fn words(text: &str) -> Vec<String> {
    let is_nothing = |char: char| {
        char < ' ' && !matches!(char, '\t' | '\n' | '\r') || matches!(char, '\u{fffe}' | '\u{ffff}')
    };
    let shown =
        if text.contains(is_nothing) { &text.replace(is_nothing, "\u{fffd}") } else { text };
    shown.split_whitespace().map(str::to_owned).collect()
}

/// Words without task markers, which pages draw.
pub(super) fn unmarked(of: &[String]) -> Vec<String> {
    if !of.iter().any(|word| word.contains('[')) {
        return of.to_vec();
    }
    words(&of.join(" ").replace("[x]", " ").replace("[ ]", " "))
}

/// The first difference of two word lists.
pub(super) fn difference(page: &[String], other: &[String], what: &str) -> Option<String> {
    let at = page.iter().zip(other).take_while(|(one, other)| one == other).count();
    let around = |words: &[String]| {
        let end = words.len().min(at + 3);
        words[at.saturating_sub(3).min(end)..end].join(" ")
    };
    (page != other)
        .then(|| format!("the page has “{}”, {what} has “{}”", around(page), around(other)))
}

/// An element: its start tag and content.
#[derive(Clone, Copy)]
pub(super) struct Element<'p> {
    pub(super) start: &'p Piece,
    pub(super) inside: &'p [Piece],
}

impl Element<'_> {
    /// Whether this is its only class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.start.attribute("class") == Some(class)
    }
}

/// Top-level elements.
pub(super) fn children(pieces: &[Piece]) -> Vec<Element<'_>> {
    outermost(pieces, |_| true)
}

/// The first element of a page with an id.
pub(super) fn with_id<'p>(pieces: &'p [Piece], id: &str) -> Option<Element<'p>> {
    first(pieces, |piece| piece.attribute("id") == Some(id))
}

/// The first element with only this class.
pub(super) fn with_class<'p>(pieces: &'p [Piece], class: &str) -> Option<Element<'p>> {
    first(pieces, |piece| piece.attribute("class") == Some(class))
}

/// The first element with a name.
pub(super) fn named<'p>(pieces: &'p [Piece], name: &str) -> Option<Element<'p>> {
    first(pieces, |piece| piece.opens(name))
}

fn first(pieces: &[Piece], is: impl Fn(&Piece) -> bool) -> Option<Element<'_>> {
    let at = pieces.iter().position(is)?;
    element(&pieces[at..])
}

fn outermost(pieces: &[Piece], is: impl Fn(&Piece) -> bool) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = pieces[at..].iter().position(&is).map(|next| at + next) {
        match element(&pieces[next..]) {
            Some(element) => {
                at = next + 1 + element.inside.len();
                found.push(element);
            }
            None => at = next + 1,
        }
    }
    found
}

/// The first element.
fn element(pieces: &[Piece]) -> Option<Element<'_>> {
    let (start, rest) = pieces.split_first()?;
    let Piece::Open { name, closes_itself, .. } = start else { return None };
    if *closes_itself || VOID.contains(&name.as_str()) {
        return Some(Element { start, inside: &[] });
    }
    let mut depth = 1;
    for (end, piece) in rest.iter().enumerate() {
        match piece {
            Piece::Open { name: other, closes_itself: false, .. } if other == name => depth += 1,
            Piece::Close(other) if other == name => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(Element { start, inside: &rest[..end] });
        }
    }
    None
}

#[test]
fn elements_are_found_with_what_is_in_them() {
    let page = pieces("<p>a<br><b class=x>b<b>c</b></b></p><ul id=y><li>d</ul><p/>e");
    let inside = |element: Option<Element<'_>>| words_of(element.unwrap().inside);
    assert_eq!(inside(with_class(&page, "x")), ["bc"]);
    assert_eq!(inside(with_id(&page, "y")), ["d"]);
    assert_eq!(inside(named(&page, "b")), ["bc"]);
    assert_eq!(children(&page).len(), 3);
    assert!(with_id(&page, "z").is_none());
}
