//! The numbers of a report's recommendations, edition by edition.
//!
//! An update that says `was` renumbers its recommendation: earlier editions keep the old number.
//! Editions are assembled newest first, so that each update is found by the number of its time.

use std::collections::{BTreeMap, HashMap};

use super::{DocumentId, EditionId, Recommendation, RecommendationId, Report, Site, View};
use crate::document::number::{self, Number};
use crate::schema::Located;

/// The numbers of some consecutive editions.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    /// The edition that changed them; `None` for the current ones.
    until: Option<EditionId>,
    /// The recommendations that have a number, by its normal form.
    labels: HashMap<Box<str>, u32>,
    /// The numbers that differ from the current ones, by recommendation.
    former: BTreeMap<u32, Former>,
    /// The recommendations in the order of lists: by number, parts after what they are part of.
    order: Box<[RecommendationId]>,
    /// The place of each recommendation in that order.
    places: Box<[u32]>,
}

/// A number that a recommendation had.
#[derive(Clone, Debug)]
struct Former {
    number: Number,
    stem: Box<str>,
    /// The update that says so.
    said: DocumentId,
}

/// A change of number in an edition.
#[derive(Clone, Debug)]
pub(super) struct Renumbered {
    /// The recommendation.
    pub(super) index: u32,
    /// Its number in the edition before.
    pub(super) was: Located<Number>,
    /// The update that says so.
    pub(super) said: DocumentId,
}

/// A former number that cannot be, since another recommendation had it.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// The change.
    pub(super) renumbered: Renumbered,
    /// The other recommendation.
    pub(super) other: u32,
}

impl Numbering {
    /// The current numbers.
    pub(super) fn current(labels: HashMap<Box<str>, u32>) -> Self {
        Self { labels, ..Self::default() }
    }

    /// The recommendation that has a number.
    pub(super) fn find(&self, label: &str) -> Option<u32> {
        self.labels.get(label).or_else(|| self.labels.get(&*number::key(label))).copied()
    }

    /// The numbers before an edition that changes some.
    pub(super) fn before(
        &self,
        edition: EditionId,
        renumbered: Vec<Renumbered>,
        recommendations: &[Recommendation],
        taken: &mut Vec<Taken>,
    ) -> Self {
        let mut labels = self.labels.clone();
        let mut former = self.former.clone();
        let number_after = |index: u32| {
            let current = &recommendations[index as usize].number;
            self.former.get(&index).map_or(current, |former| &former.number)
        };
        for change in &renumbered {
            labels.remove(&*number_after(change.index).key());
        }
        for change in renumbered {
            let number = &change.was.value;
            let is_same = number.key() == number_after(change.index).key();
            let other = labels.get(&*number.key()).or(is_same.then_some(&change.index)).copied();
            if let Some(other) = other {
                // It keeps its number, so that one mistake makes one diagnostic.
                labels.entry(number_after(change.index).key().into()).or_insert(change.index);
                taken.push(Taken { other, renumbered: change });
                continue;
            }
            labels.insert(number.key().into(), change.index);
            let (stem, said) = (number.file_stem().into(), change.said);
            former.insert(change.index, Former { number: number.clone(), stem, said });
        }
        Self { until: Some(edition), labels, former, ..Self::default() }
    }

    /// Sets the order of lists: by number, with the parts of each after it.
    pub(super) fn arrange(&mut self, report: &Report) {
        let number = |index: u32| match self.former.get(&index) {
            Some(former) => &former.number,
            None => &report.recommendations[index as usize].number,
        };
        let is_plain = self.former.is_empty();
        let siblings = |mut siblings: Vec<RecommendationId>| {
            if !is_plain {
                siblings.sort_by_key(|id| number(id.index));
            }
            siblings.reverse();
            siblings
        };
        let mut order = Vec::with_capacity(report.recommendations.len());
        let wholes =
            report.ids().filter(|id| report.recommendations[id.index as usize].part_of.is_none());
        let mut open = siblings(wholes.collect());
        while let Some(id) = open.pop() {
            order.push(id);
            open.extend(siblings(report.recommendations[id.index as usize].parts.clone()));
        }
        let mut places = vec![0; order.len()];
        for (id, place) in order.iter().zip(0..) {
            places[id.index as usize] = place;
        }
        self.order = order.into();
        self.places = places.into();
    }
}

impl Report {
    /// The recommendation with a number, in any spelling: the current one, or else the one that had
    /// the number last.
    pub fn find(&self, label: &str) -> Option<RecommendationId> {
        self.find_as_of(label, View::Latest)
    }

    /// The recommendation that has a number as of a view; or else the one that has it now, or had it
    /// last.
    pub fn find_as_of(&self, label: &str, view: View) -> Option<RecommendationId> {
        let then = self.numbering(view).find(label);
        let found =
            then.or_else(|| self.numberings.iter().find_map(|numbering| numbering.find(label)));
        found.map(|index| RecommendationId { report: self.place, index })
    }

    /// All recommendations in the order of lists as of a view: by number, parts after what they are
    /// part of.
    pub fn listed(&self, view: View) -> &[RecommendationId] {
        &self.numbering(view).order
    }

    /// The place of a recommendation in the order of lists as of a view, from 0.
    pub fn place_of(&self, id: RecommendationId, view: View) -> usize {
        self.numbering(view).places.get(id.index as usize).map_or(0, |place| *place as usize)
    }

    /// The former numbers of recommendations, newest first, each with the update that changed it.
    pub fn former_numbers(&self) -> impl Iterator<Item = (RecommendationId, &Number, DocumentId)> {
        let numberings = self.numberings.iter().zip(self.numberings.iter().skip(1));
        numberings.flat_map(move |(after, before)| {
            let changed = before.former.iter().filter(|(index, former)| {
                after.former.get(index).is_none_or(|after| after.said != former.said)
            });
            changed.map(|(index, former)| {
                let id = RecommendationId { report: self.place, index: *index };
                (id, &former.number, former.said)
            })
        })
    }

    /// The former numbers of one recommendation, newest first, each with the update that changed it.
    pub fn former_numbers_of(
        &self,
        id: RecommendationId,
    ) -> impl Iterator<Item = (&Number, DocumentId)> {
        let numberings = self.numberings.iter().zip(self.numberings.iter().skip(1));
        numberings.filter_map(move |(after, before)| {
            let former = before.former.get(&id.index)?;
            let after = after.former.get(&id.index);
            let is_new = after.is_none_or(|after| after.said != former.said);
            is_new.then_some((&former.number, former.said))
        })
    }

    /// The number that a recommendation has in an edition, given one that it has in another.
    pub(super) fn number_then(&self, other: &str, edition: EditionId) -> Option<&Number> {
        let index = self.numberings.iter().find_map(|numbering| numbering.find(other))?;
        let then = self.numbering(View::Edition(edition)).former.get(&index);
        let current = self.recommendations.get(index as usize).map(|known| &known.number);
        then.map(|former| &former.number).or(current)
    }

    /// Numberings are newest first. An edition has the oldest one that lasts beyond it.
    fn numbering(&self, view: View) -> &Numbering {
        let lasting = |numbering: &&Numbering| match (view, numbering.until) {
            (View::Edition(edition), Some(until)) => edition < until,
            _ => false,
        };
        self.numberings.iter().rev().find(lasting).unwrap_or(&self.numberings[0])
    }
}

impl Site {
    /// A recommendation's number as of a view.
    pub fn number(&self, id: RecommendationId, view: View) -> &Number {
        match self.report(id.report).numbering(view).former.get(&id.index) {
            Some(former) => &former.number,
            None => &self.recommendation(id).number,
        }
    }

    /// The update that changed the number that a recommendation has in a view; `None` for the current
    /// number.
    pub fn renumbered_by(&self, id: RecommendationId, view: View) -> Option<DocumentId> {
        let former = self.report(id.report).numbering(view).former.get(&id.index);
        former.map(|former| former.said)
    }

    /// A recommendation's number as of a view, as spelled in file names and addresses.
    pub fn stem(&self, id: RecommendationId, view: View) -> &str {
        match self.report(id.report).numbering(view).former.get(&id.index) {
            Some(former) => &former.stem,
            None => &self.recommendation(id).stem,
        }
    }

    /// The recommendations of a report with numbers between those of two, as of a view.
    pub(super) fn numbered_between(
        &self,
        start: RecommendationId,
        end: RecommendationId,
        view: View,
    ) -> Vec<RecommendationId> {
        let report = self.report(start.report);
        if report.numbering(view).former.is_empty() {
            let between = start.index.saturating_add(1)..end.index;
            return between.map(|index| RecommendationId { index, ..start }).collect();
        }
        let (first, last) = (self.number(start, view), self.number(end, view));
        let is_between = |id: &RecommendationId| {
            let number = self.number(*id, view);
            first < number && number < last
        };
        let mut between: Vec<RecommendationId> = report.ids().filter(is_between).collect();
        between.sort_by_key(|id| self.number(*id, view));
        between
    }
}
