//! The parts of an update's text.

use std::ops::Range;

use super::{Heading, Section};

/// A stretch of a text that belongs to one part of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The part: what belongs to no other is narrative.
    pub section: Section,
    /// The index of the heading that is the title of its part; the heading itself is not in the stretch.
    pub title: Option<usize>,
    /// The indexes of its events.
    pub events: Range<usize>,
}

/// What is known of a part of which something has been found.
#[derive(Clone, Copy, Default)]
struct Begun {
    titled: bool,
    has_text: bool,
}

impl Begun {
    /// Whether a heading is the title of the part. One in the author's own words is only where nothing stands before
    /// it; one with a link, a picture or a note never is, nor is a second one. They stay where they are, so that nothing
    /// is lost.
    fn takes(self, heading: &Heading) -> bool {
        !self.titled && heading.plain && !(heading.own_words && self.has_text)
    }
}

/// Takes a text of so many events apart. A part goes on to the next heading that begins one; the
/// notes end also at the next heading of at least their level. A heading within another block begins
/// and ends nothing. A stretch may hold nothing but its title.
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
