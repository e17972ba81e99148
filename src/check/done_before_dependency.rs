//! Done recommendations that depend on open ones.

use super::dependency_cycle::place;
use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::document::fields::StatusKind;
use crate::site::{RecommendationId, Report, View};

pub(super) const RULE: Rule = Rule {
    name: "done-before-dependency",
    level: RuleLevel::Warn,
    summary: "a recommendation is done, but depends on one that is not",
    explanation: "\
`depends_on` says that another recommendation must be carried out first. If that is still open,
either the dependency or the status is out of date.

Compares the statuses in the last edition of a report, own or inherited. A dependency that was
dropped, or has no status yet, is skipped.

Correct the status that is wrong, or remove the number from `depends_on`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    let status = |id: RecommendationId| facts.status(id, View::Latest).map(|shown| shown.status);
    for id in site.reports.iter().flat_map(Report::ids) {
        let depends_on = &site.recommendation(id).depends_on;
        if depends_on.is_empty() {
            continue;
        }
        let Some(done) = status(id).filter(|status| status.kind == StatusKind::Done) else {
            continue;
        };
        for other in depends_on {
            let open = |kind| !matches!(kind, StatusKind::Done | StatusKind::Dropped);
            let Some(open) = status(*other).filter(|status| open(status.kind)) else { continue };
            let Some(place) = place(site, id, *other) else { continue };
            let number = &site.recommendation(*other).number;
            let one = site.called(id.report).one;
            let message = format!(
                "the status is `{}`, but {one} {number}, on which it depends, is `{}`",
                done.id, open.id
            );
            findings.push(finding(place, message).help(format!(
                "correct one of the statuses, or remove {number} from `depends_on`"
            )));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    /// Findings where 1 depends on 2.
    #[track_caller]
    fn case(one: &str, two: Option<&str>, expected: &[&str]) {
        let index = "+++\nkind = \"implementation\"\ntitle = \"R\"\nstatuses = [\
            { id = \"complete\", label = \"C\", kind = \"done\" },\
            { id = \"planned\", label = \"P\", kind = \"active\" },\
            { id = \"withdrawn\", label = \"W\", kind = \"dropped\" }]\n+++\n";
        let update = |number: u8, status: &str| {
            format!("+++\nnumber = {number}\nstatus = \"{status}\"\n+++\n")
        };
        let one = update(1, one);
        let two = two.map(|status| update(2, status));
        let mut files = vec![
            ("content/r/_index.md", index),
            (
                "content/r/recommendations/rec-1.md",
                "+++\nnumber = 1\ntitle = \"T\"\ndepends_on = [2]\n+++\n",
            ),
            ("content/r/recommendations/rec-2.md", "+++\nnumber = 2\ntitle = \"T\"\n+++\n"),
            ("content/r/2016-03-31/rec-1.md", &one),
        ];
        files.extend(two.as_deref().map(|two| ("content/r/2016-03-31/rec-2.md", two)));
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn cases() {
        case("planned", Some("planned"), &[]);
        case("complete", Some("complete"), &[]);
        case("complete", Some("withdrawn"), &[]);
        case("complete", None, &[]);
        case(
            "complete",
            Some("planned"),
            &["warning content/r/recommendations/rec-1.md \"2\": the status is `complete`, \
               but recommendation 2, on which it depends, is `planned`"],
        );
    }
}
