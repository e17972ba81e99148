//! Footnote numbers, in order of first reference.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, Tag};

use super::Spanned;

/// The footnotes of a text.
#[derive(Clone, Debug, Default)]
pub struct Footnotes {
    /// Number from 1 by label, normalised as in the parser.
    numbers: HashMap<String, usize>,
    /// Number by event index, for notes with a duplicate label.
    again: HashMap<usize, usize>,
    /// Ordinal of the reference to its note, from 1, by event index.
    references: HashMap<usize, usize>,
    /// Number of references, by note number from 0.
    counts: Vec<usize>,
}

impl Footnotes {
    pub(super) fn of(events: &[Spanned<'_>]) -> Self {
        let mut notes = Self::default();
        for (index, (event, _)) in events.iter().enumerate() {
            if let Event::FootnoteReference(label) = event {
                let number = notes.number_or_new(label);
                notes.counts[number - 1] += 1;
                notes.references.insert(index, notes.counts[number - 1]);
            }
        }
        // Unreferenced notes and duplicates are shown, too.
        let mut seen = HashSet::new();
        for (index, (event, _)) in events.iter().enumerate() {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else { continue };
            if seen.insert(label.to_lowercase()) {
                notes.number_or_new(label);
            } else {
                notes.counts.push(0);
                notes.again.insert(index, notes.counts.len());
            }
        }
        notes
    }

    /// The number of the note that begins at an event.
    pub fn number_at(&self, event: usize, label: &str) -> usize {
        self.again.get(&event).copied().unwrap_or_else(|| self.number(label))
    }

    fn number_or_new(&mut self, label: &str) -> usize {
        let label = label.to_lowercase();
        if let Some(number) = self.numbers.get(&label) {
            return *number;
        }
        self.counts.push(0);
        self.numbers.insert(label, self.counts.len());
        self.counts.len()
    }

    /// The number of a note.
    pub fn number(&self, label: &str) -> usize {
        self.numbers.get(&label.to_lowercase()).copied().unwrap_or(0)
    }

    /// Suffix of a reference's id: `1`, then `1-2` for the second reference to the same note.
    pub fn reference_id(&self, label: &str, event: usize) -> String {
        let number = self.number(label);
        match self.references.get(&event) {
            None | Some(1) => number.to_string(),
            Some(again) => format!("{number}-{again}"),
        }
    }
}
