//! Groups of one recommendation.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::{Content, Document};
use crate::site::{RecommendationId, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "group-of-one",
    level: RuleLevel::Allow,
    summary: "a recommendation is alone in its group",
    explanation: "\
A group of one gets a heading, a line in every total and a mark in every filter, and groups nothing.
Often its name was mistyped, or an edition filed it elsewhere.

Checks, as of the last edition, reports with at least one group of several. Recommendations without
a group are skipped. Off by default, since the list may have been adopted with such groups.

Correct the group, or file the recommendation with others.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        let groups = &facts.rollup(report.place, View::Latest).groups;
        if !groups.iter().any(|group| group.name.is_some() && group.members.len() > 1) {
            continue;
        }
        for group in groups {
            let ([only], Some(name)) = (group.members.as_slice(), &group.name) else { continue };
            let called = site.called(report.place).one;
            let number = &site.recommendation(*only).number;
            let message = format!("{called} {number} is alone in its group, `{name}`");
            let Some(place) = place(site, *only) else { continue };
            findings
                .push(finding(place, message).help("correct the group, or file it with others"));
        }
    }
}

/// Where a group is stated last, or else the recommendation's file.
fn place(site: &Site, id: RecommendationId) -> Option<Location> {
    let recommendation = site.recommendation(id);
    let updates = recommendation.updates.iter().rev().map(|(_, document)| *document);
    let documents = updates.chain(recommendation.document).map(|document| site.document(document));
    let stated = documents.clone().find_map(|document| {
        let group = match &document.content {
            Content::Update(update) => update.group.as_ref(),
            Content::Recommendation(adopted) => adopted.group.as_ref(),
            Content::ReviewEntry(entry) => entry.group.as_ref(),
            _ => None,
        };
        group.map(|group| Location::new(&document.path, group.span))
    });
    let mut documents = documents;
    stated.or_else(|| documents.next_back().map(Document::front_matter))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(groups: &[&str], expected: &[&str]) {
        let files: Vec<(String, String)> = (1..)
            .zip(groups)
            .map(|(number, group)| {
                let group =
                    if group.is_empty() { String::new() } else { format!("group = \"{group}\"") };
                let text = format!("+++\nnumber = {number}\ntitle = \"T\"\n{group}\n+++\n");
                (format!("content/r/recommendations/rec-{number}.md"), text)
            })
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = findings(&RULE, &files);
        let found: Vec<&str> =
            found.iter().filter_map(|found| Some(found.split_once(": ")?.1)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cases() {
        case(&["A", "A", "B"], &["recommendation 3 is alone in its group, `B`"]);
        case(&["A", "A", ""], &[]);
        case(&["A", "B"], &[]);
        case(&["A", "A", "B", "B"], &[]);
    }
}
