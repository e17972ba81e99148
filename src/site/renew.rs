//! Incremental update of a site after file changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{DocumentId, Owner, Site, assemble, statuses, views};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::clause::Grammar;
use crate::document::fields::Numbers;
use crate::document::number::Number;
use crate::document::{Content, Document, Reading};
use crate::fragment::Dialect;
use crate::path::SourcePath;
use crate::world::World;

/// Result of an incremental update.
pub enum Renewal {
    /// Updated in place: the new site and its diagnostics.
    InPlace(Box<Site>, Vec<Diagnostic>),
    /// Errors in the changed files: no new site until they are fixed.
    Broken(Vec<Diagnostic>),
    /// The site has to be assembled again.
    Anew,
}

impl Site {
    /// Like [`Site::load`], but reads only changed files. The settings that affect reading must be
    /// those of this site.
    pub fn reload(
        &self,
        config: Config,
        world: &dyn World,
        changed: &BTreeSet<SourcePath>,
    ) -> (Self, Vec<Diagnostic>) {
        assemble::load(config, world, Some((self, changed)))
    }

    /// Reads some files again and keeps the rest, if their subjects are unchanged.
    pub fn renew(&self, world: &dyn World, changed: &BTreeSet<SourcePath>) -> Renewal {
        let ids: Option<Vec<DocumentId>> =
            changed.iter().map(|path| self.document_at(path)).collect();
        let Some(ids) = ids else { return Renewal::Anew };
        let read = |id: &DocumentId| {
            let old = self.document(*id);
            Document::read(world, &old.path, old.role(), self.reading(&old.path))
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

    /// The context for reading a document.
    pub fn reading(&self, path: &SourcePath) -> Reading<'_> {
        self.words.reading(&self.config, path)
    }

    /// How this site's texts are parsed.
    pub fn dialect(&self) -> Dialect<'_> {
        Dialect { html: self.config.html, language: self.language }
    }

    /// Grammar of references.
    pub fn grammar(&self) -> &Grammar {
        &self.words.grammar
    }

    /// Updates the references and deliverable predecessors of some documents.
    fn relink(&mut self, ids: &[DocumentId]) {
        let mut graph = std::mem::take(&mut self.graph);
        graph.renew(self, ids);
        self.graph = graph;
        let recommendations = ids.iter().filter_map(|id| match self.owner(*id) {
            Owner::Update(id, _) => Some(id),
            _ => None,
        });
        let recommendations = recommendations.collect();
        let mut lineage = std::mem::take(&mut self.lineage);
        lineage.renew(self, &recommendations);
        self.lineage = lineage;
    }
}

/// Whether a document has the same subject, so that what others know of it is unchanged.
fn is_about_the_same(old: &Document, new: &Document) -> bool {
    let number = |document: &Document| document.number().cloned();
    let covered_by = |document: &Document| {
        let by = match &document.content {
            Content::Recommendation(adopted) => adopted.covered_by.as_ref(),
            Content::ReviewEntry(entry) => entry.covered_by.as_ref(),
            _ => None,
        };
        by.map(|by| by.value.clone())
    };
    // Shown on other pages, and searched by edition.
    let names = |document: &Document| match &document.content {
        Content::Recommendation(adopted) => {
            let part_of = adopted.part_of.as_ref().map(|whole| whole.value.clone());
            let title = Some(adopted.title.clone());
            let short = adopted.short_title.clone();
            (title, short, part_of, None, named(adopted.superseded_by.as_ref()))
        }
        Content::Update(update) => {
            let was = update.was.as_ref().map(|was| was.value.clone());
            let (title, short) = (update.title.clone(), update.short_title.clone());
            (title, short, None, was, named(update.superseded_by.as_ref()))
        }
        _ => (None, None, None, None, None),
    };
    // What is shown beside others: dependencies, the order of priorities, and what a later update
    // leaves as it is.
    let beside = |document: &Document| match &document.content {
        Content::Recommendation(adopted) => {
            let on = adopted.depends_on.iter().map(|number| number.value.clone()).collect();
            (on, adopted.priority.as_ref().map(|priority| priority.value.clone()))
        }
        _ => (Vec::new(), None),
    };
    let says = |document: &Document| {
        let content = &document.content;
        (views::expected_in(content).is_some(), views::lists_responses(content))
    };
    let aliases = |document: &Document| -> Vec<String> {
        document.aliases().iter().map(|alias| alias.value.to_string()).collect()
    };
    // Vocabularies, dates and series affect many other documents.
    let is_index = matches!(new.content, Content::Report(_) | Content::Edition(_));
    !is_index
        && !old.broken
        && old.is_draft() == new.is_draft()
        && number(old) == number(new)
        && covered_by(old) == covered_by(new)
        && names(old) == names(new)
        && beside(old) == beside(new)
        && says(old) == says(new)
        && aliases(old) == aliases(new)
}

fn named(numbers: Option<&Numbers>) -> Option<Vec<Number>> {
    Some(numbers?.0.iter().map(|number| number.value.clone()).collect())
}
