//! Recommendations without a statement.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::document::fields::ReportKind;

pub(super) const RULE: Rule = Rule {
    name: "empty-statement",
    level: RuleLevel::Warn,
    summary: "a recommendation has no adopted statement, and others of its report have one",
    explanation: "\
A title says what a recommendation is about, not what was asked for. Without the statement, nobody
can judge whether it was carried out.

Checks the bodies of the recommendations' files. A recommendation that has parts is exempt, since
its parts can say everything, and so is a report in which no recommendation has a statement.

Write the adopted text below the front matter, word for word.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        let is_kept = report.kind == ReportKind::Implementation;
        let statement = |id| site.recommendation(id).document.map(|it| site.document(it));
        let has_statement = |id| statement(id).is_some_and(|it| !it.prose.blank);
        if !is_kept || !report.ids().any(has_statement) {
            continue;
        }
        for id in report.ids().filter(|id| site.recommendation(*id).parts.is_empty()) {
            let Some(document) = statement(id).filter(|it| it.prose.blank && !it.broken) else {
                continue;
            };
            let message = format!("this {} has no statement", report.called().one);
            findings.push(
                finding(document.front_matter(), message)
                    .help("write the adopted text below the front matter"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(keys: &str, body: &str, expected: &[&str]) {
        let one = format!("+++\nnumber = 1\ntitle = \"T\"\n+++\n{body}");
        let two = format!("+++\nnumber = 2\ntitle = \"T\"\n{keys}\n+++\nS.\n");
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-1.md", &one),
                ("content/r/recommendations/rec-2.md", &two),
            ],
        );
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn cases() {
        let message = "warning content/r/recommendations/rec-1.md \"+++\": this recommendation has no statement";
        case("", "Publish it.\n", &[]);
        case("", "", &[message]);
        case("", " \n\n", &[message]);
        case("part_of = 1", "", &[]);
    }

    #[test]
    fn a_report_without_statements() {
        let path = "content/r/recommendations/rec-1.md";
        let found = findings(&RULE, &[(path, "+++\nnumber = 1\ntitle = \"T\"\n+++\n")]);
        assert!(found.is_empty(), "{found:?}");
    }
}
