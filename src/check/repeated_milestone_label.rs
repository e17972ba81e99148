//! Milestones repeated on unrelated recommendations.

use std::collections::{BTreeMap, HashMap};

use super::findings::finding;
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, Span};
use crate::document::content::Milestone;
use crate::site::{DocumentId, EditionId, RecommendationId, Report, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "repeated-milestone-label",
    level: RuleLevel::Warn,
    summary: "unrelated recommendations have the same milestone",
    explanation: "\
\"Publish remit\" was on the timelines of four recommendations but belonged to one: the chart had
been copied and its label not changed.

Compares milestone labels within each report, ignoring case and white space. Two updates share a
label by mistake if an edition shows both, their recommendations are in different groups there or
in none, neither refers to the other (in prose, in a deliverable or by `covered_by`), and they are
not covered by the same recommendation. Each label is reported once, at the last update
that has it, with the other recommendations as related places.

Change the label. If the milestone is shared on purpose, refer from one recommendation to the
other, or add `[[allow]]`.
",
    run,
};

/// Maximum number of other places shown.
const MOST: usize = 20;

/// A milestone of an update.
#[derive(Clone, Copy)]
struct Place<'s> {
    id: RecommendationId,
    document: DocumentId,
    /// The edition of the update, and the one of the next update.
    from: EditionId,
    until: Option<EditionId>,
    group: Option<&'s str>,
    span: Span,
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        for (label, places) in labels(site, report) {
            // Each recommendation once, at its last update.
            let mut shared = shared(site, &places);
            shared.dedup_by(|next, kept| {
                let same = next.id == kept.id;
                if same {
                    *kept = *next;
                }
                same
            });
            let Some(last) = shared.iter().enumerate().max_by_key(|(_, place)| place.from) else {
                continue;
            };
            let at = last.0;
            let called = report.called();
            let number = |place: &Place<'_>| site.recommendation(place.id).number.as_str();
            let on = Recommendations::each(called, shared.iter().map(number));
            let message = format!("the milestone “{label}” is on {on}: copied?");
            let location =
                |place: &Place<'_>| Location::new(&site.document(place.document).path, place.span);
            let finding = finding(location(&shared[at]), message)
                .help(format!(
                    "change the labels that were copied; if the {} share it, refer from one to the other",
                    called.other
                ))
                .about(context.repeated(report.place, &label));
            let others = shared.iter().enumerate().filter(|(index, _)| *index != at);
            findings.push(others.take(MOST).fold(finding, |finding, (_, place)| {
                finding.related(location(place), format!("on {} {}", called.one, number(place)))
            }));
        }
    }
}

/// The milestones of a report by label, in order of numbers and editions.
fn labels<'s>(site: &'s Site, report: &'s Report) -> BTreeMap<String, Vec<Place<'s>>> {
    let mut labels: HashMap<String, (String, Vec<Place<'_>>)> = HashMap::new();
    for id in report.ids() {
        let updates = &site.recommendation(id).updates;
        for (place, (from, document)) in updates.iter().enumerate() {
            let Some(update) = site.update(*document) else { continue };
            let group = site.group(id, View::Edition(*from)).map(crate::schema::Text::as_str);
            let until = updates.get(place + 1).map(|(edition, _)| *edition);
            for Milestone { label, .. } in &update.milestones {
                let key = label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
                let (_, places) =
                    labels.entry(key).or_insert_with(|| (label.to_string(), Vec::new()));
                places.push(Place {
                    id,
                    document: *document,
                    from: *from,
                    until,
                    group,
                    span: label.span,
                });
            }
        }
    }
    labels.into_values().filter(|(_, places)| places.len() > 1).collect()
}

/// The milestones of a label that another recommendation has by mistake.
fn shared<'s>(site: &Site, places: &[Place<'s>]) -> Vec<Place<'s>> {
    let is_shared = |one: &Place<'_>| places.iter().any(|other| by_mistake(site, one, other));
    places.iter().filter(|place| is_shared(place)).copied().collect()
}

fn by_mistake(site: &Site, one: &Place<'_>, other: &Place<'_>) -> bool {
    let before_end =
        |from: EditionId, until: Option<EditionId>| until.is_none_or(|until| from < until);
    let other_group = one.group.is_none() || one.group != other.group;
    one.id != other.id
        && other_group
        && !covered_together(site, one.id, other.id)
        && before_end(one.from, other.until)
        && before_end(other.from, one.until)
        && !refers(site, one.id, other.id, one.from.max(other.from))
        && !refers(site, other.id, one.id, one.from.max(other.from))
}

/// Whether both are covered by the same recommendation.
fn covered_together(site: &Site, one: RecommendationId, other: RecommendationId) -> bool {
    let by = |id| site.recommendation(id).covered_by;
    by(one).is_some() && by(one) == by(other)
}

fn refers(site: &Site, from: RecommendationId, to: RecommendationId, edition: EditionId) -> bool {
    let carried = site.carried(from, View::Edition(edition)).map(|(_, document)| document);
    let documents = site.recommendation(from).document.into_iter().chain(carried);
    documents.flat_map(|document| site.references(document)).any(|reference| reference.target == to)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    /// Recommendations 1 to 3, of the groups A, B and B, and their updates: edition, number, label,
    /// text.
    fn found(updates: &[(&str, u8, &str, &str)]) -> Vec<String> {
        let groups = [(1, "A"), (2, "B"), (3, "B")];
        let mut files: Vec<(String, String)> = groups
            .iter()
            .map(|(number, group)| {
                let path = format!("content/r/recommendations/rec-{number}.md");
                let text =
                    format!("+++\nnumber = {number}\ntitle = \"T\"\ngroup = \"{group}\"\n+++\n");
                (path, text)
            })
            .collect();
        for (edition, number, label, text) in updates {
            files.push((
                format!("content/r/{edition}/rec-{number}.md"),
                format!(
                    "+++\nnumber = {number}\nstatus = \"planned\"\nmilestones = [{{ label = \"{label}\" }}]\n+++\n{text}\n"
                ),
            ));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        findings(&RULE, &files)
    }

    #[track_caller]
    fn case(updates: &[(&str, u8, &str, &str)], expected: Option<(&str, &str)>) {
        let expected = expected.map(|(place, on)| {
            format!(
                "warning content/r/{place}: the milestone “Publish” is on recommendations {on}: copied?"
            )
        });
        assert_eq!(found(updates), expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        let (first, second) = ("2015-06-30", "2015-09-30");
        case(
            &[(first, 1, "Publish", ""), (first, 2, "publish ", "")],
            Some(("2015-06-30/rec-2.md \"\\\"publish \\\"\"", "1 and 2")),
        );
        case(&[(first, 1, "Publish", ""), (first, 2, "Print", "")], None);
        // The same group.
        case(&[(first, 2, "Publish", ""), (first, 3, "Publish", "")], None);
        case(
            &[(first, 1, "Publish", ""), (first, 2, "Publish", ""), (first, 3, "Publish", "")],
            Some(("2015-06-30/rec-3.md \"\\\"Publish\\\"\"", "1, 2 and 3")),
        );
        // One refers to the other.
        case(&[(first, 1, "Publish", "With Recommendation 2."), (first, 2, "Publish", "")], None);
        case(&[(first, 1, "Publish", ""), (first, 2, "Publish", "See [it](rec:1).")], None);
        // Never in the same edition.
        case(
            &[(first, 1, "Publish", ""), (second, 1, "Print", ""), (second, 2, "Publish", "")],
            None,
        );
        case(
            &[(first, 1, "Publish", ""), (second, 2, "Publish", "")],
            Some(("2015-09-30/rec-2.md \"\\\"Publish\\\"\"", "1 and 2")),
        );
    }
}
