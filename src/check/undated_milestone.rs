//! Milestones without a date.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::site::{Owner, View};

pub(super) const RULE: Rule = Rule {
    name: "undated-milestone",
    level: RuleLevel::Allow,
    summary: "a milestone has no date",
    explanation: "\
A timeline shows when things happen. A point without a date shows that something may happen some
day, and can be neither reached in time nor missed.

Checks the milestones of the last update on each recommendation. Those of one update are one
finding, at the first.

Off by default: some reports draw timelines of phases that never had dates.

Add `date`: a day, month, quarter or year.
",
    run,
};

/// Maximum number of other places shown.
const MOST: usize = 20;

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, _) = site.owner(id) else { return };
        let Some(update) = site.update(id).filter(|_| !document.broken) else { return };
        if site.carried(of, View::Latest).is_none_or(|(_, carried)| carried != id) {
            return;
        }
        let undated: Vec<_> =
            update.milestones.iter().filter(|milestone| milestone.date.is_none()).collect();
        let Some((first, others)) = undated.split_first() else { return };
        let message = match (undated.len(), update.milestones.len()) {
            (1, _) => format!("the milestone `{}` has no date", first.label.value),
            (undated, all) if undated == all => format!("none of the {all} milestones has a date"),
            (undated, all) => format!("{undated} of {all} milestones have no date"),
        };
        let location =
            |label: &crate::schema::Located<_>| Location::new(&document.path, label.span);
        let found = finding(location(&first.label), message)
            .help("add `date = \"…\"`, such as `2016-09` or `2016-Q3`");
        findings.push(
            others.iter().take(MOST).fold(found, |found, other| {
                found.related(location(&other.label), "no date either")
            }),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const PATH: &str = "content/r/2021-06-30/rec-4.md";

    fn found(old: &str, new: &str) -> Vec<String> {
        let update = |milestones: &str| {
            format!("+++\nnumber = 4\nstatus = \"planned\"\nmilestones = [{milestones}]\n+++\n")
        };
        findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/r/2021-03-31/rec-4.md", &update(old)),
                (PATH, &update(new)),
            ],
        )
    }

    #[test]
    fn cases() {
        #[track_caller]
        fn case(milestones: &str, expected: Option<&str>) {
            let expected = expected.map(|expected| format!("warning {PATH} {expected}"));
            assert_eq!(found("", milestones), expected.into_iter().collect::<Vec<_>>());
        }
        let (dated, undated) = ("{ label = \"A\", date = \"2021\" }", "{ label = \"B\" }");
        let other = "{ label = \"C\", status = \"complete\" }";
        case("", None);
        case(dated, None);
        case(undated, Some("\"\\\"B\\\"\": the milestone `B` has no date"));
        case(&format!("{dated}, {undated}"), Some("\"\\\"B\\\"\": the milestone `B` has no date"));
        case(
            &format!("{undated}, {other}"),
            Some("\"\\\"B\\\"\": none of the 2 milestones has a date"),
        );
        case(
            &format!("{undated}, {dated}, {other}"),
            Some("\"\\\"B\\\"\": 2 of 3 milestones have no date"),
        );
    }

    #[test]
    fn the_last_update_counts() {
        assert_eq!(found("{ label = \"A\" }", "{ label = \"A\", date = \"2021\" }"), [""; 0]);
    }
}
