//! The parts of an update's text.

use std::ops::Range;

use super::{Heading, Section};

/// A stretch of a text that belongs to one part of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch<'h> {
    /// The part: what belongs to no other is narrative.
    pub section: Section,
    /// The heading that begins it, where one does; the heading itself is not in the stretch.
    pub heading: Option<&'h Heading>,
    /// The indexes of its events.
    pub events: Range<usize>,
}

/// Takes a text of so many events apart. A part goes on to the next heading that begins one; the
/// notes end also at the next heading of at least their level. A heading within another block begins
/// and ends nothing. None of the stretches is empty.
pub fn stretches(headings: &[Heading], events: usize) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    let mut at = 0;
    let mut current: Option<&Heading> = None;
    let headings = headings.iter().filter(|heading| !heading.nested);
    for heading in headings.map(Some).chain([None]) {
        let notes = current.filter(|heading| heading.section == Some(Section::Notes));
        let ends = heading.is_none_or(|next| {
            next.section.is_some() || notes.is_some_and(|notes| next.level <= notes.level)
        });
        if !ends {
            continue;
        }
        let end = heading.map_or(events, |heading| heading.start);
        if at < end {
            let section = if notes.is_some() { Section::Notes } else { Section::Status };
            stretches.push(Stretch { section, heading: current, events: at..end });
        }
        current = heading.filter(|heading| heading.section.is_some());
        at = match heading {
            Some(heading) if heading.section.is_some() => heading.end + 1,
            Some(heading) => heading.start,
            None => end,
        };
    }
    stretches
}
