//! Milestones without a date.

use super::undated::{self, Counted, Words};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;

pub(super) const RULE: Rule = Rule {
    name: "undated-milestone",
    level: RuleLevel::Allow,
    summary: "a milestone has no date",
    explanation: "\
A timeline shows when things happen. A point without a date shows that something may happen some
day, and can be neither reached in time nor missed.

Checks the milestones of the last update on each recommendation. Those of one update are one
finding, at the first; if a report of several updates has no date on any milestone, it has one
finding.

Off by default: some reports draw timelines of phases that never had dates.

Add `date`: a day, month, quarter or year.
",
    run,
};

const WORDS: Words<'_> = Words {
    one: "milestone",
    several: "milestones",
    date: "date",
    help: "add `date = \"…\"`, such as `2016-09` or `2016-Q3`",
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    undated::report(context, &WORDS, findings, |_, id| {
        let Some(update) = site.update(id) else { return Counted::default() };
        let path = &site.document(id).path;
        let undated = update.milestones.iter().filter(|milestone| milestone.date.is_none());
        Counted {
            all: update.milestones.len(),
            undated: undated.map(|it| Location::new(path, it.label.span)).collect(),
        }
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
        case(undated, Some("\"\\\"B\\\"\": this milestone has no date"));
        case(&format!("{dated}, {undated}"), Some("\"\\\"B\\\"\": 1 of 2 milestones has no date"));
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
