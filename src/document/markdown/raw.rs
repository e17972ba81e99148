//! Raw HTML of authors, made harmless tag by tag where it stands.
//!
//! What the parser calls raw is taken apart here, and each tag becomes an event of its own: written anew where it may
//! stay, left out where not, and words where its author meant words. Tags pair across the raw pieces of one container
//! (the body, a quotation, an item, a cell, a paragraph), and what is left open ends with it; so nothing that an author
//! writes reaches beyond its place, and the program's own output is never looked at. What is left out is told.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::Spanned;
use crate::config::HtmlPolicy;
use crate::document::slug;
use crate::schema::Address;

mod elements;
mod tokens;

use elements::{Fate, ends, ends_by_itself, fate, is_block, is_scope, is_void, may_have};
use tokens::{Kind, Start, Token, tokens};

/// Something about a text that its author should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What it is.
    pub kind: DoubtKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// What there is to know about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoubtKind {
    /// No element has this name; it is shown as it is written.
    Unknown(Box<str>),
    /// A tag, an element with all in it, or an attribute that is left out.
    Removed(Box<str>),
    /// A start tag whose element ends with its container, or an end tag of what is not open.
    Unpaired(Box<str>),
    /// An id that the page gives to a part of itself.
    ReservedId(Box<str>),
    /// Cells of a row beyond the columns of its table.
    LostCells {
        /// How many they are.
        cells: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// The mark of a note that is not there, by its label.
    UndefinedNote(Box<str>),
    /// A note whose label another one has.
    NoteTwice(Box<str>),
}

/// How the text goes on after raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// On the same line.
    None,
    /// On the next line.
    Line,
    /// As another block.
    Block,
}

/// How the text goes on after a tag that was written here.
pub fn breaks(html: &str) -> Break {
    let name = html.trim_start_matches(['<', '/']);
    let end = name.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(name.len());
    match &name[..end].to_ascii_lowercase() {
        name if name == "br" => Break::Line,
        name if is_block(name) => Break::Block,
        _ => Break::None,
    }
}

/// The words that stand for the picture of a tag.
pub fn alternative(html: &str) -> Option<String> {
    let is_picture = html.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("<img"));
    let Kind::Start(start) = tokens(html).into_iter().next().filter(|_| is_picture)?.kind else {
        return None;
    };
    let alternative = start.attributes.into_iter().find(|(name, _)| name == "alt");
    alternative.map(|(_, words)| words)
}

/// The words in a piece of raw HTML that is passed on as it is; `None` for a tag.
pub fn words(html: &str) -> Option<String> {
    (!html.starts_with('<')).then(|| tokens::decoded(html))
}

/// Takes the raw HTML of a text apart.
pub(super) fn resolve(
    events: Vec<Spanned<'_>>,
    policy: HtmlPolicy,
) -> (Vec<Spanned<'_>>, Vec<Doubt>) {
    let is_raw = |(event, _): &Spanned<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    if !events.iter().any(is_raw) {
        return (events, Vec::new());
    }
    match policy {
        HtmlPolicy::Escape => (events.into_iter().map(escaped).collect(), Vec::new()),
        HtmlPolicy::Allow => passed_on(&events),
        HtmlPolicy::Sanitize => Sanitizer::new(&events).run(events),
    }
}

fn escaped((event, range): Spanned<'_>) -> Spanned<'_> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => (Event::Text(raw), range),
        event => (event, range),
    }
}

/// A run of raw HTML in one place: the lines of a block, or one tag within a line.
struct Run {
    html: String,
    /// Where in it each line begins, and where that is in the text.
    lines: Vec<(usize, usize)>,
    is_block: bool,
}

impl Run {
    /// The run that begins at an event, and how many events it has.
    fn at(events: &[Spanned<'_>]) -> Option<(Self, usize)> {
        let mut run = Self { html: String::new(), lines: Vec::new(), is_block: true };
        for (count, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Html(html) => {
                    run.lines.push((run.html.len(), range.start));
                    run.html.push_str(html);
                }
                Event::InlineHtml(html) if count == 0 => {
                    let lines = vec![(0, range.start)];
                    return Some((Self { html: html.to_string(), lines, is_block: false }, 1));
                }
                _ if count == 0 => return None,
                _ => return Some((run, count)),
            }
        }
        let count = events.len();
        (count > 0).then_some((run, count))
    }

    /// Where bytes of it are in the text.
    fn source(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let line = self.lines.partition_point(|(start, _)| *start <= at).max(1) - 1;
            self.lines.get(line).map_or(0, |(start, source)| source + (at - start))
        };
        // The end belongs to the line of the last byte.
        let last = range.end.saturating_sub(1).max(range.start);
        place(range.start)..place(last) + (range.end - last)
    }

    fn event<'a>(&self, html: String) -> Event<'a> {
        let html: CowStr<'_> = html.into();
        if self.is_block { Event::Html(html) } else { Event::InlineHtml(html) }
    }
}

/// Parts raw HTML into tags and words, each as it is written.
fn passed_on<'a>(events: &[Spanned<'a>]) -> (Vec<Spanned<'a>>, Vec<Doubt>) {
    let (mut out, mut doubts) = (Vec::with_capacity(events.len()), Vec::new());
    let mut at = 0;
    while at < events.len() {
        let Some((run, count)) = Run::at(&events[at..]) else {
            out.push(events[at].clone());
            at += 1;
            continue;
        };
        for Token { kind, range } in tokens(&run.html) {
            let source = run.source(&range);
            if let Kind::Start(start) = &kind {
                let ids = start.attributes.iter().filter(|(name, _)| name == "id");
                let reserved = ids.filter(|(_, id)| slug::is_reserved(id));
                doubts.extend(reserved.map(|(_, id)| Doubt {
                    kind: DoubtKind::ReservedId(id.as_str().into()),
                    range: source.clone(),
                }));
            }
            out.push((run.event(run.html[range].to_owned()), source));
        }
        at += count;
    }
    (out, doubts)
}

/// A place among tokens: the run's first event, and the token in it.
type Place = (usize, usize);

struct Sanitizer<'a> {
    /// The runs, by their first events, with their tokens.
    runs: HashMap<usize, (Run, usize, Vec<Token>)>,
    /// For each start tag of an element that goes with all in it, its end tag.
    removed: HashMap<Place, Place>,
    /// Those end tags.
    ends: HashSet<Place>,
    out: Vec<Spanned<'a>>,
    doubts: Vec<Doubt>,
    /// For each open container, what raw HTML has opened in it.
    containers: Vec<Vec<Open>>,
    /// How many pictures are open: the words that stand for one have no tags.
    pictures: usize,
    /// Where what is left out ends.
    skip_to: Option<Place>,
}

/// An element that is open.
struct Open {
    name: String,
    range: Range<usize>,
}

impl<'a> Sanitizer<'a> {
    fn new(events: &[Spanned<'_>]) -> Self {
        let mut runs = HashMap::new();
        let mut at = 0;
        while at < events.len() {
            match Run::at(&events[at..]) {
                Some((run, count)) => {
                    let tokens = tokens(&run.html);
                    runs.insert(at, (run, count, tokens));
                    at += count;
                }
                None => at += 1,
            }
        }
        let removed = removed(events, &runs);
        let ends = removed.values().copied().collect();
        Self {
            runs,
            removed,
            ends,
            out: Vec::with_capacity(events.len() + 8),
            doubts: Vec::new(),
            containers: vec![Vec::new()],
            pictures: 0,
            skip_to: None,
        }
    }

    fn run(mut self, events: Vec<Spanned<'a>>) -> (Vec<Spanned<'a>>, Vec<Doubt>) {
        let end = events.last().map_or(0, |(_, range)| range.end);
        let mut raw_until = 0;
        for (at, (event, range)) in events.into_iter().enumerate() {
            if let Some((run, count, tokens)) = self.runs.remove(&at) {
                raw_until = at + count;
                for (index, token) in tokens.into_iter().enumerate() {
                    self.token(&run, token, (at, index));
                }
            }
            if at < raw_until || self.skip_to.is_some() {
                continue;
            }
            self.event(event, range);
        }
        self.close_container(end);
        (self.out, self.doubts)
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            // Raw blocks pair across what is between them.
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(tag) => {
                self.pictures += usize::from(matches!(tag, Tag::Image { .. }));
                self.containers.push(Vec::new());
            }
            Event::End(end) => {
                self.pictures = self.pictures.saturating_sub(usize::from(*end == TagEnd::Image));
                self.close_container(range.end);
            }
            _ => {}
        }
        self.out.push((event, range));
    }

    /// Ends what is open in the innermost container.
    fn close_container(&mut self, end: usize) {
        for open in self.containers.pop().unwrap_or_default().into_iter().rev() {
            self.close(open, end);
        }
    }

    fn close(&mut self, open: Open, at: usize) {
        if !ends_by_itself(&open.name) {
            let tag = format!("<{}>", open.name).into();
            self.doubts.push(Doubt { kind: DoubtKind::Unpaired(tag), range: open.range });
        }
        self.write(format!("</{}>", open.name), at..at);
    }

    /// Writes a tag. It is an inline event: no writer puts anything around these.
    fn write(&mut self, html: String, range: Range<usize>) {
        self.out.push((Event::InlineHtml(html.into()), range));
    }

    fn token(&mut self, run: &Run, token: Token, place: Place) {
        if let Some(end) = self.skip_to {
            if end == place {
                self.skip_to = None;
            }
            return;
        }
        let range = run.source(&token.range);
        let written = &run.html[token.range.clone()];
        if self.pictures > 0 {
            self.out.push((Event::Text(written.to_owned().into()), range));
            return;
        }
        match token.kind {
            Kind::Comment => {}
            Kind::Words(words) => self.out.push((Event::Text(words.into()), range)),
            Kind::Endless => {
                let name = written.split_whitespace().next().unwrap_or_default().to_owned();
                self.out.push((Event::Text(written.to_owned().into()), range.clone()));
                self.doubt(DoubtKind::Unpaired, name, range.start..range.start + 1);
            }
            Kind::Start(start) => match fate(&start.name) {
                Fate::Kept => self.start(&start, range),
                Fate::Words => self.words(written, range),
                Fate::Unwrapped => {
                    self.doubt(DoubtKind::Removed, format!("<{}>", start.name), range);
                }
                Fate::Removed => self.remove(&start, range, place),
            },
            Kind::End(name) => match fate(&name) {
                Fate::Kept => self.end(&name, range),
                Fate::Words => self.words(written, range),
                // Its start tag was told of.
                Fate::Unwrapped => {}
                Fate::Removed if self.ends.contains(&place) => {}
                Fate::Removed => self.doubt(DoubtKind::Unpaired, format!("</{name}>"), range),
            },
        }
    }

    fn words(&mut self, written: &str, range: Range<usize>) {
        self.out.push((Event::Text(written.to_owned().into()), range.clone()));
        let name = written.trim_start_matches(['<', '/']);
        let ends = |char: char| char.is_ascii_whitespace() || matches!(char, '/' | '>');
        let name = name.split(ends).next().unwrap_or_default();
        self.doubt(DoubtKind::Unknown, name.to_owned(), range);
    }

    fn doubt(&mut self, kind: fn(Box<str>) -> DoubtKind, what: String, range: Range<usize>) {
        self.doubts.push(Doubt { kind: kind(what.into()), range });
    }

    fn remove(&mut self, start: &Start, range: Range<usize>, place: Place) {
        self.skip_to = self.removed.get(&place).copied();
        self.doubt(DoubtKind::Removed, format!("<{}>", start.name), range);
    }

    fn start(&mut self, start: &Start, range: Range<usize>) {
        self.end_by_next(&start.name, range.start);
        let mut html = format!("<{}", start.name);
        for (name, value) in &start.attributes {
            if may_stay(&start.name, name, value) {
                html.extend([" ", name, "=\""]);
                // A string takes everything.
                let _ = pulldown_cmark_escape::escape_html(&mut html, value);
                html.push('"');
            } else {
                self.doubt(DoubtKind::Removed, shown(name, value), range.clone());
            }
        }
        html.push('>');
        self.write(html, range.clone());
        if !is_void(&start.name) {
            let open = Open { name: start.name.clone(), range };
            self.innermost().push(open);
        }
    }

    /// Ends what an author left open before the next of its kind.
    fn end_by_next(&mut self, next: &str, at: usize) {
        let open = self.innermost();
        let within =
            open.iter().rposition(|open| is_scope(&open.name)).map_or(0, |scope| scope + 1);
        let Some(ended) = open[within..].iter().position(|open| ends(next, &open.name)) else {
            return;
        };
        for open in self.innermost().split_off(within + ended).into_iter().rev() {
            self.close(open, at);
        }
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        let open = self.innermost();
        let Some(place) = open.iter().rposition(|open| open.name == name) else {
            if name != "br" && name != "p" {
                self.doubt(DoubtKind::Unpaired, format!("</{name}>"), range);
            }
            return;
        };
        let mut closed = open.split_off(place);
        let inner = closed.split_off(1);
        for open in inner.into_iter().rev() {
            self.close(open, range.start);
        }
        self.write(format!("</{name}>"), range);
    }

    fn innermost(&mut self) -> &mut Vec<Open> {
        if self.containers.is_empty() {
            self.containers.push(Vec::new());
        }
        let last = self.containers.len() - 1;
        &mut self.containers[last]
    }
}

/// Finds the end tags of elements that go with all in them. Both stand in the same container, so that what is between
/// them is whole.
fn removed(
    events: &[Spanned<'_>],
    runs: &HashMap<usize, (Run, usize, Vec<Token>)>,
) -> HashMap<Place, Place> {
    let mut pairs = HashMap::new();
    let mut containers: Vec<Vec<(&str, Place)>> = vec![Vec::new()];
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(_) => containers.push(Vec::new()),
            Event::End(_) => drop(containers.pop()),
            _ => {}
        }
        let (Some((_, _, tokens)), Some(open)) = (runs.get(&at), containers.last_mut()) else {
            continue;
        };
        for (index, token) in tokens.iter().enumerate() {
            match &token.kind {
                Kind::Start(start)
                    if fate(&start.name) == Fate::Removed
                        && start.text.is_none()
                        && !is_void(&start.name) =>
                {
                    open.push((&start.name, (at, index)));
                }
                Kind::End(name) => {
                    if let Some(place) = open.iter().rposition(|(open, _)| open == name) {
                        pairs.insert(open[place].1, (at, index));
                        open.truncate(place);
                    }
                }
                _ => {}
            }
        }
    }
    pairs
}

fn may_stay(element: &str, attribute: &str, value: &str) -> bool {
    may_have(element, attribute)
        && match attribute {
            "href" | "cite" => Address::is_allowed(value),
            // A page loads nothing from another host.
            "src" => Address::is_relative(value),
            _ => true,
        }
}

/// An attribute as it is told of.
fn shown(name: &str, value: &str) -> String {
    let mut shown: String = value.chars().take(40).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    format!("{name}=\"{shown}\"")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use pulldown_cmark::html::push_html;

    use super::*;
    use crate::document::markdown::parse_told;

    /// The HTML of a text, and what is told of it.
    #[track_caller]
    fn case(text: &str, html: &str, told: &[&str]) {
        let (events, doubts) = parse_told(text, HtmlPolicy::Sanitize).unwrap();
        let mut written = String::new();
        push_html(&mut written, events.into_iter().map(|(event, _)| event));
        assert_eq!(written.trim_end(), html, "{text}");
        let doubts = doubts.iter().map(|Doubt { kind, range }| {
            let at = &text[range.clone()];
            match kind {
                DoubtKind::Unknown(name) => format!("unknown {name} at {at}"),
                DoubtKind::Removed(what) => format!("removed {what} at {at}"),
                DoubtKind::Unpaired(tag) => format!("unpaired {tag} at {at}"),
                DoubtKind::ReservedId(id) => format!("reserved {id} at {at}"),
                other => format!("{other:?} at {at}"),
            }
        });
        assert_eq!(doubts.collect::<Vec<_>>(), told, "{text}");
    }

    #[test]
    fn what_structures_and_marks_text_stays() {
        case("a <b>b</b> c<br>d", "<p>a <b>b</b> c<br>d</p>", &[]);
        case("<P>a</P>", "<p>a</p>", &[]);
        case("a <BR/> b <wbr> c", "<p>a <br> b <wbr> c</p>", &[]);
        case(
            "<abbr title='A \"B\" & c'>x</abbr>",
            "<p><abbr title=\"A &quot;B&quot; &amp; c\">x</abbr></p>",
            &[],
        );
        case(
            "<details>\n<summary>More</summary>\n\n- *one*\n\n</details>",
            "<details>\n<summary>More</summary>\n<ul>\n<li><em>one</em></li>\n</ul>\n</details>",
            &[],
        );
        case(
            "<table><tr><td colspan=2>a &amp; b<td>c</table>",
            "<table><tr><td colspan=\"2\">a &amp; b</td><td>c</td></tr></table>",
            &[],
        );
        case("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>", &[]);
        case(
            "<ul><li>a<ul><li>b</ul><li>c</ul>",
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            &[],
        );
        case("<p>a<p>b<div>c</div>", "<p>a</p><p>b</p><div>c</div>", &[]);
        case("![<b>a</b>](x)", "<p><img src=\"x\" alt=\"&lt;b&gt;a&lt;/b&gt;\" /></p>", &[]);
        case("a <!-- b --> c", "<p>a  c</p>", &[]);
        case("<!-- a\n\nb -->\n\nc", "\n<p>c</p>", &[]);
    }

    #[test]
    fn what_is_no_element_is_words() {
        case(
            "keep a `<list>` of <list> of zones",
            "<p>keep a <code>&lt;list&gt;</code> of &lt;list&gt; of zones</p>",
            &["unknown list at <list>"],
        );
        case("a List<String> b", "<p>a List&lt;String&gt; b</p>", &["unknown String at <String>"]);
        case("<team>", "&lt;team&gt;", &["unknown team at <team>"]);
        case(
            "Send it to the <text x=\"1\">team</text>.",
            "<p>Send it to the &lt;text x=&quot;1&quot;&gt;team&lt;/text&gt;.</p>"
                .replace("&quot;", "\"")
                .as_str(),
            &["unknown text at <text x=\"1\">", "unknown text at </text>"],
        );
        case("1 < 2 and <3", "<p>1 &lt; 2 and &lt;3</p>", &[]);
    }

    #[test]
    fn what_runs_goes_and_is_told() {
        case("a <script>x()</script> b", "<p>a  b</p>", &["removed <script> at <script>"]);
        case(
            "No <script> tags are allowed.\n\n# Next",
            "<p>No  tags are allowed.</p>\n<h1>Next</h1>",
            &["removed <script> at <script>"],
        );
        case(
            "<script>\nx()\n\ny()\n</script>\n\nb",
            "\n<p>b</p>",
            &["removed <script> at <script>\nx()\n\ny()\n</script>"],
        );
        case("a <svg><path d=\"M0\"/>*b*</svg> c", "<p>a  c</p>", &["removed <svg> at <svg>"]);
        case(
            "<form><input name=q>a</form>",
            "a",
            &["removed <form> at <form>", "removed <input> at <input name=q>"],
        );
        case(
            "<p onclick=\"x()\" class='skip' id=own style=x>a</p>",
            "<p>a</p>",
            &[
                "removed onclick=\"x()\" at <p onclick=\"x()\" class='skip' id=own style=x>",
                "removed class=\"skip\" at <p onclick=\"x()\" class='skip' id=own style=x>",
                "removed id=\"own\" at <p onclick=\"x()\" class='skip' id=own style=x>",
                "removed style=\"x\" at <p onclick=\"x()\" class='skip' id=own style=x>",
            ],
        );
        case(
            "<a href=\"java&#10;script:x\">a</a>",
            "<p><a>a</a></p>",
            &["removed href=\"java\nscript:x\" at <a href=\"java&#10;script:x\">"],
        );
        case(
            "<img src=//e.org/x alt=a>",
            "<img alt=\"a\">",
            &["removed src=\"//e.org/x\" at <img src=//e.org/x alt=a>"],
        );
        case("</main></div>a", "a", &["unpaired </div> at </div>"]);
    }

    #[test]
    fn what_is_open_ends_with_its_container() {
        case("a <b>b\n\nc", "<p>a <b>b</b></p>\n<p>c</p>", &["unpaired <b> at <b>"]);
        case(
            "> <div>\n> a\n\nb",
            "<blockquote>\n<div>\na\n</div></blockquote>\n<p>b</p>",
            &["unpaired <div> at <div>"],
        );
        case(
            "*a <b>b*</b> c",
            "<p><em>a <b>b</b></em> c</p>",
            &["unpaired <b> at <b>", "unpaired </b> at </b>"],
        );
        case(
            "| <b>a | c</b> |\n|---|---|",
            "<table><thead><tr><th><b>a</b></th><th>c</th></tr></thead><tbody>\n</tbody></table>",
            &["unpaired <b> at <b>", "unpaired </b> at </b>"],
        );
        case("<i><b>a</i>b", "<p><i><b>a</b></i>b</p>", &["unpaired <b> at <b>"]);
        case("<div>\n\na", "<div>\n<p>a</p>\n</div>", &["unpaired <div> at <div>"]);
    }

    #[test]
    fn markup_without_an_end_is_words() {
        case("<!-- a\n\nb", "&lt;!-- a\n\nb", &["unpaired <!-- at <"]);
        case("<div a=\"\nb", "&lt;div a=\"\nb", &["unpaired <div at <"]);
    }

    #[test]
    fn what_is_passed_on_is_as_it_was_written() {
        let text = "<DIV id='main' onclick=x>a &amp; b<br/></DIV>\n\n<i id=own>c</i> <team>";
        let (events, doubts) = parse_told(text, HtmlPolicy::Allow).unwrap();
        let mut written = String::new();
        push_html(&mut written, events.into_iter().map(|(event, _)| event));
        assert_eq!(
            written,
            "<DIV id='main' onclick=x>a &amp; b<br/></DIV>\n<p><i id=own>c</i> <team></p>\n"
        );
        let reserved = DoubtKind::ReservedId("main".into());
        assert_eq!(doubts, [Doubt { kind: reserved, range: 0..25 }]);
    }

    #[test]
    fn what_is_escaped_is_words() {
        let (events, _) = parse_told("<b>a</b>", HtmlPolicy::Escape).unwrap();
        let mut written = String::new();
        push_html(&mut written, events.into_iter().map(|(event, _)| event));
        assert_eq!(written.trim_end(), "<p>&lt;b&gt;a&lt;/b&gt;</p>");
    }
}
