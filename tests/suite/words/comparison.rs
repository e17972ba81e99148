//! Compares the words of a text with those read elsewhere.

use std::collections::BTreeMap;

use super::page;
use super::reading::{difference, unmarked, words, words_of_html};
use super::site::{Place, Site};

/// The part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Whole,
    Narrative,
    Notes,
}

/// A difference.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) place: Place,
    pub(super) told: String,
}

impl Fault {
    /// The full description, with the text.
    pub(super) fn of(&self, text: &str) -> String {
        format!("{:?} of {text:?}: {}", self.place, self.told)
    }
}

/// Compares a site's texts with its files.
pub(super) struct Comparison<'s> {
    site: &'s Site,
    known: BTreeMap<(Place, Part), Vec<String>>,
    pub(super) faults: Vec<Fault>,
    /// Number of compared texts.
    pub(super) count: usize,
}

impl<'s> Comparison<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        Self { site, known: BTreeMap::new(), faults: Vec::new(), count: 0 }
    }

    pub(super) fn site(&self) -> &'s Site {
        self.site
    }

    /// Records the words of an update's part from the first page; that they are complete is checked
    /// there.
    pub(super) fn learn(&mut self, place: Place, part: Part, found: Vec<String>) {
        self.known.insert((place, part), found);
    }

    /// The words of the text itself.
    pub(super) fn expected(&mut self, place: Place, part: Part) -> Vec<String> {
        let entry = self.known.entry((place, part));
        entry.or_insert_with(|| words_alone(place, self.site.text(place))).clone()
    }

    /// Compares the words read with the text's.
    pub(super) fn same(&mut self, place: Place, part: Part, at: &str, found: &[String]) {
        self.count += 1;
        let expected = unmarked(&self.expected(place, part));
        if let Some(told) = difference(&expected, &unmarked(found), at) {
            self.fault(place, told);
        }
    }

    /// The same for a whole text.
    pub(super) fn whole(&mut self, place: Place, at: &str, found: &[String]) {
        self.same(place, Part::Whole, at, found);
    }

    /// The same for concatenated texts.
    pub(super) fn joined(&mut self, places: &[Place], at: &str, found: &[String]) {
        self.count += 1;
        let (mut expected, mut ends) = (Vec::new(), Vec::new());
        for place in places {
            expected.extend(self.expected(*place, Part::Whole));
            ends.push(unmarked(&expected).len());
        }
        let (expected, found) = (unmarked(&expected), unmarked(found));
        if let Some(told) = difference(&expected, &found, at) {
            let same = expected.iter().zip(&found).take_while(|(one, other)| one == other).count();
            let place = ends.iter().position(|end| same < *end).unwrap_or(places.len() - 1);
            self.fault(places[place], told);
        }
    }

    /// Compares words that are in order among others, such as a title with additions.
    pub(super) fn among(&mut self, place: Place, at: &str, found: &[String]) {
        self.count += 1;
        let (expected, found) = (self.expected(place, Part::Whole).join(" "), found.join(" "));
        if !found.contains(&expected) {
            self.fault(place, format!("{at} has “{found}”"));
        }
    }

    pub(super) fn fault(&mut self, place: Place, told: String) {
        self.faults.push(Fault { place, told });
    }
}

/// The words of a text outside a site.
fn words_alone(place: Place, text: &str) -> Vec<String> {
    if let Place::Plain(_) = place {
        return words(text);
    }
    // Trailing white space is not part of a value, but significant at the end of a body.
    let text = if place.is_body() { text } else { text.trim_end() };
    words_of_html(&page(text).unwrap_or_default())
}
