//! Which words a text has, what was read elsewhere, and where they part.

use std::collections::BTreeMap;

use super::page;
use super::reading::{difference, unmarked, words, words_of_html};
use super::site::{Place, Site};

/// Which part of a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Whole,
    Narrative,
    Notes,
}

/// What is wrong with the words of a text.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) place: Place,
    pub(super) told: String,
}

impl Fault {
    /// The whole of it, with the text that has it.
    pub(super) fn of(&self, text: &str) -> String {
        format!("{:?} of {text:?}: {}", self.place, self.told)
    }
}

/// The words of a site's texts, compared with what is read in its files.
pub(super) struct Comparison<'s> {
    site: &'s Site,
    known: BTreeMap<(Place, Part), Vec<String>>,
    pub(super) faults: Vec<Fault>,
    /// How many texts were compared.
    pub(super) count: usize,
}

impl<'s> Comparison<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        Self { site, known: BTreeMap::new(), faults: Vec::new(), count: 0 }
    }

    pub(super) fn site(&self) -> &'s Site {
        self.site
    }

    /// The words of a part of an update are those of the page that is read first: whether they are all that its
    /// author wrote is asked there.
    pub(super) fn learn(&mut self, place: Place, part: Part, found: Vec<String>) {
        self.known.insert((place, part), found);
    }

    /// The words that a text has, by itself.
    pub(super) fn expected(&mut self, place: Place, part: Part) -> Vec<String> {
        let entry = self.known.entry((place, part));
        entry.or_insert_with(|| words_alone(place, self.site.text(place))).clone()
    }

    /// Compares the words of a text with what was read of it.
    pub(super) fn same(&mut self, place: Place, part: Part, at: &str, found: &[String]) {
        self.count += 1;
        let expected = unmarked(&self.expected(place, part));
        if let Some(told) = difference(&expected, &unmarked(found), at) {
            self.fault(place, told);
        }
    }

    /// The same of a whole text.
    pub(super) fn whole(&mut self, place: Place, at: &str, found: &[String]) {
        self.same(place, Part::Whole, at, found);
    }

    /// The same of texts that stand one after the other.
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

    /// Whether words stand, in their order, among others: a title beside what is put to it.
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

/// The words of a text without a site around it.
fn words_alone(place: Place, text: &str) -> Vec<String> {
    if let Place::Plain(_) = place {
        return words(text);
    }
    // White space at the end is no part of a value, and may make a mark at the end of a body.
    let text = if place.is_body() { text } else { text.trim_end() };
    words_of_html(&page(text).unwrap_or_default())
}
