//! Changes of a frozen edition.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Digests, locked_correction};
use crate::document::content::Correction;
use crate::document::number::Number;
use crate::site::{
    DocumentId, EditionId, Lock, LockedCorrection, LockedFile, LockedUpdate, Owner,
    RecommendationId, Report, ReportId, Site, View,
};

/// A difference between the lock and the current edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The report.
    pub report: ReportId,
    /// The frozen edition.
    pub edition: EditionId,
    /// What changed.
    pub what: Changed,
    /// The changed or added file; `None` if removed.
    pub document: Option<DocumentId>,
    /// Whether a correction added since covers it.
    pub covered: bool,
}

/// Kinds of changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// The edition's own `_index.md`.
    Index,
    /// A statement.
    Statement(Number),
    /// A new recommendation.
    RecommendationAdded(Number),
    /// A removed recommendation.
    RecommendationRemoved(Number),
    /// The carried update.
    Update(Number),
    /// A newly carried update.
    UpdateAdded(Number),
    /// A removed update of the named edition.
    UpdateRemoved(Number, Box<str>),
}

/// Compares an edition with its lock; no changes without one.
pub(super) fn changes(
    site: &Site,
    report: ReportId,
    edition: EditionId,
    digests: &Digests,
) -> Vec<Change> {
    let known = site.report(report);
    let Some(lock) = &known.edition(edition).lock else { return Vec::new() };
    if is_doubtful(site, known) {
        return Vec::new();
    }
    let index = known.edition(edition).document;
    let own = index.map_or(&[][..], |index| site.document(index).corrections());
    let covered = is_covered(own, &lock.index.corrections, lock.frozen);
    let mut comparing =
        Comparing { site, report: known, edition, lock, digests, covered, found: Vec::new() };
    comparing.compare(index);
    comparing.found
}

/// Whether errors make the set or order of recommendations and editions uncertain. They were
/// reported; do not report their consequences.
fn is_doubtful(site: &Site, report: &Report) -> bool {
    let misplaced = |id, broken| broken && site.owner(id) == Owner::Nothing(report.place);
    let undated = |document: Option<DocumentId>| {
        document.is_none_or(|document| site.document(document).broken)
    };
    report.editions.iter().any(|edition| undated(edition.document) || edition.day().is_none())
        || site.documents().any(|(id, document)| misplaced(id, document.broken))
}

/// Whether there are more corrections than before, including a new one not older than the freeze. A
/// correction is new if the lock has fewer of its date: a different note on the same date is the
/// old one, rewritten.
fn is_covered(corrections: &[Correction], known: &[LockedCorrection], frozen: NaiveDate) -> bool {
    let of_day = |day: NaiveDate| {
        let now = corrections.iter().filter(|correction| correction.date.value == day).count();
        (now, known.iter().filter(|correction| correction.date == day).count())
    };
    let is_new = |day| {
        let (now, then) = of_day(day);
        now > then
    };
    corrections.len() > known.len()
        && corrections.iter().any(|new| new.date.value >= frozen && is_new(new.date.value))
}

/// Whether a locked correction is missing or changed.
fn has_lost(corrections: &[Correction], known: &[LockedCorrection]) -> bool {
    let mut now: Vec<LockedCorrection> = corrections.iter().map(locked_correction).collect();
    known.iter().any(|known| match now.iter().position(|now| now == known) {
        Some(at) => {
            now.swap_remove(at);
            false
        }
        None => true,
    })
}

/// An edition being compared with its lock.
struct Comparing<'s> {
    site: &'s Site,
    report: &'s Report,
    edition: EditionId,
    lock: &'s Lock,
    digests: &'s Digests,
    /// Whether a new correction of the edition covers added or removed files.
    covered: bool,
    found: Vec<Change>,
}

impl Comparing<'_> {
    fn compare(&mut self, index: Option<DocumentId>) {
        if let Some(index) = index
            && self.differs(index, &self.lock.index)
        {
            self.push(Changed::Index, Some(index), self.covered);
        }
        let mut locked = HashSet::with_capacity(self.lock.recommendations.len());
        for recommendation in &self.lock.recommendations {
            let number = &recommendation.number;
            let Some(id) = self.report.find_as_of(number.as_str(), View::Edition(self.edition))
            else {
                self.push(Changed::RecommendationRemoved(number.clone()), None, self.covered);
                continue;
            };
            locked.insert(id);
            self.statement(id, &recommendation.statement, number);
            self.update(id, recommendation.update.as_ref(), number);
        }
        for id in self.report.ids().filter(|id| !locked.contains(id)) {
            let recommendation = self.site.recommendation(id);
            self.added(recommendation.document, Changed::RecommendationAdded, id);
        }
    }

    fn statement(&mut self, id: RecommendationId, locked: &LockedFile, number: &Number) {
        let Some(document) = self.site.recommendation(id).document else { return };
        if self.differs(document, locked) {
            let covered = self.is_covered_by_own(document, &locked.corrections);
            self.push(Changed::Statement(number.clone()), Some(document), covered);
        }
    }

    fn update(&mut self, id: RecommendationId, locked: Option<&LockedUpdate>, number: &Number) {
        let carried = self.site.carried(id, View::Edition(self.edition));
        let (locked, (edition, document)) = match (locked, carried) {
            (None, None) => return,
            (None, Some((_, document))) => {
                return self.added(Some(document), Changed::UpdateAdded, id);
            }
            (Some(locked), None) => return self.removed(locked, number),
            (Some(locked), Some(carried)) => (locked, carried),
        };
        if *self.report.edition(edition).id == *locked.edition {
            let LockedUpdate { sha256, corrections, .. } = locked.clone();
            let locked = LockedFile { sha256, corrections };
            if self.differs(document, &locked) {
                let covered = self.is_covered_by_own(document, &locked.corrections);
                self.push(Changed::Update(number.clone()), Some(document), covered);
            }
        } else if self.report.edition_named(&locked.edition).is_some_and(|old| old < edition) {
            self.added(Some(document), Changed::UpdateAdded, id);
        } else {
            self.removed(locked, number);
        }
    }

    /// A newly shown file, which may have its own correction.
    fn added(
        &mut self,
        document: Option<DocumentId>,
        what: impl FnOnce(Number) -> Changed,
        id: RecommendationId,
    ) {
        let Some(document) = document.filter(|id| !self.site.document(*id).broken) else { return };
        let covered = self.covered || self.is_covered_by_own(document, &[]);
        let number = self.site.number(id, View::Edition(self.edition)).clone();
        self.push(what(number), Some(document), covered);
    }

    fn removed(&mut self, locked: &LockedUpdate, number: &Number) {
        let what = Changed::UpdateRemoved(number.clone(), locked.edition.as_str().into());
        self.push(what, None, self.covered);
    }

    fn push(&mut self, what: Changed, document: Option<DocumentId>, covered: bool) {
        let (report, edition) = (self.report.place, self.edition);
        self.found.push(Change { report, edition, what, document, covered });
    }

    /// Whether a file's content differs from the lock, including its locked corrections.
    fn differs(&self, id: DocumentId, locked: &LockedFile) -> bool {
        let corrections = self.site.document(id).corrections();
        self.digests
            .of(id)
            .is_some_and(|now| now != locked.sha256 || has_lost(corrections, &locked.corrections))
    }

    fn is_covered_by_own(&self, id: DocumentId, known: &[LockedCorrection]) -> bool {
        is_covered(self.site.document(id).corrections(), known, self.lock.frozen)
    }
}
