//! Reviews that say nothing of how far they are.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::document::content::Task;
use crate::document::fields::ReportKind;
use crate::site::View;

pub(super) const RULE: Rule = Rule {
    name: "review-without-progress",
    level: RuleLevel::Allow,
    summary: "no entry of a review says how far the work is",
    explanation: "\
A plan in which every entry is at 0 %, or at nothing, was not begun or is not kept. Readers cannot
tell which.

Checks the entries of each review as of its last edition: one needs an `assessment`, or a `progress`
above 0, of its own or of a task. Off by default, since a new plan is at 0.

Add `progress` where work has begun, or say in the review's text when it will begin.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in site.reports.iter().filter(|report| report.kind == ReportKind::Review) {
        let entries = report.ids().filter_map(|id| site.entry(site.entry_as_of(id, View::Latest)?));
        let mut count = 0;
        let begun = entries.inspect(|_| count += 1).any(|entry| {
            let own = entry.progress.as_ref().is_some_and(|progress| progress.value > 0);
            own || entry.assessment.is_some() || entry.tasks.iter().any(is_begun)
        });
        if begun || count == 0 {
            continue;
        }
        let message = match count {
            1 => "the only entry does not say how far the work is".to_owned(),
            count => format!("none of the {count} entries says how far the work is"),
        };
        findings.push(
            finding(site.document(report.document).front_matter(), message)
                .help("add `progress` where work has begun"),
        );
    }
}

/// Tasks are nested less deep than files can be.
fn is_begun(task: &Task) -> bool {
    task.progress.as_ref().is_some_and(|progress| progress.value > 0)
        || task.tasks.iter().any(is_begun)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(entries: &[&str], expected: Option<&str>) {
        let mut files = vec![(
            "content/v/_index.md".to_owned(),
            "+++\nkind = \"review\"\ntitle = \"V\"\nof = \"r\"\n+++\n".to_owned(),
        )];
        for (number, entry) in (1..).zip(entries) {
            let statement = format!("+++\nnumber = {number}\ntitle = \"T\"\n+++\n");
            files.push((format!("content/r/recommendations/rec-{number}.md"), statement));
            let entry = format!("+++\nnumber = {number}\n{entry}\n+++\n");
            files.push((format!("content/v/rec-{number}.md"), entry));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = findings(&RULE, &files);
        let expected =
            expected.map(|message| format!("warning content/v/_index.md \"+++\": {message}"));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{entries:?}");
    }

    #[test]
    fn cases() {
        let none = Some("none of the 2 entries says how far the work is");
        case(&["progress = 0", ""], none);
        case(&["", ""], none);
        case(&["progress = 10", ""], None);
        let task = "[[tasks]]\ntext = \"A\"\n[[tasks.tasks]]\ntext = \"B\"\nprogress = 10";
        case(&["", task], None);
        case(&[""], Some("the only entry does not say how far the work is"));
    }
}
