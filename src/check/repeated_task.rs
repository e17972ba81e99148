//! Subtasks in the words of their task.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::document::content::Task;
use crate::fragment::likeness::Words;

pub(super) const RULE: Rule = Rule {
    name: "repeated-task",
    level: RuleLevel::Warn,
    summary: "a subtask has the same words as its task",
    explanation: "\
A task is divided to say what it consists of. A subtask in the same words says nothing, and is
counted beside the task as work of its own.

Compares each task of a review with the task that it is in. Capitals, punctuation and the order of
words do not count.

Say what is done in this step, or remove the subtask and give its teams and progress to the task.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        let Content::ReviewEntry(entry) = &document.content else { return };
        if !document.broken {
            for task in &entry.tasks {
                within(task, &Words::of(&task.text.text), &mut |task, subtask| {
                    let location = |task: &Task| Location::new(&document.path, task.text.span);
                    findings.push(
                        finding(location(subtask), "this subtask has the same words as its task")
                            .related(location(task), "the task")
                            .help("say in `text` what is done in this step, or remove the subtask"),
                    );
                });
            }
        }
    });
}

/// Reports each subtask in the words of its task, at any depth.
fn within<'t>(task: &'t Task, words: &Words, found: &mut impl FnMut(&'t Task, &'t Task)) {
    for subtask in &task.tasks {
        let own = Words::of(&subtask.text.text);
        if own == *words {
            found(task, subtask);
        }
        within(subtask, &own, found);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(tasks: &str, expected: &[&str]) {
        let entry = format!("+++\nnumber = 1\ntasks = [{tasks}]\n+++\n");
        let found = findings(
            &RULE,
            &[
                (
                    "content/review/_index.md",
                    "+++\nkind = \"review\"\nof = \"r\"\ntitle = \"Review\"\n+++\n",
                ),
                ("content/r/recommendations/rec-1.md", "+++\nnumber = 1\ntitle = \"T\"\n+++\n"),
                ("content/review/rec-1.md", &entry),
            ],
        );
        let expected: Vec<String> = expected
            .iter()
            .map(|text| {
                format!(
                    "warning content/review/rec-1.md {text:?}: this subtask has the same words as its task"
                )
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cases() {
        let inside =
            |task: &str, subtasks: &str| format!("{{ text = \"{task}\", tasks = [{subtasks}] }}");
        let task = |text: &str| format!("{{ text = \"{text}\" }}");
        case(&task("Count the boats"), &[]);
        case(&inside("Count the boats", &task("Count the boats of the north")), &[]);
        case(&inside("Count the boats", &task("count the boats.")), &["\"count the boats.\""]);
        // Of different tasks.
        case(&format!("{}, {}", task("Count the boats"), task("Count the boats")), &[]);
        let deep =
            inside("Count", &inside("Sail", &format!("{}, {}", task("Count"), task("Sail"))));
        case(&deep, &["\"Sail\""]);
    }
}
