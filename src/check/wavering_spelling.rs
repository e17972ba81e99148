//! Words that a report spells in several ways.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::findings::finding;
use super::passages;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::site::{DocumentId, Owner, ReportId, Site};

mod forms;

use forms::{Form, Key, Occurrence, Seen};

pub(super) const RULE: Rule = Rule {
    name: "wavering-spelling",
    level: RuleLevel::Allow,
    summary: "a report spells one word in several ways",
    explanation: "\
Whoever searches a report for \"ongoing\" misses what it calls \"on-going\", and two spellings of a
name look like two things.

Compares the words of each report, in its updates, rows, tasks and pages. It finds

- a hyphen or none: \"on-going\" and \"ongoing\";
- two words or one: \"web site\" and \"website\", unless one of them is a small word (\"may be\");
- a hyphen or a space, if the same word follows (\"long-term plan\" and \"long term plan\"), or if the
  second word is a plural that ends its phrase; elsewhere both can be right;
- capitals within a word: \"MoU\" and \"MOU\";
- a space before a number: \"FY15\" and \"FY 14\".

Singular and plural are one word, and capitals at the beginning do not matter. Adopted statements,
quotations, code and addresses are exempt. Each word is one finding, at its rarest spelling. Off by
default, since it is a matter of style.

Choose one spelling.
",
    run,
};

/// A use of a spelling in a report.
struct Use {
    written: String,
    place: Location,
    /// The words that follow it, if that matters.
    follower: Option<String>,
}

/// The uses of each spelling, in order of files.
type Spellings = BTreeMap<Form, Vec<Use>>;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    let seen = Seen::default();
    passages::collect(context, |id, _, passages| {
        if report_of(site, id).is_some() {
            let own = passages.iter().filter(|passage| !passage.is_quoted);
            seen.add(own.map(|passage| &*passage.text), site.language);
        }
        Vec::<()>::new()
    });
    let occurrences = passages::collect(context, |id, document, passages| {
        let Some(report) = report_of(site, id) else { return Vec::new() };
        let mut found = Vec::new();
        for passage in passages.iter().filter(|passage| !passage.is_quoted) {
            let place = |range: Range<usize>| passage.location(&document.path, range);
            let wavering = seen.wavering(&passage.text, site.language);
            found.extend(wavering.into_iter().map(|it| {
                let place = place(it.range.clone());
                (report, it, place)
            }));
        }
        found
    });
    let mut words: BTreeMap<(ReportId, Key), Spellings> = BTreeMap::new();
    for (report, Occurrence { key, form, written, follower, range: _ }, place) in occurrences {
        let spellings = words.entry((report, key)).or_default();
        spellings.entry(form).or_default().push(Use { written, place, follower });
    }
    for spellings in words.into_values() {
        report_on(spellings, findings);
    }
}

fn report_of(site: &Site, id: DocumentId) -> Option<ReportId> {
    match site.owner(id) {
        Owner::Page => None,
        Owner::Report(report) | Owner::Edition(report, _) | Owner::Nothing(report) => Some(report),
        Owner::Statement(of) | Owner::Update(of, _) => Some(of.report),
    }
}

/// Reports the rarest spelling of a word.
fn report_on(mut spellings: Spellings, findings: &mut Findings) {
    keep_comparable(&mut spellings);
    let mut ordered: Vec<(usize, Use)> = spellings
        .into_values()
        .filter_map(|uses| {
            let count = uses.len();
            Some((count, uses.into_iter().next()?))
        })
        .collect();
    // Of spellings used as often, the one that comes later in the files is the rarer.
    ordered.sort_by(|(uses, one), (others, other)| (others, &one.place).cmp(&(uses, &other.place)));
    let Some((count, rarest)) = ordered.pop().filter(|_| !ordered.is_empty()) else { return };
    let others: Vec<String> = ordered
        .iter()
        .map(|(count, spelling)| format!("`{}` ({})", spelling.written, times(*count)))
        .collect();
    let message =
        format!("`{}` ({}) is also written {}", rarest.written, times(count), others.join(" and "));
    let found = finding(rarest.place, message).help("choose one spelling for the report");
    findings.push(ordered.into_iter().fold(found, |found, (_, spelling)| {
        found.related(spelling.place, format!("`{}`", spelling.written))
    }));
}

/// A hyphen and a space are alternatives only in the same position: keeps the uses in positions that
/// have both.
fn keep_comparable(spellings: &mut Spellings) {
    if spellings.contains_key(&Form::Solid) {
        return;
    }
    let positions = |form: &Form| -> Option<BTreeSet<String>> {
        Some(spellings.get(form)?.iter().filter_map(|it| it.follower.clone()).collect())
    };
    let (Some(hyphen), Some(open)) = (positions(&Form::Hyphen), positions(&Form::Open)) else {
        return;
    };
    let is_shared =
        |it: &Use| it.follower.as_ref().is_some_and(|it| hyphen.contains(it) && open.contains(it));
    for uses in spellings.values_mut() {
        uses.retain(is_shared);
    }
    spellings.retain(|_, uses| !uses.is_empty());
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

#[cfg(test)]
mod tests;
