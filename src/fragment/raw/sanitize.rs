//! Rewrites, removes or escapes each tag of raw HTML.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::elements::{
    self, Fate, ends, ends_by_itself, fate, holds_no_blocks, is_block, is_scope, is_void, may_have,
};
use super::run::Run;
use super::tokens::{Kind, Start, Token, tokens};
use crate::diagnostic::beginning;
use crate::fragment::{Destination, Doubt, DoubtKind, MAX_NESTING, Spanned, ends_block};
use crate::schema::Address;

/// The sanitised events, and the reports.
pub(super) fn sanitize(events: Vec<Spanned<'_>>) -> (Vec<Spanned<'_>>, Vec<Doubt>) {
    Sanitizer::new(&events).run(events)
}

/// Position of a token: the run's first event, and the token's index.
type Place = (usize, usize);

struct Sanitizer<'a> {
    /// The runs with their tokens, by first event.
    runs: HashMap<usize, (Run, usize, Vec<Token>)>,
    /// Start tags of elements removed with their content, and their end tags.
    removed: HashMap<Place, Place>,
    /// Those end tags.
    ends: HashSet<Place>,
    out: Vec<Spanned<'a>>,
    doubts: Vec<Doubt>,
    /// Open raw elements, for each open container.
    containers: Vec<Vec<Open>>,
    /// Number of open Markdown links.
    links: usize,
    /// Number of open pictures: alternative texts have no tags.
    pictures: usize,
    /// End of the removed content being skipped.
    skip_to: Option<Place>,
}

/// An open element.
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
            links: 0,
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
            // Raw blocks are matched across Markdown blocks. Writers do not start a line for them.
            Event::Start(Tag::HtmlBlock) => {
                let after_text = self.out.last().is_some_and(|(last, _)| !ends_block(last));
                if after_text {
                    self.out.push((Event::SoftBreak, range.start..range.start));
                }
            }
            Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(tag) => {
                self.end_before(tag, range.start);
                self.pictures += usize::from(matches!(tag, Tag::Image { .. }));
                self.links += usize::from(matches!(tag, Tag::Link { .. }));
                self.containers.push(Vec::new());
            }
            Event::End(end) => {
                self.pictures = self.pictures.saturating_sub(usize::from(*end == TagEnd::Image));
                self.links = self.links.saturating_sub(usize::from(*end == TagEnd::Link));
                self.close_container(range.end);
            }
            _ => {}
        }
        self.out.push((event, range));
    }

    /// Closes elements that cannot contain the Markdown: paragraphs, headings and tables contain no
    /// blocks, links no links.
    fn end_before(&mut self, tag: &Tag<'_>, at: usize) {
        let is_link = matches!(tag, Tag::Link { .. });
        if !is_link && !ends_block(&Event::Start(tag.clone())) {
            return;
        }
        let holds_none = |open: &Open| {
            if is_link { open.name == "a" } else { holds_no_blocks(&open.name) }
        };
        let holds_blocks = |open: &Open| !is_link && is_block(&open.name) && !holds_none(open);
        let open = self.innermost();
        let within = open.iter().rposition(holds_blocks).map_or(0, |holder| holder + 1);
        if let Some(first) = open[within..].iter().position(holds_none) {
            for open in self.innermost().split_off(within + first).into_iter().rev() {
                self.close(open, at);
            }
        }
    }

    /// Whether an element may begin here: parts of tables, lists and the like need an open parent,
    /// so that they do not become parts of the surrounding page.
    fn may_begin(&mut self, name: &str) -> bool {
        match elements::whole_of(name) {
            Some(wholes) => {
                self.innermost().iter().any(|open| wholes.contains(&open.name.as_str()))
            }
            None => !(name == "a" && self.links > 0),
        }
    }

    /// Closes the innermost container's elements.
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

    /// Writes a tag as an inline event: writers add nothing around these.
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
            Kind::Skipped => self.doubt(DoubtKind::Removed, beginning(written), range),
            Kind::Words(words) => self.out.push((Event::Text(words.into()), range)),
            Kind::Endless => {
                let name = written.split_whitespace().next().unwrap_or_default().to_owned();
                self.out.push((Event::Text(written.to_owned().into()), range.clone()));
                self.doubt(DoubtKind::Unpaired, name, range.start..range.start + 1);
            }
            Kind::Start(start) => match fate(&start.name) {
                Fate::Kept if self.may_begin(&start.name) => self.start(&start, range),
                Fate::Words => self.words(written, range),
                Fate::Kept | Fate::Unwrapped => self.unwrap(&start.name, range),
                Fate::Removed => self.remove(&start, range, place),
            },
            Kind::End(name) => match fate(&name) {
                Fate::Kept => self.end(&name, range),
                Fate::Words => self.words(written, range),
                // Reported at its start tag.
                Fate::Unwrapped => {}
                Fate::Removed if self.ends.contains(&place) => {}
                Fate::Removed => self.doubt(DoubtKind::Unpaired, format!("</{name}>"), range),
            },
        }
    }

    /// Removes a tag, keeping its break.
    fn unwrap(&mut self, name: &str, range: Range<usize>) {
        if is_block(name) {
            self.out.push((Event::Text("\n".into()), range.clone()));
        }
        self.doubt(DoubtKind::Removed, format!("<{name}>"), range);
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
        let (kept, removed): (Vec<_>, Vec<_>) = start
            .attributes
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .partition(|(name, value)| may_stay(&start.name, name, value));
        for (name, value) in removed {
            self.doubt(DoubtKind::Removed, shown(name, value), range.clone());
        }
        self.write(tag(&start.name, kept), range.clone());
        // Beyond the limit the text is refused; the number of tags tells.
        if !is_void(&start.name) && self.innermost().len() <= MAX_NESTING {
            let open = Open { name: start.name.clone(), range };
            self.innermost().push(open);
        }
    }

    /// Closes elements implicitly closed by the next.
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
            // As browsers parse it.
            if name == "br" {
                self.write("<br>".to_owned(), range);
            } else if name != "p" {
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

/// A start tag.
pub(super) fn tag<'a>(
    name: &str,
    attributes: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut html = format!("<{name}");
    for (name, value) in attributes {
        html.extend([" ", name, "=\""]);
        // Writing to a string cannot fail.
        let _ = pulldown_cmark_escape::escape_html(&mut html, value);
        html.push('"');
    }
    html.push('>');
    html
}

/// Finds the end tags of elements removed with their content. Both must be in the same container,
/// so that complete blocks are removed.
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
                        && !is_void(&start.name)
                        && open.len() <= MAX_NESTING =>
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
            "href" => Destination::is_allowed(value),
            "cite" => Address::is_allowed(value),
            // Pages load nothing from other hosts.
            "src" => Address::is_relative(value),
            _ => true,
        }
}

/// An attribute as reported.
fn shown(name: &str, value: &str) -> String {
    format!("{name}=\"{}\"", beginning(value))
}
