//! One deliverable on several recommendations.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};

use super::findings::finding;
use super::related::Clusters;
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::fields::StatusKind;
use crate::facts::{Facts, Row, Standing};
use crate::fragment::likeness::Words;
use crate::item::Item;
use crate::site::{Report, Site, View, party_key};

mod differs;

use differs::difference;

pub(super) const RULE: Rule = Rule {
    name: "repeated-deliverable",
    level: RuleLevel::Warn,
    summary: "one deliverable is listed, and counted, under several recommendations",
    explanation: "\
A study that three recommendations list is one study, but three of the deliverables that a report
counts. Once it is finished, it is ticked in one place and still open in another.

Compares the deliverables of each report as of its last edition, by words: capitals and punctuation
do not count. Two are the same if their texts have the same words, at least 5, and they have the
same responsible parties. Exempt are recommendations of which one covers or is part of the other,
those covered by or part of the same one, those that are rejected, dropped or superseded, and
deliverables that are dropped or only point elsewhere.

One that is done here and open there, or has different dates, is a finding of its own. All others
that the same recommendations share are one finding.

List it once. In the other recommendations, point to it, as in `text = \"See Recommendation 4\"`, or
set `covered_by`. If there are really several, say in the texts what differs.
",
    run,
};

/// Shorter texts can be alike by chance: \"Publish the annual report\".
const LEAST_WORDS: usize = 5;

/// Maximum number of other places shown.
const MOST: usize = 20;

/// The rows with the same words, the first of each cluster of recommendations.
type Same = Vec<Row>;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        let mut agreeing: BTreeMap<Vec<u32>, Vec<Same>> = BTreeMap::new();
        for same in repeated(facts, report) {
            if let Some(difference) = difference(facts, report, &same) {
                let message = format!("{} {difference}", context.named(same[0].id));
                findings.push(found(context, report, &same, message));
            } else {
                let numbers = same.iter().map(|row| row.recommendation.index).collect();
                agreeing.entry(numbers).or_default().push(same);
            }
        }
        for all in agreeing.into_values() {
            let (named, on) = (context.named(all[0][0].id), on(site, report, &all[0]));
            let message = match all.len() {
                1 => format!("{named} is listed and counted on {on}"),
                2 => format!("{named} and one more are listed and counted on {on}"),
                count => {
                    let more = count - 1;
                    format!("{named} and {more} more are listed and counted on {on}")
                }
            };
            findings.push(found(context, report, &all[0], message));
        }
    }
}

/// The deliverables that several recommendations list, in order of their first rows.
fn repeated(facts: &Facts, report: &Report) -> Vec<Same> {
    let site = facts.site();
    let clusters = Clusters::new(report);
    let mut places: HashMap<(Words, Vec<String>), usize> = HashMap::default();
    let mut found: Vec<(Same, HashSet<u32>)> = Vec::new();
    for row in &facts.rollup(report.place, View::Latest).rows {
        let Some(deliverable) = site.deliverable(row.id).filter(|_| is_counted(facts, row)) else {
            continue;
        };
        let words = Words::of(&deliverable.text.text);
        if words.count() < LEAST_WORDS {
            continue;
        }
        let mut parties: Vec<String> =
            site.responsible(row.id).into_iter().map(party_key).collect();
        parties.sort_unstable();
        let place = match places.entry((words, parties)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                found.push(Default::default());
                *new.insert(found.len() - 1)
            }
        };
        let (same, known) = &mut found[place];
        if known.insert(clusters.of(row.recommendation)) {
            same.push(*row);
        }
    }
    found.into_iter().map(|(same, _)| same).filter(|same| same.len() > 1).collect()
}

/// Whether a deliverable is work that its recommendation still stands for.
fn is_counted(facts: &Facts, row: &Row) -> bool {
    let (site, id) = (facts.site(), row.recommendation);
    let is_abandoned = || {
        let status = facts.status(id, View::Latest);
        status.is_some_and(|shown| shown.status.kind == StatusKind::Dropped)
            || site.is_rejected(id, View::Latest)
            || !site.superseded_by(id, View::Latest).is_empty()
    };
    row.standing != Standing::Dropped && !is_abandoned()
}

/// The recommendations of some rows.
fn on<'r>(site: &Site, report: &'r Report, rows: &[Row]) -> Recommendations<'r> {
    let numbers: Vec<&str> =
        rows.iter().map(|row| site.recommendation(row.recommendation).number.as_str()).collect();
    Recommendations::each(report.called(), numbers.into_iter())
}

fn found(context: &Context<'_>, report: &Report, same: &Same, message: String) -> Diagnostic {
    let site = context.site;
    let location = |row: &Row| {
        let path = &site.document(row.id.document).path;
        match site.deliverable(row.id) {
            Some(deliverable) => Location::new(path, deliverable.text.span),
            None => Location::file(path),
        }
    };
    let called = report.called();
    let number = |row: &Row| &site.recommendation(row.recommendation).number;
    let title = report.item.as_ref().map_or_else(|| "Recommendation".to_owned(), Item::title);
    let help = format!(
        "list it once; elsewhere write `text = \"See {title} {}\"`. If there are several, say in the texts what differs",
        number(&same[0])
    );
    let others = same.iter().enumerate().filter(|(index, _)| *index != 1);
    let text = site.deliverable(same[0].id).map_or("", |row| &*row.text.text);
    let fact = context.repeated(report.place, text);
    let found = finding(location(&same[1]), message).help(help).about(fact);
    others.take(MOST).fold(found, |found, (_, row)| {
        found.related(location(row), format!("on {} {}", called.one, number(row)))
    })
}

#[cfg(test)]
mod tests;
