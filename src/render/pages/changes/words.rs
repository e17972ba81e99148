//! Word diffs as HTML.

use crate::facts::words::{self, BlockChange, Piece, PieceKind};
use crate::fragment::wording::{self, Parts};
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::html::push_text;
use crate::render::view::{Html, Made};
use crate::site::{DeliverableId, DocumentId};

/// Number of context words around a change.
const CONTEXT: usize = 12;

/// The diffs of both sections of an update.
#[derive(Clone, Default)]
pub(super) struct ComparedTexts {
    pub(super) narrative: Html,
    pub(super) notes: Html,
}

impl PageContext<'_> {
    /// Compares the texts of two updates.
    pub(super) fn compared_texts(
        &self,
        old: DocumentId,
        new: DocumentId,
    ) -> Result<Made<ComparedTexts>, Failure> {
        let read = [old, new].map(|document| self.site.document(document).fingerprint());
        self.made_from(&read, || {
            let (old, new) = (self.parts(old)?, self.parts(new)?);
            Ok(ComparedTexts {
                narrative: self.marked(&words::compare(&old.narrative, &new.narrative)),
                notes: self.marked(&words::compare(&old.notes, &new.notes)),
            })
        })
    }

    pub(super) fn compared_deliverables(
        &self,
        old: DeliverableId,
        new: DeliverableId,
    ) -> Result<Made<Html>, Failure> {
        let text = |id| Some(&*self.site.deliverable(id)?.text.text);
        self.made_from(&[text(old), text(new)], || {
            let blocks = |id: DeliverableId| match text(id) {
                Some(text) => Ok(wording::whole(&*self.fragment(id.document, text)?)),
                None => Ok::<_, Failure>(Vec::new()),
            };
            Ok(self.marked(&words::compare(&blocks(old)?, &blocks(new)?)))
        })
    }

    fn parts(&self, document: DocumentId) -> Result<Parts, Failure> {
        Ok(wording::parts(&*self.rendering.fragments.body(document)?))
    }

    /// The changed blocks, each as a paragraph.
    fn marked(&self, changes: &[BlockChange]) -> Html {
        let marks = Marks {
            deleted: self.text("deleted", &[]),
            inserted: self.text("inserted", &[]),
            end: self.text("marked-end", &[]),
        };
        let mut html = String::new();
        for change in changes {
            let pieces = match change {
                BlockChange::Same(_) => continue,
                BlockChange::Inserted(text) => &[whole(PieceKind::Inserted, text)][..],
                BlockChange::Deleted(text) => &[whole(PieceKind::Deleted, text)][..],
                BlockChange::Reworded(pieces) => pieces,
            };
            html.push_str("<p>");
            for (index, piece) in pieces.iter().enumerate() {
                let place = Neighbours { before: index > 0, after: index + 1 < pieces.len() };
                marks.push(&mut html, piece, place);
            }
            html.push_str("</p>");
        }
        Html(html)
    }
}

fn whole(kind: PieceKind, text: &str) -> Piece {
    Piece { kind, text: text.to_owned() }
}

/// The sides of a run of words with changes.
#[derive(Clone, Copy)]
struct Neighbours {
    before: bool,
    after: bool,
}

/// Texts of marks for screen readers.
struct Marks {
    deleted: String,
    inserted: String,
    end: String,
}

impl Marks {
    fn push(&self, html: &mut String, piece: &Piece, place: Neighbours) {
        let (element, said) = match piece.kind {
            PieceKind::Same => return push_text(html, &shortened(&piece.text, place)),
            PieceKind::Inserted => ("ins", &self.inserted),
            PieceKind::Deleted => ("del", &self.deleted),
        };
        // The space after the last word stays outside of the mark.
        let words = piece.text.trim_end();
        html.push('<');
        html.push_str(element);
        // Style sheets hide an `i` here: a page has many.
        html.push_str("><i>");
        push_text(html, said);
        html.push_str(" </i>");
        push_text(html, words);
        html.push_str("<i> ");
        push_text(html, &self.end);
        html.push_str("</i></");
        html.push_str(element);
        html.push('>');
        if words.len() < piece.text.len() || place.after && piece.kind == PieceKind::Deleted {
            html.push(' ');
        }
    }
}

/// Truncates an unchanged run far from changes.
fn shortened(text: &str, place: Neighbours) -> String {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let head = if place.before { CONTEXT } else { 0 };
    let tail = if place.after { CONTEXT } else { 0 };
    if words.len() <= head + tail + 1 {
        return text.to_owned();
    }
    let (head, tail) = (words[..head].concat(), words[words.len() - tail..].concat());
    let gap = if tail.is_empty() { "…" } else { "… " };
    format!("{head}{gap}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        #[track_caller]
        fn case(words: usize, before: bool, after: bool, expected: &str) {
            let words: Vec<String> = (1..=words).map(|word| word.to_string()).collect();
            let place = Neighbours { before, after };
            assert_eq!(shortened(&words.join(" "), place), expected);
        }
        case(3, true, true, "1 2 3");
        case(25, true, true, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25");
        case(26, true, true, "1 2 3 4 5 6 7 8 9 10 11 12 … 15 16 17 18 19 20 21 22 23 24 25 26");
        case(14, false, true, "… 3 4 5 6 7 8 9 10 11 12 13 14");
        case(14, true, false, "1 2 3 4 5 6 7 8 9 10 11 12 …");
    }
}
