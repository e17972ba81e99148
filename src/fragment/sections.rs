//! The parts of an update's text.

use std::ops::Range;

use super::{Heading, Section};

/// A range of a text that belongs to one part of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The part; anything else is narrative.
    pub section: Section,
    /// The index of the heading that is the part's title; the heading itself is not in the range.
    pub title: Option<usize>,
    /// The range of event indexes.
    pub events: Range<usize>,
}

/// State of a part while scanning.
#[derive(Clone, Copy, Default)]
struct Begun {
    titled: bool,
    has_text: bool,
}

impl Begun {
    /// Whether a heading becomes the title of its part. One in the author's own words only if
    /// nothing precedes it; never one with a link, picture or footnote, and never a second one.
    /// These stay in the text, so that nothing is lost.
    fn takes(self, heading: &Heading) -> bool {
        !self.titled && heading.plain && !(heading.own_words && self.has_text)
    }
}

/// Divides a text of that many events. A part extends to the next heading that begins one; the
/// notes also end at the next heading of the same or a higher level. Nested headings do not divide.
/// A range can contain only its title.
pub(super) fn stretches(headings: &[Heading], events: usize) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let (mut narrative, mut notes_begun) = (Begun::default(), Begun::default());
    let mut at = 0;
    let mut current: Option<(usize, &Heading)> = None;
    let headings = headings.iter().enumerate().filter(|(_, heading)| !heading.nested);
    for heading in headings.map(Some).chain([None]) {
        let notes = current.map(|(_, heading)| heading);
        let notes = notes.filter(|heading| heading.section == Some(Section::Notes));
        let ends = heading.is_none_or(|(_, next)| {
            next.section.is_some() || notes.is_some_and(|notes| next.level <= notes.level)
        });
        if !ends {
            continue;
        }
        let end = heading.map_or(events, |(_, heading)| heading.start);
        let (section, begun) = match notes {
            Some(_) => (Section::Notes, &mut notes_begun),
            None => (Section::Status, &mut narrative),
        };
        let title = current.filter(|(_, heading)| begun.takes(heading)).map(|(index, _)| index);
        let start = match current {
            Some((_, heading)) if title.is_none() => heading.start,
            _ => at,
        };
        if start < end || title.is_some() {
            begun.titled |= title.is_some();
            begun.has_text |= start < end;
            stretches.push(Stretch { section, title, events: start..end });
        }
        current = heading.filter(|(_, heading)| heading.section.is_some());
        at = match heading {
            Some((_, heading)) if heading.section.is_some() => heading.end + 1,
            Some((_, heading)) => heading.start,
            None => end,
        };
    }
    stretches
}
