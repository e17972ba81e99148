//! Recommendations that are late when they are first reported.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::site::{EditionId, View};

pub(super) const RULE: Rule = Rule {
    name: "first-reported-late",
    level: RuleLevel::Allow,
    summary: "a recommendation is already late in its first update",
    explanation: "\
Who first hears of work when it is late cannot know what was promised, or when it began to slip.

Checks recommendations whose first update is in a later edition than the report's first. It must not
be late there: by a status of kind `late`, or by an overdue deliverable. Off by default, since
earlier editions cannot be written any more.

Say in the text since when the work has been late, and give the date first promised in `due`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        for id in report.ids() {
            let Some((edition, document)) = site.recommendation(id).updates.first() else {
                continue;
            };
            let late = || facts.lateness(id, View::Edition(*edition)).is_some();
            if *edition == EditionId(0) || site.document(*document).broken || !late() {
                continue;
            }
            let editions = edition.0;
            let message = format!(
                "this is the first update, and late already; {editions} earlier {} nothing of this {}",
                if editions == 1 { "edition says" } else { "editions say" },
                site.called(report.place).one
            );
            findings
                .push(finding(site.document(*document).front_matter(), message).help(
                    "say since when it has been late, with the date first promised in `due`",
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(edition: &str, keys: &str, expected: bool) {
        let path = format!("content/r/{edition}/rec-4.md");
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/r/2016-03-31/_index.md", "+++\ntitle = \"E\"\n+++\n"),
                ("content/r/2016-06-30/_index.md", "+++\ntitle = \"E\"\n+++\n"),
                (&path, &format!("+++\nnumber = 4\n{keys}\n+++\n")),
            ],
        );
        let message = format!(
            "warning {path} \"+++\": this is the first update, and late already; 1 earlier edition says nothing of this recommendation"
        );
        assert_eq!(found, if expected { vec![message] } else { Vec::new() }, "{keys}");
    }

    #[test]
    fn cases() {
        case("2016-06-30", "status = \"behind-replan\"", true);
        case("2016-03-31", "status = \"behind-replan\"", false);
        case("2016-06-30", "status = \"planned\"", false);
        let row = "status = \"planned\"\n[[deliverables]]\ntext = \"D\"\ndue = \"2016-05\"";
        case("2016-06-30", row, true);
    }
}
