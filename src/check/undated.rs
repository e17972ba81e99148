//! What of each update has no date: told once for a report in which nothing has one.

use super::findings::finding;
use super::{Context, Findings};
use crate::diagnostic::{Diagnostic, Location};
use crate::site::{DocumentId, RecommendationId, Report, View};

/// Maximum number of other places shown.
const MOST: usize = 20;

/// What is looked at in an update.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// How many there are.
    pub(super) all: usize,
    /// Where those without a date are.
    pub(super) undated: Vec<Location>,
}

/// The words for what has no date.
pub(super) struct Words<'w> {
    /// One: "done deliverable".
    pub(super) one: &'w str,
    /// Several: "done deliverables".
    pub(super) several: &'w str,
    /// What it has not: "date".
    pub(super) date: &'w str,
    /// What to type.
    pub(super) help: &'w str,
}

/// Reports what has no date in the last update on each recommendation: one finding for an update,
/// or for a report if nothing in several updates has one.
pub(super) fn report(
    context: &Context<'_>,
    words: &Words<'_>,
    findings: &mut Findings,
    count: impl Fn(RecommendationId, DocumentId) -> Counted,
) {
    let site = context.site;
    for report in &site.reports {
        let mut updates: Vec<Counted> = last_updates(context, report)
            .map(|(id, document)| count(id, document))
            .filter(|counted| counted.all > 0)
            .collect();
        let nothing = updates.iter().all(|counted| counted.undated.len() == counted.all);
        if nothing && updates.len() > 1 {
            let all: usize = updates.iter().map(|counted| counted.all).sum();
            let message =
                format!("none of the {all} {} of this report has a {}", words.several, words.date);
            let place = site.document(report.document).front_matter();
            let firsts = updates.iter_mut().map(|counted| counted.undated.swap_remove(0));
            findings.push(
                firsts.take(MOST).fold(finding(place, message).help(words.help), |found, first| {
                    found.related(first, format!("no {}", words.date))
                }),
            );
        } else {
            findings_of(updates, words).for_each(|found| findings.push(found));
        }
    }
}

fn last_updates<'c>(
    context: &'c Context<'_>,
    report: &Report,
) -> impl Iterator<Item = (RecommendationId, DocumentId)> + 'c {
    let site = context.site;
    let last = |id| Some((id, site.carried(id, View::Latest)?.1));
    report.ids().filter_map(last).filter(|(_, document)| !site.document(*document).broken)
}

/// One finding for each update.
fn findings_of(
    updates: Vec<Counted>,
    Words { one, several, date, help }: &Words<'_>,
) -> impl Iterator<Item = Diagnostic> {
    updates.into_iter().filter_map(move |Counted { all, undated }| {
        let (first, others) = undated.split_first()?;
        let message = match (undated.len(), all) {
            (1, 1) => format!("this {one} has no {date}"),
            (1, all) => format!("1 of {all} {several} has no {date}"),
            (undated, all) if undated == all => format!("none of the {all} {several} has a {date}"),
            (undated, all) => format!("{undated} of {all} {several} have no {date}"),
        };
        let found = finding(first.clone(), message).help(*help);
        Some(
            others.iter().take(MOST).fold(found, |found, other| {
                found.related(other.clone(), format!("no {date} either"))
            }),
        )
    })
}
