//! Sentences of the theme with links and emphasis in them.

use std::fmt::Display;

use crate::render::context::PageContext;
use crate::render::html::{push_attribute, push_text};
use crate::render::view::{Html, LinkView, SentenceView};

/// What stands for a mark while a sentence is put together: a noncharacter, which no text contains.
const FIRST_MARK: u32 = 0xfdd0;
/// There are no more of them in a row.
const MOST_MARKS: u32 = 32;

/// A piece of a sentence that is more than text.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    Link(LinkView),
    Strong(String),
    /// How late something is.
    Overdue(String),
}

impl Mark {
    fn text(&self) -> &str {
        match self {
            Self::Link(link) => &link.title,
            Self::Strong(text) | Self::Overdue(text) => text,
        }
    }

    fn push_html(&self, out: &mut String) {
        match self {
            Self::Link(link) => {
                out.push_str("<a href=\"");
                push_attribute(out, &link.url);
                out.push_str("\">");
                push_text(out, &link.title);
                out.push_str("</a>");
            }
            Self::Strong(text) => push_strong(out, "<strong>", text),
            Self::Overdue(text) => push_strong(out, "<strong class=\"overdue\">", text),
        }
    }
}

fn push_strong(out: &mut String, start: &str, text: &str) {
    out.push_str(start);
    push_text(out, text);
    out.push_str("</strong>");
}

/// A text of the theme, being filled in.
pub(super) struct Phrase<'p, 'a> {
    cx: &'p PageContext<'a>,
    key: &'static str,
    arguments: Vec<(&'static str, String)>,
    marks: Vec<Mark>,
}

impl<'p, 'a> Phrase<'p, 'a> {
    /// A text of the table `state`.
    pub(super) fn new(cx: &'p PageContext<'a>, key: &'static str) -> Self {
        Self { cx, key, arguments: Vec::new(), marks: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: &(impl Display + ?Sized)) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// Fills in a mark.
    pub(super) fn marked(mut self, name: &'static str, mark: Mark) -> Self {
        let placeholder = self.place(mark);
        self.with(name, &placeholder)
    }

    /// Fills in a list of marks: "25, 26 and 28".
    pub(super) fn listed(
        mut self,
        name: &'static str,
        marks: impl IntoIterator<Item = Mark>,
    ) -> Self {
        let places: Vec<String> = marks.into_iter().map(|mark| self.place(mark)).collect();
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        let list = self.cx.listed(&places);
        self.with(name, &list)
    }

    fn place(&mut self, mark: Mark) -> String {
        let place = u32::try_from(self.marks.len()).unwrap_or(MOST_MARKS);
        match char::from_u32(FIRST_MARK + place).filter(|_| place < MOST_MARKS) {
            Some(placeholder) => {
                self.marks.push(mark);
                placeholder.to_string()
            }
            None => mark.text().to_owned(),
        }
    }

    pub(super) fn sentence(self) -> SentenceView {
        let arguments: Vec<(&str, &str)> =
            self.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let written = self.cx.text(&format!("state.{}", self.key), &arguments);
        let (mut text, mut html) = (String::new(), String::new());
        for piece in written.split_inclusive(is_place) {
            let words = piece.trim_end_matches(is_place);
            text.push_str(words);
            push_text(&mut html, words);
            let place = piece.chars().next_back().filter(|char| is_place(*char));
            let mark =
                place.and_then(|place| self.marks.get((u32::from(place) - FIRST_MARK) as usize));
            if let Some(mark) = mark {
                text.push_str(mark.text());
                mark.push_html(&mut html);
            }
        }
        SentenceView { kind: self.key, text, html: Html(html) }
    }
}

fn is_place(char: char) -> bool {
    (FIRST_MARK..FIRST_MARK + MOST_MARKS).contains(&u32::from(char))
}
