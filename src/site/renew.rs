//! A site brought up to date with files that changed. What did not change is taken over.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{DocumentId, Owner, Site, assemble, statuses};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::{Content, Document, Reading};
use crate::fragment::Dialect;
use crate::path::SourcePath;
use crate::world::World;

/// What becomes of a site whose files changed.
pub enum Renewal {
    /// The files are still about the same things: the site with what they say now, and what is
    /// wrong with them.
    InPlace(Box<Site>, Vec<Diagnostic>),
    /// What is wrong with files that cannot be read. There is no new site before they are mended.
    Broken(Vec<Diagnostic>),
    /// The site is to be put together anew.
    Anew,
}

impl Site {
    /// Reads the content again, as [`Site::load`] does, except that only files that changed are
    /// read. The settings must be those of this site in all that says how files are read.
    pub fn reload(
        &self,
        config: Config,
        world: &dyn World,
        changed: &BTreeSet<SourcePath>,
    ) -> (Self, Vec<Diagnostic>) {
        assemble::load(config, world, Some((self, changed)))
    }

    /// Reads some files again, and leaves everything else as it is where they are still about the
    /// same things.
    pub fn renew(&self, world: &dyn World, changed: &BTreeSet<SourcePath>) -> Renewal {
        let ids: Option<Vec<DocumentId>> =
            changed.iter().map(|path| self.document_at(path)).collect();
        let Some(ids) = ids else { return Renewal::Anew };
        let read = |id: &DocumentId| {
            let old = self.document(*id);
            Document::read(world, &old.path, old.role(), self.reading())
        };
        let read: Vec<(Document, Vec<Diagnostic>)> = ids.iter().map(read).collect();
        if read.iter().any(|(document, _)| document.broken) {
            return Renewal::Broken(read.into_iter().flat_map(|(_, found)| found).collect());
        }
        let mut olds = ids.iter().map(|id| self.document(*id)).zip(&read);
        if !olds.all(|(old, (new, _))| is_about_the_same(old, new)) {
            return Renewal::Anew;
        }
        let mut renewed = Box::new(self.clone());
        let mut diagnostics = Vec::new();
        for (id, (document, found)) in ids.iter().zip(read) {
            renewed.remarks.remove(&document.path);
            if !found.is_empty() {
                diagnostics.extend(found.iter().cloned());
                renewed.remarks.insert(document.path.clone(), found.into());
            }
            renewed.documents[id.0 as usize] = Arc::new(document);
        }
        diagnostics.extend(ids.iter().flat_map(|id| statuses::check_document(&renewed, *id)));
        renewed.relink(&ids);
        Renewal::InPlace(renewed, diagnostics)
    }

    /// What reading a document of this site needs to know.
    pub fn reading(&self) -> Reading<'_> {
        Reading {
            grammar: &self.grammar,
            language: self.language,
            cues: &self.cues,
            html: self.config.html,
        }
    }

    /// How texts of this site are parsed.
    pub fn dialect(&self) -> Dialect<'_> {
        self.reading().dialect()
    }

    /// Finds anew what some documents refer to and which deliverables are which in them.
    fn relink(&mut self, ids: &[DocumentId]) {
        let mut graph = std::mem::take(&mut self.graph);
        graph.renew(self, ids);
        self.graph = graph;
        let after = ids.iter().flat_map(|id| self.later_updates(*id));
        let affected: Vec<DocumentId> = ids.iter().copied().chain(after).collect();
        let mut lineage = std::mem::take(&mut self.lineage);
        lineage.renew(self, &affected);
        self.lineage = lineage;
    }

    /// The updates of the same recommendation that come after this one: a deliverable may come back
    /// in any of them.
    fn later_updates(&self, document: DocumentId) -> impl Iterator<Item = DocumentId> {
        let updates = match self.owner(document) {
            Owner::Update(id, edition) => {
                let updates = &self.recommendation(id).updates;
                &updates[updates.partition_point(|(other, _)| *other <= edition)..]
            }
            _ => &[],
        };
        updates.iter().map(|(_, document)| *document)
    }
}

/// Whether a document stands for the same thing as it did: what others know of it is as before.
fn is_about_the_same(old: &Document, new: &Document) -> bool {
    let number = |document: &Document| document.number().map(|number| number.value.clone());
    let covered_by = |document: &Document| {
        let by = match &document.content {
            Content::Recommendation(adopted) => adopted.covered_by.as_ref(),
            Content::ReviewEntry(entry) => entry.covered_by.as_ref(),
            _ => None,
        };
        by.map(|by| by.value.clone())
    };
    let aliases = |document: &Document| -> Vec<String> {
        document.aliases().iter().map(|alias| alias.value.to_string()).collect()
    };
    // Vocabularies, dates and series are the business of many other documents.
    let is_index = matches!(new.content, Content::Report(_) | Content::Edition(_));
    !is_index
        && !old.broken
        && old.is_draft() == new.is_draft()
        && number(old) == number(new)
        && covered_by(old) == covered_by(new)
        && aliases(old) == aliases(new)
}
