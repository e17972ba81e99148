//! Links and pictures of a text, in Markdown and raw HTML, and the kinds of their addresses.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Fragment, raw, shown_text};
use crate::config::HtmlPolicy;
use crate::percent;
use crate::schema::Address;

/// A link or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as written.
    pub written: Box<str>,
    /// The visible text.
    pub text: Box<str>,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Whether it is a picture.
    pub picture: bool,
    /// Whether it is raw HTML.
    pub raw: bool,
}

/// The kind of an address. Resolving it is up to the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination<'w> {
    /// No address, or a lone `#`.
    Nowhere,
    /// A forbidden scheme, such as `javascript:`.
    Forbidden,
    /// An external or absolute address.
    Elsewhere,
    /// To a recommendation: `rec:25`, `rec:ssr1/25@2015-09-30#notes`.
    Reference {
        /// Its number, optionally after a report's name.
        label: Cow<'w, str>,
        /// The edition after `@`.
        edition: Option<Cow<'w, str>>,
        /// The id after `#`.
        anchor: Option<Cow<'w, str>>,
    },
    /// A file of the content, by relative path.
    File {
        /// The path.
        path: Cow<'w, str>,
        /// The id after `#`.
        anchor: Option<Cow<'w, str>>,
    },
    /// An id on the same page.
    Here(Cow<'w, str>),
}

impl<'w> Destination<'w> {
    /// Parses an address.
    pub fn read(written: &'w str) -> Self {
        let written = written.trim();
        if written.is_empty() || written == "#" {
            return Self::Nowhere;
        }
        if let Some(reference) = written.strip_prefix("rec:") {
            let (reference, anchor) = split_anchor(reference);
            let (label, edition) = match reference.split_once('@') {
                Some((label, edition)) => (label, Some(decoded(edition))),
                None => (reference, None),
            };
            return Self::Reference { label: decoded(label), edition, anchor };
        }
        if !Address::is_allowed(written) {
            return Self::Forbidden;
        }
        if !Address::is_relative(written) || written.starts_with('?') {
            return Self::Elsewhere;
        }
        match split_anchor(written) {
            ("", Some(anchor)) => Self::Here(anchor),
            (path, anchor) => {
                Self::File { path: decoded(path.split('?').next().unwrap_or_default()), anchor }
            }
        }
    }

    /// Whether an address may be linked to.
    pub fn is_allowed(written: &str) -> bool {
        !matches!(Destination::read(written), Destination::Forbidden)
    }
}

impl Fragment<'_> {
    /// Links and pictures in order of their ends, so that inner ones come first. Includes raw HTML
    /// unless it is passed through.
    pub fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        // Links contain no links, but pictures.
        let mut open: Vec<Link> = Vec::new();
        for (event, range) in &self.events {
            let raw = matches!(event, Event::InlineHtml(_));
            if let Some((written, picture)) = self.written_at(event) {
                let (written, range) = (written.into(), range.clone());
                let link = Link { written, text: Box::default(), range, picture, raw };
                match event {
                    Event::InlineHtml(html) if picture => {
                        let text = raw::alternative(html).unwrap_or_default().into();
                        links.push(Link { text, ..link });
                    }
                    _ => open.push(link),
                }
            } else if self.ends_link(event) {
                if let Some(mut link) = open.pop() {
                    link.range.end = range.end;
                    links.push(link);
                }
            } else if let (Some(link), Some(text)) = (open.last_mut(), shown_text(event)) {
                link.text = [&*link.text, text].concat().into();
            }
        }
        links
    }

    fn ends_link(&self, event: &Event<'_>) -> bool {
        match event {
            Event::End(TagEnd::Link | TagEnd::Image) => true,
            Event::InlineHtml(html) => self.html == HtmlPolicy::Sanitize && &**html == "</a>",
            _ => false,
        }
    }

    /// The address of a link or picture that begins at an event, and whether it is a picture.
    pub fn written_at<'e>(&self, event: &'e Event<'_>) -> Option<(Cow<'e, str>, bool)> {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
                Some((format!("mailto:{dest_url}").into(), false))
            }
            Event::Start(Tag::Link { dest_url, .. }) => Some((Cow::Borrowed(&**dest_url), false)),
            Event::Start(Tag::Image { dest_url, .. }) => Some((Cow::Borrowed(&**dest_url), true)),
            Event::InlineHtml(html) if self.html == HtmlPolicy::Sanitize => {
                let (written, picture) = raw::address(html)?;
                Some((written.into(), picture))
            }
            _ => None,
        }
    }
}

fn split_anchor(written: &str) -> (&str, Option<Cow<'_, str>>) {
    match written.split_once('#') {
        Some((path, "")) => (path, None),
        Some((path, anchor)) => (path, Some(decoded(anchor))),
        None => (written, None),
    }
}

/// Percent-decodes; invalid escapes are kept.
fn decoded(written: &str) -> Cow<'_, str> {
    percent::decoded(written).unwrap_or(Cow::Borrowed(written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fragment::Form;
    use crate::fragment::tests::parse;

    #[test]
    fn links_and_pictures_with_their_words() {
        #[track_caller]
        fn case(text: &str, expected: &[(&str, &str, &str)]) {
            let links = parse(text, Form::Whole).links();
            let found =
                links.iter().map(|link| (&*link.written, &*link.text, &text[link.range.clone()]));
            assert_eq!(found.collect::<Vec<_>>(), expected);
        }
        case("a [b *c*](d.md) e", &[("d.md", "b c", "[b *c*](d.md)")]);
        case("<a@b.org>", &[("mailto:a@b.org", "a@b.org", "<a@b.org>")]);
        case("a <a href='b.md'>c *d*</a> e", &[("b.md", "c d", "<a href='b.md'>c *d*</a>")]);
        case(
            "[![m](m.png)](a.md) <a href=b><img src=n.png alt=n></a>",
            &[
                ("m.png", "m", "![m](m.png)"),
                ("a.md", "", "[![m](m.png)](a.md)"),
                ("n.png", "n", "<img src=n.png alt=n>"),
                ("b", "", "<a href=b><img src=n.png alt=n></a>"),
            ],
        );
        case("<a name=b>c</a> `[d](e)` <a href=f>g", &[("f", "g", "<a href=f>g")]);
        case("<a href=\"javascript:b\">c</a>", &[]);
    }

    #[test]
    fn where_addresses_lead() {
        use Destination::{Elsewhere, File, Forbidden, Here, Nowhere, Reference};
        #[track_caller]
        fn case(written: &str, expected: &Destination<'_>) {
            assert_eq!(Destination::read(written), *expected, "{written}");
        }
        let file = |path: &'static str, anchor: Option<&'static str>| File {
            path: path.into(),
            anchor: anchor.map(Cow::Borrowed),
        };
        let reference =
            |label: &'static str, edition: Option<&'static str>, anchor: Option<&'static str>| {
                let (edition, anchor) = (edition.map(Cow::Borrowed), anchor.map(Cow::Borrowed));
                Reference { label: label.into(), edition, anchor }
            };
        case("", &Nowhere);
        case(" # ", &Nowhere);
        case("javascript:a", &Forbidden);
        case("https://example.org/a#b", &Elsewhere);
        case("//example.org", &Elsewhere);
        case("/a", &Elsewhere);
        case("?a=b", &Elsewhere);
        case("mailto:a@b.org", &Elsewhere);
        case("#a%20b", &Here("a b".into()));
        case("../a%20b.md?c#d", &file("../a b.md", Some("d")));
        case("a.md#", &file("a.md", None));
        case("100%.md", &file("100%.md", None));
        case("rec:25", &reference("25", None, None));
        case(
            "rec:ssr1/8.32b@2015-09-30#notes",
            &reference("ssr1/8.32b", Some("2015-09-30"), Some("notes")),
        );
    }
}
