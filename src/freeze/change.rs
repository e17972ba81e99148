//! Changes of a frozen edition.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Contents, locked_correction};
use crate::diagnostic::Location;
use crate::document::content::Correction;
use crate::document::digest::Digest;
use crate::document::number::Number;
use crate::schema::Text;
use crate::site::{
    DocumentId, EditionId, Lock, LockedCorrection, LockedFile, LockedRecommendation, LockedUpdate,
    Owner, RecommendationId, Report, ReportId, Site, View,
};
use crate::world::World;

mod shown;

/// A difference between the lock and the current edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The report.
    pub report: ReportId,
    /// The frozen edition.
    pub edition: EditionId,
    /// What changed.
    pub what: Changed,
    /// Where; `None` for what is gone.
    pub location: Option<Location>,
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
    /// The title of a recommendation: before.
    Title(Number, Text),
    /// The group of a recommendation: before.
    Group(Number, Option<Text>),
    /// The number of a recommendation: before, now.
    Number(Number, Number),
    /// A removed recommendation.
    RecommendationRemoved(Number),
    /// The carried update or an earlier one.
    Update(Number),
    /// A new update, carried or earlier, or one of a recommendation that the edition does not list.
    UpdateAdded(Number),
    /// A removed update of the named edition.
    UpdateRemoved(Number, Box<str>),
    /// Recommendations that a recommendation names.
    References(Number),
    /// Recommendations of other reports that a recommendation refers to.
    Elsewhere(Number),
    /// Recommendations of other reports that the edition's own text refers to.
    ElsewhereInText,
    /// A setting or a text of the report, by key: before, now.
    Text(Keyed, Box<str>, [Option<Box<str>>; 2]),
    /// The label of a status: before, now.
    StatusLabel(Text, [Text; 2]),
    /// The kind of a status: before, now.
    StatusKind(Text, [&'static str; 2]),
    /// How the party with a name is shown.
    Party(Text),
    /// A removed status.
    StatusRemoved(Text),
    /// The order of the statuses.
    StatusOrder,
    /// A new edition before the frozen one.
    EditionAdded(Box<str>),
    /// A removed edition before the frozen one.
    EditionRemoved(Box<str>),
    /// Title, date or summary of an earlier edition.
    EditionTitle(Box<str>),
    /// The order of the earlier editions.
    EditionOrder,
    /// A replaced file.
    File(Box<str>),
    /// A removed file.
    FileRemoved(Box<str>),
}

/// Where a text stands by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keyed {
    /// In `book.toml`.
    Setting,
    /// In the report's `_index.md`.
    Report,
}

/// Compares an edition with its lock; no changes without one.
pub(super) fn changes(
    site: &Site,
    report: ReportId,
    edition: EditionId,
    contents: &Contents,
    world: &dyn World,
) -> Vec<Change> {
    let known = site.report(report);
    let Some(lock) = &known.edition(edition).lock else { return Vec::new() };
    if is_doubtful(site, known) {
        return Vec::new();
    }
    let index = known.edition(edition).document;
    let own = index.map_or(&[][..], |index| site.document(index).corrections());
    let covered = is_covered(own, &lock.index.corrections, lock.frozen);
    let mut comparing = Comparing {
        site,
        report: known,
        edition,
        lock,
        contents,
        world,
        covered,
        disclosing: HashSet::new(),
        found: Vec::new(),
    };
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

/// Whether there are more corrections than before, of which only the number is known, and one of
/// them is not older than the freeze.
fn has_more(corrections: &[Correction], known: u32, frozen: NaiveDate) -> bool {
    let more = usize::try_from(known).is_ok_and(|known| corrections.len() > known);
    more && corrections.iter().any(|correction| correction.date.value >= frozen)
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
    contents: &'s Contents,
    world: &'s dyn World,
    /// Whether a new correction of the edition covers what no file of its own discloses.
    covered: bool,
    /// Documents with a new correction.
    disclosing: HashSet<DocumentId>,
    found: Vec<Change>,
}

impl Comparing<'_> {
    fn compare(&mut self, index: Option<DocumentId>) {
        if let Some(index) = index
            && self.differs(index, &self.lock.index, Contents::of)
        {
            let location = self.place(index);
            self.push(Changed::Index, Some(location), self.covered);
        }
        let mut listed = HashSet::with_capacity(self.lock.recommendations.len());
        for locked in &self.lock.recommendations {
            if let Some(id) =
                self.report.find_as_of(locked.number.as_str(), View::Edition(self.edition))
            {
                listed.insert(id);
                self.recommendation(id, locked);
            } else {
                self.removed_recommendation(locked);
            }
        }
        for id in self.report.ids().filter(|id| !listed.contains(id)) {
            // Not shown there, which must not happen in silence.
            let (site, edition) = (self.site, self.edition);
            let updates = site.recommendation(id).updates.iter();
            for (_, document) in updates.take_while(|(at, _)| *at <= edition) {
                self.added(*document, Changed::UpdateAdded, id);
            }
        }
        self.shown();
    }

    fn recommendation(&mut self, id: RecommendationId, locked: &LockedRecommendation) {
        let LockedRecommendation { number, statement, update, .. } = locked;
        let told = self.found.len();
        if let Some(document) = self.site.recommendation(id).document {
            let is_first = self.lock.shown.is_none();
            let digest = if is_first { Contents::of } else { Contents::of_statement };
            let covered = self.is_covered_by_own(document, &statement.corrections);
            if self.differs(document, statement, digest) {
                let location = self.place(document);
                self.push(Changed::Statement(number.clone()), Some(location), covered);
            }
            if !is_first {
                self.names(id, document, locked);
            }
        }
        self.update(id, update.as_ref(), number);
        if self.lock.shown.is_some() {
            self.earlier(id, locked);
            // Other words name others.
            if self.found.len() == told {
                self.references(id, locked);
            }
            self.elsewhere(id, locked);
        }
    }

    /// The update that the edition shows.
    fn update(&mut self, id: RecommendationId, locked: Option<&LockedUpdate>, number: &Number) {
        let carried = self.site.carried(id, View::Edition(self.edition));
        let (locked, (edition, document)) = match (locked, carried) {
            (None, None) => return,
            (None, Some((_, document))) => {
                return self.added(document, Changed::UpdateAdded, id);
            }
            (Some(locked), None) => return self.removed(locked, number),
            (Some(locked), Some(carried)) => (locked, carried),
        };
        if *self.report.edition(edition).id == *locked.edition {
            let LockedUpdate { sha256, corrections, .. } = locked.clone();
            let locked = LockedFile { sha256, corrections };
            let covered = self.is_covered_by_own(document, &locked.corrections);
            if self.differs(document, &locked, Contents::of) {
                let location = self.place(document);
                self.push(Changed::Update(number.clone()), Some(location), covered);
            }
        } else if self.report.edition_named(&locked.edition).is_some_and(|old| old < edition) {
            self.added(document, Changed::UpdateAdded, id);
        } else {
            self.removed(locked, number);
        }
    }

    /// A newly shown update, which may have its own correction.
    fn added(
        &mut self,
        document: DocumentId,
        what: impl FnOnce(Number) -> Changed,
        id: RecommendationId,
    ) {
        if self.site.document(document).broken {
            return;
        }
        let covered = self.is_covered_by_own(document, &[]) || self.covered;
        let number = self.site.number(id, View::Edition(self.edition)).clone();
        let location = self.place(document);
        self.push(what(number), Some(location), covered);
    }

    fn removed(&mut self, locked: &LockedUpdate, number: &Number) {
        let what = Changed::UpdateRemoved(number.clone(), locked.edition.as_str().into());
        self.push(what, None, self.covered);
    }

    fn push(&mut self, what: Changed, location: Option<Location>, covered: bool) {
        let (report, edition) = (self.report.place, self.edition);
        self.found.push(Change { report, edition, what, location, covered });
    }

    /// Whether a file's content differs from the lock, including its locked corrections.
    fn differs(
        &self,
        id: DocumentId,
        locked: &LockedFile,
        digest: impl Fn(&Contents, DocumentId) -> Option<Digest>,
    ) -> bool {
        let corrections = self.site.document(id).corrections();
        digest(self.contents, id)
            .is_some_and(|now| now != locked.sha256 || has_lost(corrections, &locked.corrections))
    }

    fn is_covered_by_own(&mut self, id: DocumentId, known: &[LockedCorrection]) -> bool {
        let covered = is_covered(self.site.document(id).corrections(), known, self.lock.frozen);
        if covered {
            self.disclosing.insert(id);
        }
        covered
    }

    /// The number in a recommendation's file, or the whole file.
    fn place(&self, id: DocumentId) -> Location {
        let document = self.site.document(id);
        match document.stated_number() {
            Some(number) => Location::new(&document.path, number.span),
            None => Location::file(&document.path),
        }
    }
}
