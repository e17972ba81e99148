//! Editorial rules: what can be read and is still missing, doubtful or contradictory.
//!
//! A rule is a function of the site, in a file of its own, with its documentation beside it.
//! Knows the site and its facts; must not know a theme, or how a finding is shown.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, all_of, nearest, sort};
use crate::document::fields::Allow;
use crate::facts::Facts;
use crate::schema::{Located, Text};
use crate::site::Site;
use crate::world::World;

mod all_done_but_not_complete;
mod as_of_after_edition;
pub mod baseline;
mod broken_anchor;
mod broken_table;
mod changed_after_freeze;
mod cleaned_picture;
mod complete_with_open_deliverables;
mod complete_without_evidence;
mod date_differs_from_narrative;
mod duplicate_number;
mod empty_heading;
mod example;
mod explain;
mod findings;
mod implausible_date;
mod inherited_status_differs;
mod invisible_character;
mod left_out_file;
mod links;
mod missing_due_date;
mod missing_recommendation;
mod missing_responsible;
mod narrative_contradicts_deliverable;
mod notes_contradict_status;
mod overdue;
mod overdue_without_revised_date;
mod placeholder_link;
mod reference_cycle;
mod removed_html;
mod repeated_milestone_label;
mod reserved_id;
mod silent_revision;
mod slip_without_reason;
mod statement_reworded;
mod uncovered_by_review;
mod undefined_footnote;
mod unknown_html;
mod unknown_reference;
mod unused_file;
mod vague_link_text;
mod wording;

pub use example::Example;
pub use explain::explain;
pub use findings::{Context, Findings};

/// One editorial check.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, in kebab-case: that of its file here.
    pub name: &'static str,
    /// What a finding leads to where neither the settings nor the rule itself say otherwise.
    pub level: RuleLevel,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Markdown: what is found, why it matters, how it is decided and what to do.
    pub explanation: &'static str,
    /// Finds what there is to find.
    pub run: fn(&Context<'_>, &mut Findings),
}

impl Rule {
    /// A site with a finding, and with none of any other rule.
    pub fn bad(&self) -> Example {
        Example::bad(self.name)
    }

    /// The same without.
    pub fn good(&self) -> Example {
        Example::good(self.name)
    }
}

/// Names the modules of the rules, and for the tests remembers how they are spelled.
macro_rules! rules {
    ($($module:ident,)*) => {
        /// Every rule, by name.
        pub const RULES: &[&Rule] = &[$(&$module::RULE),*];

        #[cfg(test)]
        const MODULES: &[&str] = &[$(stringify!($module)),*];
    };
}

rules! {
    all_done_but_not_complete,
    as_of_after_edition,
    broken_anchor,
    broken_table,
    changed_after_freeze,
    cleaned_picture,
    complete_with_open_deliverables,
    complete_without_evidence,
    date_differs_from_narrative,
    duplicate_number,
    empty_heading,
    implausible_date,
    inherited_status_differs,
    invisible_character,
    left_out_file,
    missing_due_date,
    missing_recommendation,
    missing_responsible,
    narrative_contradicts_deliverable,
    notes_contradict_status,
    overdue,
    overdue_without_revised_date,
    placeholder_link,
    reference_cycle,
    removed_html,
    repeated_milestone_label,
    reserved_id,
    silent_revision,
    slip_without_reason,
    statement_reworded,
    uncovered_by_review,
    undefined_footnote,
    unknown_html,
    unknown_reference,
    unused_file,
    vague_link_text,
}

/// What the rules found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is to be reported, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// What the author knows and means, sorted.
    pub silenced: Vec<Silenced>,
}

/// A finding that the file it is in allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// The finding.
    pub finding: Diagnostic,
    /// Where it is allowed.
    pub allowed: Location,
    /// Why it may stand.
    pub reason: Text,
}

/// Which rules run, and at which level, beyond what the settings say.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Where there are any, no other rules run.
    pub only: Vec<&'static str>,
    /// Rules whose findings are errors.
    pub deny: Vec<&'static str>,
}

impl Selection {
    /// Whether a rule runs.
    pub fn runs(&self, rule: &str) -> bool {
        self.only.is_empty() || self.only.contains(&rule)
    }
}

/// Runs every rule that the settings do not allow. A rule that compares texts reads the files again
/// from the world.
pub fn check(facts: &Facts, world: &dyn World) -> Checked {
    check_selected(facts, world, &Selection::default())
}

/// Runs some rules. One that is asked for runs also where the settings allow what it finds.
pub fn check_selected(facts: &Facts, world: &dyn World, selection: &Selection) -> Checked {
    let site = facts.site();
    let context = Context { site, facts, world };
    let ran: BTreeMap<&str, Vec<Diagnostic>> = RULES
        .par_iter()
        .filter(|rule| selection.runs(rule.name))
        .filter_map(|rule| Some((rule.name, findings::run(rule, &context, selection)?)))
        .collect();
    let rules: BTreeSet<&str> = ran.keys().copied().collect();
    let mut checked = Checked { diagnostics: unknown_rules(site), ..Checked::default() };
    for finding in ran.into_values().flatten() {
        match allowance(site, &finding) {
            Some(allow) => checked.silenced.push(Silenced {
                allowed: Location::new(&finding.location.path, allow.rule.span),
                reason: allow.reason.clone(),
                finding,
            }),
            None => checked.diagnostics.push(finding),
        }
    }
    let unused = unused_allowances(site, &rules, &checked.silenced);
    checked.diagnostics.extend(unused);
    sort(&mut checked.diagnostics);
    checked.silenced.sort_by(|a, b| {
        let key = |silenced: &Silenced| (silenced.finding.location.clone(), silenced.finding.name);
        key(a).cmp(&key(b)).then_with(|| a.finding.message.cmp(&b.finding.message))
    });
    checked
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

fn allowance<'s>(site: &'s Site, finding: &Diagnostic) -> Option<&'s Allow> {
    let document = site.document(site.document_at(&finding.location.path)?);
    document.allowed().iter().find(|allow| &*allow.rule.value == finding.name)
}

/// What is allowed and not found. Of a rule that did not run nobody knows; nor do they where a file
/// has errors, which may keep any rule from finding what it would.
fn unused_allowances(site: &Site, ran: &BTreeSet<&str>, silenced: &[Silenced]) -> Vec<Diagnostic> {
    if site.documents().any(|(_, document)| document.broken) {
        return Vec::new();
    }
    let used: BTreeSet<&Location> = silenced.iter().map(|silenced| &silenced.allowed).collect();
    let allowed = site.documents().flat_map(|(_, document)| {
        document.allowed().iter().map(move |allow| (&document.path, &allow.rule))
    });
    allowed
        .filter(|(_, rule)| ran.contains(&*rule.value))
        .map(|(path, rule)| (Location::new(path, rule.span), rule))
        .filter(|(location, _)| !used.contains(location))
        .map(|(location, rule)| {
            let message = format!("`{}` has no findings in this file", rule.value);
            Diagnostic::warning("unused-allow", location, message)
                .help("remove this `[[allow]]`: it would silence future findings")
        })
        .collect()
}

/// Names that no rule has, in the settings and in front matter.
fn unknown_rules(site: &Site) -> Vec<Diagnostic> {
    let config = &site.config;
    let settings = config.rules.iter().map(|(name, _)| (&config.path, name));
    let allowed = site.documents().flat_map(|(_, document)| {
        document.allowed().iter().map(move |allow| (&document.path, &allow.rule))
    });
    settings
        .chain(allowed)
        // A name that could not be read stands nowhere, and was reported.
        .filter(|(_, name)| !name.span.range().is_empty() && rule(name).is_none())
        .map(|(path, name)| unknown_rule(Location::new(path, name.span), name))
        .collect()
}

fn unknown_rule(location: Location, name: &Located<Text>) -> Diagnostic {
    let names = || RULES.iter().map(|rule| rule.name);
    let help = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the rules are {}", all_of(names())),
    };
    Diagnostic::error("unknown-rule", location, format!("there is no rule `{}`", name.value))
        .help(help)
}

#[cfg(test)]
mod tests;
