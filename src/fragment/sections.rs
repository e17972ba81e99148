//! The parts of an update's text.

use std::ops::Range;

use super::{Heading, Section};

/// A stretch of a text that belongs to one part of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The part: what belongs to no other is narrative.
    pub section: Section,
    /// The index of the heading that begins it, where one does; the heading itself is not in the stretch.
    pub heading: Option<usize>,
    /// The indexes of its events.
    pub events: Range<usize>,
}

/// Takes a text of so many events apart. A part goes on to the next heading that begins one; the
/// notes end also at the next heading of at least their level. A heading within another block begins
/// and ends nothing. None of the stretches is empty.
pub(super) fn stretches(headings: &[Heading], events: usize) -> Vec<Stretch> {
    let mut stretches = Vec::new();
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
        if at < end {
            let section = if notes.is_some() { Section::Notes } else { Section::Status };
            let heading = current.map(|(index, _)| index);
            stretches.push(Stretch { section, heading, events: at..end });
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
