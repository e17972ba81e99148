//! Closes raw HTML at the boundaries of an update's parts, which are in different places of a page.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::elements::is_void;
use crate::fragment::{Doubt, DoubtKind, Spanned, Stretch};

/// The events with raw HTML closed at the end of each part, and the affected tags; `None` if
/// nothing crosses a boundary.
pub(in crate::fragment) fn divide<'a>(
    events: &[Spanned<'a>],
    parts: &[Stretch],
) -> Option<(Vec<Spanned<'a>>, Vec<Doubt>)> {
    let is_tag = |(event, _): &Spanned<'_>| matches!(event, Event::InlineHtml(_));
    let parts: Vec<Range<usize>> = parts.iter().map(|part| part.events.clone()).collect();
    if parts.len() < 2 || !events.iter().any(is_tag) {
        return None;
    }
    let cuts: Vec<Cut> = parts.iter().map(|part| Cut::of(events, part.clone())).collect();
    if cuts.iter().all(Cut::is_none) {
        return None;
    }
    let (mut divided, mut doubts) = (Vec::with_capacity(events.len() + 4), Vec::new());
    let mut at = 0;
    for (part, cut) in parts.iter().zip(cuts) {
        divided.extend(events[at..part.start].iter().cloned());
        let kept = part.clone().filter(|index| !cut.strays.contains(index));
        divided.extend(kept.map(|index| events[index].clone()));
        let end = events[part.end - 1].1.end;
        for (name, range) in cut.open.into_iter().rev() {
            divided.push((Event::InlineHtml(format!("</{name}>").into()), end..end));
            let kind = DoubtKind::Unpaired(format!("<{name}>").into());
            doubts.push(Doubt { kind, range });
        }
        let strays = cut.strays.into_iter().map(|stray| &events[stray]);
        doubts.extend(strays.map(|(event, range)| Doubt {
            kind: DoubtKind::Unpaired(tag_of(event).into()),
            range: range.clone(),
        }));
        at = part.end;
    }
    divided.extend(events[at..].iter().cloned());
    Some((divided, doubts))
}

/// Tags that a part leaves open, and end tags for other parts' tags.
#[derive(Default)]
struct Cut {
    open: Vec<(String, Range<usize>)>,
    strays: Vec<usize>,
}

impl Cut {
    fn of(events: &[Spanned<'_>], part: Range<usize>) -> Self {
        let mut cut = Self::default();
        // Within a Markdown block, tags are matched already.
        let mut depth = 0_usize;
        for index in part {
            let (event, range) = &events[index];
            match event {
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::InlineHtml(html) if depth == 0 => {
                    let tag = html.trim_matches(['<', '>', '/']);
                    let name = tag.split(' ').next().unwrap_or_default();
                    if !html.starts_with("</") {
                        if !is_void(name) {
                            cut.open.push((name.to_owned(), range.clone()));
                        }
                    } else if cut.open.pop().is_none() {
                        cut.strays.push(index);
                    }
                }
                _ => {}
            }
        }
        cut
    }

    fn is_none(&self) -> bool {
        self.open.is_empty() && self.strays.is_empty()
    }
}

fn tag_of<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::InlineHtml(html) => html,
        _ => "",
    }
}
