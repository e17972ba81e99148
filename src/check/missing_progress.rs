//! Entries and tasks of a review without progress, where most have one.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::document::Document;
use crate::document::content::Task;
use crate::document::fields::ReportKind;
use crate::site::{Report, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "missing-progress",
    level: RuleLevel::Warn,
    summary: "an entry or task of a review has no progress, though most have one",
    explanation: "\
An average leaves out what says nothing: a plan with three forgotten entries looks further than it
is.

Checks the entries of each review as of its last edition. If more than half of them have
`progress`, each of the others needs it too. The same goes for tasks without subtasks. Exempt are
entries that are `covered_by` another, an entry all of whose tasks have `progress`, and the
subtasks of a task with `progress`. The tasks of one entry are one finding.

Add `progress`, in percent: `progress = 0` if nothing has been done yet.
",
    run,
};

/// Maximum number of other places shown.
const MOST: usize = 20;

const HELP: &str =
    "add `progress = 0` if nothing has been done yet, or the percentage that is done";

/// An entry, and its tasks without subtasks.
struct Entry<'s> {
    document: &'s Document,
    /// Whether its progress is known: its own, or that of all its tasks.
    has_progress: bool,
    tasks: Tasks,
}

/// Tasks without subtasks.
#[derive(Default)]
struct Tasks {
    count: usize,
    /// Those without progress.
    missing: Vec<Span>,
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in site.reports.iter().filter(|report| report.kind == ReportKind::Review) {
        let entries = entries(site, report);
        let with = entries.iter().filter(|entry| entry.has_progress).count();
        let tasks: usize = entries.iter().map(|entry| entry.tasks.count).sum();
        let missing: usize = entries.iter().map(|entry| entry.tasks.missing.len()).sum();
        for entry in &entries {
            if !entry.has_progress && with * 2 > entries.len() {
                let message =
                    format!("this entry has no `progress`; {with} of {} have one", entries.len());
                findings.push(finding(entry.document.front_matter(), message).help(HELP));
            }
            if missing * 2 < tasks
                && let Some(found) = of_tasks(entry, tasks - missing, tasks)
            {
                findings.push(found);
            }
        }
    }
}

fn of_tasks(entry: &Entry<'_>, with: usize, of: usize) -> Option<Diagnostic> {
    let location = |span: &Span| Location::new(&entry.document.path, *span);
    let (first, others) = entry.tasks.missing.split_first()?;
    let message = match others.len() {
        0 => format!("this task has no `progress`; {with} of {of} tasks have one"),
        1 => format!("this task and one more have no `progress`; {with} of {of} tasks have one"),
        more => {
            format!("this task and {more} more have no `progress`; {with} of {of} tasks have one")
        }
    };
    let found = finding(location(first), message).help(HELP);
    Some(
        others
            .iter()
            .take(MOST)
            .fold(found, |found, other| found.related(location(other), "no `progress` either")),
    )
}

/// The entries that should have progress, in order of numbers.
fn entries<'s>(site: &'s Site, report: &Report) -> Vec<Entry<'s>> {
    let of = |id| {
        let document = site.entry_as_of(id, View::Latest)?;
        let entry = site.entry(document)?;
        let document = site.document(document);
        if document.broken || site.recommendation(id).covered_by.is_some() {
            return None;
        }
        let mut tasks = Tasks::default();
        if entry.covered_by.is_some() {
            return None;
        }
        tasks.add(&entry.tasks);
        let by_tasks = tasks.count > 0 && tasks.missing.is_empty();
        let has_progress = entry.progress.is_some() || by_tasks;
        Some(Entry { document, has_progress, tasks })
    };
    report.ids().filter_map(of).collect()
}

impl Tasks {
    fn add(&mut self, tasks: &[Task]) {
        for task in tasks {
            if task.progress.is_some() || task.tasks.is_empty() {
                self.count += 1;
                if task.progress.is_none() {
                    self.missing.push(task.text.span);
                }
            } else {
                self.add(&task.tasks);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    /// Entries of a review, from number 1 on, by their keys.
    #[track_caller]
    fn case(entries: &[&str], expected: &[&str]) {
        let mut files = vec![(
            "content/review/_index.md".to_owned(),
            "+++\nkind = \"review\"\nof = \"r\"\ntitle = \"Review\"\n+++\n".to_owned(),
        )];
        for (keys, number) in entries.iter().zip(1..) {
            let statement = format!("+++\nnumber = {number}\ntitle = \"T\"\n+++\n");
            files.push((format!("content/r/recommendations/rec-{number}.md"), statement));
            let entry = format!("+++\nnumber = {number}\n{keys}\n+++\n");
            files.push((format!("content/review/rec-{number}.md"), entry));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let expected: Vec<String> =
            expected.iter().map(|expected| format!("warning content/review/{expected}")).collect();
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn entries() {
        let known = "progress = 0";
        case(&[known, known], &[]);
        case(
            &[known, known, ""],
            &["rec-3.md \"+++\": this entry has no `progress`; 2 of 3 have one"],
        );
        case(&[known, ""], &[]);
        case(&["", ""], &[]);
        case(&[known, known, "covered_by = 2"], &[]);
        // What is covered does not count, on either side.
        case(&[known, "", "covered_by = 1"], &[]);
        case(&[known, known, "tasks = [{ text = \"A\", progress = 5 }]"], &[]);
    }

    #[test]
    fn tasks() {
        let entry = |tasks: &str| format!("progress = 0\ntasks = [{tasks}]");
        let known = "{ text = \"A\", progress = 5 }";
        case(
            &[&entry(&format!("{known}, {known}, {{ text = \"B\" }}"))],
            &["rec-1.md \"\\\"B\\\"\": this task has no `progress`; 2 of 3 tasks have one"],
        );
        case(
            &[
                &entry(&format!("{known}, {known}, {known}")),
                &entry("{ text = \"B\" }, { text = \"C\", tasks = [{ text = \"D\" }] }"),
            ],
            &[
                "rec-2.md \"\\\"B\\\"\": this task and one more have no `progress`; 3 of 5 tasks have one",
            ],
        );
        case(&[&entry(&format!("{known}, {{ text = \"B\" }}"))], &[]);
        // A task with progress answers for its subtasks.
        case(&[&entry("{ text = \"A\", progress = 5, tasks = [{ text = \"B\" }] }")], &[]);
    }
}
