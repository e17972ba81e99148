//! Groups with a single recommendation beside groups of many.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::facts::Group;
use crate::site::{RecommendationId, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "group-of-one",
    level: RuleLevel::Allow,
    summary: "a group has a single recommendation, beside groups of many",
    explanation: "\
A group of one is often a slip: a heading that was spelled otherwise, a recommendation filed under
the wrong heading, or a group whose other members moved on.

Checks the groups of each report as of its last edition; parts of a recommendation do not count. A
group of one is a finding if the report has at least two groups of three or more.

Off by default: a subject of its own can deserve a heading.

Write the name of the group to which it belongs. If the heading is meant, add `[[allow]]`.
",
    run,
};

/// The size of a group of many, and how many there must be.
const MANY: usize = 3;
const LEAST: usize = 2;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        let groups = &facts.rollup(report.place, View::Latest).groups;
        let wholes = |group: &Group| -> Vec<RecommendationId> {
            let is_whole = |id: &RecommendationId| site.part_of(*id, View::Latest).is_none();
            group.members.iter().copied().filter(is_whole).collect()
        };
        let named: Vec<_> =
            groups.iter().filter_map(|group| Some((group.name.as_ref()?, wholes(group)))).collect();
        let large = named.iter().filter(|(_, members)| members.len() >= MANY).count();
        if large < LEAST {
            continue;
        }
        let called = report.called();
        for (name, members) in &named {
            let [only] = members.as_slice() else { continue };
            let Some(place) = place(site, *only) else { continue };
            let message = format!(
                "the group `{name}` has a single {}, beside {large} groups of {MANY} or more",
                called.one
            );
            let help = format!(
                "if the {} belongs to another group, write that group's name in `group = \"…\"`",
                called.one
            );
            findings.push(finding(place, message).help(help));
        }
    }
}

/// Where a recommendation's group is named: in its last update, or else in its own file.
fn place(site: &Site, id: RecommendationId) -> Option<Location> {
    let carried = site.carried(id, View::Latest).map(|(_, document)| document);
    let documents = carried.into_iter().chain(site.recommendation(id).document);
    documents.map(|document| site.document(document)).find_map(|document| {
        let group = match &document.content {
            Content::Update(update) => update.group.as_ref(),
            Content::Recommendation(adopted) => adopted.group.as_ref(),
            Content::ReviewEntry(entry) => entry.group.as_ref(),
            _ => None,
        };
        Some(Location::new(&document.path, group?.span))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    /// Recommendations from number 1 on, by group and keys, and an update on the last.
    #[track_caller]
    fn case(groups: &[(&str, &str)], update: &str, expected: &[&str]) {
        let mut files: Vec<(String, String)> = groups
            .iter()
            .zip(1..)
            .map(|((group, keys), number)| {
                let text = format!(
                    "+++\nnumber = {number}\ntitle = \"T\"\ngroup = \"{group}\"\n{keys}\n+++\n"
                );
                (format!("content/r/recommendations/rec-{number}.md"), text)
            })
            .collect();
        let last = groups.len();
        files.push((
            format!("content/r/2021-06-30/rec-{last}.md"),
            format!("+++\nnumber = {last}\nstatus = \"planned\"\n{update}\n+++\n"),
        ));
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let expected: Vec<String> = expected
            .iter()
            .map(|place| {
                format!(
                    "warning content/r/{place}: the group `C` has a single recommendation, beside 2 groups of 3 or more"
                )
            })
            .collect();
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn cases() {
        let (a, b, c) = (("A", ""), ("B", ""), ("C", ""));
        case(&[a, a, a, b, b, b, c], "", &["recommendations/rec-7.md \"\\\"C\\\"\""]);
        case(&[a, a, a, b, b, b, a], "group = \"C\"", &["2021-06-30/rec-7.md \"\\\"C\\\"\""]);
        case(&[a, a, a, b, b, b, c], "group = \"A\"", &[]);
        case(&[a, a, a, b, b, b, c, c], "", &[]);
        case(&[a, a, a, b, b, c], "", &[]);
        // A part does not make a group larger.
        let part = ("C", "part_of = 7");
        case(&[a, a, a, b, b, b, c, part], "", &["recommendations/rec-7.md \"\\\"C\\\"\""]);
    }
}
