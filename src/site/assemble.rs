//! Assembles files into a site.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::copied::{self, Copied};
use super::drafts;
use super::layout::{self, INDEX, Layout};
use super::numbering::{Numbering, Renumbered, Taken};
use super::over_time::OverTime;
use super::parts;
use super::read::Read;
use super::vocabulary::Vocabularies;
use super::{
    Dated, DocumentId, Edition, EditionId, Later, Owner, Parties, Recommendation, RecommendationId,
    Report, ReportId, Site, declared, graph, kinds, lineage, lock, over_time, reviewed, statuses,
};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location, nearest};
use crate::document::fields::ReportKind;
use crate::document::number::Number;
use crate::document::{Content, Document, Role};
use crate::language::language;
use crate::path::SourcePath;
use crate::world::World;

/// Reads all files, in parallel. Those of one recommendation follow one another, so that equal
/// texts of its editions are in memory once; the result is in the order of the files.
fn in_neighbourhoods(
    files: &[(SourcePath, Role)],
    read: impl Fn(&(SourcePath, Role)) -> Read + Sync,
) -> Vec<Read> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|index| files[*index].0.name());
    let mut done: Vec<(usize, Read)> =
        order.into_par_iter().map(|index| (index, read(&files[index]))).collect();
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, read)| read).collect()
}

/// Assembles a site, reusing documents of the previous one except changed files.
pub(super) fn load(
    config: Config,
    world: &dyn World,
    before: Option<(&Site, &BTreeSet<SourcePath>)>,
) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let language = language(&config.language);
    let words = Vocabularies::of_language(&config, language);

    let listing = world.walk(&config.content);
    let reading = words.reading(&config, &config.content);
    let declared = kinds::of_directories(&config.content, &listing, world, reading);
    let words = words.with_items(&config, &declared);
    let before = before.filter(|(site, _)| site.words.reads_like(&words));
    let kinds = declared.into_iter().map(|(name, declared)| (name, declared.kind)).collect();
    let mut layout = layout::lay_out(&config.content, &listing, &kinds, &mut diagnostics);

    let files = std::mem::take(&mut layout.assets);
    let Copied { assets, refused, left_out, cleaned } =
        copied::sort_out(files, &listing.hidden, &config, world, &mut diagnostics);
    layout.assets = assets;

    let read_one = |(path, role): &(SourcePath, Role)| {
        if layout.unreadable.contains(path) {
            return Read::new(Document::unreadable(path, *role), Vec::new());
        }
        let kept = before.and_then(|(site, changed)| site.kept(path, *role, changed));
        kept.unwrap_or_else(|| {
            let reading = words.reading(&config, path);
            let (document, found) = Document::read(world, path, *role, reading);
            Read::new(document, found)
        })
    };
    let mut read = in_neighbourhoods(&layout.documents, read_one);
    let drafts = drafts::sort_out(config.drafts, &mut layout, &mut read);
    let mut documents = Vec::with_capacity(read.len());
    let mut remarks = HashMap::new();
    for Read { document, found } in read {
        if !found.is_empty() {
            diagnostics.extend(found.iter().cloned());
            remarks.insert(document.path.clone(), found);
        }
        documents.push(document);
    }
    if documents.is_empty() && diagnostics.is_empty() {
        let message = format!("`{}` contains no content", config.content);
        diagnostics.push(
            Diagnostic::error("no-content", Location::file(&config.path), message)
                .help("start with `_index.md` there, or run `ssr-site init` in a new directory"),
        );
    }

    let ids =
        documents.iter().zip(0..).map(|(document, id)| (document.path.clone(), DocumentId(id)));
    let by_path = ids.collect();
    let mut site = Site {
        config: Arc::new(config),
        language,
        words,
        reports: Vec::new(),
        front: None,
        pages: Vec::new(),
        assets: layout.assets.clone(),
        refused,
        left_out,
        cleaned,
        stray: layout.stray.clone(),
        drafts,
        remarks,
        owners: vec![Owner::Page; documents.len()],
        by_path: Arc::new(by_path),
        documents,
        graph: graph::Graph::default(),
        lineage: lineage::Lineage::default(),
    };
    site.add_pages(&layout);
    for (place, (name, kind)) in (0..).zip(&kinds) {
        Assembly::new(name, *kind, ReportId(place), &mut site, &mut diagnostics).run(&layout);
    }
    site.link_reports(&mut diagnostics);
    site.link_dependencies();
    site.note_statements();
    lock::attach(&mut site, &layout.locks, world, &mut diagnostics);
    statuses::check(&site, &mut diagnostics);
    site.graph = graph::Graph::build(&site);
    site.lineage = lineage::Lineage::build(&site);
    (site, diagnostics)
}

impl Site {
    fn add_pages(&mut self, layout: &Layout) {
        let front = self.config.content.join(INDEX);
        for (index, (path, role)) in (0..).zip(&layout.documents) {
            match role {
                Role::Page if *path == front => self.front = Some(DocumentId(index)),
                Role::Page => self.pages.push(DocumentId(index)),
                _ => {}
            }
        }
    }

    /// Resolves references between reports and within them.
    fn link_reports(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        for index in 0..self.reports.len() {
            self.reports[index].of = self.reviewed(index, diagnostics);
        }
        for index in 0..self.reports.len() {
            let covered: Vec<Option<RecommendationId>> = self.reports[index]
                .ids()
                .map(|id| {
                    let recommendation = self.recommendation(id);
                    let entry = recommendation.updates.last().map(|(_, document)| *document);
                    // Updates have no `covered_by`; a review's last entry overrides its first.
                    let entry = entry.filter(|entry| self.entry(*entry).is_some());
                    self.covered_by(entry.or(recommendation.document)?)
                })
                .collect();
            let report = &mut self.reports[index];
            for (id, covered_by) in report.ids().zip(covered) {
                report.recommendations[id.index as usize].covered_by = covered_by;
                if let Some(by) = covered_by {
                    report.recommendations[by.index as usize].covers.push(id);
                }
            }
        }
        for index in 0..self.reports.len() {
            parts::link(self, index, diagnostics);
            over_time::link(self, index);
        }
        reviewed::link(self);
    }

    /// The recommendation or entry named by a document's `covered_by`.
    pub fn covered_by(&self, document: DocumentId) -> Option<RecommendationId> {
        let (Owner::Statement(own) | Owner::Update(own, _)) = self.owner(document) else {
            return None;
        };
        let number = match &self.document(document).content {
            Content::Recommendation(adopted) => adopted.covered_by.as_ref()?,
            Content::ReviewEntry(entry) => entry.covered_by.as_ref()?,
            _ => return None,
        };
        self.report(own.report).find(number.as_str()).filter(|other| *other != own)
    }

    fn reviewed(&self, index: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<ReportId> {
        let review = &self.reports[index];
        let document = self.document(review.document);
        let Content::Report(front_matter) = &document.content else { return None };
        if review.kind != ReportKind::Review {
            return None;
        }
        let Some(of) = &front_matter.of else {
            if document.broken {
                return None;
            }
            diagnostics.push(
                Diagnostic::error(
                    "missing-key",
                    document.front_matter(),
                    "the key `of` is missing",
                )
                .help("name the directory of the reviewed report: `of = \"ssr1\"`"),
            );
            return None;
        };
        let implementations =
            || self.reports.iter().filter(|report| report.kind == ReportKind::Implementation);
        if let Some(report) = implementations().find(|report| *report.id == ***of) {
            return Some(report.place);
        }
        let names = || implementations().map(|report| &*report.id);
        let help = match nearest(of, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the reports are {}", crate::diagnostic::one_of(names())),
        };
        diagnostics.push(
            Diagnostic::error(
                "unknown-report",
                Location::new(&document.path, of.span),
                format!("there is no implementation report `{}`", of.value),
            )
            .help(help),
        );
        None
    }
}

/// A report being assembled.
struct Assembly<'a> {
    site: &'a mut Site,
    diagnostics: &'a mut Vec<Diagnostic>,
    directory: SourcePath,
    report: Report,
}

/// The documents in an edition's directory.
#[derive(Debug, Default)]
struct EditionFiles {
    index: Option<DocumentId>,
    entries: Vec<DocumentId>,
}

impl<'a> Assembly<'a> {
    fn new(
        name: &str,
        kind: ReportKind,
        place: ReportId,
        site: &'a mut Site,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let directory = site.config.content.join(name);
        let report = Report {
            id: name.into(),
            place,
            document: DocumentId(0),
            kind,
            statuses: Box::default(),
            priorities: Box::default(),
            assessments: Box::default(),
            parties: Parties::default(),
            item: site.words.item(name).cloned(),
            of: None,
            editions: Vec::new(),
            recommendations: Vec::new(),
            duplicates: Vec::new(),
            orphans: Vec::new(),
            partial: Box::default(),
            numberings: Vec::new(),
        };
        Self { site, diagnostics, directory, report }
    }

    fn run(mut self, layout: &Layout) {
        let mut index = None;
        let mut undated = Vec::new();
        let mut editions: BTreeMap<String, EditionFiles> = BTreeMap::new();
        for (place, (path, role)) in (0..).zip(&layout.documents) {
            let id = DocumentId(place);
            let Some(below) = path.below(&self.directory) else { continue };
            let edition = below.split_once('/').map(|(name, _)| name.to_owned());
            match (role, edition) {
                (Role::Report, _) => index = Some(id),
                (Role::Recommendation, _) | (Role::ReviewEntry, None) => undated.push(id),
                (Role::Edition, Some(edition)) => {
                    editions.entry(edition).or_default().index = Some(id);
                }
                (Role::Update | Role::ReviewEntry, Some(edition)) => {
                    editions.entry(edition).or_default().entries.push(id);
                }
                _ => {}
            }
        }
        self.report.document = index.unwrap_or_else(|| self.missing_report_index());
        self.site.owners[self.report.document.0 as usize] = Owner::Report(self.report.place);
        let content = &self.site.document(self.report.document).content;
        self.report.statuses = statuses::vocabulary(content);
        self.report.parties = Parties::new(content);
        self.report.assessments = declared::assessments(content);
        let editions = self.date_editions(editions);
        self.number(&undated, &editions);
        self.add_updates(&editions);
        self.report.priorities = declared::priorities(self.site, &self.report);
        self.check_stems();
        self.site.reports.push(self.report);
    }

    fn missing_report_index(&mut self) -> DocumentId {
        let path = self.directory.join(INDEX);
        self.missing_index(&path, "report", "kind = \"implementation\"` and `title = …");
        let id = DocumentId(u32::try_from(self.site.documents.len()).unwrap_or(u32::MAX));
        self.site.documents.push(Arc::new(Document::unreadable(&path, Role::Report)));
        self.site.owners.push(Owner::Report(self.report.place));
        Arc::make_mut(&mut self.site.by_path).insert(path, id);
        id
    }

    fn missing_index(&mut self, path: &SourcePath, what: &str, keys: &str) {
        let directory = path.parent();
        let message = format!("the {what} `{}` has no `{INDEX}`", directory.name());
        self.diagnostics.push(
            Diagnostic::error("missing-index", Location::file(&directory), message)
                .help(format!("add `{path}` with `{keys}`")),
        );
    }

    /// Dates and sorts the editions.
    fn date_editions(&mut self, files: BTreeMap<String, EditionFiles>) -> Vec<EditionFiles> {
        let mut dated: Vec<(Edition, EditionFiles)> = Vec::new();
        for (name, files) in files {
            let named =
                NaiveDate::parse_from_str(&name, "%Y-%m-%d").ok().filter(|_| name.len() == 10);
            let document = files.index.map(|index| self.site.document(index));
            let stated = document.and_then(|document| match &document.content {
                Content::Edition(edition) => edition.date.as_ref().map(|date| date.value),
                _ => None,
            });
            if files.index.is_none() {
                let path = self.directory.join(&name).join(INDEX);
                self.missing_index(&path, "edition", "title = …");
            } else if let Some(document) = document
                && stated.or(named).is_none()
                && !document.broken
            {
                self.diagnostics.push(
                    Diagnostic::error(
                        "missing-key",
                        document.front_matter(),
                        format!("the edition `{name}` has no date"),
                    )
                    .help("add `date = 2016-09-30`, or name the directory by the date"),
                );
            }
            let (by, date) = match (stated, named) {
                (Some(stated), _) => (Dated::Index, stated),
                (None, Some(named)) => (Dated::Directory, named),
                (None, None) => (Dated::Nothing, NaiveDate::default()),
            };
            let document = files.index;
            let edition = Edition {
                id: name.into(),
                date,
                dated: by,
                document,
                lock: None,
                later: Later::default(),
            };
            dated.push((edition, files));
        }
        dated.sort_by(|(a, _), (b, _)| (a.date, &a.id).cmp(&(b.date, &b.id)));
        let (editions, files): (Vec<_>, Vec<_>) = dated.into_iter().unzip();
        for (id, edition) in (0..).map(EditionId).zip(&editions) {
            if let Some(document) = edition.document {
                self.site.owners[document.0 as usize] = Owner::Edition(self.report.place, id);
            }
        }
        self.report.editions = editions;
        files
    }

    /// Collects the recommendations from their own files; for a review, from all entries.
    fn number(&mut self, undated: &[DocumentId], editions: &[EditionFiles]) {
        let mut found: BTreeMap<Number, Option<DocumentId>> = BTreeMap::new();
        let mut keys: HashMap<String, DocumentId> = HashMap::new();
        for id in undated.iter().copied() {
            self.site.owners[id.0 as usize] = Owner::Nothing(self.report.place);
            let Some(number) = self.site.document(id).number().cloned() else { continue };
            if let Some(first) = keys.get(&number.key()) {
                self.report.duplicates.push((*first, id));
            } else {
                keys.insert(number.key(), id);
                found.insert(number, Some(id));
            }
        }
        if self.report.kind == ReportKind::Review {
            for id in editions.iter().flat_map(|files| &files.entries).copied() {
                let Some(number) = self.site.document(id).number() else { continue };
                if let Entry::Vacant(entry) = keys.entry(number.key()) {
                    entry.insert(id);
                    found.insert(number.clone(), None);
                }
            }
        }
        let mut labels = HashMap::with_capacity(found.len());
        for (index, (number, document)) in (0..).zip(found) {
            let id = RecommendationId { report: self.report.place, index };
            if let Some(document) = document {
                self.site.owners[document.0 as usize] = Owner::Statement(id);
            }
            labels.insert(number.key().into(), index);
            self.report.recommendations.push(Recommendation {
                stem: number.file_stem().into(),
                number,
                document,
                updates: Vec::new(),
                covered_by: None,
                covers: Vec::new(),
                part_of: None,
                parts: Vec::new(),
                level: 0,
                entries: Vec::new(),
                about: None,
                over_time: OverTime::default(),
                depends_on: Vec::new(),
                needed_by: Vec::new(),
                expectations: Box::default(),
                responses: Box::default(),
            });
        }
        self.report.numberings = vec![Numbering::current(labels)];
    }

    /// Files the updates, newest edition first: each by the number of its time.
    fn add_updates(&mut self, editions: &[EditionFiles]) {
        let (mut taken, mut orphans) = (Vec::new(), Vec::new());
        for (edition, files) in self.report.edition_ids().zip(editions).rev() {
            let mut renumbered = Vec::new();
            for id in files.entries.iter().copied() {
                self.site.owners[id.0 as usize] = Owner::Nothing(self.report.place);
                let document = self.site.document(id);
                let then = self.report.numberings.last();
                let found = document.number().and_then(|number| then?.find(number.as_str()));
                let Some(index) = found else {
                    orphans.push((id, edition));
                    continue;
                };
                let recommendation = RecommendationId { report: self.report.place, index };
                let updates = &mut self.report.recommendations[index as usize].updates;
                match updates.last() {
                    Some((other, first)) if *other == edition => {
                        self.report.duplicates.push((*first, id));
                    }
                    _ => {
                        updates.push((edition, id));
                        self.site.owners[id.0 as usize] = Owner::Update(recommendation, edition);
                        let was = self.site.update(id).and_then(|update| update.was.clone());
                        renumbered.extend(was.map(|was| Renumbered { index, was, said: id }));
                    }
                }
            }
            if let Some(after) = self.report.numberings.last().filter(|_| !renumbered.is_empty()) {
                let before =
                    after.before(edition, renumbered, &self.report.recommendations, &mut taken);
                self.report.numberings.push(before);
            }
        }
        for recommendation in &mut self.report.recommendations {
            recommendation.updates.reverse();
            let updates = &recommendation.updates;
            recommendation.over_time = OverTime::new(self.site, recommendation.document, updates);
        }
        self.report.duplicates.sort_by_key(|(_, duplicate)| *duplicate);
        orphans.sort();
        self.report.orphans = orphans.iter().map(|(id, _)| *id).collect();
        let unknown = orphans.iter().filter(|(id, _)| !self.site.document(*id).broken);
        let mut found: Vec<Diagnostic> =
            unknown.filter_map(|(id, edition)| self.unknown_number(*id, *edition)).collect();
        found.extend(taken.iter().map(|taken| self.number_taken(taken)));
        self.diagnostics.extend(found);
    }

    fn unknown_number(&self, document: DocumentId, edition: EditionId) -> Option<Diagnostic> {
        let document = self.site.document(document);
        let number = document.stated_number()?;
        let location = Location::new(&document.path, number.span);
        if let Some(then) = self.report.number_then(number.as_str(), edition) {
            let one = self.report.called().one;
            let message =
                format!("in this edition, {} is not the number of {one} {then}", number.value);
            return Some(
                Diagnostic::error("unknown-recommendation", location, message)
                    .help(format!("write `{then}`, its number in this edition")),
            );
        }
        let add = format!("add `{}/{}/…`", self.directory, layout::RECOMMENDATIONS);
        let same = self.report.same_value(number.as_str());
        let near = self.report.nearest_number(number.as_str());
        let help = match same.or(near.filter(|near| near.len() > 1)) {
            Some(near) => format!("did you mean `{near}`? Otherwise {add}"),
            _ => add,
        };
        let message = format!(
            "there is no {} {} in `{}`",
            self.report.called().one,
            number.value,
            self.report.id
        );
        Some(Diagnostic::error("unknown-recommendation", location, message).help(help))
    }

    fn number_taken(&self, taken: &Taken) -> Diagnostic {
        let Taken { renumbered: Renumbered { index, was, said }, other } = taken;
        let one = self.report.called().one;
        let number = &self.report.recommendations[*index as usize].number;
        let location = Location::new(&self.site.document(*said).path, was.span);
        let other = &self.report.recommendations[*other as usize];
        let message = if other.number == *number {
            format!("`was` is the number that {one} {number} still has")
        } else {
            format!("in the edition before, {} is the number of another {one}", was.value)
        };
        let help = if other.number == *number {
            "write the number of the edition before, or remove `was`"
        } else {
            "write the number of the edition before; the other one needs `was` too, if it had another \
             number; none can be given to a new one"
        };
        let mut found = Diagnostic::error("number-taken", location, message).help(help);
        if let Some(document) = other.document.map(|document| self.site.document(document))
            && let Some(number) = document.stated_number()
        {
            let place = Location::new(&document.path, number.span);
            found = found.related(place, "the other number");
        }
        found
    }

    /// Reports numbers that would share an address.
    fn check_stems(&mut self) {
        let mut stems: HashMap<String, &Recommendation> = HashMap::new();
        for recommendation in &self.report.recommendations {
            let Some(first) =
                stems.insert(recommendation.stem.to_ascii_lowercase(), recommendation)
            else {
                continue;
            };
            let documents = [recommendation, first]
                .map(|other| other.document.map(|document| self.site.document(document)));
            let [Some(document), Some(other)] = documents else { continue };
            let (Some(number), Some(other_number)) =
                (document.stated_number(), other.stated_number())
            else {
                continue;
            };
            self.diagnostics.push(
                Diagnostic::error(
                    "number-collision",
                    Location::new(&document.path, number.span),
                    format!(
                        "the numbers `{}` and `{}` both have the address `{}.html`",
                        other_number.value, number.value, recommendation.stem
                    ),
                )
                .related(Location::new(&other.path, other_number.span), "the other number")
                .help("change one of them"),
            );
        }
    }
}
