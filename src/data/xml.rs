//! The two XML formats for discovery: Atom feeds (RFC 4287) and sitemaps (sitemaps.org).
//!
//! Both have few elements, so they are written as text. All content goes through [`escaped`].

use std::borrow::Cow;
use std::{fmt, io};

use chrono::NaiveDate;

/// Maximum number of addresses per sitemap, by its specification.
pub const MOST_ADDRESSES: usize = 50_000;

/// A feed.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its title.
    pub title: String,
    /// Its id: its own absolute address.
    pub id: String,
    /// The absolute address of its page.
    pub page: String,
    /// The language of the texts, as a BCP 47 tag.
    pub language: String,
    /// Its authors; not empty.
    pub authors: Vec<String>,
    /// The day of the newest entry.
    pub updated: NaiveDate,
    /// The entries, newest first.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its permanent id: an absolute address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A summary in sentences.
    pub summary: String,
    /// The absolute address of the page to read.
    pub page: String,
    /// The day of the event.
    pub updated: NaiveDate,
}

impl fmt::Display for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
        let language = escaped(&self.language);
        writeln!(f, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">")?;
        writeln!(f, "<title>{}</title>", escaped(&self.title))?;
        let (id, page) = (escaped(&self.id), escaped(&self.page));
        writeln!(f, "<id>{id}</id>")?;
        writeln!(f, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{id}\"/>")?;
        writeln!(f, "<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>")?;
        writeln!(f, "<updated>{}T00:00:00Z</updated>", self.updated)?;
        for author in &self.authors {
            writeln!(f, "<author><name>{}</name></author>", escaped(author))?;
        }
        for entry in &self.entries {
            entry.fmt(f)?;
        }
        writeln!(f, "</feed>")
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "<entry>")?;
        writeln!(f, "<title>{}</title>", escaped(&self.title))?;
        writeln!(f, "<id>{}</id>", escaped(&self.id))?;
        let page = escaped(&self.page);
        writeln!(f, "<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>")?;
        writeln!(f, "<updated>{}T00:00:00Z</updated>", self.updated)?;
        writeln!(f, "<summary>{}</summary>", escaped(&self.summary))?;
        writeln!(f, "</entry>")
    }
}

/// Writes a sitemap of at most [`MOST_ADDRESSES`] absolute addresses, each with the day of its last
/// change, if known.
pub fn write_sitemap(
    addresses: impl IntoIterator<Item = (String, Option<NaiveDate>)>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    begin_sitemap("urlset", out)?;
    for (address, changed) in addresses {
        write!(out, "<url><loc>{}</loc>", escaped(&address))?;
        if let Some(day) = changed {
            write!(out, "<lastmod>{day}</lastmod>")?;
        }
        writeln!(out, "</url>")?;
    }
    writeln!(out, "</urlset>")
}

/// Writes a sitemap index of absolute addresses.
pub fn write_sitemap_index(
    sitemaps: impl IntoIterator<Item = String>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    begin_sitemap("sitemapindex", out)?;
    for address in sitemaps {
        writeln!(out, "<sitemap><loc>{}</loc></sitemap>", escaped(&address))?;
    }
    writeln!(out, "</sitemapindex>")
}

fn begin_sitemap(element: &str, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(out, "<{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">")
}

/// Escapes text for elements and quoted attributes.
fn escaped(text: &str) -> Cow<'_, str> {
    let text = without_controls(text);
    if !text.contains(['&', '<', '>', '"']) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            // Also in `]]>`, which text must not contain.
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            char => escaped.push(char),
        }
    }
    Cow::Owned(escaped)
}

/// Replaces characters that XML 1.0 forbids even escaped.
pub(super) fn without_controls(text: &str) -> Cow<'_, str> {
    let forbidden = |char: char| {
        char < ' ' && !matches!(char, '\t' | '\n' | '\r') || matches!(char, '\u{fffe}' | '\u{ffff}')
    };
    if !text.contains(forbidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(forbidden, "\u{fffd}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_element() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(escaped(text), expected);
        }
        case("plain é", "plain é");
        case("a & b", "a &amp; b");
        case("</title><script>", "&lt;/title&gt;&lt;script&gt;");
        case("]]>", "]]&gt;");
        case("\"x\"", "&quot;x&quot;");
        case("a\u{0}b\u{1b}c\u{ffff}\td\n", "a\u{fffd}b\u{fffd}c\u{fffd}\td\n");
    }
}
