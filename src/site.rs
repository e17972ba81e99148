//! The site model: reports with their recommendations and editions, and the references between
//! them.
//!
//! A site is a value. It shares its documents, holds no body text, and knows neither a theme nor
//! addresses: links are a [`Target`] until a page is written.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::content::{Deliverable, Recommendation as Adopted, ReviewEntry, Update};
use crate::document::fields::{AssessmentKind, ReportKind, StatusKind};
use crate::document::number::Number;
use crate::document::{Content, Document};
use crate::item::Item;
use crate::language::Language;
use crate::path::SourcePath;
use crate::schema::Text;
use crate::world::World;

mod assemble;
mod copied;
mod declared;
mod dependencies;
mod dois;
mod drafts;
mod entry_ids;
mod fragments;
mod frozen;
mod graph;
mod items;
mod kinds;
mod layout;
mod lineage;
mod lock;
mod near;
mod numbering;
mod over_time;
mod parties;
mod parts;
mod read;
mod relocate;
mod renew;
mod resolve;
mod responses;
mod reviewed;
mod statuses;
mod views;
mod vocabulary;

pub use copied::{CleanedPicture, copy, drawing};
pub use fragments::{Fragments, Shared};
pub use frozen::Later;
pub use graph::{Backlink, Reference, Strength};
pub use lineage::{ALIKE, DeliverableId, MilestoneId};
pub(crate) use lock::FIRST_LOCK_FORMAT;
pub use lock::{
    LOCK_FORMAT, Lock, LockedAttachment, LockedCorrection, LockedEarlier, LockedEdition,
    LockedFile, LockedParty, LockedRecommendation, LockedReference, LockedShown, LockedStatus,
    LockedUpdate, Named, RawLock, RawRecommendation,
};
pub use near::Unknown;
pub use parties::{DeclaredParty, Parties, party_key};
pub use renew::Renewal;
pub use resolve::{Resolution, Target};
pub use responses::ResponseId;
pub use views::Expected;

/// A document, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// A report, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub u32);

/// An edition of a report, by chronological index from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionId(pub u32);

impl EditionId {
    /// The previous edition, if any.
    pub fn before(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}

/// A recommendation, by report and index in order of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecommendationId {
    /// The report.
    pub report: ReportId,
    /// Index among the report's recommendations, from 0.
    pub index: u32,
}

/// The point in time at which a report is viewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// As of an edition.
    Edition(EditionId),
    /// As of the last edition.
    Latest,
}

/// Everything that is built from one `book.toml`.
#[derive(Clone, Debug)]
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// Words by which content is recognised.
    pub language: &'static Language,
    words: vocabulary::Vocabularies,
    /// Reports, in order of directory names.
    pub reports: Vec<Report>,
    /// The front page's document.
    pub front: Option<DocumentId>,
    /// Ordinary pages.
    pub pages: Vec<DocumentId>,
    /// Files to copy, including refused ones.
    pub assets: Vec<SourcePath>,
    /// Assets that are errors and are not copied.
    pub refused: BTreeSet<SourcePath>,
    /// Backups and system files, left out.
    pub left_out: Vec<SourcePath>,
    /// Sanitised pictures.
    pub cleaned: Vec<CleanedPicture>,
    /// Markdown files that are not read.
    pub stray: Vec<SourcePath>,
    /// Drafts and documents in them, included in the site or not.
    pub drafts: BTreeSet<SourcePath>,
    documents: Vec<Arc<Document>>,
    owners: Vec<Owner>,
    by_path: Arc<HashMap<SourcePath, DocumentId>>,
    /// Diagnostics of reading documents, by path.
    remarks: HashMap<SourcePath, Arc<[Diagnostic]>>,
    graph: graph::Graph,
    lineage: lineage::Lineage,
}

/// The subject of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The front page or an ordinary page.
    Page,
    /// A report.
    Report(ReportId),
    /// An edition.
    Edition(ReportId, EditionId),
    /// The adopted statement of a recommendation, or a review's undated entry.
    Statement(RecommendationId),
    /// An update of a recommendation in an edition.
    Update(RecommendationId, EditionId),
    /// Nothing: its number is a duplicate, or of no recommendation.
    Nothing(ReportId),
}

/// A numbered list and its progress.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its directory's name.
    pub id: Box<str>,
    /// Its index.
    pub place: ReportId,
    /// Its `_index.md`.
    pub document: DocumentId,
    /// Its kind.
    pub kind: ReportKind,
    /// What it calls its recommendations, if it says so; for a review, what the reviewed report
    /// calls them.
    pub item: Option<Item>,
    /// Its status vocabulary; empty for a review.
    pub statuses: Box<[StatusMeaning]>,
    /// The priorities of its recommendations, in order: those it lists, or else those in use.
    pub priorities: Box<[Text]>,
    /// A review's assessments, in order.
    pub assessments: Box<[AssessmentMeaning]>,
    /// Its declared parties.
    pub parties: Parties,
    /// The reviewed report.
    pub of: Option<ReportId>,
    /// Its editions, oldest first.
    pub editions: Vec<Edition>,
    /// Its recommendations, or a review's entries, in order of numbers.
    pub recommendations: Vec<Recommendation>,
    /// Pairs of documents with the same number: first, duplicate.
    pub duplicates: Vec<(DocumentId, DocumentId)>,
    /// Updates of missing recommendations.
    pub orphans: Vec<DocumentId>,
    /// The recommendations that are part of others.
    partial: Box<[RecommendationId]>,
    /// The numbers of the recommendations, newest first; never empty.
    numberings: Vec<numbering::Numbering>,
}

/// A status of a report's vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusMeaning {
    /// Identifier in updates.
    pub id: Text,
    /// Display text.
    pub label: Text,
    /// Kind, for roll-ups and rules.
    pub kind: StatusKind,
}

/// An assessment of a review's vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentMeaning {
    /// Identifier in entries.
    pub id: Text,
    /// Display text.
    pub label: Text,
    /// Kind, for comparison with statuses.
    pub kind: AssessmentKind,
}

/// A dated publication of a report.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its directory's name.
    pub id: Box<str>,
    /// Its date; without a meaning where nothing dates it: see [`Edition::day`].
    pub date: NaiveDate,
    /// What dates it.
    pub dated: Dated,
    /// Its `_index.md`, if any.
    pub document: Option<DocumentId>,
    /// Its lock, if frozen.
    pub lock: Option<Arc<Lock>>,
    /// What was added to the report since it or a later edition was frozen.
    pub later: Later,
}

impl Edition {
    /// Its date, if anything dates it.
    pub fn day(&self) -> Option<NaiveDate> {
        (self.dated != Dated::Nothing).then_some(self.date)
    }
}

/// What dates an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// Its `_index.md`.
    Index,
    /// The name of its directory.
    Directory,
    /// Neither, which has been reported.
    Nothing,
}

/// A recommendation, or a review's entry.
#[derive(Clone, Debug)]
pub struct Recommendation {
    /// Its current number: see [`Site::number`].
    pub number: Number,
    /// Its current number as spelled in file names and addresses: see [`Site::stem`].
    pub stem: Box<str>,
    /// The adopted statement; for a review, the undated entry, if any.
    pub document: Option<DocumentId>,
    /// Its updates, oldest first.
    pub updates: Vec<(EditionId, DocumentId)>,
    /// The recommendation under which its status is reported.
    pub covered_by: Option<RecommendationId>,
    /// The recommendations whose status is reported under it.
    pub covers: Vec<RecommendationId>,
    /// The recommendation that it is part of.
    pub part_of: Option<RecommendationId>,
    /// Its parts, in order of numbers.
    pub parts: Vec<RecommendationId>,
    /// Number of recommendations that it is part of, directly or not: 0 for a whole.
    pub level: u32,
    /// The entries of reviews on it, one per review.
    pub entries: Vec<RecommendationId>,
    /// Of a review's entry: the recommendation that it is about.
    pub about: Option<RecommendationId>,
    /// What its editions say of its names and its successors.
    over_time: over_time::OverTime,
    /// The recommendations that must be carried out first, in order of numbers.
    pub depends_on: Vec<RecommendationId>,
    /// The recommendations that depend on it, in order of numbers.
    pub needed_by: Vec<RecommendationId>,
    /// The updates that say when it is expected to be complete, oldest first.
    expectations: Box<[(EditionId, DocumentId)]>,
    /// The updates that list responses, oldest first.
    responses: Box<[(EditionId, DocumentId)]>,
}

impl Site {
    /// Reads and assembles everything below the content directory. Returns all diagnostics beside
    /// the site.
    pub fn load(config: Config, world: &dyn World) -> (Self, Vec<Diagnostic>) {
        assemble::load(config, world, None)
    }

    /// A document.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0 as usize]
    }

    /// All documents, in order of paths.
    pub fn documents(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        (0..).map(DocumentId).zip(self.documents.iter().map(|document| &**document))
    }

    /// The subject of a document.
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

    /// The adopted recommendation; `None` for a review's entry.
    pub fn adopted(&self, id: RecommendationId) -> Option<&Adopted> {
        match &self.document(self.recommendation(id).document?).content {
            Content::Recommendation(adopted) => Some(adopted),
            _ => None,
        }
    }

    /// The update in a document, if it is one.
    pub fn update(&self, id: DocumentId) -> Option<&Update> {
        match &self.document(id).content {
            Content::Update(update) => Some(update),
            _ => None,
        }
    }

    /// The review's entry in a document, if it is one.
    pub fn entry(&self, id: DocumentId) -> Option<&ReviewEntry> {
        match &self.document(id).content {
            Content::ReviewEntry(entry) => Some(entry),
            _ => None,
        }
    }

    /// The path of an edition's lock file, existing or not.
    pub fn lock_path(&self, report: ReportId, edition: EditionId) -> SourcePath {
        let report = self.report(report);
        let name = format!("{}{}", report.edition(edition).id, layout::LOCK);
        self.config.content.join(&report.id).join(&name)
    }

    /// The reviews of a report.
    pub fn reviews_of(&self, report: ReportId) -> impl Iterator<Item = &Report> {
        self.reports.iter().filter(move |review| review.of == Some(report))
    }

    /// The only implementation report, which bare numbers on ordinary pages refer to.
    pub fn only_implementation(&self) -> Option<ReportId> {
        let mut reports =
            self.reports.iter().filter(|report| report.kind == ReportKind::Implementation);
        let first = reports.next()?;
        reports.next().is_none().then_some(first.place)
    }

    /// The report that bare numbers in a document refer to.
    pub fn subject(&self, document: DocumentId) -> Option<ReportId> {
        let report = match self.owner(document) {
            Owner::Page => return self.only_implementation(),
            Owner::Report(report) | Owner::Edition(report, _) | Owner::Nothing(report) => report,
            Owner::Statement(id) | Owner::Update(id, _) => id.report,
        };
        match self.report(report).kind {
            ReportKind::Implementation => Some(report),
            // If a review does not name its report, report only that, not every number in it.
            ReportKind::Review => self.report(report).of.or_else(|| self.only_implementation()),
        }
    }
}

impl Report {
    /// All recommendations, in order of numbers.
    pub fn ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = RecommendationId> + ExactSizeIterator + use<> {
        let report = self.place;
        let count = u32::try_from(self.recommendations.len()).unwrap_or(u32::MAX);
        (0..count).map(move |index| RecommendationId { report, index })
    }

    /// All editions, oldest first.
    pub fn edition_ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = EditionId> + ExactSizeIterator + use<> {
        (0..u32::try_from(self.editions.len()).unwrap_or(u32::MAX)).map(EditionId)
    }

    /// An edition.
    pub fn edition(&self, id: EditionId) -> &Edition {
        &self.editions[id.0 as usize]
    }

    /// The last edition, if any.
    pub fn last_edition(&self) -> Option<EditionId> {
        self.edition_ids().next_back()
    }

    /// The next edition.
    pub fn after(&self, edition: EditionId) -> Option<EditionId> {
        self.edition_ids().find(|next| *next > edition)
    }

    /// The edition of a view; for the latest view the last one, if any.
    pub fn edition_as_of(&self, view: View) -> Option<EditionId> {
        match view {
            View::Edition(edition) => Some(edition),
            View::Latest => self.last_edition(),
        }
    }

    /// The edition with a name.
    pub fn edition_named(&self, name: &str) -> Option<EditionId> {
        self.edition_ids().find(|id| &*self.edition(*id).id == name)
    }

    /// The status with an id.
    pub fn status(&self, id: &str) -> Option<&StatusMeaning> {
        self.statuses.iter().find(|status| &*status.id == id)
    }

    /// The assessment with an id.
    pub fn assessment(&self, id: &str) -> Option<&AssessmentMeaning> {
        self.assessments.iter().find(|assessment| &*assessment.id == id)
    }

    /// A deliverable's status: explicit, or implied by its completion.
    pub fn deliverable_status<'a>(
        &'a self,
        deliverable: &'a Deliverable,
    ) -> Option<&'a StatusMeaning> {
        self.deliverable_status_in(deliverable, View::Latest)
    }

    /// The same as of a view.
    pub fn deliverable_status_in<'a>(
        &'a self,
        deliverable: &'a Deliverable,
        view: View,
    ) -> Option<&'a StatusMeaning> {
        use crate::document::fields::Completion;
        match (&deliverable.status, deliverable.completed.as_ref().map(|completed| completed.value))
        {
            (Some(status), _) => self.status(status),
            (None, Some(Completion::Done | Completion::On(_))) => {
                self.status_of_kind(StatusKind::Done, view).map(|(_, status)| status)
            }
            (None, _) => None,
        }
    }
}
