//! Input and output of rules.

use rayon::prelude::*;

use super::{Rule, Selection};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::document::Document;
use crate::facts::Facts;
use crate::site::{DocumentId, Edition, EditionId, Report, Site};
use crate::world::World;

/// Minimum number of documents per thread.
const CHUNK: usize = 64;

/// Input of a rule.
#[derive(Clone, Copy)]
pub struct Context<'s> {
    /// The site.
    pub site: &'s Site,
    /// Its facts.
    pub facts: &'s Facts,
    /// For rules that compare texts: reads bodies again.
    pub world: &'s dyn World,
    /// What other phases found for rules.
    pub given: &'s [Diagnostic],
}

/// Collects the findings of a rule, each with its level.
#[derive(Clone, Debug)]
pub struct Findings {
    rule: &'static str,
    level: RuleLevel,
    /// The level in the settings, which takes precedence.
    configured: Option<RuleLevel>,
    found: Vec<Diagnostic>,
}

/// Runs a rule; `None` if its level is `allow` and it is not selected.
pub(super) fn run(
    rule: &Rule,
    context: &Context<'_>,
    selection: &Selection,
) -> Option<Vec<Diagnostic>> {
    let settings = &context.site.config.rules;
    let mut configured =
        settings.iter().find(|(name, _)| &*name.value == rule.name).and_then(|(_, level)| *level);
    if selection.deny.contains(&rule.name) {
        configured = Some(RuleLevel::Deny);
    } else if configured.unwrap_or(rule.level) == RuleLevel::Allow {
        if !selection.only.contains(&rule.name) {
            return None;
        }
        configured = Some(RuleLevel::Warn);
    }
    let mut findings =
        Findings { rule: rule.name, level: rule.level, configured, found: Vec::new() };
    (rule.run)(context, &mut findings);
    Some(findings.found)
}

/// A finding, whose name and severity are set by the collection.
pub(super) fn finding(location: Location, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning("", location, message)
}

impl Findings {
    /// Adds a finding at the rule's level.
    pub fn push(&mut self, finding: Diagnostic) {
        self.push_at(self.level, finding);
    }

    /// Adds findings at the rule's level.
    pub fn found(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        for finding in findings {
            self.push(finding);
        }
    }

    /// Adds a finding at its own level, unless the settings give one.
    pub fn push_at(&mut self, level: RuleLevel, finding: Diagnostic) {
        let severity = match self.configured.unwrap_or(level) {
            RuleLevel::Allow => return,
            RuleLevel::Warn => Severity::Warning,
            RuleLevel::Deny => Severity::Error,
        };
        self.found.push(Diagnostic { name: self.rule, severity, ..finding });
    }
}

/// Where an edition begins: its `_index.md`, or else its first update.
pub(super) fn edition_place(site: &Site, report: &Report, edition: &Edition) -> Location {
    if let Some(document) = edition.document {
        return site.document(document).front_matter();
    }
    let of_edition = |id: &EditionId| report.edition(*id).id == edition.id;
    let updates = report.recommendations.iter().flat_map(|known| &known.updates);
    let mut updates = updates.filter(|(id, _)| of_edition(id));
    match updates.next() {
        Some((_, document)) => site.document(*document).front_matter(),
        None => site.document(report.document).front_matter(),
    }
}

impl Context<'_> {
    /// What another phase found for a rule.
    pub fn given(&self, rule: &str) -> Vec<Diagnostic> {
        self.given.iter().filter(|found| found.name == rule).cloned().collect()
    }

    /// Visits every document, in parallel; findings are in order of documents.
    pub fn each_document(
        &self,
        findings: &mut Findings,
        visit: impl Fn(DocumentId, &Document, &mut Findings) + Sync,
    ) {
        let empty = Findings { found: Vec::new(), ..*findings };
        let found = self.collect(|id, document| {
            let mut own = empty.clone();
            visit(id, document, &mut own);
            own.found
        });
        findings.found.extend(found);
    }

    /// Maps every document, in parallel; results are in order of documents.
    pub fn collect<T: Send>(
        &self,
        visit: impl Fn(DocumentId, &Document) -> Vec<T> + Sync,
    ) -> Vec<T> {
        let ids: Vec<DocumentId> = self.site.documents().map(|(id, _)| id).collect();
        ids.into_par_iter()
            .with_min_len(CHUNK)
            .flat_map_iter(|id| visit(id, self.site.document(id)))
            .collect()
    }
}
