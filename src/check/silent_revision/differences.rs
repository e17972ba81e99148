//! What an update says and what the earlier one said, beside each other.

use crate::check::Context;
use crate::check::wording::date;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::document::content::Milestone;
use crate::document::{Content, Document};
use crate::facts::{Change, DeliverableChange, MilestoneChange, Movement};
use crate::schema::{Located, Text};
use crate::site::{DeliverableId, MilestoneId};

/// Most differences shown one by one.
const MOST: usize = 8;

/// Words shown of a text that differs.
const WORDS: usize = 8;

/// An update and the one before.
pub(super) struct Both<'s> {
    pub(super) context: Context<'s>,
    pub(super) before: &'s Document,
    pub(super) after: &'s Document,
}

impl Both<'_> {
    /// Adds each difference to a finding, in the order of changes.
    pub(super) fn shown(&self, movement: &Movement<'_>, mut finding: Diagnostic) -> Diagnostic {
        let mut shown: Vec<(Location, String)> =
            movement.changes.iter().filter_map(|change| self.of(change, movement)).collect();
        shown.dedup();
        let more = shown.len().saturating_sub(MOST);
        shown.truncate(MOST);
        for (location, text) in shown {
            finding = finding.related(location, text);
        }
        if more > 0 {
            let text = format!("and {more} more differences");
            finding = finding.related(Location::file(&self.after.path), text);
        }
        finding
    }

    fn of(&self, change: &Change, movement: &Movement<'_>) -> Option<(Location, String)> {
        let Context { site, .. } = self.context;
        match change {
            Change::Status => {
                let status = |document: &Document| match &document.content {
                    Content::Update(update) => update.status.clone(),
                    _ => None,
                };
                let (old, new) = (status(self.before), status(self.after));
                let said = |value: &Option<Located<Text>>| {
                    value.as_ref().map_or_else(|| "not stated".to_owned(), |it| backticked(it))
                };
                let text = format!("the status was {}, and is {}", said(&old), said(&new));
                Some((self.at(new.map(|it| it.span)), text))
            }
            Change::Refiled => {
                let group = |view| site.group(movement.id, view).map(|it| backticked(it));
                let none = || "none".to_owned();
                let old = movement.before().and_then(group).unwrap_or_else(none);
                let new = group(movement.after()).unwrap_or_else(none);
                Some((self.at(None), format!("the group was {old}, and is {new}")))
            }
            Change::Due { deliverable, from, to } => {
                let text = format!(
                    "{} was promised for {}, and now for {}",
                    self.context.named(*deliverable),
                    date(*from),
                    date(*to)
                );
                Some((self.row(*deliverable)?, text))
            }
            Change::Deliverable(change) => self.deliverable(change),
            Change::Milestone(change) => self.milestone(change),
            Change::Narrative | Change::Notes => self.words(),
            _ => None,
        }
    }

    fn deliverable(&self, change: &DeliverableChange) -> Option<(Location, String)> {
        use DeliverableChange as Of;
        let named = |row: &DeliverableId| self.context.named(*row);
        let (row, text) = match change {
            Of::Added(row) => (row, format!("new: {}", named(row))),
            Of::LeftOut(row) | Of::Unlisted(row) => {
                (row, format!("listed here, and no longer: {}", named(row)))
            }
            Of::MentionedAgain(row) => (row, format!("mentioned again: {}", named(row))),
            Of::Dropped(row) => (row, format!("no longer pursued: {}", named(row))),
            Of::Completed(row) => (row, format!("now done: {}", named(row))),
            Of::Reopened(row) => (row, format!("open again: {}", named(row))),
            Of::Reworded { from, to } => {
                (to, format!("the text was {}, and is {}", named(from), named(to)))
            }
            Of::Status { from, to } => {
                let site = self.context.site;
                let status = |row: &DeliverableId| {
                    let status = site.deliverable_status(*row);
                    status.map_or_else(|| "not stated".to_owned(), |it| backticked(&it.id))
                };
                let (old, new) = (status(from), status(to));
                (to, format!("the status of {} was {old}, and is {new}", named(to)))
            }
            _ => return None,
        };
        Some((self.row(*row)?, text))
    }

    fn milestone(&self, change: &MilestoneChange) -> Option<(Location, String)> {
        use MilestoneChange as Of;
        let site = self.context.site;
        let milestone = |id: MilestoneId| site.milestone(id);
        let label = |id: MilestoneId| milestone(id).map(|it| backticked(&it.label.value));
        let (id, text) = match *change {
            Of::Added(id) => (id, format!("new in the timeline: {}", label(id)?)),
            Of::Dropped(id) => (id, format!("was in the timeline: {}", label(id)?)),
            Of::Relabelled { from, to } => {
                (to, format!("the milestone was {}, and is {}", label(from)?, label(to)?))
            }
            Of::Moved { from, to } => {
                let day = |id| milestone(id)?.date.as_ref().map(|it| date(it.value));
                let day = |id| day(id).unwrap_or_else(|| "without a date".to_owned());
                let text = format!("{} was {}, and is {}", label(to)?, day(from), day(to));
                (to, text)
            }
            Of::Status { from, to } => {
                let status = |milestone: &Milestone| {
                    milestone.status.as_ref().map(|it| backticked(&it.value))
                };
                let status =
                    |id| milestone(id).and_then(status).unwrap_or_else(|| "not stated".to_owned());
                let text = format!(
                    "the status of {} was {}, and is {}",
                    label(to)?,
                    status(from),
                    status(to)
                );
                (to, text)
            }
        };
        let path = &site.document(id.document).path;
        Some((Location::new(path, milestone(id)?.label.span), text))
    }

    /// The first words of the body that differ.
    fn words(&self) -> Option<(Location, String)> {
        let world = self.context.world;
        let (old, new) =
            (self.before.read_source(world).ok()?, self.after.read_source(world).ok()?);
        let (old, new) = (self.before.body_of(&old), (self.after.body_of(&new), new.as_str()));
        let (new, source) = new;
        let before: Vec<&str> = old.split_whitespace().collect();
        let after: Vec<&str> = new.split_whitespace().collect();
        let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
        let quoted = |words: &[&str]| match &words[same.min(words.len())..] {
            [] => "nothing more".to_owned(),
            rest if rest.len() > WORDS => format!("“{}…”", rest[..WORDS].join(" ")),
            rest => format!("“{}”", rest.join(" ")),
        };
        let at = |word: &str| {
            let start = word.as_ptr() as usize - source.as_ptr() as usize;
            Span::from(start..start + word.len())
        };
        let location = self.at(after.get(same).map(|word| at(word)));
        Some((location, format!("the text said {}, and says {}", quoted(&before), quoted(&after))))
    }

    fn row(&self, id: DeliverableId) -> Option<Location> {
        let site = self.context.site;
        let text = &site.deliverable(id)?.text;
        Some(Location::new(&site.document(id.document).path, text.span))
    }

    /// A place in the later update.
    fn at(&self, span: Option<Span>) -> Location {
        span.map_or_else(|| self.after.front_matter(), |span| Location::new(&self.after.path, span))
    }
}

fn backticked(text: &str) -> String {
    format!("`{text}`")
}
