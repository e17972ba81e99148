//! Two editions of one report with the same date.

use super::findings::{edition_place, finding};
use super::wording::date;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;

pub(super) const RULE: Rule = Rule {
    name: "same-date-editions",
    level: RuleLevel::Warn,
    summary: "two editions of a report have the same date",
    explanation: "\
Editions are ordered by date. With the same date, the order of their directory names decides which
one is the latest, and what changed between them.

Checks the dates of all editions of a report: `date` in `_index.md`, or the name of the directory.

Correct the wrong date, or delete the copy.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        for pair in report.editions.windows(2) {
            let [first, second] = pair else { continue };
            let Some(day) = second.day().filter(|day| first.day() == Some(*day)) else { continue };
            let message = format!(
                "the editions `{}` and `{}` have the date {}",
                first.id,
                second.id,
                date(day)
            );
            findings.push(
                finding(edition_place(site, report, second), message)
                    .related(edition_place(site, report, first), "the other edition")
                    .help("correct the wrong `date`, or delete the copy"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[test]
    fn cases() {
        let edition = "+++\ntitle = \"E\"\n+++\n";
        let dated = "+++\ntitle = \"E\"\ndate = 2016-06-30\n+++\n";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/2016-03-31/_index.md", edition),
                ("content/ssr1/2016-06-30/_index.md", edition),
                ("content/ssr1/2016-Q2/_index.md", dated),
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-Q2/rec-04.md", "+++\nnumber = 4\nstatus = \"planned\"\n+++\n"),
            ],
        );
        assert_eq!(
            found,
            [
                "warning content/ssr1/2016-Q2/_index.md \"+++\": the editions `2016-06-30` and `2016-Q2` have the date 30 June 2016"
            ]
        );
    }
}
