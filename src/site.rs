//! Documents put together: reports with their recommendations and editions, and what refers to
//! what.
//!
//! A site is a value. It shares its documents, holds no text of a body, and knows neither a
//! theme nor how a page is spelled as an address: links are a [`Target`] until a page is written.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::claims::Cues;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::clause::Grammar;
use crate::document::content::{
    Correction, Deliverable, Recommendation as Adopted, ReviewEntry, Update,
};
use crate::document::fields::{Disposition, ReportKind, StatusKind};
use crate::document::number::Number;
use crate::document::{Content, Document};
use crate::language::Language;
use crate::path::SourcePath;
use crate::schema::Text;
use crate::world::World;

mod assemble;
mod copied;
mod drafts;
mod entry_ids;
mod fragments;
mod graph;
mod kinds;
mod layout;
mod lineage;
mod lock;
mod near;
mod read;
mod renew;
mod resolve;
mod statuses;

pub use copied::{CleanedPicture, copy, drawing};
pub use fragments::{Fragments, Shared};
pub use graph::{Backlink, Reference, Strength};
pub use lineage::{ALIKE, DeliverableId, MilestoneId};
pub use lock::{
    LOCK_FORMAT, Lock, LockedCorrection, LockedFile, LockedRecommendation, LockedUpdate,
};
pub use near::Unknown;
pub use renew::Renewal;
pub use resolve::{Resolution, Target};

/// A document of a site, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// A report of a site, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub u32);

/// An edition of a report, by its place in time from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionId(pub u32);

impl EditionId {
    /// The edition before this one, where there is one.
    pub fn before(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}

/// A recommendation, by its report and its place in the order of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecommendationId {
    /// The report.
    pub report: ReportId,
    /// The place among the report's recommendations, from 0.
    pub index: u32,
}

/// As of when a report is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// As one edition has it.
    Edition(EditionId),
    /// As its last edition has it.
    Latest,
}

/// Everything that is built from one `book.toml`.
#[derive(Clone, Debug)]
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// The words by which content is recognised.
    pub language: &'static Language,
    /// How references are written.
    pub grammar: Arc<Grammar>,
    cues: Arc<Cues>,
    /// Reports, in the order of their directories' names.
    pub reports: Vec<Report>,
    /// The front page's document.
    pub front: Option<DocumentId>,
    /// Ordinary pages.
    pub pages: Vec<DocumentId>,
    /// Files that are copied as they are.
    pub assets: Vec<SourcePath>,
    /// Those of them that are errors: they are not copied.
    pub refused: BTreeSet<SourcePath>,
    /// Copies that editors and systems keep for themselves: they are left out.
    pub left_out: Vec<SourcePath>,
    /// Pictures of which something is left out.
    pub cleaned: Vec<CleanedPicture>,
    /// Markdown files in places where nothing reads them.
    pub stray: Vec<SourcePath>,
    /// Documents that are drafts, or belong to one, whether they are a part of the site or not.
    pub drafts: BTreeSet<SourcePath>,
    documents: Vec<Arc<Document>>,
    owners: Vec<Owner>,
    by_path: Arc<HashMap<SourcePath, DocumentId>>,
    /// What was found while documents were read, by path.
    remarks: HashMap<SourcePath, Arc<[Diagnostic]>>,
    graph: graph::Graph,
    lineage: lineage::Lineage,
}

/// What a document says something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The front page or an ordinary page.
    Page,
    /// A report.
    Report(ReportId),
    /// An edition.
    Edition(ReportId, EditionId),
    /// A recommendation, as it was adopted; or a review's undated entry.
    Statement(RecommendationId),
    /// A recommendation, in one edition.
    Update(RecommendationId, EditionId),
    /// Nothing that exists: its number is another document's, or no recommendation's.
    Nothing(ReportId),
}

/// One numbered list and its progress.
#[derive(Clone, Debug)]
pub struct Report {
    /// The name of its directory.
    pub id: Box<str>,
    /// Its place among the reports.
    pub place: ReportId,
    /// Its `_index.md`.
    pub document: DocumentId,
    /// What it is.
    pub kind: ReportKind,
    /// Its vocabulary of statuses; for a review, none.
    pub statuses: Box<[StatusMeaning]>,
    /// The report that a review is about.
    pub of: Option<ReportId>,
    /// Its editions, oldest first.
    pub editions: Vec<Edition>,
    /// Its recommendations, or a review's entries, in the order of their numbers.
    pub recommendations: Vec<Recommendation>,
    /// Documents whose number another document of the same place has already: the first, the second.
    pub duplicates: Vec<(DocumentId, DocumentId)>,
    /// Updates of recommendations that do not exist.
    pub orphans: Vec<DocumentId>,
    labels: HashMap<Box<str>, u32>,
}

/// One status of a report's vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusMeaning {
    /// What updates write.
    pub id: Text,
    /// What readers see.
    pub label: Text,
    /// What it means to roll-ups and rules.
    pub kind: StatusKind,
}

/// A dated publication of a report.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The name of its directory.
    pub id: Box<str>,
    /// Its date.
    pub date: NaiveDate,
    /// Its `_index.md`, where it has one.
    pub document: Option<DocumentId>,
    /// What it was published with, where it is frozen.
    pub lock: Option<Arc<Lock>>,
}

/// One recommendation of a report, or a review's entry on one.
#[derive(Clone, Debug)]
pub struct Recommendation {
    /// Its number.
    pub number: Number,
    /// Its number as it is spelled in file names and addresses.
    pub stem: Box<str>,
    /// The adopted statement; for a review, the undated entry, where there is one.
    pub document: Option<DocumentId>,
    /// What editions say about it, oldest first.
    pub updates: Vec<(EditionId, DocumentId)>,
    /// The recommendation under which its status is reported.
    pub covered_by: Option<RecommendationId>,
    /// The recommendations whose status is reported under it.
    pub covers: Vec<RecommendationId>,
}

impl Site {
    /// Reads everything below the content directory and puts it together. Whatever is wrong is
    /// returned beside the site.
    pub fn load(config: Config, world: &dyn World) -> (Self, Vec<Diagnostic>) {
        assemble::load(config, world, None)
    }

    /// A document.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0 as usize]
    }

    /// Every document, in the order of paths.
    pub fn documents(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        (0..).map(DocumentId).zip(self.documents.iter().map(|document| &**document))
    }

    /// What a document says something about.
    pub fn owner(&self, id: DocumentId) -> Owner {
        self.owners[id.0 as usize]
    }

    /// The document of a file.
    pub fn document_at(&self, path: &SourcePath) -> Option<DocumentId> {
        self.by_path.get(path).copied()
    }

    /// A report.
    pub fn report(&self, id: ReportId) -> &Report {
        &self.reports[id.0 as usize]
    }

    /// A recommendation, or a review's entry.
    pub fn recommendation(&self, id: RecommendationId) -> &Recommendation {
        &self.report(id.report).recommendations[id.index as usize]
    }

    /// A recommendation as it was adopted; `None` for a review's entry.
    pub fn adopted(&self, id: RecommendationId) -> Option<&Adopted> {
        match &self.document(self.recommendation(id).document?).content {
            Content::Recommendation(adopted) => Some(adopted),
            _ => None,
        }
    }

    /// The update of a document; `None` where it is none.
    pub fn update(&self, id: DocumentId) -> Option<&Update> {
        match &self.document(id).content {
            Content::Update(update) => Some(update),
            _ => None,
        }
    }

    /// The review's entry of a document; `None` where it is none.
    pub fn entry(&self, id: DocumentId) -> Option<&ReviewEntry> {
        match &self.document(id).content {
            Content::ReviewEntry(entry) => Some(entry),
            _ => None,
        }
    }

    /// What is said about a recommendation as of a view, and the edition that says it: the
    /// latest update that is not later than the view.
    pub fn carried(&self, id: RecommendationId, view: View) -> Option<(EditionId, DocumentId)> {
        let updates = &self.recommendation(id).updates;
        match view {
            View::Latest => updates.last().copied(),
            View::Edition(edition) => {
                let known = updates.partition_point(|(other, _)| *other <= edition);
                updates[..known].last().copied()
            }
        }
    }

    /// What was amended, openly, of what is said about a recommendation as of a view: in the update
    /// that it carries and in the statement. Newest first, each with the file that says so.
    pub fn corrections(&self, id: RecommendationId, view: View) -> Vec<(&Correction, DocumentId)> {
        let update = self.carried(id, view).map(|(_, document)| document);
        let statement = self.recommendation(id).document;
        self.newest_first(statement.into_iter().chain(update))
    }

    /// What was amended, openly, of an edition itself: of its own text, or of what belongs to it.
    /// Newest first, each with the file that says so.
    pub fn edition_corrections(
        &self,
        report: ReportId,
        edition: EditionId,
    ) -> Vec<(&Correction, DocumentId)> {
        self.newest_first(self.report(report).edition(edition).document)
    }

    /// The corrections of some files; of those of one day, the last one first.
    fn newest_first(
        &self,
        documents: impl IntoIterator<Item = DocumentId>,
    ) -> Vec<(&Correction, DocumentId)> {
        let of = |id| self.document(id).corrections().iter().map(move |found| (found, id));
        let mut corrections: Vec<_> = documents.into_iter().flat_map(of).collect();
        corrections.reverse();
        corrections.sort_by_key(|(correction, _)| std::cmp::Reverse(correction.date.value));
        corrections
    }

    /// The file that says what an edition was published with, whether it exists or not.
    pub fn lock_path(&self, report: ReportId, edition: EditionId) -> SourcePath {
        let report = self.report(report);
        let name = format!("{}{}", report.edition(edition).id, layout::LOCK);
        self.config.content.join(&report.id).join(&name)
    }

    /// The reviews of a report.
    pub fn reviews_of(&self, report: ReportId) -> impl Iterator<Item = &Report> {
        self.reports.iter().filter(move |review| review.of == Some(report))
    }

    /// The only implementation report of the site, which bare numbers on ordinary pages mean.
    pub fn only_implementation(&self) -> Option<ReportId> {
        let mut reports =
            self.reports.iter().filter(|report| report.kind == ReportKind::Implementation);
        let first = reports.next()?;
        reports.next().is_none().then_some(first.place)
    }

    /// The report whose recommendations bare numbers in a document mean.
    pub fn subject(&self, document: DocumentId) -> Option<ReportId> {
        let report = match self.owner(document) {
            Owner::Page => return self.only_implementation(),
            Owner::Report(report) | Owner::Edition(report, _) | Owner::Nothing(report) => report,
            Owner::Statement(id) | Owner::Update(id, _) => id.report,
        };
        match self.report(report).kind {
            ReportKind::Implementation => Some(report),
            // Where a review does not say what it is about, that is the mistake, and not every
            // number in it.
            ReportKind::Review => self.report(report).of.or_else(|| self.only_implementation()),
        }
    }

    /// The view in which a document speaks: its own edition, or the latest.
    pub fn view_of(&self, document: DocumentId) -> View {
        match self.owner(document) {
            Owner::Update(_, edition) | Owner::Edition(_, edition) => View::Edition(edition),
            _ => View::Latest,
        }
    }

    /// The view in which a document speaks of a report: that of its own edition, if it is of that report.
    pub fn view_for(&self, document: DocumentId, report: ReportId) -> View {
        match self.owner(document) {
            Owner::Update(id, _) if id.report == report => self.view_of(document),
            Owner::Edition(own, _) if own == report => self.view_of(document),
            _ => View::Latest,
        }
    }

    /// The view in which what is seen as of a view of one report shows another one: what an edition's readers knew of it
    /// on the day of that edition. `None` where it had no edition yet.
    pub fn view_across(&self, from: ReportId, view: View, to: ReportId) -> Option<View> {
        match view {
            View::Edition(edition) if from != to => {
                let day = self.report(from).edition(edition).date;
                let other = self.report(to);
                let known =
                    other.edition_ids().rfind(|edition| other.edition(*edition).date <= day);
                known.map(View::Edition)
            }
            _ => Some(view),
        }
    }

    /// What a review says about a recommendation as of a view: the latest dated entry, else the undated one.
    pub fn entry_as_of(&self, id: RecommendationId, view: View) -> Option<DocumentId> {
        let carried = self.carried(id, view).map(|(_, document)| document);
        carried.or(self.recommendation(id).document)
    }

    /// The day whose state an update describes: its own, or its edition's; `None` where the
    /// document is no update.
    pub fn as_of(&self, document: DocumentId) -> Option<NaiveDate> {
        let Owner::Update(id, edition) = self.owner(document) else { return None };
        let own = self.update(document).and_then(|update| update.as_of.as_ref());
        Some(own.map_or(self.report(id.report).edition(edition).date, |date| date.value))
    }

    /// What the accepting body had decided about a recommendation as of a view.
    pub fn disposition(&self, id: RecommendationId, view: View) -> Option<&Disposition> {
        self.disposition_said(id, view).map(|(_, disposition)| disposition)
    }

    /// The same, and the document that says it: the carried update, or the recommendation's own.
    pub fn disposition_said(
        &self,
        id: RecommendationId,
        view: View,
    ) -> Option<(DocumentId, &Disposition)> {
        let carried = self.carried(id, view).map(|(_, document)| document);
        let then = carried
            .and_then(|document| Some((document, self.update(document)?.disposition.as_ref()?)));
        then.or_else(|| {
            let document = self.recommendation(id).document?;
            Some((document, self.adopted(id)?.disposition.as_ref()?))
        })
    }

    /// The group that a recommendation is filed under as of a view.
    pub fn group(&self, id: RecommendationId, view: View) -> Option<&Text> {
        let carried = self.carried(id, view).map(|(_, document)| document);
        if let Some(group) = carried.and_then(|document| self.update(document)?.group.as_ref()) {
            return Some(group);
        }
        if let Some(adopted) = self.adopted(id) {
            return adopted.group.as_ref();
        }
        let entry = carried.or(self.recommendation(id).document)?;
        self.entry(entry)?.group.as_ref()
    }
}

impl Report {
    /// Every recommendation's id, in the order of numbers.
    pub fn ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = RecommendationId> + ExactSizeIterator + use<> {
        let report = self.place;
        let count = u32::try_from(self.recommendations.len()).unwrap_or(u32::MAX);
        (0..count).map(move |index| RecommendationId { report, index })
    }

    /// Every edition's id, oldest first.
    pub fn edition_ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = EditionId> + ExactSizeIterator + use<> {
        (0..u32::try_from(self.editions.len()).unwrap_or(u32::MAX)).map(EditionId)
    }

    /// An edition.
    pub fn edition(&self, id: EditionId) -> &Edition {
        &self.editions[id.0 as usize]
    }

    /// The last edition, where there is one.
    pub fn last_edition(&self) -> Option<EditionId> {
        self.edition_ids().next_back()
    }

    /// The edition as of which a view is: of the latest view the last one, where there is one.
    pub fn edition_as_of(&self, view: View) -> Option<EditionId> {
        match view {
            View::Edition(edition) => Some(edition),
            View::Latest => self.last_edition(),
        }
    }

    /// The edition of a name.
    pub fn edition_named(&self, name: &str) -> Option<EditionId> {
        self.edition_ids().find(|id| &*self.edition(*id).id == name)
    }

    /// The recommendation of a number, in any of its spellings.
    pub fn find(&self, label: &str) -> Option<RecommendationId> {
        let index = match self.labels.get(label) {
            Some(index) => *index,
            None => *self.labels.get(&*crate::document::number::key(label))?,
        };
        Some(RecommendationId { report: self.place, index })
    }

    /// The meaning of a status.
    pub fn status(&self, id: &str) -> Option<&StatusMeaning> {
        self.statuses.iter().find(|status| &*status.id == id)
    }

    /// The status of a deliverable: the one written, or the one that its completion implies.
    pub fn deliverable_status<'a>(
        &'a self,
        deliverable: &'a Deliverable,
    ) -> Option<&'a StatusMeaning> {
        use crate::document::fields::Completion;
        match (&deliverable.status, deliverable.completed.as_ref().map(|completed| completed.value))
        {
            (Some(status), _) => self.status(status),
            (None, Some(Completion::Done | Completion::On(_))) => {
                self.statuses.iter().find(|status| status.kind == StatusKind::Done)
            }
            (None, _) => None,
        }
    }
}
