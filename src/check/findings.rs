//! What a rule is given, and where it puts what it finds.

use rayon::prelude::*;

use super::{Rule, Selection};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::document::Document;
use crate::facts::Facts;
use crate::site::{DocumentId, Site};
use crate::world::World;

/// How many documents one thread takes at least.
const CHUNK: usize = 64;

/// What rules look at.
#[derive(Clone, Copy)]
pub struct Context<'s> {
    /// The site.
    pub site: &'s Site,
    /// What is derived from it.
    pub facts: &'s Facts,
    /// Where the text of a body can be read again, for the few rules that compare texts.
    pub world: &'s dyn World,
}

/// Collects the findings of one rule, each at its level.
#[derive(Clone, Debug)]
pub struct Findings {
    rule: &'static str,
    level: RuleLevel,
    /// The level that the settings give the rule, which goes before the rule's own.
    configured: Option<RuleLevel>,
    found: Vec<Diagnostic>,
}

/// Runs a rule; `None` where the settings allow whatever it could find and nobody asks for it.
pub(super) fn run(
    rule: &Rule,
    context: &Context<'_>,
    selection: &Selection,
) -> Option<Vec<Diagnostic>> {
    let settings = &context.site.config.rules;
    let mut configured =
        settings.iter().find(|(name, _)| &*name.value == rule.name).map(|(_, level)| *level);
    if selection.deny.contains(&rule.name) {
        configured = Some(RuleLevel::Deny);
    } else if configured == Some(RuleLevel::Allow) {
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

/// A finding, to which the collection will give its name and severity.
pub(super) fn finding(location: Location, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning("", location, message)
}

impl Findings {
    /// Adds a finding at the rule's level.
    pub fn push(&mut self, finding: Diagnostic) {
        self.push_at(self.level, finding);
    }

    /// Adds a finding at a level of its own; one that the settings give the rule goes before it.
    pub fn push_at(&mut self, level: RuleLevel, finding: Diagnostic) {
        let severity = match self.configured.unwrap_or(level) {
            RuleLevel::Allow => return,
            RuleLevel::Warn => Severity::Warning,
            RuleLevel::Deny => Severity::Error,
        };
        self.found.push(Diagnostic { name: self.rule, severity, ..finding });
    }
}

impl Context<'_> {
    /// Visits every document, on all threads; what is found is in the order of documents.
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

    /// Asks every document, on all threads; the answers are in the order of documents.
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
