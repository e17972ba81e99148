//! The list items around a block, and the paragraph that introduces the list.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::cues::Cues;
use super::rows::Bag;
use super::text;
use crate::fragment::{Spanned, shown_text};

/// The list items around a block, each by its first block, and the paragraph that introduces the
/// list.
#[derive(Debug, Default)]
pub(super) struct Outline {
    next: usize,
    last: Option<Range<usize>>,
    containers: Vec<Option<Range<usize>>>,
}

impl Outline {
    /// Advances to the events of a block.
    pub(super) fn advance(&mut self, events: &[Spanned<'_>], block: Range<usize>) {
        for (event, _) in events.get(self.next..block.start).unwrap_or_default() {
            match event {
                Event::Start(Tag::List(_)) => self.containers.push(self.last.clone()),
                Event::Start(Tag::Item) => self.containers.push(None),
                Event::End(TagEnd::List(_) | TagEnd::Item) => {
                    self.containers.pop();
                    self.last = None;
                }
                Event::End(TagEnd::Heading(_)) => self.last = None,
                _ => {}
            }
        }
        self.next = block.end;
    }

    /// Stores a block as predecessor of the next one.
    pub(super) fn enter(&mut self, block: Range<usize>) {
        if let Some(first @ None) = self.containers.last_mut() {
            *first = Some(block.clone());
        }
        self.last = Some(block);
    }

    /// The words of the list items around a block and of what introduces them, innermost first.
    pub(super) fn parents(
        &self,
        cues: &Cues,
        (events, struck): (&[Spanned<'_>], &[Range<usize>]),
    ) -> Vec<Bag> {
        let bag = |parent: &Range<usize>| {
            let said = parent.clone().filter(|event| !text::is_within(*event, struck));
            let text: String = said.filter_map(|event| shown_text(&events[event].0)).collect();
            let lower = text.to_ascii_lowercase();
            Bag::new(cues.words(&lower), cues)
        };
        self.containers.iter().rev().flatten().map(bag).collect()
    }
}
