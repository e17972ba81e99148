//! Joins consecutive raw HTML events.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use crate::fragment::Spanned;

/// Contiguous raw HTML: the lines of a block, or one inline tag.
pub(super) struct Run {
    pub(super) html: String,
    /// The offset of each line in it, and in the text.
    lines: Vec<(usize, usize)>,
    is_block: bool,
}

impl Run {
    /// The run that begins at an event, and its number of events.
    pub(super) fn at(events: &[Spanned<'_>]) -> Option<(Self, usize)> {
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

    /// The range in the text of a range in it.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let line = self.lines.partition_point(|(start, _)| *start <= at).max(1) - 1;
            self.lines.get(line).map_or(0, |(start, source)| source + (at - start))
        };
        // The end belongs to the line of the last byte.
        let last = range.end.saturating_sub(1).max(range.start);
        place(range.start)..place(last) + (range.end - last)
    }

    pub(super) fn event<'a>(&self, html: String) -> Event<'a> {
        let html: CowStr<'_> = html.into();
        if self.is_block { Event::Html(html) } else { Event::InlineHtml(html) }
    }
}
