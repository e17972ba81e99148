//! Dependency cycles.

use super::findings::finding;
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::site::{RecommendationId, Site};

/// Maximum number of places shown.
const MOST_PLACES: usize = 12;

pub(super) const RULE: Rule = Rule {
    name: "dependency-cycle",
    level: RuleLevel::Warn,
    summary: "recommendations depend on each other in a cycle",
    explanation: "\
If each of some recommendations must wait for another one of them, none can ever begin.

A dependency cycle is a set of two or more recommendations of a report, each of which depends on
all others by `depends_on`, directly or through others. It is reported once, at the first member.

Remove the dependency that is not needed.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        for members in context.facts.dependency_cycles(report.place) {
            if let Some(finding) = circle(site, &members) {
                findings.push(finding);
            }
        }
    }
}

fn circle(site: &Site, members: &[RecommendationId]) -> Option<Diagnostic> {
    let number = |id: RecommendationId| site.recommendation(id).number.as_str();
    let called = site.called(members.first()?.report);
    let numbers = Recommendations::each(called, members.iter().map(|id| number(*id)));
    let message = format!("{numbers} depend on each other in a cycle");
    let mut places = members.iter().filter_map(|from| {
        let others = site.recommendation(*from).depends_on.iter();
        let to = others.copied().find(|to| members.contains(to))?;
        let told = format!("{} {} depends on {}", called.one, number(*from), number(to));
        Some((place(site, *from, to)?, told))
    });
    let (first, told) = places.next()?;
    let mut found = finding(first, message).label(told);
    found.related = places.take(MOST_PLACES).collect();
    Some(found.help("remove one of these numbers from `depends_on`"))
}

/// Where a recommendation names one it depends on.
pub(super) fn place(site: &Site, from: RecommendationId, to: RecommendationId) -> Option<Location> {
    let document = site.recommendation(from).document?;
    let report = site.report(from.report);
    let mut written = site.adopted(from)?.depends_on.iter();
    let number = written.find(|number| report.find(number.as_str()) == Some(to))?;
    Some(Location::new(&site.document(document).path, number.span))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::{diagnostics, findings};

    fn files(on: &[(&str, &str)]) -> Vec<(String, String)> {
        let file = |(number, on): &(&str, &str)| {
            let path = format!("content/r/recommendations/rec-{number}.md");
            let text =
                format!("+++\nnumber = \"{number}\"\ntitle = \"T\"\ndepends_on = [{on}]\n+++\n");
            (path, text)
        };
        on.iter().map(file).collect()
    }

    #[track_caller]
    fn case(on: &[(&str, &str)], expected: &[&str]) {
        let files = files(on);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn cases() {
        case(&[("1", "2"), ("2", "3"), ("3", "")], &[]);
        // An unknown number, and the own one, are errors of `unknown-reference`.
        case(&[("1", "1, 9")], &[]);
        case(
            &[("1", ""), ("2", "1, \"4.1\""), ("3", "2"), ("4.1", "3")],
            &["warning content/r/recommendations/rec-2.md \"\\\"4.1\\\"\": \
               recommendations 2, 3 and 4.1 depend on each other in a cycle"],
        );
        case(
            &[("1", "2"), ("2", "1"), ("3", "4"), ("4", "3, 1")],
            &[
                "warning content/r/recommendations/rec-1.md \"2\": \
                 recommendations 1 and 2 depend on each other in a cycle",
                "warning content/r/recommendations/rec-3.md \"4\": \
                 recommendations 3 and 4 depend on each other in a cycle",
            ],
        );
    }

    #[test]
    fn every_member_says_what_it_depends_on() {
        let files = files(&[("1", "2"), ("2", "1")]);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = diagnostics(&RULE, &files);
        assert_eq!(found[0].label.as_deref(), Some("recommendation 1 depends on 2"));
        let related: Vec<&str> = found[0].related.iter().map(|(_, told)| &**told).collect();
        assert_eq!(related, ["recommendation 2 depends on 1"]);
    }
}
