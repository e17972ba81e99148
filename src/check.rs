//! Editorial rules: find what is missing, doubtful or contradictory in valid content.
//!
//! A rule is a function of the site, in a file of its own with its documentation. Knows the site
//! and its facts; must not know themes or how findings are printed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, all_of, nearest, sort};
use crate::document::fields::Allow;
use crate::facts::Facts;
use crate::link_check::Results;
use crate::schema::{Located, Text};
use crate::site::Site;
use crate::world::World;

mod about;
mod all_done_but_not_complete;
mod announced_without_link;
mod as_of_after_edition;
mod as_of_words;
mod assessment_differs;
pub mod baseline;
mod broken_anchor;
mod broken_table;
mod changed_after_freeze;
mod cleaned_picture;
mod codes;
mod complete_by_pointer;
mod complete_with_open_deliverables;
mod complete_without_evidence;
mod concern;
mod condition_spreads;
mod count_differs;
mod date_differs_from_narrative;
mod dead_link;
mod deliverable_vanished;
mod dependency_cycle;
mod done_before_dependency;
mod done_without_date;
mod duplicate_number;
mod empty_heading;
mod empty_statement;
mod example;
mod explain;
mod findings;
mod group_of_one;
mod identity_doubtful;
mod image_without_text;
mod implausible_date;
mod impossible_date;
mod incomplete_strings;
mod inherited_status_differs;
mod invisible_character;
mod late_when_first_listed;
mod late_without_reason;
mod latest;
mod left_out_file;
mod links;
mod mark_in_text;
mod meant_address;
mod missing_disposition;
mod missing_due_date;
mod missing_progress;
mod missing_recommendation;
mod missing_responsible;
mod missing_status;
mod mixed_date_formats;
mod moved_link;
mod narrative_contradicts_deliverable;
mod notes_contradict_status;
mod number_differs_from_file;
mod on_schedule_but_passed;
mod open_but_reported_done;
mod outdated_lock;
mod outdated_update;
mod overdue;
mod overdue_without_revised_date;
mod parent_status_differs;
mod passages;
mod percent_contradicts_status;
mod period_mismatch;
mod phase_differs;
mod placeholder_link;
mod promise_passed;
mod published;
mod reference_cycle;
mod rejected_but_pursued;
mod related;
mod removed_html;
mod reopened;
mod repeated_deliverable;
mod repeated_milestone_label;
mod repeated_narrative;
mod repeated_task;
mod reserved_id;
mod response_overdue;
mod row_contradicts_itself;
mod row_repeats_narrative;
mod same_date_editions;
mod silent_revision;
mod similar_names;
pub mod since;
mod slip_without_reason;
mod sole_party;
mod stale_plan;
mod standing_duty_done;
mod statement_reworded;
mod status_moved_text_same;
mod superseded_not_dropped;
mod two_dates_for_one_thing;
mod uncovered_by_review;
mod undated;
mod undated_milestone;
mod undefined_abbreviation;
mod undefined_footnote;
mod unfinished_text;
mod unknown_html;
mod unknown_party;
mod unknown_reference;
mod unused_file;
mod unused_override;
mod vague_link_text;
mod vague_quantity;
mod wavering_spelling;
mod wording;
mod work_without_row;
mod wrong_link_type;

pub use codes::{CODES, Code, code_named};
pub use concern::Concern;
pub use example::Example;
pub use explain::explain;
pub use findings::{Context, Findings};
pub use links::outside;
pub use wording::date as in_words;

/// One editorial check.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, in kebab-case, as its file.
    pub name: &'static str,
    /// Default level of its findings.
    pub level: RuleLevel,
    /// One line: what it finds.
    pub summary: &'static str,
    /// Markdown: why it matters, what is checked, what to do.
    pub explanation: &'static str,
    /// Reports all findings.
    pub run: fn(&Context<'_>, &mut Findings),
}

impl Rule {
    /// A site with findings of this rule only.
    pub fn bad(&self) -> Example {
        Example::bad(self.name)
    }

    /// The corrected site.
    pub fn good(&self) -> Example {
        Example::good(self.name)
    }
}

/// Lists the modules of the rules; also their names, for tests.
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
    announced_without_link,
    as_of_after_edition,
    assessment_differs,
    broken_anchor,
    broken_table,
    changed_after_freeze,
    cleaned_picture,
    complete_by_pointer,
    complete_with_open_deliverables,
    complete_without_evidence,
    condition_spreads,
    count_differs,
    date_differs_from_narrative,
    dead_link,
    deliverable_vanished,
    dependency_cycle,
    done_before_dependency,
    done_without_date,
    duplicate_number,
    empty_heading,
    empty_statement,
    group_of_one,
    identity_doubtful,
    image_without_text,
    implausible_date,
    impossible_date,
    incomplete_strings,
    inherited_status_differs,
    invisible_character,
    late_when_first_listed,
    late_without_reason,
    left_out_file,
    mark_in_text,
    missing_disposition,
    missing_due_date,
    missing_progress,
    missing_recommendation,
    missing_responsible,
    missing_status,
    mixed_date_formats,
    moved_link,
    narrative_contradicts_deliverable,
    notes_contradict_status,
    number_differs_from_file,
    on_schedule_but_passed,
    open_but_reported_done,
    outdated_lock,
    outdated_update,
    overdue,
    overdue_without_revised_date,
    parent_status_differs,
    percent_contradicts_status,
    period_mismatch,
    phase_differs,
    placeholder_link,
    promise_passed,
    reference_cycle,
    rejected_but_pursued,
    removed_html,
    reopened,
    repeated_deliverable,
    repeated_milestone_label,
    repeated_narrative,
    repeated_task,
    reserved_id,
    response_overdue,
    row_contradicts_itself,
    row_repeats_narrative,
    same_date_editions,
    silent_revision,
    similar_names,
    slip_without_reason,
    sole_party,
    stale_plan,
    standing_duty_done,
    statement_reworded,
    status_moved_text_same,
    superseded_not_dropped,
    two_dates_for_one_thing,
    uncovered_by_review,
    undated_milestone,
    undefined_abbreviation,
    undefined_footnote,
    unfinished_text,
    unknown_html,
    unknown_party,
    unknown_reference,
    unused_file,
    unused_override,
    vague_link_text,
    vague_quantity,
    wavering_spelling,
    work_without_row,
    wrong_link_type,
}

/// What the rules found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Diagnostics to report, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings silenced by `[[allow]]`, sorted.
    pub silenced: Vec<Silenced>,
}

/// A finding silenced in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// The finding.
    pub finding: Diagnostic,
    /// Place of the `[[allow]]`.
    pub allowed: Location,
    /// Its reason.
    pub reason: Text,
}

/// Rules selected for a run, in addition to the settings.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// If not empty, only these rules run.
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

/// Runs all rules that the settings do not allow. Rules that compare texts read files again from
/// the world.
pub fn check(facts: &Facts, world: &dyn World) -> Checked {
    check_selected(facts, world, &Selection::default())
}

/// Runs selected rules. An explicitly selected rule runs even if the settings allow it.
pub fn check_selected(facts: &Facts, world: &dyn World, selection: &Selection) -> Checked {
    check_with(facts, world, selection, &[])
}

/// The same, with what other phases found for rules of the same names: the settings decide on their
/// levels.
pub fn check_with(
    facts: &Facts,
    world: &dyn World,
    selection: &Selection,
    given: &[Diagnostic],
) -> Checked {
    let site = facts.site();
    let context = Context { site, facts, world, given };
    let ran: BTreeMap<&str, Vec<Diagnostic>> = RULES
        .par_iter()
        .filter(|rule| selection.runs(rule.name))
        .filter_map(|rule| Some((rule.name, findings::run(rule, &context, selection)?)))
        .collect();
    let rules: BTreeSet<&str> = ran.keys().copied().collect();
    let mut checked = Checked { diagnostics: unknown_rules(site), ..Checked::default() };
    checked.diagnostics.append(&mut Results::load(world).1);
    for finding in ran.into_values().flatten() {
        let finding = published::advised(site, finding);
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

/// The rule with a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

fn allowance<'s>(site: &'s Site, finding: &Diagnostic) -> Option<&'s Allow> {
    let document = site.document(site.document_at(&finding.location.path)?);
    document.allowed().iter().find(|allow| &*allow.rule.value == finding.name)
}

/// `[[allow]]` without findings. Skips rules that did not run, and everything if a file has errors,
/// since errors can hide findings.
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

/// Unknown rule names in the settings and front matter.
fn unknown_rules(site: &Site) -> Vec<Diagnostic> {
    let config = &site.config;
    let settings = config.rules.iter().map(|(name, _)| (&config.path, name));
    let allowed = site.documents().flat_map(|(_, document)| {
        document.allowed().iter().map(move |allow| (&document.path, &allow.rule))
    });
    settings
        .chain(allowed)
        .filter(|(_, name)| rule(name).is_none())
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
