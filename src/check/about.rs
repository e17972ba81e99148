//! The facts that findings are about, and what they are called in messages.

use super::Context;
use crate::diagnostic::{Fact, FactKind, Span};
use crate::document::Document;
use crate::document::content::Deliverable;
use crate::fragment::{Form, Fragment, plain};
use crate::site::{DeliverableId, DocumentId, ReportId};
use crate::world::read_text;

/// From this number of words on, equal texts in one edition are one deliverable that was pasted.
const PASTED: usize = 6;

/// Maximum length of a deliverable's text in a message, in characters.
const NAMED: usize = 70;

impl Context<'_> {
    /// The fact of a row: a deliverable as one update lists it. A long text is one fact in all
    /// updates of an edition.
    pub fn row(&self, id: DeliverableId) -> Fact {
        let path = &self.site.document(id.document).path;
        let row = self.site.deliverable(id);
        let words: Vec<&str> =
            row.map(|row| row.text.text.split_whitespace().collect()).unwrap_or_default();
        let place = if words.len() < PASTED { path.clone() } else { path.parent() };
        let name = if words.is_empty() { id.row.to_string() } else { words.join(" ") };
        Fact { kind: FactKind::Deliverable, place, name }
    }

    /// The fact of the status that an update gives its recommendation.
    pub fn status(&self, update: DocumentId) -> Fact {
        let place = self.site.document(update).path.clone();
        Fact { kind: FactKind::Status, place, name: String::new() }
    }

    /// The fact of an update as a whole.
    pub fn update(&self, update: DocumentId) -> Fact {
        Fact { kind: FactKind::Update, ..self.status(update) }
    }

    /// The fact that a whole report does something: `name` says what.
    pub fn habit(&self, report: ReportId, name: &str) -> Fact {
        let index = self.site.report(report).document;
        let place = self.site.document(index).path.parent();
        Fact { kind: FactKind::Habit, place, name: name.to_owned() }
    }

    /// One text on several recommendations of a report.
    pub fn repeated(&self, report: ReportId, text: &str) -> Fact {
        Fact { kind: FactKind::Repeated, ..self.habit(report, text) }
    }

    /// A deliverable's text as messages quote it: “Publish the framework”.
    pub fn named(&self, id: DeliverableId) -> String {
        self.site.deliverable(id).map_or_else(String::new, |row| self.quoted(row))
    }

    /// The same of a row.
    pub fn quoted(&self, row: &Deliverable) -> String {
        let fragment = Fragment::parse(&row.text.text, Form::Whole, self.site.dialect());
        let text = fragment.map_or_else(|_| row.text.text.to_string(), |it| plain::line(&it));
        format!("“{}”", shortened(text.trim()))
    }
}

/// Bytes of a file that are looked at on each side of a place.
const NEAR: usize = 400;

/// Words quoted before the place that a finding is about.
const BEFORE: usize = 3;

/// Maximum length of quoted prose, in characters.
const QUOTED: usize = 50;

impl Context<'_> {
    /// What prose says around a place: to the end of the sentence, or its beginning if it is long.
    pub fn said(&self, document: &Document, span: Span) -> String {
        let text = read_text(self.world, &document.path).unwrap_or_default();
        let Some((before, rest)) = text.split_at_checked(span.range().start) else {
            return "“…”".to_owned();
        };
        let ends = |word: &&str| word.ends_with(['.', '!', '?', ';', ':']);
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
        // From the beginning of the paragraph, which may be right below the front matter.
        let before = before.rsplit("\n\n").next().unwrap_or_default();
        let before = unmarked(before.rsplit("+++\n").next().unwrap_or_default());
        let rest = &rest[..rest.floor_char_boundary(NEAR)];
        let rest = unmarked(rest.split("\n\n").next().unwrap_or_default());
        let mut words: Vec<&str> =
            before.split_whitespace().rev().take_while(|word| !ends(word)).take(BEFORE).collect();
        words.reverse();
        let after: Vec<&str> = rest.split_whitespace().collect();
        let count = after.iter().position(ends).map_or(after.len(), |last| last + 1);
        words.extend(&after[..count]);
        let said = words.join(" ");
        let said = said.trim_end_matches(['.', ';', ':', '_', '”', ')']);
        match said.char_indices().nth(QUOTED) {
            Some((end, _)) => {
                format!("“{}…”", &said[..said[..end].rfind(' ').unwrap_or(end)])
            }
            None => format!("“{said}”"),
        }
    }
}

/// Prose without the most frequent marks of Markdown.
fn unmarked(text: &str) -> String {
    let mut plain = text.replace("&nbsp;", " ");
    while let Some(link) = plain.find("](") {
        let end = plain[link..].find(')').map_or(plain.len(), |end| link + end + 1);
        plain.replace_range(link..end, "");
    }
    plain.replace(['*', '`', '~', '['], "")
}

/// The beginning of a text, at the end of a word.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(NAMED) else { return text.to_owned() };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_with_a_word() {
        let case = |text: &str, expected: &str| assert_eq!(shortened(text), expected);
        case("Publish the plan", "Publish the plan");
        let long =
            "Collect, compare and publish the opening hours of every library branch, by month";
        case(long, "Collect, compare and publish the opening hours of every library…");
        case(&"x".repeat(80), &format!("{}…", "x".repeat(70)));
    }
}
